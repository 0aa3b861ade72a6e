import type { Mention } from './mention.ts';
import type { Stream, Token } from './stream.ts';
import {
  ADVERB,
  AUXILIARY,
  BODY,
  CONJUNCTION,
  CUE,
  DETERMINER,
  DOCUMENT,
  NEGATION,
  PREPOSITION,
  RELATIVE,
  SAY,
  SPEECH_NOUN,
  TELL,
} from './words/word-classes.ts';

/**
 * The narration as a row of signs, one for each mention, quotation, word or break: "Q,SN" is `"…," said NAME`. What lies
 * between a quotation and a mention is compared in these signs, so that one example teaches about all of its kind.
 *
 * Q quotation, N name, P he/she, I other pronoun, n person by a noun, D document, B body; S/T/J verb of speaking (strong,
 * middling, judging), A "according"; t "to", f "of", p other preposition, d determiner, & "and", c other conjunction,
 * x auxiliary or "not", r adverb, w relative, h "that", a "as", ' possessive, 0 number, g -ing, v -ed, C capital, o other;
 * | end of a sentence within a quotation, ¶ paragraph, and punctuation as itself.
 */
export interface Units {
  readonly signs: readonly string[];
  /** Token of each unit, -1 for breaks. */
  readonly tokens: readonly number[];
  /** Mention of each unit, -1 for none. */
  readonly mentions: readonly number[];
  readonly ofMention: readonly number[];
  readonly ofQuote: readonly number[];
  /** The mention that is the subject of the sentence as far as it is read at each unit, -1 for none. */
  readonly subjects: readonly number[];
  /** Of each mention whether it is the subject of the first sentence of its paragraph. */
  readonly opens: readonly boolean[];
  /** Of each unit whether it is a participle: "…, adding that". */
  readonly participles: readonly boolean[];
}

const SIGNS: Readonly<Record<string, string>> = {
  '–': '-',
  '—': '-',
  '―': '-',
  '‒': '-',
  '−': '-',
  '--': '-',
  '-': '-',
  '…': '.',
  '!': '.',
  '?': '.',
};
const KEPT = new Set([',', ':', ';', '.', '(', ')', '-']);

/** Folds tokens and mentions into units. Linear. */
export function foldUnits(stream: Stream, mentions: readonly Mention[]): Units {
  const signs: string[] = [];
  const tokenOf: number[] = [];
  const mentionOf: number[] = [];
  const ofMention: number[] = [];
  const ofQuote: number[] = [];
  const subjects: number[] = [];
  const opens: boolean[] = new Array(mentions.length).fill(false);
  const participles: boolean[] = [];
  let subject = -1;
  let later = false;
  const put = (sign: string, token: number, mention: number) => {
    signs.push(sign);
    tokenOf.push(token);
    participles.push(mention < 0 && (stream.tokens[token]?.low.endsWith('ing') ?? false));
    mentionOf.push(mention);
    if (sign === '.' || sign === '¶' || sign === '|') {
      subject = -1;
      later = sign !== '¶';
    } else if (mention >= 0 && beginsClause(signs, stream, mentions[mention] as Mention)) {
      subject = mention;
    } else if (mention >= 0 && subject < 0 && mayBeSubject(signs, stream, mentions[mention] as Mention)) {
      subject = mention;
      if (!later) opens[mention] = true;
    }
    subjects.push(subject);
  };
  let next = 0;
  let paragraph = 0;
  for (let at = 0; at < stream.tokens.length; ) {
    const token = stream.tokens[at] as Token;
    if (token.paragraph !== paragraph) {
      put('¶', -1, -1);
      paragraph = token.paragraph;
    }
    const mention = mentions[next];
    if (mention !== undefined && mention.from === at) {
      ofMention.push(signs.length);
      put(signOfMention(mention), at, mention.modifier ? -1 : next);
      at = mention.to;
      next++;
      continue;
    }
    if (token.bits & PREPOSITION && STANDS_IN.test(stream.tokens[at - 1]?.low ?? '')) {
      at++;
      continue;
    }
    if (token.kind === 'quote') {
      ofQuote.push(signs.length);
      put('Q', at, -1);
      const speech = speechBehind(stream, at);
      if (speech > at + 1) {
        // Where the comma belongs is a custom of languages: „…“, sagte; «…», — сказав; "…," said.
        at = speech;
        continue;
      }
      const after = stream.tokens[at + 1];
      if (after?.first === true && after.paragraph === token.paragraph) put('|', -1, -1);
    } else {
      const sign = isPassive(stream, at)
        ? asksBehind(stream, at)
          ? 'A'
          : 'v'
        : wordsOf(stream, at)
          ? 'A'
          : verbOrNoun(signOf(token), signs[signs.length - 1] ?? '', token);
      put(isPhrasal(token, stream.tokens[at + 1]) ? 'T' : sign, at, -1);
    }
    at++;
  }
  return { signs, tokens: tokenOf, mentions: mentionOf, ofMention, ofQuote, subjects, opens, participles };
}

/** The verb of speaking right behind a quotation, over a comma and a dash; the quotation itself where none is there. */
export function speechBehind({ tokens, language }: Stream, at: number): number {
  let i = at + 1;
  if (tokens[i]?.text === ',') i++;
  if (i === at + 1 && tokens[i]?.first) return at;
  if (/^[–—-]$/.test(tokens[i]?.text ?? '')) i++;
  // "…", a déclaré NAME; "…", ha detto NAME
  const auxiliary = language !== 'en' && ((tokens[i]?.bits ?? 0) & AUXILIARY) !== 0;
  if (auxiliary && (tokens[i + 1]?.bits ?? 0) & (SAY | TELL)) i++;
  const verb = tokens[i];
  const speaks = verb !== undefined && (verb.bits & (SAY | TELL)) !== 0 && !verb.capital;
  return speaks && verb.paragraph === tokens[at]?.paragraph ? i : at;
}

/** "…," NAME said, while OTHER warned that: a conjunction before it and a verb behind make it the subject from there on. */
function beginsClause(signs: readonly string[], { tokens }: Stream, { kind, to }: Mention): boolean {
  const before = signs[signs.length - 2] ?? '';
  const next = tokens[to];
  return (
    kind !== 'pronoun' &&
    (before === 'c' || before === '&') &&
    next?.kind === 'word' &&
    !next.capital &&
    (next.bits & (SAY | TELL)) !== 0
  );
}

function mayBeSubject(signs: readonly string[], stream: Stream, mention: Mention): boolean {
  const before = signs[signs.length - 2] ?? '';
  if (before === 'p' || before === 'f' || before === 't') return false;
  // "In Ames, Iowa, on Sunday, NAME"
  const [town, comma] = [signs[signs.length - 3] ?? '', before];
  const within =
    comma === ',' && 'NBC'.includes(town || '-') && 'pft'.includes(signs[signs.length - 4] ?? '-');
  if (within && mention.kind === 'name' && mention.sort & BODY && stream.tokens[mention.to]?.text === ',')
    return false;
  // "Early in his campaign, NAME"
  const owned = /^(?:his|her|their|its|our|my)$/.test(stream.tokens[mention.from - 1]?.low ?? '');
  if (owned && 'pft'.includes(signs[signs.length - 3] ?? '-')) return false;
  const after = stream.tokens[mention.to]?.low;
  return after !== "'s" && mention.words !== 'his' && mention.words !== 'her' && mention.words !== 'him';
}

function signOfMention(mention: Mention): string {
  if (mention.modifier) return 'C';
  if (mention.kind === 'name') return mention.sort & BODY ? 'B' : 'N';
  if (mention.kind === 'pronoun') return mention.pronoun === 'he' || mention.pronoun === 'she' ? 'P' : 'I';
  return mention.sort & DOCUMENT ? 'D' : mention.sort & BODY ? 'B' : 'n';
}

/** What leads to whose words they are. */
const WORDS_OF = /^(?:according|laut|словами|словам|selon|según|secondo|według|zdaniem)$/;
/** «…», – йдеться у заяві: the paper is what says it. */
const STANDS_IN = /^(?:йдеться|мовиться|говориться|говорится)$/;

function signOf({ text, low, bits, kind, capital, first }: Token): string {
  if (kind === 'sign') {
    const sign = SIGNS[text] ?? text;
    return KEPT.has(sign) ? sign : '*';
  }
  if (low === "'s") return "'";
  if (WORDS_OF.test(low)) return 'A';
  if (low === 'to') return 't';
  if (low === 'of') return 'f';
  if (low === 'as') return 'a';
  if (low === 'that') return 'h';
  if (low === 'and') return '&';
  if (bits & SAY && (!capital || first)) return 'S';
  if (bits & TELL && !capital) return 'T';
  if (bits & CUE && !capital) return 'J';
  if (bits & (AUXILIARY | NEGATION)) return 'x';
  if (bits & RELATIVE) return 'w';
  if (bits & PREPOSITION) return 'p';
  if (bits & DETERMINER) return 'd';
  if (bits & CONJUNCTION) return 'c';
  if (bits & ADVERB || /ly$/.test(low)) return 'r';
  if (bits & SPEECH_NOUN) return 'm';
  if (/^\d/.test(text)) return '0';
  if (capital) return 'C';
  if (/ing$/.test(low)) return 'g';
  if (/ed$/.test(low)) return 'v';
  return 'o';
}

const ALSO_NOUNS = new Set(
  `claim claims talks talk report reports call calls question questions comment comments statement demand demands promise
  promises offer charge charges post posts tweet tweets view views plan plans attack attacks address hope hopes fear fears
  support state states issue point points signal voice doubt caution concern blame praise label name vow pledge caption
  release reply answer response remark charge read notes note joke jokes lament direct order bill post text email`.split(
    /\s+/,
  ),
);

const THROWN =
  /^(?:fire|shoot|hit|snap|clap|punch|push|strike|bite|bark)s?$|^(?:fired|shot|snapped|clapped|punched|pushed|struck|bit|barked)$/;
const PUT_IN = /^(?:cut|cuts|weighed|weighs|jumped|jumps|broke|breaks|butted|piled|chipped)$/;

/** "NAME fired back", "her husband cut in". */
function isPhrasal({ low, capital }: Token, next: Token | undefined): boolean {
  if (capital) return false;
  return (next?.low === 'back' && THROWN.test(low)) || (next?.low === 'in' && PUT_IN.test(low));
}

const ADDRESSED =
  /^(?:asked|told|informed|urged|advised|warned|reminded|assured|instructed|questioned|pressed)$/;
const BEING = /^(?:is|are|was|were|be|been|being|am|when|if)$/;

/** "NAME was asked by NAME whether": whoever stands behind it asks. */
function asksBehind({ tokens }: Stream, at: number): boolean {
  return tokens[at + 1]?.low === 'by' && /^(?:asked|questioned|pressed)$/.test(tokens[at]?.low ?? '');
}

/** "NAME was asked", "when asked", "has been told": whoever it was said to is the subject. */
export function isPassive({ tokens, language }: Stream, at: number): boolean {
  if (language !== 'en' || !ADDRESSED.test(tokens[at]?.low ?? '') || tokens[at]?.capital) return false;
  let i = at - 1;
  while (i > at - 3 && (tokens[i]?.bits ?? 0) & ADVERB) i--;
  return BEING.test(tokens[i]?.low ?? '');
}

/** "In the words of one diplomat", "in Keller's words": whose words they are. */
function wordsOf({ tokens }: Stream, at: number): boolean {
  const before = tokens[at - 1]?.low;
  const low = tokens[at]?.low ?? '';
  // "На думку NAME", "по мнению NAME"
  if ((low === 'думку' && before === 'на') || (low === 'мнению' && before === 'по')) return true;
  if (low !== 'words' || tokens[at]?.capital) return false;
  const of = before === 'the' && tokens[at + 1]?.low === 'of' && tokens[at - 2]?.low === 'in';
  return of || (before === "'s" && tokens.slice(Math.max(0, at - 7), at).some(({ low }) => low === 'in'));
}

/** "The claim", "its report": behind a determiner, a possessive or a preposition such a word is no verb. */
function verbOrNoun(sign: string, before: string, { low }: Token): string {
  // "has read" a book; what a sign or a letter says is never in the perfect.
  if (low === 'read' && before === 'x') return 'v';
  if (!'STJ'.includes(sign) || !ALSO_NOUNS.has(low)) return sign;
  return "d'fpJ".includes(before) && before !== '' ? 'm' : sign;
}
