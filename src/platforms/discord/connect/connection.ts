import { type Clock, sleepOrThrow } from '../../../core/clock.ts';
import { errorFacts, type Log } from '../../../domain/log.ts';
import { isMapping } from '../../../domain/mapping.ts';
import { string } from '../api/json.ts';
import type { Rest } from '../api/rest.ts';
import type { DiscordSettings } from '../setup/settings.ts';
import type { Connected, Gateway } from './gateway.ts';
import { backOffMs, type HealthNote } from './health.ts';
import { createIdentifyGate } from './identify-limit.ts';

/** What keeps us connected, whichever transport; it tries again for as long as the process lives. */
export interface Link {
  /** Resolves once Discord is reached, or the first try has failed and others follow. */
  readonly begun: Promise<void>;
  /** Some request found that Discord refuses the bot token. */
  readonly tokenRefused: () => void;
  readonly close: () => Promise<void>;
}

interface LinkParts {
  readonly settings: DiscordSettings;
  readonly rest: Rest;
  readonly health: HealthNote;
  readonly clock: Clock;
  readonly log: Log;
  readonly random: () => number;
  readonly signal: AbortSignal;
  /** Each time Discord tells who we are. Ids of the bot's user and of the application. */
  readonly onReady: (self: { readonly user: string; readonly application: string }) => void;
  /** A connection stands again after the first one. */
  readonly onAgain: () => void;
  /** Over the gateway alone, as the two below; what comes is as Discord sent it, unchecked. */
  readonly onInteraction: (raw: unknown) => void;
  readonly onMessage: (raw: unknown) => void;
  readonly onGuild: (event: string, raw: unknown) => void;
}

/** Connects over the transport the settings name. */
export function createLink(parts: LinkParts): Link {
  return parts.settings.transport === 'gateway' ? gatewayLink(parts) : httpLink(parts);
}

/** Why nothing works while Discord does not accept who we are. */
export const REFUSED_TOKEN = 'Discord refuses the bot token; DISCORD_TOKEN must hold the current one.';

/** Why a connection ended. `served`: it was ready once, so that failures are counted anew. */
interface Ending {
  readonly why: 'token' | 'other';
  readonly reason: string;
  readonly served: boolean;
}

/**
 * Opens one connection after another. The client mends short interruptions by resuming; what ends here is beyond
 * that, and only a pause helps: a refused token tried in a loop would have the address banned.
 */
function gatewayLink(parts: LinkParts): Link {
  const { settings, health, clock, log, random, signal } = parts;
  const begun = Promise.withResolvers<void>();
  let open: Gateway | null = null;
  let stoodOnce = false;
  const gate = createIdentifyGate({
    clock,
    onHeld: (reason) => {
      log.warn(reason);
      health.degraded(reason);
      begun.resolve();
    },
  });

  const tellStanding = ({ shards, missing }: Connected) => {
    if (missing === 0) health.ready();
    else health.degraded(`${missing} of the ${shards} connections to Discord do not stand yet.`);
  };

  const connection = async (): Promise<Ending> => {
    const over = Promise.withResolvers<Ending>();
    let served = false;
    // Loaded here: a process without Discord, or with HTTP interactions, never pays for the SDK.
    const { openGateway } = await import('./gateway.ts');
    open = await openGateway({
      token: settings.token,
      apiUrl: settings.apiUrl,
      gate,
      clock,
      log,
      events: {
        interaction: parts.onInteraction,
        message: parts.onMessage,
        guild: parts.onGuild,
        ready(self, state) {
          const first = !served;
          served = true;
          if (stoodOnce && (first || state.again)) parts.onAgain();
          stoodOnce = true;
          tellStanding(state);
          begun.resolve();
          // The other shards are no news: who we are is told once.
          if (!first && !state.again) return;
          log.info('Connected to Discord.', { transport: 'gateway', shards: state.shards });
          parts.onReady(self);
        },
        resumed(state) {
          parts.onAgain();
          tellStanding(state);
          log.info('The Discord connection is restored.');
        },
        interrupted(reason) {
          if (!signal.aborted) health.degraded(reason);
        },
        ended: (why, reason) => over.resolve({ why, reason, served }),
      },
    });
    // Stopped while it was opening: `close` found nothing to close then.
    if (signal.aborted) await open.close();
    return over.promise;
  };

  const keep = async () => {
    let failures = 0;
    while (!signal.aborted) {
      const ending = await connection().catch((error: unknown): Ending => {
        log.error('The gateway client failed.', errorFacts(error));
        return { why: 'other', reason: 'The gateway client failed.', served: false };
      });
      open = null;
      if (ending.served) failures = 0;
      const pause = backOffMs(ending.why, failures, random);
      const reason = ending.why === 'token' ? REFUSED_TOKEN : ending.reason;
      health.down(reason);
      log.error(`${reason} Trying again later.`, { inSeconds: Math.round(pause / 1000) });
      // A start does not wait for an outage to pass; health says what is wrong.
      begun.resolve();
      failures += 1;
      await sleepOrThrow(clock, pause, signal);
    }
  };
  keep().catch((error: unknown) => {
    if (!signal.aborted) log.error('Keeping the gateway connection failed.', errorFacts(error));
  });

  // Every request of a refused token reports it: one check at a time is enough.
  let checking = false;
  /** The connection may live on for a while without the token: nobody else would find out that it is taken again. */
  const recheck = async () => {
    if (checking) return;
    checking = true;
    for (let failures = 0; parts.rest.unauthorised(); failures += 1) {
      await sleepOrThrow(clock, backOffMs('token', failures, random), signal);
      await parts.rest.send({ method: 'GET', path: '/applications/@me' });
    }
    checking = false;
  };

  return {
    begun: begun.promise,
    tokenRefused() {
      log.error(REFUSED_TOKEN);
      recheck().catch((error: unknown) => {
        if (!signal.aborted) log.error('Checking the bot token failed.', errorFacts(error));
      });
    },
    close: async () => {
      await open?.close();
    },
  };
}

/** Over HTTP Discord comes to us; what we check is that our token works, for edits, deliveries and registration. */
function httpLink(parts: LinkParts): Link {
  const { settings, rest, health, clock, log, random, signal } = parts;
  const begun = Promise.withResolvers<void>();
  // Resolved where the token is doubted or the link closed; until then there is nothing to do.
  let recheck = Promise.withResolvers<void>();

  const keep = async () => {
    let failures = 0;
    while (!signal.aborted) {
      const got = await rest.send({ method: 'GET', path: '/applications/@me' });
      // Any answer but a refusal of the token will do, where the settings say which application we are.
      const known = got.kind === 'refused' && got.status === 404 && settings.clientId !== undefined;
      if (known || (got.kind === 'ok' && isMapping(got.body))) {
        failures = 0;
        health.ready();
        log.info('Connected to Discord.', { transport: settings.transport });
        const told = got.kind === 'ok' && isMapping(got.body) ? got.body : {};
        const application = string(told.id) || (settings.clientId ?? '');
        const user = isMapping(told.bot) ? string(told.bot.id) : '';
        parts.onReady({ application, user: user || application });
        begun.resolve();
        recheck = Promise.withResolvers<void>();
        await recheck.promise;
        continue;
      }
      const refused = got.kind === 'refused' && got.status === 401;
      const reason = refused ? REFUSED_TOKEN : 'Discord cannot be reached.';
      const pause = backOffMs(refused ? 'token' : 'other', failures, random);
      if (refused) health.down(reason);
      else health.degraded(reason);
      log.error(`${reason} Trying again later.`, { inSeconds: Math.round(pause / 1000) });
      begun.resolve();
      failures += 1;
      await sleepOrThrow(clock, pause, signal);
    }
  };
  keep().catch((error: unknown) => {
    if (!signal.aborted) log.error('Checking the bot token failed.', errorFacts(error));
  });

  return {
    begun: begun.promise,
    tokenRefused() {
      health.down(REFUSED_TOKEN);
      recheck.resolve();
    },
    close: async () => recheck.resolve(),
  };
}
