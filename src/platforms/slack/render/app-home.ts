import type { types } from '@slack/bolt';
import type { Answer } from '../../../answer/answer.ts';
import type { Command, CommandGroup } from '../../../core/command.ts';
import type { ButtonCodec } from '../../button-codec.ts';
import { ACTION_PREFIX } from './buttons.ts';
import { SLACK_LIMITS } from './limits.ts';
import { presentAnswer } from './paging.ts';
import { cut, escapeMrkdwn } from './text.ts';

/** Blocks for the digests. What is left of the view's hundred, less the fixed rows, is for the story's state. */
const MOST_DIGEST_BLOCKS = 30;
const MOST_SHOWN = SLACK_LIMITS.blocksPerView - MOST_DIGEST_BLOCKS - 14;

/** Callback of the form in which a question is typed. */
export const COMPOSE_CALLBACK = 'readout.compose';

const QUESTION_BLOCK = 'question';
const QUESTION_ACTION = 'readout.question';

/**
 * The home tab: the stories that can be asked about, the current state of the first, and how to ask. `lead` is the
 * answer of the command that tells the story's state; undefined where there is none or it failed.
 */
export function homeView(options: {
  readonly lead: Answer | undefined;
  /** What asks for it again. */
  readonly line: string | undefined;
  /** The digests of the workspace, for who may configure them. */
  readonly posted?: Answer | undefined;
  readonly postedLine?: string | undefined;
  readonly stories: readonly string[];
  readonly commands: readonly (Command | CommandGroup)[];
  readonly codec: ButtonCodec;
}): types.HomeView {
  const { lead, line, stories, commands, codec } = options;
  const shown =
    lead === undefined
      ? []
      : (presentAnswer(withoutFeedback(lead), {
          codec,
          commands,
          line,
          card: 'chat',
          page: 0,
          share: false,
        })[0]?.blocks ?? []);
  const { posted, postedLine } = options;
  const digests =
    posted === undefined
      ? []
      : (
          presentAnswer(posted, {
            ...{ codec, commands, line: postedLine, card: 'chat', page: 0, share: false },
          })[0]?.blocks ?? []
        ).map(withOwnIds);
  const ways = commands.map((command) => `• \`${exampleOf(command)}\` – ${escapeMrkdwn(command.summary)}`);
  return {
    type: 'home',
    blocks: [
      { type: 'header', text: { type: 'plain_text', text: 'Readout', emoji: false } },
      text('Answers from a reviewed briefing, with the source of every claim.'),
      ...(stories.length === 0
        ? []
        : [
            text(
              `*Following*\n${stories
                .map((story) => `• ${escapeMrkdwn(cut(story, 150))}`)
                .slice(0, 15)
                .join('\n')}`,
            ),
          ]),
      { type: 'divider' as const },
      ...shown.slice(0, MOST_SHOWN),
      ...(digests.length === 0 ? [] : [{ type: 'divider' as const }, text('*Digests of this workspace*')]),
      ...digests.slice(0, MOST_DIGEST_BLOCKS),
      { type: 'divider' as const },
      {
        type: 'actions',
        elements: [
          {
            type: 'button',
            action_id: `${ACTION_PREFIX}compose`,
            style: 'primary',
            text: { type: 'plain_text', text: 'Ask a question', emoji: false },
          },
        ],
      },
      ...chunks(ways).map((chunk) => text(`*How to ask*\n${chunk}`)),
      {
        type: 'context',
        elements: [
          {
            type: 'mrkdwn',
            verbatim: true,
            text: 'Mention Readout in a channel, write to it here, or choose “Who said this?” in the menu of any message. Answers to commands are private until you share them.',
          },
        ],
      },
    ],
  };
}

/** A view takes an action id once: what is listed second has its own, which mean the same. */
function withOwnIds(block: types.KnownBlock): types.KnownBlock {
  if (block.type !== 'actions') return block;
  const elements = block.elements.map((element) =>
    element.action_id === undefined ? element : { ...element, action_id: `${element.action_id}.posts` },
  );
  return { ...block, elements };
}

/** Slack takes its feedback element in messages alone (https://docs.slack.dev/reference/block-kit/blocks/context-actions-block). */
function withoutFeedback({ feedback: _, ...answer }: Answer): Answer {
  return answer;
}

/** The form behind "Ask a question". */
export function composeModal(): types.ModalView {
  return {
    type: 'modal',
    callback_id: COMPOSE_CALLBACK,
    title: { type: 'plain_text', text: 'Ask Readout', emoji: false },
    submit: { type: 'plain_text', text: 'Ask', emoji: false },
    close: { type: 'plain_text', text: 'Cancel', emoji: false },
    blocks: [
      {
        type: 'input',
        block_id: QUESTION_BLOCK,
        label: { type: 'plain_text', text: 'Your question', emoji: false },
        hint: { type: 'plain_text', text: 'The answer comes as a direct message.', emoji: false },
        element: { type: 'plain_text_input', action_id: QUESTION_ACTION, max_length: 1_500 },
      },
    ],
  };
}

/** What was typed into the form; empty where the payload is not of it. */
export function typedQuestion(
  values: Readonly<Record<string, Readonly<Record<string, { readonly value?: string | null }>>>>,
): string {
  return values[QUESTION_BLOCK]?.[QUESTION_ACTION]?.value ?? '';
}

/** An example as a person would type it, safe inside a code span. */
function exampleOf(command: Command | CommandGroup): string {
  const example = 'examples' in command ? command.examples[0] : undefined;
  return escapeMrkdwn(cut(example ?? `/${command.name}`, 100));
}

/** A section taken verbatim: words in it that look like an address or a name stay words. */
function text(words: string): types.SectionBlock {
  return { type: 'section', text: { type: 'mrkdwn', text: words, verbatim: true } };
}

/**
 * Lines joined into texts of at most a text object's length, with room for the heading above. Four at most: what
 * does not fit is left out rather than the tab refused.
 */
function chunks(lines: readonly string[]): readonly string[] {
  const result: string[] = [];
  for (const line of lines.map((each) => cut(each, 400))) {
    const last = result.at(-1);
    if (last !== undefined && last.length + line.length < SLACK_LIMITS.textObject - 100)
      result[result.length - 1] = `${last}\n${line}`;
    else result.push(line);
  }
  return result.slice(0, 4);
}
