import type { App } from '@slack/bolt';
import { orLate } from '../../../core/clock.ts';
import { mayOpenForm } from '../../../core/line/find-command.ts';
import { withoutUndefined } from '../../../domain/mapping.ts';
import { failureOf, failureWords, type SlackClient } from '../api/api.ts';
import {
  FORM_CALLBACK,
  FORM_FIELD,
  fieldChoices,
  formCommand,
  formErrors,
  formOrigin,
  formValues,
  formView,
} from '../render/forms.ts';
import type { ReplyTo } from '../reply/respond.ts';
import { workspaceIn } from '../tenant.ts';
import { type Context, inquiryOf, type Surroundings, type Who } from './inquiry.ts';

/**
 * Opens the form that a typed or pressed line asks for. False where it asks for none, or where that failed: then the
 * command is to answer.
 */
export type OpenFormOf = (
  line: string,
  asked: {
    readonly trigger: string;
    readonly responseUrl: string | undefined;
    readonly who: Who;
    readonly client: SlackClient;
    readonly ack: () => Promise<void>;
  },
) => Promise<boolean>;

/**
 * Hears what is typed and sent in with forms. What is sent in is the same command through the same core, asked by whoever
 * filled it in and with their standing of that moment.
 */
export function listenToForms(app: App, around: Surroundings): void {
  app.view(FORM_CALLBACK, async ({ ack, body, view, context }) => {
    const { teamId, botToken }: Context = context;
    const tenant = workspaceIn(teamId, view.app_installed_team_id, body.user.team_id);
    const { id: user } = body.user;
    const origin = formOrigin(view.private_metadata, { codec: around.codecFor(tenant), tenant, user });
    const form = origin === null ? undefined : formCommand(origin.path, around.commands);
    if (origin === null || form === undefined) {
      around.log.warn('A form that is not ours, or of another workspace, was sent in from Slack.', {
        tenant,
      });
      return await ack();
    }
    const values = { ...origin.carried, ...formValues(view.state.values) };
    const question = { kind: 'command', path: form.path, values } as const;
    const who = { tenant, channel: origin.channel, user };
    const { inquiry, place } = inquiryOf(question, who, { ...around, client: around.clientFor(botToken) });
    const to = {
      place: origin.responseUrl === '' ? place : { ...place, responseUrl: origin.responseUrl },
      acknowledge: {
        empty: () => ack(),
        // Beside its field the sentence keeps the form open, so that nothing typed is lost.
        refuse(sentence: string) {
          const errors = formErrors(sentence, form);
          return errors === undefined ? ack() : ack({ response_action: 'errors', errors });
        },
      },
    } satisfies ReplyTo;
    await around.respond({ ...inquiry, seen: 'asker' }, to);
  });

  app.options<'block_suggestion'>({ action_id: FIELD_PATTERN }, async ({ ack, body, payload, context }) => {
    const { teamId }: Context = context;
    const tenant = workspaceIn(teamId, body.team?.id);
    const by = { codec: around.codecFor(tenant), tenant, user: body.user.id };
    const origin = formOrigin(body.view?.private_metadata ?? '', by);
    const option = payload.action_id.slice(FORM_FIELD.length);
    const place = { platform: 'slack', tenant, channel: origin?.channel ?? '' };
    const query = { path: origin?.path ?? [], option, typed: payload.value, place };
    // Without a form of ours there is nothing to choose: strangers are told no names.
    await ack({ options: origin === null ? [] : [...fieldChoices(query, around.suggest)] });
  });
}

/** Longer than this nothing may be found out before a form is opened: Slack's trigger lives three seconds. */
const FORM_WITHIN_MS = 1_500;

export function createFormOpener(around: Surroundings): OpenFormOf {
  return async (line, { trigger, responseUrl, who, client, ack }) => {
    if (!mayOpenForm(line, around.commands)) return false;
    const { inquiry } = inquiryOf({ kind: 'line', line }, who, { ...around, client });
    const asked = {
      kind: 'line',
      line,
      asker: inquiry.asker,
      ...withoutUndefined({ standing: inquiry.standing }),
    } as const;
    const found = Promise.resolve(around.formOf?.(asked) ?? null).catch(() => null);
    const form = await orLate(found, FORM_WITHIN_MS, null, around.clock);
    if (form === null) return false;
    const view = formView(form, {
      origin: {
        ...{ path: form.path, channel: who.channel, user: who.user },
        responseUrl: responseUrl ?? '',
      },
      codec: around.codecFor(who.tenant),
      manyStories:
        around.suggest({ ...STORIES, path: form.path, place: { platform: 'slack', ...who } }).length > 1,
    });
    const opened = view === undefined ? undefined : client.views.open({ trigger_id: trigger, view });
    try {
      await Promise.all([opened, ack().catch(() => undefined)]);
      return opened !== undefined;
    } catch (error) {
      around.log.info('A form could not be opened in Slack; the command answers in words.', {
        reason: failureWords(failureOf(error)),
      });
      return false;
    }
  };
}

/** Two are enough to know whether a form must ask which story is meant. */
const STORIES = { option: 'story', typed: '', values: {}, limit: 2 } as const;

const FIELD_PATTERN = new RegExp(`^${FORM_FIELD.replaceAll('.', '\\.')}`);
