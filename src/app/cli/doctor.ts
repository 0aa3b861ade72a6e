import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ConfigError } from '../../domain/errors.ts';
import { diskFolder } from '../../pack/read/disk-folder.ts';
import { loadPacks } from '../../pack/read/load.ts';
import { formatProblem } from '../../pack/read/problem.ts';
import type { Finding } from '../../platforms/finding.ts';
import { PLATFORMS } from '../../platforms/registry.ts';
import type { Role } from '../../platforms/role.ts';
import { examineChooser } from '../chooser/doctor.ts';
import type { Config } from '../config/config.ts';
import { watchedFeeds } from '../config/watched-feeds.ts';
import { examineNode } from '../process/node-version.ts';
import {
  dotEnvRead,
  type ExitCode,
  readConfig,
  scrubberFor,
  type Terminal,
  wantsColour,
} from '../process/process.ts';
import { examineProxy, useProxy } from '../process/use-proxy.ts';
import { defaultBecause } from '../serve/briefings.ts';
import { unknownStories } from '../serve/channel-stories.ts';
import { examineFeeds } from './doctor-feeds.ts';
import { examinePort, needsPort } from './doctor-port.ts';
import { examineStore } from './doctor-store.ts';
import { examineBackups } from './running/examine-backups.ts';
import { hearTimes } from './running/examine-clock.ts';
import { examinePosts } from './running/examine-posts.ts';

/**
 * `readout doctor`: configuration, packs, store and platforms, each with what is wrong and how to mend it. 1 where
 * anything is wrong, 2 where the configuration is: it cannot be read, or names a server that cannot be used, so that
 * `readout serve` ends with 2 as well.
 */
export async function doctor(
  terminal: Terminal,
  ask: typeof fetch = fetch,
  role: Role = 'all',
): Promise<ExitCode> {
  let config: Config;
  try {
    config = await readConfig(terminal, role);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    tell(
      terminal,
      error.problems.map((says) => ({
        part: 'configuration',
        state: 'wrong',
        says,
        mend: 'See .env.example.',
      })),
    );
    return 2;
  }
  useProxy(config.proxy, process.env);
  const store = await examineStore(config);
  const now = () => terminal.clock().epochMilliseconds;
  const heard = hearTimes(ask, now);
  const findings: Finding[] = [
    { part: 'configuration', state: 'ok', says: `log level ${config.logLevel}, HTTP on ${httpOf(config)}` },
    { part: 'home', state: 'ok', says: homeOf(config, dotEnvRead(terminal.env)) },
    ...config.notes.map((says) => ({ part: 'configuration', state: 'warn', says }) as const),
    examineNode(process.versions.node, process.execPath),
    ...examineProxy(config),
    ...examinePacks(config),
    ...store,
    ...(store.some(({ state }) => state === 'wrong') ? [] : await examinePosts(config, now())),
    ...examineBackups(config, now()),
    ...(await examinePort(config, ask)),
    ...(await examineChooser(config.chooser, ask)),
    ...(await examinePlatforms(config, heard.ask)),
    ...heard.finding(),
  ];
  tell(terminal, findings);
  const wrong = (some: readonly Finding[]) => some.some(({ state }) => state === 'wrong');
  if (config.database.kind === 'postgres' && wrong(store)) return 2;
  return wrong(findings) ? 1 : 0;
}

/** Where everything is, and which `.env` was read. */
function homeOf({ home }: Config, dotEnv: string | null): string {
  const where = resolve(home.path);
  const file = dotEnv === null ? 'no .env there or in the working directory' : `${resolve(dotEnv)} was read`;
  const made = existsSync(where) ? '' : '; it is made when something is to be kept there';
  return `${where} (${home.because}); ${file}${made}`;
}

function httpOf(config: Config): string {
  const { host, port } = config.http;
  return needsPort(config) ? `${host}:${port}` : 'no port (set PORT for /healthz, /readyz and /metrics)';
}

async function examinePlatforms({ platforms }: Config, ask: typeof fetch): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const { name, toConnect } of PLATFORMS) {
    const connected = platforms.find((platform) => platform.name === name);
    if (connected !== undefined) findings.push(...(await connected.examine(ask)));
    else findings.push({ part: name, state: 'off', says: 'not connected', mend: toConnect });
  }
  return findings;
}

function examinePacks(config: Config): readonly Finding[] {
  const { briefings, story } = config.behaviour;
  const { packs, broken, problems } = loadPacks(diskFolder(briefings));
  const findings: Finding[] = packs.map(({ folder, briefing }) => ({
    part: 'packs',
    state: 'ok',
    says: `${briefing.id}: ${briefing.statements.length} statements, reviewed ${briefing.reviewed} (${join(resolve(briefings), folder)})`,
  }));
  const [first] = problems;
  if (first !== undefined) {
    const where = broken.map(({ folder }) => folder).join(', ') || briefings;
    findings.push({
      part: 'packs',
      state: 'wrong',
      says: `${where} has problems, the first is ${formatProblem(first).split('\n')[0]}`,
      mend: `Run "readout check ${briefings}" to see all ${problems.length}.`,
    });
  }
  const ids = packs.map(({ briefing }) => briefing.id);
  const [default_] = ids;
  if (ids.length > 1)
    findings.push({
      part: 'packs',
      state: 'ok',
      says: `${ids.find((id) => id === story) ?? default_} is the default, ${defaultBecause(config, ids)}`,
    });
  for (const says of unknownStories(config.behaviour.channels, ids)) {
    findings.push({
      part: 'packs',
      state: 'wrong',
      says,
      mend: 'Name a story that is loaded, or remove the entry, in config/readout.yaml.',
    });
  }
  const feeds = watchedFeeds(config.behaviour, story ?? default_ ?? '');
  findings.push(...examineFeeds(feeds, ids, config.fetch.allow));
  if (story !== undefined && !packs.some(({ briefing }) => briefing.id === story)) {
    findings.push({
      part: 'packs',
      state: 'wrong',
      says: `the default story "${story}" is not among them`,
      mend: 'Set "story" in config/readout.yaml to one that is.',
    });
  }
  return findings;
}

const MARKS = {
  ok: ['ok   ', '\u001b[32mok   \u001b[39m'],
  off: ['off  ', '\u001b[2moff  \u001b[22m'],
  warn: ['warn ', '\u001b[33mwarn \u001b[39m'],
  wrong: ['WRONG', '\u001b[31mWRONG\u001b[39m'],
} as const;

function tell(terminal: Terminal, findings: readonly Finding[]): void {
  const colour = wantsColour(terminal.output, terminal.env) ? 1 : 0;
  const clean = scrubberFor(terminal);
  const column = Math.max(...findings.map(({ part }) => part.length)) + 2;
  for (const { part, state, says, mend } of findings) {
    terminal.output.write(`${MARKS[state][colour]}  ${part.padEnd(column)}${clean(says)}\n`);
    if (mend !== undefined) terminal.output.write(`${' '.repeat(column + 7)}${clean(mend)}\n`);
  }
}
