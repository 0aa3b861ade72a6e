import { capital } from '../domain/words/capital.ts';
/**
 * What keeps a post from its place, as one sentence for people. `detail` is the platform's own sentence; where it holds
 * a code of its API (`is_archived`, `status 403`), what the reason means is said instead: codes belong in the log.
 */
export function blockedWords(reason: string, detail: string): string {
  const words = detail.trim().replace(/\.?$/, '.');
  const usable = detail.trim() !== '' && !CODE.test(words);
  return usable ? capital(words) : (REASONS[reason] ?? 'The platform did not take the message.');
}

const CODE = /\b[a-z]+_[a-z_]+|\b(?:code|status) \d/i;

/** By `BlockReason`. */
const REASONS: Readonly<Record<string, string>> = {
  'channel-gone': 'The channel is gone, or I cannot see it any more.',
  archived: 'The channel is archived.',
  'no-permission': 'I am not allowed to post in the channel.',
  'not-member': 'I am not in the channel: invite me first.',
  uninstalled: 'The app is not installed here any more.',
  restricted: 'Posting in the channel is restricted.',
  invalid: 'The platform did not take the message.',
};

/** What became of a scheduled message, by the state it is stored in; `reason` is `reason: detail` where it was blocked. */
export function stateWords(state: string, reason: string): string {
  const words = STATES[state] ?? 'under way';
  if (reason === '' || POSTED.has(state)) return words;
  const [, blocked = '', detail = ''] = /^([a-z-]+): (.*)$/s.exec(reason) ?? [];
  if (blocked in REASONS) return `${words}. ${blockedWords(blocked, detail)}`;
  return CODE.test(reason) ? words : `${words}. ${capital(reason.trim().replace(/\.?$/, '.'))}`;
}

const STATES: Readonly<Record<string, string>> = {
  planned: 'waiting to be posted',
  claimed: 'being posted',
  sending: 'being posted',
  sent: 'posted',
  reconciled: 'posted',
  'in-doubt': 'perhaps posted; I am looking whether it arrived',
  failed: 'not posted',
  expired: 'not posted in time',
};
const POSTED: ReadonlySet<string> = new Set(['sent', 'reconciled']);
