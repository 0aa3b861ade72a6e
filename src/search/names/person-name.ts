import { tokens } from '../text/normalize.ts';
import { isGeneration, isHonour, isOffice, isParticle, isTitle } from './name-words.ts';

/**
 * One word of somebody's name. `own` names them, alone where it must; a `half` of a hyphenated word too short to do so,
 * a `particle`, an `initial`, a `title` and a `suffix` count only beside an own word.
 */
export interface NameWord {
  /** In normal form. */
  readonly word: string;
  /** As written. */
  readonly written: string;
  readonly role: 'own' | 'half' | 'particle' | 'initial' | 'title' | 'suffix';
}

/** Words of a name beyond these are not told apart. */
const MOST_WORDS = 10;
/** Offices that families go by as well: "King" behind a first name is no title. */
const SURNAMES_TOO = /^(?:king|prince|lord|baron|judge|justice|cardinal|queen|marshal|field|father|mayor)$/;
/** Particles that are first names as well: "Ben Orr", "Al Gore". */
const GIVEN_TOO = /^(?:ben|al|van|an|san|santa|el|da|di|do|as|la|le|lo|te|de|ar|e|i|o|y|d)$/;
/** Joining words that stand in what somebody is, not in what somebody is called. */
const DESCRIBES = /^(?:for|of|the|unnamed)$/;

/**
 * The words of a name as a person bears it, titles and suffixes included: "Sir Keir Starmer KC", "Starmer, Keir", "Ursula von
 * der Leyen", "Kim Jong-un". Null for what describes somebody instead ("US President", "Driscoll's spokesman"). With
 * `surely` it is known to be somebody's name, so that it may be written small.
 */
export function readName(name: string, surely = false): readonly NameWord[] | null {
  const words = wordsInOrder(name).slice(0, MOST_WORDS);
  let last = words.length;
  while (last > 1 && isSuffix(words[last - 1])) last -= 1;
  const first = endOfTitle(words, last);
  // "Lord Holm of Northmark": a seat behind the name is no part of it.
  const seat = words.findIndex(({ word }, at) => at > first && at < last && word === 'of');
  if (surely && seat > 0) last = seat;
  const core = words.slice(first, last);
  const small = surely && core.every(isSmall);
  // "Chief of Staff", "Prime Minister of Poland": what is behind "of" is what somebody is head of.
  const heads = words.slice(0, first).some(({ word }) => word === 'of' || word === 'for');
  if (heads && (!surely || core.length === 1)) return null;
  if (core.some((word, at) => describes(word, at, small))) return null;
  const read = words.map(({ word, written, joined }, at): NameWord => {
    if (at < first) return { word, written, role: 'title' };
    if (at >= last) return { word, written, role: 'suffix' };
    if (isParticleAt(words, at, first, last)) return { word, written, role: 'particle' };
    if (word.length === 1 && !/\p{Lo}/u.test(written)) return { word, written, role: 'initial' };
    return { word, written, role: joined && word.length < 3 ? 'half' : 'own' };
  });
  return read.some(({ role }) => role === 'own') ? read : null;
}

/** Where the name begins behind its title, "US President", "Secretary of State"; 0 where it has none. */
function endOfTitle(words: readonly Written[], last: number): number {
  let end = 0;
  for (const [at, { word }] of words.slice(0, last - 1).entries()) {
    if (isOffice(word) && !(at > 0 && SURNAMES_TOO.test(word) && at === last - 1)) end = at + 1;
  }
  if (end === 0 && /^(?:mr|mrs|ms|miss|mx)$/.test(words[0]?.word ?? '') && last > 1) end = 1;
  while (end > 0 && end < last - 1 && /^(?:of|for|the|state)$/.test(words[end]?.word ?? '')) end += 1;
  return end;
}

interface Written {
  readonly word: string;
  readonly written: string;
  /** Follows or leads another word with nothing but a hyphen between. */
  readonly joined: boolean;
  /** Follows a comma. */
  readonly apart: boolean;
}

/** The words of a name; "Starmer, Keir" in the order it is said, and what else stands behind a comma left out. */
function wordsInOrder(name: string): readonly Written[] {
  const written = writtenWords(name.replace(/\([^()]*\)\s*$/, ''));
  const comma = written.findIndex(({ apart }) => apart);
  if (comma < 0) return written;
  const [before, behind] = [written.slice(0, comma), written.slice(comma)];
  if (behind.every(isSuffix)) return written;
  const given =
    behind.length <= 3 && behind.every((word, at) => !isTitle(word.word) && !describes(word, at, false));
  return given ? [...behind, ...before] : before;
}

/** Words with how they are written; one with no capital to be expected (in a script without them) counts as written so. */
function writtenWords(name: string): readonly Written[] {
  const read = tokens(name);
  return read.map(({ word, start, end }, at) => {
    const before = name.slice(read[at - 1]?.end ?? 0, start);
    const after = name.slice(end, read[at + 1]?.start ?? name.length);
    const joined = (at > 0 && isHyphen(before)) || (at + 1 < read.length && isHyphen(after));
    return { word, written: name.slice(start, end), joined, apart: at > 0 && before.includes(',') };
  });
}

function isHyphen(between: string): boolean {
  return /^[-‐‑–]$/.test(between);
}

/** "Jr", "III"; "MP" in capitals. */
function isSuffix(word: Written | undefined): boolean {
  if (word === undefined) return false;
  if (isGeneration(word.word)) return true;
  return isHonour(word.word) && word.written === word.written.toUpperCase();
}

/** A word of what somebody is rather than of what they are called. */
function describes(word: Written, at: number, smallIsFine: boolean): boolean {
  if (/[’'ʼ]s$/.test(word.written)) return true;
  if (isOffice(word.word)) return at === 0 || !SURNAMES_TOO.test(word.word);
  if (DESCRIBES.test(word.word)) return true;
  return !smallIsFine && isSmall(word) && !isParticle(word.word) && !word.joined;
}

function isSmall({ written }: Written): boolean {
  return /^\p{Ll}/u.test(written) && !/^\p{Ll}{1,2}[’'ʼ`´′]\p{Lu}/u.test(written);
}

/** A small word within the name; in front only where it is written small or joined ("al-Sharaa", not "Ben Orr"). */
function isParticleAt(words: readonly Written[], at: number, first: number, last: number): boolean {
  const word = words[at];
  if (word === undefined || at === last - 1 || !isParticle(word.word)) return false;
  if (word.word.length === 1 && !isSmall(word)) return false;
  if (at > first || isSmall(word) || word.joined || !GIVEN_TOO.test(word.word)) return true;
  return isParticle(words[at + 1]?.word ?? '') && at + 1 < last - 1;
}
