import type { Actor } from '../../domain/actor.ts';
import { type Briefing, oncePerBriefing, stepwiseOncePerBriefing } from '../../domain/briefing.ts';
import { viewOf } from '../../domain/lookups/known-by.ts';
import { knownFrom } from '../../domain/lookups/known-from.ts';
import { lookupOf } from '../../domain/lookups/lookup.ts';
import { countUpTo, dayNumber, latestDay } from '../../domain/when.ts';
import type { Candidate, Term } from '../../search/evidence/evidence-index.ts';
import { PLACE, UNIT_KINDS, type Unit, type UnitKind } from '../../search/evidence/unit.ts';
import { phraseWords } from '../../search/names/topics.ts';
import { stem } from '../../search/text/stem.ts';
import { figuresIn, type Mentions } from '../reading/mentions.ts';
import { WANTED, type Wanted, type WantedWeights, wantedOf } from '../reading/wanted.ts';

/** How a record fits a question, apart from what kind it is; each 0 to 1. The names are those of the weights. */
const SIGNALS = [
  'cover',
  'cover-name',
  'cover-alias',
  'cover-body',
  'cover-said',
  'cover-scene',
  'cover-about',
  'cover-exact',
  'cover-all',
  'mass',
  'miss-rarest',
  'miss-known',
  'tight',
  'pairs',
  'dense',
  'held-rarest',
  'miss-count',
  'oldest-old',
  'newest-old',
  'recent-last',
  'recent-old',
  'role-here',
  'quoted',
  'quoted-sure',
  'voice',
  'voice-for',
  'voice-above',
  'who',
  'who-said-of',
  'who-in-name',
  'who-none',
  'who-other-voice',
  'who-all',
  'itself',
  'text',
  'text-other',
  'latest',
  'main',
  'latest-now',
  'main-now',
  'latest-gone',
  'latest-past',
  'background',
  'point',
  'point-other',
  'point-not',
  'date',
  'date-not',
  'date-near',
  'dated-time',
  'undated-time',
  'figure',
  'figure-not',
  'has-figure-number',
  'no-figure-number',
  'silent',
  'silent-now',
  'gone-gone',
  'amended-difference',
  'new-new',
  'expected-future',
  'expected-happened',
  'happened-happened',
  'recent-now',
  'recent',
  'open-dispute',
  'thread',
  'thread-voice',
  'thread-subject',
  'thread-time',
  'verbatim-words',
  'minor',
  'gap-same',
  'gap-other',
  'gap-of-another',
] as const;
type Signal = (typeof SIGNALS)[number];

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
}

export interface AskedTerm extends Term {
  readonly part: Mentions['telling'][number]['part'];
}

/** A feature and its value; features with value 0 are left out. */
export type Row = readonly (readonly [number: number, value: number])[];

/** The features of one candidate. */
export function featuresOf(candidate: Candidate, asked: Asked): Row {
  const row: [number, number][] = [];
  eachFeature(candidate, asked, (number, value) => row.push([number, value]));
  return row;
}

/** Visits the features of one candidate that are not 0: a question is laid beside hundreds, and no row is made of each. */
export function eachFeature(
  candidate: Candidate,
  asked: Asked,
  visit: (number: number, value: number) => void,
): void {
  const signals = signalsOf(candidate, asked);
  const { unit } = candidate;
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

/** How a candidate fits; also what support is judged by. */
export function signalsOf(candidate: Candidate, asked: Asked): Partial<Record<Signal, number>> {
  const signals: Partial<Record<Signal, number>> = {};
  coverage(candidate, asked, signals);
  whoFits(candidate, asked, signals);
  textFits(candidate.unit, asked, signals);
  timeFits(candidate.unit, asked, signals);
  figuresFit(candidate.unit, asked, signals);
  stateFits(candidate.unit, asked, signals);
  threadFits(candidate.unit, asked, signals);
  return signals;
}

type Signals = Partial<Record<Signal, number>>;

/** How many of the words of the question the record holds, rare ones counting more, by where in it they stand. */
function coverage({ unit, held }: Candidate, asked: Asked, signals: Signals): void {
  let all = 0;
  let everything = 0;
  let heldOfAll = 0;
  const sums = { any: 0, name: 0, alias: 0, body: 0, said: 0, scene: 0, about: 0, exact: 0 };
  let missRarest = 0;
  let missCount = 0;
  let rarest = 0;
  let heldRarest = 0;
  let missKnown = 0;
  let known = 0;
  for (const [at, term] of asked.terms.entries()) {
    const weight = term.idf * (term.part === 'asking' ? 0.12 : 1);
    const hit = held[at] ?? null;
    everything += weight;
    if (hit !== null) heldOfAll += weight * hit.factor;
    if (term.part !== 'word' && term.part !== 'number') continue;
    all += weight;
    if (term.stems.length > 0) known += weight;
    if (term.idf > rarest) {
      rarest = term.idf;
      heldRarest = hit?.factor ?? 0;
    }
    if (hit === null) {
      missCount += 1;
      missRarest = Math.max(missRarest, term.idf);
      if (term.stems.length > 0) missKnown += weight;
      continue;
    }
    const worth = weight * hit.factor;
    sums.any += worth;
    if (hit.factor === 1) sums.exact += worth;
    if (hit.places & PLACE.name) sums.name += worth;
    if (hit.places & PLACE.alias) sums.alias += worth;
    if (hit.places & PLACE.body) sums.body += worth;
    if (hit.places & PLACE.said) sums.said += worth;
    if (hit.places & PLACE.scene) sums.scene += worth;
    if (hit.places & PLACE.about) sums.about += worth;
  }
  if (everything > 0) signals['cover-all'] = heldOfAll / everything;
  if (all > 0) {
    signals.cover = sums.any / all;
    signals['cover-name'] = sums.name / all;
    signals['cover-alias'] = sums.alias / all;
    signals['cover-body'] = sums.body / all;
    signals['cover-said'] = sums.said / all;
    signals['cover-scene'] = sums.scene / all;
    signals['cover-about'] = sums.about / all;
    signals['cover-exact'] = sums.exact / all;
    signals.mass = Math.min(1, sums.any / 3);
    signals['miss-rarest'] = missRarest;
    signals['miss-count'] = Math.min(1, missCount / 4);
    signals['held-rarest'] = heldRarest;
    signals.dense = Math.min(1, sums.any / (0.4 + unit.length / 6 / 40) / 3);
    if (known > 0) signals['miss-known'] = missKnown / known;
  }
  const heldStems = new Set<string>();
  for (const [at, term] of asked.terms.entries()) {
    if (held[at] == null || term.part === 'asking') continue;
    for (const { stem: root, factor } of term.stems) if (factor >= 0.5) heldStems.add(root);
  }
  if (heldStems.size > 0) signals.tight = tightness(unit, heldStems);
  if (unit.kind === 'statement') {
    const score = asked.quoted.get(unit.record.id) ?? 0;
    if (score > 0) signals.quoted = score;
    if (score > 0.7) signals['quoted-sure'] = 1;
    if (
      asked.wanted.words + asked.wanted.speaker > 0 &&
      'words' in unit.record &&
      unit.record.words !== undefined
    )
      signals['verbatim-words'] = 1;
  }
  if ('materiality' in unit.record && unit.record.materiality === 'minor') signals.minor = 1;
}

/** Kept, as a record is looked at for every question. */
const namesOf = new WeakMap<Unit, readonly (readonly string[])[]>();

/** Share of the words of what the record is called that the question has, for the name it fits best. */
function tightness(unit: Unit, stems: ReadonlySet<string>): number {
  let names = namesOf.get(unit);
  if (names === undefined) {
    names = unit.prose
      .filter(({ place, text }) => (place & (PLACE.name | PLACE.alias)) !== 0 && text !== '')
      .map(({ text }) => [
        ...new Set(
          phraseWords(text)
            .filter((word) => word.length > 2)
            .map(stem),
        ),
      ]);
    namesOf.set(unit, names);
  }
  let best = 0;
  for (const name of names) {
    if (name.length === 0) continue;
    let hits = 0;
    for (const word of name) if (stems.has(word)) hits += 1;
    // A name of one word is held whole by chance more often than one of three.
    best = Math.max(best, (hits / name.length) * (name.length === 1 ? 0.8 : 1));
  }
  return best;
}

function whoFits(
  candidate: Candidate,
  { mentions, briefing, terms, subject }: Asked,
  signals: Signals,
): void {
  if (mentions.named.length === 0) return;
  const { unit, held } = candidate;
  const lookup = lookupOf(briefing);
  let present = 0;
  for (const { actors, how } of mentions.named) {
    const worth = how === 'slip' ? 0.8 : 1;
    let here = false;
    for (const { id } of actors) {
      const voices = lookup.voicesOf(id);
      const speaks = subject === null || subject.id === id;
      if (unit.voice === id) {
        if (speaks) signals.voice = Math.max(signals.voice ?? 0, worth);
        here = true;
      } else if (voices.has(unit.voice)) {
        if (speaks) signals['voice-for'] = worth;
        here = true;
      } else if (speaks && unit.voice !== '' && lookup.speaksFor(id).includes(unit.voice)) {
        signals['voice-above'] = worth;
      }
      if (unit.who.some((one) => one === id || voices.has(one))) {
        signals.who = worth;
        here = true;
      }
      if ((unit.kind === 'person' || unit.kind === 'party') && unit.record.id === id) signals.itself = worth;
    }
    if (here) present += 1;
  }
  const ofName = terms.filter(({ part }) => part === 'name').length;
  const heldNames = terms.filter(({ part }, at) => part === 'name' && held[at] != null).length;
  const inNames = terms.filter(
    ({ part }, at) => part === 'name' && ((held[at]?.places ?? 0) & (PLACE.name | PLACE.alias)) !== 0,
  ).length;
  if (ofName > 0 && inNames > 0) signals['who-in-name'] = inNames / ofName;
  if (ofName > 0 && heldNames > 0) signals['who-said-of'] = heldNames / ofName;
  if (present === 0) signals['who-none'] = heldNames > 0 ? 0.5 : 1;
  if (unit.voice !== '' && signals.voice === undefined && signals['voice-for'] === undefined)
    signals['who-other-voice'] = 1;
  if (
    mentions.named.length > 1 &&
    (present === mentions.named.length || (present > 0 && heldNames === ofName))
  )
    signals['who-all'] = 1;
}

function textFits(unit: Unit, { mentions, briefing, wanted }: Asked, signals: Signals): void {
  const named = mentions.texts;
  if (named.length > 0) {
    if (named.some(({ id }) => unit.texts.includes(id))) signals.text = 1;
    else if (unit.texts.length > 0) signals['text-other'] = 1;
  }
  if (unit.kind === 'reading') {
    const latest = unit.texts[0] === briefing.latestText;
    const main = unit.texts[0] === briefing.mainText;
    const now = Math.max(wanted.now, wanted.new);
    if (latest) {
      signals.latest = 1;
      if (now > 0) signals['latest-now'] = now;
      if (wanted.gone > 0) signals['latest-gone'] = 1;
      if (now === 0 && wanted.gone === 0) signals['latest-past'] = 1;
      if (wanted.old > 0) signals['newest-old'] = 1;
    }
    if (wanted.old > 0 && (lookupOf(briefing).text(unit.texts[0] ?? '')?.parents ?? []).length === 0)
      signals['oldest-old'] = 1;
    if (main) {
      signals.main = 1;
      if (now > 0) signals['main-now'] = now;
    }
  }
  if (unit.kind === 'reading' || unit.kind === 'text') {
    const text = lookupOf(briefing).text(unit.texts[0] ?? '');
    if (text?.context) signals.background = 1;
  }
  if (mentions.points.length > 0) {
    const meant = named[0]?.id ?? briefing.mainText;
    if (unit.kind !== 'reading') signals['point-not'] = 1;
    else if (!unit.points.some((point) => mentions.points.includes(point))) signals['point-not'] = 1;
    else if (unit.texts[0] === meant) signals.point = 1;
    else signals['point-other'] = 1;
  }
}

function timeFits(unit: Unit, { mentions, wanted, briefing }: Asked, signals: Signals): void {
  const { period } = mentions;
  const { when } = unit;
  if (period !== null) {
    const from = period.from ?? '0000';
    const to = period.to ?? '9999';
    if (when === null || when.to === null) signals['date-not'] = 0.5;
    else if ((when.from ?? when.to) <= to && when.to >= from)
      signals.date = when.precision === 'day' || from !== to ? 1 : 0.6;
    else if (near(when.to, from) || near(when.from ?? when.to, to)) signals['date-near'] = 1;
    else signals['date-not'] = 1;
  }
  if (wanted.time > 0) {
    if (when !== null && when.precision === 'day') signals['dated-time'] = 1;
    else signals['undated-time'] = 1;
  }
  if (when !== null) {
    const age = recency(latestDay(when), briefing);
    signals.recent = age;
    if (wanted.now > 0) signals['recent-now'] = age;
    if (wanted.last > 0) signals['recent-last'] = age;
    if (wanted.old > 0) signals['recent-old'] = age;
  }
}

function near(day: string, other: string): boolean {
  const apart = Math.abs(Date.parse(day) - Date.parse(other));
  return apart <= 86_400_000 * 2;
}

/** The days of what was said or happened on a certain day, ascending, as numbers. */
const daysOf = oncePerBriefing((briefing): Uint32Array => {
  const view = viewOf(briefing);
  const { days, known } = datedIn(view?.whole ?? briefing);
  if (view === undefined || view.isWhole) return days;
  const asked = dayNumber(view.day);
  return days.filter((_, at) => (known[at] ?? 0) <= asked);
});

/** Those of a whole briefing, with the day from which on each was known. */
export const datedIn = stepwiseOncePerBriefing(function* (whole): Generator<
  void,
  { readonly days: Uint32Array; readonly known: Uint32Array }
> {
  const lookup = lookupOf(whole);
  const keys: number[] = [];
  for (const records of [whole.statements, whole.events]) {
    for (const [at, record] of records.entries()) {
      if (at % RECORDS_A_STEP === 0) yield;
      if (record.date.precision === 'day')
        keys.push(dayNumber(record.date.to ?? '') * DAYS + knownFrom(record, lookup));
    }
  }
  yield;
  // One number holds both: numbers sort ten times faster than records.
  const sorted = Float64Array.from(keys).sort();
  return {
    days: Uint32Array.from(sorted, (key) => Math.floor(key / DAYS)),
    known: Uint32Array.from(sorted, (key) => key % DAYS),
  };
});

const DAYS = 1e8;
const RECORDS_A_STEP = 8_000;

/** By day, as it was reckoned before: records share their days. */
const reckoned = oncePerBriefing(() => new Map<string, number>());

/** Share of the dated records that are older, 0 to 1. */
function recency(day: string, briefing: Briefing): number {
  const known = reckoned(briefing);
  const kept = known.get(day);
  if (kept !== undefined) return kept;
  const sorted = daysOf(briefing);
  const share = sorted.length === 0 ? 0 : countUpTo(sorted, dayNumber(day) - 1) / sorted.length;
  known.set(day, share);
  return share;
}

const figuresOf = new WeakMap<Unit, readonly number[]>();

/** Every number a record has, in figures. */
export function figuresOfUnit(unit: Unit): readonly number[] {
  const kept = figuresOf.get(unit);
  if (kept !== undefined) return kept;
  const made = unit.prose
    .filter(({ place }) => place !== PLACE.note && place !== PLACE.alias && place !== PLACE.about)
    .flatMap(({ text }) => figuresIn(text));
  figuresOf.set(unit, made);
  return made;
}

function figuresFit(unit: Unit, { mentions, wanted }: Asked, signals: Signals): void {
  if (mentions.quantities.length > 0) {
    const own = figuresOfUnit(unit);
    const hits = mentions.quantities.filter((value) => own.includes(value)).length;
    if (hits > 0) signals.figure = hits / mentions.quantities.length;
    else signals['figure-not'] = 1;
  }
  if (wanted.number > 0) {
    if (figuresOfUnit(unit).length > 0) signals['has-figure-number'] = wanted.number;
    else signals['no-figure-number'] = wanted.number;
  }
}

/** What a known unknown may be about: that it is not known who did it says nothing of when it was done. */
const ASKED_FOR = ['time', 'place', 'person', 'number', 'reason', 'vote'] as const;

function stateFits(unit: Unit, { wanted }: Asked, signals: Signals): void {
  const { record } = unit;
  switch (record.kind) {
    case 'reading':
      if (record.change === 'unreported' || record.change === 'absent') {
        signals.silent = 1;
        if (wanted.now + wanted.gone + wanted.new > 0) signals['silent-now'] = 1;
      }
      if ((record.change === 'removed' || record.change === 'deferred') && wanted.gone > 0)
        signals['gone-gone'] = 1;
      if ((record.change === 'amended' || record.change === 'removed') && wanted.difference > 0)
        signals['amended-difference'] = 1;
      if (record.change === 'new' && wanted.new > 0) signals['new-new'] = 1;
      break;
    case 'gap': {
      const own = wantedOf(record.topic);
      const same = ASKED_FOR.some((one) => own[one] > 0.5 && wanted[one] > 0.5);
      if (same) signals['gap-same'] = 1;
      else if (ASKED_FOR.some((one) => own[one] > 0.5)) signals['gap-other'] = 1;
      if (unit.who.length > 0 && signals.who === undefined) signals['gap-of-another'] = 1;
      break;
    }
    case 'event':
      if (record.status === 'expected') {
        if (wanted.future > 0) signals['expected-future'] = 1;
        if (wanted.happened > 0) signals['expected-happened'] = 1;
      } else if (wanted.happened > 0) signals['happened-happened'] = 1;
      break;
    case 'conflict':
      if (record.type !== 'trap' && wanted.dispute > 0) signals['open-dispute'] = 1;
      break;
    default:
      break;
  }
}

function threadFits(unit: Unit, { thread, wanted }: Asked, signals: Signals): void {
  if (thread === null) return;
  if (thread.id === unit.id) {
    signals.thread = 1;
    if (wanted.time > 0) signals['thread-time'] = 1;
  }
  if (thread.voice !== '' && thread.voice === unit.voice) signals['thread-voice'] = 1;
  if (unit.provisions.some((id) => thread.provisions.includes(id))) signals['thread-subject'] = 1;
}
