import { commandsWith, everyCommand } from '../../commands/every-command.ts';
import { createCore } from '../../dispatch/dispatch.ts';
import type { Role } from '../../platforms/role.ts';
import { chooserOf } from '../chooser/chooser-of.ts';
import { type ExitCode, readConfig, type Terminal, troublesTo } from '../process/process.ts';
import { untilStopped } from '../process/until-stopped.ts';
import { followBriefings } from '../serve/briefings.ts';
import { createChannelStories, keptInMemory } from '../serve/channel-stories.ts';
import { guardCore } from '../serve/guarded-core.ts';
import { terminalPlatform } from '../serve/terminal-platform.ts';

/** `readout serve`: every platform whose credentials are set, until a signal; with none, a prompt until the input ends. */
export async function serve(
  terminal: Terminal,
  options: { readonly json?: boolean; readonly role?: Role },
): Promise<ExitCode> {
  const config = await readConfig(terminal, options.role);
  const { feeds } = config.behaviour;
  if (config.platforms.length > 0 || config.http.always || feeds.length > 0) {
    const { serveProcess } = await import('../serve/serve-process.ts');
    return serveProcess(config, terminal, options);
  }
  const log = troublesTo(terminal);
  for (const note of config.notes) log.warn(note);
  // Whoever writes a pack tries it here: an edit counts from the next question on.
  const briefings = await followBriefings(config, log, terminal.keep);
  const channels = await createChannelStories({
    store: keptInMemory(),
    configured: [],
    now: () => terminal.clock().epochMilliseconds,
  });
  const core = guardCore(
    createCore({
      stories: briefings.stories,
      commands: await commandsWith({ stories: channels }),
      clock: terminal.clock,
      channels,
      defaultBecause: briefings.defaultBecause,
      chooser: await chooserOf(config, log),
    }),
    { log, clock: terminal.clock },
  );
  const platform = terminalPlatform(
    terminal,
    { stories: briefings.stories(), commands: await everyCommand(), home: config.home },
    options,
  );
  return untilStopped({
    terminal,
    log,
    start: () => platform.start(core),
    async stop() {
      await platform.stop();
      await briefings.stop();
    },
    finished: platform.finished,
  });
}
