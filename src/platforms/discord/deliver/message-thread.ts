import type { Answer } from '../../../answer/answer.ts';
import type { DeliveryResult } from '../../../core/delivery.ts';
import type { Log } from '../../../domain/log.ts';
import { type Rest, type RestResult, routes } from '../api/rest.ts';
import { LIMITS } from '../render/limits.ts';
import { clip, plain } from '../render/text.ts';
import { blockedOr } from './result.ts';

/** The thread of a message, opened now or earlier. */
export type OpenedThread =
  | { readonly kind: 'open'; readonly thread: string }
  /** Discord allows no thread here: no permission, a kind of channel without threads, too many of them. */
  | { readonly kind: 'none' }
  /** Nothing was posted; it may be tried again, or not, as the result says. */
  | { readonly kind: 'failed'; readonly result: Exclude<DeliveryResult, { kind: 'sent' }> };

export interface MessageThreads {
  /** Opens the thread of a message where there is none yet; a new one is named after the answer. */
  readonly open: (channel: string, message: string, answer: Answer) => Promise<OpenedThread>;
}

/** https://docs.discord.com/developers/topics/opcodes-and-status-codes#json-json-error-codes */
const ALREADY_THERE = 160004;
const UNKNOWN: readonly number[] = [10003, 10004, 10008];
/** One day, after which a quiet thread moves out of the channel list; it stays readable and can still be posted in. */
const QUIET_MINUTES = 1440;
const MOST_KNOWN = 5000;

/**
 * A thread opened from a message has that message's id, so that opening it twice is seen and harmless.
 * https://docs.discord.com/developers/resources/channel#start-thread-from-message
 */
export function createMessageThreads(rest: Rest, log: Log): MessageThreads {
  const known = new Set<string>();
  const warned = new Set<string>();
  return {
    async open(channel, message, answer) {
      if (known.has(message)) return { kind: 'open', thread: message };
      const result = await rest.send({
        method: 'POST',
        path: routes.threadOf(channel, message),
        body: { name: threadName(answer), auto_archive_duration: QUIET_MINUTES },
      });
      if (result.kind === 'ok' || (result.kind === 'refused' && result.code === ALREADY_THERE)) {
        if (known.size >= MOST_KNOWN) known.clear();
        known.add(message);
        return { kind: 'open', thread: message };
      }
      if (allowsNone(result)) {
        if (warned.size < MOST_KNOWN && !warned.has(channel)) {
          warned.add(channel);
          log.warn(
            'A thread cannot be opened here; what belongs in it goes out as a reply. I need Create Public Threads and Send Messages in Threads.',
            { channel, ...codeOf(result) },
          );
        }
        return { kind: 'none' };
      }
      const failure = blockedOr(result);
      // A thread is no message: whether or not it is there now, nothing has been posted.
      return {
        kind: 'failed',
        result: failure.kind === 'in-doubt' ? { kind: 'not-sent', reason: failure.reason } : failure,
      };
    },
  };
}

function allowsNone(result: RestResult): boolean {
  return (
    result.kind === 'refused' &&
    (result.status === 400 || result.status === 403) &&
    !UNKNOWN.includes(result.code)
  );
}

function codeOf(result: RestResult): { readonly code: number } | object {
  return result.kind === 'refused' ? { code: result.code } : {};
}

/** The headline as the name of a thread or forum post. */
export function threadName(answer: Answer): string {
  const words = answer.headline.map((span) => ('text' in span ? span.text : '')).join('');
  return clip(plain(words).replace(/\s+/gu, ' ').trim(), LIMITS.threadName) || 'Briefing';
}
