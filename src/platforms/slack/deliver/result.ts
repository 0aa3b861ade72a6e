import type { BlockReason } from '../../../core/delivery.ts';
import { type ApiFailure, DEAD_TOKEN } from '../api/api.ts';

/** Why nothing can be posted somewhere: `detail` is a sentence for people, which names no code of Slack's. */
export interface Blocked {
  readonly kind: 'blocked';
  readonly reason: BlockReason;
  readonly detail: string;
}

/** What a command types to bring the app into a channel. */
const INVITE = '/invite @Readout';

/**
 * What a refusal means for a place (https://docs.slack.dev/reference/methods/chat.postMessage#errors). Slack answers
 * `channel_not_found` for every private channel the app is not in, and for one that was deleted alike; `seen` says that
 * somebody is in the channel right now, so that it is there.
 */
export function blockedBy(
  { code }: Extract<ApiFailure, { kind: 'refused' }>,
  place: { readonly channel: string; readonly seen: boolean },
): Blocked {
  if (DEAD_TOKEN.has(code)) return notInstalled('The app is not installed in this workspace any more');
  if (code === 'channel_not_found') {
    if (place.channel.startsWith('D'))
      return blocked('restricted', 'This is a conversation between others; use a channel, or write to me');
    return place.seen
      ? notMember('this channel')
      : blocked(
          'not-member',
          `I am not in the channel, or it was deleted; where it is still there, invite me first: ${INVITE}`,
        );
  }
  if (code === 'not_in_channel' || code === 'user_not_in_channel') return notMember('the channel');
  const known = MEANING[code];
  return known === undefined ? FORM_REFUSED : blocked(...known);
}

/** What is left where a refusal is about neither place nor sender: another form of the message may be taken. */
export const FORM_REFUSED = blocked('invalid', 'Slack did not take the message');

/** Whether a refusal is about where a message goes or who sends it: then no other form of it would be taken. */
export function isAboutThePlace(code: string): boolean {
  return DEAD_TOKEN.has(code) || code in MEANING || NO_PLACE.has(code);
}

export function notMember(channel: string): Blocked {
  return blocked('not-member', `I am not in ${channel}; invite me first: ${INVITE}`);
}

export function notInstalled(detail = 'The app is not installed in this workspace'): Blocked {
  return blocked('uninstalled', detail);
}

function blocked(reason: BlockReason, detail: string): Blocked {
  return { kind: 'blocked', reason, detail: `${detail}.` };
}

const NO_PLACE: ReadonlySet<string> = new Set([
  ...['channel_not_found', 'not_in_channel', 'user_not_in_channel', 'message_limit_exceeded'],
]);

const MAY_NOT = 'I am not allowed to post in the channel';
const GONE = 'The message is gone';
const FOR_SOME = 'Posting in the channel is restricted to some people';
const NEEDS_SCOPE =
  'The app lacks a permission that it needs here; somebody who manages apps has to install it again';

const MEANING: Readonly<Record<string, readonly [BlockReason, string]>> = {
  channel_is_limited_access: ['no-permission', MAY_NOT],
  is_archived: ['archived', 'The channel is archived'],
  cannot_reply_to_message: ['invalid', GONE],
  cant_update_message: ['invalid', GONE],
  edit_window_closed: ['invalid', 'The message can no longer be changed'],
  message_not_found: ['invalid', GONE],
  missing_scope: ['no-permission', NEEDS_SCOPE],
  no_permission: ['no-permission', MAY_NOT],
  not_allowed_token_type: ['no-permission', NEEDS_SCOPE],
  access_denied: ['no-permission', MAY_NOT],
  ekm_access_denied: ['no-permission', 'The organisation has suspended what apps may read and post'],
  restricted_action: ['restricted', FOR_SOME],
  restricted_action_read_only_channel: ['restricted', 'The channel is read-only'],
  restricted_action_thread_only_channel: ['restricted', 'The channel takes posts in threads only'],
  restricted_action_non_threadable_channel: ['restricted', 'The channel takes no threads'],
  restricted_action_thread_locked: ['restricted', 'The thread is locked'],
  posting_to_channel_denied: ['restricted', FOR_SOME],
  messages_tab_disabled: ['restricted', 'Messages to the app are switched off'],
  team_access_not_granted: ['uninstalled', 'The app is not approved in this workspace'],
  thread_not_found: ['invalid', GONE],
  user_not_found: ['restricted', 'Slack knows no such person here'],
  team_not_found: ['uninstalled', 'The app is not installed in this workspace'],
};
