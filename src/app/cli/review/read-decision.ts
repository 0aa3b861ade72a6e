import { isMapping } from '../../../domain/mapping.ts';
import { readYaml } from '../../../pack/yaml/read-yaml.ts';
import type { Decision } from '../../review/decision.ts';

export type Typed =
  | { readonly kind: 'decision'; readonly decision: Decision }
  | { readonly kind: 'later' }
  | { readonly kind: 'quit' }
  | { readonly kind: 'not-understood'; readonly why: string };

const CHOICES =
  'a(pprove), m(erge) <id>, r(eject) <reason>, e(dit) key: value, set <key> <value>, l(ater) or q(uit)';

/** A decision as a person types it, in a word or its first letter. */
export function typedDecision(line: string): Typed {
  const [word = '', rest = ''] = parted(line.trim());
  switch (word.toLowerCase()) {
    case 'a':
    case 'approve':
      return rest === '' ? decided({ kind: 'approve' }) : approvedUntil(rest, line);
    case 'l':
    case 'later':
      return { kind: 'later' };
    case 'q':
    case 'quit':
      return { kind: 'quit' };
    case 'm':
    case 'merge':
      return rest === '' ? missing('merge <id>') : decided({ kind: 'merge', into: rest });
    case 'r':
    case 'reject':
      return rest === '' ? missing('reject <reason>') : decided({ kind: 'reject', reason: rest });
    case 'set': {
      const [key = '', value = ''] = parted(rest);
      return key === '' ? missing('set <key> <value>') : decided(edited(key.replace(/:$/, ''), value));
    }
    case 'e':
    case 'edit': {
      const at = rest.indexOf(':');
      if (at < 1) return missing('edit key: value');
      return decided(edited(rest.slice(0, at).trim(), rest.slice(at + 1).trim()));
    }
    default:
      return misread(line);
  }
}

/** A decision as one line of JSON: `{"id", "decision", "reason", "into", "record", "until"}`. */
export function jsonDecision(
  line: string,
):
  | { readonly kind: 'decision'; readonly id: string; readonly decision: Decision }
  | { readonly kind: 'not-understood'; readonly id?: string; readonly why: string } {
  const given = parsed(line);
  if (!isMapping(given)) return { kind: 'not-understood', why: 'Expected a JSON object on a line.' };
  const { id, decision, reason, into, record, until } = given;
  if (typeof id !== 'string') return { kind: 'not-understood', why: '"id" must be the id of a proposal.' };
  const told = (why: string) => ({ kind: 'not-understood', id, why }) as const;
  const done = (it: Decision) => ({ kind: 'decision', id, decision: it }) as const;
  switch (decision) {
    case 'approve': {
      if (until === undefined) return done({ kind: 'approve' });
      const at = typeof until === 'string' ? momentIn(until) : null;
      return at === null
        ? told(`"until" must be a moment like ${MOMENT}.`)
        : done({ kind: 'approve', until: at });
    }
    case 'reject':
      return typeof reason === 'string' ? done({ kind: 'reject', reason }) : told('"reason" must say why.');
    case 'merge':
      return typeof into === 'string'
        ? done({ kind: 'merge', into })
        : told('"into" must be the id of a record.');
    case 'edit':
      return isMapping(record)
        ? done({ kind: 'edit', record })
        : told('"record" must be an object with the keys to change.');
    default:
      return told(`"decision" must be approve, reject, merge or edit, not ${JSON.stringify(decision)}.`);
  }
}

const MOMENT = '2025-12-01T18:00Z';

/** "a until 2025-12-01T18:00Z": approved, and to go live then. */
function approvedUntil(rest: string, line: string): Typed {
  const [word, moment] = parted(rest);
  if (word !== 'until') return misread(line);
  const until = momentIn(moment);
  return until === null ? missing(`approve until ${MOMENT}`) : decided({ kind: 'approve', until });
}

/** Epoch milliseconds; null for what names no moment. */
function momentIn(text: string): number | null {
  try {
    return Temporal.Instant.from(text).epochMilliseconds;
  } catch {
    return null;
  }
}

function parted(text: string): readonly [string, string] {
  const at = text.indexOf(' ');
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1).trim()];
}

/** Words stay as they are typed; lists, mappings, numbers, true and false are read. Nothing takes the key out. */
function edited(key: string, value: string): Decision {
  if (value === '') return { kind: 'edit', record: { [key]: null } };
  if (!/^(?:[[{]|true$|false$|-?\d+(?:\.\d+)?$)/.test(value))
    return { kind: 'edit', record: { [key]: value } };
  const { value: read, problems } = readYaml(Buffer.from(`value: ${value}\n`));
  const whole = problems.length === 0 && isMapping(read) ? read['value'] : value;
  return { kind: 'edit', record: { [key]: whole } };
}

function decided(decision: Decision): Typed {
  return { kind: 'decision', decision };
}

function missing(form: string): Typed {
  return { kind: 'not-understood', why: `Expected ${form}.` };
}

function misread(line: string): Typed {
  return { kind: 'not-understood', why: `Expected ${CHOICES}, found "${line.slice(0, 60)}".` };
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
