import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Command, CommandGroup } from '../../src/commands/command.ts';
import { parseLine } from '../../src/commands/parse-line.ts';
import { whoSaid } from '../../src/commands/who-said.ts';
import { smallBriefing } from '../fixtures/small-briefing.ts';

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
