import { readFileSync } from 'node:fs';
import { surnameKey } from '../../src/ingest/quotes/reading/entities.ts';

/** A quotation whose speaker people have written down. */
export interface GoldQuote {
  readonly quote: string;
  readonly start: number;
  readonly end: number;
  /** null where the speaker is not known, or where there is none (`kind` is 'none'). */
  readonly speaker: string | null;
  /** Other names that are right, too. */
  readonly accept?: readonly string[];
  readonly mention: string | null;
  readonly head?: string | null;
  readonly kind: 'person' | 'propn' | 'org' | 'nominal' | 'pronoun' | 'none';
  readonly resolved: string;
  /** Where the speaker is mentioned. */
  readonly source?: readonly [number, number];
}

/** One line of a corpus: an article with all its quotations. Those of `ignore` are in quotation marks and are not to be found. */
export interface Case {
  readonly id: string;
  readonly publisher?: string;
  readonly text: string;
  readonly quotes: readonly GoldQuote[];
  readonly ignore: readonly { readonly quote: string; readonly start: number; readonly why: string }[];
}

export interface Answered {
  readonly quote: string;
  readonly start: number;
  readonly speaker: string | null;
  readonly confidence: number;
}

/** Whom pronouns and definite descriptions mean where a program was wrong or doubtful, read by hand: id, offset of the quotation, name. */
const ADJUDICATED: Readonly<Record<string, Readonly<Record<string, string | null>>>> = JSON.parse(
  readFileSync(new URL('./adjudicated.json', import.meta.url), 'utf8'),
);

/** Reads a corpus of one JSON object a line. */
export function readCases(path: string): readonly Case[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => adjudicated(JSON.parse(line) as Case));
}

function adjudicated(one: Case): Case {
  const read = ADJUDICATED[one.id];
  if (read === undefined) return one;
  const quotes = one.quotes.map((gold) => {
    const speaker = read[gold.start];
    return speaker === undefined ? gold : { ...gold, speaker, resolved: 'adjudicated' };
  });
  return { ...one, quotes };
}

export function wordsIn(text: string | null | undefined): readonly string[] {
  return (text ?? '')
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[’‘`´]/g, "'")
    .replace(/[^\p{L}\p{N}'$%]+/gu, ' ')
    .split(' ')
    .map((word) => word.replace(/^'+|'+$/g, ''))
    .filter((word) => word !== '');
}

/** Twice the words two texts share by all their words. */
export function overlap(a: readonly string[], b: readonly string[]): number {
  if (a.length === 0 || b.length === 0) return 0;
  const left = new Map<string, number>();
  for (const word of a) left.set(word, (left.get(word) ?? 0) + 1);
  let shared = 0;
  for (const word of b) {
    const count = left.get(word) ?? 0;
    if (count === 0) continue;
    shared++;
    left.set(word, count - 1);
  }
  return (2 * shared) / (a.length + b.length);
}

function lastName(name: string): string {
  const words = wordsIn(name.replace(/['’]s\b/g, '')).filter((word) => !/^(?:jr|sr|ii|iii|iv)$/.test(word));
  return surnameKey(words[words.length - 1] ?? '');
}

/** Whether a speaker is the right one: by last name, or for descriptions by their head or half of their words. */
export function isSpeaker(gold: GoldQuote, answer: string | null): boolean {
  if (gold.kind === 'none') return answer === null;
  if (answer === null) return false;
  const names = [gold.speaker, ...(gold.accept ?? [])].filter((name) => name !== null);
  if (names.some((name) => lastName(name) === lastName(answer))) return true;
  if (gold.kind === 'person') return false;
  const words = wordsIn(answer);
  const judged = gold.resolved.startsWith('adjudicated');
  if ((gold.kind === 'nominal' || gold.kind === 'org') && !judged) {
    if (words.includes((gold.head ?? '-').toLowerCase())) return true;
    if (overlap(wordsIn(gold.mention), words) >= 0.5) return true;
  }
  return gold.kind !== 'propn' && gold.speaker !== null && overlap(wordsIn(gold.speaker), words) >= 0.5;
}

/** Whether the gold only describes one person ("the senator") and the answer is somebody's name. */
function isOpen({ kind, mention, resolved }: GoldQuote, answer: string | null): boolean {
  if (kind !== 'nominal' || resolved !== 'surface' || answer === null) return false;
  return (
    /^(?:the|that|this) /i.test(mention ?? '') &&
    /^\p{Lu}/u.test(answer) &&
    !/^(?:The|That|This) /.test(answer)
  );
}

export interface Judged {
  /** The article and the place of the answer in it. */
  readonly id: string;
  readonly start: number;
  readonly confidence: number;
  readonly right: boolean;
  /** Gold that a program found (whom a pronoun means), and that is wrong in one of five. */
  readonly silver: boolean;
  /** The answer names somebody whom the gold only describes ("the senator"): such gold cannot tell whether it is right. */
  readonly open: boolean;
}

export interface Score {
  readonly articles: number;
  readonly gold: number;
  /** Of these the ones whose speaker is known, or known to be nobody. */
  readonly known: number;
  readonly found: number;
  readonly extraction: number;
  readonly accuracy: number;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  /** Share of articles without a miss, a spurious quotation or a wrong speaker. */
  readonly flawless: number;
  /** Every answered quotation with whether all of it was right, most confident first. */
  readonly judged: readonly Judged[];
  readonly lost: readonly string[];
}

interface Tally {
  gold: number;
  found: number;
  matched: number;
  known: number;
  answered: number;
  right: number;
  flawless: number;
}

/** Scores answers by article id; quotations of fewer than three words count for nothing. */
export function score(cases: readonly Case[], answers: ReadonlyMap<string, readonly Answered[]>): Score {
  const tally: Tally = { gold: 0, found: 0, matched: 0, known: 0, answered: 0, right: 0, flawless: 0 };
  const judged: Judged[] = [];
  const lost: string[] = [];
  let matchedKnown = 0;
  for (const one of cases) {
    const found = (answers.get(one.id) ?? []).filter(({ quote }) => wordsIn(quote).length >= 3);
    const pairs = matched(one, found);
    const before = lost.length;
    one.quotes.forEach((gold, i) => {
      const known = gold.speaker !== null || gold.kind === 'none';
      tally.gold++;
      if (known) tally.known++;
      const answer = found[pairs.get(i) ?? -1];
      if (answer === undefined) {
        lost.push(`MISS ${one.id} ${gold.quote.slice(0, 80)}`);
        return;
      }
      tally.matched++;
      tally.found++;
      if (!known) return;
      tally.answered++;
      matchedKnown++;
      const right = isSpeaker(gold, answer.speaker);
      judged.push({
        id: one.id,
        start: answer.start,
        confidence: answer.confidence,
        right,
        silver: gold.resolved === 'coref-silver',
        open: !right && isOpen(gold, answer.speaker),
      });
      if (right) tally.right++;
      else
        lost.push(
          `SPEAKER ${one.id} gold=${gold.speaker} (${gold.mention}) found=${answer.speaker} ${gold.quote.slice(0, 50)}`,
        );
    });
    const taken = new Set(pairs.values());
    found.forEach((answer, j) => {
      if (taken.has(j)) return;
      const words = wordsIn(answer.quote);
      const ignored = one.ignore.some(
        ({ why, quote }) =>
          why !== 'not-in-an-annotated-attribution' && overlap(wordsIn(quote), words) >= 0.8,
      );
      if (ignored) return;
      tally.found++;
      tally.answered++;
      judged.push({
        id: one.id,
        start: answer.start,
        confidence: answer.confidence,
        right: false,
        silver: false,
        open: false,
      });
      lost.push(`SPURIOUS ${one.id} found=${answer.speaker} ${answer.quote.slice(0, 80)}`);
    });
    if (lost.length === before) tally.flawless++;
  }
  const share = (a: number, b: number) => (b === 0 ? 0 : (100 * a) / b);
  const mean = (p: number, r: number) => (p + r === 0 ? 0 : (2 * p * r) / (p + r));
  const [precision, recall] = [share(tally.right, tally.answered), share(tally.right, tally.known)];
  return {
    articles: cases.length,
    gold: tally.gold,
    known: tally.known,
    found: tally.found,
    extraction: mean(share(tally.matched, tally.found), share(tally.matched, tally.gold)),
    accuracy: share(tally.right, matchedKnown),
    precision,
    recall,
    f1: mean(precision, recall),
    flawless: share(tally.flawless, cases.length),
    judged: judged.sort((a, b) => b.confidence - a.confidence),
    lost,
  };
}

/** Gold index to index of the answer that holds its words; the best overlaps first, of equal ones the nearest. */
function matched({ quotes }: Case, found: readonly Answered[]): ReadonlyMap<number, number> {
  const pairs: { share: number; far: number; i: number; j: number }[] = [];
  const answers = found.map(({ quote }) => wordsIn(quote));
  quotes.forEach((gold, i) => {
    const words = wordsIn(gold.quote);
    answers.forEach((answer, j) => {
      const share = overlap(words, answer);
      if (share >= 0.8) pairs.push({ share, far: Math.abs((found[j]?.start ?? 0) - gold.start), i, j });
    });
  });
  pairs.sort((a, b) => b.share - a.share || a.far - b.far);
  const of = new Map<number, number>();
  const taken = new Set<number>();
  for (const { i, j } of pairs) {
    if (of.has(i) || taken.has(j)) continue;
    of.set(i, j);
    taken.add(j);
  }
  return of;
}

/** Share of all known gold quotations that are right among the most confident answers of at least this precision. */
export function coverage({ judged, known }: Score, precision: number): number {
  let right = 0;
  let best = 0;
  judged.forEach((one, i) => {
    if (one.right) right++;
    if (right / (i + 1) >= precision) best = right;
  });
  return known === 0 ? 0 : (100 * best) / known;
}
