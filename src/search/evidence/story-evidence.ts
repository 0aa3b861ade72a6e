import type { Briefing } from '../../domain/briefing.ts';
import { lookupOf } from '../../domain/lookups/lookup.ts';
import { textMentions } from '../names/find-text.ts';
import { mentionedActors } from '../names/mentioned-actors.ts';
import { readPoint } from '../names/read-point.ts';
import { phraseWords, tellingWords } from '../names/topics.ts';
import type { QuoteIndex } from '../statements/quote-index.ts';
import { wordings } from '../statements/statement-index.ts';
import { editDistance } from '../text/edit-distance.ts';
import { tokens } from '../text/normalize.ts';
import { stem } from '../text/stem.ts';
import { trackedWords } from './tracked-units.ts';

/** What one story has on a question, to be compared with what the others have: all are weighed by the same words. */
export interface Evidence {
  /**
   * Share of the telling words that the best record holds, 0 to 1; a word that is rare over all the stories counts for
   * more. 0 where the question has no telling word.
   */
  readonly best: number;
  /**
   * True where the question names a person, a party or a text that this story alone knows, by a word no other story has,
   * or the number of a point that only this one has.
   */
  readonly names: boolean;
}

/** A story as its evidence is looked for. */
export interface Witness {
  readonly briefing: Briefing;
  /** Over its statements; built where it is first asked for. */
  readonly index: () => QuoteIndex;
}

/** Weighs a question against every story, in the order they were given. */
export type Weigh = (words: string) => readonly Evidence[];

/** What stands only in a description still finds its record, if every word asked for does. */
const PROSE_WEIGHT = 0.7;
/** Statements are long: a word among theirs says less than one among a record's names. */
const STATEMENT_WEIGHT = 0.8;
/** Statements of each story that a question is laid beside. */
const STATEMENTS_READ = 3;
/** Share of a record's evidence that does not depend on how much of its name was asked for. */
const LOOSE = 0.75;

interface Unit {
  readonly story: number;
  /** Stems of each name. */
  readonly names: readonly (readonly string[])[];
}

interface Vocabulary {
  /** By stem: the units that have it, and the weight of the place it stands in. */
  readonly held: ReadonlyMap<string, ReadonlyMap<number, number>>;
  readonly units: readonly Unit[];
  /** Stems of words of four letters and more, by first letter: what a slip may stand for. */
  readonly byLetter: ReadonlyMap<string, readonly string[]>;
}

/**
 * Reads the stories' records once. Statements are not among them, because there may be very many: their own index gives
 * the few that come near a question.
 */
export function weighStories(stories: readonly Witness[]): Weigh {
  const vocabulary = vocabularyOf(stories.map(({ briefing }) => briefing));
  return (words) => {
    const asked = [...new Set(tellingWords(phraseWords(words)))];
    const read = asked.map((word) => readWord(word, vocabulary));
    const owners = namesOnly(words, stories, vocabulary);
    const scores = unitScores(read, vocabulary, stories.length);
    return stories.map((story, at) => ({
      best: Math.max(scores[at] ?? 0, statementScore(words, read, story)),
      names: owners[at] ?? false,
    }));
  };
}

function vocabularyOf(briefings: readonly Briefing[]): Vocabulary {
  const held = new Map<string, Map<number, number>>();
  const units: Unit[] = [];
  const note = (root: string, unit: number, weight: number) => {
    const units = held.get(root) ?? new Map<number, number>();
    units.set(unit, Math.max(units.get(unit) ?? 0, weight));
    held.set(root, units);
  };
  for (const [story, briefing] of briefings.entries()) {
    for (const { names, prose } of describedUnits(briefing)) {
      const unit = units.length;
      const stems = names.map((name) => [...new Set(tellingWords(phraseWords(name)).map(stem))]);
      for (const root of stems.flat()) note(root, unit, 1);
      for (const sentence of prose)
        for (const word of tellingWords(phraseWords(sentence))) note(stem(word), unit, PROSE_WEIGHT);
      units.push({ story, names: stems.filter((name) => name.length > 0) });
    }
  }
  const byLetter = new Map<string, string[]>();
  for (const root of held.keys()) {
    if (root.length < SLIP_LENGTH) continue;
    const letter = root[0] ?? '';
    byLetter.set(letter, [...(byLetter.get(letter) ?? []), root]);
  }
  return { held, units, byLetter };
}

interface Described {
  readonly names: readonly string[];
  readonly prose: readonly string[];
}

/** Every record but statements, as the words it may be asked for by. */
function describedUnits(briefing: Briefing): readonly Described[] {
  const lookup = lookupOf(briefing);
  const nameOf = (id: string) => lookup.actor(id)?.name ?? '';
  return [
    { names: [briefing.title, briefing.id], prose: briefing.lead.map((line) => line.text) },
    ...briefing.actors.map((actor) => ({
      names: [actor.name, actor.id, ...actor.aliases],
      prose: actor.kind === 'person' ? actor.roles.map((role) => role.title) : [actor.description ?? ''],
    })),
    ...briefing.texts.map((text) => ({
      names: [text.name, text.id, text.label, ...text.aliases],
      prose: [text.summary, ...text.authors.map(nameOf)],
    })),
    ...briefing.provisions.map((provision) => ({
      names: [provision.title, provision.id, ...provision.aliases],
      prose: provision.readings.flatMap((reading) => [
        reading.wording,
        reading.note ?? '',
        ...reading.terms.map(
          (term) => `${term.name} ${term.value} ${term.unit ?? ''} ${term.qualifier ?? ''}`,
        ),
      ]),
    })),
    ...briefing.events.map((event) => ({
      names: [event.what],
      prose: [event.place ?? '', ...event.who.map(nameOf)],
    })),
    ...briefing.positions.map((position) => ({
      names: [`${nameOf(position.party)} ${position.topic}`],
      prose: [position.wording],
    })),
    ...trackedWords(briefing).map(({ name, aliases, body, notes, who }) => ({
      names: [name, ...aliases],
      prose: [...body, ...notes, ...who.map(nameOf)],
    })),
    ...briefing.occasions.map((occasion) => ({
      names: [occasion.name, ...occasion.aliases],
      prose: [occasion.place ?? '', ...occasion.speakers.map(nameOf)],
    })),
    ...briefing.conflicts.map((conflict) => ({
      names: [conflict.title],
      prose: conflict.sides.map((side) => side.claim),
    })),
    ...briefing.gaps.map((gap) => ({ names: [gap.topic, ...gap.aliases], prose: [gap.note] })),
    ...briefing.sources.map((source) => ({ names: [source.publisher], prose: [source.title ?? ''] })),
  ];
}

/** A word of the question and the stems it may stand for, each with how near it is, 0 to 1. */
interface ReadWord {
  readonly word: string;
  readonly stems: ReadonlyMap<string, number>;
  /** What holding it is worth. */
  readonly weight: number;
}

function readWord(word: string, vocabulary: Vocabulary): ReadWord {
  const { held, units } = vocabulary;
  const root = stem(word);
  const rarity = (known: string) => Math.log(1 + units.length / Math.max(1, held.get(known)?.size ?? 0));
  if (held.has(root)) return { word, stems: new Map([[root, 1]]), weight: rarity(root) };
  const stems = new Map<string, number>();
  for (const known of vocabulary.byLetter.get(root[0] ?? '') ?? []) {
    const near = nearness(root, known);
    if (near > 0) stems.set(known, near);
  }
  const weights = [...stems.keys()].map(rarity);
  return { word, stems, weight: weights.length === 0 ? Math.log(1 + units.length) : Math.max(...weights) };
}

/** Words shorter than this are too easily mistaken for one another. */
const SLIP_LENGTH = 4;

/** 1 for the same stem, less for each slip, 0 for another word. */
function nearness(root: string, known: string): number {
  if (root === known) return 1;
  if (root.length < SLIP_LENGTH || known.length < SLIP_LENGTH || /\d/.test(root)) return 0;
  const allowed = Math.min(root.length, known.length) >= 7 ? 2 : 1;
  if (Math.abs(root.length - known.length) > allowed) return 0;
  const distance = editDistance(root, known, allowed);
  return distance <= allowed ? 1 - 0.15 * distance : 0;
}

/** The best unit of each story. */
function unitScores(
  read: readonly ReadWord[],
  { held, units }: Vocabulary,
  stories: number,
): readonly number[] {
  const possible = read.reduce((sum, { weight }) => sum + weight, 0);
  const scores = new Array<number>(stories).fill(0);
  if (possible === 0) return scores;
  const gained = new Map<number, number>();
  const matched = new Map<number, Set<string>>();
  for (const { stems, weight } of read) {
    const best = new Map<number, number>();
    for (const [root, near] of stems) {
      for (const [unit, field] of held.get(root) ?? []) {
        best.set(unit, Math.max(best.get(unit) ?? 0, weight * near * field));
        const roots = matched.get(unit) ?? new Set<string>();
        matched.set(unit, roots.add(root));
      }
    }
    for (const [unit, gain] of best) gained.set(unit, (gained.get(unit) ?? 0) + gain);
  }
  for (const [number, gain] of gained) {
    const unit = units[number];
    if (unit === undefined) continue;
    const roots = matched.get(number) ?? new Set<string>();
    const whole = Math.max(0, ...unit.names.map((name) => shareOf(name, roots)));
    const score = (gain / possible) * (LOOSE + (1 - LOOSE) * whole);
    if (score > (scores[unit.story] ?? 0)) scores[unit.story] = score;
  }
  return scores;
}

function shareOf(name: readonly string[], roots: ReadonlySet<string>): number {
  return name.filter((root) => roots.has(root)).length / name.length;
}

/** How much of the question the nearest statement holds, its speaker's name included. */
function statementScore(words: string, read: readonly ReadWord[], { briefing, index }: Witness): number {
  const possible = read.reduce((sum, { weight }) => sum + weight, 0);
  if (possible === 0) return 0;
  const lookup = lookupOf(briefing);
  const scores = index()
    .candidates(words, { limit: STATEMENTS_READ })
    .map(({ id }) => {
      const statement = lookup.statement(id);
      if (statement === undefined) return 0;
      const speaker = lookup.actor(statement.speaker);
      const text = [...wordings(statement), speaker?.name ?? '', ...(speaker?.aliases ?? [])].join(' ');
      const roots = [...new Set(phraseWords(text).map(stem))];
      const gain = read.reduce((sum, { word, weight }) => {
        const root = stem(word);
        return sum + weight * Math.max(0, ...roots.map((known) => nearness(root, known)));
      }, 0);
      return (STATEMENT_WEIGHT * gain) / possible;
    });
  return Math.max(0, ...scores);
}

/** Which stories alone know something that the question names. */
function namesOnly(words: string, stories: readonly Witness[], vocabulary: Vocabulary): readonly boolean[] {
  const named = stories.map(({ briefing }) => namedIn(words, briefing));
  const knows = (story: number, word: string) => {
    for (const unit of vocabulary.held.get(stem(word))?.keys() ?? [])
      if (vocabulary.units[unit]?.story === story) return true;
    return stories[story]?.index().knows(word) ?? false;
  };
  const alone = (own: number, known: (other: number) => boolean) =>
    stories.every((_, at) => at === own || !known(at));
  return named.map(({ persons, others, points }, own) => {
    // A person may be mentioned by another story; a party's name is often a place, which tells less.
    if (persons.some((word) => alone(own, (at) => named[at]?.persons.includes(word) === true))) return true;
    if (others.some((word) => alone(own, (at) => knows(at, word)))) return true;
    // A number of points is the same question to all of them, or it is none.
    const allRead = named.every((one) => one.points !== 'none');
    return allRead && points === 'there' && alone(own, (at) => named[at]?.points === 'there');
  });
}

interface Naming {
  readonly persons: readonly string[];
  /** Words of the names of parties and texts. */
  readonly others: readonly string[];
  /** Points asked for by number: whether the story has them; `none` where none are asked for. */
  readonly points: 'none' | 'there' | 'missing';
}

function namedIn(words: string, briefing: Briefing): Naming {
  const read = tokens(words).map(({ word }) => word);
  const phrase = phraseWords(words);
  const mentions = mentionedActors(words, briefing).filter(({ score }) => score === 1);
  const wordsOf = (kind: 'person' | 'party') =>
    tellingWords(
      mentions.filter(({ actor }) => actor.kind === kind).flatMap(({ from, to }) => read.slice(from, to)),
    );
  const texts = textMentions(phrase, briefing).flatMap(({ from, to }) => phrase.slice(from, to));
  return {
    persons: wordsOf('person'),
    others: [...wordsOf('party'), ...tellingWords(texts)].filter((word) => !/^\d+$/.test(word)),
    points: pointsIn(words, briefing),
  };
}

function pointsIn(words: string, briefing: Briefing): Naming['points'] {
  const asked = readPoint(words, briefing);
  if (asked.kind !== 'numbers') return 'none';
  const text = asked.text?.id ?? briefing.mainText;
  const known = new Set(
    briefing.provisions.flatMap(({ readings }) =>
      readings.flatMap((reading) => (reading.text === text ? reading.points : [])),
    ),
  );
  return asked.numbers.every((number) => known.has(number)) ? 'there' : 'missing';
}
