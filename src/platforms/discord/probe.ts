import type { BlockReason, Delivery, Destination } from '../platform.ts';
import { blockedOr, describe } from './delivery-result.ts';
import { PERMISSIONS } from './invite.ts';
import { isRecord, string } from './json.ts';
import { permissionsIn } from './permissions.ts';
import { type Rest, routes } from './rest.ts';

type Probe = Awaited<ReturnType<Delivery['probe']>>;

/** Kinds of channel that take messages or posts. https://docs.discord.com/developers/resources/channel#channel-object-channel-types */
const TAKES_MESSAGES: readonly unknown[] = [0, 1, 2, 3, 5, 10, 11, 12, 13, 15, 16];
const THREADS: readonly unknown[] = [10, 11, 12];

/** Finds out whether a post would go through: the channel is there, takes messages, and we have every permission. */
export async function probe(destination: Destination, rest: Rest, self: string): Promise<Probe> {
  const id = destination.thread ?? destination.channel;
  const got = await rest.send({ method: 'GET', path: routes.channel(id) });
  if (got.kind !== 'ok' || !isRecord(got.body)) {
    const result = blockedOr(got);
    return result.kind === 'blocked'
      ? result
      : blocked('restricted', `${describe(result)}; please try again`);
  }
  const channel = got.body;
  const guild = string(channel.guild_id);
  if (guild !== '' && guild !== destination.tenant) {
    return blocked('channel-gone', 'This channel belongs to another server.');
  }
  if (!TAKES_MESSAGES.includes(channel.type)) {
    return blocked('invalid', 'This kind of channel takes no messages.');
  }
  const thread = isRecord(channel.thread_metadata) ? channel.thread_metadata : {};
  if (thread.locked === true) return blocked('archived', 'The thread is locked.');
  const permissions = await permissionsIn(destination, rest, self);
  const missing = permissions === null ? [] : missingFrom(permissions, THREADS.includes(channel.type));
  if (missing.length > 0) {
    return blocked('no-permission', `The bot lacks ${missing.join(', ')} in this channel.`);
  }
  return { kind: 'ok', name: string(channel.name) || 'direct messages' };
}

/** Names as Discord's own settings show them. */
function missingFrom(permissions: bigint, thread: boolean): readonly string[] {
  const needed: readonly (readonly [bigint, string])[] = [
    [PERMISSIONS.viewChannel, 'View Channel'],
    thread
      ? [PERMISSIONS.sendMessagesInThreads, 'Send Messages in Threads']
      : [PERMISSIONS.sendMessages, 'Send Messages'],
    [PERMISSIONS.attachFiles, 'Attach Files'],
    [PERMISSIONS.readMessageHistory, 'Read Message History'],
  ];
  return needed.filter(([bit]) => (permissions & bit) === 0n).map(([, name]) => name);
}

function blocked(reason: BlockReason, detail: string): Probe {
  return { kind: 'blocked', reason, detail };
}
