import type { Mention } from './mentions.ts';
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
} from './word-classes.ts';

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
      const sign = verbOrNoun(signOf(token), signs[signs.length - 1] ?? '', token);
      put(isPhrasal(token, stream.tokens[at + 1]) ? 'T' : sign, at, -1);
    }
    at++;
  }
  return { signs, tokens: tokenOf, mentions: mentionOf, ofMention, ofQuote, subjects, opens, participles };
}

/** The verb of speaking right behind a quotation, over a comma and a dash; the quotation itself where none is there. */
export function speechBehind({ tokens }: Stream, at: number): number {
  let i = at + 1;
  if (tokens[i]?.text === ',') i++;
  if (i === at + 1 && tokens[i]?.first) return at;
  if (/^[–—-]$/.test(tokens[i]?.text ?? '')) i++;
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

function signOf({ text, low, bits, kind, capital, first }: Token): string {
  if (kind === 'sign') {
    const sign = SIGNS[text] ?? text;
    return KEPT.has(sign) ? sign : '*';
  }
  if (low === "'s") return "'";
  if (low === 'according' || low === 'laut' || low === 'словами') return 'A';
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

/** "The claim", "its report": behind a determiner, a possessive or a preposition such a word is no verb. */
function verbOrNoun(sign: string, before: string, { low }: Token): string {
  // "has read" a book; what a sign or a letter says is never in the perfect.
  if (low === 'read' && before === 'x') return 'v';
  if (!'STJ'.includes(sign) || !ALSO_NOUNS.has(low)) return sign;
  return "d'fpJ".includes(before) && before !== '' ? 'm' : sign;
}

/** A verb of speaking beside a quotation and who does it. */
export interface Governor {
  readonly unit: number;
  readonly subject: number;
  /** How the subject was found: inv(erted), dir(ect), rel(ative), app(osition), coord(inated), far, acc(ording). */
  readonly how: string;
}

/** Whom a verb is followed by, over what tells about the name: "said NBC's Dana Hall", "said 9/11 widow Ann Lee"; -1 for none. */
function subjectBehind({ signs, mentions }: Units, unit: number): number {
  let i = unit + 1;
  while (i < unit + 6 && (mentions[i] ?? -1) < 0 && "C'o0*mgv".includes(signs[i] ?? '.')) i++;
  const found = mentions[i] ?? -1;
  return found >= 0 && (i === unit + 1 || signs[i] === 'N') ? found : -1;
}

/** Who does what the verb at `unit` says. Looks at no more than 40 units. */
export function subjectOf(units: Units, unit: number): Governor {
  const { signs, mentions, subjects } = units;
  if (signs[unit] === 'A') {
    const to = signs[unit + 1] === 't' ? unit + 2 : unit + 1;
    const subject = mentions[to] ?? -1;
    return { unit, subject: subject >= 0 ? subject : (mentions[to + 1] ?? -1), how: 'acc' };
  }
  const after = subjectBehind(units, unit);
  // "…", said; "…" — said; "…", — said
  let back = unit - 1;
  while (back > unit - 4 && (signs[back] === ',' || signs[back] === '|' || signs[back] === '-')) back--;
  const behindQuote = signs[back] === 'Q';
  if (after >= 0 && behindQuote) return { unit, subject: after, how: 'inv' };
  if (units.participles[unit] && (subjects[unit] ?? -1) >= 0 && signs[unit - 1] === ',') {
    return { unit, subject: subjects[unit] ?? -1, how: 'ing' };
  }
  let i = unit - 1;
  for (let steps = 0; steps < 5 && (signs[i] === 'r' || signs[i] === 'x'); steps++) i--;
  const direct = headOf(units, i);
  if (direct >= 0) return { unit, subject: direct, how: 'dir' };
  if (signs[i] === 'w' || signs[i] === 'h') {
    const antecedent = signs[i - 1] === ',' ? i - 2 : i - 1;
    const subject = mentions[antecedent] ?? -1;
    if (subject >= 0) return { unit, subject, how: 'rel' };
  }
  if (signs[i] === ',') {
    const subject = beforeApposition(units, i);
    if (subject >= 0) return { unit, subject, how: 'app' };
  }
  const how = signs[i] === '&' || signs[i] === 'c' ? 'coord' : /g$/.test(signs[i] ?? '') ? 'ing' : 'far';
  return { unit, subject: subjects[unit] ?? -1, how };
}

/** "A spokesperson for NAME told", "NAME of the COUNCIL of PLACE told": not what "for" and "of" hold speaks; -1 where no mention is. */
function headOf({ signs, mentions }: Units, at: number): number {
  let found = mentions[at] ?? -1;
  for (let i = at, steps = 0; found >= 0 && steps < 3; steps++) {
    i--;
    while (i > at - 12 && 'dCo0v'.includes(signs[i] ?? '-')) i--;
    const head = mentions[i - 1] ?? -1;
    const holds = signs[i] === 'f' || (signs[i] === 'p' && 'nDB'.includes(signs[i - 1] ?? '-'));
    if (head < 0 || !holds) break;
    found = head;
    i--;
  }
  return found;
}

/** The first mention in the sentence that a comma follows: "NAME, who had waited for an hour, said". */
function beforeApposition({ signs, mentions }: Units, comma: number): number {
  let found = -1;
  for (let i = comma - 1; i > comma - 40 && i >= 0; i--) {
    const sign = signs[i];
    if (sign === '.' || sign === '¶' || sign === '|' || sign === 'Q') break;
    const mention = mentions[i] ?? -1;
    // "In a statement to the PAPER, NAME, her adviser, said": what a preposition holds is no subject.
    const held = 'pft'.includes(signs[signs[i - 1] === 'd' ? i - 2 : i - 1] ?? '-');
    if (mention >= 0 && signs[i + 1] === ',' && !held) found = mention;
  }
  return found;
}

const ENDS = '.¶|';

/** The nearest verb of speaking before a quotation in its sentence; null where none is within 18 units. */
export function governorBefore(units: Units, quote: number): Governor | null {
  const at = units.ofQuote[quote] ?? 0;
  for (let i = at - 1; i >= 0 && i > at - 18; i--) {
    const sign = units.signs[i] ?? '';
    if (ENDS.includes(sign)) return null;
    if ('STJA'.includes(sign)) return subjectOf(units, i);
  }
  return null;
}

/** The nearest verb of speaking behind a quotation in its sentence; null where none is within 18 units. */
export function governorBehind(units: Units, quote: number): Governor | null {
  const at = units.ofQuote[quote] ?? 0;
  for (let i = at + 1; i < units.signs.length && i < at + 18; i++) {
    const sign = units.signs[i] ?? '';
    if (ENDS.includes(sign)) return null;
    if ('STJA'.includes(sign)) return subjectOf(units, i);
  }
  return null;
}

/** For each mention whether it is the subject of a verb of speaking anywhere, quoted or not. Linear. */
export function speakersAmong(units: Units, count: number): readonly boolean[] {
  const speaks: boolean[] = new Array(count).fill(false);
  units.signs.forEach((sign, unit) => {
    if (sign !== 'S' && sign !== 'T' && sign !== 'A') return;
    const { subject, how } = subjectOf(units, unit);
    if (subject >= 0 && how !== 'far') speaks[subject] = true;
    const after = subjectBehind(units, unit);
    if (after >= 0 && units.signs[unit - 1] === ',') speaks[after] = true;
  });
  return speaks;
}
