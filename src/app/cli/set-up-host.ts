import { everyCommand } from '../../commands/every-command.ts';
import type { SetUpHost } from '../../platforms/module.ts';
import { settingsReading } from '../config/config.ts';
import { complain, readConfig, readSettings, say, type Terminal, troublesTo } from '../process/process.ts';
import { useProxy } from '../process/use-proxy.ts';

/** This process, as far as setting up a platform goes. */
export async function setUpHost(terminal: Terminal): Promise<SetUpHost> {
  return {
    given: (key) => readSettings(terminal.env).get(key)?.value,
    async reading() {
      const { behaviour, proxy } = await readConfig(terminal);
      useProxy(proxy, process.env);
      // Nothing is left to report: every problem was thrown already.
      return settingsReading(readSettings(terminal.env), behaviour, () => {});
    },
    print: (text) => void terminal.output.write(text),
    say: (text) => say(terminal, text),
    complain: (sentence) => complain(terminal, sentence),
    log: troublesTo(terminal),
    now: () => terminal.clock().epochMilliseconds,
    commands: await everyCommand(),
  };
}
