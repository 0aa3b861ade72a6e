import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FakeDiscord, startFakeDiscord } from '../tests/fakes/discord/fake-discord.ts';
import { APPLICATION, createSigner, PING, slash } from '../tests/fakes/discord/interactions.ts';
import type { Json } from '../tests/fakes/discord/json.ts';

/** What is asked of Readout; the bare bot answers anything with Readout's own answer to it, as a constant. */
const QUESTION = { path: ['plan-point'], values: { point: '6' } } as const;
const STARTS = 7;
const WARM_UP = 300;
const ROUNDS = 10;
const PER_ROUND = 200;

type Transport = 'gateway' | 'http';

/** One bot in a process of its own, on a Discord of its own. */
interface Bot {
  readonly discord: FakeDiscord;
  readonly process: ChildProcess;
  readonly startedMs: number;
  /** Milliseconds from sending an interaction to having its answer. */
  readonly ask: () => Promise<number>;
  /** The answer itself. */
  readonly answer: () => Promise<Json>;
  readonly stop: () => Promise<void>;
}

/** Compares Readout with a bare bot of the same SDK, each transport, in one run. */
export async function run(): Promise<void> {
  for (const transport of ['gateway', 'http'] as const) await compare(transport);
}

async function compare(transport: Transport): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'readout-bench-'));
  const constant = join(folder, 'answer.json');
  try {
    const first = await start('readout', transport, constant);
    writeFileSync(constant, JSON.stringify(await first.answer()));
    await first.stop();
    await compareWith(constant, transport);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function compareWith(constant: string, transport: Transport): Promise<void> {
  const starts: Record<'readout' | 'bare', number[]> = { readout: [], bare: [] };
  for (let at = 0; at < STARTS; at += 1) {
    for (const who of ['bare', 'readout'] as const) {
      const bot = await start(who, transport, constant);
      starts[who].push(bot.startedMs);
      await bot.stop();
    }
  }
  const bare = await start('bare', transport, constant);
  const readout = await start('readout', transport, constant);
  const times: Record<'readout' | 'bare', number[]> = { readout: [], bare: [] };
  try {
    for (let at = 0; at < WARM_UP; at += 1) {
      await bare.ask();
      await readout.ask();
    }
    // Turn about, so that what else happens on the machine meets both alike.
    for (let round = 0; round < ROUNDS; round += 1) {
      for (let at = 0; at < PER_ROUND; at += 1) times.bare.push(await bare.ask());
      for (let at = 0; at < PER_ROUND; at += 1) times.readout.push(await readout.ask());
    }
    report(
      `discord ${transport} reply median`,
      quantile(times.readout, 0.5),
      quantile(times.bare, 0.5),
      'ms',
      1.15,
    );
    report(
      `discord ${transport} reply p99`,
      quantile(times.readout, 0.99),
      quantile(times.bare, 0.99),
      'ms',
      1.15,
    );
    report(
      `discord ${transport} start to ready`,
      quantile(starts.readout, 0.5),
      quantile(starts.bare, 0.5),
      'ms',
      1.3,
    );
    report(`discord ${transport} memory`, residentMb(readout.process), residentMb(bare.process), 'MB', 1.2);
    const broken = readout.discord.violations;
    if (broken.length > 0) throw new Error(`Rules of Discord's broken: ${broken.slice(0, 3).join('; ')}`);
  } finally {
    await bare.stop();
    await readout.stop();
  }
}

function report(what: string, ours: number, bare: number, unit: string, goal: number): void {
  const ratio = ours / bare;
  console.log(
    `${what.padEnd(34)} ${ours.toFixed(2)} ${unit}, bare ${bare.toFixed(2)} ${unit}: ${ratio.toFixed(2)}x (goal ${goal}x) ${ratio <= goal ? 'met' : 'MISSED'}`,
  );
}

/** `constant`: the file of the bare bot's answer. */
async function start(who: 'readout' | 'bare', transport: Transport, constant: string): Promise<Bot> {
  const discord = await startFakeDiscord();
  const signer = createSigner();
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'readout-bench-'));
  const began = performance.now();
  const child = spawn(
    process.execPath,
    who === 'readout' ? ['src/main.ts', 'serve'] : [`bench/bare-discord-${transport}.ts`],
    {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: {
        PATH: process.env.PATH,
        DISCORD_TOKEN: 'MTIzNDU2Nzg5MDEyMzQ1Njc4.GbenCh.0123456789012345678901234567890123456',
        DISCORD_CLIENT_ID: APPLICATION,
        DISCORD_PUBLIC_KEY: signer.publicKeyHex,
        DISCORD_TRANSPORT: transport,
        DISCORD_API_URL: discord.apiUrl,
        DATABASE_URL: `file:${join(folder, 'bench.db')}`,
        LOG_LEVEL: 'error',
        ...(who === 'bare' ? { BENCH_ANSWER: constant } : {}),
        ...(transport === 'http' ? { PORT: String(port) } : {}),
      },
    },
  );
  const agent = new http.Agent({ keepAlive: true });
  const post = (interaction: Json) => postSigned(signer.request(interaction), port, agent);
  if (transport === 'gateway') await discord.gateway.connected(1);
  else await until(async () => (await post(PING_ANEW())).status === 200);
  const startedMs = performance.now() - began;
  let asked = 0;
  // One person may ask so many questions a minute.
  const question = () => {
    asked += 1;
    return slash(QUESTION.path, QUESTION.values, {
      user: String(2_000_000_000_000_000_000n + BigInt(asked % 500)),
    });
  };
  return {
    discord,
    process: child,
    startedMs,
    async ask() {
      const interaction = question();
      discord.expect(interaction);
      if (transport === 'http') {
        const request = signer.request(interaction);
        const sent = performance.now();
        const { body } = await postSigned(request, port, agent);
        const took = performance.now() - sent;
        if (who === 'readout') discord.firstAnswer(interaction, JSON.parse(body) as Json);
        return took;
      }
      const answered = discord.seen(({ path }) => path.includes(String(interaction.token)));
      const sent = performance.now();
      discord.send(interaction);
      const took = (await answered).at - sent;
      discord.requests.length = 0;
      return took;
    },
    async answer() {
      const interaction = question();
      if (transport === 'http') {
        discord.expect(interaction);
        const { body } = await postSigned(signer.request(interaction), port, agent);
        discord.firstAnswer(interaction, JSON.parse(body) as Json);
      } else discord.send(interaction);
      const [reply] = await discord.answered(interaction);
      if (reply === undefined) throw new Error('There was no answer.');
      return reply.body;
    },
    async stop() {
      const gone = new Promise((resolve) => {
        child.once('exit', resolve);
      });
      child.kill('SIGKILL');
      await gone;
      agent.destroy();
      await discord.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function PING_ANEW(): Json {
  return { ...PING, id: String(Math.random()).slice(2) };
}

function postSigned(
  request: ReturnType<ReturnType<typeof createSigner>['request']>,
  port: number,
  agent: http.Agent,
): Promise<{ readonly status: number; readonly body: string }> {
  return new Promise((resolve, reject) => {
    const outgoing = http.request(
      {
        port,
        host: '127.0.0.1',
        path: request.path,
        method: 'POST',
        agent,
        headers: { ...(request.headers as Record<string, string>), 'content-length': request.body.length },
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString('utf8') }),
        );
      },
    );
    outgoing.on('error', reject);
    outgoing.end(request.body);
  });
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 4000; tries += 1) {
    if (await holds().catch(() => false)) return;
    await new Promise((resolve) => {
      setTimeout(resolve, 5);
    });
  }
  throw new Error('The bot did not start.');
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

/** Resident memory as the system counts it. */
function residentMb(child: ChildProcess): number {
  const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
