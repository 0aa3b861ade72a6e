import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../src/commands/registry.ts';
import { parseFilter } from '../../src/digest/filter/filter.ts';
import type { Person } from '../../src/domain/actor.ts';
import { ASKER, coreOver, said } from '../fixtures/asking.ts';
import { smallBriefing } from '../fixtures/small-briefing.ts';
import { linesOf } from '../fixtures/written.ts';

const plain = smallBriefing();
/** The two premiers with their full names, one more of the same first name, and not one alias. */
const briefing = smallBriefing({
  actors: [
    ...plain.actors.map((actor) =>
      actor.id === 'ada-holm'
        ? { ...actor, name: 'Dame Ada van der Holm KC' }
        : actor.id === 'ben-orr'
          ? { ...actor, name: 'Sir Benedict Orr-Lindqvist' }
          : actor,
    ),
    { ...(plain.actors.find(({ id }) => id === 'mira-lind') as Person), id: 'ada-quist', name: 'Ada Quist' },
  ],
});
const core = coreOver(briefing, COMMANDS);
const ask = (line: string) => core.respond({ kind: 'words', words: line, asker: ASKER });

describe('a name in a command or a question', () => {
  it.each([
    ['/who-said speaker:Holm', 'statement:forty-is-enough'],
    ['/who-said speaker:"van der holm"', 'statement:forty-is-enough'],
    ['/who-said speaker:Dame Ada forty boats', 'statement:forty-is-enough'],
    ['/who-said long row speaker:Lindqvist', 'statement:long-row'],
    ['what did Holm say', 'statement:forty-is-enough'],
    ['what did van der Holm say about boats', 'statement:forty-is-enough'],
    ['what did orr say', 'statement:boats-reworded'],
    ['what has Orr-Lindqvist said about boats?', 'statement:boats-reworded'],
  ])('finds who is meant by “%s” though the pack lists no surname', async (line, record) => {
    const answer = await ask(line);
    expect(answer.records).toContain(record);
    expect(said(answer)).not.toContain('No one called');
  });

  it.each([
    '/position Holm',
    'where does Holm stand',
    '/position Orr-Lindqvist about:fleet',
    'timeline Holm',
  ])('answers “%s” for the one who has that part of a name', async (line) => {
    const answer = await ask(line);
    expect(answer.status).not.toBe('not-found');
    expect(answer.records.some((record) => /ada-holm|ben-orr|:/.test(record))).toBe(true);
  });

  it.each([
    ['/who-said speaker:Ada forty boats', '/who-said forty boats speaker:ada-holm'],
    ['/position Ada about:fleet', '/position ada-holm about:fleet'],
    ['what did Ada say', '/who-said speaker:ada-holm'],
    ['where does Ada stand', '/position ada-holm'],
  ])('asks back after “%s”, which several go by, with the same question for each', async (line, first) => {
    const answer = await ask(line);
    expect(answer.status).toBe('asks-back');
    expect(said(answer)).toBe('“Ada” may be Dame Ada van der Holm KC or Ada Quist. Which one is meant?');
    expect(answer.actions[0]).toMatchObject({ kind: 'ask', label: 'Dame Ada van der Holm KC' });
    expect(linesOf(answer)[0]).toBe(first);
    expect(answer.records).toEqual([]);
  });

  it('says whom a misspelt name was taken for', async () => {
    expect(said(await ask('/who-said speaker:Lindqvits'))).toContain(
      '“Lindqvits” read as Sir Benedict Orr-Lindqvist.',
    );
    expect(said(await ask('/position Lindqvits'))).toContain(
      '“Lindqvits” read as Sir Benedict Orr-Lindqvist.',
    );
  });

  it('denies a stranger with the nearest and with what was searched, and answers for nobody else', async () => {
    for (const line of [
      '/who-said speaker:Erik Holm',
      'what did Erik Holm say about Northmark',
      '/position Erik Holm',
    ]) {
      const answer = await ask(line);
      expect(answer.status).toBe('not-found');
      expect(said(answer)).toContain(
        'No one called “Erik Holm” is on record in this briefing. Nearest: Dame Ada van der Holm KC.',
      );
      expect(said(answer)).toContain(
        'Searched: 8 people and parties, by every part and spelling of their names.',
      );
    }
  });

  it('answers a question for a stranger with nothing that merely resembles the name', async () => {
    const answer = await ask('what did Ferri say');
    expect(said(answer)).toContain('No one called “Ferri” is on record');
  });

  it('says how many statements a denial was looked for in', async () => {
    expect(said(await ask('/who-said the moon is made of cheese'))).toContain(
      `No one in this briefing said that. None of the ${briefing.statements.length} statements on record has these words.`,
    );
    expect(said(await ask('/who-said the moon is made of cheese as-of:2031-05-14'))).toMatch(
      /None of the \d+ statements known by 14 May 2031 has these words/,
    );
    expect(said(await ask('/who-said the moon is made of cheese speaker:Holm'))).toContain('1 is theirs.');
  });

  it('is read in a filter, which stays: neither several nor a misspelling are taken there', () => {
    expect(parseFilter('speaker:Holm', briefing).any).toEqual([{ kind: 'speaker', actor: 'ada-holm' }]);
    expect(parseFilter('party:orr-lindqvist', briefing).any).toEqual([{ kind: 'party', actor: 'ben-orr' }]);
    expect(() => parseFilter('speaker:Ada', briefing)).toThrow(
      '"Ada" may be any of Dame Ada van der Holm KC (speaker:ada-holm), Ada Quist (speaker:ada-quist); write the one that is meant.',
    );
    expect(() => parseFilter('speaker:Lindqvits', briefing)).toThrow(
      'Nearest: Sir Benedict Orr-Lindqvist (speaker:ben-orr).',
    );
  });
});
