import { ConfigError } from '../../../domain/errors.ts';
import { PLATFORMS } from '../../../platforms/registry.ts';
import { type ExitCode, readConfig, type Terminal, troublesTo } from '../../process/process.ts';
import { openStoreBeside } from './open-beside.ts';

/**
 * `readout secrets rotate`: closes what the store keeps under an old secret anew under the present one, also while
 * processes serve it. Each row is changed as a whole or not at all, so it may be run again at any time.
 */
export async function rotateSecrets(terminal: Terminal): Promise<ExitCode> {
  const config = await readConfig(terminal);
  const able = config.platforms.filter(({ rotate }) => rotate !== undefined);
  if (able.length === 0) {
    const names = PLATFORMS.map(({ title }) => title).join(' nor ');
    throw new ConfigError([
      `Nothing is kept under a secret that could be rotated: neither ${names} serves several workspaces here (SLACK_CLIENT_ID, SLACK_CLIENT_SECRET and SLACK_STATE_SECRET).`,
    ]);
  }
  const store = await openStoreBeside(config);
  let code: ExitCode = 0;
  try {
    for (const { name, rotate } of able) {
      if (rotate === undefined) continue;
      const { rotated, current, lost } = await rotate({ store, log: troublesTo(terminal) });
      terminal.output.write(
        `${name}: ${rotated} closed anew, ${current} were under the present secret already, ${lost} cannot be opened.\n`,
      );
      if (lost > 0) code = 1;
    }
  } finally {
    await store.close();
  }
  return code;
}
