import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Answer, Span } from '../../../src/answer/answer.ts';
import { blockSpans } from '../../../src/answer/fit.ts';
import type { Delivery } from '../../../src/core/delivery.ts';
import type { Briefing } from '../../../src/domain/briefing.ts';
import type { Position } from '../../../src/domain/position.ts';
import { type Corrections, EVERY_DAY, EVERYTHING } from '../../../src/domain/schedule/subscription.ts';
import { tenantId } from '../../../src/domain/schedule/tenant.ts';
import { createChat } from '../../fakes/chat.ts';
import { createSimulatedClock } from '../../fakes/simulated-clock.ts';
import { lakeBriefing, position } from '../../fixtures/briefing.ts';
import { HOUR, MINUTE, openDesk } from '../../fixtures/digest-desk.ts';

const PERSON = {
  platform: 'discord',
  tenant: tenantId('guild-1'),
  channel: 'channel-1',
  user: 'u',
  mayConfigure: true,
};
const WISH = {
  ...{ story: 'lake', schedule: { time: '08:00', days: EVERY_DAY, zone: 'Europe/Kyiv' }, filter: EVERYTHING },
  ...({ format: 'brief', quiet: 'skip', threads: false, here: false } as const),
};
const RECORDS = [0, 1, 2] as const;
/** Of one day, in Kyiv. */
const EIGHT = Temporal.Instant.from('2025-12-01T06:00:00Z').epochMilliseconds;

/** What somebody does to the pack, or that time goes by. */
type Step =
  | { readonly kind: 'change'; readonly record: number; readonly aloud: boolean }
  | { readonly kind: 'withdraw'; readonly record: number }
  | { readonly kind: 'put back'; readonly record: number }
  | { readonly kind: 'day' };

const record = fc.constantFrom(...RECORDS);
const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant('change' as const), record, aloud: fc.boolean() }),
    fc.record({ kind: fc.constant('withdraw' as const), record }),
    fc.record({ kind: fc.constant('put back' as const), record }),
    fc.record({ kind: fc.constant('day' as const) }),
  ),
  { maxLength: 9 },
);

/** Each record as it is, `null` while it is withdrawn; the words of each version are its own. */
type Truth = readonly (Position | null)[];

function pack(truth: Truth): Briefing {
  const positions = truth.filter((one) => one !== null);
  return lakeBriefing({
    ...{ positions, statements: [], conflicts: [], events: [], lead: [], reviewed: '2025-12-30' },
  });
}

function version(at: number, number: number, rejects: boolean): Position {
  return position(`p${at}`, {
    ...{ topic: `matter${at}`, stance: rejects ? 'rejects' : 'supports' },
    wording: `It is w${at}v${number}.`,
  });
}

/** Versions that an answer says are so, and records that it says are gone. */
function claimsIn(answer: Answer): { readonly now: readonly string[]; readonly gone: readonly string[] } {
  const words = (spans: readonly Span[]) => spans.map((span) => ('text' in span ? span.text : '')).join(' ');
  const lines = answer.blocks.map(blockSpans);
  const gone = lines.filter((line) => words(line).startsWith('Withdrawn'));
  const now = lines.filter((line) => !gone.includes(line));
  return {
    now: now.flatMap((line) => words(line.filter(({ kind }) => kind !== 'strike')).match(/w\dv\d+/g) ?? []),
    gone: gone.flatMap((line) => words(line).match(/w\d/g) ?? []),
  };
}

async function play(moves: readonly Step[], corrections: Corrections) {
  const steady = createSimulatedClock(Temporal.Instant.from('2025-12-01T12:00:00Z').epochMilliseconds);
  // Nothing happens in the night: it is passed over.
  let skipped = 0;
  const clock = { ...steady, now: () => steady.now() + skipped };
  const chat = createChat({ clock, kind: 'nonce' });
  let truth: Truth = RECORDS.map((at) => version(at, 0, false));
  const told = new Map<string, string>(RECORDS.map((at) => [`w${at}`, `w${at}v0`]));
  const wrong: string[] = [];
  const read = (answer: Answer) => {
    const { now, gone } = claimsIn(answer);
    const standing = truth.map((one) => one?.wording ?? '').join(' ');
    for (const words of now) {
      const [name = ''] = words.split('v');
      if (!standing.includes(`${words}.`)) wrong.push(`${words} is gone`);
      if (told.get(name) === words) wrong.push(`${words} twice`);
      told.set(name, words);
    }
    for (const name of gone) {
      if (standing.includes(`${name}v`)) wrong.push(`${name} is there`);
      if (told.get(name) === '') wrong.push(`${name} gone twice`);
      told.set(name, '');
    }
  };
  const delivery: Delivery = {
    ...chat.delivery,
    async post(destination, answer, ...rest) {
      if (destination.thread === undefined || destination.aloud === true) read(answer);
      return chat.delivery.post(destination, answer, ...rest);
    },
  };
  const desk = await openDesk({
    ...{ clock, beatMs: HOUR, briefing: pack(truth), over: { deliveries: new Map([['discord', delivery]]) } },
  });
  await desk.digests.start();
  await desk.digests.service.subscribe(PERSON, { ...WISH, corrections }, pack(truth));
  let number = 0;
  for (const move of [...moves, { kind: 'day' as const }]) {
    if (move.kind === 'day') {
      const past = (clock.now() - EIGHT) % (24 * HOUR);
      skipped += 24 * HOUR - past;
      desk.digests.packsChanged();
      await clock.advance(2 * MINUTE);
      continue;
    }
    number += 1;
    const { kind } = move;
    truth = truth.map((one, at) => {
      if (at !== move.record) return one;
      if (kind === 'withdraw') return null;
      if (kind === 'put back') return one ?? version(at, number, false);
      const rejects = one?.stance === 'rejects';
      return one === null ? null : version(at, number, move.aloud ? !rejects : rejects);
    });
    desk.load(pack(truth));
    await clock.advance(3 * MINUTE);
  }
  await desk.digests.stop();
  const last = new Map(truth.map((one, at) => [`w${at}`, /w\dv\d+/.exec(one?.wording ?? '')?.[0] ?? '']));
  return { wrong, told, last };
}

describe('what a channel is told', () => {
  it.each(['loud', 'quiet', 'off'] as const)(
    'has every material change exactly once and nothing that is gone, with corrections %s',
    async (corrections) => {
      await fc.assert(
        fc.asyncProperty(steps, async (moves) => {
          const { wrong, told, last } = await play(moves, corrections);
          expect(wrong).toEqual([]);
          expect([...told]).toEqual([...last]);
        }),
        { numRuns: 15 },
      );
    },
  );
});
