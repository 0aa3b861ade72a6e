import type { Ask } from '../domain/ask.ts';
import { Refusal } from '../domain/errors.ts';
import { normalize } from '../search/text/normalize.ts';

/** A story as it can be named. */
interface Named {
  readonly briefing: { readonly id: string; readonly title: string };
}

/** A line without the story it names, and what it calls it. */
export interface TakenStory {
  readonly rest: string;
  /** As typed; null where the line names none. */
  readonly named: string | null;
}

/** Shorter parts of a name are no name. */
const SHORTEST_PART = 2;
/** Longest title that is looked for behind `story:` without quotation marks, in words. */
const LONGEST_NAME = 12;

/**
 * The stories somebody may mean: the one of that id or title, else those that have it as whole words, else those that
 * have it anywhere. Several where it does not tell, none where nothing fits.
 */
export function storiesNamed<Story extends Named>(
  typed: string,
  stories: readonly Story[],
): readonly Story[] {
  const wanted = normalize(typed);
  if (wanted === '') return [];
  const ways: readonly ((name: string) => boolean)[] = [
    (name) => name === wanted,
    (name) => ` ${name} `.includes(` ${wanted} `),
    (name) => wanted.length >= SHORTEST_PART && name.includes(wanted),
  ];
  const exact = stories.filter(({ briefing }) => briefing.id === typed.trim().toLowerCase());
  if (exact.length > 0) return exact;
  for (const fits of ways) {
    const found = stories.filter(({ briefing }) =>
      [briefing.id, briefing.title].some((name) => fits(normalize(name))),
    );
    if (found.length > 0) return found;
  }
  return [];
}

/** The one story that is meant. @throws Refusal with the choices where it is none or several; `retry` asks for the one of an id */
export function storyNamed<Story extends Named>(
  typed: string,
  stories: readonly Story[],
  retry: (id: string) => Ask,
): Story {
  const found = storiesNamed(typed, stories);
  const [only] = found;
  if (only !== undefined && found.length === 1) return only;
  const choices = found.length > 1 ? found : stories;
  const listed = choices.map(({ briefing }) => briefing.id).join(', ');
  throw new Refusal(
    'bad-value',
    found.length > 1
      ? `“${typed.trim()}” fits several stories: ${listed}.`
      : `There is no story “${typed.trim()}”. There are: ${listed}.`,
    choices.map(({ briefing }) => retry(briefing.id)),
  );
}

/**
 * Takes `story:x` out of a line, wherever it stands outside quotation marks; the last one counts. Without quotation
 * marks the name is as many of the words behind it as name one story, or the first. "The story: he left" names none.
 */
export function takeStory(line: string, stories: readonly Named[]): TakenStory {
  let rest = line;
  let named: string | null = null;
  for (let taken = takeOne(rest, stories); taken !== null; taken = takeOne(rest, stories)) {
    rest = taken.rest;
    named = taken.named;
  }
  return { rest, named };
}

const NAMING = /(?<![^\s(])story[:：](\s*)/giu;

function takeOne(
  line: string,
  stories: readonly Named[],
): { readonly rest: string; readonly named: string } | null {
  for (const match of line.matchAll(NAMING)) {
    if (isQuoted(line, match.index)) continue;
    const tail = line.slice(match.index + match[0].length);
    const found = nameAt(tail, stories, match[1] === '');
    if (found === null) continue;
    const rest = `${line.slice(0, match.index).trimEnd()} ${tail.slice(found.length).trimStart()}`.trim();
    return { rest, named: found.name };
  }
  return null;
}

/** True behind an odd number of quotation marks. */
function isQuoted(line: string, at: number): boolean {
  const before = line.slice(0, at).replace(/\\[^\s]/gu, '');
  return (before.match(/["“”«»„]/gu)?.length ?? 0) % 2 === 1;
}

/** The name a tail begins with and how much of it that takes; null where it is none and need not be one. */
function nameAt(
  tail: string,
  stories: readonly Named[],
  close: boolean,
): { readonly name: string; readonly length: number } | null {
  const quoted = /^["“]([^"“”]*)["”]/u.exec(tail);
  if (quoted !== null) return { name: quoted[1] ?? '', length: quoted[0].length };
  const words = [...tail.matchAll(/\S+/g)].slice(0, LONGEST_NAME);
  // A value ends where the next option begins.
  const next = words.findIndex(([word], at) => at > 0 && /^[a-z][\w-]*:/i.test(word));
  const own = next < 0 ? words : words.slice(0, next);
  for (let count = own.length; count > 0; count -= 1) {
    const last = own[count - 1];
    if (last === undefined) continue;
    const run = withoutEnd(tail.slice(0, last.index + last[0].length));
    const whole = storiesNamed(run, stories);
    const enough = count === 1 ? whole.length === 1 : whole.length === 1 && standsWhole(run, whole);
    if (enough) return { name: run, length: run.length };
  }
  const first = own[0];
  if (!close || first === undefined || first.index > 0) return null;
  return { name: withoutEnd(first[0]), length: withoutEnd(first[0]).length };
}

function standsWhole(run: string, stories: readonly Named[]): boolean {
  const wanted = ` ${normalize(run)} `;
  return stories.some(({ briefing }) =>
    [briefing.id, briefing.title].some((name) => ` ${normalize(name)} `.includes(wanted)),
  );
}

function withoutEnd(words: string): string {
  return words.replace(/(?<![?!.,;)])[?!.,;)]+$/u, '');
}
