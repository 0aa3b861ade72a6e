import type { types } from '@slack/bolt';
import type { Answer } from '../../../answer/answer.ts';
import { hostSeen, mayCarryLink } from '../../../answer/seen-address.ts';
import type { Command, CommandGroup } from '../../../core/command.ts';
import { formatLine } from '../../../core/line/format-line.ts';
import type { Ask } from '../../../domain/ask.ts';
import type { ButtonCodec } from '../../button-codec.ts';
import { SLACK_LIMITS } from './limits.ts';
import { buttonText, safeUrl } from './text.ts';

/** Every action of ours begins with it, so that one listener hears them all. */
export const ACTION_PREFIX = 'readout.';

/** What a press means for the message it is on; what it asks for is in the signed value. */
export type Press = 'page' | 'more' | 'ask' | 'share' | 'open' | 'compose';

/** `readout.page.next` is a `page` press; undefined for an action that is not ours. */
export function pressOf(actionId: string): Press | undefined {
  const press = actionId.startsWith(ACTION_PREFIX) ? actionId.slice(ACTION_PREFIX.length).split('.')[0] : '';
  return PRESSES.find((known) => known === press);
}

const PRESSES: readonly Press[] = ['page', 'more', 'ask', 'share', 'open', 'compose'];

/** Keeps the row to what a reader takes in; Slack would allow 25. */
const MOST_OFFERS = 10;

/**
 * The row under an answer: back and forth, what to ask next, sources to open, sharing. Undefined where there is nothing
 * to press. A button whose state Slack could not carry is left out.
 */
export function buttonRow(
  answer: Pick<Answer, 'actions' | 'short' | 'page'>,
  options: {
    readonly codec: ButtonCodec;
    readonly commands?: readonly (Command | CommandGroup)[];
    /** Command line that gives this answer again; undefined: nothing can be turned or shared. */
    readonly line: string | undefined;
    readonly page: number;
    readonly pages: number;
    readonly share: boolean;
  },
): types.ActionsBlock | undefined {
  const { codec, line, page, pages } = options;
  const turn = (label: string, to: number, id: string) =>
    line === undefined || to < 0 || to >= pages
      ? []
      : stateButton(label, `page.${id}`, codec.encode({ kind: 'ask', line, page: to }));
  const lineOf = ({ path, values }: Ask) => formatLine(path, values, options.commands);
  const offers = answer.actions
    .slice(0, MOST_OFFERS)
    .flatMap((action, at) =>
      action.kind === 'ask'
        ? stateButton(
            action.label,
            `${action.whole === true ? 'more' : 'ask'}.${at}`,
            codec.encode({ kind: 'ask', line: lineOf(action), page: 0 }),
          )
        : linkButton(action.label, `open.${at}`, action.url),
    );
  const share =
    options.share && line !== undefined
      ? stateButton('Share to channel', 'share', codec.encode({ kind: 'share', line }))
      : [];
  const more =
    answer.short?.more === true && line !== undefined
      ? stateButton('More', 'more', codec.encode({ kind: 'ask', line, page: 0 }))
      : [];
  const elements = [
    ...more,
    ...(answer.page === undefined ? [] : linkButton('More on the page', 'open.page', answer.page)),
    ...turn('◀ Back', page - 1, 'back'),
    ...turn('More ▶', page + 1, 'next'),
    ...offers,
    ...share,
  ].slice(0, SLACK_LIMITS.actionsElements);
  return elements.length === 0 ? undefined : { type: 'actions', elements };
}

/**
 * Slack's own way to say what one thinks of an answer, apart from its buttons and quieter than they are
 * (https://docs.slack.dev/reference/block-kit/block-elements/feedback-buttons-element). Undefined where nothing of the kind
 * is kept, or where Slack could not carry what is meant. Messages take it, views do not.
 */
export function feedbackRow(
  { feedback }: Pick<Answer, 'feedback'>,
  {
    codec,
    commands,
  }: { readonly codec: ButtonCodec; readonly commands?: readonly (Command | CommandGroup)[] },
): types.ContextActionsBlock | undefined {
  if (feedback === undefined) return undefined;
  const [good, bad] = [feedback.helpful, feedback.wrong].map(({ path, values }) =>
    codec.encode({ kind: 'ask', line: formatLine(path, values, commands), page: 0 }),
  );
  if (typeof good !== 'string' || typeof bad !== 'string') return undefined;
  return {
    type: 'context_actions',
    elements: [
      {
        type: 'feedback_buttons',
        action_id: `${ACTION_PREFIX}ask.feedback`,
        positive_button: {
          text: plainText('Helpful'),
          accessibility_label: 'Helpful: tell the desk, without your name',
          value: good,
        },
        negative_button: {
          text: plainText('Wrong or missing'),
          accessibility_label: 'Wrong or missing: tell the desk, without your name',
          value: bad,
        },
      },
    ],
  };
}

function stateButton(label: string, id: string, value: string | null): readonly types.Button[] {
  if (value === null) return [];
  return [{ type: 'button', action_id: `${ACTION_PREFIX}${id}`, text: plainText(label), value }];
}

/** Where its label could be read as an address, the true host is the label. */
function linkButton(label: string, id: string, url: string): readonly types.Button[] {
  const safe = safeUrl(url);
  if (safe === null) return [];
  const address = new URL(safe);
  const text = plainText(mayCarryLink(label, address) ? label : hostSeen(address));
  return [{ type: 'button', action_id: `${ACTION_PREFIX}${id}`, text, url: safe }];
}

function plainText(text: string): types.PlainTextElement {
  return { type: 'plain_text', text: buttonText(text, SLACK_LIMITS.buttonText), emoji: false };
}
