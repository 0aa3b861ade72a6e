import type { Command, CommandGroup } from '../../core/command.ts';
import { runnable } from '../../core/line/find-command.ts';
import type { BriefingProblem } from '../../domain/errors.ts';
import { nameKey } from '../../domain/words/name-key.ts';
import { findingIn, type Located } from '../../pack/format/records.ts';
import type { LoadedPack } from '../../pack/read/load.ts';
import { type Finding, problemAt, shown } from '../../pack/read/problem.ts';
import { findPeriod } from '../../search/dates/find-date.ts';
import { commonWords } from '../../search/text/common-words.ts';
import { withFigures } from '../../search/text/number-words.ts';

/**
 * Names that would trap questions: people type the same word and mean something else by it. Advice, not problems: some
 * people are called so, and the pack is right. In the order of the pack's kinds.
 */
export function nameAdvice(
  pack: LoadedPack,
  commands: readonly (Command | CommandGroup)[],
): readonly BriefingProblem[] {
  const ofCommands = wordsOf(commands);
  const found: Finding[] = [];
  const owners = new Map<string, string>();
  for (const { record, path, name, kind, id } of namesIn(pack)) {
    const trap = trapIn({ name, kind }, ofCommands);
    if (trap !== undefined) found.push(adviceAt(record, path, name, trap));
    // Actors and texts may not share a name at all: those are problems.
    if (kind !== 'provision' && kind !== 'gap') continue;
    const key = `${kind} ${nameKey(name)}`;
    const owner = owners.get(key);
    if (owner === undefined) owners.set(key, id);
    else if (owner !== id) found.push(adviceAt(record, path, name, `also a name of the ${kind} "${owner}"`));
  }
  return found.map((finding) => problemAt(finding, pack.lineAt));
}

function adviceAt(
  record: Located<unknown>,
  path: readonly (string | number)[],
  name: string,
  trap: string,
): Finding {
  return findingIn(record, path, {
    rule: 'advice',
    expected: 'a name that questions hold only where they mean it',
    found: `${shown(name)}, ${trap}`,
    hint: 'Add a word to it, or leave it out where another name is enough.',
  });
}

interface Name {
  readonly record: Located<unknown>;
  readonly path: readonly (string | number)[];
  readonly name: string;
  readonly kind: 'actor' | 'text' | 'provision' | 'gap';
  readonly id: string;
}

/** The names by which records are found in a question. */
function* namesIn({ records: { lists } }: LoadedPack): Iterable<Name> {
  for (const record of [...lists.parties, ...lists.persons]) {
    yield* namesOf(record, 'actor', { name: record.data.name });
  }
  for (const record of lists.texts) {
    yield* namesOf(record, 'text', { name: record.data.name, label: record.data.label });
  }
  for (const record of lists.provisions) yield* namesOf(record, 'provision', { title: record.data.title });
  for (const record of lists.gaps) yield* namesOf(record, 'gap', { topic: record.data.topic });
}

function* namesOf(
  record: Located<{ readonly id: string; readonly aliases: readonly string[] }>,
  kind: Name['kind'],
  own: Readonly<Record<string, string>>,
): Iterable<Name> {
  const { id, aliases } = record.data;
  for (const [key, name] of Object.entries(own)) yield { record, path: [key], name, kind, id };
  for (const [index, name] of aliases.entries()) yield { record, path: ['aliases', index], name, kind, id };
}

/** What a question with this name may mean instead; undefined for a name that is safe. */
function trapIn(
  { name, kind }: Pick<Name, 'name' | 'kind'>,
  ofCommands: ReadonlySet<string>,
): string | undefined {
  const words = name
    .trim()
    .toLowerCase()
    .replace(/^(?:the|an?)\s+(?=\S)/, '');
  const letters = [...nameKey(name)];
  if (letters.length === 1 && !WRITTEN_WITH_ONE.test(name)) {
    return /\p{N}/u.test(name) ? 'a number, which questions give to a point' : 'a single letter';
  }
  if (isNumber(words)) return 'a number, which questions give to a point or a year';
  if (DATE_WORDS.has(words) || isDate(words)) return 'which is also a date';
  if (KIND_WORDS.has(words)) return 'which questions call any record of a kind';
  if (ofCommands.has(words)) return 'which is also a word of a command';
  if (!isAcronym(name) && (commonWords.has(words) || QUESTION_WORDS.has(words)))
    return 'which is a common word';
  if (!isAcronym(name) && kind === 'actor' && EVERYDAY.has(words)) return 'which is an everyday word';
  return undefined;
}

/** Words that parties like to be called by and questions on any subject hold: "the future of the fleet", "in order to". */
const EVERYDAY: ReadonlySet<string> = new Set(
  `action agreement alliance alternative answer balance better bridge call centre center change choice citizens common country
  courage deal dialogue direction duty equality faith forward free freedom front future growth head heart home hope idea
  interest issue justice law leader leaders left liberty line list movement nation now open option order pact part parties
  party path peace people plan policy power pride principle progress protest reason reform response right rights rule safety
  security side solution spirit stability state strength support talks together trust truth union unity value values victory
  vision voice vote way will work world`.split(/\s+/),
);

/** Chinese characters and the like: one is a whole name. */
const WRITTEN_WITH_ONE = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}]/u;

/** Points, articles and years have up to four digits; "600,000" is nobody's number. */
function isNumber(words: string): boolean {
  const figures = /^(?:n[°º]|№|#)?\s*\d{1,4}(?:\.\d{1,2})*[.)]?$/;
  return (
    figures.test(words) ||
    (!ORDINAL.test(words) && figures.test(withFigures(words.split(/[\s-]+/)).join(' ')))
  );
}
const ORDINAL = /(?:first|second|third|st|nd|rd|th)$/;

/** "US" is typed by people who mean it, "us" by all others; which of the two a name is written as shows whose it is. */
function isAcronym(name: string): boolean {
  return /^[\p{Lu}\p{N}.&-]{2,}$/u.test(name.trim());
}

/** "By Thursday" is no date of its own: it says what is to be by then. */
function isDate(words: string): boolean {
  return (
    !/^(?:by|until|till|before|after|since|from|in|on)\s/.test(words) &&
    findPeriod(words, ANY_DAY)?.rest === ''
  );
}

/** Dates in words are read as near a day; which one does not matter here. */
const ANY_DAY = '2025-06-15';

/** Months and days of the week, whole and short: those too that a date is not made of alone, as "May". */
const DATE_WORDS: ReadonlySet<string> = new Set(
  Array.from({ length: 12 }, (_, month) => new Date(Date.UTC(2025, month, 5 + (month % 7)))).flatMap((day) =>
    (['long', 'short'] as const).flatMap((width) =>
      [{ month: width }, { weekday: width }].map((part) =>
        new Intl.DateTimeFormat('en', { ...part, timeZone: 'UTC' }).format(day).toLowerCase(),
      ),
    ),
  ),
);

/** What people call a record when they mean no particular one. */
const KIND_WORDS: ReadonlySet<string> = new Set(
  [
    'plan draft text deal proposal framework agreement accord treaty resolution protocol declaration document version',
    'paper point article paragraph clause section chapter annex provision subject topic reading term statement quote',
    'quotation source event date position stance conflict dispute gap party side person speaker actor story briefing',
  ]
    .join(' ')
    .split(' ')
    .flatMap((word) => [word, word.endsWith('y') ? `${word.slice(0, -1)}ies` : `${word}s`]),
);

/** Beside the function words: what questions are made of. */
const QUESTION_WORDS: ReadonlySet<string> = new Set(
  (
    'said says saying tell told ask asked show give list find explain mean means does did done happen happened ' +
    'change changed changes latest current today news update updates status official yes hi hello ' +
    'thanks please may might must shall world life money will mark bill'
  ).split(' '),
);

/** Names of commands and options and their parts, and the values options take. */
function wordsOf(commands: readonly (Command | CommandGroup)[]): ReadonlySet<string> {
  const words = new Set<string>();
  const add = (name: string) => {
    for (const word of [name, name.replaceAll('-', ' '), ...name.split('-')]) words.add(word.toLowerCase());
  };
  for (const { name } of commands) {
    add(name);
  }
  for (const { command } of runnable(commands)) {
    add(command.name);
    for (const { name, choices = [] } of command.options) for (const word of [name, ...choices]) add(word);
  }
  return words;
}
