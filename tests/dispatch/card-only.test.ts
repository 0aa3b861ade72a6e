import { describe, expect, it } from 'vitest';
import type { Answer } from '../../src/answer/answer.ts';
import { cardOf } from '../../src/answer/card.ts';
import { CARD_LIMITS, type CardSurface } from '../../src/answer/card-limits.ts';
import { COMMANDS } from '../../src/commands/registry.ts';
import type { OptionValues } from '../../src/core/command.ts';
import { diskFolder } from '../../src/pack/read/disk-folder.ts';
import { loadPack } from '../../src/pack/read/load.ts';
import { ASKER, coreOver } from '../fixtures/asking.ts';

const loaded = loadPack(diskFolder(new URL('../fixtures/iran-nuclear-2015', import.meta.url).pathname));
if (loaded.kind !== 'pack') throw new Error('the pack of the fixture does not load');
const { briefing } = loaded;
const core = coreOver(briefing, COMMANDS, briefing.reviewed);

const texts = briefing.texts.map(({ id }) => id);
const questions: readonly (readonly [string, OptionValues])[] = [
  ...briefing.provisions.flatMap(({ title }) => [
    ['plan-point', { point: title }] as const,
    ['position', { about: title }] as const,
    ['timeline', { about: title }] as const,
    ['compare', { point: title }] as const,
  ]),
  ...briefing.actors.flatMap(({ name }) => [
    ['who-said', { speaker: name }] as const,
    ['position', { party: name }] as const,
    ['timeline', { about: name }] as const,
  ]),
  ...briefing.statements.map(({ gist }) => ['who-said', { words: gist.replace(/["“”:]/g, '') }] as const),
  ...briefing.texts.map(({ id }) => ['plan-point', { point: `1 of ${id}` }] as const),
  ...texts.flatMap((from, at) =>
    at === 0 ? [] : [['compare', { from: texts[0] ?? '', to: from }] as const],
  ),
  ...['timeline', 'position', 'plan-point', 'briefing', 'disputed', 'sources'].map(
    (name) => [name, {}] as const,
  ),
];

const asked = ([name, values]: (typeof questions)[number], only: { readonly cardOnly?: true }) =>
  core.respond({ kind: 'command', path: [name], values, asker: ASKER, ...only });

/** All of a card but the records of the whole. */
function shown(answer: Answer, surface: CardSurface) {
  const { card, records, cardAlone: _, ...rest } = cardOf(answer, CARD_LIMITS[surface], () => true);
  return { ...rest, card, first: records[0] };
}

describe('a question of which only the card is looked at', () => {
  it('has the card of the whole answer, to the numbers of its sources, and leaves out what is never a card', async () => {
    let left = 0;
    for (const question of questions) {
      const whole = await asked(question, {});
      const only = await asked(question, { cardOnly: true });
      for (const surface of ['chat', 'message'] as const)
        expect(shown(only, surface), question.join()).toEqual(shown(whole, surface));
      if (only.cardAlone === true) left += 1;
      else expect(only, question.join()).toEqual(whole);
      if (whole.status === 'not-found' || whole.status === 'not-reported')
        expect(only.cardAlone).toBeUndefined();
    }
    expect(left).toBeGreaterThan(questions.length / 3);
  });
});
