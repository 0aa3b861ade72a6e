import { unreachable } from '../domain/errors.ts';
import type { Change, Term } from '../domain/provision.ts';
import { type Text, type TextStatus, theText } from '../domain/text.ts';
import { formatDay } from '../domain/when.ts';
import { capital } from '../domain/words/capital.ts';

/** The same at the beginning of a sentence. */
export function TheText(text: Text): string {
  return capital(theText(text));
}

/** The sources to name where a claim is told again in passing: the editor lists the clearest first. */
export function clearest<R>(refs: readonly R[], most = 3): readonly R[] {
  return refs.slice(0, most);
}

/** How long our own words may be where there is room for little, in characters: two lines of a chat on a telephone. */
const SHORT = 150;

/** True where words need no cutting. */
export function isShort(words: string): boolean {
  return words.length <= SHORT;
}

/** Our own words, cut at a word where they are too long; the cut shows. Never for somebody's exact words. */
export function shortened(words: string): string {
  if (isShort(words)) return words;
  const space = words.lastIndexOf(' ', SHORT - 1);
  return `${words.slice(0, space > SHORT / 2 ? space : SHORT - 1).replace(/(?<![\s,;:.])[\s,;:.]+$/u, '')} …`;
}

/** What a text did with a provision, as one adjective: "amended". */
export function changeWord(change: Change): string {
  switch (change) {
    case 'none':
      return 'listed';
    case 'deferred':
      return 'left open';
    case 'merged':
      return 'merged with another';
    case 'absent':
      return 'not in it';
    case 'unreported':
      return 'not reported';
    case 'kept':
    case 'amended':
    case 'split':
    case 'removed':
    case 'new':
      return change;
    default:
      return unreachable(change);
  }
}

/** What a text does with a provision, as a sentence on that text: "The revision drops it." */
export function changeSentence(text: Text, change: Change): string {
  const name = TheText(text);
  switch (change) {
    case 'none':
      return `${name} has it too.`;
    case 'kept':
      return `${name} keeps it.`;
    case 'amended':
      return `${name} amends it.`;
    case 'split':
      return `${name} splits it.`;
    case 'merged':
      return `${name} merges it with another point.`;
    case 'removed':
      return `${name} drops it.`;
    case 'deferred':
      return `${name} leaves it open.`;
    case 'new':
      return `${name} adds it.`;
    case 'absent':
      return `${name} has nothing on it.`;
    case 'unreported':
      return `What ${theText(text)} does with it is not reported.`;
    default:
      return unreachable(change);
  }
}

/** How much of a text can be read, as an adjective: "unpublished". */
export function statusWord(status: TextStatus): string {
  switch (status) {
    case 'full':
      return 'published';
    case 'partial':
      return 'published in part';
    case 'reported':
    case 'not-public':
      return 'unpublished';
    default:
      return unreachable(status);
  }
}

/** True where nobody outside has read the text's own words. */
export function isUnpublished(text: Text): boolean {
  return text.status === 'reported' || text.status === 'not-public';
}

/** A term's value with unit and, always, its condition: "600,000 persons, in peacetime". */
export function termValue(term: Term): string {
  const condition = term.qualifier === undefined ? '' : `, ${term.qualifier}`;
  return `${valueWithUnit(term)}${condition}`;
}

/** A term with its name: "Limit: 40 boats". */
export function termWords(term: Term): string {
  return `${capital(term.name)}: ${termValue(term)}`;
}

function valueWithUnit(term: Term): string {
  const value = typeof term.value === 'number' ? figure(term.value) : formatDay(term.value);
  if (term.unit === undefined) return value;
  if (term.unit === 'percent') return `${value}%`;
  const currency = /^([A-Z]{3})(?: (.+))?$/.exec(term.unit);
  if (currency !== null) return [currency[1], value, currency[2]].filter(Boolean).join(' ');
  const unit = term.value === 1 && /[^s]s$/.test(term.unit) ? term.unit.slice(0, -1) : term.unit;
  return `${value} ${unit}`;
}

/** `600,000` for 600000, at most six decimals. By hand: the first use of Intl takes longer than a whole answer. */
function figure(value: number): string {
  const [whole = '', decimals] = String(Number(value.toFixed(6))).split('.');
  const grouped = whole.replace(/\B(?=(?:\d{3}){1,8}$)/g, ',');
  return decimals === undefined ? grouped : `${grouped}.${decimals}`;
}
