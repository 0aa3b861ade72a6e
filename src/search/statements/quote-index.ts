import { withoutLeadIn } from '../text/lead-in.ts';
import { normalize, tokens } from '../text/normalize.ts';
import { overlap, stemsOfRow, stemsOfText } from './duplicates.ts';
import { type Explanation, explainRow } from './explain.ts';
import { type Admission, createCandidateFinder } from './index/candidates.ts';
import { type Corpus, type CorpusParts, createCorpus } from './index/corpus.ts';
import { complete } from './index/prefix.ts';
import { rowsHolding } from './index/rows-holding.ts';
import { NO_WORD } from './index/vocabulary.ts';
import { MAX_SLOTS, readQuestion } from './question.ts';
import { createRanker, type Ranked } from './ranker.ts';
import { thresholdAt } from './score.ts';
import { RANK, SURE, THRESHOLDS } from './weights.ts';

/** What can be looked for: words somebody said. A hit on an alternate wording is a hit on the statement. */
export type IndexedStatement = {
  readonly id: string;
  readonly speaker: string;
  readonly text: string;
  readonly alternates?: readonly string[];
};

/** A statement and how sure the index is that it is the one meant: a probability, 0 to 1. */
export type Hit = { readonly id: string; readonly score: number };

/** The statements that a search is kept to: those of a speaker, those known by a day. */
export interface Among {
  readonly has: (id: string) => boolean;
  readonly size: number;
  readonly ids: () => Iterable<string>;
}

export type SearchOptions = {
  readonly limit?: number;
  /** Probability below which nothing is claimed; 0 ranks without abstaining. The index's own where absent. */
  readonly threshold?: number;
  /** Keeps a search to statements of which it is not known how many they are. */
  readonly only?: (id: string) => boolean;
  /** Keeps a search to these: few of them are gone through themselves. */
  readonly among?: Among | undefined;
};

export type QuoteIndexOptions = {
  /** Probability below which nothing is claimed, 0 to 1; where absent, the one fitted for as many wordings as there are. */
  readonly threshold?: number;
};

export type QuoteIndex = {
  readonly size: () => number;
  /**
   * Statements that are what the question remembers, best first; empty where the index abstains, as it does for what
   * nobody said and for a question that fits several statements about as well.
   */
  readonly search: (question: string, options?: SearchOptions) => readonly Hit[];
  /** The same ranking without abstention, as `search` with `threshold: 0`: the nearest statements there are. Hit@1 is measured here. */
  readonly candidates: (question: string, options?: Omit<SearchOptions, 'threshold'>) => readonly Hit[];
  /** Which words of the question and the statement agree, and how; undefined where no such statement is indexed. */
  readonly explain: (question: string, id: string) => Explanation | undefined;
  /** Statements that hold the words of `text`, the last of which may be unfinished, best first. */
  readonly prefix: (
    text: string,
    limit?: number,
    only?: SearchOptions['only'],
  ) => readonly IndexedStatement[];
  /** Statements that are another wording of the same utterance; the score is the share of the shorter one held by both. */
  readonly near: (text: string, options?: NearOptions) => readonly Hit[];
  /**
   * Visits each wording that holds all these words, whatever their endings, in the order of addition. Where a word is a
   * figure, also wordings that may have it in words.
   */
  readonly eachHolding: (words: readonly string[], visit: (id: string, wording: string) => void) => void;
  /** Whether a statement has this word, but for its ending; a word in normal form. */
  readonly knows: (word: string) => boolean;
  /** What it is made of, as numbers, for `restoreQuoteIndex` in another thread; of an index nothing was added to. */
  readonly parts: () => CorpusParts;
  /** Adds a statement, replacing the one of the same id. */
  readonly add: (statement: IndexedStatement) => void;
};

export type NearOptions = Pick<SearchOptions, 'limit' | 'only'> & {
  /** Least share of the shorter wording that both hold, 0 to 1. */
  readonly atLeast?: number;
};

const DEFAULT_LIMIT = 10;
/** Shared worth from which two wordings count as one utterance. */
const NEAR = 0.8;

/**
 * Indexes statements for search by half-remembered words. Building and then adding gives the same as building at once.
 * `threshold` decides when `search` abstains, not how it ranks: with 0, or by `candidates`, the nearest statements are
 * given however unlikely they are.
 */
export function buildQuoteIndex(
  statements: readonly IndexedStatement[],
  options: QuoteIndexOptions = {},
): QuoteIndex {
  const { index, put, settle } = indexOver(createCorpus(), options);
  for (const statement of statements) put(statement, true);
  settle();
  return index;
}

const STATEMENTS_A_STEP = 2_000;

/** The index that another thread built over these very statements, in steps of a few milliseconds. */
export function* restoringQuoteIndex(
  statements: Iterable<IndexedStatement>,
  parts: CorpusParts,
  options: QuoteIndexOptions = {},
): Generator<void, QuoteIndex> {
  const { index, own } = indexOver(createCorpus(parts), options);
  let row = 0;
  let count = 0;
  for (const statement of statements) {
    row = own(statement, row);
    count += 1;
    if (count % STATEMENTS_A_STEP === 0) yield;
  }
  return index;
}

function indexOver(corpus: Corpus, { threshold: shippedThreshold }: QuoteIndexOptions) {
  const owners: IndexedStatement[] = [];
  const wordings: string[] = [];
  const rowsOf = new Map<string, readonly number[]>();
  const find = createCandidateFinder(corpus);
  const rank = createRanker(corpus, find, (a, b) => owners[a] === owners[b], {
    rank: RANK,
    sure: SURE,
  }).rank;

  const note = (statement: IndexedStatement, rowOf: (wording: string) => number): void => {
    const rows = [statement.text, ...(statement.alternates ?? [])].map((wording) => {
      const row = rowOf(wording);
      owners[row] = statement;
      wordings[row] = wording;
      return row;
    });
    rowsOf.set(statement.id, rows);
  };

  const put = (statement: IndexedStatement, bulk: boolean): void => {
    recent = [];
    for (const row of rowsOf.get(statement.id) ?? []) corpus.removeRow(row);
    note(statement, (wording) => corpus.addRow(wording, bulk));
  };

  /** Its wordings are the rows from `first` on; gives the first row after them. */
  const own = (statement: IndexedStatement, first: number): number => {
    let next = first;
    note(statement, () => next++);
    return next;
  };

  const ownerId = (row: number): string => owners[row]?.id ?? '';
  function* rowsAmong(among: Among): Generator<number> {
    for (const id of among.ids()) yield* rowsOf.get(id) ?? [];
  }
  const admission = ({ only, among }: Kept): Admission => {
    if (among !== undefined)
      return { has: admitting(among.has, ownerId), size: among.size, rows: () => rowsAmong(among) };
    return only === undefined ? EVERYTHING : { has: admitting(only, ownerId) };
  };

  let recent: readonly Reading[] = [];

  /** The rows for one reading of a question, and those for the last few that were asked for. */
  const rowsFor = (question: string, kept: Kept): readonly Ranked[] => {
    const words = tokens(question)
      .slice(0, MAX_SLOTS)
      .map(({ word }) => word)
      .join(' ');
    const { only, among } = kept;
    const before = recent.find((one) => one.words === words && one.only === only && one.among === among);
    if (before !== undefined) return before.rows;
    const rows = rank(question, admission(kept));
    recent = [{ words, only, among, rows }, ...recent.slice(0, RECENT - 1)];
    return rows;
  };

  /** Both readings of a question, each statement once, by its best wording. */
  const ranked = (question: string, kept: Kept): readonly Hit[] => {
    const whole = rowsFor(question, kept);
    const normal = normalize(question.slice(0, LEAD_IN_LOOKED_AT));
    const core = withoutLeadIn(normal);
    const readings = core === normal ? [whole] : [whole, rowsFor(core, kept)];
    return bestOf(readings, ownerId);
  };

  const index: QuoteIndex = {
    size: () => rowsOf.size,
    search: (
      question,
      {
        limit = DEFAULT_LIMIT,
        threshold = shippedThreshold ?? thresholdAt(corpus.liveRows(), THRESHOLDS),
        ...kept
      } = {},
    ) =>
      ranked(question, kept)
        .filter(({ score }) => score >= threshold)
        .slice(0, limit),
    candidates: (question, { limit = DEFAULT_LIMIT, ...kept } = {}) => ranked(question, kept).slice(0, limit),
    explain: (question, id) => {
      const rows = rowsOf.get(id);
      if (rows === undefined) return undefined;
      return explainRow(question, rows, (row) => wordings[row] ?? '', corpus);
    },
    prefix: (text, limit = DEFAULT_LIMIT, only) => {
      const rows = complete(text, 4 * limit, corpus, find, admission({ only }));
      return distinct(rows.flatMap((row) => owners[row] ?? [])).slice(0, limit);
    },
    near: (text, { limit = DEFAULT_LIMIT, only, atLeast = NEAR } = {}) => {
      const { stems, unseen } = stemsOfText(text, corpus);
      const scores = new Map<string, number>();
      for (const row of find(readQuestion(text, corpus), 4 * limit, admission({ only }))) {
        const score = overlap(stems, stemsOfRow(row, corpus), corpus, unseen);
        if (score >= atLeast && score > (scores.get(ownerId(row)) ?? 0)) scores.set(ownerId(row), score);
      }
      return byScore(scores).slice(0, limit);
    },
    eachHolding: (words, visit) => {
      for (const row of rowsHolding(words, corpus)) visit(ownerId(row), wordings[row] ?? '');
    },
    knows: (word) => {
      const stem = corpus.vocabulary.stemOfWord(word);
      return stem !== NO_WORD && corpus.frequency(stem) > 0;
    },
    parts: corpus.parts,
    add: (statement) => put(statement, false),
  };
  return { index, put, own, settle: corpus.settle };
}

/** Rows for the words of a question, kept since the rooms that answer one question ask for them one after the other. */
interface Reading extends Kept {
  readonly words: string;
  readonly rows: readonly Ranked[];
}

const RECENT = 6;

/** What a search is kept to. */
interface Kept {
  readonly only?: SearchOptions['only'] | undefined;
  readonly among?: Among | undefined;
}

/** A lead-in is looked for in this much of a question, in UTF-16 units. */
const LEAD_IN_LOOKED_AT = 1000;

const EVERYTHING: Admission = { has: () => true };

/** Each statement once, by its best row in any reading: the surer one first, then the better ranked. */
function bestOf(readings: readonly (readonly Ranked[])[], ownerId: (row: number) => string): readonly Hit[] {
  const all = readings.flat();
  all.sort((a, b) => b.sure - a.sure || b.rank - a.rank || a.row - b.row);
  const hits = new Map<string, Hit>();
  for (const { row, sure } of all) {
    const id = ownerId(row);
    if (!hits.has(id)) hits.set(id, { id, score: sure });
  }
  return [...hits.values()];
}

function byScore(scores: ReadonlyMap<string, number>): readonly Hit[] {
  return [...scores].map(([id, score]) => ({ id, score })).sort((a, b) => b.score - a.score);
}

function distinct<T>(values: readonly T[]): readonly T[] {
  return [...new Set(values)];
}

/** The wordings of a statement follow each other, so that each is asked about once. */
function admitting(only: (id: string) => boolean, ownerId: (row: number) => string) {
  let last = { id: '', admitted: false };
  return (row: number): boolean => {
    const id = ownerId(row);
    if (id !== last.id) last = { id, admitted: only(id) };
    return last.admitted;
  };
}
