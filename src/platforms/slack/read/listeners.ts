import type { App, BlockAction } from '@slack/bolt';
import { mayOpenForm } from '../../../core/line/find-command.ts';
import type { TenantId } from '../../../domain/schedule/tenant.ts';
import { type Press, pressed } from '../../conversation.ts';
import { isFirst } from '../../dedupe.ts';
import type { SlackClient } from '../api/api.ts';
import { COMPOSE_CALLBACK, composeModal, typedQuestion } from '../render/app-home.ts';
import { ACTION_PREFIX, pressOf } from '../render/buttons.ts';
import { PROPOSE_CALLBACK, SHORTCUT_CALLBACK } from '../setup/manifest.ts';
import { workspaceIn } from '../tenant.ts';
import { createFormOpener, listenToForms } from './form-listeners.ts';
import { type Context, inquiryOf, isNew, type Surroundings, threadOf, type Who } from './inquiry.ts';
import {
  askedBySlash,
  askedInMessage,
  askedOfMessage,
  commandNames,
  isDirect,
  proposedOfMessage,
} from './request.ts';

/** Connects every surface of Slack to the one responder. */
export function listen(app: App, around: Surroundings): void {
  listenToCommands(app, around);
  listenToShortcuts(app, around);
  listenToMessages(app, around);
  listenToForms(app, around);
  listenToButtons(app, around);
  listenToHome(app, around);
  listenToLinks(app, around);
  listenToRemoval(app, around);
}

/**
 * Slash commands. One typed without its options may open a form first; where that fails it is answered in
 * words. The acknowledgement carries the reply only where the way it came allows that, and no form has used it up
 * already.
 */
function listenToCommands(app: App, around: Surroundings): void {
  const names = commandNames(around.commands);
  const openForm = createFormOpener(around);
  app.command(/.*/, async ({ command, ack, context }) => {
    const { teamId, botToken, acceptsResponse }: Context = context;
    const who = {
      tenant: workspaceIn(teamId, command.team_id),
      channel: command.channel_id,
      user: command.user_id,
    };
    const client = around.clientFor(botToken);
    const asked = askedBySlash(command.command, command.text ?? '', names);
    const { trigger_id: trigger, response_url: responseUrl } = command;
    // A form that is not opened after all may have used the acknowledgement up.
    const form = asked.kind === 'line' && mayOpenForm(asked.line, around.commands);
    if (form && (await openForm(asked.line, { trigger, responseUrl, who, client, ack }))) return;
    const { inquiry, place } = inquiryOf(asked, who, { ...around, client });
    await around.respond(inquiry, {
      place: { ...place, responseUrl: command.response_url },
      acknowledge: {
        empty: () => ack(),
        ...(acceptsResponse === true && !form ? { reply: (body) => ack(body) } : {}),
      },
    });
  });
}

/**
 * “Who said this?” and “Propose as source” in the menu of a message. Seen by the asker alone, even where answers are public.
 * A message without words gets a sentence instead of a search for nothing.
 */
function listenToShortcuts(app: App, around: Surroundings): void {
  const answers = (callback_id: string, asks: typeof askedOfMessage, noWords: string) =>
    app.shortcut({ callback_id, type: 'message_action' }, async ({ shortcut, ack, context }) => {
      const { teamId, botToken }: Context = context;
      if (shortcut.type !== 'message_action') return await ack();
      const thread: unknown = shortcut.message.thread_ts;
      const who = {
        tenant: workspaceIn(teamId, shortcut.user.team_id),
        channel: shortcut.channel.id,
        user: shortcut.user.id,
        ...(typeof thread === 'string' ? { thread } : {}),
      };
      const asked = asks(shortcut.message, around.commands);
      const client = around.clientFor(botToken);
      const question = asked?.question ?? ({ kind: 'line', line: '/readout' } as const);
      const { inquiry, place } = inquiryOf(question, who, { ...around, client });
      await around.respond(
        {
          ...inquiry,
          seen: 'asker',
          ...(asked === undefined ? { instead: noWords } : { line: asked.line }),
        },
        {
          place: { ...place, responseUrl: shortcut.response_url },
          acknowledge: { empty: () => ack() },
        },
      );
    });
  answers(SHORTCUT_CALLBACK, askedOfMessage, 'That message has no words to look up.');
  answers(PROPOSE_CALLBACK, proposedOfMessage, 'That message has neither a link nor words to propose.');
}

/**
 * Mentions in channels, and direct messages. Both are answered where they stand, for all who read there; a mention
 * that is not in a thread begins one, so that the channel keeps its order.
 */
function listenToMessages(app: App, around: Surroundings): void {
  const names = commandNames(around.commands);

  const answer = async (text: string, who: Who, { botToken, botUserId }: Context, thread?: string) => {
    const asked = askedInMessage(text, names, botUserId);
    const { inquiry, place } = inquiryOf(asked, who, { ...around, client: around.clientFor(botToken) });
    const conversation = threadOf(who, thread, around);
    await around.respond({ ...inquiry, card: 'message', seen: 'channel', thread: conversation }, { place });
  };

  app.event('app_mention', async ({ event, body, context }) => {
    const { teamId }: Context = context;
    if (event.user === undefined || event.bot_id !== undefined) return;
    const tenant = workspaceIn(teamId, body.team_id);
    if (!(await isNew(event, body.event_id, tenant, around))) return;
    const thread = event.thread_ts ?? event.ts;
    await answer(event.text, { tenant, channel: event.channel, user: event.user, thread }, context, thread);
  });

  app.event('message', async ({ event, body, context }) => {
    const { teamId }: Context = context;
    // Edits, joins, bots and everything outside direct messages is none of our business.
    if (event.channel_type !== 'im' || event.subtype !== undefined || event.bot_id !== undefined) return;
    const tenant = workspaceIn(teamId, body.team_id);
    if (!(await isNew(event, body.event_id, tenant, around))) return;
    const thread = event.thread_ts;
    const who = { tenant, channel: event.channel, user: event.user };
    await answer(event.text ?? '', thread === undefined ? who : { ...who, thread }, context, thread);
  });
}

/**
 * Presses of our own buttons. Each is acknowledged before it is looked at: Slack sends one also for a button that
 * only opens an address, which asks for nothing more.
 */
function listenToButtons(app: App, around: Surroundings): void {
  const openForm = createFormOpener(around);
  app.action({ type: 'block_actions', action_id: ACTION_PATTERN }, async ({ body, action, ack, context }) => {
    const { teamId, botToken }: Context = context;
    await ack();
    const kind = pressOf(action.action_id);
    const client = around.clientFor(botToken);
    if (kind === undefined || kind === 'open') return;
    if (kind === 'compose') {
      await client.views.open({ trigger_id: body.trigger_id, view: composeModal() });
      return;
    }
    const tenant = workspaceIn(teamId, body.team?.id, body.user.team_id);
    const value = action.type === 'button' || action.type === 'feedback_buttons' ? (action.value ?? '') : '';
    const asked = readPress(kind, value, tenant, around);
    if (asked?.kind === 'ask') {
      const { trigger_id: trigger, response_url: responseUrl } = body;
      const who = whoPressed(body, tenant);
      if (await openForm(asked.line, { trigger, responseUrl, who, client, ack: async () => {} })) return;
    }
    await answerPress({ body, tenant, client, asked }, around);
  });
}

type LinePress = Press & { readonly line: string };

/** What a button of ours asks for; null for a forged one and for one of another workspace. */
function readPress(
  kind: 'page' | 'more' | 'ask' | 'share',
  value: string,
  tenant: TenantId,
  { codecFor }: Surroundings,
): LinePress | null {
  const state = codecFor(tenant).decode(value, tenant);
  if (state === null || state.kind === 'act' || (state.kind === 'share') !== (kind === 'share')) return null;
  const { line } = state;
  if (state.kind === 'share') return { kind: 'share', line };
  if (kind === 'more') return { kind: 'whole', line };
  return kind === 'page' ? { kind: 'page', line, page: state.page } : { kind: 'ask', line };
}

/**
 * Answers a press as a question of whoever pressed. A forged button is answered too, in one sentence to them alone,
 * and logged.
 */
async function answerPress(
  press: {
    readonly body: BlockAction;
    readonly tenant: TenantId;
    readonly client: SlackClient;
    readonly asked: LinePress | null;
  },
  around: Surroundings,
): Promise<void> {
  const { body, tenant, client, asked } = press;
  const { user, container } = body;
  const fromHome = body.channel === undefined;
  const who = whoPressed(body, tenant);
  const question = { kind: 'line', line: asked?.line ?? '/readout' } as const;
  const { inquiry, place } = inquiryOf(question, who, { ...around, client });
  if (asked === null)
    around.log.warn('A button that is not ours, or of another workspace, was pressed in Slack.', { tenant });
  // Once for each message and person: pressing twice must not say the same to the channel twice.
  const shareKey = `slack-share:${tenant}:${who.channel}:${String(container.message_ts ?? '')}:${who.user}`;
  const means =
    asked === null
      ? ({ seen: 'asker', instead: NOT_OURS } as const)
      : await pressed(asked, {
          user: user.id,
          name: user.name ?? user.username ?? 'a member',
          alone: !fromHome && (container.is_ephemeral === true || isDirect(who.channel)),
          sharesFirst: () => isFirst(shareKey, around),
        });
  await around.respond(
    { ...inquiry, ...means, ...(fromHome ? { seen: 'channel' } : {}) },
    { place: body.response_url === undefined ? place : { ...place, responseUrl: body.response_url } },
  );
}

/** A press in the home tab has no channel: its answer comes as a direct message. */
function whoPressed({ user, container, channel }: BlockAction, tenant: TenantId): Who {
  const thread: unknown = container.thread_ts;
  return {
    ...{ tenant, channel: channel?.id ?? user.id, user: user.id },
    ...(typeof thread === 'string' ? { thread } : {}),
  };
}

/**
 * The home tab, and the form behind its button. The form has no channel it was opened in, so its answer comes as a
 * direct message to whoever filled it in.
 */
function listenToHome(app: App, around: Surroundings): void {
  const names = commandNames(around.commands);

  app.event('app_home_opened', async ({ event, body, context }) => {
    const { teamId, botToken }: Context = context;
    if (event.tab !== 'home') return;
    const tenant = workspaceIn(teamId, body.team_id);
    await around.publishHome({ tenant, user: event.user, client: around.clientFor(botToken) });
  });

  app.view(COMPOSE_CALLBACK, async ({ ack, body, view, context }) => {
    const { teamId, botToken }: Context = context;
    await ack();
    const tenant = workspaceIn(teamId, view.app_installed_team_id, body.user.team_id);
    const asked = askedInMessage(typedQuestion(view.state.values), names);
    const who = { tenant, channel: body.user.id, user: body.user.id };
    const client = around.clientFor(botToken);
    const { inquiry, place } = inquiryOf(asked, who, { ...around, client });
    await around.respond({ ...inquiry, card: 'message', seen: 'channel' }, { place });
  });
}

/** Links to our pages, in messages and while one is written. https://docs.slack.dev/reference/events/link_shared */
function listenToLinks(app: App, around: Surroundings): void {
  app.event('link_shared', async ({ event, body, context }) => {
    const { teamId, botToken, botUserId }: Context = context;
    // What we post ourselves has said it already.
    if (event.user === botUserId) return;
    if (!(await isFirst(`slack-event:${body.event_id}`, around))) return;
    const { unfurl_id, source } = event;
    const inDraft = source === 'composer' && typeof unfurl_id === 'string';
    await around.unfurl({
      tenant: workspaceIn(teamId, body.team_id),
      channel: event.channel,
      user: event.user,
      client: around.clientFor(botToken),
      links: event.links.map(({ url }) => url),
      at: inDraft ? { unfurl_id, source } : { ts: event.message_ts },
    });
  });
}

/**
 * The app was taken away, or its bot token revoked. Revoked tokens of users are none of ours. Either event can come
 * late or never: the time is passed on so that an old one does not delete a newer installation, and tokens are
 * proven besides.
 */
function listenToRemoval(app: App, around: Surroundings): void {
  app.event('app_uninstalled', async ({ body, context }) => {
    await around.uninstalled(workspaceIn(context.teamId, body.team_id), timeOf(body));
  });

  app.event('tokens_revoked', async ({ event, body, context }) => {
    if ((event.tokens.bot ?? []).length > 0)
      await around.uninstalled(workspaceIn(context.teamId, body.team_id), timeOf(body));
  });
}

/** Slack counts in whole seconds (https://docs.slack.dev/apis/events-api/#event_time): the last moment it can mean. */
function timeOf({ event_time: seconds }: { readonly event_time?: unknown }): number | undefined {
  return typeof seconds === 'number' ? seconds * 1_000 + 999 : undefined;
}

/** Every button of ours, whatever its kind; the rest of the id is read by `pressOf`. */
const ACTION_PATTERN = new RegExp(`^${ACTION_PREFIX.replaceAll('.', '\\.')}`);

const NOT_OURS = 'That button is not one I made for this workspace; please ask again with /readout.';
