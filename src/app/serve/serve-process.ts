import { readFileSync } from 'node:fs';
import { commandsWith, everyCommand } from '../../commands/every-command.ts';
import { SYSTEM_CLOCK } from '../../core/clock.ts';
import type { SharedTurns } from '../../core/post-rate.ts';
import type { Core } from '../../core/request.ts';
import { planBoard } from '../../digest/board/board.ts';
import { createCore } from '../../dispatch/dispatch.ts';
import { limitQuestions } from '../../dispatch/limits/question-quota.ts';
import type { Log } from '../../domain/log.ts';
import { withoutUndefined } from '../../domain/mapping.ts';
import type { MessagePreview, PlatformParts, ServedPlatform } from '../../platforms/module.ts';
import { PLATFORMS } from '../../platforms/registry.ts';
import { createStoredMemory } from '../../store/memory.ts';
import type { TurnStore } from '../../store/ports/leases.ts';
import { StoreError } from '../../store/store-error.ts';
import type { WatchedStore } from '../../store/watch.ts';
import { chooserOf } from '../chooser/chooser-of.ts';
import type { Config } from '../config/config.ts';
import { secretsOf } from '../config/secrets.ts';
import { createLog } from '../process/log.ts';
import { type ExitCode, errorLines, secretsNear, type Terminal } from '../process/process.ts';
import { untilStopped } from '../process/until-stopped.ts';
import { useProxy } from '../process/use-proxy.ts';
import { createApp, type Part } from './app.ts';
import { type Briefings, followBriefings } from './briefings.ts';
import { createChannelStories, unknownStories } from './channel-stories.ts';
import type { DigestPart, digestPart } from './digest-part.ts';
import type { feedsOver } from './feeds/feeds-over.ts';
import { guardCore } from './guarded-core.ts';
import type { Vitals } from './health.ts';
import { httpPart } from './http-part.ts';
import { backupRules, lookAtBackups } from './kept/backups.ts';
import { createMyData } from './kept/my-data.ts';
import type { LedPlatform } from './led-platform.ts';
import { countedStore } from './metrics/counted-store.ts';
import type { Metrics } from './metrics/metrics.ts';
import { platformTally } from './metrics/platform-metrics.ts';
import { noteQuestions } from './noted-questions.ts';
import { openStore } from './open-store.ts';
import { terminalPlatform } from './terminal-platform.ts';
import { watchable } from './watchable.ts';

const { version: VERSION }: { readonly version: string } = JSON.parse(
  readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'),
);

/** The whole process: store, packs, HTTP server and platforms, until a signal or, at a prompt, the end of its input. */
export async function serveProcess(
  config: Config,
  terminal: Terminal,
  options: { readonly json?: boolean },
): Promise<ExitCode> {
  const now = () => terminal.clock().epochMilliseconds;
  const log = await createLog({
    level: config.logLevel,
    pretty: terminal.errors.isTTY === true,
    write: errorLines(terminal),
    secrets: [...secretsOf(config), ...secretsNear(terminal)],
  });
  for (const note of config.notes) log.warn(note);
  useProxy(config.proxy, process.env);
  const { briefings, watched } = await packsAndStore(config, terminal, { log, now });
  let tally: Metrics['tally'] | undefined;
  const counted = { ...watched, store: countedStore(watched.store, () => tally) };
  const { store } = counted;
  const memory = createStoredMemory(store, now, log, { alone: config.database.kind === 'sqlite' });
  const channels = await createChannelStories({
    ...{ store, configured: config.behaviour.channels, now, onWell: watched.onWell },
  });
  const declared = await everyCommand();
  const { chat, lead } = await chatPlatforms(config, {
    ...{ log, memory, store, commands: declared, tally: platformTally(() => tally) },
    ...(config.database.kind === 'sqlite' ? {} : { turns: turnsOf(store, now) }),
    clock: { ...SYSTEM_CLOCK, now },
    reading: {
      ...{ stories: briefings.stories, now: terminal.clock, messages: messagePreviews },
      sees: (place) => channels.settingOf(place).sees,
    },
  });
  const asked = { stories: briefings.stories(), commands: declared, home: config.home };
  const prompt = chat.length > 0 ? undefined : terminalPlatform(terminal, asked, options);
  const platforms: readonly ServedPlatform[] = prompt === undefined ? chat : [prompt];
  const beside = { config, watched: counted, briefings, log, now };
  const digests =
    chat.length > 0
      ? await digestsOver({
          ...{ ...beside, platforms, channels },
          marked: (mark, platform) => tally?.marked(mark, platform),
          onFailed: () => tally?.beatFailed(),
          onLead(leads) {
            lead(leads);
            if (leads) feeds?.beat();
          },
        })
      : undefined;
  const feeds = await watchedFeeds({ ...beside, leading: digests?.leading });
  for (const sentence of unknownStories(config.behaviour.channels, loadedIn(briefings))) log.warn(sentence);
  const vitals: Vitals = {
    store: async () => {
      const trouble = watched.trouble();
      if (trouble !== null) throw trouble;
      await store.lineOf('readyz', now());
    },
    ...{ platforms: () => app.platforms(), role: config.role },
    ...(digests === undefined ? {} : { tickAgeMs: digests.tickAgeMs, leads: digests.leads }),
    pack: briefings.health,
  };
  const web = await httpPart(config, platforms, vitals, log, {
    ...{ queue: store.queue, now, version: VERSION },
    ...withoutUndefined({ feeds: feeds?.looks, backups: backupLook(config, now) }),
  });
  tally = web?.metrics.tally;
  const app = createApp({
    parts: [
      // Not waited for: to read a large store through takes longer than a question may.
      {
        name: 'store',
        start: async () => void watched.start(),
        stop: () => memory.flush().then(store.close),
      },
      { name: 'briefings', start: async () => {}, stop: briefings.stop },
      ...(web === null ? [] : [web.part]),
    ],
    platforms,
    workers: [digests?.part, feeds?.part, await backupsOf(beside)].filter((part) => part !== undefined),
    log,
  });
  const pages = config.platforms.find((platform) => platform.pages !== undefined)?.pages;
  const guarded = guardCore(
    createCore({
      stories: briefings.stories,
      commands: await commandsWith({
        board: planBoard,
        pages,
        myData: createMyData(store),
        stories: channels,
        ...(digests === undefined ? {} : servicesOf(digests)),
      }),
      clock: terminal.clock,
      channels,
      defaultBecause: briefings.defaultBecause,
      chooser: await chooserOf(config, log),
      ...(pages === undefined ? {} : { pages }),
    }),
    {
      log,
      clock: terminal.clock,
      away: storeAway,
      ...(web === null ? {} : { answered: web.metrics.answered }),
    },
  );
  const core = limitQuestions(
    digests === undefined ? guarded : notingCore(guarded, digests, briefings, config),
    { most: config.behaviour.quotas.questions_an_hour, now },
  );
  return untilStopped({
    terminal,
    log,
    async start() {
      await app.start(core);
      const states = app.platforms().map(({ name, health }) => `${name} (${health.state})`);
      log.info('Started.', { version: VERSION, platforms: states.join(', ') });
    },
    stop: app.stop,
    ...(prompt === undefined ? {} : { finished: prompt.finished }),
  });
}

/** A store of one process needs none of the packs; on one of several the packs may be. */
async function packsAndStore(
  config: Config,
  { keep }: Terminal,
  { log, now }: { readonly log: Log; readonly now: () => number },
): Promise<{ readonly briefings: Briefings; readonly watched: WatchedStore }> {
  if (config.database.kind === 'sqlite') {
    const briefings = await followBriefings(config, log, keep);
    return { briefings, watched: await openStore(config, log) };
  }
  const watched = await openStore(config, log);
  try {
    const { followPushed } = await import('./packs/pushed.ts');
    return { briefings: await followPushed({ ...{ config, log, watched, now }, keep }), watched };
  } catch (error) {
    await watched.store.close();
    throw error;
  }
}

/** A fault of the store that is not ours, in its own words. */
function storeAway(error: unknown): string | null {
  return error instanceof StoreError && error.code !== 'broken' ? error.message : null;
}

/** The core, keeping for the desk what it could not answer, and asking that again once a pack has changed. */
function notingCore(core: Core, digests: DigestPart, briefings: Briefings, config: Config): Core {
  digests.answerLater(({ words, platform, tenant, channel }) =>
    core.respond({
      ...{ kind: 'words', words },
      asker: { platform, tenant, channel, user: '', mayConfigure: false },
    }),
  );
  const noting = noteQuestions(core, {
    questions: digests.questions,
    keeps: config.behaviour.questions === 'on',
    story: () => briefings.stories()[0]?.briefing.id ?? '',
    asked: digests.missed.asked,
    watchable: (answer) =>
      watchable(
        answer,
        briefings.stories().find(({ briefing }) => briefing.id === answer.story?.id)?.briefing,
      ),
  });
  return { ...noting, shared: digests.shared };
}

/** The scheduler's library is loaded only where something can be posted. */
async function digestsOver(options: Parameters<typeof digestPart>[0]): Promise<DigestPart> {
  return (await import('./digest-part.ts')).digestPart(options);
}

/** What reads feeds is loaded only where there are some. */
async function watchedFeeds(options: Parameters<typeof feedsOver>[0]): ReturnType<typeof feedsOver> {
  if (options.config.behaviour.feeds.length === 0) return undefined;
  return (await import('./feeds/feeds-over.ts')).feedsOver(options);
}

/** How the copies of the store are doing; undefined where none are made. */
function backupLook(config: Config, now: () => number) {
  const rules = backupRules(config);
  return rules === null ? undefined : () => lookAtBackups(rules, now());
}

/** What copies the store; undefined where the configuration asks for none. */
async function backupsOf({
  config,
  watched,
  log,
  now,
}: Pick<Parameters<typeof feedsOver>[0], 'config' | 'watched' | 'log' | 'now'>): Promise<Part | undefined> {
  const rules = backupRules(config);
  if (rules === null || config.database.kind !== 'sqlite') return undefined;
  return (await import('./kept/backup-part.ts')).backupPart({ rules, watched, log, now });
}

function servicesOf({ service, watches, questions, missed, desk }: DigestPart) {
  return { digest: service, watch: watches, questions, missed, desk };
}

function loadedIn(briefings: Briefings): readonly string[] {
  return briefings.stories().map(({ briefing }) => briefing.id);
}

function turnsOf(store: TurnStore, now: () => number): SharedTurns {
  return {
    take: (wish) => store.takeTurns(wish, now()),
    hold: (name, forMs) => store.holdTurns(name, forMs, now()),
  };
}

/** Each platform's library is loaded only where its credentials are set. What one process holds at a time, the leader holds. */
async function chatPlatforms(
  config: Config,
  parts: PlatformParts,
): Promise<{ readonly chat: readonly ServedPlatform[]; readonly lead: (leads: boolean) => void }> {
  const chat: ServedPlatform[] = [];
  const led: LedPlatform[] = [];
  const takesRequests = config.role === 'all' || config.role === 'ingress';
  for (const connected of config.platforms) {
    if (connected.holdsConnection && config.database.kind === 'postgres') {
      const { ledPlatform } = await import('./led-platform.ts');
      const one = await ledPlatform(connected, parts, parts.log);
      led.push(one);
      chat.push(one.platform);
    } else chat.push(await connected.create(parts));
  }
  return {
    chat: takesRequests ? chat : chat.map((platform) => ({ ...platform, routes: [] })),
    lead(leads) {
      for (const one of led) one.lead(leads);
    },
  };
}

/** How each chat platform shows an answer, whether it is connected or not. */
function messagePreviews(): readonly MessagePreview[] {
  return PLATFORMS.flatMap(({ name, title, message }) =>
    message === undefined ? [] : [{ name, title, message }],
  );
}
