import { editDistance } from '../text/edit-distance.ts';
import { tokens } from '../text/normalize.ts';
import { withFigures } from '../text/number-words.ts';
import { stem } from '../text/stem.ts';

/** What one record may be asked for by. */
export interface TopicEntry<Key> {
  readonly key: Key;
  /** Names and other words people ask for it by; matching one of them whole is the best match there is. */
  readonly names: readonly string[];
  /** Longer descriptions, whose words count for less. */
  readonly prose: readonly string[];
}

/** A record and how well the words fit it, above 0 and at most 1. */
export interface TopicMatch<Key> {
  readonly key: Key;
  readonly score: number;
  /** A word stands there as typed, but for its ending; false where all are slips, beginnings of other words or small figures. */
  readonly firm: boolean;
}

/** Records that fit the words, best first; ties keep the order of the entries. */
export type TopicIndex<Key> = (typed: string) => readonly TopicMatch<Key>[];

/** A match within what a view of a day has: `cut` gives the record as it was known, null where it was not. */
export function knownMatches<Key>(
  matches: readonly TopicMatch<Key>[],
  cut: (key: Key) => Key | null,
): readonly TopicMatch<Key>[] {
  return matches.flatMap((match) => {
    const key = cut(match.key);
    return key === null ? [] : [key === match.key ? match : { ...match, key }];
  });
}

/** Words that ask but name nothing: they neither help nor hurt a match. */
const ASKING = new Set(
  `a an and any anything about after again all already also am are article as at be been being between but by can changed
  changes clause could current currently did differ difference differences different do does doing done draft drafts each else ever explain find for from
  gave get give given go going gone got had happen happened happening happens has have having he her him his how i
  if in info information into is issue item it its itself just know known latest lets like list look make many may me
  mean means might more most much my new no not now number of off on once one ones only or other our out over part
  plan plans please point points proposal provision question really regarding related report reported reports right said saying say says see
  she should show situation so some something state status still stuff such sure tell text texts than that the their
  them then there these they thing things think this those to today too topic treaty under up update us version very
  was we were what whats when where whether which who whom whose why will with would you your dont doesnt didnt isnt
  concerning subject matter paragraph document documents agreement deal`.split(/\s+/),
);

/** The words of a phrase as matching sees them: normal forms, numbers in figures. */
export function phraseWords(phrase: string): readonly string[] {
  return withFigures(tokens(phrase).map((token) => token.word));
}

/** The words that name something; empty for "did they agree to it". */
export function tellingWords(words: readonly string[]): readonly string[] {
  return words.filter((word) => !ASKING.has(word));
}

/** The words that name something; all of them where none does. */
function namingWords(words: readonly string[]): readonly string[] {
  const naming = tellingWords(words);
  return naming.length > 0 ? naming : words;
}

/** A word that stands only in a description still finds its record, if every word asked for does. */
const PROSE_WEIGHT = 0.7;

/** A word that is off by at most its ending comes closer than this. */
const SLIP = 0.9;

/** Postings of one stem: the weight it has in each entry, by entry number. */
type Postings = Map<number, number>;

const ENTRIES_A_STEP = 400;
const WORDS_A_STEP = 4_000;

/** Builds the index once; a query costs one pass over the distinct words for each word typed wrongly. */
export function createTopicIndex<Key>(entries: readonly TopicEntry<Key>[]): TopicIndex<Key> {
  const steps = topicIndexInSteps(entries);
  for (let step = steps.next(); ; step = steps.next()) if (step.done === true) return step.value;
}

/** As `createTopicIndex`, in steps: for thousands of records. */
export function* topicIndexInSteps<Key>(
  entries: readonly TopicEntry<Key>[],
): Generator<void, TopicIndex<Key>> {
  const words = new Map<string, Postings>();
  const namesOf = entries.map((): (readonly string[])[] => []);
  const note = (word: string, entry: number, weight: number) => {
    const postings = words.get(word) ?? new Map<number, number>();
    postings.set(entry, Math.max(postings.get(entry) ?? 0, weight));
    words.set(word, postings);
  };
  const stemmed = new Map<string, Postings>();
  for (const [entry, { names, prose }] of entries.entries()) {
    if (entry % ENTRIES_A_STEP === 0) yield;
    for (const name of names) {
      const naming = namingWords(phraseWords(name));
      for (const word of naming) note(word, entry, 1);
      namesOf[entry]?.push([...new Set(naming.map(stem))]);
    }
    for (const sentence of prose) {
      for (const word of namingWords(phraseWords(sentence))) note(word, entry, PROSE_WEIGHT);
    }
  }
  const vocabulary: { readonly known: string; readonly root: string }[] = [];
  for (const [known, postings] of words) {
    if (vocabulary.length % WORDS_A_STEP === 0) yield;
    const root = stem(known);
    vocabulary.push({ known, root });
    const merged = stemmed.get(root) ?? new Map<number, number>();
    for (const [entry, weight] of postings) merged.set(entry, Math.max(merged.get(entry) ?? 0, weight));
    stemmed.set(root, merged);
  }
  const rarities = new Map(
    [...stemmed].map(([root, postings]) => [root, Math.log(1 + entries.length / postings.size)]),
  );
  yield;
  const unknown = Math.log(1 + entries.length);
  const rarity = (root: string) => rarities.get(root) ?? unknown;
  yield;
  const names: { readonly stems: readonly string[]; readonly weight: number }[][] = [];
  for (const own of namesOf) {
    if (names.length % WORDS_A_STEP === 0) yield;
    names.push(own.map((stems) => ({ stems, weight: stems.reduce((sum, root) => sum + rarity(root), 0) })));
  }

  const candidates = (word: string): readonly (readonly [stemOfWord: string, closeness: number])[] => {
    const root = stem(word);
    if (stemmed.has(root)) return [[root, words.has(word) ? 1 : 0.97]];
    const found = new Map<string, number>();
    const allowed = word.length >= 8 ? 2 : word.length >= 4 ? 1 : 0;
    for (const { known, root: key } of vocabulary) {
      let closeness = 0;
      if (word.length >= 4 && known.startsWith(word)) closeness = 0.8;
      else if (word.length >= 6 && known.length >= 5 && word.startsWith(known)) closeness = 0.7;
      else if (allowed > 0 && known.length >= 4) {
        if (Math.abs(known.length - word.length) > allowed) continue;
        const distance = editDistance(word, known, allowed);
        if (distance <= allowed) closeness = 1 - 0.15 * distance;
      }
      if (closeness > (found.get(key) ?? 0)) found.set(key, closeness);
    }
    return [...found];
  };

  return (typed) => {
    const query = [...new Set(namingWords(phraseWords(typed)))];
    if (query.length === 0) return [];
    const gained = new Map<number, number>();
    const matchedStems = new Map<number, Set<string>>();
    const firm = new Set<number>();
    let possible = 0;
    for (const word of query) {
      const near = candidates(word);
      const best = near.reduce((max, [root]) => Math.max(max, rarity(root)), 0);
      const weight = near.length === 0 ? unknown : best;
      possible += weight;
      const perEntry = new Map<number, number>();
      for (const [root, closeness] of near) {
        for (const [entry, field] of stemmed.get(root) ?? []) {
          if (closeness > SLIP && !/^\d{1,2}$/.test(word)) firm.add(entry);
          const gain = weight * closeness * field;
          if (gain > (perEntry.get(entry) ?? 0)) perEntry.set(entry, gain);
          const stems = matchedStems.get(entry) ?? new Set<string>();
          stems.add(root);
          matchedStems.set(entry, stems);
        }
      }
      for (const [entry, gain] of perEntry) gained.set(entry, (gained.get(entry) ?? 0) + gain);
    }
    /** The largest share of any one of a record's names that was asked for. */
    const tightness = (entry: number): number => {
      const matched = matchedStems.get(entry) ?? new Set();
      let tightest = 0;
      for (const { stems, weight } of names[entry] ?? []) {
        let covered = 0;
        for (const root of stems) if (matched.has(root)) covered += rarity(root);
        if (covered / weight > tightest) tightest = covered / weight;
      }
      return tightest;
    };
    return [...gained]
      .map(([entry, gain]) => ({
        entry,
        score: (gain / possible) * (0.65 + 0.35 * tightness(entry)),
      }))
      .sort((a, b) => b.score - a.score || a.entry - b.entry)
      .flatMap(({ entry, score }) => {
        const key = entries[entry]?.key;
        return key === undefined ? [] : [{ key, score, firm: firm.has(entry) }];
      });
  };
}
