import { type Briefing, oncePerBriefing } from '../../domain/briefing.ts';
import type { Text } from '../../domain/text.ts';
import {
  isSpelledLabel,
  labelOf,
  labelSteps,
  partWord,
  plural,
  romanValue,
} from '../../domain/words/labels.ts';
import { isNumberWord, isOrdinalWord } from '../text/number-words.ts';
import { phraseWords } from './topics.ts';

/** A part of a text asked for by its label: "6.1", "part II", "paragraph (b)". */
export interface LabelAsked {
  /** What it was called, in lower case: article, parts; absent where nothing says so. */
  readonly word?: string;
  /** The label as typed. */
  readonly typed: string;
}

/** Words for parts that any story may use. */
const PART_WORDS =
  'point points pt pts item items article articles art clause clauses paragraph paragraphs para par section sections';

interface PartWords {
  /** Every word that a text of this story has for its parts, singular and plural, in lower case. */
  readonly all: ReadonlySet<string>;
  /** Those of numberings beside a main one. */
  readonly further: ReadonlySet<string>;
  /** True where a text has labels that are no whole numbers, or several numberings. */
  readonly labelled: boolean;
}

const partWordsOf = oncePerBriefing(({ texts, provisions }): PartWords => {
  const forms = (words: readonly string[]) =>
    words.flatMap((word) => [word, plural(word)]).map((word) => word.toLowerCase());
  const further = texts.flatMap(({ numberings = [] }) => numberings.map(({ word }) => word));
  return {
    all: new Set([...PART_WORDS.split(' '), ...forms([...texts.map(partWord), ...further])]),
    further: new Set(forms(further)),
    labelled:
      further.length > 0 ||
      provisions.some(({ readings }) => readings.some(({ labels }) => labels !== undefined)),
  };
});

/** True where a word calls something a part of a text in this story. */
export function callsPart(word: string, briefing: Briefing): boolean {
  return partWordsOf(briefing).all.has(word.toLowerCase());
}

const TOKEN = /\d+(?:[.,]\d+)*(?:\s?\([\p{L}\d]{1,4}\))*\p{L}*|\(\p{L}{1,4}\)|\p{L}+/gu;
const FIGURES = /^\d{1,3}(?:\.\d{1,3})*(?:\s?\((?:\p{L}{1,4}|\d{1,2})\))*$/u;
const JOINS = /^(?:and|or|to|bis)$/i;

/**
 * The parts asked for where one of them at least has a label that is more than a whole number of the main numbering; empty
 * otherwise. `named` are the words of drafts that are named, which are no labels: the II of "Minsk II".
 */
export function labelsAsked(
  typed: string,
  named: ReadonlySet<string>,
  text: Text | undefined,
  briefing: Briefing,
): readonly LabelAsked[] {
  const words = partWordsOf(briefing);
  if (!words.labelled) return [];
  const of = text ?? briefing.texts.find(({ id }) => id === briefing.mainText);
  const known = of === undefined ? NONE : ownLabels(of, briefing);
  const found: LabelAsked[] = [];
  let only = true;
  let word: string | undefined;
  for (const [label] of typed.matchAll(TOKEN)) {
    const lower = label.toLowerCase();
    if (words.all.has(lower)) word = lower;
    else if (named.has(lower) && word === undefined) continue;
    else if (isLabel(label, word, words, known)) {
      found.push({ typed: label, ...(word === undefined ? {} : { word }) });
      only = false;
    } else if (/^\d{1,3}$/.test(label)) found.push({ typed: label, ...(word === undefined ? {} : { word }) });
    else if (!JOINS.test(label)) word = undefined;
  }
  return only ? [] : found;
}

const NONE: ReadonlySet<string> = new Set();

function isLabel(
  label: string,
  word: string | undefined,
  words: PartWords,
  known: ReadonlySet<string>,
): boolean {
  // A whole number is one of the main numbering, which is read as such, unless it is called otherwise.
  if (/^\d+$/.test(label)) return word !== undefined && words.further.has(word) && label.length <= 3;
  if (FIGURES.test(label) || label.startsWith('(')) return true;
  const own = known.has(labelSteps(label).join('.'));
  if (/^\d/.test(label)) return own || (word !== undefined && /^\d{1,3}\p{L}$/u.test(label));
  // A numeral in capitals, or behind a word for a part. A letter by itself only where the text has it.
  if (romanValue(label) !== null && label.length > 1 && (word !== undefined || /^[IVXLC]+$/.test(label)))
    return true;
  if (isSpelledLabel(label)) return word !== undefined && words.further.has(word);
  if (!/^\p{L}$/u.test(label)) return false;
  return word !== undefined ? !/^[ai]$/.test(label) || own : own && !/^[ais]$/.test(label);
}

/** The labels of a text without their words, in normal form. */
function ownLabels(text: Text, { provisions }: Briefing): ReadonlySet<string> {
  const labels = provisions.flatMap(({ readings }) =>
    readings.flatMap((reading) => (reading.text === text.id ? (reading.labels ?? []) : [])),
  );
  return new Set(labels.map((printed) => labelSteps(labelOf(printed, text).own).join('.')));
}

/** A numeral behind a word for a point, or alone: "point IV", "XII"; "I" only where it ends the phrase or "of" follows. */
const NUMERAL =
  /(?<=\b(?:points?|items?|articles?|art\.?|clauses?|paragraphs?|sections?)\s)([ivx]{2,6}|[vx]|i(?=\s*[?.!,]*$|\s+(?:of|in)\b))(?![\p{L}\d])/giu;

/** The same phrase with Roman numerals in figures, where they can be nothing else. */
export function withNumeralsInFigures(typed: string): string {
  const figure = (numeral: string) => String(romanValue(numeral) ?? numeral);
  return /^\s*[IVX]{1,6}\s*$/.test(typed) ? figure(typed.trim()) : typed.replace(NUMERAL, figure);
}

interface OwnWords {
  /** What texts of this story call their points, beside what any story does: rule, pledges. In lower case. */
  readonly words: ReadonlyMap<string, 'point' | 'points'>;
  /** Names in which such a word is counted, in lower case: "rule 4 compromise" is a draft. */
  readonly names: readonly string[];
}

const ownWordsOf = oncePerBriefing(({ texts, provisions, actors }): OwnWords => {
  const known = new Set(PART_WORDS.split(' '));
  const further = new Set(
    texts.flatMap(({ numberings = [] }) => numberings.map(({ word }) => word.toLowerCase())),
  );
  const words = new Map(
    texts
      .map((text) => partWord(text).toLowerCase())
      .filter((word) => !known.has(word) && !further.has(word))
      .flatMap((word) => [[word, 'point'] as const, [plural(word), 'points'] as const]),
  );
  if (words.size === 0) return { words, names: [] };
  const names = [
    ...[...texts, ...actors].flatMap(({ name, aliases }) => [name, ...aliases]),
    ...provisions.flatMap(({ title, aliases }) => [title, ...aliases]),
  ];
  return {
    words,
    names: names.map((name) => name.toLowerCase()).filter((name) => readOwn(name, words) !== name),
  };
});

/**
 * The same phrase with a story's own word for a point read as that: where its texts call them rules, "rule 7", "rule seven",
 * "rule VII" and "the 7th rule" are point 7. A name of the story that is counted so stays as it is.
 */
export function withOwnPartWords(typed: string, briefing: Briefing): string {
  const { words, names } = ownWordsOf(briefing);
  if (words.size === 0) return typed;
  const lower = typed.toLowerCase();
  return names.some((name) => lower.includes(name)) ? typed : readOwn(typed, words);
}

const COUNTED_OFF =
  /(?<![\p{L}\p{N}-])([\p{L}\d-]{3,20}) (point|item|article|clause|paragraph|measure|provision|section)(?![\p{L}-])/giu;

/** The same phrase with a part that is counted off called by its number: "the 28th point" is no plan of 28 points. */
export function withOrdinalsBehind(typed: string): string {
  return typed.replace(COUNTED_OFF, (whole, word: string, part: string) => {
    const [figure = ''] = phraseWords(word);
    const counts =
      /^\d{1,3}(?:st|nd|rd|th)$/i.test(word) || isOrdinalWord(word.toLowerCase().split('-').at(-1) ?? '');
    return counts && /^\d+$/.test(figure) ? `${part} ${figure}` : whole;
  });
}

const SPOKEN = /[\p{L}\p{M}\p{N}’'-]+/gu;
const LONE_NUMERAL = /^(?:[ivx]{2,6}|[vx])$/i;

function readOwn(typed: string, words: OwnWords['words']): string {
  const found = [...typed.matchAll(SPOKEN)].map((match) => ({ word: match[0], at: match.index }));
  let told = '';
  let end = 0;
  const spoken = found.map(({ word }) => word);
  for (const [at, { word, at: from }] of found.entries()) {
    const point = words.get(word.normalize('NFKC').toLowerCase());
    if (point === undefined || !isCounted(spoken, at)) continue;
    told += typed.slice(end, from) + point;
    end = from + word.length;
  }
  return told + typed.slice(end);
}

/** Whether a number stands behind the word, with or without "number" between, or an ordinal before it. */
function isCounted(words: readonly string[], at: number): boolean {
  const next = words[at + 1]?.toLowerCase() ?? '';
  const number = /^(?:nos?|nr|numbers?)$/.test(next) ? (words[at + 2]?.toLowerCase() ?? '') : next;
  const before = words[at - 1]?.toLowerCase() ?? '';
  return (
    /^\p{N}/u.test(number) ||
    isNumberWord(number) ||
    LONE_NUMERAL.test(number) ||
    /^\d{1,3}(?:st|nd|rd|th)$/.test(before) ||
    isOrdinalWord(before)
  );
}
