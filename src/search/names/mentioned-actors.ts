import type { Actor } from '../../domain/actor.ts';
import type { Briefing } from '../../domain/briefing.ts';
import { actorIn, wholeOf } from '../../domain/lookups/known-by.ts';
import { commonWords } from '../text/common-words.ts';
import { editDistance } from '../text/edit-distance.ts';
import { type ActorNames, actorNamesOf } from './actor-names.ts';
import { type Cover, coverOf, type TypedWord, typedWords } from './name-index.ts';
import { isGeneration, isMonthOrDay, isOffice, isOrdinary, isTitle } from './name-words.ts';
import { ownWordsOf } from './own-words.ts';
import { tellingWords } from './topics.ts';

/**
 * An actor named inside a longer text; `from` and `to` are positions among its tokens, end exclusive. `score` is 1 for a
 * name or part of one as it is spelled, less for a likely misspelling.
 */
export interface MentionedActor {
  readonly actor: Actor;
  readonly score: number;
  readonly from: number;
  readonly to: number;
  /** Others the words name just as well; absent where they name one actor only. */
  readonly others?: readonly Actor[];
}

/** Most words of a part of a name. */
const LONGEST_PART = 8;

/**
 * Actors named in a text, in reading order, longest names first where they overlap: by a name, an alias or a part of a name.
 * Misspelt single words count from five letters on and only with the same first letter, so that ordinary words are not
 * taken for names.
 */
export function mentionedActors(text: string, briefing: Briefing): readonly MentionedActor[] {
  return mentionsIn(text, briefing, isStranger);
}

/** The same within something typed as one name, where "Jr" or another first name is for the caller to judge. */
export function namesIn(text: string, briefing: Briefing): readonly MentionedActor[] {
  return mentionsIn(text, briefing, () => false);
}

/** In the names of the whole briefing: nobody's depends on the day. */
function mentionsIn(text: string, briefing: Briefing, isOther: typeof isStranger): readonly MentionedActor[] {
  const known = actorIn(briefing);
  return wholeMentions(text, wholeOf(briefing), isOther).map(({ actor, others, ...place }) => ({
    ...place,
    actor: known(actor),
    ...(others === undefined ? {} : { others: others.map(known) }),
  }));
}

function wholeMentions(
  text: string,
  briefing: Briefing,
  isOther: typeof isStranger,
): readonly MentionedActor[] {
  const names = actorNamesOf(briefing);
  const words = typedWords(text);
  const found: MentionedActor[] = [];
  for (let from = 0; from < words.length; from += 1) {
    const place = { text, words, from, after: found.at(-1)?.to ?? 0, briefing };
    const mention = mentionAt(place, names, isOther);
    if (mention === null) continue;
    found.push(mention);
    from = mention.to - 1;
  }
  return found;
}

interface Place {
  readonly text: string;
  readonly words: readonly TypedWord[];
  readonly from: number;
  /** Where the mention before ends. */
  readonly after: number;
  readonly briefing: Briefing;
}

function mentionAt(place: Place, names: ActorNames, isOther: typeof isStranger): MentionedActor | null {
  const { words, from } = place;
  const exact = longestNameAt(words, from, names);
  const part = longestPartAt(place, names);
  const longer = part !== null && part.to > (exact?.to ?? from) ? part : exact;
  if (longer === null) return misspeltNameAt(place, names);
  if (isPronoun(place, longer) || isOther(place, longer, names)) return null;
  return longer;
}

/**
 * "us" in small letters is the United States after "the", and where no sentence has the pronoun: at the beginning, and behind a
 * verb that asks ("does us back it").
 */
function isPronoun({ words, from }: Place, mention: MentionedActor): boolean {
  const word = words[from];
  if (mention.to - from > 1 || word?.word !== 'us' || word.written === 'US') return false;
  const before = words[from - 1]?.word;
  return !(before === undefined ? words.length > 1 : BEFORE_COUNTRY.test(before));
}

const BEFORE_COUNTRY =
  /^(?:the|does|did|do|is|was|has|had|would|could|should|can|will|current|official|latest)$/;

function longestNameAt(words: readonly TypedWord[], from: number, names: ActorNames): MentionedActor | null {
  for (let to = Math.min(words.length, from + names.longest); to > from; to -= 1) {
    const phrase = words
      .slice(from, to)
      .map(({ word }) => word)
      .join(' ');
    // "Orrs" without its apostrophe.
    const actor =
      names.exact.get(phrase) ?? (phrase.endsWith('s') ? names.exact.get(phrase.slice(0, -1)) : undefined);
    if (actor !== undefined) return { actor, score: 1, from, to };
  }
  return null;
}

/** The longest run of words from here that are all parts of somebody's name. */
function longestPartAt(place: Place, names: ActorNames): MentionedActor | null {
  const { words, from } = place;
  const forms = [...names.parts.formsFor(words.slice(from, from + 3))];
  if (forms.length === 0) return null;
  for (let to = Math.min(words.length, from + LONGEST_PART); to > from; to -= 1) {
    const covers = forms.flatMap((form) => coverOf(form, words.slice(from, to), false) ?? []);
    const found = covers.length > 0 ? covers : withoutEnding(place, to, forms);
    const likely = found.filter((cover) => countsInText(place, to, cover));
    const whole = likely.filter((cover) => cover.whole);
    const actors = [...new Set((whole.length > 0 ? whole : likely).map(({ form }) => form.actor))];
    const [actor, ...others] = actors;
    if (actor !== undefined) return { actor, score: 1, from, to, ...(others.length === 0 ? {} : { others }) };
  }
  return null;
}

/** "starmers position": a family name in small letters with the s of a possessive. */
function withoutEnding(
  { words, from }: Place,
  to: number,
  forms: readonly Cover['form'][],
): readonly Cover[] {
  const last = words[to - 1];
  if (to - from !== 1 || last === undefined || !/^\p{Ll}{5,}s$/u.test(last.written)) return [];
  const bare = { ...last, word: last.word.slice(0, -1) };
  return forms.flatMap((form) => coverOf(form, [bare], false) ?? []).filter(({ toTheEnd }) => toTheEnd);
}

/**
 * Whether a part of a name is meant as one. Initials count in capitals only. One word that is also a word of the language, or
 * hardly a word at all ("Xi"), counts where it is addressed as a name or written as one within a sentence.
 */
function countsInText({ words, from }: Place, to: number, cover: Cover): boolean {
  const alone = to - from === words.length;
  const run = words.slice(from, to);
  if (alone) return true;
  if (run.some(({ word, written }) => word.length === 1 && /^\p{Ll}/u.test(written))) return false;
  if (cover.acronym) return run.every(({ written }) => !/\p{Ll}/u.test(written));
  const [only] = run;
  if (cover.own > 1 || only === undefined || run.length > 1) return true;
  const before = words[from - 1]?.word ?? '';
  if (isOffice(before) || /^(?:mr|mrs|ms|miss|mx)$/.test(before)) return true;
  const capital = !/^\p{Ll}/u.test(only.written);
  if (isAlsoAWord(only.word)) return capital && from > 0 && !inTitleCase(words);
  return only.word.length > 3 || (capital && only.written.length > 1);
}

function isAlsoAWord(word: string): boolean {
  return isOrdinary(word) || commonWords.has(word) || COMMON.has(word) || tellingWords([word]).length === 0;
}

/** Every word begins with a capital, so that a capital says nothing. */
function inTitleCase(words: readonly TypedWord[]): boolean {
  return words.every(({ written }) => !/^\p{Ll}/u.test(written));
}

/**
 * A family name behind a first name that is not theirs, a first name before another family's, "Jr" behind the father: it is
 * somebody else who is named.
 */
function isStranger(place: Place, { actor, from, to }: MentionedActor, names: ActorNames): boolean {
  if (actor.kind !== 'person' || to - from !== 1) return false;
  const { words, text, after } = place;
  const [before, word, behind] = [words[from - 1], words[from], words[to]];
  if (word === undefined) return false;
  if (
    behind !== undefined &&
    isGeneration(behind.word) &&
    /^[\s,]+$/.test(text.slice(word.end, behind.start))
  )
    return true;
  const isNameLike = (other: TypedWord) =>
    /^\p{Lu}[’'\p{L}]*\p{Ll}/u.test(other.written) &&
    !isTitle(other.word) &&
    !isMonthOrDay(other.word) &&
    tellingWords([other.word]).length > 0 &&
    !commonWords.has(other.word) &&
    !belongsToParty(other.word, names);
  if (
    before !== undefined &&
    from > after &&
    (from > 1 || words.length === 2) &&
    /^\s+$/.test(text.slice(before.end, word.start)) &&
    isNameLike(before)
  )
    return true;
  const isFamily = [...names.parts.formsFor([word])].some(
    (form) => form.actor === actor && (coverOf(form, [word], false)?.toTheEnd ?? false),
  );
  const isExact = names.exact.get(word.word) === actor;
  return (
    behind !== undefined &&
    !isFamily &&
    !isExact &&
    /^\s+$/.test(text.slice(word.end, behind.start)) &&
    isNameLike(behind)
  );
}

/** "Ukrainian" is of Ukraine, not somebody's first name. */
function belongsToParty(word: string, names: ActorNames): boolean {
  if (names.describing.has(word)) return true;
  return (
    word.length >= 5 &&
    [word.slice(0, -1), word.slice(0, -2), word.slice(0, -3)].some((stem) => names.describing.has(stem))
  );
}

function misspeltNameAt({ words, from, briefing }: Place, names: ActorNames): MentionedActor | null {
  const word = words[from]?.word ?? '';
  if (word.length < 5 || COMMON.has(word) || isOrdinary(word) || ownWordsOf(briefing).has(word)) return null;
  let best: { readonly actors: readonly Actor[]; readonly distance: number } | null = null;
  for (const [name, actors] of names.spelled.get(word[0] ?? '') ?? []) {
    const allowed = Math.min(name.length, word.length) < 7 ? 1 : 2;
    const distance = editDistance(word, name, allowed);
    if (distance > allowed || (best !== null && distance > best.distance)) continue;
    const known: readonly Actor[] = best !== null && best.distance === distance ? best.actors : [];
    best = { actors: [...new Set([...known, ...actors])], distance };
  }
  const [actor, ...others] = best?.actors ?? [];
  if (best === null || actor === undefined) return null;
  const score = 0.8 - 0.1 * best.distance;
  return { actor, score, from, to: from + 1, ...(others.length === 0 ? {} : { others }) };
}

/** Words of any story that lie one slip from a name somewhere; a name is never guessed from them, nor from a story's own. */
const COMMON = new Set(
  `about after again agree agreed among article articles being change changed clause clauses could deals decide decided draft
  drafts every final first general great group issue issues known large later leader leaders leave level limit limits local
  major meeting member members might minister money month months needs never number offer offered other others paragraph
  party parties place plans point points power press price prime public quick quote quoted rather really reject rejected
  report reports right round rules saying section should since source sources spoke stand states still table talks
  their there these thing things think three today total treaty trust under until voice vote votes where which while
  whose words world would write wrote years`.split(/\s+/),
);
