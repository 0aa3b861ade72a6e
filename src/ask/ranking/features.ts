import type { Candidate } from '../../search/evidence/evidence-index.ts';
import { UNIT_KINDS, type UnitKind } from '../../search/evidence/unit.ts';
import { WANTED, type Wanted } from '../reading/wanted.ts';
import type { Asked } from './asked.ts';
import { standBeside } from './beside.ts';
import { figuresFit } from './fits/figures-fit.ts';
import { stateFits, textFits } from './fits/state-fits.ts';
import { threadFits } from './fits/thread-fits.ts';
import { timeFits } from './fits/time-fits.ts';
import { whoFits } from './fits/who-fits.ts';
import { coverage } from './fits/words-fit.ts';
import { type LaidOut, laidOut } from './laid-out.ts';
import { noSignals, numberOfSignal, SIGNALS, type Signal, type Signals } from './signals.ts';

/** Signals that mean something else for each kind of record. */
const BY_KIND = [
  'cover',
  'cover-name',
  'tight',
  'mass',
  'voice',
  'who',
  'text',
  'date',
  'quoted',
  'who-none',
  'miss-rarest',
  'itself',
  'thread',
  'who-in-name',
  'cover-body',
  'cover-alias',
  'latest-now',
  'dense',
  'pairs',
  'held-rarest',
  'cover-exact',
  'miss-count',
] as const satisfies readonly Signal[];

/** Every feature by name: a signal, a signal of a kind (`cover@event`), what is wanted of a kind (`time>event`), a kind (`=event`). */
export const FEATURES: readonly string[] = [
  ...SIGNALS,
  ...UNIT_KINDS.map((kind) => `=${kind}`),
  ...BY_KIND.flatMap((signal) => UNIT_KINDS.map((kind) => `${signal}@${kind}`)),
  ...WANTED.flatMap((wanted) => UNIT_KINDS.map((kind) => `${wanted}>${kind}`)),
  ...UNIT_KINDS.flatMap((kind) => [`named>${kind}`, `unnamed>${kind}`, `short>${kind}`, `texted>${kind}`]),
];

/** Rows hold numbers, not names: a question is laid beside many records. */
const NUMBER_OF = new Map(FEATURES.map((name, at) => [name, at]));
const numberOf = (name: string) => NUMBER_OF.get(name) ?? -1;

/** Numbers of the features that a record has for being of its kind. */
interface KindNumbers {
  readonly bias: number;
  /** Number of a signal, and of the feature that it is for this kind. */
  readonly signals: readonly (readonly [number, number])[];
  readonly wanted: readonly (readonly [Wanted, number])[];
  readonly named: number;
  readonly unnamed: number;
  readonly short: number;
  readonly texted: number;
}

const KIND_NUMBERS = new Map(
  UNIT_KINDS.map((kind): [UnitKind, KindNumbers] => [
    kind,
    {
      bias: numberOf(`=${kind}`),
      signals: BY_KIND.map((signal) => [numberOfSignal(signal), numberOf(`${signal}@${kind}`)]),
      wanted: WANTED.map((wanted) => [wanted, numberOf(`${wanted}>${kind}`)]),
      named: numberOf(`named>${kind}`),
      unnamed: numberOf(`unnamed>${kind}`),
      short: numberOf(`short>${kind}`),
      texted: numberOf(`texted>${kind}`),
    },
  ]),
);

/** A feature and its value; features with value 0 are left out. */
export type Row = readonly (readonly [number: number, value: number])[];

/** The signals of every candidate, each with how it stands beside the others. They hold until the next question's are made. */
export function signalsOfAll(candidates: readonly Candidate[], asked: Asked): readonly Signals[] {
  const laid = laidOut(asked);
  while (used.length < candidates.length) used.push(noSignals());
  const all = used.slice(0, candidates.length);
  for (const [at, candidate] of candidates.entries()) {
    const signals = all[at];
    if (signals === undefined) break;
    signals.values.fill(0);
    tellSignals(candidate, laid, signals);
  }
  standBeside(all);
  return all;
}

/** Used again by every question: as many rows of numbers made anew cost more than what is written to them. */
const used: Signals[] = [];

/** Visits the features of one candidate that are not 0. */
export function eachFeature(
  { unit }: Candidate,
  { values }: Signals,
  asked: Asked,
  visit: (number: number, value: number) => void,
): void {
  const own = KIND_NUMBERS.get(unit.kind);
  if (own === undefined) return;
  for (const [at, value] of values.entries()) if (value !== 0) visit(at, value);
  for (const [signal, number] of own.signals) {
    const value = values[signal] ?? 0;
    if (value !== 0) visit(number, value);
  }
  eachOfKind(own, asked, visit);
}

/** Visits the features that all candidates of a kind have alike. */
function eachOfKind(own: KindNumbers, asked: Asked, visit: (number: number, value: number) => void): void {
  visit(own.bias, 1);
  for (const [wanted, number] of own.wanted) {
    const value = asked.wanted[wanted];
    if (value !== 0) visit(number, value);
  }
  visit(asked.mentions.named.length > 0 ? own.named : own.unnamed, 1);
  if (asked.mentions.words.length <= 4) visit(own.short, 1);
  if (asked.mentions.texts.length > 0) visit(own.texted, 1);
}

/** Weight of each feature, by number. */
export type Weights = Float64Array;

/** What a record of one kind scores. */
export interface KindScore {
  /** By being of this kind, for a question. */
  readonly base: (asked: Asked) => number;
  /** By each signal, in the order of `SIGNALS`: as such and as one of this kind. */
  readonly bySignal: Float64Array;
}

const scoresOf = new WeakMap<Weights, ReadonlyMap<UnitKind, KindScore>>();

/** The same scores as the sum over `eachFeature`, with what belongs together added up beforehand. */
export function kindScores(weights: Weights): ReadonlyMap<UnitKind, KindScore> {
  const kept = scoresOf.get(weights);
  if (kept !== undefined) return kept;
  const made = new Map(
    [...KIND_NUMBERS].map(([kind, own]): [UnitKind, KindScore] => {
      const bySignal = weights.slice(0, SIGNALS.length);
      for (const [signal, number] of own.signals)
        bySignal[signal] = (bySignal[signal] ?? 0) + (weights[number] ?? 0);
      const base = (asked: Asked) => {
        let score = 0;
        eachOfKind(own, asked, (number, value) => {
          score += (weights[number] ?? 0) * value;
        });
        return score;
      };
      return [kind, { base, bySignal }];
    }),
  );
  scoresOf.set(weights, made);
  return made;
}

/** Numbers of the features that say how many neighbouring words stand close together: for any record, and for its kind. */
export function pairsNumbers(kind: UnitKind): readonly [number, number] {
  return [numberOf('pairs'), numberOf(`pairs@${kind}`)];
}

/** How a candidate fits by itself; also what support is judged by. */
export function signalsOf(candidate: Candidate, asked: Asked): Signals {
  const signals = noSignals();
  tellSignals(candidate, laidOut(asked), signals);
  return signals;
}

function tellSignals(candidate: Candidate, asked: LaidOut, signals: Signals): void {
  coverage(candidate, asked, signals);
  whoFits(candidate, asked, signals);
  textFits(candidate.unit, asked, signals);
  timeFits(candidate.unit, asked, signals);
  figuresFit(candidate.unit, asked, signals);
  stateFits(candidate.unit, asked, signals);
  threadFits(candidate, asked, signals);
}
