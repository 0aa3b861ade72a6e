import type { BlockReason, DeliveryResult } from '../../../core/delivery.ts';
import type { LogFacts } from '../../../domain/log.ts';
import type { RestResult } from '../api/rest.ts';

/**
 * What Discord's error codes mean for a destination.
 * https://docs.discord.com/developers/topics/opcodes-and-status-codes#json-json-error-codes
 */
const BLOCKED: Readonly<Record<number, readonly [BlockReason, string]>> = {
  10003: ['channel-gone', 'The channel no longer exists.'],
  10004: ['uninstalled', 'The bot is no longer in this server.'],
  10008: ['invalid', 'The message is gone.'],
  50001: ['no-permission', 'The bot cannot see this channel.'],
  50007: ['restricted', 'This person does not take messages from the bot.'],
  50013: ['no-permission', 'The bot may not post in this channel.'],
  50083: ['archived', 'The thread is archived.'],
  160005: ['archived', 'The thread is locked.'],
  200000: ['restricted', 'The server’s automatic moderation refused the message.'],
  200001: ['restricted', 'The server’s automatic moderation refused the title.'],
  240000: ['restricted', 'Discord refused a link in the message.'],
  40066: ['restricted', 'The bot is restricted in this server.'],
  50008: ['invalid', 'This kind of channel takes no messages.'],
  50024: ['invalid', 'This kind of channel takes no messages.'],
};

/** Slow mode and limits on edits and threads: worth another try later. */
const LATER: ReadonlySet<number> = new Set([20016, 20028, 30033, 30046, 40004, 40062, 160006]);
const LATER_MS = 60_000;

/** What Discord said exactly, for the log alone: people are told sentences. */
export function refusalFacts(result: RestResult): LogFacts {
  return {
    result: result.kind,
    ...(result.kind === 'refused' ? { status: result.status, code: result.code } : {}),
  };
}

/** What an attempt that stored no message we know of came to. */
export function blockedOr(result: RestResult): Exclude<DeliveryResult, { kind: 'sent' }> {
  switch (result.kind) {
    case 'ok':
      return { kind: 'in-doubt', reason: 'Discord took the message without telling its id' };
    case 'limited':
      return {
        kind: 'not-sent',
        reason: 'Discord asks for fewer messages',
        retryAfterMs: result.retryAfterMs,
      };
    case 'failed':
      return { kind: result.sent === 'no' ? 'not-sent' : 'in-doubt', reason: result.reason };
    case 'refused':
      return refusal(result);
  }
}

function refusal(
  result: Extract<RestResult, { kind: 'refused' }>,
): Exclude<DeliveryResult, { kind: 'sent' }> {
  const known = BLOCKED[result.code];
  if (known !== undefined) return { kind: 'blocked', reason: known[0], detail: known[1] };
  if (result.status === 401) {
    return { kind: 'not-sent', reason: 'Discord refuses the bot token', retryAfterMs: LATER_MS };
  }
  if (LATER.has(result.code) || result.status === 408 || result.status === 409) {
    return { kind: 'not-sent', reason: 'Discord asks to wait', retryAfterMs: LATER_MS };
  }
  if (result.status === 404) {
    return { kind: 'blocked', reason: 'channel-gone', detail: 'Discord knows no such channel.' };
  }
  if (result.status === 403) {
    return { kind: 'blocked', reason: 'no-permission', detail: 'Discord does not let the bot do this here.' };
  }
  return { kind: 'blocked', reason: 'invalid', detail: 'Discord did not take the message.' };
}

/** One phrase for a result that is not `sent`. */
export function describe(result: Exclude<DeliveryResult, { kind: 'sent' }>): string {
  return result.kind === 'blocked' ? result.detail : result.reason;
}
