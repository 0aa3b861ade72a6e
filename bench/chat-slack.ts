import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import { createServer } from 'node:net';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import {
  APP_TOKEN,
  BOT_TOKEN,
  type FakeSlack,
  SIGNING_SECRET,
  signedHeaders,
  startFakeSlack,
  TEAM,
} from '../tests/fakes/slack/slack.ts';

const STARTS = 7;
const WARM_UP = 300;
const ROUNDS = 10;
const PER_ROUND = 200;
const NEW_QUESTIONS = 280;
const AT_ONCE = 32;
const LOAD_ROUNDS = 6;
const PER_LOAD_ROUND = 1_500;

type Who = 'readout' | 'bare';
type Transport = 'socket' | 'http';

/** One bot in a process of its own, on a Slack of its own. */
interface Bot {
  readonly slack: FakeSlack;
  readonly process: ChildProcess;
  readonly startedMs: number;
  /** Milliseconds of processor time until then. */
  readonly startedCpuMs: number;
  /** Sends a command; milliseconds until its answer is here. */
  readonly ask: (words?: string) => Promise<number>;
  /** The answer to that command as it came. */
  readonly answer: () => Promise<string>;
  readonly stop: () => Promise<void>;
}

/** Compares Readout with a bare Bolt app that answers a constant, each transport, in one run. */
export async function run(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'readout-bench-'));
  try {
    const constant = join(folder, 'answer.json');
    const readout = await start('readout', 'http', constant);
    writeFileSync(constant, await readout.answer());
    await readout.stop();
    console.log(
      `slack: both answer with the same ${statSync(constant).size} bytes; load ${loadavg()[0]?.toFixed(1)}`,
    );
    for (const transport of ['socket', 'http'] as const) await compare(transport, constant);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function compare(transport: Transport, constant: string): Promise<void> {
  const starts: Record<Who, number[]> = { readout: [], bare: [] };
  const startsCpu: Record<Who, number[]> = { readout: [], bare: [] };
  for (let at = 0; at < STARTS; at += 1) {
    for (const who of ['bare', 'readout'] as const) {
      const bot = await start(who, transport, constant);
      starts[who].push(bot.startedMs);
      startsCpu[who].push(bot.startedCpuMs);
      await bot.stop();
    }
  }
  const bare = await start('bare', transport, constant);
  const readout = await start('readout', transport, constant);
  const times: Record<Who, number[]> = { readout: [], bare: [] };
  const cpu: Record<Who, number> = { readout: 0, bare: 0 };
  const round = async (who: Who, bot: Bot) => {
    const before = cpuMs(bot.process);
    for (let at = 0; at < PER_ROUND; at += 1) times[who].push(await bot.ask());
    cpu[who] += cpuMs(bot.process) - before;
  };
  try {
    for (let at = 0; at < WARM_UP; at += 1) {
      await bare.ask();
      await readout.ask();
    }
    // Turn about, so that what else happens on the machine meets both alike.
    for (let at = 0; at < ROUNDS; at += 1) {
      await round('bare', bare);
      await round('readout', readout);
    }
    for (const [name, share] of [
      ['median', 0.5],
      ['p99', 0.99],
    ] as const)
      report(
        `slack ${transport} reply ${name}`,
        quantile(times.readout, share),
        quantile(times.bare, share),
        'ms',
        1.15,
      );
    const commands = ROUNDS * PER_ROUND;
    report(`slack ${transport} processor a reply`, cpu.readout / commands, cpu.bare / commands, 'ms', 1.15);
    if (transport === 'http') await compareLoad(readout, bare);
    report(
      `slack ${transport} start to ready`,
      quantile(starts.readout, 0.5),
      quantile(starts.bare, 0.5),
      'ms',
      1.3,
    );
    report(
      `slack ${transport} processor to ready`,
      quantile(startsCpu.readout, 0.5),
      quantile(startsCpu.bare, 0.5),
      'ms',
      1.3,
    );
    report(`slack ${transport} memory`, residentMb(readout.process), residentMb(bare.process), 'MB', 1.2);
    const news: number[] = [];
    for (let at = 0; at < NEW_QUESTIONS; at += 1) news.push(await readout.ask(newQuestion(at)));
    const [median, p99] = [quantile(news, 0.5), quantile(news, 0.99)];
    console.log(
      `${`slack ${transport} reply, asked anew`.padEnd(34)} median ${median.toFixed(2)} ms, p99 ${p99.toFixed(2)} ms then ${residentMb(readout.process).toFixed(0)} MB (no goal: the bare app has one answer)`,
    );
    const broken = readout.slack.violations;
    if (broken.length > 0) throw new Error(`Rules of Slack's broken: ${broken.slice(0, 3).join('; ')}`);
  } finally {
    await bare.stop();
    await readout.stop();
  }
}

/** No two of them alike, and more than the core keeps answers to. */
function newQuestion(at: number): string {
  return `${1 + (at % 28)} as-of:2025-11-${20 + (Math.floor(at / 28) % 10)}`;
}

/** Commands a second with many at once; turn about again. */
async function compareLoad(readout: Bot, bare: Bot): Promise<void> {
  const took: Record<Who, number> = { readout: 0, bare: 0 };
  const cpu: Record<Who, number> = { readout: 0, bare: 0 };
  const turn = async (who: Who, bot: Bot) => {
    const before = cpuMs(bot.process);
    took[who] += await load(bot);
    cpu[who] += cpuMs(bot.process) - before;
  };
  for (let round = 0; round < LOAD_ROUNDS; round += 1) {
    await turn('bare', bare);
    await turn('readout', readout);
  }
  const commands = LOAD_ROUNDS * PER_LOAD_ROUND * 1_000;
  reportRate('slack http commands a second', commands / took.readout, commands / took.bare);
  reportRate('slack http commands a processor s', commands / cpu.readout, commands / cpu.bare);
}

async function load(bot: Bot): Promise<number> {
  const began = performance.now();
  let left = PER_LOAD_ROUND;
  const worker = async () => {
    while (left > 0) {
      left -= 1;
      await bot.ask();
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return performance.now() - began;
}

function report(what: string, ours: number, bare: number, unit: string, goal: number): void {
  const ratio = ours / bare;
  console.log(
    `${what.padEnd(34)} ${ours.toFixed(2)} ${unit}, bare ${bare.toFixed(2)} ${unit}: ${ratio.toFixed(2)}x (goal ${goal}x) ${ratio <= goal ? 'met' : 'MISSED'}`,
  );
}

function reportRate(what: string, ours: number, bare: number): void {
  const ratio = ours / bare;
  console.log(
    `${what.padEnd(34)} ${ours.toFixed(0)}, bare ${bare.toFixed(0)}: ${ratio.toFixed(2)}x (goal at least 0.9x) ${ratio >= 0.9 ? 'met' : 'MISSED'}`,
  );
}

/** What `npm start` gives to node. */
function readoutArguments(): readonly string[] {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'));
  return String(scripts.start).split(' ').slice(1);
}

/** Time on a processor of all threads of a process, which other processes do not lengthen; 0 where it is gone. */
function cpuMs({ pid }: ChildProcess): number {
  const threads = readdirSync(`/proc/${pid}/task`);
  const spent = threads.map(
    (thread) => readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')[0],
  );
  return spent.reduce((sum, nanoseconds) => sum + Number(nanoseconds) / 1e6, 0);
}

async function start(who: Who, transport: Transport, constant: string): Promise<Bot> {
  const slack = await startFakeSlack();
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'readout-bench-'));
  const began = performance.now();
  const child = spawn(process.execPath, who === 'readout' ? readoutArguments() : ['bench/bare-slack.ts'], {
    stdio: 'ignore',
    env: {
      PATH: process.env.PATH,
      SLACK_BOT_TOKEN: BOT_TOKEN,
      SLACK_APP_TOKEN: APP_TOKEN,
      SLACK_SIGNING_SECRET: SIGNING_SECRET,
      SLACK_TRANSPORT: transport,
      SLACK_API_URL: slack.apiUrl,
      DATABASE_URL: `file:${join(folder, 'bench.db')}`,
      LOG_LEVEL: 'error',
      BARE_ANSWER: constant,
      ...(transport === 'http' ? { PORT: String(port) } : {}),
    },
  });
  const agent = new http.Agent({ keepAlive: true, maxSockets: AT_ONCE });
  let asked = 0;
  const command = (words = '6') => {
    asked += 1;
    return {
      token: 'old',
      team_id: TEAM,
      channel_id: 'C0BENCH',
      // One person may ask so many questions a minute.
      user_id: `U0BENCH${asked % 500}`,
      user_name: 'bench',
      command: '/plan-point',
      text: words,
      api_app_id: 'A1',
      is_enterprise_install: 'false',
      response_url: `${slack.apiUrl}unused`,
      trigger_id: `${asked}.1.2`,
    };
  };
  const askHttp = async (words?: string) => {
    const body = new URLSearchParams(command(words)).toString();
    const headers = signedHeaders(body);
    const sent = performance.now();
    const reply = await send(port, agent, body, headers);
    if (reply.status !== 200 || reply.body === '')
      throw new Error(`${who} answered ${reply.status} "${reply.body}"`);
    return performance.now() - sent;
  };
  const askSocket = async (words?: string) => {
    const sent = performance.now();
    const { payload } = await slack.answered('slash_commands', command(words));
    if (payload === undefined) throw new Error(`${who} acknowledged without an answer`);
    return performance.now() - sent;
  };
  const ask = transport === 'http' ? askHttp : askSocket;
  // Ready is who has answered a first command.
  await until(async () => {
    if (transport === 'socket' && slack.links.length === 0) return false;
    await ask();
    return true;
  });
  return {
    slack,
    process: child,
    startedMs: performance.now() - began,
    startedCpuMs: cpuMs(child),
    ask,
    async answer() {
      const body = new URLSearchParams(command()).toString();
      return (await send(port, agent, body, signedHeaders(body))).body;
    },
    async stop() {
      const gone = new Promise((resolve) => {
        child.once('exit', resolve);
      });
      child.kill('SIGKILL');
      await gone;
      agent.destroy();
      await slack.stop();
      rmSync(folder, { recursive: true });
    },
  };
}

function send(
  port: number,
  agent: http.Agent,
  body: string,
  headers: Readonly<Record<string, string>>,
): Promise<{ readonly status: number; readonly body: string }> {
  return new Promise((resolve, reject) => {
    const length = { 'content-length': Buffer.byteLength(body) };
    const options = { host: '127.0.0.1', port, agent, method: 'POST', path: '/slack/events' };
    const request = http.request({ ...options, headers: { ...headers, ...length } }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString() }),
      );
    });
    request.on('error', reject);
    request.end(body);
  });
}

/** Asked every 2 ms, at most 20 s: the start of a process is what is measured. */
async function until(ready: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + 20_000;
  while (!(await ready().catch(() => false))) {
    if (performance.now() > end) throw new Error('the bot did not start');
    await wait(2);
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

function residentMb(child: ChildProcess): number {
  const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1_024;
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

if (import.meta.main) await run();
