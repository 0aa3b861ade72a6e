/**
 * What Readout needs in a server, and why; nothing else is asked for.
 * https://docs.discord.com/developers/topics/permissions#permissions-bitwise-permission-flags
 */
export const PERMISSIONS = {
  /** See the channels it posts to and is mentioned in. */
  viewChannel: 1n << 10n,
  /** Post digests and answer mentions. */
  sendMessages: 1n << 11n,
  sendMessagesInThreads: 1n << 38n,
  /** Open a thread under a digest for its detail and for corrections; without it they are replies to the digest. */
  createPublicThreads: 1n << 35n,
  /** Pictures of digests. */
  attachFiles: 1n << 15n,
  /** Find a message whose sending was left in doubt, before it is sent again. */
  readMessageHistory: 1n << 16n,
} as const;

/** All of `PERMISSIONS` as the number Discord's invitation takes. */
export const PERMISSION_BITS: bigint = Object.values(PERMISSIONS).reduce((all, bit) => all | bit, 0n);

/** The address at which somebody who manages a server adds the bot to it. */
export function inviteUrl(clientId: string): string {
  const url = new URL('https://discord.com/oauth2/authorize');
  url.searchParams.set('client_id', clientId);
  url.searchParams.set('scope', 'bot applications.commands');
  url.searchParams.set('permissions', PERMISSION_BITS.toString());
  return url.href;
}
