import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../src/commands/registry.ts';
import { looksUp } from '../../src/core/command.ts';
import { typedRequest } from '../../src/core/typed/typed-request.ts';
import { TERMINAL_ASKER as asker } from '../../src/platforms/terminal/request.ts';

const commands = COMMANDS;

describe('what was typed', () => {
  it.each([
    ['/plan-point 6', 'line'],
    ['Plan-Point 6', 'line'],
    ['/nothing of ours', 'line'],
    ['what does point 6 say', 'words'],
    ['plan-points', 'words'],
    ['', 'words'],
  ])('%j is a %s', (line, kind) => {
    expect(typedRequest(line, { asker, commands }).kind).toBe(kind);
  });

  it('takes the day and the story that were given beside it, as they are typed in each', () => {
    const beside = { asker, commands, asOf: '2031-05-14', story: 'lake' };
    expect(typedRequest('/plan-point 6', beside)).toMatchObject({
      line: '/plan-point 6 as-of:"2031-05-14" story:"lake"',
    });
    expect(typedRequest('what is new', beside)).toMatchObject({
      words: 'what is new as of 2031-05-14 story:"lake"',
    });
  });

  it('keeps the day and the story that it names itself', () => {
    const line = '/plan-point 6 as-of:2031-05-13 story:bay';
    expect(typedRequest(line, { asker, commands, asOf: '2031-05-14', story: 'lake' })).toMatchObject({
      line,
    });
  });

  it('is a question where it begins with the name of a command that may not be used without its slash', () => {
    const reading = commands.filter(looksUp);
    expect(typedRequest('review of the deal', { asker, commands: reading }).kind).toBe('words');
    expect(typedRequest('review of the deal', { asker, commands }).kind).toBe('line');
  });
});
