import { ConfigError, codeOf } from '../../domain/errors.ts';
import type { ConnectedPlatform, GivenSetting, SettingsReading } from '../../platforms/module.ts';
import { PLATFORMS } from '../../platforms/registry.ts';
import type { Role } from '../../platforms/role.ts';
import { oneOf } from '../../platforms/setting-rules.ts';
import type { PostgresAddress } from '../../store/postgres/address.ts';
import { type ChooserSettings, chooserSettings } from '../chooser/settings.ts';
import { type ProxySettings, proxySettings } from '../process/proxy.ts';
import { named as shownAs } from '../process/showable.ts';
import type { Behaviour } from './behaviour.ts';
import { KEEP_NOTHING, type Keep } from './checked-cache.ts';
import { readDatabaseUrl } from './database-url.ts';
import { decodeText } from './decode-text.ts';
import { type ReadFile, readEnvironment, reasonOf, type Settings } from './environment.ts';
import { type Home, inHome, shortInHome, WORKING_DIRECTORY } from './home.ts';
import { checked } from './rules.ts';

const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Where deliveries, subscriptions and revisions are kept. */
type DatabaseAddress =
  | EmbeddedDatabase
  | { readonly kind: 'postgres'; readonly address: PostgresAddress; readonly expected?: boolean };

/** A file of our own. */
export interface EmbeddedDatabase {
  readonly kind: 'sqlite';
  readonly path: string;
  /** The path as an earlier Readout took it, which read no %20: a store may be there. */
  readonly literally?: string;
  /** True where one must be there already: a new, empty one would be begun where a disk was forgotten. */
  readonly expected?: boolean;
}

/** Everything the process is told, checked. */
export interface Config {
  readonly home: Home;
  readonly role: Role;
  /** Where the texts of articles are kept. */
  readonly archive: string;
  /** Those that are set up. */
  readonly platforms: readonly ConnectedPlatform[];
  readonly database: DatabaseAddress;
  /** `always` is true where `PORT` is set; otherwise the server starts only when a transport needs it. */
  readonly http: { readonly host: string; readonly port: number; readonly always: boolean };
  /** The own address of /metrics; null where it has none. */
  readonly metrics: { readonly host: string; readonly port: number } | null;
  readonly logLevel: LogLevel;
  /** How pages are fetched: `host:port`s that may be private, and the limit of a whole fetch in milliseconds. */
  readonly fetch: { readonly allow: readonly string[]; readonly timeoutMs: number };
  /** Null where none is set. */
  readonly chooser: ChooserSettings | null;
  readonly behaviour: Behaviour;
  /** The proxies to go through; undefined where none is set. */
  readonly proxy: ProxySettings | undefined;
  /** What is set and does nothing, a sentence each. */
  readonly notes: readonly string[];
}

const DEFAULT_FILE = 'config/readout.yaml';
const DEFAULT_DATABASE = 'data/readout.db';
const DEFAULT_ARCHIVE = 'archive';
const DEFAULT_FETCH_MS = 10_000;

/**
 * Reads the environment, `.env` and the configuration file. Nothing is opened, resolved or logged in to.
 * @throws ConfigError with every problem, one plain sentence each, none of which shows a secret.
 */
export async function loadConfig(options: {
  readonly env: NodeJS.ProcessEnv;
  readonly readFile: ReadFile;
  /** For the configuration file as it was understood last time. */
  readonly keep?: Keep;
  /** What relative paths are meant from; the working directory where it is not given. */
  readonly home?: Home;
  /** What the process is to do; by default everything. */
  readonly role?: Role;
}): Promise<Config> {
  const { home = WORKING_DIRECTORY, role = 'all' } = options;
  const { settings, problems: found, notes: noted } = readEnvironment(options.env, options.readFile, home);
  const problems = [...found];
  const notes = [...noted];
  const report = (sentence: string) => {
    problems.push(sentence);
  };
  const file = behaviourFile(settings.get('READOUT_CONFIG'), home, options.readFile, report);
  const behaviour = await readBehaviour(file, options.keep ?? KEEP_NOTHING, report);
  const reading = { ...settingsReading(settings, behaviour, report), role };
  const platforms = PLATFORMS.flatMap((platform) => platform.connect(reading) ?? []);
  const database = databaseAddress(settings, home, report);
  if (role !== 'all' && problems.length === 0) {
    if (database.kind === 'sqlite') {
      report(
        `serve --role ${role} is for several processes on one PostgreSQL: DATABASE_URL must be postgres://…, and is ${settings.get('DATABASE_URL') === undefined ? 'not set' : 'a file'}. Leave --role out to do everything in one process.`,
      );
    }
    if (platforms.length === 0) {
      report(
        `serve --role ${role} has no platform to serve: set ${PLATFORMS.map(({ connectedBy }) => connectedBy.join(' ').split(/[ ,]/)[0]).join(' or ')}.`,
      );
    }
  }
  if (behaviour.backup.every !== undefined && database.kind === 'postgres')
    report(
      `${file.name}: backup.every is for a store in a file, and DATABASE_URL names a PostgreSQL: leave it out and use pg_dump.`,
    );
  const http = httpAddress(settings, report);
  const metrics = metricsAddress(settings, report);
  if (
    metrics !== null &&
    (http.always || platforms.some(({ needsPort }) => needsPort)) &&
    meet(metrics, http)
  )
    report(`METRICS_PORT is ${metrics.port}, as PORT is: give it another one, or leave it out.`);
  const proxy = proxySettings(settings, (sentence) => {
    notes.push(sentence);
  });
  const logLevel = checked(settings, 'LOG_LEVEL', oneOf(...LOG_LEVELS), report);
  const fetch = fetchLimits(settings, report);
  const chooser = chooserSettings(settings, report);
  if (problems.length > 0) throw new ConfigError(problems);
  return {
    ...{ home, role },
    archive: inHome(home, DEFAULT_ARCHIVE),
    platforms,
    database,
    http,
    metrics,
    logLevel: LOG_LEVELS.find((level) => level === logLevel) ?? 'info',
    fetch,
    behaviour: { ...behaviour, briefings: shortInHome(home, behaviour.briefings) },
    chooser,
    proxy,
    notes,
  };
}

/** What modules read their settings from. */
export function settingsReading(
  settings: Settings,
  behaviour: Behaviour,
  report: (sentence: string) => void,
): SettingsReading {
  const pages = settings.get('WEB')?.value === 'on' ? settings.get('PUBLIC_URL')?.value : undefined;
  return {
    given: (key) => settings.get(key),
    value: (key, rule) => checked(settings, key, rule, report),
    report,
    role: 'all',
    publicAnswers: behaviour.public_answers,
    ...(behaviour.web.user_header === undefined ? {} : { userHeader: behaviour.web.user_header }),
    ...(pages === undefined ? {} : { pages }),
    ids: (group, list) => behaviour[group][list] ?? [],
  };
}

/** The configuration file's text; an absent one is as good as an empty one, unless it was named. */
function behaviourFile(
  named: GivenSetting | undefined,
  home: Home,
  readFile: ReadFile,
  report: (sentence: string) => void,
): { readonly name: string; readonly text: string } {
  const name = shortInHome(home, named?.value ?? DEFAULT_FILE);
  try {
    return { name, text: decodeText(readFile(name)) };
  } catch (error) {
    if (named !== undefined) {
      report(
        `${named.place}: READOUT_CONFIG names ${shownAs(name, 'a file')}, which cannot be read: ${reasonOf(error)}.`,
      );
    } else if (!['ENOENT', 'ENOTDIR'].includes(codeOf(error))) {
      report(`${name} cannot be read: ${reasonOf(error)}.`);
    }
    return { name, text: '' };
  }
}

async function readBehaviour(
  { name, text }: { readonly name: string; readonly text: string },
  keep: Keep,
  report: (sentence: string) => void,
): Promise<Behaviour> {
  const { behaviour, problems } = await keep(
    'behaviour',
    // What may stand in the file depends on the platforms there are.
    () =>
      Buffer.from(
        [text, ...PLATFORMS.map(({ name, idLists }) => JSON.stringify({ name, idLists }))].join('\n'),
      ),
    async () => {
      // Loaded only here: the schema and its library take longer than all other configuration.
      const { parseBehaviour } = await import('./behaviour.ts');
      return parseBehaviour(text, name);
    },
  );
  problems.forEach(report);
  return behaviour;
}

function databaseAddress(
  settings: Settings,
  home: Home,
  report: (sentence: string) => void,
): DatabaseAddress {
  const expects = checked(
    settings,
    'READOUT_EXPECT_STORE',
    (value) => (/^[01]$/.test(value) ? null : '1 (a store must be there) or 0'),
    report,
  );
  const expected = expects === '1' ? { expected: true } : {};
  const at = (path: string) => ({ kind: 'sqlite', path: inHome(home, path), ...expected }) as const;
  const setting = settings.get('DATABASE_URL');
  if (setting === undefined) return at(DEFAULT_DATABASE);
  const read = readDatabaseUrl(setting.value);
  if (read.kind === 'path') {
    const { path, literally } = read;
    return { ...at(path), ...(literally === undefined ? {} : { literally: inHome(home, literally) }) };
  }
  if (read.kind === 'postgres') return { ...read, ...expected };
  report(`${setting.place}: DATABASE_URL ${read.problem}`);
  return at(DEFAULT_DATABASE);
}

function fetchLimits(settings: Settings, report: (sentence: string) => void): Config['fetch'] {
  const entries = (value: string) => value.split(',').map((entry) => entry.trim());
  const allow = checked(
    settings,
    'READOUT_FETCH_ALLOW',
    (value) =>
      entries(value).every((entry) => /^(?:[\w.-]+|\[[\da-fA-F:.]+\]):\d{1,5}$/.test(entry))
        ? null
        : 'addresses like 127.0.0.1:8080 or intranet.example:80, with commas between',
    report,
  );
  const limit = checked(
    settings,
    'READOUT_FETCH_TIMEOUT_MS',
    (value) =>
      /^\d{1,6}$/.test(value) && Number(value) >= 100 ? null : 'a number of milliseconds from 100 to 999999',
    report,
  );
  return { allow: allow === undefined ? [] : entries(allow), timeoutMs: Number(limit ?? DEFAULT_FETCH_MS) };
}

function httpAddress(settings: Settings, report: (sentence: string) => void): Config['http'] {
  const { host, port } = addressIn(settings, '', report);
  return { host: host ?? '127.0.0.1', port: Number(port ?? 3000), always: port !== undefined };
}

function metricsAddress(settings: Settings, report: (sentence: string) => void): Config['metrics'] {
  const { host, port } = addressIn(settings, 'METRICS_', report);
  if (host !== undefined && port === undefined)
    report('METRICS_HOST is set and METRICS_PORT is not: set both.');
  return port === undefined ? null : { host: host ?? '127.0.0.1', port: Number(port) };
}

/** Whether two servers cannot listen there both. */
function meet(one: { readonly host: string; readonly port: number }, other: typeof one): boolean {
  const isWhole = ({ host }: typeof one) => host === '0.0.0.0' || host === '::';
  return (
    one.port !== 0 && one.port === other.port && (one.host === other.host || isWhole(one) || isWhole(other))
  );
}

function addressIn(settings: Settings, prefix: '' | 'METRICS_', report: (sentence: string) => void) {
  const host = checked(
    settings,
    `${prefix}HOST`,
    (value) => (/^[\w.:-]+$/.test(value) && !value.includes('//') ? null : 'a host name or address alone'),
    report,
  );
  const port = checked(
    settings,
    `${prefix}PORT`,
    (value) => (/^\d{1,5}$/.test(value) && Number(value) <= 65_535 ? null : 'a port number from 0 to 65535'),
    report,
  );
  return { host, port };
}
