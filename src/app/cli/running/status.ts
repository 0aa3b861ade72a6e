import { counted } from '../../../answer/phrases.ts';
import { looksAtFeeds } from '../../../ingest/feeds/feed-look.ts';
import { PLATFORMS } from '../../../platforms/registry.ts';
import type { Store } from '../../../store/store.ts';
import type { Config } from '../../config/config.ts';
import { watchedFeeds } from '../../config/watched-feeds.ts';
import { type ExitCode, readConfig, type Terminal } from '../../process/process.ts';
import { lastBeatAge } from '../../serve/beat.ts';
import { loadStories } from '../../serve/briefings.ts';
import { backupRules, lookAtBackups } from '../../serve/kept/backups.ts';
import { openToLook } from './look.ts';

/** `readout status`, for a person: whether a process serves, what is set up, what waits, and where nothing can be posted. */
export async function status(terminal: Terminal): Promise<ExitCode> {
  const config = await readConfig(terminal);
  const now = terminal.clock().epochMilliseconds;
  const say = (sentence: string) => terminal.output.write(`${sentence}\n`);
  const store = await openToLook(config);
  if (store === null) {
    say('Nothing is set up yet: there is no store. "readout doctor" says where one will be made.');
    return 1;
  }
  try {
    const beat = await lastBeatAge(store, now);
    say(
      beat === null ? 'No process serves this store.' : `A process serves; last beat ${seconds(beat)} ago.`,
    );
    for (const { name, title } of PLATFORMS) {
      const known = (await store.subscriptionsIn({ platform: name })).map(({ subscription }) => subscription);
      if (known.length === 0) continue;
      const paused = known.filter(({ state }) => state === 'paused').length;
      say(`${title}: ${known.length} ${known.length === 1 ? 'digest' : 'digests'}, ${paused} paused.`);
    }
    const { waiting, parked } = await store.queue();
    for (const { platform, state, count, oldestDueAt } of waiting) {
      const due =
        oldestDueAt > now ? `due in ${seconds(oldestDueAt - now)}` : `due ${seconds(now - oldestDueAt)} ago`;
      say(`${platform}: ${count} ${state}, the oldest ${due}.`);
    }
    for (const { platform, reason, count } of parked) {
      say(`${platform}: ${count} ${count === 1 ? 'channel' : 'channels'} cannot be posted to (${reason}).`);
    }
    for (const sentence of backupWords(config, now)) say(sentence);
    for (const sentence of await feedWords(config, terminal, store, now)) say(sentence);
    if (waiting.length === 0 && parked.length === 0)
      say('Nothing waits, and nothing is in the way of a post.');
    return beat === null ? 1 : 0;
  } finally {
    await store.close();
  }
}

/** When the store was last copied by itself, and what is to be done where that is long ago. */
function backupWords(config: Config, now: number): readonly string[] {
  const rules = backupRules(config);
  if (rules === null) return [];
  const { newest, kept, late } = lookAtBackups(rules, now);
  const last =
    newest === null
      ? `No backup yet in ${rules.folder}`
      : `Last backup ${seconds(Math.max(0, now - newest.at))} ago, ${newest.file}; ${counted(kept, 'copy', 'copies')} kept`;
  return [
    late
      ? `${last}; one is due every ${seconds(rules.everyMs)}, and the log says what is in the way.`
      : `${last}.`,
  ];
}

/** A sentence for each watched feed: when it was last read, what was wrong, and how much waits. */
async function feedWords(
  config: Config,
  terminal: Terminal,
  store: Store,
  now: number,
): Promise<readonly string[]> {
  const { feeds, story } = config.behaviour;
  if (feeds.length === 0) return [];
  const isNamed = story !== undefined || feeds.every((feed) => feed.story !== undefined);
  const meant = isNamed ? story : (await loadStories(config, terminal.keep))[0]?.briefing.id;
  const looks = await looksAtFeeds(watchedFeeds(config.behaviour, meant ?? ''), store);
  return looks.map(({ label, readAt, failures, notBefore, trouble, waiting }) => {
    const read = readAt === 0 ? 'not read yet' : `read ${seconds(Math.max(0, now - readAt))} ago`;
    const next = notBefore > now ? `in ${seconds(notBefore - now)}` : 'at the next beat';
    const failed =
      failures === 0
        ? ''
        : `; failed ${failures === 1 ? 'once' : `${failures} times`} since, tried again ${next}: ${trouble}`;
    const drafts = waiting === 0 ? '' : `; ${counted(waiting, 'article')} to be drafted`;
    return `Feed ${label}: ${read}${drafts}${failed === '' ? '.' : failed}`;
  });
}

function seconds(ms: number): string {
  const whole = Math.round(ms / 1000);
  return whole < 120
    ? `${whole} s`
    : whole < 7_200
      ? `${Math.round(whole / 60)} min`
      : `${Math.round(whole / 3_600)} h`;
}
