import { afterEach, describe, expect, it } from 'vitest';
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
    const url = addressUrl(addressOn(await postgresHost()));
    const serve = async (role: string, env: Readonly<Record<string, string>> = {}) => {
      const served = await serveIt({ DATABASE_URL: url, ...env }, { slack, words: ['--role', role] });
      closing.push(served.stop);
      await served.seen(/"msg":"Started\."/);
      return served;
    };
    return { slack, serve };
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
  async function post(served: Served, slack: FakeSlack): Promise<Response> {
    const body = new URLSearchParams({
      ...{ command: '/plan-point', text: '6', team_id: TEAM, channel_id: 'C0DESK', user_id: 'U0ASKER' },
      ...{ response_url: `${slack.apiUrl}nowhere`, trigger_id: '1.2.abc' },
    }).toString();
    return fetch(await addressOf(served, '/slack/events'), {
      method: 'POST',
      headers: { ...signedHeaders(body, { at }), 'content-type': 'application/x-www-form-urlencoded' },
      body,
    });
  }
});
