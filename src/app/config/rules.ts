import { PLATFORMS } from '../../platforms/registry.ts';
import type { Rule } from '../../platforms/setting-rules.ts';
import { named } from '../process/showable.ts';
import { ENVIRONMENT_KEYS, type Settings } from './environment.ts';
import { looksLikeTokenFor } from './expected-names.ts';

/**
 * The value of a key that is set and right; a wrong one is reported, without its value where that is secret or may be a
 * secret that was set under the wrong key.
 */
export function checked(
  settings: Settings,
  key: string,
  rule: Rule,
  report: (sentence: string) => void,
): string | undefined {
  const setting = settings.get(key);
  if (setting === undefined) return undefined;
  const { place, value } = setting;
  if (isPlaceholder(key, value)) {
    report(`${place}: ${key} still has a placeholder instead of a value: put yours there, or nothing.`);
    return undefined;
  }
  const secret = ENVIRONMENT_KEYS[key]?.secret ?? true;
  const expected = rule(value);
  const elsewhere = secret ? null : looksLikeTokenFor(value);
  if (elsewhere !== null) {
    report(`${place}: ${key} has what looks like a token, which belongs into ${elsewhere}.`);
  } else if (expected !== null) {
    report(`${place}: ${key} must be ${expected}${secret ? '' : `, not ${shownValue(value)}`}.`);
  } else {
    return value;
  }
  return undefined;
}

function shownValue(value: string): string {
  return named(value, `the ${value.length} characters that are there`);
}

const BEFORE_THE_WORD = [
  ...[
    'bot',
    'own',
    'real',
    'api',
    'client',
    'signing',
    'public',
    'server',
    'guild',
    'app',
    'application',
    'level',
  ],
];

/** What README files and examples write where a value is to be put, and what a variable that was not filled in leaves. */
const PLACEHOLDERS: readonly RegExp[] = [
  /^<.*>$|^\[.*\]$|^\{.*\}$|^%\w+%$|^\$\w+$|^\$[({].*[)}]$/,
  /^(?:xox[a-z]|xapp)(?:-?[.…*x]*)$/i,
  /^(?:x{3,}|\*+|\.{2,}|…+|-+|_+|todo|tbd|none|null|nil|undefined|n\/a)$/i,
  new RegExp(
    `(?<![a-z])(?:your|insert|paste|enter|replace|change)[-_ ]?(?:(?:${[...PLATFORMS.map(({ name }) => name), ...BEFORE_THE_WORD].join('|')})[-_ ]?)*(?:token|secret|key|id|me|here|this|value)(?![a-z])`,
    'i',
  ),
  /(?:placeholder|(?<![a-z])(?:token|secret|key|id|goes|value)[-_ ]here)$/i,
];

function isPlaceholder(key: string, value: string): boolean {
  if (!/_(?:TOKEN|SECRET|KEY|ID)$/.test(key) || value.length > 80) return false;
  return PLACEHOLDERS.some((form) => form.test(value));
}
