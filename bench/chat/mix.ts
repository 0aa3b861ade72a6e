import { fileURLToPath } from 'node:url';
import { COMMANDS } from '../../src/commands/registry.ts';
import { formatLine } from '../../src/core/line/format-line.ts';
import type { Briefing } from '../../src/domain/briefing.ts';
import { diskFolder } from '../../src/pack/read/disk-folder.ts';
import { loadPacks } from '../../src/pack/read/load.ts';

/** A slash command as somebody fills it in. */
export interface MixQuestion {
  readonly path: readonly string[];
  readonly values: Readonly<Record<string, string>>;
}

/** What is asked over and over beside the mix. */
export const REPEATED: MixQuestion = { path: ['plan-point'], values: { point: '6' } };
const MIX = 300;

/** 300 different questions about the bundled pack, of every command that only reads and each of its options, turn about. */
export function differentQuestions(): readonly MixQuestion[] {
  const [pack] = loadPacks(diskFolder(fileURLToPath(new URL('../../briefings/', import.meta.url)))).packs;
  if (pack === undefined) throw new Error('bench: no bundled pack');
  const kinds = Object.values(kindsOver(pack.briefing));
  const found = new Map<string, MixQuestion>();
  for (let at = 0; found.size < MIX && at < 500; at += 1) {
    for (const kind of kinds) {
      const question = kind(at);
      if (question !== undefined && found.size < MIX) found.set(lineOf(question), question);
    }
  }
  if (found.size < MIX) throw new Error(`bench: only ${found.size} different questions`);
  return [...found.values()];
}

/** As it is typed on Slack. */
export function lineOf({ path, values }: MixQuestion): string {
  return formatLine(path, values, COMMANDS);
}

type Kind = (at: number) => MixQuestion | undefined;

function kindsOver(briefing: Briefing): Readonly<Record<string, Kind>> {
  const { provisions, actors, statements, sources, conflicts, texts } = briefing;
  const ask = (
    name: string,
    values: Readonly<Record<string, string | undefined>>,
  ): MixQuestion | undefined => {
    const given = Object.entries(values).flatMap(([key, value]) =>
      value === undefined ? [] : [[key, value]],
    );
    return given.length < Object.keys(values).length
      ? undefined
      : { path: [name], values: Object.fromEntries(given) };
  };
  const words = (at: number) =>
    statements[at]?.gist
      .replace(/["“”«»:]/g, '')
      .split(' ')
      .slice(0, 6)
      .join(' ');
  const day = (at: number) => `2025-11-${String(20 + (at % 9))}`;
  return {
    number: (at) => ask('plan-point', { point: at < 28 ? String(at + 1) : undefined }),
    subject: (at) => ask('plan-point', { point: provisions[at]?.title }),
    subjectThen: (at) => ask('plan-point', { point: provisions[at]?.title, 'as-of': day(at) }),
    said: (at) => ask('who-said', { words: words(at) }),
    saidThen: (at) => ask('who-said', { words: words(at + 40), 'as-of': day(at) }),
    saidBy: (at) => ask('who-said', { speaker: actors[at]?.name }),
    nobody: (at) => ask('who-said', { words: `purple elephants dance ${at} times` }),
    stands: (at) => ask('position', { party: actors[at]?.name }),
    standsOn: (at) => ask('position', { about: provisions[at]?.title }),
    happened: (at) => ask('timeline', { about: actors[at]?.name }),
    since: (at) => (at < 8 ? ask('timeline', { from: day(at) }) : undefined),
    source: (at) => ask('sources', { source: sources[at]?.id }),
    disputed: (at) => ask('disputed', { about: conflicts[at]?.title }),
    compared: (at) => ask('compare', { point: provisions[at]?.title }),
    drafts: (at) => ask('compare', { from: texts[0]?.id, to: at === 0 ? undefined : texts[at]?.id }),
    news: (at) => (at < 8 ? ask('briefing', { since: day(at) }) : undefined),
    all: (at) => {
      const name = ['briefing', 'timeline', 'sources', 'disputed', 'position', 'deadlines', 'compare'][at];
      return name === undefined ? undefined : { path: [name], values: {} };
    },
  };
}
