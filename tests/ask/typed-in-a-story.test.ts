import { describe, expect, it } from 'vitest';
import { threadLine } from '../../src/domain/ask.ts';
import { ASKER, said } from '../fixtures/asking.ts';
import { coreOf } from './story-cores.ts';

const plastics = coreOf('plastics-treaty');
const strike = coreOf('writers-strike-2023');
const iran = coreOf('iran-nuclear-2015');
const brexit = coreOf('uk-eu-withdrawal');
const harbour = coreOf('harbour-budget');
const war = coreOf('us-ukraine-peace-plan');
let asker = 0;
const ask = async (core: typeof plastics, words: string, before?: string) => {
  asker += 1;
  const of = { ...ASKER, user: String(asker) };
  const previous =
    before === undefined
      ? {}
      : { previous: threadLine(before, await core.respond({ kind: 'words', words: before, asker: of })) };
  const answer = await core.respond({ kind: 'words', words, asker: of, ...previous });
  return { answer, text: said(answer) };
};

describe('how a story as a whole stands', () => {
  it.each([
    [plastics, 'has a treaty been agreed yet', 'brought no treaty'],
    [plastics, 'are the talks dead or what', 'brought no treaty'],
    [strike, 'is the strike over?', '27 September'],
    [iran, 'is the deal in force', 'Implementation Day'],
    [harbour, 'do they have a budget', 'passed the December compromise'],
  ] as const)('is told by the lead of the briefing: %#', async (core, words, lead) => {
    const { answer, text } = await ask(core, words);
    expect(answer.status).toBe('answered');
    expect(text.slice(0, 320)).toContain(lead);
  });

  it('is not told where a subject of its own is asked for, or where it is not known', async () => {
    expect((await ask(war, 'is nato in the deal')).answer.records[0]).toMatch(/^reading:nato/);
    expect((await ask(war, 'is the plan signed')).answer.records[0]).toBe('gap:agreement-signed');
  });
});

describe('who held an office before and after somebody', () => {
  it.each([
    [plastics, 'chair before vayas?', 'gustavo-meza-cuadra'],
    [plastics, 'who replaced Vayas', 'julio-cordano'],
    [plastics, 'who did cordano replace', 'luis-vayas-valdivieso'],
    [brexit, 'who was pm before johnson', 'theresa-may'],
    [brexit, 'who was pm after truss', 'rishi-sunak'],
    [iran, 'ashtons successor', 'federica-mogherini'],
  ] as const)('is read from the days of the office: %#', async (core, words, id) => {
    expect((await ask(core, words)).answer.records[0]).toBe(`person:${id}`);
  });

  it('goes on from who was told', async () => {
    const { answer } = await ask(plastics, 'and the one before?', 'who chairs the talks now');
    expect(answer.records[0]).toBe('person:luis-vayas-valdivieso');
  });

  it('is nobody where no other holder is on record', async () => {
    expect((await ask(war, 'who did witkoff replace')).answer.status).not.toBe('answered');
  });
});

describe('a figure asked for under a condition', () => {
  it('is told by the value that was so, and by the newest where none is named', async () => {
    expect((await ask(plastics, 'lobbyist count ottawa')).text).toMatch(/^[^•]*: 196 lobbyists/);
    expect((await ask(plastics, 'lobbyists how many')).text).toMatch(/^[^•]*: 234 lobbyists/);
    const followed = await ask(plastics, 'and in busan?', 'lobbyists in geneva how many');
    expect(followed.text).toMatch(/^[^•]*: 221 lobbyists/);
  });
});

describe('names as people type them', () => {
  it.each([
    [plastics, 'art 6', 'provision:production'],
    [war, 'art. 6', 'provision:army-size'],
    [plastics, 'where do the likeminded stand', 'position:like-minded-on-production'],
    [plastics, 'inc2 where n when', 'event:second-session'],
    [plastics, 'us position on caps now', 'position:us-on-production-2025'],
  ] as const)('are read: %#', async (core, words, id) => {
    expect((await ask(core, words)).answer.records[0]).toBe(id);
  });
});

it('Few words of a translation are told with what they mean', async () => {
  const { text } = await ask(plastics, 'french minister this is a lie - about what');
  expect(text.slice(0, 320)).toMatch(
    /recycling alone .* lie .*translated from French by AFP: This is a lie/s,
  );
});
