import type { Client } from 'discord.js';
import { type Clock, orLate } from '../../../core/clock.ts';
import { errorFacts, type Log } from '../../../domain/log.ts';
import { isMapping } from '../../../domain/mapping.ts';
import { string } from '../api/json.ts';
import { gatewayThroughProxy } from './gateway-proxy.ts';
import type { GatewayInformation, IdentifyGate } from './identify-limit.ts';

/** What the gateway tells. `d` of the dispatch is passed on as it came. */
export interface GatewayEvents {
  readonly interaction: (raw: unknown) => void;
  readonly message: (raw: unknown) => void;
  /** What becomes of guilds, their channels and roles, by the name of the event. */
  readonly guild: (event: string, raw: unknown) => void;
  readonly ready: (self: { readonly user: string; readonly application: string }, state: Connected) => void;
  /** Connected again after `interrupted`. */
  readonly resumed: (state: Connected) => void;
  /** The connection is gone and being restored. */
  readonly interrupted: (reason: string) => void;
  /** Nothing restores the connection by itself. `token`: Discord refuses the bot token. */
  readonly ended: (why: 'token' | 'other', reason: string) => void;
}

/** How the shards stand, which are connections of their own; Discord says how many of them it wants. */
export interface Connected {
  readonly shards: number;
  /** Those that are not connected. */
  readonly missing: number;
  /** This shard was connected before. */
  readonly again: boolean;
}

/** One connection to the gateway, from login to close. */
export interface Gateway {
  readonly close: () => Promise<void>;
}

/** Longest wait for the gateway's goodbye. */
const GOODBYE_MS = 2000;

/** Close codes after which Discord does not want the same again. https://docs.discord.com/developers/topics/opcodes-and-status-codes */
const CLOSE_REASONS: Readonly<Record<number, string>> = {
  4004: 'Discord refused the bot token',
  4010: 'Discord refused the shard',
  4011: 'Discord asks for more shards',
  4012: 'Discord refused the API version',
  4013: 'Discord refused the intents',
  4014: 'Discord does not allow the intents',
};

/**
 * Opens a gateway connection with discord.js, which does the protocol: heartbeats, resuming, identifying again. Caches
 * nothing and builds no objects: dispatches are read as they come. `ended` may be called before the promise resolves.
 */
export async function openGateway(options: {
  readonly token: string;
  /** REST base without version. */
  readonly apiUrl: string;
  readonly events: GatewayEvents;
  /** Outlives the connection: what was identified before counts. */
  readonly gate: IdentifyGate;
  readonly clock: Clock;
  readonly log: Log;
}): Promise<Gateway> {
  const { events, log } = options;
  gatewayThroughProxy(process.env);
  const { Client, Events, GatewayIntentBits } = await import('discord.js');
  const { Guilds, GuildMessages, DirectMessages } = GatewayIntentBits;
  const client = new Client({
    // Without Guilds there is no certainty of hearing messages in threads; none of the three is privileged.
    intents: [Guilds, GuildMessages, DirectMessages],
    allowedMentions: { parse: [] },
    shards: 'auto',
    // Guilds are never waited for: what is read of them is read as it comes.
    waitGuildTimeout: 0,
    rest: { api: options.apiUrl.replace(/(?<!\/)\/+$/u, ''), version: '10', retries: 0, timeout: 10_000 },
    ws: {
      buildIdentifyThrottler: async (manager) => ({
        waitForIdentify: (shard, signal) =>
          options.gate.wait(
            shard,
            async (fresh): Promise<GatewayInformation> => manager.fetchGatewayInformation(fresh),
            signal,
          ),
      }),
    },
  });
  let closed = false;
  const ended = (why: 'token' | 'other', reason: string) => {
    if (closed) return;
    closed = true;
    destroy(client, options.clock).finally(() => events.ended(why, reason));
  };

  client.on('error', (error) => log.warn('discord.js reports an error.', errorFacts(error)));
  client.on(Events.ShardError, (error) => log.warn('The gateway connection failed.', errorFacts(error)));
  const shards = createShards();
  client.on(Events.ShardReconnecting, (shard) => {
    shards.lost(shard);
    events.interrupted('The gateway connection was lost.');
  });
  client.on(Events.ShardDisconnect, ({ code }) =>
    ended(
      code === 4004 ? 'token' : 'other',
      `${CLOSE_REASONS[code] ?? 'The gateway closed for good'} (close code ${code}).`,
    ),
  );
  client.on(Events.Invalidated, () => ended('other', 'The gateway session was invalidated.'));
  client.on('raw', (packet: unknown, shard: number) => {
    if (closed || !isMapping(packet)) return;
    dispatch(packet, events, log, (of) => shards.stands(shard, of));
  });

  client.login(options.token).catch((error: unknown) => {
    const refused = error instanceof Error && 'code' in error && error.code === 'TokenInvalid';
    if (!refused) log.warn('Logging in to Discord failed.', errorFacts(error));
    ended(refused ? 'token' : 'other', refused ? 'Discord refused the bot token.' : 'Login failed.');
  });
  return {
    async close() {
      if (closed) return;
      closed = true;
      await destroy(client, options.clock);
    },
  };
}

/** Names of dispatches that must still reach discord.js: it follows its own session by them. */
const FOR_THE_LIBRARY: ReadonlySet<unknown> = new Set(['READY', 'RESUMED']);

const OF_GUILDS = /^(?:GUILD|GUILD_ROLE|CHANNEL)_(?:CREATE|UPDATE|DELETE)$/u;

/** Which shards stand, of how many. */
function createShards() {
  const standing = new Set<number>();
  const known = new Set<number>();
  let shards = 1;
  return {
    lost: (shard: number) => standing.delete(shard),
    stands(shard: number, of: number | undefined): Connected {
      const again = known.has(shard);
      known.add(shard);
      standing.add(shard);
      shards = of ?? shards;
      return { shards, missing: Math.max(0, shards - standing.size), again };
    },
  };
}

function dispatch(
  packet: Readonly<Record<string, unknown>>,
  events: GatewayEvents,
  log: Log,
  stands: (of?: number) => Connected,
): void {
  const { t, d } = packet;
  if (!FOR_THE_LIBRARY.has(t)) take(packet);
  try {
    if (t === 'INTERACTION_CREATE') events.interaction(d);
    else if (t === 'MESSAGE_CREATE') events.message(d);
    else if (typeof t === 'string' && OF_GUILDS.test(t)) events.guild(t, d);
    else if (t === 'RESUMED') events.resumed(stands());
    else if (t === 'READY' && isMapping(d)) {
      keepGuilds(d);
      const user = isMapping(d.user) ? string(d.user.id) : '';
      const application = isMapping(d.application) ? string(d.application.id) : '';
      events.ready({ user, application: application || user }, stands(shardsIn(d.shard)));
    }
  } catch (error) {
    log.error('A gateway event could not be handled.', errorFacts(error));
  }
}

/** `[0, 3]`: this shard and how many there are. https://docs.discord.com/developers/events/gateway-events#ready */
function shardsIn(shard: unknown): number | undefined {
  const count: unknown = Array.isArray(shard) ? shard[1] : undefined;
  return typeof count === 'number' && count > 0 ? count : undefined;
}

/**
 * Keeps a packet from discord.js's own handlers, which run after ours and look it up by name: they would build and
 * cache objects nobody reads, and one unexpected field would end the process as an unhandled rejection.
 */
function take(packet: Record<string, unknown>): void {
  packet.t = 'TAKEN';
}

/** Keeps guilds from discord.js, which would build an object with thirty others in it for each that a session begins with. */
function keepGuilds(ready: Record<string, unknown>): void {
  ready.guilds = [];
}

/** Closes the client. A server that never says goodbye must not hold us up. */
async function destroy(client: Client, clock: Clock): Promise<void> {
  await orLate(
    client.destroy().catch(() => undefined),
    GOODBYE_MS,
    undefined,
    clock,
  );
}
