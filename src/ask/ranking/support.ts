import type { UnitKind } from '../../search/evidence/unit.ts';
import { isOffice } from '../../search/names/name-words.ts';
import { synonymsOf } from '../../search/text/synonyms.ts';
import type { Asked } from './asked.ts';
import { signalsOf } from './features.ts';
import { figuresOfUnit } from './fits/figures-fit.ts';
import { pairsHeld } from './pairs.ts';
import type { RankedUnit } from './rank.ts';
import { SLOTS, slotsOf } from './slots.ts';

/**
 * What tells whether the best record fills what was asked, by name; each 0 to 1. The weights are kept by these names in
 * `support.json`.
 */
export const SUPPORT_FEATURES = [
  'bias',
  'cover',
  'cover-exact',
  'cover-name',
  'miss-rarest',
  'miss-known',
  'unknown',
  'unknown-rarest',
  'unknown-words',
  'tight',
  'mass',
  'chance',
  'chance-three',
  'quoted',
  'quoted-sure',
  'quoted-words',
  'voice',
  'voice-for',
  'voice-missing-words',
  'voice-missing-stance',
  'named',
  'who-none',
  'who-all',
  'who-not-all',
  'date',
  'date-not',
  'figure',
  'figure-not',
  'figure-missing',
  'date-missing',
  'point',
  'text',
  'text-other',
  'itself',
  'nothing-named',
  'one-word',
  'many-words',
  'office-nobody',
  'stranger',
  'happened-unsaid',
  'verdict',
  'reason',
  'silent',
  'thread',
  'gap',
  'statement',
  'reading',
  'event',
  'position',
  'conflict',
  'source',
  'actor',
  'draft',
  'gap-cover',
  'gap-tight',
  'gap-near',
  'words-cover',
  'short-cover',
  'stance-position',
  'time-event',
  'vote-event',
  'person-actor',
  'person-event',
  'person-other',
  'number-figure',
  'source-source',
  'words-statement',
  'vote-other',
  'time-other',
  'exact-tight',
  'unknown-vote',
  'unknown-named',
  'unknown-special',
  'unknown-special-any',
  'miss-special',
  'miss-general',
  'held-rarest',
  'miss-count',
  'dense',
  'pairs',
  'cover-all',
  'margin',
  'chance-subject',
  'margin-other',
  'score',
  'agree',
  ...SLOTS,
] as const;
export type SupportFeature = (typeof SUPPORT_FEATURES)[number];
/** By feature, its value or its weight; what is absent is 0. */
export type SupportRow = Partial<Record<SupportFeature, number>>;

/** What the weights are before any question was seen. */
export const SUPPORT_PRIOR: SupportRow = {
  bias: -0.3,
  cover: 2.5,
  'cover-exact': 0.8,
  'miss-rarest': -2,
  unknown: -2.5,
  'unknown-rarest': -0.8,
  tight: 0.8,
  chance: 1.5,
  'chance-three': 0.5,
  quoted: 0.7,
  'quoted-sure': 1.2,
  voice: 0.5,
  'voice-missing-words': -2,
  'voice-missing-stance': -0.8,
  'who-none': -1,
  'who-not-all': -0.5,
  date: 0.8,
  'date-not': -1.5,
  figure: 0.6,
  'figure-not': -1,
  'figure-missing': -0.8,
  point: 3,
  text: 0.5,
  'text-other': -0.7,
  itself: 0.5,
  'nothing-named': -2.5,
  'office-nobody': -1.2,
  stranger: -1.5,
  thread: 1.5,
};

/** The feature that says of which kind the likeliest record is. */
const PLAIN_KIND: Readonly<Record<UnitKind, SupportFeature>> = {
  gap: 'gap',
  statement: 'statement',
  reading: 'reading',
  event: 'event',
  position: 'position',
  conflict: 'conflict',
  source: 'source',
  person: 'actor',
  party: 'actor',
  text: 'draft',
};

/** The features of the likeliest record, as support sees it. Where there is no record, only that nothing is known. */
export function supportRow(ranked: readonly RankedUnit[], asked: Asked): SupportRow {
  const [first] = ranked;
  if (first === undefined) return { bias: 1, 'nothing-named': 1, unknown: 1 };
  const signals = signalsOf(first.candidate, asked);
  const row: SupportRow = { bias: 1, [PLAIN_KIND[first.candidate.unit.kind]]: 1 };
  const set: Setter = (name, value) => {
    if (value !== undefined && value !== 0) row[name] = value;
  };
  wordsFill(first, signals, asked, row, set);
  chancesFill(ranked, signals, asked, set);
  whoFills(signals, asked, set);
  kindFills(first, signals, asked, set);
  gapFills(ranked, first, asked, set);
  set('held-rarest', signals['held-rarest']);
  set('miss-count', signals['miss-count']);
  set('dense', signals.dense);
  set('pairs', pairsHeld(first.candidate, asked));
  set('cover-all', signals['cover-all']);
  // Scores have no bounds: brought near 0 to 1, so that no weight has to make up for the unit.
  set('margin', Math.min(1, Math.max(0, first.score - (ranked[1]?.score ?? first.score - 4)) / 4));
  set('score', Math.min(1.5, Math.max(-0.5, first.score / 12)));
  set('agree', agreeing(ranked));
  // Two texts' readings of one subject share its chance between them, and either tells of it.
  const others = ranked.filter((one) => !isOfSubject(one, first));
  set(
    'chance-subject',
    ranked.reduce((sum, one) => sum + (isOfSubject(one, first) ? one.chance : 0), 0),
  );
  set('margin-other', Math.min(1, Math.max(0, first.score - (others[0]?.score ?? first.score - 4)) / 4));
  for (const [name, value] of Object.entries(slotsOf(first.candidate, asked)))
    set(name as SupportFeature, value);
  return row;
}

/** The record itself, or another text's reading of its subject. */
function isOfSubject(
  { candidate: { unit } }: RankedUnit,
  { candidate: { unit: first } }: RankedUnit,
): boolean {
  if (unit === first) return true;
  return unit.kind === 'reading' && first.kind === 'reading' && unit.provisions[0] === first.provisions[0];
}

/** Share of the next three records that tell of the same subject as the first, or of the same speaker. */
function agreeing(ranked: readonly RankedUnit[]): number {
  const [first, ...rest] = ranked.slice(0, 4).map(({ candidate }) => candidate.unit);
  if (first === undefined) return 0;
  return (
    rest.filter(
      (unit) =>
        unit.provisions.some((id) => first.provisions.includes(id)) ||
        (unit.voice !== '' && unit.voice === first.voice),
    ).length / 3
  );
}

/** Leaves out what is undefined or 0, as `supportOf` takes it for 0 anyway. */
type Setter = (name: SupportFeature, value: number | undefined) => void;
type Signals = ReturnType<typeof signalsOf>;

/** How the words are held. */
function wordsFill(
  first: RankedUnit,
  signals: Signals,
  { terms, mentions, wanted }: Asked,
  row: SupportRow,
  set: Setter,
): void {
  const words = terms.filter(({ part }) => part === 'word' || part === 'number');
  const all = words.reduce((sum, { idf }) => sum + idf, 0);
  const unknown = words.filter(({ stems }) => stems.length === 0);
  // Where a question has no words of its own, none are missed and none are held: a middle value.
  set('cover', all > 0 ? signals.cover : 0.7);
  set('cover-exact', all > 0 ? signals['cover-exact'] : 0.5);
  set('cover-name', Math.max(signals['cover-name'], signals['cover-alias']));
  set('miss-rarest', signals['miss-rarest']);
  set('miss-known', signals['miss-known']);
  if (all > 0) set('unknown', unknown.reduce((sum, { idf }) => sum + idf, 0) / all);
  if (unknown.length > 0) set('unknown-rarest', 1);
  set('unknown-words', Math.min(1, unknown.length / 3));
  // A word of the language that no record has says less than one that names something else.
  const special = unknown.filter(({ word }) => synonymsOf(word).size === 0 && !/(?:ed|ing|ly)$/.test(word));
  if (all > 0) set('unknown-special', special.reduce((sum, { idf }) => sum + idf, 0) / all);
  if (special.length > 0) set('unknown-special-any', 1);
  for (const [at, { word, part, idf, stems }] of terms.entries()) {
    if (part !== 'word' || stems.length === 0 || first.candidate.held[at] != null) continue;
    const name = synonymsOf(word).size === 0 ? 'miss-special' : 'miss-general';
    set(name, Math.max(row[name] ?? 0, idf));
  }
  set('tight', signals.tight);
  set('mass', signals.mass);
  if (
    words.length === 0 &&
    mentions.named.length === 0 &&
    mentions.texts.length === 0 &&
    mentions.points.length === 0 &&
    mentions.period === null
  )
    set('nothing-named', 1);
  if (words.length === 1) {
    set('one-word', 1);
    set('short-cover', signals.cover);
  }
  if (words.length > 5) set('many-words', 1);
  const names = unknown.map(({ word }) => word);
  if (hasStranger(mentions.plain, names)) set('stranger', 1);
  if (names.length > 0 && wanted.vote > 0) set('unknown-vote', 1);
  if (names.length > 0 && mentions.named.length > 0) set('unknown-named', 1);
}

/** How much likelier than the others the first records are, and whether they are somebody’s very words. */
function chancesFill(ranked: readonly RankedUnit[], signals: Signals, { wanted }: Asked, set: Setter): void {
  set('chance', ranked[0]?.chance);
  set(
    'chance-three',
    ranked.slice(0, 3).reduce((sum, { chance }) => sum + chance, 0),
  );
  set('quoted', signals.quoted);
  set('quoted-sure', signals['quoted-sure']);
  if (wanted.words + wanted.speaker > 0) {
    set('quoted-words', signals.quoted);
    set('words-cover', signals.cover);
  }
}

/** Whether the record is from or about whoever was named, and what is missing where it is not. */
function whoFills(signals: Signals, { mentions, wanted }: Asked, set: Setter): void {
  set('voice', signals.voice);
  set('voice-for', signals['voice-for']);
  const named = mentions.named.length > 0;
  const voiced = signals.voice + signals['voice-for'] > 0;
  if (named) {
    set('named', 1);
    if (!voiced && wanted.words > 0 && wanted.speaker === 0) set('voice-missing-words', 1);
    if (!voiced && wanted.stance > 0) set('voice-missing-stance', 1);
  }
  set('who-none', signals['who-none']);
  set('who-all', signals['who-all']);
  if (mentions.named.length > 1 && signals['who-all'] === 0) set('who-not-all', 1);
  if (mentions.telling.some(({ word, part }) => part === 'word' && isOffice(word) && !/s$/.test(word)))
    set('office-nobody', 1);
}

/** Whether the kind of record fits what is wanted. */
function kindFills(
  { candidate: { unit } }: RankedUnit,
  signals: Signals,
  { wanted }: Asked,
  set: Setter,
): void {
  set('date', signals.date);
  set('date-not', signals['date-not']);
  set('figure', signals.figure);
  set('figure-not', signals['figure-not']);
  if (wanted.number === 1 && figuresOfUnit(unit).length === 0) set('figure-missing', 1);
  if (wanted.time === 1 && (unit.when === null || unit.when.to === null)) set('date-missing', 1);
  set('point', signals.point);
  set('text', signals.text);
  set('text-other', signals['text-other']);
  set('itself', signals.itself);
  if (wanted.happened > 0 && unit.kind !== 'event') set('happened-unsaid', 1);
  set('verdict', wanted.verdict);
  set('reason', wanted.reason);
  set('silent', signals.silent);
  set('thread', signals.thread);
  const kind = unit.kind;
  if (wanted.stance > 0 && kind === 'position') set('stance-position', 1);
  if (wanted.time > 0) set(kind === 'event' || kind === 'statement' ? 'time-event' : 'time-other', 1);
  if (wanted.vote > 0) set(kind === 'event' ? 'vote-event' : 'vote-other', 1);
  if (wanted.person > 0)
    set(
      kind === 'person' || kind === 'party'
        ? 'person-actor'
        : kind === 'event'
          ? 'person-event'
          : 'person-other',
      1,
    );
  if (wanted.number > 0) set('number-figure', signals['has-figure-number']);
  if (wanted.source > 0 && kind === 'source') set('source-source', 1);
  if (wanted.words > 0 && kind === 'statement') set('words-statement', 1);
  set('exact-tight', signals['cover-exact'] * signals.tight);
}

/** A known gap among the first six that does not lead: what is asked may be what nobody knows. */
function gapFills(ranked: readonly RankedUnit[], first: RankedUnit, asked: Asked, set: Setter): void {
  const gap = ranked.slice(0, 6).find(({ candidate }) => candidate.unit.kind === 'gap');
  if (gap !== undefined && gap !== first) {
    const own = signalsOf(gap.candidate, asked);
    set('gap-near', gap.chance / Math.max(first.chance, 1e-9));
    set('gap-cover', own.cover);
    set('gap-tight', own.tight);
  }
}

/**
 * A capitalised word within the sentence that no record knows: somebody or something else is asked about. The first
 * word of a sentence does not count: it is capitalised whatever it is.
 */
function hasStranger(plain: string, unknown: readonly string[]): boolean {
  if (unknown.length === 0) return false;
  const capitals = [...plain.matchAll(/(?<=\S\s+)\p{Lu}[\p{L}'-]+/gu)].map(([word]) => word.toLowerCase());
  return unknown.some((word) => capitals.includes(word));
}

/**
 * How likely the best record is what was asked for, 0 to 1. A logistic regression; `weights` that lack a name give it
 * no say.
 */
export function supportOf(row: SupportRow, weights: SupportRow): number {
  let sum = 0;
  for (const name in row) sum += (weights[name as SupportFeature] ?? 0) * (row[name as SupportFeature] ?? 0);
  return 1 / (1 + Math.exp(-sum));
}
