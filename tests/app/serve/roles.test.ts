import { afterEach, describe, expect, it } from 'vitest';
import { startPostgresWire } from '../../fakes/postgres-wire.ts';
import {
  type FakeSlack,
  SIGNING_SECRET,
  signedHeaders,
  startFakeSlack,
  TEAM,
} from '../../fakes/slack/slack.ts';
import { addressUrl } from '../../fixtures/postgres/address-url.ts';
import { addressOn, postgresHost } from '../../fixtures/postgres/postgres.ts';
import { type Served, serveIt } from '../../fixtures/served.ts';

describe('processes with roles on one PostgreSQL', () => {
  const closing: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0).reverse()) await close();
  });

  async function workspace() {
    const slack = await startFakeSlack();
    closing.push(slack.stop);
    const address = addressOn(await postgresHost());
    const asked: string[] = [];
    const wire = await startPostgresWire(address.host, undefined, (sql) => asked.push(sql));
    closing.push(wire.close);
    const url = addressUrl({ ...address, host: wire.host });
    const serve = async (role: string, env: Readonly<Record<string, string>> = {}) => {
      const served = await serveIt({ DATABASE_URL: url, ...env }, { slack, words: ['--role', role] });
      closing.push(served.stop);
      await served.seen(/"msg":"Started\."/);
      return served;
    };
    return { slack, serve, asked };
  }

  const stateOf = async (served: Served) => JSON.parse((await served.ready()).body);

  it('hold one connection, which another takes over when its holder ends', async () => {
    const { slack, serve } = await workspace();
    const first = await serve('lead');
    await first.seen(/This process plans/);
    const second = await serve('lead');
    expect(await first.ask('/plan-point', '6')).toMatch(/\[1\]/);
    expect(await stateOf(first)).toMatchObject({ ready: true, role: 'lead', lead: 'leads' });
    expect(await stateOf(second)).toMatchObject({
      ready: true,
      lead: 'stands by',
      platforms: { slack: { state: 'ready', reason: expect.stringMatching(/^Standing by/) } },
    });
    expect(slack.links).toHaveLength(1);
    expect(await first.stop()).toBe(0);
    await second.seen(/This process plans/);
    await second.seen(/"transport":"socket"/);
    expect(slack.links).toHaveLength(2);
    expect(await second.ask('/plan-point', '6')).toMatch(/\[1\]/);
    expect((await stateOf(second)).lead).toBe('leads');
  }, 90_000);

  it('ask the store nothing for an answer but whether the request was seen before', async () => {
    const { slack, serve, asked } = await workspace();
    const one = await serve('ingress', { SLACK_APP_TOKEN: '', SLACK_SIGNING_SECRET: SIGNING_SECRET });
    // What is asked once in a process’s life is asked with the first.
    expect((await post(one, slack, '28')).status).toBe(200);
    asked.length = 0;
    const QUESTIONS = 20;
    for (let at = 1; at <= QUESTIONS; at += 1) {
      const answer = await post(one, slack, String(at));
      expect([at, answer.status, await answer.text()]).toEqual([at, 200, expect.stringContaining('[1]')]);
    }
    const seen = asked.filter((sql) => sql.startsWith('insert into seen_key'));
    expect(seen).toHaveLength(QUESTIONS);
    // A process looks around from time to time, whether it is asked or not.
    const often = Map.groupBy(asked, (sql) => sql);
    const others = [...often].filter(([sql, times]) => times.length >= QUESTIONS && !seen.includes(sql));
    expect(others.map(([sql]) => sql).filter((sql) => !/^(?:begin|commit)/.test(sql))).toEqual([]);
  }, 90_000);

  it('take a request once that a load balancer gave to two of them, and open no connection', async () => {
    const { slack, serve } = await workspace();
    const env = { SLACK_APP_TOKEN: '', SLACK_SIGNING_SECRET: SIGNING_SECRET };
    const [one, two] = await Promise.all([serve('ingress', env), serve('ingress', env)]);
    const sender = await serve('deliver', { SLACK_APP_TOKEN: '' });
    expect(await stateOf(sender)).toMatchObject({ ready: true, role: 'deliver' });
    const answers = await Promise.all([one, two].map((served) => post(served, slack)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401]);
    expect(await stateOf(one)).toMatchObject({ ready: true, role: 'ingress' });
    expect((await fetch(await addressOf(sender, '/slack/events'), { method: 'POST' })).status).toBe(404);
    expect(slack.links).toEqual([]);
  }, 90_000);

  async function addressOf(served: Served, path: string): Promise<string> {
    return `http://127.0.0.1:${(await served.seen(/"port":(\d+)/))[1]}${path}`;
  }

  const at = Date.now();
  async function post(served: Served, slack: FakeSlack, point = '6'): Promise<Response> {
    const body = new URLSearchParams({
      ...{ command: '/plan-point', text: point, team_id: TEAM, channel_id: 'C0DESK', user_id: 'U0ASKER' },
      ...{ response_url: `${slack.apiUrl}nowhere`, trigger_id: `1.2.${point}` },
    }).toString();
    return fetch(await addressOf(served, '/slack/events'), {
      method: 'POST',
      headers: { ...signedHeaders(body, { at }), 'content-type': 'application/x-www-form-urlencoded' },
      body,
    });
  }
});
