import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../src/commands/registry.ts';
import { boardInWords, boardOf } from '../../src/digest/board/plan.ts';
import { previewDigest } from '../../src/digest/compose/preview.ts';
import { briefingAsOf } from '../../src/domain/as-of.ts';
import type { Briefing } from '../../src/domain/briefing.ts';
import { changeIn, type Reading } from '../../src/domain/provision.ts';
import { EVERYTHING } from '../../src/domain/schedule/subscription.ts';
import type { TextStatus } from '../../src/domain/text.ts';
import { ASKER, coreOver, said } from '../fixtures/asking.ts';
import { smallBriefing, when } from '../fixtures/small-briefing.ts';

const SUBJECT = 'patrols';

/** The lake accord with its newest text as public as given, and its reading on one subject replaced. */
function lake(status: TextStatus, over?: Partial<Reading>): Briefing {
  const briefing = smallBriefing();
  return {
    ...briefing,
    texts: briefing.texts.map((text) =>
      text.id === briefing.latestText ? { ...text, status, published: when('2031-05-16') } : text,
    ),
    provisions: briefing.provisions.map((provision) => ({
      ...provision,
      readings: provision.readings.flatMap((reading) => {
        if (provision.id !== SUBJECT || reading.text !== briefing.latestText) return [reading];
        return over === undefined ? [] : [{ ...reading, ...over }];
      }),
    })),
  };
}

function titleOf(briefing: Briefing): string {
  return briefing.provisions.find(({ id }) => id === SUBJECT)?.title ?? '';
}

async function ask(briefing: Briefing, line: string): Promise<string> {
  return said(await coreOver(briefing, COMMANDS).respond({ kind: 'line', line, asker: ASKER }));
}

/** Everything that speaks of a subject in the newest text, with how each says that a text is silent. */
const PLACES: readonly (readonly [string, (briefing: Briefing) => string | Promise<string>])[] = [
  [
    'the headline of the point',
    async (briefing) => (await ask(briefing, `/plan-point ${SUBJECT}`)).split('\n')[0] ?? '',
  ],
  [
    'its crosswalk',
    async (briefing) => (await ask(briefing, `/plan-point ${SUBJECT}`)).split('\n').slice(1).join('\n'),
  ],
  [
    'the same asked of that text',
    (briefing) => ask(briefing, `/plan-point ${SUBJECT} ${briefing.latestText}`),
  ],
  ['the list of points', (briefing) => ask(briefing, '/plan-point')],
  ['the comparison', (briefing) => ask(briefing, '/compare')],
  ['the comparison on that point', (briefing) => ask(briefing, `/compare point:${SUBJECT}`)],
  ['the board in words', (briefing) => boardInWords(boardOf(briefing))],
];

const NOT_REPORTED = /not reported/i;
const NOT_IN_IT = /not in (?:it|the five-point revision)|has nothing on it/i;

describe('a subject that the newest text does not speak of', () => {
  describe.each(PLACES)('in %s', (_, told) => {
    it('is not in it where the text is public', async () => {
      const words = await told(lake('full'));
      expect(words).toMatch(NOT_IN_IT);
      expect(
        words
          .split('\n')
          .filter((line) => line.includes(titleOf(lake('full'))))
          .join('\n'),
      ).not.toMatch(NOT_REPORTED);
    });

    it('is not in it where a reading of the public text says so', async () => {
      const words = await told(
        lake('full', { change: 'absent', wording: 'Nowhere does it mention patrols' }),
      );
      expect(words).toMatch(NOT_IN_IT);
    });

    it.each(['reported', 'not-public', 'partial'] as const)(
      'is not reported where the text is %s',
      async (status) => {
        const words = await told(lake(status));
        expect(words).toMatch(NOT_REPORTED);
      },
    );
  });

  it('is counted as open only by what is true of the text', async () => {
    expect(await ask(lake('full'), '/briefing')).toMatch(
      /The five-point revision has nothing on \d other subjects?\./,
    );
    expect(await ask(lake('full'), '/briefing')).not.toMatch(/subjects? is not reported/);
    expect(await ask(lake('partial'), '/briefing')).toMatch(/with \d other subjects? is not reported/);
  });

  it('is told with its note where a reading has one, also in a digest', () => {
    const briefing = lake('full', { change: 'absent', wording: 'Nowhere does it mention patrols' });
    const digest = previewDigest({
      ...{ briefing, since: '2031-05-10', first: false, filter: EVERYTHING, format: 'full', zone: 'UTC' },
      now: Temporal.Instant.from('2031-05-20T08:00:00Z'),
    });
    expect(said(digest)).toContain(', 5-point: Not in it: Nowhere does it mention patrols.');
  });

  it('was not reported on a day before the text was public', async () => {
    const words = await ask(
      briefingAsOf(lake('full'), '2031-05-15'),
      `/plan-point ${SUBJECT} as-of:2031-05-15`,
    );
    expect(words).toMatch(NOT_REPORTED);
    expect(words).not.toMatch(/revision has nothing on it/i);
  });
});

describe('what a text does with a provision', () => {
  it('is absent or not reported by whether the text is public, and what a reading says wherever there is one', () => {
    fc.assert(
      fc.property(
        fc.constantFrom<TextStatus>('full', 'partial', 'reported', 'not-public'),
        fc.option(
          fc.constantFrom('kept', 'absent', 'unreported', 'removed') as fc.Arbitrary<Reading['change']>,
        ),
        (status, change) => {
          const briefing = lake(status, change === null ? undefined : { change });
          const provision = briefing.provisions.find(({ id }) => id === SUBJECT);
          const text = briefing.texts.find(({ id }) => id === briefing.latestText);
          if (provision === undefined) throw new Error('It is there.');
          expect(changeIn(provision, text)).toBe(change ?? (status === 'full' ? 'absent' : 'unreported'));
        },
      ),
    );
  });
});
