import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import {
  APP_TOKEN,
  BOT_TOKEN,
  SIGNING_SECRET,
  signedHeaders,
  startFakeSlack,
  TEAM,
} from '../../tests/fakes/slack/slack.ts';
import { type Answers, type Bot, compareBots, cpuMs, READOUT, READOUT_ENV, type Who } from './compare.ts';
import { lineOf, type MixQuestion, REPEATED } from './mix.ts';

const AT_ONCE = 32;
const LOAD_ROUNDS = 6;
const PER_LOAD_ROUND = 1_500;

type Transport = 'socket' | 'http';

/** Compares Readout with a bare Bolt app that looks its answers up, each transport. */
export async function run(startsOnly: boolean): Promise<void> {
  for (const transport of ['socket', 'http'] as const)
    await compareBots(`slack ${transport}`, (who, answers) => start(who, transport, answers), lineOf, {
      startsOnly,
      ...(transport === 'http' ? { more: compareLoad } : {}),
    });
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
      await bot.ask(REPEATED);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return performance.now() - began;
}

function reportRate(what: string, ours: number, bare: number): void {
  const ratio = ours / bare;
  console.log(
    `${what.padEnd(34)} ${ours.toFixed(0)}, bare ${bare.toFixed(0)}: ${ratio.toFixed(2)}x (goal at least 0.9x) ${ratio >= 0.9 ? 'met' : 'MISSED'}`,
  );
}

async function start(who: Who, transport: Transport, answers: Answers): Promise<Bot> {
  const slack = await startFakeSlack();
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'readout-bench-'));
  const told = join(folder, 'answers.json');
  writeFileSync(told, JSON.stringify(Object.fromEntries(answers)));
  const began = performance.now();
  const child = spawn(process.execPath, who === 'readout' ? READOUT : ['bench/chat/bare-slack.ts'], {
    stdio: 'ignore',
    env: {
      PATH: process.env.PATH,
      ...(who === 'readout' ? READOUT_ENV : {}),
      SLACK_BOT_TOKEN: BOT_TOKEN,
      SLACK_APP_TOKEN: APP_TOKEN,
      SLACK_SIGNING_SECRET: SIGNING_SECRET,
      SLACK_TRANSPORT: transport,
      SLACK_API_URL: slack.apiUrl,
      DATABASE_URL: `file:${join(folder, 'bench.db')}`,
      LOG_LEVEL: 'error',
      BENCH_ANSWERS: told,
      ...(transport === 'http' ? { PORT: String(port) } : {}),
    },
  });
  const agent = new http.Agent({ keepAlive: true, maxSockets: AT_ONCE });
  let asked = 0;
  const commandOf = (question: MixQuestion) => {
    asked += 1;
    const [command = '', ...words] = lineOf(question).split(' ');
    return {
      token: 'old',
      team_id: TEAM,
      channel_id: 'C0BENCH',
      // One person may ask so many questions a minute.
      user_id: `U0BENCH${asked % 500}`,
      user_name: 'bench',
      command,
      text: words.join(' '),
      api_app_id: 'A1',
      is_enterprise_install: 'false',
      response_url: `${slack.apiUrl}unused`,
      trigger_id: `${asked}.1.2`,
    };
  };
  const overHttp = async (question: MixQuestion) => {
    const body = new URLSearchParams(commandOf(question)).toString();
    const headers = signedHeaders(body);
    const sent = performance.now();
    const reply = await send(port, agent, body, headers);
    const took = performance.now() - sent;
    if (reply.status !== 200) throw new Error(`${who} answered ${reply.status} "${reply.body}"`);
    return { took, reply: reply.body === '' ? undefined : (JSON.parse(reply.body) as unknown) };
  };
  const overSocket = async (question: MixQuestion) => {
    const sent = performance.now();
    const { payload } = await slack.answered('slash_commands', commandOf(question));
    return { took: performance.now() - sent, reply: payload as unknown };
  };
  const ask = transport === 'http' ? overHttp : overSocket;
  // Ready is who has answered a first command.
  await until(async () => {
    if (transport === 'socket' && slack.links.length === 0) return false;
    return (await ask(REPEATED)).reply !== undefined;
  });
  return {
    process: child,
    startedMs: performance.now() - began,
    startedCpuMs: cpuMs(child),
    ask: async (question) => (await ask(question)).took,
    answer: async (question) => (await ask(question)).reply ?? null,
    broken: () => slack.violations,
    async clear() {
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
