import type { OptionValues } from '../../../core/command.ts';
import { formatLine } from '../../../core/line/format-line.ts';
import type { FormField, OpenForm } from '../../../core/request.ts';
import type { TenantId } from '../../../domain/schedule/tenant.ts';
import { capital } from '../../../domain/words/capital.ts';
import type { ButtonCodec } from '../../button-codec.ts';
import { LIMITS } from './limits.ts';
import { COMPONENT } from './payload.ts';
import { clip } from './text.ts';

/** A modal as the first answer to a command or a press shows it. */
export interface Modal {
  readonly custom_id: string;
  readonly title: string;
  readonly components: readonly object[];
}

/** Tells a form's signed origin from what buttons carry under the same codec. */
const FORM_VERB = 'form';
const SHORT = 1;
const PARAGRAPH = 2;
/** Longest single line, in characters. */
const LONGEST_LINE = 1_000;

/**
 * The modal of a form; null where Discord has none for it: more fields than it takes, or more carried than fits. The
 * command is then answered in words.
 */
export function modalOf({ path, carried, fields: all }: OpenForm, codec: ButtonCodec): Modal | null {
  const fields = all.length > LIMITS.modalFields ? all.filter(({ aside }) => aside !== true) : all;
  if (fields.length === 0 || fields.length > LIMITS.modalFields) return null;
  const argument = JSON.stringify([path.join(' '), carried]);
  const custom_id = codec.encode({ kind: 'act', verb: FORM_VERB, argument });
  if (custom_id === null) return null;
  return {
    custom_id,
    title: clip(formatLine(path, {}), LIMITS.modalTitle),
    components: fields.map(labelled),
  };
}

/** What a modal that was sent in stands for; null for a forged one and for one of another server. */
export function formSent(
  customId: string,
  filled: OptionValues,
  { codec, tenant }: { readonly codec: ButtonCodec; readonly tenant: TenantId },
): { readonly path: readonly string[]; readonly values: OptionValues } | null {
  const state = codec.decode(customId, tenant);
  if (state?.kind !== 'act' || state.verb !== FORM_VERB) return null;
  // Signed by us: its shape is ours.
  const [path, carried]: readonly [string, OptionValues] = JSON.parse(state.argument);
  const given = Object.entries(filled).filter(([, value]) => value.trim() !== '');
  return { path: path.split(' '), values: { ...carried, ...Object.fromEntries(given) } };
}

/** A list that Discord can show whole is a menu; everything else is typed. */
function labelled({ option, needed, shown }: FormField): object {
  const { name, description, choices } = option;
  const closed = choices !== undefined && choices.length <= LIMITS.choices;
  return {
    type: COMPONENT.label,
    label: clip(capital(name.replaceAll('-', ' ')), LIMITS.modalLabel),
    description: clip(description, LIMITS.modalDescription),
    component: closed
      ? {
          ...{ type: COMPONENT.select, custom_id: name, required: needed },
          options: choices.map((value) => ({
            ...{ label: capital(value), value },
            ...(value === shown ? { default: true } : {}),
          })),
        }
      : {
          ...{ type: COMPONENT.textInput, custom_id: name, required: needed },
          style: option.lines === true ? PARAGRAPH : SHORT,
          max_length: option.lines === true ? LIMITS.modalText : LONGEST_LINE,
          ...(shown === ''
            ? {}
            : { value: shown.slice(0, option.lines === true ? LIMITS.modalText : LONGEST_LINE) }),
        },
  };
}
