import type { Answer } from '../../answer/answer.ts';
import { ask, strong, text } from '../../answer/compose.ts';
import type { Clock } from '../../core/clock.ts';
import { briefingAsOf } from '../../domain/as-of.ts';
import type { Briefing } from '../../domain/briefing.ts';
import { askerName } from '../../domain/schedule/asker-name.ts';
import { dayIn } from '../../domain/schedule/day-in.ts';
import { EVERYTHING } from '../../domain/schedule/subscription.ts';
import { formatDay } from '../../domain/when.ts';
import type { QuestionStore } from '../../store/ports/questions.ts';
import type { Stories } from '../schedule/story-revisions.ts';
import type { Person } from '../subscriptions/service.ts';
import { composeDigest } from './compose.ts';
import { type Claim, changesSince, claimsOf } from './revisions.ts';

/** How long it is kept when somebody asked last. */
export const REMEMBERED_MS = 30 * 86_400_000;

/** What somebody missed since they asked last, which is kept only of those who want it. */
export interface Missed {
  /** Null for those who did not ask to have it kept. */
  readonly lastAsked: (person: Person) => Promise<Temporal.Instant | null>;
  readonly remember: (person: Person) => Promise<void>;
  /** False where nothing was kept. */
  readonly forget: (person: Person) => Promise<boolean>;
  /** They asked something now: only of those who want it is that kept, a few seconds later and together with others. */
  readonly asked: (person: Person) => void;
  /** What this installation knew of a story at a time; null where it had not seen the story by then. */
  readonly knownAt: (story: string, time: Temporal.Instant) => Promise<ReadonlyMap<string, Claim> | null>;
  /** Keeps what is not kept yet. Never rejects. */
  readonly flush: () => Promise<void>;
}

/** No answer asks anything of the store for this: who asked is written down together, so much later at most. */
const NOTED_WITHIN_MS = 5_000;

export function createMissed(options: {
  readonly store: QuestionStore;
  readonly stories: Stories;
  readonly clock: Pick<Clock, 'now' | 'after'>;
}): Missed {
  const { store, stories, clock } = options;
  /** Who they are; the store knows them by a hash, for which no question waits. */
  let waiting = new Set<string>();
  /** When the first of them asked: of the others something may be told twice, and nothing is left out. */
  let firstAt = 0;
  let callOff: () => void = () => {};
  const flush = async () => {
    callOff();
    const persons = [...waiting];
    waiting = new Set();
    if (persons.length === 0) return;
    // Where it cannot be kept they are told more than they missed.
    await store.noteAsked(persons, firstAt, firstAt + REMEMBERED_MS).catch(() => {});
  };
  return {
    flush,
    async lastAsked(person) {
      if (waiting.has(nameOf(person))) await flush();
      const at = await store.lastAsked(nameOf(person), clock.now());
      return at === null ? null : Temporal.Instant.fromEpochMilliseconds(at);
    },
    remember: (person) => store.keepAsked(nameOf(person), clock.now(), clock.now() + REMEMBERED_MS),
    asked(person) {
      if (waiting.size === 0) {
        firstAt = clock.now();
        callOff = clock.after(NOTED_WITHIN_MS, () => void flush());
      }
      waiting.add(nameOf(person));
    },
    forget(person) {
      waiting.delete(nameOf(person));
      return store.forgetAsked(nameOf(person));
    },
    async knownAt(story, time) {
      const mark = await store.markAt(story, time.epochMilliseconds);
      return mark === 0 ? null : stories.claimsAt(story, mark);
    },
  };
}

/** What changed since a time, as a digest would tell it, to the asker alone. */
export function missedAnswer(options: {
  readonly briefing: Briefing;
  readonly since: Temporal.Instant;
  /** What was known then; where that was not seen, the days on which records were reported decide. */
  readonly known: ReadonlyMap<string, Claim> | null;
  readonly zone: string;
  readonly now: Temporal.Instant;
}): Answer {
  const { briefing, since, zone, now } = options;
  const day = dayIn(since, zone);
  const before = options.known ?? claimsOf(briefingAsOf(briefing, day));
  const post = composeDigest({
    ...{ briefing, zone, now, filter: EVERYTHING, format: 'standard', quiet: 'line', threads: false },
    changes: changesSince(before, briefing),
    toldAt: since,
  });
  const shared = { command: 'since', audience: 'asker', story: { id: briefing.id } } as const;
  if (post !== null) return { ...post.lead.answer, ...shared };
  // A digest has nothing to say of a pack that nobody reviewed for long; who asks is told so.
  return {
    ...shared,
    status: 'answered',
    headline: [strong(`${briefing.title}: no change since ${formatDay(day)}`)],
    blocks: [{ kind: 'context', spans: [text(`Last reviewed ${formatDay(briefing.reviewed)}.`)] }],
    citations: [],
    records: [],
    actions: [ask('Briefing', 'briefing')],
    asOf: dayIn(now, zone),
  };
}

function nameOf({ platform, tenant, user }: Person): string {
  return askerName(platform, tenant, user);
}
