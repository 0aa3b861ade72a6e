import { setImmediate as breathe } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { Briefing } from '../../../domain/briefing.ts';
import type { Drafted, Drafting } from '../../../ingest/feeds/settle-item.ts';
import { LONG_LISTS } from '../packs/pieces.ts';
import type { DraftAnswer, DraftMessage } from './draft-messages.ts';

/** An article takes milliseconds; one that was written to take longer than this is nobody's loss. */
const DRAFT_WITHIN_MS = 5_000;
/** To be sent the pack and to read its archive. */
const READY_WITHIN_MS = 60_000;
const MOST_MEMORY_MB = 2_048;
/** A message of so many takes a few milliseconds. */
const RECORDS_A_PIECE = 1_000;

interface Thread {
  readonly worker: Worker;
  readonly briefing: Briefing;
  /** Proposed articles it knows. */
  readonly told: Set<string>;
}

/**
 * Drafts in a thread a story, each with a pack of its own that is sent piece by piece. They live while there is something
 * to draft; an article that keeps one for too long ends it, and the next one gets another. One article at a time.
 */
export function createDrafting(options: {
  readonly briefing: (story: string) => Briefing | undefined;
  readonly archive: string;
  /** ISO day in a zone. */
  readonly today: (zone: string) => string;
  /** An article is compared with those that were drafted here before, too, whether they were proposed or not. */
  readonly remember?: true;
  /** How long an article may take, in milliseconds. */
  readonly withinMs?: number;
}): Drafting {
  const { withinMs = DRAFT_WITHIN_MS, remember = false } = options;
  const threads = new Map<string, Thread>();

  const end = (story: string) => {
    void threads.get(story)?.worker.terminate();
    threads.delete(story);
  };
  const threadFor = async (story: string, briefing: Briefing): Promise<Thread | null> => {
    const before = threads.get(story);
    if (before?.briefing === briefing) return before;
    end(story);
    const worker = new Worker(new URL('./draft-worker.ts', import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY_MB },
    });
    // Whoever waits for its answer hears of it; with nobody waiting it is no trouble.
    worker.on('error', () => {});
    const made: Thread = { worker, briefing, told: new Set() };
    threads.set(story, made);
    await sendPack(worker, briefing, options.archive);
    if ((await answerTo(worker, { kind: 'whole' }, READY_WITHIN_MS)).kind === 'ready') return made;
    end(story);
    return null;
  };

  return {
    async draft(read, story, known): Promise<Drafted> {
      const briefing = options.briefing(story);
      const thread = briefing === undefined ? null : await threadFor(story, briefing);
      if (briefing === undefined || thread === null) return { kind: 'away' };
      const proposed = known.filter(({ id }) => !thread.told.has(id));
      for (const { id } of proposed) thread.told.add(id);
      const today = options.today(briefing.zone);
      const answer = await answerTo(
        thread.worker,
        { kind: 'article', read, today, proposed, remember },
        withinMs,
      );
      if (answer.kind === 'added') return { kind: 'drafted', added: answer.added };
      end(story);
      return { kind: answer.kind === 'late' ? 'late' : 'broke' };
    },
    rest() {
      for (const story of [...threads.keys()]) end(story);
    },
  };
}

async function sendPack(worker: Worker, briefing: Briefing, archive: string): Promise<void> {
  const send = (message: DraftMessage) => worker.postMessage(message);
  const none = Object.fromEntries(LONG_LISTS.map((list) => [list, []]));
  send({ kind: 'pack', briefing: { ...briefing, ...none }, archive });
  for (const list of LONG_LISTS) {
    for (let from = 0; from < briefing[list].length; from += RECORDS_A_PIECE) {
      send({ kind: 'records', list, records: briefing[list].slice(from, from + RECORDS_A_PIECE) });
      // The loop is free between two of them.
      await breathe();
    }
  }
}

function answerTo(
  worker: Worker,
  message: DraftMessage,
  withinMs: number,
): Promise<DraftAnswer | { readonly kind: 'late' | 'broke' }> {
  return new Promise((resolve) => {
    const settle = (answer: DraftAnswer | { readonly kind: 'late' | 'broke' }) => {
      clearTimeout(timer);
      worker.off('message', settle).off('error', broke).off('exit', broke);
      resolve(answer);
    };
    const timer = setTimeout(() => settle({ kind: 'late' }), withinMs);
    const broke = () => settle({ kind: 'broke' });
    worker.on('message', settle).on('error', broke).on('exit', broke);
    worker.postMessage(message);
  });
}
