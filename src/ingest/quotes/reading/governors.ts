import type { Units } from './units.ts';

/** A verb of speaking beside a quotation and who does it. */
export interface Governor {
  readonly unit: number;
  readonly subject: number;
  /** How the subject was found: inv(erted), dir(ect), rel(ative), app(osition), coord(inated), far, acc(ording). */
  readonly how: string;
}

/** Whom a verb is followed by, over what tells about the name: "said NBC's Dana Hall", "said 9/11 widow Ann Lee"; -1 for none. */
function subjectBehind({ signs, mentions }: Units, unit: number): number {
  let i = unit + 1;
  while (i < unit + 6 && (mentions[i] ?? -1) < 0 && "C'o0*mgvd".includes(signs[i] ?? '.')) i++;
  // "Said the bureau's director"
  if (i === unit + 1 && 'BDn'.includes(signs[i] ?? '-') && signs[i + 1] === "'" && signs[i + 2] === 'n')
    i += 2;
  const found = mentions[i] ?? -1;
  return found >= 0 && (i <= unit + 1 || signs[i] === 'N' || signs[i - 1] === "'") ? found : -1;
}

/** Who does what the verb at `unit` says. Looks at no more than 40 units. */
export function subjectOf(units: Units, unit: number): Governor {
  const { signs, mentions, subjects } = units;
  if (signs[unit] === 'A') {
    if (signs[unit - 1] === "'") return { unit, subject: mentions[unit - 2] ?? -1, how: 'acc' };
    const to = signs[unit + 1] === 't' || signs[unit + 1] === 'f' ? unit + 2 : unit + 1;
    const subject = mentions[to] ?? -1;
    return { unit, subject: subject >= 0 ? subject : (mentions[to + 1] ?? -1), how: 'acc' };
  }
  const after = subjectBehind(units, unit);
  // "…", said; "…" — said; "…", — said
  let back = unit - 1;
  while (back > unit - 4 && (signs[back] === ',' || signs[back] === '|' || signs[back] === '-')) back--;
  const behindQuote = signs[back] === 'Q';
  if (after >= 0 && behindQuote) return { unit, subject: after, how: 'inv' };
  if (units.participles[unit] && (subjects[unit] ?? -1) >= 0 && signs[unit - 1] === ',') {
    const put = putBetween(units, unit - 1);
    return { unit, subject: put >= 0 ? put : (subjects[unit] ?? -1), how: 'ing' };
  }
  let i = unit - 1;
  for (let steps = 0; steps < 5 && (signs[i] === 'r' || signs[i] === 'x'); steps++) i--;
  const direct = headOf(units, i);
  if (direct >= 0) return { unit, subject: direct, how: 'dir' };
  if (signs[i] === 'w' || signs[i] === 'h') {
    const antecedent = signs[i - 1] === ',' ? i - 2 : i - 1;
    const subject = mentions[antecedent] ?? -1;
    if (subject >= 0) return { unit, subject, how: 'rel' };
  }
  if (signs[i] === ',') {
    const subject = beforeApposition(units, i);
    if (subject >= 0) return { unit, subject, how: 'app' };
  }
  const how = signs[i] === '&' || signs[i] === 'c' ? 'coord' : /g$/.test(signs[i] ?? '') ? 'ing' : 'far';
  return { unit, subject: subjects[unit] ?? -1, how };
}

/** "The bill will pass, NAME said on Monday, adding": who says so between commas; -1 where nobody does. */
function putBetween({ signs, mentions }: Units, comma: number): number {
  let i = comma - 1;
  while (i > comma - 5 && 'rpo0C'.includes(signs[i] ?? '-')) i--;
  const verb = signs[i];
  const said = (verb === 'S' || verb === 'T') && signs[i - 2] === ',' ? (mentions[i - 1] ?? -1) : -1;
  return said;
}

/** "A spokesperson for NAME told", "NAME of the COUNCIL of PLACE told": not what "for" and "of" hold speaks; -1 where no mention is. */
function headOf({ signs, mentions }: Units, at: number): number {
  // "NAME of Columbia, South Carolina said"
  const town = signs[at] === 'B' && signs[at - 1] === ',' && 'NBC'.includes(signs[at - 2] ?? '-');
  if (town && 'fp'.includes(signs[at - 3] ?? '-')) {
    const holder = mentions[at - 4] ?? -1;
    if (holder >= 0) return holder;
  }
  // "NAME on TELEGRAM wrote"
  const on =
    signs[at] === 'B' && signs[at - 1] === 'p' && signs[at - 2] === 'N' ? (mentions[at - 2] ?? -1) : -1;
  if (on >= 0) return on;
  let found = mentions[at] ?? -1;
  for (let i = at, steps = 0; found >= 0 && steps < 3; steps++) {
    i--;
    while (i > at - 12 && 'dCo0v'.includes(signs[i] ?? '-')) i--;
    const head = mentions[i - 1] ?? -1;
    const holds = signs[i] === 'f' || (signs[i] === 'p' && 'nDB'.includes(signs[i - 1] ?? '-'));
    if (head < 0 || !holds) break;
    found = head;
    i--;
  }
  return firstOfPair({ signs, mentions }, found, at);
}

/**
 * "NAME and NAME wrote", "the senator and Republican candidate said": the first of two at the beginning of the sentence or
 * its clause.
 */
export function firstOfPair(
  { signs, mentions }: Pick<Units, 'signs' | 'mentions'>,
  found: number,
  at: number,
): number {
  if (mentions[at] !== found || (signs[at] !== 'N' && signs[at] !== 'n')) return found;
  let and = at - 1;
  while (signs[at] === 'n' && and > at - 4 && (signs[and] === 'C' || signs[and] === 'o')) and--;
  const first = mentions[and - 1] ?? -1;
  return first >= 0 &&
    signs[and] === '&' &&
    signs[and - 1] === signs[at] &&
    PAIR_BEGINS.includes(signs[and - 2] ?? '.')
    ? first
    : found;
}

const PAIR_BEGINS = '.¶|,Q:;-caw';

/** The first mention in the sentence that a comma follows: "NAME, who had waited for an hour, said". */
function beforeApposition({ signs, mentions }: Units, comma: number): number {
  let found = -1;
  for (let i = comma - 1; i > comma - 40 && i >= 0; i--) {
    const sign = signs[i];
    if (sign === '.' || sign === '¶' || sign === '|' || sign === 'Q') break;
    const mention = mentions[i] ?? -1;
    // "In a statement to the PAPER, NAME, her adviser, said": what a preposition holds is no subject.
    const held = 'pft'.includes(signs[signs[i - 1] === 'd' ? i - 2 : i - 1] ?? '-');
    if (mention >= 0 && signs[i + 1] === ',' && !held) found = mention;
    // "NAME of the BANK, a lender, said"
    const holder = held && signs[i + 1] === ',' ? (mentions[signs[i - 1] === 'd' ? i - 3 : i - 2] ?? -1) : -1;
    if (mention >= 0 && holder >= 0) found = holder;
  }
  return found;
}

const ENDS = '.¶|';

/** The nearest verb of speaking before a quotation in its sentence; null where none is within 18 units. */
export function governorBefore(units: Units, quote: number): Governor | null {
  const at = units.ofQuote[quote] ?? 0;
  for (let i = at - 1; i >= 0 && i > at - 18; i--) {
    const sign = units.signs[i] ?? '';
    if (ENDS.includes(sign)) return null;
    if ('STJA'.includes(sign)) return subjectOf(units, i);
  }
  return null;
}

/** The nearest verb of speaking behind a quotation in its sentence; null where none is within 18 units. */
export function governorBehind(units: Units, quote: number): Governor | null {
  const at = units.ofQuote[quote] ?? 0;
  for (let i = at + 1; i < units.signs.length && i < at + 18; i++) {
    const sign = units.signs[i] ?? '';
    if (ENDS.includes(sign)) return null;
    if ('STJA'.includes(sign)) return subjectOf(units, i);
  }
  return null;
}

/** For each mention whether it is the subject of a verb of speaking anywhere, quoted or not. Linear. */
export function speakersAmong(units: Units, count: number): readonly boolean[] {
  const speaks: boolean[] = new Array(count).fill(false);
  units.signs.forEach((sign, unit) => {
    if (sign !== 'S' && sign !== 'T' && sign !== 'A') return;
    const { subject, how } = subjectOf(units, unit);
    if (subject >= 0 && how !== 'far') speaks[subject] = true;
    const after = subjectBehind(units, unit);
    if (after >= 0 && units.signs[unit - 1] === ',') speaks[after] = true;
  });
  return speaks;
}
