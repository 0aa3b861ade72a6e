import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { bundledBriefing } from '../../docs/pictures/answers.ts';
import { COMMANDS } from '../../src/commands/registry.ts';
import { recordPath } from '../../src/core/pages/page-address.ts';
import { createStory } from '../../src/core/stories.ts';
import { createCore } from '../../src/dispatch/dispatch.ts';
import { type Briefing, datedRecords, recordId } from '../../src/domain/briefing.ts';
import { SILENT } from '../../src/domain/log.ts';
import { diskFolder } from '../../src/pack/read/disk-folder.ts';
import { loadPacks } from '../../src/pack/read/load.ts';
import { ASSETS } from '../../src/platforms/web/assets/assets.ts';
import { createWebPlatform } from '../../src/platforms/web/platform.ts';
import { indexStatements } from '../../src/search/statements/statement-index.ts';
import { withLargePack } from '../ask/large-pack.ts';
import { machineLoad, processorMs } from '../machine.ts';

/** How long a page takes and how large it is, over the bundled pack and a large one. `--size 100000`, `--each 60`. */
export async function run(flags: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...flags],
    options: { size: { type: 'string', default: '100000' }, each: { type: 'string', default: '60' } },
  });
  console.log(`machine: ${machineLoad()}`);
  await measurePages(bundledBriefing(), Number(values.each));
  if (Number(values.size) > 0)
    await withLargePack(Number(values.size), (folder) => {
      const briefing = loadPacks(diskFolder(folder)).packs[0]?.briefing;
      if (briefing === undefined) throw new Error('bench: no pack could be read');
      return measurePages(briefing, Number(values.each));
    });
  console.log(`machine: ${machineLoad()}`);
  console.log(
    'Each page is made anew, without a browser’s copy; the first of each kind, which makes what is kept, is told apart.',
  );
}

async function measurePages(briefing: Briefing, each: number): Promise<void> {
  const story = createStory(briefing, () => indexStatements(briefing));
  const clock = () => Temporal.Now.instant();
  const core = createCore({ stories: () => [story], commands: COMMANDS, clock });
  const platform = createWebPlatform({
    ...{ settings: { loopback: true }, log: SILENT, commands: COMMANDS },
    reading: { stories: () => [story], now: clock, sees: () => null, messages: () => [] },
  });
  await platform.start(core);
  const handle = platform.routes?.[0]?.handle;
  if (handle === undefined) throw new Error('bench: the pages have no route');
  story.index();
  const loads = [...ASSETS.values()].reduce((sum, { body }) => sum + gzipSync(body).byteLength, 0);
  console.log(`\n${briefing.statements.length} statements; style and script together ${kilobytes(loads)}`);
  console.log(
    `${'page'.padEnd(22)}    first      p50      p99    worst  (processor ms)          sent, with style and script`,
  );
  const all: number[] = [];
  for (const [name, pathAt] of Object.entries(pagesOf(briefing))) {
    const took: number[] = [];
    let first = 0;
    let size = 0;
    for (let at = 0; at <= each; at += 1) {
      const [path = '', query = ''] = pathAt(at).split('?');
      const asked = processorMs();
      const {
        status,
        body = '',
        bytes = Buffer.from(body),
      } = await handle({
        ...{ method: 'GET', path, query: new URLSearchParams(query) },
        ...{ headers: { host: 'localhost', 'accept-encoding': 'gzip' }, body: new Uint8Array() },
      });
      const ms = processorMs() - asked;
      if (status !== 200) throw new Error(`bench: ${path} gave ${status}`);
      if (at === 0) first = ms;
      else took.push(ms);
      size = Math.max(size, bytes.byteLength);
    }
    all.push(...took);
    const figures = [first, quantile(took, 0.5), quantile(took, 0.99), Math.max(...took)];
    console.log(
      `${name.padEnd(22)}${figures.map((figure) => figure.toFixed(2).padStart(9)).join('')}${kilobytes(size).padStart(22)}, ${kilobytes(size + loads)}`,
    );
  }
  console.log(`all of them: p50 ${quantile(all, 0.5).toFixed(2)}, p99 ${quantile(all, 0.99).toFixed(2)}`);
}

/** Pages of each kind, no record twice where there are enough. */
function pagesOf(briefing: Briefing): Readonly<Record<string, (at: number) => string>> {
  const story = `/${briefing.id}`;
  const paged = (list: string) => (at: number) => `${story}/${list}?page=${1 + (at % 50)}`;
  const kinds = Map.groupBy(
    [...datedRecords(briefing), ...briefing.sources, ...briefing.actors, ...briefing.provisions],
    ({ kind }) => kind,
  );
  const records = [...kinds].map(([kind, list]) => [
    kind,
    (at: number) => {
      const one = list[Math.floor((at * list.length) / 61) % list.length];
      return one === undefined ? story : recordPath(briefing.id, recordId(one));
    },
  ]);
  const words = (at: number) =>
    (briefing.statements[(at * 97) % briefing.statements.length]?.gist ?? '')
      .split(' ')
      .slice(0, 4)
      .join(' ');
  return {
    now: () => story,
    crosswalk: () => `${story}/crosswalk`,
    statements: paged('statements'),
    'search as you type': (at) =>
      `${story}/statements?${new URLSearchParams({ q: words(at), part: 'list' })}`,
    people: paged('people'),
    timeline: paged('timeline'),
    disputes: paged('disputes'),
    sources: paged('sources'),
    board: () => `${story}/board`,
    ...Object.fromEntries(records),
  };
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} kB`;
}
