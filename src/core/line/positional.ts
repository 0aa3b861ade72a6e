import type { Briefing } from '../../domain/briefing.ts';
import { readTime } from '../../domain/schedule/time-of-day.ts';
import { readDays } from '../../domain/schedule/weekdays.ts';
import { readZone } from '../../domain/schedule/zones.ts';
import { findDate } from '../../search/dates/find-date.ts';
import { isName } from '../../search/names/find-actor.ts';
import { findTexts } from '../../search/names/find-text.ts';
import type { OptionSpec } from '../command.ts';
import { LONGEST_NAME } from '../typed/name-and-words.ts';
import { hasGrammar } from './grammar.ts';

const LONGEST_DAYS = 15;

export function assignPositional(
  text: string,
  options: readonly OptionSpec[],
  values: Record<string, string>,
  briefing: Briefing,
): void {
  if (text === '') return;
  const rest = options.find((option) => option.rest === true);
  if (rest !== undefined) {
    values[rest.name] = [values[rest.name], text].filter(Boolean).join(' ');
    return;
  }
  let words = text.split(' ');
  const open = options.filter((option) => values[option.name] === undefined);
  for (const [at, option] of open.entries()) {
    if (words.length === 0) return;
    if (isLeftOut(words, option, open.slice(at + 1))) continue;
    const taken = at === open.length - 1 ? words.length : wordsOfName(words, option, briefing);
    values[option.name] = words.slice(0, taken).join(' ').replace(/["“”]/g, '');
    words = words.slice(taken);
    // "first-draft to second-draft", "Northmark on the fleet": the joining word belongs to neither.
    if (words.length > 1 && /^(?:to|and|vs\.?|versus|on|about|with|against|→|->)$/i.test(words[0] ?? ''))
      words = words.slice(1);
  }
}

/** "9am new york": what is no day but is a zone is not the days. */
function isLeftOut(words: readonly string[], option: OptionSpec, later: readonly OptionSpec[]): boolean {
  if (option.required === true || !hasGrammar(option) || readsFrom(words, option) > 0) return false;
  return later.some((other) => hasGrammar(other) && readsFrom(words, other) > 0);
}

/** How many of the first words an option with a grammar reads; 0 where it reads none. */
function readsFrom(words: readonly string[], option: OptionSpec): number {
  const longest = option.picks === 'weekdays' ? LONGEST_DAYS : LONGEST_NAME;
  for (let length = Math.min(longest, words.length); length > 0; length -= 1) {
    if (reads(words.slice(0, length).join(' '), option)) return length;
  }
  return 0;
}

function reads(value: string, option: OptionSpec): boolean {
  if (option.picks === 'time') return readTime(value).kind === 'read';
  if (option.picks === 'weekdays') return readDays(value).kind === 'read';
  if (option.suggest === 'zone') {
    const zone = readZone(value);
    // "9am EST": it is a zone that is meant, and the zone says what to write instead.
    return zone.kind === 'read' || zone.hint !== undefined;
  }
  return option.choices?.includes(value) === true;
}

/** How many of the first words name one thing of the option's kind; one where none do. */
function wordsOfName(words: readonly string[], option: OptionSpec, briefing: Briefing): number {
  if (hasGrammar(option)) return Math.max(1, readsFrom(words, option));
  for (let length = Math.min(LONGEST_NAME, words.length); length > 1; length -= 1) {
    if (namesExactly(words.slice(0, length).join(' '), option, briefing)) return length;
  }
  const [first = ''] = words;
  if (option.suggest !== 'party' || isName(first, briefing)) return 1;
  // Nobody's name: "Erik Orr on the fleet" is denied as a whole, not as "Erik" on "Orr".
  const small = words.findIndex((word) => !/^\p{Lu}/u.test(word));
  return Math.max(1, Math.min(LONGEST_NAME, small < 0 ? words.length : small));
}

function namesExactly(name: string, option: OptionSpec, briefing: Briefing): boolean {
  switch (option.suggest) {
    case 'party':
    case 'speaker':
      return isName(name, briefing);
    case 'text':
      return findTexts(name, briefing)[0]?.score === 1;
    case 'text-or-date':
      return findTexts(name, briefing)[0]?.score === 1 || findDate(name, briefing.reviewed) !== null;
    case 'date':
      return findDate(name, briefing.reviewed) !== null;
    default:
      return false;
  }
}
