import http from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { PostgresAddress } from '../../src/store/postgres/address.ts';
import { startPostgresWire } from '../../tests/fakes/postgres-wire.ts';
import { SIGNING_SECRET, signedHeaders, startFakeSlack, TEAM } from '../../tests/fakes/slack/slack.ts';
import { addressUrl } from '../../tests/fixtures/postgres/address-url.ts';
import { type Served, serveIt } from '../../tests/fixtures/served.ts';
import { cpuMs } from '../chat/compare.ts';
import { differentQuestions, lineOf } from '../chat/mix.ts';
import { tell } from './figure.ts';

const COUNTS = [1, 2, 4] as const;
const MOST = Math.max(...COUNTS);
const ROUNDS = 5;
/** Questions a second that each process is given, one of four as one alone: what is compared is a reply, not a queue. */
const A_SECOND = 25;
const WARM_UP = 200;
/** One person may ask so many a minute. */
const PEOPLE = 500;

/**
 * Signed commands over HTTP, given to 1, 2 and 4 of the same `ingress` processes by turns: processor time a reply, and what
 * the store is asked for one.
 */
export async function ingress(address: PostgresAddress, each: number): Promise<void> {
  const slack = await startFakeSlack();
  const asked = new Map<string, number>();
  const wire = await startPostgresWire(address.host, undefined, (sql) =>
    asked.set(sql, (asked.get(sql) ?? 0) + 1),
  );
  const served: Served[] = [];
  const agent = new http.Agent({ keepAlive: true, maxSockets: 16 });
  try {
    const env = {
      ...{ DATABASE_URL: addressUrl({ ...address, host: wire.host }), LOG_LEVEL: 'info' },
      ...{ SLACK_APP_TOKEN: '', SLACK_SIGNING_SECRET: SIGNING_SECRET, SLACK_TRANSPORT: 'http' },
    };
    while (served.length < MOST) {
      const one = await serveIt(env, { slack, words: ['--role', 'ingress'] });
      served.push(one);
      await one.seen(/"msg":"Started\."/);
    }
    const ports = await Promise.all(served.map(async (one) => Number((await one.seen(/"port":(\d+)/))[1])));
    const lines = differentQuestions().map(lineOf);
    let at = 0;
    const ask = async (of: number) => {
      const number = at;
      at += 1;
      const [command = '', ...words] = (lines[number % lines.length] ?? '').split(' ');
      const body = new URLSearchParams({
        ...{ command, text: words.join(' '), team_id: TEAM, channel_id: 'C0BENCH' },
        ...{ user_id: `U0BENCH${number % PEOPLE}`, response_url: `${slack.apiUrl}unused` },
        trigger_id: `${number}.1.2`,
      }).toString();
      const reply = await post(ports[of] ?? 0, agent, body);
      if (reply.status !== 200 || !reply.body.startsWith('{'))
        throw new Error(`bench: an ingress process answered ${reply.status} "${reply.body.slice(0, 200)}"`);
    };
    const round = async (processes: number, many: number) => {
      const before = served.slice(0, processes).map(({ child }) => cpuMs(child));
      const began = performance.now();
      const given = served.slice(0, processes).map(async (_, of) => {
        for (let number = 0; number < many; number += 1) {
          await wait(Math.max(0, began + (1_000 * (number + of / processes)) / A_SECOND - performance.now()));
          await ask(of);
        }
      });
      await Promise.all(given);
      const spent = served.slice(0, processes).map(({ child }, of) => cpuMs(child) - (before[of] ?? 0));
      return { ms: performance.now() - began, cpu: sum(spent) };
    };
    // Each is as warm as the others before anything is measured.
    await round(MOST, WARM_UP);
    const all = new Map(COUNTS.map((count) => [count, { ms: 0, cpu: 0 }]));
    asked.clear();
    for (let turn = 0; turn < ROUNDS; turn += 1) {
      for (const count of turn % 2 === 0 ? COUNTS : COUNTS.toReversed()) {
        const { ms, cpu } = await round(count, each);
        const before = all.get(count) ?? { ms: 0, cpu: 0 };
        all.set(count, { ms: before.ms + ms, cpu: before.cpu + cpu });
      }
    }
    const repliesOf = (count: number) => ROUNDS * each * count;
    const cpuOf = COUNTS.map((count) => (all.get(count)?.cpu ?? 0) / repliesOf(count));
    const rateOf = COUNTS.map((count) => (1_000 * repliesOf(count)) / (all.get(count)?.ms ?? 1));
    const worst = Math.max(...cpuOf.map((cpu) => Math.abs(cpu / (cpuOf[0] ?? 1) - 1)));
    tell(
      `${COUNTS.join(', ')} ingress processes, ${ROUNDS * each} replies of each process`,
      `${cpuOf.map((cpu) => cpu.toFixed(2)).join(', ')} ms of processor a reply; ${rateOf.map((rate) => rate.toFixed(0)).join(', ')} a second`,
      'within 15 %',
      worst <= 0.15,
    );
    tellStatements(asked, sum(COUNTS.map(repliesOf)));
  } finally {
    agent.destroy();
    for (const one of served) await one.stop();
    await wire.close();
    await slack.stop();
  }
}

/** What each process asks from time to time, whether anybody asks it or not, is far rarer than a reply. */
function tellStatements(asked: ReadonlyMap<string, number>, replies: number): void {
  const shares = [...asked].map(([sql, times]) => ({ sql, share: times / replies }));
  const often = shares.filter(({ sql, share }) => share > 0.02 && !/^(?:begin|commit)/.test(sql));
  const [seen, ...others] = often.toSorted((a, b) => b.share - a.share);
  tell(
    'statements that a reply asks the store',
    often.map(({ sql, share }) => `${share.toFixed(2)} "${sql.slice(0, 29)}"`).join(', '),
    'whether it was seen; what nobody could answer',
    seen?.sql.startsWith('insert into seen_key') === true &&
      seen.share < 1.01 &&
      others.every(({ sql }) => sql.startsWith('insert into open_question')),
  );
}

function sum(values: readonly number[]): number {
  return values.reduce((all, value) => all + value, 0);
}

function post(
  port: number,
  agent: http.Agent,
  body: string,
): Promise<{ readonly status: number; readonly body: string }> {
  return new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port, agent, method: 'POST', path: '/slack/events' };
    const headers = { ...signedHeaders(body), 'content-length': Buffer.byteLength(body) };
    const request = http.request({ ...options, headers }, (response) => {
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
