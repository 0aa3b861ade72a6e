import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import type { BriefingProblem } from '../../../domain/errors.ts';
import { isMapping } from '../../../domain/mapping.ts';
import { checkLinks, type Link, type LinkState } from '../../../ingest/links/check-links.ts';
import type { LoadedPack } from '../../../pack/read/load.ts';
import { inHome } from '../../config/home.ts';
import { readConfig, say, type Terminal } from '../../process/process.ts';

/** What became of the page of one source. */
export interface CheckedLink extends LinkState {
  readonly source: string;
  readonly url: string;
  readonly file: string;
  readonly line: number;
}

/** A run that was broken off is gone on with for so long, in milliseconds; later everything is looked at again. */
const GOES_ON_MS = 86_400_000;
/** Between two pages of one host, unless somebody says so. */
const USUAL_DELAY_MS = 2_000;

/**
 * Looks at the pages of all sources again, with progress on standard error. What is known is kept in the home as it comes, so
 * that a run that was broken off goes on where it was.
 */
export async function lookAtLinks(
  packs: readonly LoadedPack[],
  terminal: Terminal,
  options: { readonly archive?: string | undefined; readonly delayMs?: number | undefined },
): Promise<readonly CheckedLink[]> {
  const config = await readConfig(terminal);
  const path = inHome(config.home, join('data', 'links.json'));
  const now = () => terminal.clock().epochMilliseconds;
  const run = openRun(path, now());
  const places = packs.flatMap((pack) =>
    pack.records.lists.sources.flatMap(({ data, file, path: at }) =>
      data.url === undefined
        ? []
        : [
            {
              ...{ source: data.id, url: data.url, archive: data.archive?.file, file },
              line: pack.lineAt({ file, path: [...at, 'url'] }),
            },
          ],
    ),
  );
  const folder = options.archive ?? config.archive;
  const copies = new Map(places.map(({ url, archive }) => [url, archive]));
  const left: Link[] = [];
  for (const { source, url } of places) {
    if (!run.known.has(url) && !left.some((link) => link.url === url)) left.push({ source, url });
  }
  if (run.known.size > 0)
    say(terminal, `${run.known.size} pages were looked at before; ${left.length} are left.`);
  let done = 0;
  await checkLinks(left, {
    rules: config.fetch,
    delayMs: options.delayMs ?? USUAL_DELAY_MS,
    sleep: (ms) => after(ms),
    archived: (source) => {
      const url = left.find((link) => link.source === source)?.url ?? '';
      return readCopy(folder, copies.get(url));
    },
    told: ({ source, url }, state) => {
      done += 1;
      run.keep(url, state);
      say(terminal, `${done}/${left.length} ${source}: ${state.state}`);
    },
  });
  run.end();
  return places.flatMap(({ source, url, file, line }) => {
    const state = run.known.get(url);
    return state === undefined ? [] : [{ ...state, source, url, file, line }];
  });
}

/** The page as a problem of the pack; null where nothing is wrong with it. */
export function linkProblem(link: CheckedLink): BriefingProblem | null {
  const { file, line, url, state, says, movedTo } = link;
  const problem = { file, line, rule: 'link', expected: `${url} as it was` };
  switch (state) {
    case 'dead':
      return {
        ...problem,
        found: `none: ${says}`,
        hint: 'Write where a copy of it is, or say so in its note.',
      };
    case 'moved':
      return {
        ...problem,
        found: `another address: ${says}`,
        hint: `Write ${movedTo ?? 'its new address'} as "url".`,
      };
    case 'changed':
      return { ...problem, found: `another text: ${says}`, hint: differenceInWords(link) };
    case 'same':
    case 'there':
    case 'unsure':
      return null;
  }
}

/** So many sentences of a difference are shown, and so much of each, in characters. */
const MOST_SHOWN = 6;
const LONGEST_SHOWN = 160;

function differenceInWords({ difference }: CheckedLink): string {
  const lines = [
    ...(difference?.gone ?? []).map((sentence) => `- ${sentence}`),
    ...(difference?.added ?? []).map((sentence) => `+ ${sentence}`),
  ].map((line) => (line.length > LONGEST_SHOWN ? `${line.slice(0, LONGEST_SHOWN)} …` : line));
  const more = lines.length > MOST_SHOWN ? [`and ${lines.length - MOST_SHOWN} more`] : [];
  return [...lines.slice(0, MOST_SHOWN), ...more].join('\n  ');
}

function readCopy(folder: string, file: string | undefined): Uint8Array | null {
  if (file === undefined) return null;
  try {
    return readFileSync(join(folder, file));
  } catch {
    return null;
  }
}

/** What was found so far; another process that looks at the same time only repeats work. */
function openRun(path: string, now: number) {
  const kept = keptRun(path);
  const goesOn = kept !== null && !kept.ended && now - kept.begun < GOES_ON_MS;
  const begun = goesOn ? kept.begun : now;
  const known = new Map<string, LinkState>(goesOn ? kept.known : []);
  const write = (ended: boolean) => {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(`${path}.new`, JSON.stringify({ begun, ended, known: [...known] }));
    renameSync(`${path}.new`, path);
  };
  return {
    known,
    keep(url: string, state: LinkState) {
      known.set(url, state);
      write(false);
    },
    end: () => write(true),
  };
}

function keptRun(path: string): {
  readonly begun: number;
  readonly ended: boolean;
  readonly known: readonly [string, LinkState][];
} | null {
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (!isMapping(value) || typeof value['begun'] !== 'number' || !Array.isArray(value['known']))
      return null;
    return { begun: value['begun'], ended: value['ended'] === true, known: value['known'] };
  } catch {
    // None yet, or one that was never whole: everything is looked at.
    return null;
  }
}
