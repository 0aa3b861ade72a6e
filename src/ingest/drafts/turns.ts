import type { ArticleView } from './article-view.ts';
import type { Spoke } from './people/who-spoke.ts';

/** What somebody says in a transcript, or in direct speech of another language than English. */
export interface Turn {
  readonly start: number;
  readonly end: number;
  readonly spoke: Exclude<Spoke, { kind: 'nobody' }>;
}

const LABEL = /^(\p{Lu}[\p{L}.'’ -]{0,60})(?:\([^)\n]{1,60}\) ?)?: (?=\S)/u;
/** Labels of parts of an article, not of people. */
const NO_NAME =
  /^(?:note|update|correction|read more|watch|photo|image|source|by|question|answer|q|a|background|key points|analysis|summary|date|place|editor['’]?s note|ps|nb)$/i;
/** Fewer turns are lines with a colon in them. */
const FEWEST_TURNS = 3;

/** The turns of a transcript: "ANN LEE: Good morning." in paragraph after paragraph; none where a page is no transcript. */
export function turnsIn(view: ArticleView): readonly Turn[] {
  const turns: Turn[] = [];
  let speaker: Turn['spoke'] | null = null;
  let labels = 0;
  const names = new Set<string>();
  for (const { start, text } of view.paragraphs) {
    const found = LABEL.exec(text);
    const name = found?.[1]?.trim() ?? '';
    if (isAsking(name)) {
      speaker = null;
      labels += 1;
      names.add(name);
      continue;
    }
    const named = found !== null && isName(name);
    if (named) {
      const id = view.actors.named(inCase(name));
      speaker =
        id === null ? { kind: 'new', name: inCase(name), sure: 0.85 } : { kind: 'actor', id, sure: 0.95 };
      labels += 1;
      names.add(name);
    } else if (speaker === null) continue;
    // "As I told NAME: “…”" goes on within a turn.
    const from = start + (named ? found[0].length : 0);
    const end = start + text.length;
    // Stage directions are nobody's words.
    if (speaker !== null && end > from && !/^[([][^\])]*[\])]$/.test(text))
      turns.push({ start: from, end, spoke: speaker });
  }
  return labels >= FEWEST_TURNS && names.size >= 2 ? withoutAskers(turns, view) : [];
}

/** Somebody new who does nothing but ask, twice at least, asks for the paper: such words are nobody's statement. */
function withoutAskers(turns: readonly Turn[], view: ArticleView): readonly Turn[] {
  const asks = new Map<string, { all: number; questions: number }>();
  for (const { start, end, spoke } of turns) {
    if (spoke.kind !== 'new') continue;
    const count = asks.get(spoke.name) ?? { all: 0, questions: 0 };
    count.all += 1;
    if (/\?["”“»]?$/.test(view.text.slice(start, end).trimEnd())) count.questions += 1;
    asks.set(spoke.name, count);
  }
  return turns.filter(({ spoke }) => {
    const count = spoke.kind === 'new' ? asks.get(spoke.name) : undefined;
    return count === undefined || count.all < 2 || count.questions < count.all;
  });
}

/** So many questions to somebody make an interview. */
const FEWEST_ASKED = 2;

/**
 * Paragraphs that answer a question put to somebody whom nothing names beside it: an interview in which what is in bold is
 * asked. None where the questions are those of an explainer, which ask nobody.
 */
export function answersOfNobody(
  view: ArticleView,
): readonly { readonly start: number; readonly end: number }[] {
  const isAsked = ({ text }: { readonly text: string }) =>
    text.length <= 300 && /\?$/.test(text) && !/["“„«]/.test(text) && LABEL.exec(text) === null;
  const asked = view.paragraphs.filter(isAsked);
  if (
    asked.length < FEWEST_ASKED ||
    !asked.some(({ text }) =>
      /\b(?:you|your|Sie|Ihr\p{L}{0,3})\b|(?<!\p{L})[Вв](?:и|ас|аш\p{L}{0,3})(?!\p{L})/u.test(text),
    )
  )
    return [];
  return view.paragraphs.filter((one, at) => {
    const before = view.paragraphs[at - 1];
    return before !== undefined && isAsked(before) && !isAsked(one);
  });
}

/** Whoever asks without a name: the words are nobody's statement. */
export function isAsking(label: string): boolean {
  return /^(?:q|question|questions?er|frage|reporter|journalist|moderator|interviewer|host|питання|вопрос)s?$/i.test(
    label.trim(),
  );
}

function isName(label: string): boolean {
  const words = label.split(' ');
  return (
    !NO_NAME.test(label) &&
    words.length <= 5 &&
    words.every((word) => /^(?:\p{Lu}|of$|the$|von$|de$)/u.test(word))
  );
}

/** "ANN LEE" is Ann Lee. */
function inCase(name: string): string {
  if (name !== name.toUpperCase()) return name;
  return name.replace(
    /(\p{Lu})([\p{Lu}]+)/gu,
    (_, first: string, rest: string) => first + rest.toLowerCase(),
  );
}

const MARKS: readonly RegExp[] = [
  /„([^„“”\n]{2,2000})[“”]/gu,
  /«([^«»\n]{2,2000})»/gu,
  /"([^"\n]{2,2000})"/gu,
  /»([^«»\n]{2,2000})«/gu,
];
const SAID_BEHIND =
  /^[,.!?]? ?[,—–-]{0,2} ?(?:so |(?:sagte|sagt|erklärte|betonte|meinte|schrieb|teilte|warnte|forderte|kündigte|versicherte|ergänzte|fügte|kritisierte|äußerte|сказав|сказала|заявив|заявила|наголосив|наголосила|зазначив|зазначила|повідомив|повідомила|додав|додала|написав|написала|підкреслив|підкреслила|пояснив|пояснила|говорить|каже|сказал|заявил|отметил|сообщил|написал|подчеркнул) )((?:[\p{L}.’'-]+,? ?){1,9})/u;
const SAID =
  /(?<!\p{L})(?:sagte|sagt|gesagt|geschrieben|erklärt|betont|erklärte|betonte|meinte|schrieb|warnte|forderte|versicherte|ergänzte|сказав|сказала|заявив|заявила|наголосив|наголосила|зазначив|зазначила|додав|додала|написав|написала|підкреслив|підкреслила|пояснив|пояснила|сказал|заявил|отметил|написал)(?!\p{L})/u;
const NAMES = /\p{Lu}[\p{L}’'-]+(?: (?:von|van|de|\p{Lu}[\p{L}’'-]+))*/gu;

/** Direct speech in German, Ukrainian and Russian: words in marks with a verb of speaking and a name beside them. */
export function foreignSpeech(view: ArticleView): readonly Turn[] {
  if (view.language === undefined || view.language === 'en') return [];
  const turns: Turn[] = [];
  for (const marks of MARKS) {
    for (const match of view.text.matchAll(marks)) {
      const words = match[1] ?? '';
      const start = match.index + 1;
      const behind = SAID_BEHIND.exec(
        view.text.slice(match.index + match[0].length, match.index + match[0].length + 120),
      );
      const before = leadInto(view.text.slice(Math.max(0, match.index - 160), match.index));
      const spoke = speakerAmong(behind?.[1], view) ?? speakerAmong(before, view);
      if (spoke !== null) turns.push({ start, end: start + words.length, spoke });
    }
  }
  return turns.toSorted((a, b) => a.start - b.start);
}

/** What leads into a quotation behind a colon, up to its verb of speaking: "Kämmerer Corwin Hale erklärte: „…“". */
function leadInto(before: string): string | undefined {
  const lead = before.trimEnd();
  if (!lead.endsWith(':')) return undefined;
  const clause =
    lead
      .slice(0, -1)
      .split(/[.!?:"„«\n]/)
      .at(-1) ?? '';
  const said = SAID.exec(clause);
  return said === null ? undefined : clause.slice(0, said.index);
}

/** German writes every noun with a capital: a name of the pack counts, else the longest run of capitals. */
function speakerAmong(words: string | undefined, view: ArticleView): Turn['spoke'] | null {
  if (words === undefined) return null;
  // "Kiew/Berlin (Agentur) – Der Präsident …": somebody who speaks, before a place that may stand for a party.
  const all = view.actors.mentions(words);
  const known = all.find(({ id }) => view.actors.actor(id)?.kind === 'person') ?? all[0];
  if (known !== undefined) return { kind: 'actor', id: known.id, sure: 0.85 };
  const runs = words.match(NAMES) ?? [];
  const longest = runs.toSorted((a, b) => b.split(' ').length - a.split(' ').length)[0];
  if (longest === undefined) return null;
  const name = longest.split(' ').slice(-2).join(' ');
  return { kind: 'new', name, sure: 0.6 };
}
