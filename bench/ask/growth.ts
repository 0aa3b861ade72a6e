import { renderPlain } from '../../src/answer/plain.ts';
import { preparing, rehearsing } from '../../src/app/serve/packs/prepare.ts';
import { COMMANDS } from '../../src/commands/registry.ts';
import { createStory } from '../../src/core/stories.ts';
import { createCore } from '../../src/dispatch/dispatch.ts';
import type { Briefing } from '../../src/domain/briefing.ts';
import { tenantId } from '../../src/domain/schedule/tenant.ts';
import { diskFolder } from '../../src/pack/read/disk-folder.ts';
import { loadPacks } from '../../src/pack/read/load.ts';
import { requestFor } from '../../src/platforms/terminal/request.ts';
import { indexStatements } from '../../src/search/statements/statement-index.ts';
import { processorMs } from '../machine.ts';

type Line = (at: number) => string;

/** Loads a pack as a serving process does and asks every kind of question so many times, no question twice. */
export async function measureGrowth(folder: string, each: number): Promise<void> {
  let began = processorMs();
  const { packs, problems } = loadPacks(diskFolder(folder));
  const briefing = packs[0]?.briefing;
  if (briefing === undefined) throw new Error(`bench: no pack could be read: ${JSON.stringify(problems[0])}`);
  const loaded = processorMs() - began;
  began = processorMs();
  const parts = indexStatements(briefing).parts();
  const indexed = processorMs() - began;
  const prepared = inSteps(preparing(briefing, parts, undefined));
  console.log(
    `\n${briefing.statements.length} statements: in the other thread read ${shown(loaded)} and index ${shown(indexed)}; here prepare ${shown(prepared.total)} in ${prepared.steps} steps, the longest ${shown(prepared.longest)} (processor ms)`,
  );
  for await (const _ of rehearsing(briefing, prepared.made));
  const story = createStory(briefing, () => prepared.made);
  const core = createCore({
    stories: () => [story],
    commands: COMMANDS,
    clock: () => Temporal.Now.instant(),
  });
  console.log('question'.padEnd(34), '   first     p50     p99   worst  kB (processor ms)');
  const all: number[] = [];
  for (const [kind, line] of Object.entries(linesOver(briefing))) {
    const took: number[] = [];
    let size = 0;
    for (let at = 0; at < each; at += 1) {
      const request = requestFor(line(at), COMMANDS);
      const asked = processorMs();
      const answer = await core.respond(request);
      took.push(processorMs() - asked);
      size = Math.max(size, renderPlain(answer).length);
    }
    all.push(...took);
    tell(kind, took, size);
  }
  tell('all of them', all, 0);
  const suggested = typedPieces(briefing).map((typed) => {
    const asked = processorMs();
    core.suggest({
      ...{ path: ['who-said'], option: 'words', typed, values: {}, limit: 25 },
      place: { platform: 'terminal', tenant: tenantId('bench'), channel: 'bench' },
    });
    return processorMs() - asked;
  });
  tell('completion of words', suggested, 0);
}

function inSteps<Made>(steps: Generator<void, Made>) {
  const took: number[] = [];
  for (;;) {
    const began = processorMs();
    const step = steps.next();
    took.push(processorMs() - began);
    if (step.done === true)
      return {
        made: step.value,
        total: took.reduce((sum, one) => sum + one, 0),
        steps: took.length,
        longest: Math.max(...took),
      };
  }
}

/** A line of each command and option; every call gives another. */
function linesOver(briefing: Briefing): Readonly<Record<string, Line>> {
  const { statements, actors, provisions, sources, deadlines, votes, figures, occasions } = briefing;
  const groups = actors.filter((actor) => actor.kind === 'party' && actor.members !== undefined);
  const of = <T>(list: readonly T[], at: number): T => {
    const found = list[(at * 7919) % list.length];
    if (found === undefined) throw new Error('bench: an empty list');
    return found;
  };
  const words = (at: number) => of(statements, at).gist.split(' ').slice(1, 7).join(' ');
  const long = (at: number) =>
    of(statements, at)
      .gist.split(' ')
      .find((word) => word.length >= 8) ?? 'agreement';
  const actor = (at: number) => `"${of(actors, at).name}"`;
  const party = (at: number) =>
    `"${
      of(
        actors.filter(({ kind }) => kind === 'party'),
        at,
      ).name
    }"`;
  const point = (at: number) => `"${of(provisions, at).title}"`;
  let days = 0;
  /** A day that nobody asked for yet. */
  const day = () => {
    days += 1;
    return Temporal.PlainDate.from('2024-06-10')
      .add({ days: (days * 37) % 480 })
      .toString();
  };
  const lines: Readonly<Record<string, Line>> = {
    '/plan-point': (at) => `/plan-point ${point(at)}`,
    '/plan-point, the list': () => '/plan-point',
    '/position party:': (at) => `/position party:${actor(at)}`,
    '/position about:': (at) => `/position about:${point(at)}`,
    '/position': () => '/position',
    '/timeline': () => '/timeline',
    '/timeline about:': (at) => `/timeline ${point(at)}`,
    '/timeline from: to:': () => `/timeline from:${day()} to:2025-09-30`,
    '/sources': () => '/sources',
    '/sources source:': (at) => `/sources ${of(sources, at).id}`,
    '/sources by topic': (at) => `/sources ${point(at)}`,
    '/disputed': () => '/disputed',
    '/disputed about:': (at) => `/disputed ${point(at)}`,
    '/compare': () => '/compare',
    '/compare from: to: days': () => `/compare from:${day()} to:2025-09-30`,
    '/compare point:': (at) => `/compare point:${point(at)}`,
    '/deadlines': () => '/deadlines',
    '/deadlines about:': (at) => `/deadlines "${of(deadlines, at).title}"`,
    '/position on a vote': (at) => `/position about:"${of(votes, at).title}"`,
    '/position of a group': (at) => `/position party:"${of(groups, at).name}"`,
    '/briefing': () => '/briefing',
    '/briefing since:': () => `/briefing since:${day()}`,
    '/who-said words': (at) => `/who-said ${words(at)}`,
    '/who-said one word': (at) => `/who-said ${long(at)}`,
    '/who-said two words': (at) => `/who-said ${long(at)} ${long(at + 1)}`,
    '/who-said nobody': (at) => `/who-said purple elephants ${at} dance on my grandmother’s roof`,
    '/who-said speaker:': (at) => `/who-said speaker:${party(at)}`,
    '/who-said word speaker:': (at) => `/who-said ${long(at)} speaker:${party(at)}`,
  };
  const plain: Readonly<Record<string, Line>> = {
    'plain: who said': (at) => `who said ${words(at)}`,
    'plain: stand': (at) => `where does ${of(actors, at).name} stand on ${of(provisions, at).title}`,
    'plain: vote': (at) => `who voted against ${of(votes, at).title}`,
    'plain: figure': (at) => `how many ${of(figures, at).title} as of ${day()}`,
    'plain: deadline': (at) => `when is ${of(deadlines, at).title} due`,
    'plain: members': (at) => `who are the members of ${of(groups, at).name}`,
    'plain: occasion': (at) => `what was said at the ${of(occasions, at).name}`,
    'plain: as of': (at) => `what did ${of(actors, at).name} say as of ${day()}`,
  };
  const then = Object.entries(lines).map(([kind, line]): [string, Line] => [
    `${kind} as-of: a new day`,
    (at) => `${line(at)} as-of:${day()}`,
  ]);
  return { ...lines, ...Object.fromEntries(then), ...plain };
}

function typedPieces({ statements }: Briefing): readonly string[] {
  return statements.slice(0, 20).map(({ gist }, at) =>
    gist
      .split(' ')
      .slice(0, 1 + (at % 4))
      .join(' ')
      .slice(0, 3 + at),
  );
}

function tell(kind: string, took: readonly number[], size: number): void {
  const sorted = [...took].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  const figures = [took[0] ?? 0, at(0.5), at(0.99), sorted.at(-1) ?? 0].map((each) =>
    shown(each).padStart(7),
  );
  console.log(kind.padEnd(34), figures.join(' '), (size / 1_000).toFixed(1).padStart(6));
}

function shown(value: number): string {
  return value < 100 ? value.toFixed(1) : String(Math.round(value));
}
