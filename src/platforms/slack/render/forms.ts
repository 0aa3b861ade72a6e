import type { types } from '@slack/bolt';
import {
  COMMON_OPTIONS,
  type Command,
  type CommandGroup,
  type OptionSpec,
  type OptionValues,
} from '../../../core/command.ts';
import { findCommand, runnable } from '../../../core/line/find-command.ts';
import { formatLine } from '../../../core/line/format-line.ts';
import type { FormField, OpenForm, Suggestion, SuggestOptions } from '../../../core/request.ts';
import { unreachable } from '../../../domain/errors.ts';
import type { TenantId } from '../../../domain/schedule/tenant.ts';
import { capital } from '../../../domain/words/capital.ts';
import type { ButtonCodec } from '../../button-codec.ts';
import { SLACK_LIMITS } from './limits.ts';
import { codePoints, cut, literal } from './text.ts';

/** Callback of every form that stands for a command. */
export const FORM_CALLBACK = 'readout.form';

/** Begins the action id of a field whose choices Slack asks us for. */
export const FORM_FIELD = 'readout.form.';

/** Tells a form's signed origin from what buttons carry under the same codec. */
const FORM_VERB = 'form';

/** A command that is filled in as a form. */
export interface FormCommand {
  readonly path: readonly string[];
  readonly command: Command;
}

/** Where a form was opened and by whom; carried by the form, signed. */
export interface FormOrigin {
  readonly path: readonly string[];
  readonly channel: string;
  readonly user: string;
  readonly responseUrl: string;
  /** What it was opened about; absent in forms of earlier versions. */
  readonly carried?: OptionValues;
}

/** The command at a path where it is filled in as a form. */
export function formCommand(
  path: readonly string[],
  commands: readonly (Command | CommandGroup)[],
): FormCommand | undefined {
  const found = findCommand(path, commands);
  return found?.command.form === undefined ? undefined : found;
}

/** Whether any command is filled in as a form: then Slack needs to know where to ask for choices. */
export function hasForms(commands: readonly (Command | CommandGroup)[]): boolean {
  return runnable(commands).some(({ command }) => command.form !== undefined);
}

/** A form with its fields. `stories` says whether there are several to choose from. */
export function formView(
  { path, command, carried, fields }: OpenForm,
  options: {
    readonly origin: Omit<FormOrigin, 'carried'>;
    readonly codec: ButtonCodec;
    readonly manyStories: boolean;
  },
): types.ModalView | undefined {
  const origin: FormOrigin = { ...options.origin, carried };
  const signed = options.codec.encode({ kind: 'act', verb: FORM_VERB, argument: JSON.stringify(origin) });
  // Without its origin a form could not be told from a forged one: the command answers in words instead.
  if (signed === null) return undefined;
  // The common option for a story is a field only where there is a choice of stories.
  const story = COMMON_OPTIONS.filter(({ suggest }) => suggest === 'story' && options.manyStories)
    .filter(({ name }) => carried[name] === undefined)
    .map((option) => ({ option, needed: false, shown: '' }));
  return {
    type: 'modal',
    callback_id: FORM_CALLBACK,
    private_metadata: signed,
    title: plain(formatLine(path, {}), SLACK_LIMITS.modalTitle),
    submit: plain(capital(path.at(-1) ?? ''), SLACK_LIMITS.modalTitle),
    close: plain('Cancel', SLACK_LIMITS.modalTitle),
    blocks: [
      { type: 'section', text: plain(command.summary, SLACK_LIMITS.textObject) },
      ...[...fields, ...story].map(inputBlock),
    ],
  };
}

/** Null for a form that is not ours, of another workspace, or filled in by somebody else. */
export function formOrigin(
  carried: string,
  by: { readonly codec: ButtonCodec; readonly tenant: TenantId; readonly user: string },
): FormOrigin | null {
  const state = by.codec.decode(carried, by.tenant);
  if (state?.kind !== 'act' || state.verb !== FORM_VERB) return null;
  // Signed by us: its shape is ours.
  const origin: FormOrigin = JSON.parse(state.argument);
  return origin.user === by.user ? origin : null;
}

/** One field as Slack hands it back (https://docs.slack.dev/reference/views#view-state). */
interface FilledField {
  readonly value?: string | null;
  readonly selected_time?: string | null;
  readonly selected_option?: { readonly value?: string } | null;
  readonly selected_options?: readonly { readonly value?: string }[] | null;
}

/** What was filled in, as if it had been typed; empty fields are left out. */
export function formValues(
  state: Readonly<Record<string, Readonly<Record<string, FilledField>>>>,
): OptionValues {
  const filled = Object.entries(state).flatMap(([option, actions]) => {
    const value = Object.values(actions).map(givenIn).join(' ').trim();
    return value === '' ? [] : [[option, value] as const];
  });
  return Object.fromEntries(filled);
}

/** As text, whichever kind of field it is; several choices are joined by commas, as they would be typed. */
function givenIn(field: FilledField): string {
  const many = field.selected_options?.flatMap((each) => each.value ?? []).join(',');
  return field.value ?? field.selected_time ?? field.selected_option?.value ?? many ?? '';
}

/** A refusal at the field it names ("time takes …"), or at the first. */
export function formErrors(
  sentence: string,
  { command }: FormCommand,
): Readonly<Record<string, string>> | undefined {
  const words = sentence.toLowerCase();
  const named = command.options.find((option) => words.startsWith(`${option.name} `));
  const field = named ?? command.options[0];
  return field === undefined ? undefined : { [field.name]: cut(sentence, LONGEST_ERROR) };
}

/** In code points; the sentence stands below a single field. */
const LONGEST_ERROR = 300;

/** The choices of a field for what was typed into it so far; the words themselves where nothing else fits them. */
export function fieldChoices(
  query: Omit<Parameters<SuggestOptions>[0], 'limit' | 'values'>,
  suggest: SuggestOptions,
): readonly types.PlainTextOption[] {
  const found = suggest({ ...query, values: {}, limit: SLACK_LIMITS.selectOptions });
  const typed = { label: query.typed, value: query.typed };
  return (found.length === 0 ? [typed] : found)
    .filter(({ value }) => value.trim() !== '' && codePoints(value) <= SLACK_LIMITS.optionValue)
    .map(choice);
}

function inputBlock({ option, needed, shown }: FormField): types.InputBlock {
  return {
    type: 'input',
    block_id: option.name,
    optional: !needed,
    label: plain(capital(option.name.replaceAll('-', ' ')), SLACK_LIMITS.inputLabel),
    hint: plain(option.description, SLACK_LIMITS.inputLabel),
    element: inputElement(option, shown),
  };
}

/**
 * The narrowest field that fits an option: a picker, a closed list, a list that Slack asks us for, or plain words. What it
 * cannot show of what it should is left out of it: Slack refuses a view with a value that is none of its choices.
 */
function inputElement(option: OptionSpec, shown: string): types.InputBlock['element'] {
  const action_id = `${FORM_FIELD}${option.name}`;
  switch (option.picks) {
    case 'time':
      return { type: 'timepicker', action_id, ...(/^\d\d:\d\d$/.test(shown) ? { initial_time: shown } : {}) };
    case 'weekdays': {
      const named = shown.toLowerCase().split(',');
      const days = WEEKDAYS.filter(({ value }) => named.some((day) => day.trim().startsWith(value)));
      return {
        ...{ type: 'multi_static_select', action_id, options: WEEKDAYS.map(choice) },
        ...(days.length === 0 ? {} : { initial_options: days.map(choice) }),
      };
    }
    case undefined:
      break;
    default:
      return unreachable(option.picks);
  }
  const begun = shown === '' ? [] : [choice({ label: capital(shown), value: shown })];
  if (option.choices !== undefined) {
    const [initial] = option.choices.includes(shown) ? begun : [];
    return {
      ...{ type: 'static_select', action_id },
      options: option.choices.map((value) => choice({ label: capital(value), value })),
      ...(initial === undefined ? {} : { initial_option: initial }),
    };
  }
  if (option.suggest !== undefined) {
    const [initial] = codePoints(shown) > SLACK_LIMITS.optionValue ? [] : begun;
    return {
      ...{ type: 'external_select', action_id, min_query_length: 0 },
      ...(initial === undefined
        ? {}
        : { initial_option: { ...initial, text: plain(shown, SLACK_LIMITS.optionText) } }),
    };
  }
  const most = option.lines === true ? SLACK_LIMITS.inputText : LONGEST_TYPED;
  return {
    ...{ type: 'plain_text_input', action_id, max_length: most },
    ...(option.lines === true ? { multiline: true } : {}),
    ...(shown === '' ? {} : { initial_value: cut(shown, most) }),
  };
}

/** In characters, as the field's `max_length`. */
const LONGEST_TYPED = 1_000;

/** Their values are the first three letters, as they are typed in a command. */
const WEEKDAYS: readonly Suggestion[] = [
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
  'Sunday',
].map((label) => ({ label, value: label.slice(0, 3).toLowerCase() }));

function choice({ label, value }: Suggestion): types.PlainTextOption {
  return { text: plain(label, SLACK_LIMITS.optionText), value };
}

function plain(words: string, limit: number): types.PlainTextElement {
  return { type: 'plain_text', text: cut(literal(words), limit), emoji: false };
}
