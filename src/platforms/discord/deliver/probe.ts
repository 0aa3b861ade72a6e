import type { BlockReason, Delivery, Destination } from '../../../core/delivery.ts';
import { isMapping } from '../../../domain/mapping.ts';
import { string } from '../api/json.ts';
import { type Rest, routes } from '../api/rest.ts';
import { PERMISSIONS } from '../setup/invite.ts';
import type { GuildFacts } from './guild-facts.ts';
import { notSeen } from './history.ts';
import { permissionsIn } from './permissions.ts';
import { blockedOr } from './result.ts';

/** Somebody waits for the answer, and longer than this for no reason they would understand. */
const PATIENCE_MS = 10_000;

type Probe = Awaited<ReturnType<Delivery['probe']>>;

/** Kinds of channel that take messages or posts. https://docs.discord.com/developers/resources/channel#channel-object-channel-types */
const TAKES_MESSAGES: readonly unknown[] = [0, 1, 2, 3, 5, 10, 11, 12, 13, 15, 16];
const THREADS: readonly unknown[] = [10, 11, 12];
/** Kinds of channel in which a message can have a thread: text and announcement channels. */
const HAS_THREADS: readonly unknown[] = [0, 5];

/** Finds out whether a post would go through: the channel is there, takes messages, and we have every permission. */
export async function probe(
  destination: Destination,
  rest: Rest,
  guilds: GuildFacts,
  self: string,
): Promise<Probe> {
  const id = destination.thread ?? destination.channel;
  const got = await rest.send({ method: 'GET', path: routes.channel(id), patienceMs: PATIENCE_MS });
  if (got.kind !== 'ok' || !isMapping(got.body)) {
    const result = blockedOr(got);
    return result.kind === 'blocked' ? result : later(result);
  }
  const channel = got.body;
  const guild = string(channel.guild_id);
  if (guild !== '' && guild !== destination.tenant) {
    return blocked('channel-gone', 'This channel belongs to another server.');
  }
  if (!TAKES_MESSAGES.includes(channel.type)) {
    return blocked('invalid', 'This kind of channel takes no messages.');
  }
  const thread = isMapping(channel.thread_metadata) ? channel.thread_metadata : {};
  if (thread.locked === true) return blocked('archived', 'The thread is locked.');
  const needed = THREADS.includes(channel.type)
    ? [...IN_THREADS, ...ANYWHERE]
    : [...IN_CHANNELS, ...ANYWHERE];
  // Without threads a digest still goes out, as replies: that is a note and no refusal.
  const wished = HAS_THREADS.includes(channel.type) ? FOR_THREADS : [];
  const held = await permissionsIn(destination, guilds, self, {
    ...(id === destination.channel ? { channel } : {}),
    // Somebody may have granted or taken a permission a moment ago.
    maxAgeMs: 0,
  });
  if (held !== null && typeof held !== 'bigint') return later(blockedOr(held));
  const lacks = (wanted: Needed) => (held === null ? [] : missingFrom(held, wanted));
  const missing = lacks(needed);
  if (missing.length > 0) {
    return blocked('no-permission', `The bot lacks ${missing.join(', ')} in this channel.`);
  }
  const name = string(channel.name) || 'direct messages';
  const unthreaded = lacks(wished);
  if (unthreaded.length === 0) return { kind: 'ok', name };
  const note = `The bot lacks ${unthreaded.join(', ')} in this channel, so detail and corrections come as replies instead of in a thread.`;
  return { kind: 'ok', name, note };
}

/** Permissions with their names as Discord's own settings show them. */
type Needed = readonly (readonly [bigint, string])[];

/** Threads have a permission of their own to write, which that of the channel does not include. */
const IN_CHANNELS: Needed = [[PERMISSIONS.sendMessages, 'Send Messages']];
const IN_THREADS: Needed = [[PERMISSIONS.sendMessagesInThreads, 'Send Messages in Threads']];
const ANYWHERE: Needed = [
  [PERMISSIONS.viewChannel, 'View Channel'],
  [PERMISSIONS.attachFiles, 'Attach Files'],
  [PERMISSIONS.readMessageHistory, 'Read Message History'],
];
const FOR_THREADS: Needed = [[PERMISSIONS.createPublicThreads, 'Create Public Threads'], ...IN_THREADS];

function missingFrom(permissions: bigint, needed: Needed): readonly string[] {
  return needed.filter(([bit]) => (permissions & bit) === 0n).map(([, name]) => name);
}

/** What could not be asked now. */
function later(result: Parameters<typeof notSeen>[0]): Probe {
  const seen = notSeen(result);
  return { kind: 'later', reason: seen.reason, retryAfterMs: 'retryAfterMs' in seen ? seen.retryAfterMs : 0 };
}

/** What only a person can mend; the detail is a sentence for them. */
function blocked(reason: BlockReason, detail: string): Probe {
  return { kind: 'blocked', reason, detail };
}
