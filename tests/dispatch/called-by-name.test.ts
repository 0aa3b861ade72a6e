import { describe, expect, it } from 'vitest';
import { createCiter, text } from '../../src/answer/compose.ts';
import { COMMANDS } from '../../src/commands/registry.ts';
import { answer } from '../../src/core/answering.ts';
import type { Command } from '../../src/core/command.ts';
import { ASKER, coreOver } from '../fixtures/asking.ts';
import { smallBriefing } from '../fixtures/small-briefing.ts';

/** A command nobody has heard of, as a newcomer would add it. */
const ferries: Command = {
  name: 'ferries',
  summary: 'List the ferries',
  options: [],
  examples: ['/ferries'],
  run: (_, context) =>
    answer(
      { command: 'ferries', status: 'answered', headline: [text('Two ferries.')], blocks: [], records: [] },
      createCiter(context.briefing),
      context,
    ),
};

describe('a plain question that names nothing but a command', () => {
  const core = coreOver(smallBriefing(), [...COMMANDS, ferries]);
  const ask = (words: string) => core.respond({ kind: 'words', words, asker: ASKER });

  it.each(['what are the ferries', 'ferries?', 'show me the ferries please'])(
    'runs it: %s',
    async (words) => {
      expect((await ask(words)).command).toBe('ferries');
    },
  );

  it('asks for something else where it names more', async () => {
    expect((await ask('what do the ferries cost the League')).command).not.toBe('ferries');
  });

  it('leaves commands that need a value to be typed', async () => {
    expect((await ask('what are the sources')).command).toBe('sources');
  });
});
