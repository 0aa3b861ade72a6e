import { createCore } from '../commands/dispatch.ts';
import { COMMANDS } from '../commands/registry.ts';
import { loadStories } from './briefings.ts';
import { guardCore } from './guarded-core.ts';
import { type ExitCode, errorsTo, readConfig, type Terminal } from './process.ts';
import { terminalPlatform } from './terminal-platform.ts';

/** `readout serve`: every platform whose credentials are set, until a signal; with none, a prompt until the input ends. */
export async function serve(terminal: Terminal, options: { readonly json?: boolean }): Promise<ExitCode> {
  const config = await readConfig(terminal);
  if (config.discord !== undefined || config.slack !== undefined || config.http.always) {
    const { serveProcess } = await import('./serve-process.ts');
    return serveProcess(config, terminal, options);
  }
  const stories = await loadStories(config, terminal.keep);
  const core = guardCore(
    createCore({ stories: () => stories, commands: COMMANDS, clock: terminal.clock, services: {} }),
    { log: errorsTo(terminal), clock: terminal.clock },
  );
  const platform = terminalPlatform(terminal, stories, options);
  await platform.start(core);
  await platform.finished;
  return 0;
}
