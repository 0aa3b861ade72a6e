import type { Clock } from '../../../core/clock.ts';
import type { Asker, Command, CommandGroup } from '../../../core/command.ts';
import type { Core, SuggestOptions } from '../../../core/request.ts';
import { unreachable } from '../../../domain/errors.ts';
import type { Log } from '../../../domain/log.ts';
import type { TenantId } from '../../../domain/schedule/tenant.ts';
import type { CodecFor } from '../../button-codec.ts';
import type { Inquiry, Question, Thread } from '../../conversation.ts';
import { type DedupeParts, isFirst } from '../../dedupe.ts';
import type { SlackClient } from '../api/api.ts';
import type { Place } from '../reply/reply.ts';
import type { Responder } from '../reply/respond.ts';
import type { SharedLinks } from '../reply/unfurl.ts';
import type { People } from './people.ts';
import { isDirect } from './request.ts';

/** What the listeners need of the platform. */
export interface Surroundings extends DedupeParts {
  readonly commands: readonly (Command | CommandGroup)[];
  readonly respond: Responder;
  readonly suggest: SuggestOptions;
  readonly formOf?: Core['form'];
  readonly clock: Pick<Clock, 'after'>;
  readonly codecFor: CodecFor;
  readonly clientFor: (token: string | undefined) => SlackClient;
  readonly people: People;
  readonly log: Log;
  readonly unfurl: (shared: SharedLinks) => Promise<void>;
  readonly publishHome: (who: {
    readonly tenant: TenantId;
    readonly user: string;
    readonly client: SlackClient;
  }) => Promise<void>;
  /** `at` is when the app was taken away, in epoch milliseconds; undefined where Slack does not say. */
  readonly uninstalled: (tenant: TenantId, at: number | undefined) => Promise<void>;
}

/** What authorizing adds to each payload. */
export interface Context {
  readonly teamId?: string;
  readonly botToken?: string;
  readonly botUserId?: string;
  readonly acceptsResponse?: boolean;
}

/** Who asks, and where. Whether they may configure is asked of Slack only when it matters. */
export type Who = Omit<Asker, 'platform' | 'mayConfigure'>;

/** A question as asked by somebody, and the place to reply to. */
export function inquiryOf(
  question: Question,
  who: Who,
  { client, people }: { readonly client: SlackClient; readonly people: People },
): { readonly inquiry: Inquiry; readonly place: Place } {
  const { channel, user, thread } = who;
  return {
    inquiry: {
      question,
      // Whether they may configure means asking Slack, so that only the commands that need it ask.
      asker: { platform: 'slack', ...who, mayConfigure: false },
      standing: () => people.mayConfigure({ ...who, client }),
      direct: isDirect(channel),
      ...lineOf(question),
    },
    place: { channel, user, client, ...(thread === undefined ? {} : { thread }) },
  };
}

/** What asks the same again, also where it was asked in plain words. */
function lineOf(question: Question): Pick<Inquiry, 'line'> {
  switch (question.kind) {
    case 'line':
      return { line: question.line };
    case 'words':
      return { line: question.words };
    case 'command':
      return {};
    default:
      return unreachable(question);
  }
}

/** A thread, or a direct conversation outside any, where what is asked refers to what was asked before. */
export function threadOf(
  { tenant, channel }: Who,
  thread: string | undefined,
  { memory }: Surroundings,
): Thread {
  const key = `slack:${tenant}:${channel}:${thread ?? ''}`;
  return { recall: () => memory.recall(key), remember: (line) => memory.remember(key, line) };
}

/** One message may come several times, also under several event ids (https://github.com/slackapi/bolt-js/issues/2487). */
export async function isNew(
  event: { readonly channel: string; readonly ts: string },
  id: string,
  tenant: TenantId,
  around: Surroundings,
): Promise<boolean> {
  return (
    (await isFirst(`slack-event:${id}`, around)) &&
    (await isFirst(`slack-message:${tenant}:${event.channel}:${event.ts}`, around))
  );
}
