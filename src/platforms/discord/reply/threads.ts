import { createProcessMemory, type Memory } from '../../../core/memory.ts';
import type { Asked } from '../render/buttons.ts';

/** Where a line was answered, for follow-up questions. */
export interface Spot {
  readonly place: string;
  /** True where the place is one conversation: a thread or a direct conversation. */
  readonly narrow: boolean;
  readonly user: string;
  /** Our answer's message, which a reply points at. */
  readonly message?: string;
}

/** What was answered where, so that "and the other side?" is understood. */
export interface Threads {
  readonly remember: (spot: Spot, line: Asked) => Promise<void>;
  /** The line of the message a follow-up replies to, else of its thread, else of the same person in the channel. */
  readonly recall: (spot: Omit<Spot, 'narrow'>) => Promise<Asked | undefined>;
}

/**
 * Keeps a line for everyone in a thread, and in a whole channel, where several conversations cross, only for the same
 * person or a reply to that very answer. The person's line is kept in the process alone: every slash command sets it,
 * and a restart between it and a follow-up is not worth a write to the store each time.
 */
export function createThreads(memory: Memory, now: () => number): Threads {
  const recent = createProcessMemory(now);
  return {
    async remember(spot, line) {
      if (spot.message !== undefined) await memory.remember(messageKey(spot.message), line);
      if (spot.narrow) await memory.remember(threadKey(spot.place), line);
      else await recent.remember(personKey(spot), line);
    },
    async recall(spot) {
      const replied = spot.message === undefined ? undefined : await memory.recall(messageKey(spot.message));
      return (
        replied ?? (await memory.recall(threadKey(spot.place))) ?? (await recent.recall(personKey(spot)))
      );
    },
  };
}

function messageKey(message: string): string {
  return `discord:message:${message}`;
}

function threadKey(place: string): string {
  return `discord:thread:${place}`;
}

function personKey({ place, user }: Pick<Spot, 'place' | 'user'>): string {
  return `${place}:${user}`;
}
