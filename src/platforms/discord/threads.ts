import type { Memory } from '../memory.ts';
import type { Asked } from './asked.ts';

/** Where a line was answered, for follow-up questions. */
export interface Spot {
  readonly place: string;
  /** True where the place is one conversation: a thread or a direct conversation. */
  readonly narrow: boolean;
  readonly user: string;
  /** Our answer's message, which a reply points at. */
  readonly message?: string;
}

/**
 * Keeps what was answered where a follow-up could ask "and the other side?": for everyone in a thread, and in a whole channel,
 * where several conversations cross, only for the same person or a reply to that very answer.
 */
export async function rememberAnswer(spot: Spot, line: Asked, memory: Memory): Promise<void> {
  await Promise.all(keysFor(spot).map((key) => memory.remember(key, line)));
}

/** The line a follow-up refers to: that of the message it replies to, of the thread, or of the same person in the channel. */
export async function recallLine(spot: Omit<Spot, 'narrow'>, memory: Memory): Promise<Asked | undefined> {
  const keys = [
    ...(spot.message === undefined ? [] : [messageKey(spot.message)]),
    threadKey(spot.place),
    personKey(spot.place, spot.user),
  ];
  for (const key of keys) {
    const line = await memory.recall(key);
    if (line !== undefined) return line;
  }
  return undefined;
}

function keysFor(spot: Spot): readonly string[] {
  return [
    ...(spot.message === undefined ? [] : [messageKey(spot.message)]),
    spot.narrow ? threadKey(spot.place) : personKey(spot.place, spot.user),
  ];
}

function messageKey(message: string): string {
  return `discord:message:${message}`;
}

function threadKey(place: string): string {
  return `discord:thread:${place}`;
}

function personKey(place: string, user: string): string {
  return `discord:person:${place}:${user}`;
}
