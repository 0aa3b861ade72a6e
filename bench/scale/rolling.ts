import http from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { EVERY_DAY } from '../../src/domain/schedule/subscription.ts';
import { tenantId } from '../../src/domain/schedule/tenant.ts';
import type { PostgresAddress } from '../../src/store/postgres/address.ts';
import { lookAtPostgresStore } from '../../src/store/postgres/open.ts';
import { APPLICATION, createSigner, GUILD, slash } from '../../tests/fakes/discord/interactions.ts';
import { SIGNING_SECRET, signedHeaders, startFakeSlack, TEAM } from '../../tests/fakes/slack/slack.ts';
import { addressUrl } from '../../tests/fixtures/postgres/address-url.ts';
import { type Served, serveIt } from '../../tests/fixtures/served.ts';
import { subscription } from '../../tests/fixtures/subscription.ts';
import { type SoakChat, startSoakChat } from '../soak/chat.ts';
import { seededRandom } from '../soak/digests.ts';
import { tell } from './figure.ts';
import { beforeLastMigration, type Older, olderReadout } from './older.ts';

const STORY = 'us-ukraine-peace-plan';
/** Digests on each platform: so many minutes of them, this many a minute. */
const MINUTES = 3;
const A_MINUTE = 30;
/** Between two questions, to each platform turn about. */
const ASK_EVERY_MS = 150;
/** A platform waits so long for the answer to what somebody asked. */
const ANSWER_WITHIN_MS = 3_000;
/** What one step of the renewal lasts, apart from its starts and stops. */
const STEP_MS = 4_000;

type Role = 'lead' | 'deliver' | 'ingress';

/**
 * Processes of the version before the last change of the tables are renewed one after the other, while people ask on both
 * platforms over HTTP and digests fall due each minute: nobody may see an error, and each digest comes once.
 */
export async function rolling(address: PostgresAddress): Promise<void> {
  const older = olderReadout(beforeLastMigration());
  const chat = await startSoakChat(MINUTES * A_MINUTE, 0, seededRandom(1));
  const slack = await startFakeSlack();
  const signer = createSigner();
  const running = new Map<string, Served>();
  const all: Served[] = [];
  const start = async (role: Role, version: Older | null) => {
    const [discordUrl = '', slackUrl = ''] = chat.addresses;
    const one = await serveIt(
      {
        ...{ DATABASE_URL: addressUrl(address), SLACK_API_URL: slackUrl, SLACK_APP_TOKEN: '' },
        ...{ SLACK_TRANSPORT: 'http', SLACK_SIGNING_SECRET: SIGNING_SECRET, DISCORD_API_URL: discordUrl },
        ...{ DISCORD_TOKEN: 'MTIzNDU2Nzg5MDEyMzQ1Njc4.GbenCh.0123456789012345678901234567890123456' },
        ...{
          DISCORD_CLIENT_ID: APPLICATION,
          DISCORD_PUBLIC_KEY: signer.publicKeyHex,
          DISCORD_TRANSPORT: 'http',
        },
      },
      {
        ...{ slack, words: ['--role', role] },
        ...(version === null ? {} : { program: version.program, cwd: version.folder }),
      },
    );
    all.push(one);
    await one.seen(/"msg":"Started\."/);
    return one;
  };
  const load = askAll(running, signer, chat);
  try {
    for (const name of ['lead 1', 'deliver 1', 'deliver 2', 'ingress 1', 'ingress 2'])
      running.set(name, await start(name.split(' ')[0] as Role, older));
    await subscribe(address, chat);
    const asking = load.run();
    await wait(STEP_MS);
    for (const name of ['deliver 1', 'deliver 2', 'ingress 1', 'ingress 2', 'lead 1']) {
      const role = name.split(' ')[0] as Role;
      const old = running.get(name);
      // A new leader stands by before the old one goes; of the others one is left meanwhile.
      const fresh = role === 'lead' ? await start(role, null) : null;
      running.delete(name);
      await old?.stop();
      running.set(name, fresh ?? (await start(role, null)));
      await wait(STEP_MS);
    }
    for (let seconds = 0; seconds < MINUTES * 60 + 90 && !delivered(chat).whole; seconds += 1)
      await wait(1_000);
    load.stop();
    await asking;
    const { lost, doubled, whole, messages } = delivered(chat);
    const complaints = all.flatMap((one) => one.log().match(/^.*"level":"?(?:error|50)"?.*$/gm) ?? []);
    for (const line of [...load.errors.slice(0, 5), ...complaints.slice(0, 5)]) console.log(`      ${line}`);
    tell(
      `all five processes renewed from ${older.name}`,
      `${load.asked()} questions, ${load.errors.length} errors, slowest ${load.slowest().toFixed(0)} ms; ${messages} digests, ${lost} lost, ${doubled} doubled; ${complaints.length} errors logged`,
      '0 errors, 0 lost, 0 doubled',
      load.errors.length === 0 && whole && doubled === 0,
    );
  } finally {
    load.stop();
    for (const one of all) await one.stop();
    await slack.stop();
    await chat.close();
    older.remove();
  }
}

/** So many digests a minute on each platform, the first in the next one; the store is not touched otherwise: it is the older's. */
async function subscribe(address: PostgresAddress, { channels }: SoakChat): Promise<void> {
  const store = await lookAtPostgresStore({ address });
  if (store === null) throw new Error('bench: the older Readout made no store');
  const now = Temporal.Now.zonedDateTimeISO('UTC');
  for (const [platform, ids] of Object.entries(channels)) {
    for (const [at, channel] of ids.entries()) {
      const due = now.add({ minutes: 1 + Math.floor(at / A_MINUTE) });
      const time = due.toPlainTime().toString({ smallestUnit: 'minute' });
      const place = { platform, tenant: tenantId(platform === 'slack' ? TEAM : GUILD), channel, thread: '' };
      const made = subscription({
        ...{ id: `${channel}-${platform}`, place, story: STORY, quiet: 'line', threads: false },
        ...{
          schedule: { time, days: EVERY_DAY, zone: 'UTC' },
          since: now.epochMilliseconds,
          createdAt: now.epochMilliseconds,
        },
      });
      const why = { at: 0, ...place, actor: 'bench', action: 'subscribe', subject: made.id, detail: '' };
      await store.saveSubscription(made, why);
    }
  }
  await store.close();
}

function delivered(chat: SoakChat) {
  const held = Object.values(chat.stored()).flat();
  const lost = held.filter(({ leads }) => leads === 0).length;
  const doubled = held.filter(({ leads }) => leads > 1).length;
  return { lost, doubled, whole: lost === 0, messages: held.length };
}

/** Asks on both platforms without end, over a balancer that gives a request to another process where one takes no connection. */
function askAll(
  running: ReadonlyMap<string, Served>,
  signer: ReturnType<typeof createSigner>,
  chat: SoakChat,
) {
  const errors: string[] = [];
  const over = new AbortController();
  let asked = 0;
  let slowest = 0;
  const one = async (number: number) => {
    const request = number % 2 === 0 ? slackCommand(number, chat) : discordCommand(number, signer);
    const began = performance.now();
    const said = await balanced(running, number, request);
    const took = performance.now() - began;
    slowest = Math.max(slowest, took);
    asked += 1;
    if (!said.right) errors.push(`${request.path}: ${said.words}`);
    else if (took > ANSWER_WITHIN_MS) errors.push(`${request.path}: answered after ${took.toFixed(0)} ms`);
  };
  return {
    errors,
    asked: () => asked,
    slowest: () => slowest,
    async run() {
      const under: Promise<void>[] = [];
      for (let number = 0; !over.signal.aborted; number += 1) {
        under.push(one(number));
        await wait(ASK_EVERY_MS);
      }
      await Promise.all(under);
    },
    stop: () => over.abort(),
  };
}

interface Command {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** What the answer in the body of the reply has. */
  readonly answers: RegExp;
}

function slackCommand(number: number, { addresses }: SoakChat): Command {
  const body = new URLSearchParams({
    ...{ command: '/plan-point', text: String((number % 28) + 1), team_id: TEAM, channel_id: 'C0BENCH' },
    ...{
      user_id: `U0BENCH${number % 500}`,
      response_url: `${addresses[1]}unused`,
      trigger_id: `${number}.1.2`,
    },
  }).toString();
  return { path: '/slack/events', headers: signedHeaders(body), body, answers: /"response_type"/ };
}

function discordCommand(number: number, signer: ReturnType<typeof createSigner>): Command {
  const user = String(2_000_000_000_000_000_000n + BigInt(number % 500));
  const asked = slash(['plan-point'], { point: String((number % 28) + 1) }, { user });
  const { path, headers, body } = signer.request(asked);
  const plain = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
  return { path, headers: plain, body: Buffer.from(body).toString(), answers: /"type":4/ };
}

async function balanced(running: ReadonlyMap<string, Served>, number: number, request: Command) {
  for (let tries = 0; tries < 50; tries += 1) {
    const taking = [...running].filter(([name]) => name.startsWith('ingress'));
    const [, served] = taking[(number + tries) % Math.max(1, taking.length)] ?? [];
    const port = served === undefined ? undefined : /"port":(\d+)/.exec(served.log())?.[1];
    if (port === undefined) await wait(20);
    else {
      const said = await post(Number(port), request);
      if (said !== null) return said;
    }
  }
  return { right: false, words: 'no process took it' };
}

/** Null where no connection could be had: then nothing was asked. */
function post(
  port: number,
  { path, headers, body, answers }: Command,
): Promise<{ readonly right: boolean; readonly words: string } | null> {
  return new Promise((resolve) => {
    const request = http.request(
      {
        ...{ host: '127.0.0.1', port, method: 'POST', path, agent: false },
        headers: { ...headers, 'content-length': Buffer.byteLength(body) },
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString();
          const right = response.statusCode === 200 && answers.test(text);
          resolve({ right, words: `${response.statusCode} ${text.slice(0, 120)}` });
        });
        response.on('error', (error) => resolve({ right: false, words: error.message }));
      },
    );
    request.on('error', (error: NodeJS.ErrnoException) =>
      resolve(error.code === 'ECONNREFUSED' ? null : { right: false, words: error.message }),
    );
    request.end(body);
  });
}
