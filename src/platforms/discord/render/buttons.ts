import { createHash } from 'node:crypto';
import type { Action, Answer } from '../../../answer/answer.ts';
import { hostSeen, mayCarryLink } from '../../../answer/seen-address.ts';
import type { Command, CommandGroup, OptionValues } from '../../../core/command.ts';
import { formatLine } from '../../../core/line/format-line.ts';
import type { Memory } from '../../../core/memory.ts';
import type { Ask } from '../../../domain/ask.ts';
import type { TenantId } from '../../../domain/schedule/tenant.ts';
import type { ButtonCodec, ButtonState } from '../../button-codec.ts';
import type { Press } from '../../conversation.ts';
import { LIMITS } from './limits.ts';
import { type ActionRow, type Button, COMPONENT, STYLE, type TextDisplay } from './payload.ts';
import type { PagePlace } from './render.ts';
import { clip, fromLiteral, inTarget, literal, plain, webAddress } from './text.ts';

/**
 * What was asked, as one line that a button can carry and a reader understands: a command's, or the plain words of a
 * question.
 */
export type Asked = string;

/** The line for typed options, values in the order given. */
export function askedLine(
  path: readonly string[],
  values: OptionValues,
  commands: readonly (Command | CommandGroup)[],
): Asked {
  const shown = Object.entries(values).map(([name, value]) => [name, plain(value)] as const);
  return formatLine(path, Object.fromEntries(shown), commands);
}

/** Words on one line, as they are asked and carried. */
export function askedWords(words: string): Asked {
  return plain(words).trim();
}

/** Who can see the message the controls belong to. */
export type Visibility = 'private' | 'public' | 'direct';

/** A press with its line, which is either a line or a reference to one, see `lineOf`. */
type LinePress = Press & { readonly line: string };

/** Rows under an answer, and what the message must carry for them to keep working. */
export interface Controls {
  readonly rows: readonly ActionRow[];
  /** A line of small print that holds what was asked, where that does not fit into a button. */
  readonly carried: TextDisplay | null;
  /** Lines no message can carry; kept for a day in the platform's memory. */
  readonly remembered: readonly Asked[];
}

/** Component id of the small print that carries the question. */
const CARRIED_ID = 41;
const CARRIED_PREFIX = '-# Asked: ';
/** Longer questions would push the answer out of its own message. */
const LONGEST_CARRIED = 800;
const MOST_ASKS = 10;

/** The question a message must carry, as small print; null where its buttons hold it, or where it is too long to show. */
export function carriedText(asked: Asked): TextDisplay | null {
  if (fits(asked) || asked.length > LONGEST_CARRIED) return null;
  return { type: COMPONENT.textDisplay, id: CARRIED_ID, content: `${CARRIED_PREFIX}${literal(asked)}` };
}

/** Buttons for one page of an answer: what to ask next, pages and sharing, links. */
export function controlsOf(options: {
  readonly answer: Answer;
  readonly asked: Asked;
  readonly place: PagePlace;
  readonly codec: ButtonCodec;
  /** Tell how what is offered is typed. */
  readonly commands: readonly (Command | CommandGroup)[];
  readonly visibility: Visibility;
  /** Discord user id of the asker, who alone may take a public answer back. */
  readonly asker: string;
}): Controls {
  const { answer, asked, place, codec, visibility } = options;
  const line = fits(asked) ? asked : referenceTo(asked);
  const button = (label: string, style: 1 | 2 | 3, press: LinePress): readonly Button[] => {
    const custom_id = codec.encode(stateOf(press));
    return custom_id === null ? [] : [{ type: COMPONENT.button, style, label, custom_id }];
  };
  const remembered: Asked[] = line === asked || carriedText(asked) !== null ? [] : [asked];
  const asking = (label: string, { path, values }: Ask, kind: 'ask' | 'whole' = 'ask') => {
    const next = plain(formatLine(path, values, options.commands)).trim();
    const short = fits(next);
    if (!short) remembered.push(next);
    return button(label, STYLE.secondary, { kind, line: short ? next : referenceTo(next) });
  };
  const asks = answer.actions.flatMap((action) =>
    action.kind === 'ask' ? asking(labelOf(action), action, action.whole === true ? 'whole' : 'ask') : [],
  );
  const { feedback } = answer;
  const marks =
    feedback === undefined
      ? []
      : [...asking('Helpful', feedback.helpful), ...asking('Wrong or missing', feedback.wrong)];
  const turning = [
    ...(answer.short?.more === true ? button('More', STYLE.primary, { kind: 'whole', line }) : []),
    ...(place.number > 1
      ? button('Previous', STYLE.secondary, { kind: 'page', line, page: place.number - 2 })
      : []),
    ...(place.number < place.count
      ? button(`Next (${place.number + 1} of ${place.count})`, STYLE.primary, {
          kind: 'page',
          line,
          page: place.number,
        })
      : []),
  ];
  const shareable = answer.audience !== 'asker' && answer.status !== 'refused';
  const reach =
    visibility === 'private' && shareable
      ? button('Share to channel', STYLE.secondary, { kind: 'share', line })
      : visibility === 'public' && options.asker !== ''
        ? button('Only for me', STYLE.secondary, { kind: 'hide', line, user: options.asker })
        : [];
  const page =
    answer.page === undefined
      ? []
      : openButton({ kind: 'open', label: 'More on the page', url: answer.page });
  const opens = [
    ...page,
    ...answer.actions.flatMap((action) => (action.kind === 'open' ? openButton(action) : [])),
  ];
  return {
    // One flow, so that what fits into one row is in one row; pages first, where the thumb returns to.
    rows: rowsOf(
      distinct([
        ...turning,
        ...asks.slice(0, MOST_ASKS),
        ...reach,
        ...marks,
        ...opens.slice(0, LIMITS.buttonsPerRow),
      ]),
    ),
    carried: line === asked ? null : carriedText(asked),
    remembered,
  };
}

/** Keeps the lines that fit neither button nor message, so that their buttons work for as long as memory lasts. */
export async function rememberLines(lines: readonly Asked[], memory: Memory): Promise<void> {
  await Promise.all(lines.map((line) => memory.remember(memoryKey(referenceTo(line)), line)));
}

/** What a button of ours asks for; null for a forged one, one of another server, or one of a version long gone. */
export function readPress(customId: string, codec: ButtonCodec, tenant: TenantId): LinePress | null {
  const state = codec.decode(customId, tenant);
  if (state === null) return null;
  if (state.kind === 'ask') return { kind: 'ask', line: state.line };
  if (state.kind === 'share') return { kind: 'share', line: state.line };
  const [, head, line] = /^(\d+):([\s\S]*)$/u.exec(state.argument) ?? [];
  if (head === undefined || line === undefined) return null;
  if (state.verb === 'whole') return { kind: 'whole', line };
  if (state.verb === 'page') return { kind: 'page', line, page: Number(head) };
  return state.verb === 'hide' ? { kind: 'hide', line, user: head } : null;
}

/** The line a press means; null where it was kept elsewhere and is gone. */
export async function lineOf(
  press: LinePress,
  texts: ReadonlyMap<number, string>,
  memory: Memory,
): Promise<Asked | null> {
  if (!press.line.startsWith('#')) return press.line;
  const shown = texts.get(CARRIED_ID) ?? '';
  const carried = shown.startsWith(CARRIED_PREFIX)
    ? plain(fromLiteral(shown.slice(CARRIED_PREFIX.length))).trim()
    : '';
  if (carried !== '' && referenceTo(carried) === press.line) return carried;
  return (await memory.recall(memoryKey(press.line))) ?? null;
}

function memoryKey(reference: string): string {
  return `discord:line:${reference}`;
}

/** A short name for a line too long for a button. Signed with the button, so it stands for this very line and no other. */
function referenceTo(line: Asked): string {
  return `#${createHash('sha256').update(line).digest('base64url').slice(0, 20)}`;
}

/**
 * Longest line a button holds, in code points: signature, what the button does and a user id take 39 of its 100.
 */
const LONGEST_IN_BUTTON = 60;

/** True where every button about this line can hold it. A line that begins like a reference always goes by reference. */
function fits(line: Asked): boolean {
  if (line.startsWith('#')) return false;
  // No code point has more than two units.
  return line.length <= LONGEST_IN_BUTTON || (line.length <= 2 * LONGEST_IN_BUTTON && isShort(line));
}

function isShort(line: Asked): boolean {
  return [...line].length <= LONGEST_IN_BUTTON;
}

function stateOf(press: LinePress): ButtonState {
  switch (press.kind) {
    case 'ask':
      return { kind: 'ask', line: press.line, page: 0 };
    case 'share':
      return { kind: 'share', line: press.line };
    case 'whole':
      return { kind: 'act', verb: 'whole', argument: `0:${press.line}` };
    case 'page':
      return { kind: 'act', verb: 'page', argument: `${press.page}:${press.line}` };
    case 'hide':
      return { kind: 'act', verb: 'hide', argument: `${press.user}:${press.line}` };
  }
}

function labelOf(action: Action): string {
  return clip(plain(action.label).trim() || 'Open', LIMITS.buttonLabel);
}

/** A link button; where its label could be read as an address, the true host is the label. */
function openButton(action: Extract<Action, { kind: 'open' }>): readonly Button[] {
  const address = webAddress(action.url);
  if (address === null) return [];
  const url = inTarget(address);
  if (url.length > LIMITS.buttonUrl) return [];
  const label = mayCarryLink(action.label, address)
    ? labelOf(action)
    : clip(hostSeen(address), LIMITS.buttonLabel);
  return [{ type: COMPONENT.button, style: STYLE.link, label, url }];
}

/** Discord refuses a message in which two buttons carry the same id. */
function distinct(buttons: readonly Button[]): readonly Button[] {
  const seen = new Set<string>();
  return buttons.filter((button) => {
    const key = 'custom_id' in button ? button.custom_id : button.url;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

function rowsOf(buttons: readonly Button[]): readonly ActionRow[] {
  const rows: ActionRow[] = [];
  for (let at = 0; at < buttons.length; at += LIMITS.buttonsPerRow) {
    rows.push({
      type: COMPONENT.actionRow,
      components: buttons.slice(at, at + LIMITS.buttonsPerRow),
    });
  }
  return rows;
}
