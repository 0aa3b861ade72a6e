import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startFakeDiscord } from '../../tests/fakes/discord/fake-discord.ts';
import { APPLICATION, createSigner, slash } from '../../tests/fakes/discord/interactions.ts';
import type { Json } from '../../tests/fakes/discord/json.ts';
import { answerKey } from './answer-key.ts';
import { type Answers, type Bot, compareBots, cpuMs, READOUT, READOUT_ENV, type Who } from './compare.ts';
import { type MixQuestion, REPEATED } from './mix.ts';

type Transport = 'gateway' | 'http';

/** Compares Readout with a bare bot of the same SDK, each transport. */
export async function run(startsOnly: boolean): Promise<void> {
  for (const transport of ['gateway', 'http'] as const)
    await compareBots(`discord ${transport}`, (who, answers) => start(who, transport, answers), keyOf, {
      startsOnly,
    });
}

function keyOf({ path, values }: MixQuestion): string {
  return answerKey(
    path.join('|'),
    Object.entries(values).map(([name, value]) => ({ name, value })),
  );
}

async function start(who: Who, transport: Transport, answers: Answers): Promise<Bot> {
  const discord = await startFakeDiscord();
  const signer = createSigner();
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'readout-bench-'));
  const told = join(folder, 'answers.json');
  writeFileSync(told, JSON.stringify(Object.fromEntries(answers)));
  const began = performance.now();
  const child = spawn(
    process.execPath,
    who === 'readout' ? READOUT : [`bench/chat/bare-discord-${transport}.ts`],
    {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: {
        PATH: process.env.PATH,
        ...(who === 'readout' ? READOUT_ENV : {}),
        DISCORD_TOKEN: 'MTIzNDU2Nzg5MDEyMzQ1Njc4.GbenCh.0123456789012345678901234567890123456',
        DISCORD_CLIENT_ID: APPLICATION,
        DISCORD_PUBLIC_KEY: signer.publicKeyHex,
        DISCORD_TRANSPORT: transport,
        DISCORD_API_URL: discord.apiUrl,
        DATABASE_URL: `file:${join(folder, 'bench.db')}`,
        LOG_LEVEL: 'error',
        ...(who === 'bare' ? { BENCH_ANSWERS: told } : {}),
        ...(transport === 'http' ? { PORT: String(port) } : {}),
      },
    },
  );
  const agent = new http.Agent({ keepAlive: true });
  let asked = 0;
  // One person may ask so many questions a minute.
  const interactionOf = ({ path, values }: MixQuestion) => {
    asked += 1;
    return slash(path, values, { user: String(2_000_000_000_000_000_000n + BigInt(asked % 500)) });
  };
  const overHttp = async (question: MixQuestion) => {
    const interaction = interactionOf(question);
    discord.expect(interaction);
    const request = signer.request(interaction);
    const sent = performance.now();
    const { status, body } = await postSigned(request, port, agent);
    const took = performance.now() - sent;
    if (status !== 200) throw new Error(`${who} answered ${status}`);
    const reply = JSON.parse(body) as Json;
    if (who === 'readout') discord.firstAnswer(interaction, reply);
    return { took, reply };
  };
  const overGateway = async (question: MixQuestion) => {
    const interaction = interactionOf(question);
    const answered = discord.seen(({ path }) => path.includes(String(interaction.token)));
    const sent = performance.now();
    discord.send(interaction);
    const { at, body } = await answered;
    discord.requests.length = 0;
    return { took: at - sent, reply: body as Json };
  };
  const ask = transport === 'http' ? overHttp : overGateway;
  // Ready is who has answered a first question.
  if (transport === 'gateway') await discord.gateway.connected(1);
  await until(async () => (await ask(REPEATED)).reply.type === AT_ONCE);
  return {
    process: child,
    startedMs: performance.now() - began,
    startedCpuMs: cpuMs(child),
    ask: async (question) => (await ask(question)).took,
    async answer(question) {
      const { reply } = await ask(question);
      return reply.type === AT_ONCE ? reply.data : null;
    },
    broken: () => discord.violations,
    async clear() {
      agent.destroy();
      await discord.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The type of a reply that holds the answer. https://docs.discord.com/developers/interactions/receiving-and-responding */
const AT_ONCE = 4;

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
