import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../../src/commands/registry.ts';
import { ASKER, coreOver, said } from '../../fixtures/asking.ts';
import { smallBriefing } from '../../fixtures/small-briefing.ts';
import { written } from '../../fixtures/written.ts';

const core = coreOver(smallBriefing(), COMMANDS);
const ask = (line: string) => core.respond({ kind: 'line', line, asker: ASKER });

describe('/readout', () => {
  it('says which story is loaded, how current it is and what it holds', async () => {
    await expect(written(await ask('/readout status'))).toMatchFileSnapshot('../golden/readout/status.txt');
  });

  it('lists every command with what it is for', async () => {
    const help = said(await ask('/readout'));
    for (const command of COMMANDS) {
      const names =
        'subcommands' in command
          ? command.subcommands.map((sub) => `/${command.name} ${sub.name}`)
          : [`/${command.name}`];
      for (const name of names) expect(help).toContain(`${name}: `);
    }
  });

  it('gives examples that are answered, those with names of the story included', async () => {
    const help = said(await ask('/readout help'));
    expect(help).toContain('/position southmark about:league-8');
    expect((await ask('/position southmark about:league-8')).status).toBe('answered');
  });
});
