import type { Chooser } from '../../ask/deciding/choice.ts';
import type { Log } from '../../domain/log.ts';
import type { Config } from '../config/config.ts';

/** The chooser that is set, with its library, which is loaded only here; undefined where none is. */
export async function chooserOf({ chooser, proxy }: Config, log: Log): Promise<Chooser | undefined> {
  if (chooser === null) return undefined;
  const { useProxy } = await import('../process/use-proxy.ts');
  useProxy(proxy, process.env);
  return (await import('./chooser.ts')).createChooser(chooser, log);
}
