import { counted } from '../../answer/phrases.ts';
import { pollFeed } from '../../ingest/feeds/poll-feed.ts';
import { writeTo } from '../../platforms/terminal/lines.ts';
import { type ExitCode, readConfig, type Terminal } from '../process/process.ts';
import { fetchRules } from '../process/use-proxy.ts';
import { openToWrite } from './add.ts';

/**
 * `readout add --feed`: looks at a feed once and tells which articles are new in it, over all feeds that were looked at.
 * The first look is the baseline. 1 where it could not be read.
 */
export async function addFeed(
  terminal: Terminal,
  feed: string,
  options: { readonly json?: boolean },
): Promise<ExitCode> {
  const config = await readConfig(terminal);
  const store = await openToWrite(config);
  try {
    const now = terminal.clock().epochMilliseconds;
    const poll = await pollFeed(feed, { store, rules: fetchRules(config), now });
    const told = poll.new.map(({ url, title, published }) => `  ${published} ${title} ${url}`.trimEnd());
    const first = `${feed}: ${poll.status}, ${counted(poll.new.length, 'new article')}`;
    const lines = [first, ...told, ...poll.problems.map((problem) => `  ! ${problem}`)];
    await writeTo(
      terminal.output,
      options.json === true ? `${JSON.stringify(poll)}\n` : `${lines.join('\n')}\n`,
    );
    return poll.status === 'failed' ? 1 : 0;
  } finally {
    await store.close();
  }
}
