import { readFileSync } from 'node:fs';
import { everyCommand } from '../../../commands/every-command.ts';
import { createCore } from '../../../dispatch/dispatch.ts';
import { serveOverLines } from '../../../mcp/over-lines.ts';
import { TERMINAL_ASKER } from '../../../platforms/terminal/request.ts';
import { chooserOf } from '../../chooser/chooser-of.ts';
import { type ExitCode, readConfig, type Terminal, troublesTo } from '../../process/process.ts';
import { followBriefings } from '../../serve/briefings.ts';
import { guardCore } from '../../serve/guarded-core.ts';

const { version: VERSION }: { readonly version: string } = JSON.parse(
  readFileSync(new URL('../../../../package.json', import.meta.url), 'utf8'),
);

/**
 * `readout mcp`: answers an assistant over standard input and output (https://modelcontextprotocol.io) until the input ends.
 * Keeps up with edits of the packs, opens no store and changes nothing.
 */
export async function answerAssistants(terminal: Terminal): Promise<ExitCode> {
  const config = await readConfig(terminal);
  const log = troublesTo(terminal);
  const briefings = await followBriefings(config, log, terminal.keep);
  try {
    const commands = await everyCommand();
    const core = createCore({
      stories: briefings.stories,
      commands,
      clock: terminal.clock,
      defaultBecause: briefings.defaultBecause,
      chooser: await chooserOf(config, log),
    });
    await serveOverLines(
      {
        core: guardCore(core, { log, clock: terminal.clock }),
        commands,
        stories: briefings.stories,
        asker: { ...TERMINAL_ASKER, mayConfigure: false },
        version: VERSION,
      },
      { input: terminal.input, output: terminal.output, log },
    );
  } finally {
    await briefings.stop();
  }
  return 0;
}
