import type { Briefing } from '../../domain/briefing.ts';
import { ConfigError } from '../../domain/errors.ts';
import { NO_TENANT } from '../../domain/schedule/tenant.ts';
import type { Added } from '../../ingest/add/added.ts';
import { type Input, inputOf, MOST_FILE_BYTES, readAtMost } from '../../ingest/add/read-input.ts';
import { proposeArticle } from '../../ingest/proposals.ts';
import { writeTo } from '../../platforms/terminal/lines.ts';
import { openSqliteStoreBeside } from '../../store/sqlite/sqlite.ts';
import type { Store } from '../../store/store.ts';
import type { Config } from '../config/config.ts';
import { missingStore } from '../config/new-store.ts';
import { complain, type ExitCode, readConfig, say, type Terminal } from '../process/process.ts';
import { fetchRules } from '../process/use-proxy.ts';
import { userName } from '../process/user-name.ts';
import { loadStories, storyMeant } from '../serve/briefings.ts';
import { createAddAside } from '../serve/feeds/add-aside.ts';
import { addedInWords } from './added-in-words.ts';
import { openToLook } from './running/look.ts';

export interface AddOptions {
  readonly json?: boolean;
  readonly propose?: boolean;
  readonly quotes?: boolean;
  readonly story?: string;
  /** Address of a feed to look at once. */
  readonly feed?: string;
}

/**
 * `readout add`: reads articles and drafts what they say, for review. With `json` nothing is kept unless `propose` is
 * set, and each article is one line. 1 where one could not be read.
 */
export async function add(
  terminal: Terminal,
  given: readonly string[],
  options: AddOptions,
): Promise<ExitCode> {
  if (given.length === 0) {
    throw new ConfigError(['readout add needs what to add: an address, a file, or - for what is piped in.']);
  }
  const config = await readConfig(terminal);
  const stories = await loadStories(config, terminal.keep);
  const story = options.story === undefined ? stories[0] : storyMeant(options.story, stories);
  if (story === undefined) throw new Error('There is no story to add to.');
  const { briefing } = story;
  const keeps = options.json !== true || options.propose === true;
  const store = await openFor(config, keeps, terminal);
  const now = terminal.clock();
  const aside = createAddAside({
    ...{
      archive: config.archive,
      rules: fetchRules(config),
      now: () => now.epochMilliseconds,
      remember: true,
    },
  });
  try {
    const proposed = store === null ? [] : await store.proposedArticles(briefing.id);
    let code: ExitCode = 0;
    for (const [at, one] of given.entries()) {
      // Each is kept before the next one is read: run again after it was ended, it says of those that they were there.
      if (given.length > 1 || terminal.errors.isTTY === true)
        say(terminal, `${at + 1}/${given.length} ${one === '-' ? 'the input' : one}`);
      const { added, isRead } = await aside.add(await inputFrom(one, terminal), briefing, proposed);
      if (!isRead) code = 1;
      const told =
        keeps && store !== null && isRead ? await kept(added, briefing, config.archive, store, now) : null;
      const words =
        options.json === true ? `${JSON.stringify(told?.added ?? added)}\n` : addedInWords(added, told);
      await writeTo(terminal.output, words);
    }
    return code;
  } finally {
    aside.rest();
    await store?.close();
  }
}

async function inputFrom(given: string, terminal: Terminal): Promise<Input> {
  if (given !== '-') return inputOf(given);
  return { kind: 'bytes', bytes: await readAtMost(terminal.input, MOST_FILE_BYTES + 1) };
}

/** To keep something the store is made where there is none; for a look only one that is there is opened. */
async function openFor(config: Config, keeps: boolean, terminal: Terminal): Promise<Store | null> {
  if (keeps) return openToWrite(config);
  try {
    const store = await openToLook(config);
    // One of an earlier version has no proposals yet.
    await store?.proposedArticles('');
    return store;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    complain(terminal, `What was added before is not looked at: ${why}`);
    return null;
  }
}

/** The store, made where there is none, also while another process has it. */
export async function openToWrite({ database }: Config): Promise<Store> {
  if (database.kind === 'sqlite') {
    const missing = missingStore(database);
    if (missing !== null) throw new ConfigError([`${missing.says} ${missing.mend}`]);
    return openSqliteStoreBeside(database.path);
  }
  const { openPostgresStore } = await import('../../store/postgres/open.ts');
  return openPostgresStore({ address: database.address });
}

async function kept(
  added: Added,
  briefing: Briefing,
  archive: string,
  store: Store,
  now: Temporal.Instant,
): Promise<{ readonly added: Added; readonly stored: number; readonly before: boolean }> {
  const done = await proposeArticle(added, {
    ...{ store, story: briefing.id, archive, now: now.epochMilliseconds },
    proposer: { platform: 'terminal', tenant: NO_TENANT, actor: userName() },
  });
  return done;
}
