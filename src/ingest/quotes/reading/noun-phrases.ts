import type { Mention } from './mention.ts';
import { ALSO_NOUNS } from './modifiers.ts';
import { inName, type Stream, type Token } from './stream.ts';
import {
  ADVERB,
  AUXILIARY,
  BODY,
  CONJUNCTION,
  CUE,
  DETERMINER,
  DOCUMENT,
  NO_NAME,
  PERSON,
  PREPOSITION,
  PRONOUN,
  RELATIVE,
  SAY,
  TELL,
} from './words/word-classes.ts';

const DEFINITE = new Set(
  'the this that his her their its our my der die das dieser diese il lo la le el'.split(' '),
);
const STOPS = CUE | PREPOSITION | CONJUNCTION | AUXILIARY | PRONOUN | DETERMINER | RELATIVE;
const PAIR = /^(?:two|three|four|five|both|pair|trio|duo)$/;
const SOMEBODY =
  /^(?:two|three|pair|duo|couple|former|latter)$|-old$|(?:ist|man|woman|ologist|eer|ian|ese|er|or|mum|mom|dad|star|boss|cop)$/;
/** What ends like a person's trade and is written or shown. */
const SOMETHING =
  /(?:letter|paper|poster|order|chapter|banner|sticker|folder|register|charter|disclaimer|counter|number|flier|flyer|primer|chatter|reminder|trailer|teaser|header|footer|cover|answer|offer|error|mirror|monitor|placer|ledger|server|browser|rumor|memoir)$/;
/** What may head the noun phrase of a speaker. */
export const NOUN = PERSON | DOCUMENT | BODY;

/** A noun phrase: from its determiner, adjectives and nouns to the last noun of a speaker. */
export function nounAt(stream: Stream, at: number, found: Mention[]): number {
  const { tokens } = stream;
  const token = tokens[at] as Token;
  if (token.low === "'s" && at > 0) {
    // "Scott's niece", "the ad's narrator": somebody else than whom the name means.
    const head = headAfter(stream, at);
    if (head < 0 || (inName(stream, head + 1) && !tokens[head + 1]?.first)) return 0;
    if (officeOfName(stream, head)) return 0;
    const owner = found[found.length - 1];
    const noun = nounMention(stream, at + 1, head + 1, found.length);
    const from = owner?.to === at ? (tokens[owner.from] as Token).start : (tokens[at - 1] as Token).start;
    found.push({ ...noun, words: stream.text.slice(from, (tokens[head] as Token).end), definite: false });
    return head + 1;
  }
  if (token.bits & DETERMINER && !(token.bits & NOUN && !nounFollows(stream, at))) {
    const known = headAfter(stream, at);
    const head = known < 0 ? headBySpeech(stream, at) : known;
    if (head < 0) return 0;
    // "the spokesman Steven Fox": the noun is the name's.
    if (head === at + 1 && namesBody(tokens, head)) return 0;
    const plain = tokens[head]?.capital !== true || stream.language === 'de';
    if (inName(stream, head + 1) && !tokens[head + 1]?.first && plain) return 0;
    if (officeOfName(stream, head)) return 0;
    const to = endOfOffice(tokens, head);
    const noun = nounMention(stream, at, head + 1, found.length);
    const office = stream.text.slice((tokens[head] as Token).end, (tokens[to - 1] as Token).end);
    found.push({ ...noun, to, words: `${noun.words}${office}` });
    return to;
  }
  if (!(token.bits & NOUN)) return 0;
  let head = at;
  while (head < at + 4 && (tokens[head + 1]?.bits ?? 0) & NOUN && !tokens[head + 1]?.capital) head++;
  const further = furtherHead(tokens, head + 1);
  if (further > head + 1) head = further;
  if (inName(stream, head + 1) && !tokens[head + 1]?.first) return 0;
  if (officeOfName(stream, head)) return 0;
  found.push(nounMention(stream, at, head + 1, found.length));
  return head + 1;
}

/** "Former secretary of state NAME", "chief of staff NAME": the office is the name's. */
function officeOfName(stream: Stream, head: number): boolean {
  const { tokens } = stream;
  if (!((tokens[head]?.bits ?? 0) & PERSON) || tokens[head + 1]?.low !== 'of') return false;
  for (let i = head + 2; i <= head + 4; i++) {
    const token = tokens[i];
    if (token === undefined || token.kind !== 'word' || token.first) return false;
    if (i > head + 2 && inName(stream, i)) return true;
    const joins = token.bits & (DETERMINER | CUE | PREPOSITION | CONJUNCTION);
    if (token.capital || (joins && !ALSO_NOUNS.test(token.low))) return false;
  }
  return false;
}

function nounFollows(stream: Stream, at: number): boolean {
  return headAfter(stream, at) > at;
}

function headAfter(stream: Stream, at: number): number {
  const { tokens } = stream;
  let head = -1;
  for (let i = at + 1; i < tokens.length && i - at <= 8; i++) {
    const token = tokens[i] as Token;
    if (token.kind !== 'word') {
      const joins = token.text === ',' && head < 0 && i - at <= 4 && (tokens[i + 1]?.bits ?? 0) === 0;
      if (!joins && !inAge(tokens, i)) break;
      continue;
    }
    if (token.first) break;
    if (token.bits & NOUN && !(token.bits & (PRONOUN | DETERMINER))) {
      head = i;
      continue;
    }
    if (head >= 0) {
      // "A Government Accountability Office report"
      const more = token.capital && !(token.bits & NO_NAME) && (tokens[head] as Token).capital;
      const noun = (tokens[i + 1]?.bits ?? 0) | (tokens[i + 2]?.capital ? (tokens[i + 2]?.bits ?? 0) : 0);
      if (more && noun & NOUN) continue;
      const further = furtherHead(tokens, i);
      if (further > i) {
        i = further;
        head = further;
        continue;
      }
      break;
    }
    if (token.bits & (CONJUNCTION | PRONOUN) && token.low !== 'and') break;
    if (token.bits & (PREPOSITION | DETERMINER | CUE) && !/(?:ed|ing)$/.test(token.low)) break;
    if (token.bits & ADVERB && token.low !== 'first' && token.low !== 'last') break;
  }
  return head;
}

/** "The Department for Transport", "the House of Lords": a name of its own. */
function namesBody(tokens: readonly Token[], head: number): boolean {
  const [token, joint, next] = [tokens[head], tokens[head + 1]?.low, tokens[head + 2]];
  const body = token?.capital === true && (token.bits & BODY) !== 0;
  const joins = joint === 'of' || joint === 'for';
  return body && joins && next?.capital === true && !(next.bits & NO_NAME);
}

const OFFICE =
  /^(?:state|defense|defence|treasury|energy|commerce|education|affairs|justice|finance|interior|health|labor|labour|staff|police|security)$/;

/** "The former secretary of state": where the office ends that a description names. */
function endOfOffice(tokens: readonly Token[], head: number): number {
  const heads = /^(?:secretary|minister|chief|head|director)$/.test(tokens[head]?.low ?? '');
  return heads && tokens[head + 1]?.low === 'of' && OFFICE.test(tokens[head + 2]?.low ?? '')
    ? head + 3
    : head + 1;
}

const TELLS_WHICH =
  /^[\p{L}-]+(?:ial|onal|ical|tary|ative)$|^(?:minority|majority|business|real|estate|hedge|fund|front|policy|opposition)$/u;

/** "The Republican | presidential candidate", "the billionaire | business mogul": the noun that one or two adjectives lead on to; `at` where none does. */
function furtherHead(tokens: readonly Token[], at: number): number {
  let i = at;
  while (
    i < at + 2 &&
    tokens[i]?.kind === 'word' &&
    !tokens[i]?.first &&
    TELLS_WHICH.test(tokens[i]?.low ?? '')
  )
    i++;
  const noun = tokens[i];
  const heads = noun?.kind === 'word' && !noun.first && (noun.bits & NOUN) !== 0 && !(noun.bits & CUE);
  return i > at && heads ? i : at;
}

/** The dash in "71-year-old". */
function inAge(tokens: readonly Token[], at: number): boolean {
  return tokens[at]?.text === '-' && /^year-olds?$/.test(tokens[at + 1]?.low ?? '') && at > 0;
}

/** "The passage continued", "said the 46-year-old": whatever stands right beside a verb of speaking. */
function headBySpeech({ tokens }: Stream, at: number): number {
  const spoken = ((tokens[at - 1]?.bits ?? 0) & SAY) !== 0 && !tokens[at]?.first;
  for (let i = at + 1; i < tokens.length && i <= at + 5; i++) {
    const token = tokens[i] as Token;
    if (inAge(tokens, i)) continue;
    // "The two write"
    const number = i === at + 1 && PAIR.test(token.low) && (tokens[i + 1]?.bits ?? 0) & (SAY | TELL);
    const plain = token.kind === 'word' && !token.first && (number || !(token.bits & STOPS));
    const speaks = token.kind === 'word' && (token.bits & (SAY | TELL)) !== 0 && !token.capital;
    if (speaks && i > at + 1) return i - 1;
    if (plain && !speaks) continue;
    const ends = token.kind !== 'word' || token.first || (token.bits & PREPOSITION) !== 0;
    return spoken && ends && i > at + 1 ? i - 1 : -1;
  }
  return -1;
}

/** A trade, an origin or an age of somebody whom no list has: "the headteacher", "the Norwegian". */
function isSomebody({ low, bits }: Token): boolean {
  return (bits & (DOCUMENT | BODY)) === 0 && SOMEBODY.test(low) && !SOMETHING.test(low);
}

/** The noun phrase of these tokens, its head the last of them. */
export function nounMention(stream: Stream, from: number, to: number, index: number): Mention {
  const { tokens } = stream;
  const head = tokens[to - 1] as Token;
  // "Her husband" is read as two mentions, and is told as one.
  const owner = tokens[from - 1];
  const owned =
    owner !== undefined && !tokens[from]?.first && /^(?:his|her|their|its|our|my)$/.test(owner.low);
  const start = owned && !(tokens[from] as Token).capital ? owner.start : (tokens[from] as Token).start;
  return {
    index,
    kind: 'noun',
    from,
    to,
    words: stream.text.slice(start, head.end),
    noun: head.low,
    pronoun: '',
    definite: DEFINITE.has((tokens[from] as Token).low),
    sort: head.bits & PERSON || isSomebody(head) ? PERSON : head.bits & BODY ? BODY : DOCUMENT,
    modifier: false,
  };
}
