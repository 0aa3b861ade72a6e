import type { Action } from '../answer/answer.ts';
import { typing } from '../domain/ask.ts';
import type { Briefing } from '../domain/briefing.ts';
import { eachStatement } from '../domain/lookups/said-by.ts';
import type { Provision } from '../domain/provision.ts';
import { isFragment, type Statement } from '../domain/statement.ts';
import { readPoint } from '../search/names/read-point.ts';
import type { Command } from './command.ts';
import { formatLine } from './line/format-line.ts';

/** A command's examples: first those with names of the loaded story, then those that hold for any. */
export function examplesIn(command: Command, briefing: Briefing): readonly string[] {
  const own = command.storyExamples?.(briefing) ?? [];
  const lines = own.map(({ path, values }) => formatLine(path, values, [command]));
  return [...new Set([...lines, ...command.examples])];
}

/** A button that asks an example. */
export function askExample(line: string): Action {
  return { kind: 'ask', label: [...line].slice(0, LONGEST_LABEL).join(''), ...typing(line) };
}

const LONGEST_LABEL = 75;

/** A number of the text whose numbers are meant under which something is on record. */
export function anyNumber({ provisions, mainText }: Briefing): number | undefined {
  const readings = provisions.flatMap((provision) => provision.readings);
  return readings.find(({ text, points }) => text === mainText && points.length > 0)?.points[0];
}

/** What a point may be asked for by, the shortest of its names that means no other. */
export function anySubject(briefing: Briefing): string | undefined {
  const [provision] = briefing.provisions;
  return provision === undefined ? undefined : shortestName(provision, briefing);
}

function shortestName(provision: Provision, briefing: Briefing): string {
  const means = (name: string) => {
    const asked = readPoint(name, briefing);
    return asked.kind === 'topic' && asked.provision.id === provision.id && asked.others.length === 0;
  };
  const names = [provision.title, ...provision.aliases].toSorted((a, b) => a.length - b.length);
  return names.find((name) => name.length > 2 && means(name)) ?? provision.title;
}

const WORDS_REMEMBERED = 5;
/** Most stories have exact words among the first. */
const MOST_TRIED = 50;

/** The beginning of what somebody said, as one might remember it. */
export function anyWords(briefing: Briefing): string | undefined {
  const some = eachStatement(briefing).take(MOST_TRIED).toArray();
  const told = some.find((one) => one.words !== undefined && !isFragment(one)) ?? some[0];
  return told === undefined ? undefined : beginningOf(told);
}

function beginningOf({ words, gist }: Statement): string {
  const said = (words ?? gist)
    .replace(/["“”«»:/…]/g, ' ')
    .trim()
    .split(/\s+/);
  return said
    .slice(0, WORDS_REMEMBERED)
    .join(' ')
    .replace(/[,.;!?]$/, '');
}
