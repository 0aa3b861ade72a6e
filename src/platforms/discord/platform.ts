import { type Clock, orLate, SYSTEM_CLOCK, sleepOrThrow } from '../../core/clock.ts';
import type { Command, CommandGroup } from '../../core/command.ts';
import type { Delivery } from '../../core/delivery.ts';
import { createProcessMemory, type Memory } from '../../core/memory.ts';
import type { SharedTurns } from '../../core/post-rate.ts';
import type { Core } from '../../core/request.ts';
import { ConfigError } from '../../domain/errors.ts';
import { errorFacts, type Log } from '../../domain/log.ts';
import { withoutUndefined } from '../../domain/mapping.ts';
import { createCodecs } from '../button-codec.ts';
import { createConversation } from '../conversation.ts';
import type { HttpRoute } from '../http-route.ts';
import type { Platform } from '../platform.ts';
import { NO_TALLY, type PlatformTally } from '../tally.ts';
import { createRest, type Rest } from './api/rest.ts';
import { createLink, type Link, REFUSED_TOKEN } from './connect/connection.ts';
import { createHealthNote } from './connect/health.ts';
import { interactionsRoute } from './connect/http.ts';
import { publicKeyOf } from './connect/signature.ts';
import { createDelivery } from './deliver/delivery.ts';
import { type Interaction, readInteraction } from './read/interaction.ts';
import { readAddressed } from './read/mentions.ts';
import { createMessageChannels } from './read/message-channels.ts';
import { createOwnRoles } from './read/own-roles.ts';
import { LIMITS } from './render/limits.ts';
import { answerMessage } from './reply/answer-message.ts';
import { type FirstAnswer, gatewayFirstAnswer } from './reply/reply.ts';
import { type RespondParts, respondTo } from './reply/respond.ts';
import { createThreads } from './reply/threads.ts';
import { registrationOf } from './setup/registration.ts';
import type { DiscordSettings } from './setup/settings.ts';
import { syncCommands } from './setup/sync.ts';

/** Longer work is given up; what a reader waits for must come or say that it will not. */
const ANSWER_WITHIN_MS = 60_000;
/** Longest wait for answers under way when the process ends. */
const FINISH_MS = 3000;
/** `start` has begun to retry at the latest after this. */
const START_MS = 20_000;
/** Between tries to register the commands; a refusal that lasts is not tried again. */
const SYNC_PAUSES_MS = [5000, 30_000, 120_000, 600_000] as const;

/**
 * Discord as a platform: commands, buttons, mentions and deliveries, over the gateway or over HTTP. What comes before
 * `start` is not answered, since there is no core to ask. An interaction that does not name the application gets ours,
 * without which it could not be answered later. `stop` lets nothing new begin, and then waits for what is under way.
 */
export function createDiscordPlatform(options: {
  readonly settings: DiscordSettings;
  readonly log: Log;
  readonly memory: Memory;
  readonly commands: readonly (Command | CommandGroup)[];
  /** Where other processes send with the same token. */
  readonly turns?: SharedTurns;
  readonly tally?: PlatformTally;
  readonly clock?: Clock;
  /** 0 to below 1. */
  readonly random?: () => number;
}): Platform & { readonly delivery: Delivery; readonly routes: readonly HttpRoute[] } {
  const { settings, log, memory, commands, tally = NO_TALLY } = options;
  const clock = options.clock ?? SYSTEM_CLOCK;
  const random = options.random ?? Math.random;
  const health = createHealthNote();
  const stopping = new AbortController();
  // From the credential itself, so that buttons outlive restarts.
  const codecFor = createCodecs({ secret: settings.token, maxLength: LIMITS.customId });
  const underWay = new Set<Promise<unknown>>();
  let parts: RespondParts | null = null;
  let link: Link | null = null;
  let self = settings.clientId ?? '';
  let application = self;

  const rest = createRest({
    token: settings.token,
    apiUrl: settings.apiUrl,
    now: clock.now,
    after: clock.after,
    log,
    ...withoutUndefined({ turns: options.turns }),
    onUnauthorised: () => link?.tokenRefused(),
    onLimited: () => tally.limited('discord'),
  });

  const delivery = createDelivery({
    ...{ rest, memory, commands: options.commands, secret: settings.token, clock, log },
    self: () => self,
  });
  const roles = createOwnRoles(() => self);

  /** Keeps `stop` waiting for it. */
  const during = (work: Promise<void>): Promise<void> => {
    underWay.add(work);
    return work.finally(() => underWay.delete(work));
  };

  const serving = () => parts !== null && !stopping.signal.aborted;

  const respond = (interaction: Interaction, first: FirstAnswer): Promise<void> => {
    if (parts === null || stopping.signal.aborted) return Promise.resolve();
    const known =
      'application' in interaction && interaction.application === ''
        ? { ...interaction, application }
        : interaction;
    return during(respondTo(known, first, parts));
  };

  const register = createRegistrar({ settings, rest, commands, clock, log, signal: stopping.signal });
  const onReady = (identity: { readonly user: string; readonly application: string }) => {
    self = identity.user;
    application = identity.application;
    // Whoever takes nothing in may be of another version than those who do.
    if (settings.transport !== 'none') register(application);
  };

  return {
    name: 'discord',
    routes: settings.transport === 'http' ? routesOf(settings, { memory, clock, log, respond, serving }) : [],
    delivery,
    health: () => (rest.unauthorised() ? { state: 'down', reason: REFUSED_TOKEN } : health.is()),
    async start(core: Core) {
      const problems = problemsOf(settings);
      if (problems.length > 0) throw new ConfigError(problems);
      const { publicAnswers } = settings;
      const respondParts: RespondParts = {
        ...{ core, rest, memory, commands, codecFor, clock, log, random },
        conversation: createConversation({
          ...{ core, publicAnswers, clock, log, random },
          answerWithinMs: ANSWER_WITHIN_MS,
          acknowledged: (ms) => tally.acknowledged('discord', ms),
        }),
        here: createProcessMemory(clock.now),
        threads: createThreads(memory, clock.now),
        channelOf: createMessageChannels(rest, clock),
      };
      parts = respondParts;
      link = createLink({
        ...{ settings, rest, health, clock, log, random, onReady },
        signal: stopping.signal,
        onAgain: () => tally.reconnected('discord'),
        onInteraction: (raw) => {
          const interaction = readInteraction(raw);
          if (interaction.kind === 'ping' || interaction.kind === 'unreadable') return;
          void respond(interaction, gatewayFirstAnswer(rest, interaction, clock.sleep));
        },
        onMessage: (raw) => {
          const addressed = readAddressed(raw, self, roles);
          if (addressed === null || stopping.signal.aborted) return;
          void during(answerMessage(addressed, respondParts));
        },
        onGuild(event, raw) {
          roles.learn(event, raw);
          delivery.learn(event, raw);
        },
      });
      await orLate(link.begun, START_MS, undefined, clock);
    },
    async stop() {
      if (stopping.signal.aborted) return;
      stopping.abort();
      health.down('Readout is stopping.');
      await Promise.all([link?.close(), orLate(Promise.allSettled(underWay), FINISH_MS, undefined, clock)]);
      rest.close();
    },
  };
}

/** Registers the commands once, the first time it is told of our application; tries again for a quarter of an hour. */
function createRegistrar(parts: {
  readonly settings: DiscordSettings;
  readonly rest: Rest;
  readonly commands: readonly (Command | CommandGroup)[];
  readonly clock: Clock;
  readonly log: Log;
  readonly signal: AbortSignal;
}): (application: string) => void {
  const { rest, clock, log, signal } = parts;
  const { guildId } = parts.settings;

  const register = async (application: string): Promise<void> => {
    for (const pause of [...SYNC_PAUSES_MS, null]) {
      const result = await syncCommands({
        ...{ rest, application, dryRun: false },
        ...(guildId === undefined ? {} : { guild: guildId }),
        commands: registrationOf(parts.commands, guildId === undefined ? 'global' : 'guild'),
      });
      if (result.kind === 'written') {
        const { added, changed, removed } = result.plan;
        log.info('Registered commands with Discord.', {
          ...{ added: added.length, changed: changed.length, removed: removed.length },
        });
      }
      if (result.kind !== 'failed') return;
      log.warn(result.reason);
      if (result.lasting || pause === null) return;
      await sleepOrThrow(clock, pause, signal);
    }
  };

  let registered = false;
  return (application) => {
    if (registered) return;
    registered = true;
    register(application).catch((error: unknown) => {
      if (!signal.aborted) log.error('Registering commands failed.', errorFacts(error));
    });
  };
}

/**
 * No route without a key: an address that cannot check signatures would answer anybody. `start` reports the key.
 */
function routesOf(
  settings: DiscordSettings,
  parts: Omit<Parameters<typeof interactionsRoute>[0], 'key'>,
): readonly HttpRoute[] {
  const key = publicKeyOf(settings.publicKey ?? '');
  return key === null ? [] : [interactionsRoute({ ...parts, key })];
}

/**
 * What is wrong with the settings, each in one sentence naming the key to mend; `start` throws them all at once.
 */
function problemsOf(settings: DiscordSettings): readonly string[] {
  const problems: string[] = [];
  if (settings.token.trim() === '') problems.push('DISCORD_TOKEN is empty; it must hold the bot token.');
  if (settings.transport === 'http' && publicKeyOf(settings.publicKey ?? '') === null) {
    problems.push(
      settings.publicKey === undefined || settings.publicKey === ''
        ? 'DISCORD_PUBLIC_KEY is missing; DISCORD_TRANSPORT=http needs the application’s public key.'
        : `DISCORD_PUBLIC_KEY must be 64 hexadecimal digits; it has ${settings.publicKey.length} characters.`,
    );
  }
  if (URL.parse(settings.apiUrl)?.protocol.startsWith('http') !== true) {
    problems.push('DISCORD_API_URL must be an http or https address such as https://discord.com/api.');
  }
  return problems;
}
