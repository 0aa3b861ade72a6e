import type { App } from '@slack/bolt';
import type { Asker, Command, CommandGroup } from '../../commands/command.ts';
import type { SuggestOptions } from '../../commands/request.ts';
import type { Log } from '../../domain/log.ts';
import type { ButtonCodec } from '../button.ts';
import type { Memory } from '../memory.ts';
import { COMPOSE_CALLBACK, composeModal, typedQuestion } from './app-home.ts';
import { ACTION_PREFIX, pressOf } from './buttons.ts';
import { listenToForms } from './form-listeners.ts';
import { formCommandOf } from './forms.ts';
import { SHORTCUT_CALLBACK } from './manifest.ts';
import type { People } from './people.ts';
import {
  askedBySlash,
  askedInMessage,
  askedOfMessage,
  commandNames,
  isDirect,
  type Question,
} from './request.ts';
import type { Responder } from './respond.ts';
import type { SlackClient } from './slack-api.ts';

/** What the listeners need of the platform. */
export interface Surroundings {
  readonly commands: readonly (Command | CommandGroup)[];
  readonly respond: Responder;
  readonly suggest: SuggestOptions;
  readonly codecFor: (tenant: string) => ButtonCodec;
  readonly clientFor: (token: string | undefined) => SlackClient;
  readonly people: People;
  readonly memory: Memory;
  readonly log: Log;
  readonly publishHome: (who: {
    readonly tenant: string;
    readonly user: string;
    readonly client: SlackClient;
  }) => Promise<void>;
  /** `at` is when the app was taken away, in epoch milliseconds; undefined where Slack does not say. */
  readonly uninstalled: (tenant: string, at: number | undefined) => Promise<void>;
}

export interface Context {
  readonly teamId?: string;
  readonly botToken?: string;
  readonly botUserId?: string;
  readonly acceptsResponse?: boolean;
}

export type Who = Omit<Asker, 'platform' | 'mayConfigure'>;

/** Connects every surface of Slack to the one responder. */
export function listen(app: App, around: Surroundings): void {
  const names = commandNames(around.commands);

  const inquiry = (question: Question, who: Who, client: SlackClient) => ({
    question,
    asker: { platform: 'slack', ...who },
    standing: () => around.people.mayConfigure({ ...who, client }),
    ...(question.kind === 'line' ? { line: question.line } : {}),
    place: {
      channel: who.channel,
      user: who.user,
      client,
      ...(who.thread === undefined ? {} : { thread: who.thread }),
    },
  });

  const openForm = listenToForms(app, around, inquiry);

  /** True once per key; also where the memory fails, because a second answer is better than none. */
  const isFirst = async (key: string) =>
    await around.memory.firstTime(key).catch((error: unknown) => {
      around.log.warn('The memory of what was delivered failed.', {
        error: error instanceof Error ? error.name : '',
      });
      return true;
    });

  /** One message may come several times, also under several event ids (https://github.com/slackapi/bolt-js/issues/2487). */
  const isNew = async (
    event: { readonly channel: string; readonly ts: string },
    id: string,
    tenant: string,
  ) =>
    (await isFirst(`slack-event:${id}`)) &&
    (await isFirst(`slack-message:${tenant}:${event.channel}:${event.ts}`));

  app.command(/.*/, async ({ command, ack, context }) => {
    const { teamId, botToken, acceptsResponse }: Context = context;
    const who = { tenant: teamId ?? command.team_id, channel: command.channel_id, user: command.user_id };
    const client = around.clientFor(botToken);
    const asked = askedBySlash(command.command, command.text ?? '', names);
    const form = asked.kind === 'line' ? formCommandOf(asked.line, around.commands) : undefined;
    if (form !== undefined && (await openForm(form, { command, who, client, ack }))) return;
    const base = inquiry(asked, who, client);
    await around.respond({
      ...base,
      place: { ...base.place, responseUrl: command.response_url },
      acknowledge: {
        empty: () => ack(),
        ...(acceptsResponse === true && form === undefined ? { reply: (body) => ack(body) } : {}),
      },
    });
  });

  app.shortcut(
    { callback_id: SHORTCUT_CALLBACK, type: 'message_action' },
    async ({ shortcut, ack, context }) => {
      const { teamId, botToken }: Context = context;
      if (shortcut.type !== 'message_action') return await ack();
      const thread: unknown = shortcut.message.thread_ts;
      const who = {
        tenant: teamId ?? shortcut.user.team_id ?? '',
        channel: shortcut.channel.id,
        user: shortcut.user.id,
        ...(typeof thread === 'string' ? { thread } : {}),
      };
      const asked = askedOfMessage(shortcut.message, around.commands);
      const base = inquiry(
        asked?.question ?? { kind: 'line', line: '/readout' },
        who,
        around.clientFor(botToken),
      );
      await around.respond({
        ...base,
        ...(asked === undefined
          ? { instead: 'That message has no words to look up.' }
          : { line: asked.line }),
        visibility: 'asker',
        place: { ...base.place, responseUrl: shortcut.response_url },
        acknowledge: { empty: () => ack() },
      });
    },
  );

  app.event('app_mention', async ({ event, body, context }) => {
    const { teamId, botToken, botUserId }: Context = context;
    if (event.user === undefined || event.bot_id !== undefined) return;
    const tenant = teamId ?? body.team_id;
    if (!(await isNew(event, body.event_id, tenant))) return;
    const who = { tenant, channel: event.channel, user: event.user, thread: event.thread_ts ?? event.ts };
    await around.respond({
      ...inquiry(askedInMessage(event.text, names, botUserId), who, around.clientFor(botToken)),
      visibility: 'channel',
      thread: `slack:${tenant}:${event.channel}:${who.thread}`,
    });
  });

  app.event('message', async ({ event, body, context }) => {
    const { teamId, botToken, botUserId }: Context = context;
    // Edits, joins, bots and everything outside direct messages is none of our business.
    if (event.channel_type !== 'im' || event.subtype !== undefined || event.bot_id !== undefined) return;
    const tenant = teamId ?? body.team_id;
    if (!(await isNew(event, body.event_id, tenant))) return;
    const thread = event.thread_ts;
    const who = {
      tenant,
      channel: event.channel,
      user: event.user,
      ...(thread === undefined ? {} : { thread }),
    };
    await around.respond({
      ...inquiry(askedInMessage(event.text ?? '', names, botUserId), who, around.clientFor(botToken)),
      visibility: 'channel',
      thread: `slack:${tenant}:${event.channel}:${thread ?? ''}`,
    });
  });

  app.event('app_home_opened', async ({ event, body, context }) => {
    const { teamId, botToken }: Context = context;
    if (event.tab !== 'home') return;
    const tenant = teamId ?? body.team_id;
    await around.publishHome({ tenant, user: event.user, client: around.clientFor(botToken) });
  });

  app.event('app_uninstalled', async ({ body, context }) => {
    await around.uninstalled(context.teamId ?? body.team_id, timeOf(body));
  });

  app.event('tokens_revoked', async ({ event, body, context }) => {
    if ((event.tokens.bot ?? []).length > 0)
      await around.uninstalled(context.teamId ?? body.team_id, timeOf(body));
  });

  app.action({ type: 'block_actions', action_id: ACTION_PATTERN }, async ({ body, action, ack, context }) => {
    const { teamId, botToken }: Context = context;
    await ack();
    const press = pressOf(action.action_id);
    const client = around.clientFor(botToken);
    if (press === undefined || press === 'open') return;
    if (press === 'compose') {
      await client.views.open({ trigger_id: body.trigger_id, view: composeModal() });
      return;
    }
    const tenant = teamId ?? body.team?.id ?? body.user.team_id ?? '';
    const state =
      action.type === 'button' ? around.codecFor(tenant).decode(action.value ?? '', tenant) : null;
    const thread: unknown = body.container.thread_ts;
    // A press in the home tab has no channel: its answer comes as a direct message.
    const who = {
      tenant,
      channel: body.channel?.id ?? body.user.id,
      user: body.user.id,
      ...(typeof thread === 'string' ? { thread } : {}),
    };
    const fromHome = body.channel === undefined;
    const privately = body.container.is_ephemeral === true;
    const line = state?.kind === 'ask' || state?.kind === 'share' ? state.line : '/readout';
    const base = inquiry({ kind: 'line', line }, who, client);
    const place = {
      ...base.place,
      ...(body.response_url === undefined ? {} : { responseUrl: body.response_url }),
    };
    if (state === null || state.kind === 'act' || (state.kind === 'share') !== (press === 'share')) {
      around.log.warn('A button that is not ours, or of another workspace, was pressed in Slack.', {
        tenant,
      });
      await around.respond({
        ...base,
        place,
        visibility: fromHome ? 'channel' : 'asker',
        instead: NOT_OURS,
      });
      return;
    }
    if (state.kind === 'share') {
      const message = String(body.container.message_ts ?? '');
      const again = !(await isFirst(`slack-share:${tenant}:${who.channel}:${message}:${who.user}`));
      await around.respond({
        ...base,
        place,
        ...(again ? { visibility: 'asker', instead: 'This answer is shared already.' } : {}),
        ...(again
          ? {}
          : {
              visibility: 'channel',
              notes: [`Shared by ${body.user.name ?? body.user.username ?? 'a member'}`],
            }),
      });
      return;
    }
    // A page takes the place of the one before where only the presser, or everybody in a direct message, reads it.
    const replace = press === 'page' && (privately || isDirect(who.channel));
    await around.respond({
      ...base,
      place,
      page: state.page,
      visibility: fromHome ? 'channel' : replace ? 'replace' : 'asker',
    });
  });

  app.view(COMPOSE_CALLBACK, async ({ ack, body, view, context }) => {
    const { teamId, botToken }: Context = context;
    await ack();
    const tenant = teamId ?? view.app_installed_team_id ?? body.user.team_id ?? '';
    const asked = askedInMessage(typedQuestion(view.state.values), names);
    const who = { tenant, channel: body.user.id, user: body.user.id };
    await around.respond({ ...inquiry(asked, who, around.clientFor(botToken)), visibility: 'channel' });
  });
}

/** Slack counts in whole seconds (https://docs.slack.dev/apis/events-api/#event_time): the last moment it can mean. */
function timeOf({ event_time: seconds }: { readonly event_time?: unknown }): number | undefined {
  return typeof seconds === 'number' ? seconds * 1_000 + 999 : undefined;
}

const ACTION_PATTERN = new RegExp(`^${ACTION_PREFIX.replaceAll('.', '\\.')}`);

const NOT_OURS = 'That button is not one I made for this workspace; please ask again with /readout.';
