import type { Mention } from './mention.ts';
import { markModifier } from './modifiers.ts';
import { NOUN, nounAt, nounMention } from './noun-phrases.ts';
import { inNominative } from './slavic/nominative.ts';
import { CONTRACTION, inName, type Stream, type Token } from './stream.ts';
import type { Language } from './words/languages.ts';
import { isPlaceName } from './words/places.ts';
import {
  AUXILIARY,
  BODY,
  CUE,
  DETERMINER,
  DOCUMENT,
  NO_NAME,
  PERSON,
  SAY,
  SOFT,
  TITLE,
} from './words/word-classes.ts';

const PRONOUNS: Readonly<Record<string, string>> = {
  he: 'he',
  she: 'she',
  they: 'they',
  it: 'it',
  i: 'I',
  we: 'we',
  who: 'who',
  him: 'him',
  her: 'her',
  his: 'his',
  which: 'which',
  er: 'he',
  sie: 'she',
  він: 'he',
  вона: 'she',
  вони: 'they',
};
/** Pronouns of the languages beside English, also drawn together with the verb: "a-t-il ajouté". */
const PRONOUNS_IN: Readonly<Partial<Record<Language, Readonly<Record<string, string>>>>> = {
  uk: { он: 'he', она: 'she', они: 'they' },
  fr: {
    il: 'he',
    elle: 'she',
    ils: 'they',
    elles: 'they',
    'a-t-il': 'he',
    'a-t-elle': 'she',
    'ajoute-t-il': 'he',
    'ajoute-t-elle': 'she',
    'dit-il': 'he',
    'dit-elle': 'she',
    'ont-ils': 'they',
    je: 'I',
    nous: 'we',
  },
  es: { él: 'he', ella: 'she', ellos: 'they' },
  it: { egli: 'he', lui: 'he', lei: 'she', loro: 'they' },
  pl: { on: 'he', ona: 'she', oni: 'they' },
};
const PARTICLES = new Set(
  'de la del della di da dos van von der den bin ibn al el ter ten le du zu af und'.split(' '),
);
const INNER = new Set(['of', 'for', '&', 'and']);
const MOST_WORDS = 12;

/** Every mention outside the marks, in order. Linear in the number of tokens. */
export function findMentions(stream: Stream): readonly Mention[] {
  const found: Mention[] = [];
  const { tokens } = stream;
  for (let at = 0; at < tokens.length; ) {
    const token = tokens[at] as Token;
    if (token.kind !== 'word') {
      at++;
      continue;
    }
    const next = nameAt(stream, at, found) || pronounAt(stream, at, found) || nounAt(stream, at, found);
    at = next || at + 1;
  }
  return found;
}

function pronounAt({ tokens, language }: Stream, at: number, found: Mention[]): number {
  const token = tokens[at] as Token;
  // Machines that reword read "he" as a chemical sign: "helium said" has no other reading.
  const swapped = token.low === 'helium' && (tokens[at + 1]?.bits ?? 0) & (CUE | AUXILIARY);
  // "She'd said", "they've argued"
  const word = CONTRACTION.test(token.low) ? token.low.slice(0, token.low.search(/['’]/)) : token.low;
  const pronoun = swapped ? 'he' : (PRONOUNS_IN[language]?.[word] ?? PRONOUNS[word]);
  if (pronoun === undefined || (pronoun === 'I' && !token.text.startsWith('I'))) return 0;
  found.push({
    index: found.length,
    kind: 'pronoun',
    from: at,
    to: at + 1,
    words: token.low,
    noun: '',
    pronoun,
    definite: true,
    sort: 0,
    modifier: false,
  });
  return at + 1;
}

/** Reads the name that begins here; returns the token behind it, or 0 where none begins. */
function nameAt(stream: Stream, at: number, found: Mention[]): number {
  if (!inName(stream, at)) return 0;
  const { tokens } = stream;
  let to = at + 1;
  while (to < tokens.length && to - at < MOST_WORDS) {
    const step = stepOfName(stream, at, to);
    if (step === 0) break;
    to += step;
  }
  // What stands before the last title belongs to the title: "Texas Sen. Ted Cruz", "House Speaker Paul Ryan".
  let from = at;
  for (let i = at; i < to - 1; i++) {
    const behind = to - i - 1;
    const { low, bits } = tokens[i] as Token;
    const ofOffice = OFFICE.test(low) && tokens.slice(at, i).some((one) => MINISTRY.test(one.low));
    const demonym = i === at && behind >= 2 && bits & SOFT;
    const grade = low === 'class' && ORDINAL.test(tokens[i - 1]?.low ?? '');
    const role =
      ofOffice || demonym || grade || bits & TITLE || (behind >= 2 && (bits & PERSON || ROLE.test(low)));
    if (role && behind > 0 && !INNER.has((tokens[i + 1] as Token).low)) from = i + 1;
  }
  if (stream.language === 'uk') from += beforeCyrillicName(tokens, from, to);
  const first = tokens[from] as Token;
  if (from === at && to === at + 1 && first.bits & TITLE && !(first.bits & PERSON)) {
    if (first.low.endsWith('.') || first.low.length <= 3) return 0;
  }
  const before = from > at ? (tokens[from - 1] as Token).low : nounBefore(tokens, at);
  const last = tokens[to - 1] as Token;
  if (from === at && to === at + 1 && first.bits & NOUN && !(first.bits & TITLE && before !== '')) {
    // "President" or "Republicans" alone is a noun phrase with a capital.
    found.push(nounMention(stream, at, to, found.length));
    return to;
  }
  const isSuffix =
    /^(?:jr|sr|ii|iii|iv)\.?$/.test(last.low) || /^(?:KC|QC|MP|MSP|MEP|MBE|OBE|CBE|PhD|MD)$/.test(last.text);
  const sort = sortOfName(tokens, from, to);
  const words = tokens
    .slice(from, isSuffix && to - from > 2 ? to - 1 : to)
    .map(({ text }) => text)
    .join(' ');
  found.push({
    index: found.length,
    kind: 'name',
    from,
    to,
    words:
      stream.language === 'uk' && sort === PERSON && inGenitive(tokens, from) ? inNominative(words) : words,
    noun: before,
    pronoun: '',
    definite: ((tokens[at - 1]?.bits ?? 0) & DETERMINER) !== 0,
    sort,
    modifier: false,
  });
  markModifier(stream, found);
  return to;
}

const WORDS_OF = /^(?:словами|словам|думку|мнению|даними|данным)$/;

/** "За словами прем’єр-міністра NAME", "по мнению NAME": whose words they are stands in the genitive. */
function inGenitive(tokens: readonly Token[], from: number): boolean {
  for (let i = from - 1; i >= 0 && i > from - 9; i--) {
    const { kind, low, first } = tokens[i] as Token;
    if (kind !== 'word') return false;
    if (WORDS_OF.test(low)) return true;
    if (first) return false;
  }
  return false;
}

const PATRONYMIC = /(?:вич|вна|ічна|ична)$/;

/**
 * How many words before a name tell what it belongs to: "(пресс-секретарь президента) РФ NAME", "(речниця) МЗС України NAME".
 * Three words of which the second is no patronymic are a country and a name where a role stands before them.
 */
function beforeCyrillicName(tokens: readonly Token[], from: number, to: number): number {
  let at = from;
  while (to - at > 2 && /^\p{Lu}{2,6}$/u.test((tokens[at] as Token).text)) at++;
  const [first, second] = [tokens[at] as Token, tokens[at + 1]];
  const before = tokens[at - 1];
  const role = at > from || (before?.kind === 'word' && !first.first && before.paragraph === first.paragraph);
  const country = to - at === 3 && role && !PATRONYMIC.test(second?.low ?? '');
  return at - from + (country && /[аиїіуюы]$/.test(first.low) ? 1 : 0);
}

const ORDINAL = /^(?:st|nd|rd|th)$/;

function isGrade({ bits, low, capital }: Token): boolean {
  return capital && ((bits & TITLE) !== 0 || low === 'class');
}

function stepOfName(stream: Stream, at: number, to: number): number {
  const { tokens } = stream;
  const token = tokens[to] as Token;
  const previous = tokens[to - 1] as Token;
  if (token.kind === 'quote') {
    // John "Jack" Smith
    return 0;
  }
  if (token.kind === 'sign') {
    const jr = token.text === ',' && /^(?:jr|sr)\.?$/.test(tokens[to + 1]?.low ?? '');
    return jr ? 2 : 0;
  }
  if (token.first) return 0;
  // "NAME Says NAME": of a headline.
  if (token.bits & SAY && token.capital && (token.paragraph === 0 || stream.headlines.has(token.paragraph)))
    return 0;
  if (inName(stream, to)) return 1;
  if (PARTICLES.has(token.low) && to > at) {
    // "Ursula von der Leyen", "Juan de la Cruz"
    let end = to;
    while (end < to + 3 && PARTICLES.has(tokens[end]?.low ?? '')) end++;
    const name = tokens[end];
    const joins = name?.capital === true && !(name.bits & NO_NAME) && tokens[end - 1]?.low !== 'und';
    return joins ? end - to + 1 : 0;
  }
  const next = tokens[to + 1];
  if (next === undefined) return 0;
  // "Air Force 1st Lt. NAME", "Navy Petty Officer 1st Class NAME"
  const grade = tokens[to + 2];
  if (/^\d{1,2}$/.test(token.text) && ORDINAL.test(next.low) && grade !== undefined && isGrade(grade))
    return 3;
  if (!next.capital || next.bits & NO_NAME) return 0;
  if (!INNER.has(token.low)) return 0;
  if (MINISTRY.test(previous.low)) return 2;
  if (token.low === 'for' && to === at + 1 && previous.low.endsWith('s') && tokens[to + 2]?.capital) return 2;
  const isBody =
    (previous.bits & (BODY | DOCUMENT)) !== 0 ||
    /^(?:bank|university|secretary|ministry|department|house|chamber|council|union)$/.test(previous.low);
  if (token.low === 'and')
    return isBody &&
      previous.capital &&
      to - at < 3 &&
      /^(?:department|ministry|office|bureau|committee|institute)$/.test(previous.low)
      ? 2
      : 0;
  return isBody && !(previous.bits & PERSON) ? 2 : 0;
}

function nounBefore(tokens: readonly Token[], at: number): string {
  const before = tokens[at - 1];
  if (before === undefined || before.kind !== 'word') return '';
  return before.bits & (PERSON | TITLE) ? before.low : '';
}

const MINISTRY = /^(?:secretary|minister|undersecretary|commissioner|director|chief)$/;
const OFFICE =
  /^(?:state|defense|defence|treasury|energy|commerce|education|affairs|justice|finance|interior|health|labor|labour|economy|security|transportation|agriculture|staff|police)$/;
const ROLE =
  /-(?:treasurer|general|chief|president|leader|elect|minister|secretary)$|^(?:publisher|nominee|organizer|negotiator|envoy)$/;

const BODY_NAME =
  /^(?:times|post|news|journal|magazine|press|tribune|herald|guardian|telegraph|caller|radio|tv|network|university|institute|center|centre|committee|commission|department|ministry|council|association|foundation|union|party|campaign|agency|court|house|senate|congress|group|inc\.?|corp\.?|co\.?|llc|company|bank|pac|coalition|federation|society|league|club|university|administration|embassy|kremlin|pentagon|parliament|reuters|bloomberg|politico|cnn|facebook|twitter|google|telegram|instagram|youtube|tiktok|linkedin|mastodon|bluesky|телеграм|фейсбук|твіттер|твиттер|інстаграм|инстаграм|ютуб|convention|state|states|county|nations|conference|forum|act|bureau|board|office|army|force|alliance|initiative|project|fund|hotel|tower|plaza|airport|arena|stadium|theater|theatre|avenue|river|valley|constitution|amendment|revolution|war|commons|lords|police|treasury|exchange|service|services|authority)$/;

function sortOfName(tokens: readonly Token[], from: number, to: number): number {
  const last = tokens[to - 1] as Token;
  if (BODY_NAME.test(last.low)) return BODY;
  if (
    to - from <= 3 &&
    isPlaceName(
      tokens
        .slice(from, to)
        .map(({ low }) => low)
        .join(' '),
    )
  )
    return BODY;
  const shouted = last.text.length > 1 && /^[\p{Lu}.&]+$/u.test(last.text);
  if (shouted && to - from === 1) return BODY;
  for (let i = from; i < to; i++) if ((tokens[i] as Token).low === 'of') return BODY;
  return PERSON;
}
