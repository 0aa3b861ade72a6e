import { describe, expect, it } from 'vitest';
import { storyPacks } from '../../bench/questions/question-sets.ts';
import { COMMANDS } from '../../src/commands/registry.ts';
import { ASKER, coreOver, said } from '../fixtures/asking.ts';

const packs = storyPacks();
const cores = new Map<string, ReturnType<typeof coreOver>>();
let asker = 0;
const ask = async (id: string, words: string) => {
  const briefing = packs.get(id);
  if (briefing === undefined) throw new Error(`There is no pack ${id}.`);
  const core = cores.get(id) ?? coreOver(briefing, COMMANDS, briefing.reviewed);
  cores.set(id, core);
  asker += 1;
  const answer = await core.respond({ kind: 'words', words, asker: { ...ASKER, user: String(asker) } });
  return { answer, text: said(answer) };
};
const BUNDLED = 'us-ukraine-peace-plan';

describe('a yes is said', () => {
  it.each([
    ['colombia-2016', 'did santos sign the first accord', 'event:cartagena-signing'],
    ['colombia-2016', 'did the senate approve it', 'event:senate-vote'],
    ['colombia-2016', 'did santos meet uribe', 'event:santos-uribe-meeting'],
    ['northern-ireland-1998', 'did sinn fein accept the agreement', 'position:sinn-fein-on-agreement'],
  ])('where one clause or their own stance tells all that is asked, %s: %s', async (id, words, lead) => {
    const { answer, text } = await ask(id, words);
    expect(text).toMatch(/^Yes: /);
    expect(answer.records[0]).toBe(lead);
  });

  it.each([
    // The verb is taken back in the same breath.
    [BUNDLED, 'has putin agreed'],
    [BUNDLED, 'has putin accepted the plan'],
    // What was agreed on was something else.
    [BUNDLED, 'has starmer agreed to send troops'],
    [BUNDLED, 'has russia rejected it'],
    // With conditions, and by a member of a party that holds the contrary.
    ['iran-nuclear-2015', 'did khamenei approve the deal'],
    ['northern-ireland-1998', 'did the uup reject it'],
    // A resignation of others in which he is spoken of, and of one who only offers it.
    [BUNDLED, 'did Zelensky resign after the graft affair?'],
    ['colombia-2016', 'did uribe accept the second accord'],
  ])('nowhere else, %s: %s', async (id, words) => {
    expect((await ask(id, words)).text).not.toMatch(/^Yes/);
  });
});

describe('whether somebody was at a place', () => {
  it('is told by those who had part in what happened there, by name', async () => {
    const { answer, text } = await ask(BUNDLED, 'was yermak at geneva');
    expect(text).toMatch(/^Yes, Andriy Yermak is on record there: /);
    expect(answer.records[0]).toBe('event:geneva-talks');
  });

  it.each([
    [
      BUNDLED,
      'was lavrov at geneva',
      /^Sergei Lavrov is not on record at Geneva; on record there: .*Marco Rubio/,
    ],
    [BUNDLED, 'was merz in the abu dhabi talks', /^Friedrich Merz is not on record at Abu Dhabi; .*Driscoll/],
    ['colombia-2016', 'was obama in cartagena', /^Barack Obama is not on record at Cartagena; .*Santos/],
  ])('is corrected by who was, where others were: %s %s', async (id, words, line) => {
    const { answer, text } = await ask(id, words);
    expect(answer.status).toBe('corrected');
    expect(text).toMatch(line);
  });

  it('is left open where his side was there', async () => {
    expect((await ask(BUNDLED, 'did zelensky go to geneva')).text).not.toMatch(/^Yes|is not on record at/);
  });
});

describe('where somebody stands', () => {
  it.each([
    [
      BUNDLED,
      'did zelensky reject it',
      'position:ukraine-revised-plan',
      /^No rejection by Volodymyr Zelenskyy/,
    ],
    [BUNDLED, 'why did merz reject geneva', 'position:germany-geneva', /^No rejection by Friedrich Merz/],
    ['minsk-2015', 'security council stance', 'position:security-council-on-package', /supports/],
  ])('is told by his side’s position where he takes none himself: %s %s', async (id, words, lead, line) => {
    const { answer, text } = await ask(id, words);
    expect(answer.records[0]).toBe(lead);
    expect(text).toMatch(line);
  });
});

describe('what a question names is what leads', () => {
  it.each([
    ['writers-strike-2023', 'AMPTP boss', 'person:carol-lombardini'],
    ['writers-strike-2023', 'who is the boss of disney', 'person:bob-iger'],
    [BUNDLED, "umerov's job?", 'person:rustem-umerov'],
    ['minsk-2015', 'measure 5', 'reading:pardon/minsk-2'],
    ['minsk-2015', 'UN vote, day', 'event:resolution-2202'],
    [BUNDLED, 'date of the alaska thing', 'event:alaska-summit'],
    [BUNDLED, 'did witkoff coach ushakov', 'event:witkoff-call-leaked'],
  ])('an office, a point by any word, a day, another word for it: %s %s', async (id, words, lead) => {
    const { answer } = await ask(id, words);
    expect(answer.records[0]).toBe(lead);
    expect(['answered', 'conflict']).toContain(answer.status);
  });

  it.each([
    ['iran-nuclear-2015', 'vote in the french senate'],
    ['writers-strike-2023', "canadian writers' view"],
    ['minsk-2015', 'how many observers does the osce send'],
    ['uk-eu-withdrawal', 'did the lords approve it'],
    [BUNDLED, 'senator graham on the draft'],
    [BUNDLED, 'has OPEC reacted'],
    ['minsk-2015', 'Hollande after the night'],
    ['writers-strike-2023', 'Iger about staffing rooms of six'],
    ['iran-nuclear-2015', 'did congress reject the deal'],
  ])('and nothing is claimed of another country, count, body or speaker: %s %s', async (id, words) => {
    const { answer } = await ask(id, words);
    expect(['not-found', 'asks-back', 'not-reported', 'corrected']).toContain(answer.status);
  });
});
