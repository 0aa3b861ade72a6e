import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GRAMMARS } from '../../../src/commands/list.ts';
import { COMMANDS } from '../../../src/commands/registry.ts';
import { whoSaid } from '../../../src/commands/who-said.ts';
import type { Command, CommandGroup } from '../../../src/core/command.ts';
import { runnable } from '../../../src/core/line/find-command.ts';
import { formatLine } from '../../../src/core/line/format-line.ts';
import { optionsOf } from '../../../src/core/line/grammar.ts';
import { parseLine } from '../../../src/core/line/parse-line.ts';
import { takeStory } from '../../../src/core/story-names.ts';
import { smallBriefing } from '../../fixtures/small-briefing.ts';

const briefing = smallBriefing();
const stands: Command = {
  name: 'stands',
  summary: 'Tell where a party stands',
  options: [
    { name: 'party', description: 'Who', suggest: 'party' },
    { name: 'about', description: 'On what', suggest: 'point' },
  ],
  examples: [],
  run: whoSaid.run,
};
const help: Command = { name: 'help', summary: 'Help', options: [], examples: [], run: whoSaid.run };
const bot: CommandGroup = { name: 'bot', summary: 'About the bot', subcommands: [help], fallback: 'help' };
const commands = [whoSaid, stands, bot];
const parse = (line: string) => {
  const parsed = parseLine(line, commands, briefing);
  return parsed === null ? null : { path: parsed.path, values: parsed.values };
};

describe('parseLine', () => {
  it('gives free words to the option that takes the rest', () => {
    expect(parse('/who-said a long row ahead')).toEqual({
      path: ['who-said'],
      values: { words: 'a long row ahead' },
    });
  });

  it('ends a named value at the next option', () => {
    expect(parse('who-said a long row speaker:Ben Orr as-of:2031-05-14')?.values).toEqual({
      words: 'a long row',
      speaker: 'Ben Orr',
      'as-of': '2031-05-14',
    });
  });

  it('ends a named value at its closing quotation mark', () => {
    expect(parse('/who-said speaker:"Ben Orr" a long row')?.values).toEqual({
      speaker: 'Ben Orr',
      words: 'a long row',
    });
  });

  it('gives the words behind a name without quotation marks to the words, and leaves a name whole', () => {
    const values = (line: string) => parse(line)?.values;
    expect(values('/who-said speaker:Ben Orr a long row')).toEqual({
      speaker: 'Ben Orr',
      words: 'a long row',
    });
    expect(values('/who-said speaker:Orr a long row')).toEqual({ speaker: 'Orr', words: 'a long row' });
    expect(values('/who-said ferry speaker:the Keep the fleet')).toEqual({
      speaker: 'the Keep',
      words: 'ferry the fleet',
    });
    for (const whole of [
      'Ada Orr',
      'Ben Orr jr',
      'Premier Ben Orr',
      'Zebulon the great',
      'orr’s chief spokesman',
    ]) {
      expect(values(`/who-said speaker:${whole}`)).toEqual({ speaker: whole });
    }
    expect(values('/who-said speaker:"Ben Orr a long row"')).toEqual({ speaker: 'Ben Orr a long row' });
  });

  it('gives a positional name all its words and drops the joining word', () => {
    expect(parse('/stands Ben Orr on the fleet')?.values).toEqual({ party: 'Ben Orr', about: 'the fleet' });
    expect(parse('/stands Southmark')?.values).toEqual({ party: 'Southmark' });
  });

  it('reaches any command through a group, and the group itself through its fallback', () => {
    expect(parse('/bot who-said row')?.path).toEqual(['who-said']);
    expect(parse('/bot')?.path).toEqual(['bot', 'help']);
    expect(parse('/bot help')?.path).toEqual(['bot', 'help']);
  });

  it('leaves a colon that names no option in the words', () => {
    expect(parse('/who-said note: a long row')?.values).toEqual({ words: 'note: a long row' });
  });

  it('finds no command in other text', () => {
    expect(parse('what is this')).toBeNull();
    expect(parse('')).toBeNull();
  });

  it('never throws, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
        parse(text);
        parse(`/who-said ${text}`);
        parse(`/stands ${text}`);
      }),
    );
  });
});

describe('formatLine', () => {
  const words = fc.oneof(
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }),
    fc
      .array(
        fc.constantFrom(
          ...['a', 'Long', 'row', 'Ben', 'Orr', 'Ada', 'Northmark', 'the', 'to', 'on', '6', '-', 'of'],
          ...['speaker:', 'speaker:Orr', 'story:x', 'words:', 'as-of:today', '(story:', 'note:', 'STORY：x'],
          ...['"', '“so”', '"so"', '\\', '\\"', '«ja»', '\n', '\t', '\u00a0', '  ', '\u200b', 'C:\\temp'],
        ),
        { minLength: 1, maxLength: 8 },
      )
      .map((each) => each.join(' ')),
  );
  const ask = fc
    .constantFrom(...runnable(COMMANDS))
    .chain(({ path, command }) =>
      fc
        .record(Object.fromEntries(optionsOf(command).map(({ name }) => [name, fc.option(words)])))
        .map((values) => ({ path, values: trimmed(values) })),
    );
  const trimmed = (values: Readonly<Record<string, string | null>>) =>
    Object.fromEntries(
      Object.entries(values).flatMap(([name, value]) =>
        value === null || value.trim() === '' ? [] : [[name, value.trim()] as const],
      ),
    );

  it('writes a line that reads back as the same command with the same values, whatever they hold', () => {
    fc.assert(
      fc.property(ask, ({ path, values }) => {
        for (const known of [COMMANDS, [], GRAMMARS]) {
          const line = formatLine(path, values, known);
          const parsed = parseLine(line, COMMANDS, briefing);
          expect({ line, path: parsed?.path, values: parsed?.values }).toEqual({ line, path, values });
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('hides from whoever looks for a story’s name in the line all but the one it names', () => {
    fc.assert(
      fc.property(ask, ({ path, values }) => {
        const asked = Object.fromEntries(Object.entries(values).filter(([name]) => name !== 'story'));
        const line = formatLine(path, asked, COMMANDS);
        expect(takeStory(line, [{ briefing }])).toEqual({ rest: line, named: null });
      }),
    );
  });

  it.each([
    [['plan-point'], { point: '6' }, '/plan-point 6'],
    [['compare'], { from: 'first', to: 'second' }, '/compare first to:second'],
    [['position'], { about: 'the fleet' }, '/position about:the fleet'],
    [['position'], { party: 'Ben Orr' }, '/position party:Ben Orr'],
    [['who-said'], { speaker: 'Ben Orr', words: 'a row' }, '/who-said a row speaker:Ben Orr'],
    [['position'], { party: 'Orr', about: 'Fleet: its size' }, '/position Orr about:Fleet: its size'],
    [['plan-point'], { point: 'Fleet: its size' }, '/plan-point point:Fleet: its size'],
    [['who-said'], { words: 'he said "so"' }, '/who-said words:"he said \\u0022so\\u0022"'],
    [['digest', 'list'], { where: 'all' }, '/digest list where:all'],
    [[], { words: 'who said it', story: 'lake' }, 'who said it story:lake'],
  ])('writes %j with %j as people type it: %s', (path, values, line) => {
    expect(formatLine(path, values, COMMANDS)).toBe(line);
  });

  it.each([
    [
      '/who-said words:"we need \\"time\\"" as-of:2025-11-24',
      { words: 'we need "time"', 'as-of': '2025-11-24' },
    ],
    ['/who-said words:"the “long” row" speaker:Orr', { words: 'the “long” row', speaker: 'Orr' }],
    ['/who-said words:"two\\nlines"', { words: 'two\nlines' }],
  ])('is read where an older button carries it as %s', (line, values) => {
    expect(parseLine(line, COMMANDS, briefing)).toMatchObject({ path: ['who-said'], values });
  });
});
