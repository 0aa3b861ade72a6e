import type { Actor } from '../../domain/actor.ts';
import type { Briefing } from '../../domain/briefing.ts';
import type { Candidate, Term } from '../../search/evidence/evidence-index.ts';
import { UNIT_KINDS, type Unit, type UnitKind } from '../../search/evidence/unit.ts';
import type { Mentions } from '../reading/mentions.ts';
import { WANTED, type Wanted, type WantedWeights } from '../reading/wanted.ts';
import { standBeside } from './beside.ts';
import { figuresFit } from './fits/figures-fit.ts';
import { stateFits, textFits } from './fits/state-fits.ts';
import { threadFits } from './fits/thread-fits.ts';
import { timeFits } from './fits/time-fits.ts';
import { whoFits } from './fits/who-fits.ts';
import { coverage } from './fits/words-fit.ts';
import { SIGNALS, type Signal, type Signals } from './signals.ts';

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
const SIGNAL_NUMBER = Object.fromEntries(SIGNALS.map((name) => [name, numberOf(name)])) as Record<
  Signal,
  number
>;

/** Numbers of the features that a record has for being of its kind. */
interface KindNumbers {
  readonly bias: number;
  readonly signals: readonly (readonly [Signal, number])[];
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
      signals: BY_KIND.map((signal) => [signal, numberOf(`${signal}@${kind}`)]),
      wanted: WANTED.map((wanted) => [wanted, numberOf(`${wanted}>${kind}`)]),
      named: numberOf(`named>${kind}`),
      unnamed: numberOf(`unnamed>${kind}`),
      short: numberOf(`short>${kind}`),
      texted: numberOf(`texted>${kind}`),
    },
  ]),
);

/** A question as it is laid beside the records. */
export interface Asked {
  readonly briefing: Briefing;
  readonly mentions: Mentions;
  readonly wanted: WantedWeights;
  /** Whose words or stance is asked for. */
  readonly subject: Actor | null;
  /** In the order `Candidate.held` has them. */
  readonly terms: readonly AskedTerm[];
  /** By statement id, as the quote index scores them, 0 to 1. */
  readonly quoted: ReadonlyMap<string, number>;
  /** The record that was answered with before in this thread, if any. */
  readonly thread: Unit | null;
  /** Words of the question before in this thread; in `Candidate.held` they come behind the terms. */
  readonly context: readonly Term[];
}

export interface AskedTerm extends Term {
  readonly part: Mentions['telling'][number]['part'];
}

/** A feature and its value; features with value 0 are left out. */
export type Row = readonly (readonly [number: number, value: number])[];

/** The signals of every candidate, each with how it stands beside the others. */
export function signalsOfAll(candidates: readonly Candidate[], asked: Asked): readonly Signals[] {
  const all = candidates.map((candidate) => signalsOf(candidate, asked));
  standBeside(all);
  return all;
}

/** Visits the features of one candidate that are not 0: a question is laid beside hundreds, and no row is made of each. */
export function eachFeature(
  { unit }: Candidate,
  signals: Signals,
  asked: Asked,
  visit: (number: number, value: number) => void,
): void {
  const own = KIND_NUMBERS.get(unit.kind);
  if (own === undefined) return;
  for (const name in signals) {
    const value = signals[name as Signal] ?? 0;
    if (value !== 0) visit(SIGNAL_NUMBER[name as Signal], value);
  }
  visit(own.bias, 1);
  for (const [signal, number] of own.signals) {
    const value = signals[signal] ?? 0;
    if (value !== 0) visit(number, value);
  }
  for (const [wanted, number] of own.wanted) {
    const value = asked.wanted[wanted];
    if (value !== 0) visit(number, value);
  }
  visit(asked.mentions.named.length > 0 ? own.named : own.unnamed, 1);
  if (asked.mentions.words.length <= 4) visit(own.short, 1);
  if (asked.mentions.texts.length > 0) visit(own.texted, 1);
}

/** Numbers of the features that say how many neighbouring words stand close together: for any record, and for its kind. */
export function pairsNumbers(kind: UnitKind): readonly [number, number] {
  return [numberOf('pairs'), numberOf(`pairs@${kind}`)];
}

/** How a candidate fits by itself; also what support is judged by. */
export function signalsOf(candidate: Candidate, asked: Asked): Signals {
  const signals: Signals = {};
  coverage(candidate, asked, signals);
  whoFits(candidate, asked, signals);
  textFits(candidate.unit, asked, signals);
  timeFits(candidate.unit, asked, signals);
  figuresFit(candidate.unit, asked, signals);
  stateFits(candidate.unit, asked, signals);
  threadFits(candidate, asked, signals);
  return signals;
}
