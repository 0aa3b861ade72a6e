import { entryIn } from '../../../domain/mapping.ts';
import type { Article } from '../reading/article.ts';
import { type Entity, genderOfNoun, LONG_FORM } from '../reading/entities.ts';
import type { Mention } from '../reading/mention.ts';
import type { Token } from '../reading/stream.ts';
import {
  AUXILIARY,
  CONJUNCTION,
  CUE,
  DETERMINER,
  PERSON,
  PREPOSITION,
  PRONOUN,
  RELATIVE,
  TITLE,
} from '../reading/words/word-classes.ts';
import { peopleFor, personFeatures, type Speakers } from './person-features.ts';
import type { Weights } from './weights.ts';

/** The person a description means ("the Florida senator"), with how likely that is. */
export interface Described {
  readonly entity: number;
  readonly probability: number;
}

const MENTIONS_READ = 12;
const FUNCTION = CUE | PREPOSITION | CONJUNCTION | AUXILIARY | PRONOUN | DETERMINER | RELATIVE;

/** What words of one row have in common is what they say of somebody: who is called by one may be called by another. */
const ALIKE = [
  'senator congressman congresswoman representative lawmaker legislator politician deputy mp parliamentarian',
  'businessman businesswoman mogul tycoon billionaire magnate developer investor entrepreneur executive founder owner',
  'candidate nominee contender hopeful front-runner frontrunner standard-bearer runner-up',
  'president premier chancellor statesman commander-in-chief',
  'minister diplomat official',
  'spokesman spokeswoman spokesperson',
  'host anchor moderator broadcaster journalist reporter correspondent columnist writer author',
  'professor academic scholar scientist researcher historian economist expert',
  'lawyer attorney prosecutor counsel',
  'neurosurgeon surgeon doctor physician',
  'actor actress star comedian singer performer',
  'general commander officer colonel soldier veteran',
  'pollster strategist consultant operative adviser aide',
];
const ROWS = new Map<string, number>();
ALIKE.forEach((row, index) => {
  for (const word of row.split(' ')) ROWS.set(word, index);
});
/** Offices one holds alone: who is called by one of them is not meant by another. */
const OFFICES = new Set(
  'president senator governor mayor congressman congresswoman minister chancellor premier ambassador judge justice'.split(
    ' ',
  ),
);
/**
 * Nouns for people whom a text does not name: "the official" who spoke is not the senator who was named last. By any other
 * noun whoever spoke last or is talked of may be meant, called so before or not.
 */
const UNNAMED_NOUNS = new Set(
  `man woman boy girl person source official aide spokesman spokeswoman spokesperson representative moderator host insider
  narrator officer organizer organiser executive lawyer attorney designer author judge magistrate pair two member supporter
  adviser advisor employee staffer worker voter protester demonstrator activist resident student head guy friend operative
  consultant strategist participant attendee caller user reader reporter interviewer questioner actor expert analyst
  speaker father mother wife husband son daughter brother sister uncle aunt niece nephew teacher driver witness victim
  soldier agent detective prosecutor announcer anchor other one writer editor correspondent journalist crowd audience
  neighbor neighbour tourist visitor passenger customer client patient nurse pilot clerk guard fan heckler observer
  diplomat negotiator lobbyist donor delegate volunteer colleague relative couple family leader-in-waiting`.split(
    /\s+/,
  ),
);
/** Who is of one party is not meant by a word for another. */
const PARTIES = [
  'republican republicans gop',
  'democratic democrat democrats',
  'conservative tory',
  'labour',
  'liberal',
].map((row) => row.split(' '));
const OF_A_PARTY = new Set([...PARTIES.flat(), 'libertarian', 'independent', 'green', 'socialist']);

function ofOtherParty(words: readonly Token[], said: ReadonlySet<string>): boolean {
  const own = PARTIES.find((row) => words.some(({ low }) => row.includes(low)));
  return (
    own !== undefined &&
    !own.some((word) => said.has(word)) &&
    PARTIES.some((row) => row.some((word) => said.has(word)))
  );
}

/**
 * Whom a definite description of one person means: somebody who was called so, or may be, the likelier the more of its
 * words were said of them and the nearer they are. null where it is nobody who has a name.
 */
export function personDescribed(
  article: Article,
  mention: Mention,
  quote: number,
  speakers: Speakers,
  weights: Weights,
): Described | null {
  const { tokens } = article.stream;
  if (!mention.definite || mention.sort !== PERSON || /s$/.test(mention.noun)) return null;
  if (!/^(?:the|that|this|der|die|das|dieser|diese|le|la|el|il)$/.test(tokens[mention.from]?.low ?? ''))
    return null;
  const gender = genderOfNoun(mention.noun);
  const words = tokens.slice(mention.from + 1, mention.to).filter(({ kind }) => kind === 'word');
  const { entities } = article;
  const scored: { entity: number; score: number; calls: Called }[] = [];
  peopleFor(article, mention.index, speakers).forEach((person, rank) => {
    const entity = entities.all[person] as Entity;
    if (entity.body || (gender !== '' && entity.gender !== '' && entity.gender !== gender)) return;
    const calls = called(article, entity, mention, words);
    weights.start();
    personFeatures(article, mention.index, quote, person, rank, speakers, weights.emit);
    scored.push({ entity: person, calls, score: weights.end() + scoreOf(calls) });
  });
  scored.sort((a, b) => b.score - a.score);
  const best = scored[0];
  if (best === undefined) return null;
  const { head, more, other } = best.calls;
  const fits = head === 'same' || more > 0 || (head === 'alike' && !other);
  const probability = 1 / scored.reduce((sum, { score }) => sum + Math.exp(score - best.score), 0);
  if (fits) return probability < LEAST_SURE ? null : { entity: best.entity, probability: 0.95 * probability };
  // "The Utah Republican" is nobody of whom Utah was never said, but for whoever was just heard or is alone.
  const placed = words.some(({ low, capital }) => capital && low !== mention.noun && !OF_A_PARTY.has(low));
  const heard = speakers[0]?.entity === best.entity || scored.length === 1;
  const may = article.stream.language === 'en' && !UNNAMED_NOUNS.has(mention.noun) && !other;
  if (!may || (placed && !heard) || probability < LIKELY || introduced(article, mention)) return null;
  return { entity: best.entity, probability: 0.8 * probability };
}

/** Below these the description itself says more than a guess: where words of it were said of them, and where none was. */
const LEAST_SURE = 0.5;
const LIKELY = 0.6;

interface Called {
  /** Whether they were called by the head of the description, or by a word like it. */
  readonly head: 'same' | 'alike' | 'no';
  /** How many of its other words were said of them. */
  readonly more: number;
  /** Whether they hold another office or are of another party. */
  readonly other: boolean;
}

function scoreOf({ head, more, other }: Called): number {
  return (head === 'same' ? 5 : head === 'alike' ? 1 : 0) + 2 * more - (other ? 5 : 0);
}

function called(article: Article, entity: Entity, mention: Mention, words: readonly Token[]): Called {
  const said = new Set(entity.nouns);
  let read = 0;
  for (const index of entity.mentions) {
    if (index >= mention.index || read++ >= MENTIONS_READ) break;
    collect(article, article.mentions[index] as Mention, mention.from, said);
  }
  const { noun } = mention;
  const row = ROWS.get(noun);
  const alike = row !== undefined && [...said].some((word) => ROWS.get(word) === row);
  // "Der Kanzler" is the Bundeskanzler.
  const longer = article.stream.language === 'de' && [...said].some((word) => word.endsWith(noun));
  const ranked = sameRank(words, said);
  const head = !ranked ? 'no' : said.has(noun) || longer ? 'same' : alike ? 'alike' : 'no';
  // "Der CDU-Politiker" is the man of the CDU.
  const parts = words.flatMap(({ low }) => (low === noun && !low.includes('-') ? [] : low.split('-')));
  const more = parts.filter((part) => part !== noun && isSaid(said, part)).length;
  const office = head !== 'same' && OFFICES.has(noun) && [...said].some((word) => OFFICES.has(word));
  const other = office || !ranked || ofOtherParty(words, said);
  return { head, more, other };
}

const RANKS = ['prime premier première primo primer', 'vice', 'deputy'].map((row) => row.split(' '));

/** "The prime minister" is no other minister, "the president" no vice president. */
function sameRank(words: readonly Token[], said: ReadonlySet<string>): boolean {
  return RANKS.every((row) => {
    const told = words.some(({ low }) => row.includes(low));
    return told
      ? row.some((word) => said.has(word)) || said.size === 0
      : row[0] === 'prime' || !row.some((word) => said.has(word));
  });
}

/** Whether a word was said of somebody, also shortened: "Fla." of Florida, "Vt." of Vermont. */
function isSaid(said: ReadonlySet<string>, word: string): boolean {
  if (said.has(word)) return true;
  if (word.length < 4) return false;
  for (const one of said) {
    const short = one.replace('.', '');
    if (!one.endsWith('.')) continue;
    if (short.length > 2 ? word.startsWith(short) : short[0] === word[0] && short[1] === word.at(-1))
      return true;
  }
  return false;
}

/** The words that stand before a name and in the apposition behind it: "Florida Sen. NAME", "NAME (R-Fla.)", "NAME, a retired surgeon". */
function collect(
  { stream: { tokens } }: Article,
  { from, to }: Mention,
  limit: number,
  said: Set<string>,
): void {
  for (let i = from - 1; i >= 0 && i > from - 7; i--) {
    const token = tokens[i] as Token;
    const of = token.low === 'of' && (tokens[i - 1]?.bits ?? 0) & (PERSON | TITLE);
    if (token.kind !== 'word' || (token.bits & FUNCTION && !of && token.low !== 'state')) break;
    add(said, token);
    if (token.first) break;
  }
  collectBefore(tokens, from, said);
  let i = to;
  const opens = tokens[i]?.text ?? '';
  if (opens === ',' || opens === '(' || opens === 'of') i++;
  else if (/^(?:is|was|as)$/.test(opens) && /^(?:a|an|the)$/.test(tokens[i + 1]?.low ?? '')) i++;
  else return;
  for (const end = Math.min(i + 10, limit); i < end; i++) {
    const token = tokens[i];
    if (token === undefined || token.kind === 'quote' || token.first) break;
    if (token.kind === 'sign') {
      if (/^[,.;:)–—-]$/.test(token.text) && !(token.text === ',' && tokens[i + 1]?.capital)) break;
      continue;
    }
    if (token.bits & (AUXILIARY | PRONOUN)) break;
    if (token.bits & CUE && token.low !== 'state' && !token.capital && i > to + 2) break;
    add(said, token);
  }
}

/** What a comma parts from the name it tells of: "the mayor of Portello, NAME". */
function collectBefore(tokens: readonly Token[], from: number, said: Set<string>): void {
  if (tokens[from - 1]?.text !== ',') return;
  let i = from - 2;
  while (i > from - 9 && tokens[i]?.kind === 'word' && !((tokens[i]?.bits ?? 0) & DETERMINER)) i--;
  const opens = tokens[i];
  const head = tokens[i + 1];
  const describes =
    opens?.kind === 'word' && (opens.bits & DETERMINER) !== 0 && ((head?.bits ?? 0) & (PERSON | TITLE)) !== 0;
  if (!describes) return;
  for (const token of tokens.slice(i + 1, from - 1)) add(said, token);
}

function add(said: Set<string>, { low, bits }: Token): void {
  if (bits & FUNCTION && low !== 'state') return;
  const word = entryIn(LONG_FORM, low) ?? low;
  // "R-Fla."
  const place = /^\p{L}{1,3}-(\p{L}{2,6}\.?)$/u.exec(word)?.[1];
  said.add(place === undefined ? word : place.endsWith('.') ? place : `${place}.`);
}

/** Whether somebody without a name was called so before: "a senator … the senator"; not "as a senator", "NAME, a senator". */
function introduced({ mentions, stream }: Article, { index, noun }: Mention): boolean {
  for (let m = index - 1; m >= 0 && m >= index - 60; m--) {
    const one = mentions[m] as Mention;
    if (one.kind !== 'noun' || one.noun !== noun || one.definite) continue;
    const before = stream.tokens[one.from - 1];
    const tells =
      before?.text === ',' || /^(?:as|is|was|be|been|become|becoming|like|of)$/.test(before?.low ?? '');
    if (!tells) return /^(?:an?|one|another)$/.test(stream.tokens[one.from]?.low ?? '');
  }
  return false;
}
