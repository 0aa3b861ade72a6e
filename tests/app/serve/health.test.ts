import { readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { healthRoutes, readiness, type Vitals } from '../../../src/app/serve/health.ts';
import { countedStore } from '../../../src/app/serve/metrics/counted-store.ts';
import { createMetrics } from '../../../src/app/serve/metrics/metrics.ts';
import { NEVER } from '../../../src/domain/schedule/never.ts';
import type { PlatformHealth } from '../../../src/platforms/platform.ts';
import { openSqliteStore } from '../../../src/store/sqlite/sqlite.ts';
import { content, newDelivery } from '../../fixtures/delivery.ts';

function vitals(over: Partial<Vitals> = {}): Vitals {
  return {
    store: async () => {},
    platforms: () => [],
    tickAgeMs: () => 1_000,
    pack: () => ({
      stories: [{ id: 'a-story', reviewed: '2025-11-26', statements: 3 }],
      ageMs: 5,
      stale: false,
    }),
    ...over,
  };
}

function platforms(...states: readonly PlatformHealth['state'][]): Vitals['platforms'] {
  return () => states.map((state, at) => ({ name: `platform-${at}`, health: { state } }));
}

const request = {
  method: 'GET',
  path: '/',
  query: new URLSearchParams(),
  headers: {},
  body: new Uint8Array(),
};

describe('readiness', () => {
  const cases: readonly (readonly [string, Partial<Vitals>, boolean])[] = [
    ['everything is well', {}, true],
    ['the store fails', { store: () => Promise.reject(new Error('no connection')) }, false],
    ['one platform serves and the other is down', { platforms: platforms('ready', 'down') }, true],
    ['a platform serves with trouble', { platforms: platforms('degraded') }, true],
    ['every platform is down', { platforms: platforms('down', 'starting') }, false],
    ['the scheduler has not looked for five minutes', { tickAgeMs: () => 300_000 }, false],
    ['the scheduler has not looked yet', { tickAgeMs: () => null }, true],
    ['no story could be read', { pack: () => ({ stories: [], ageMs: 0, stale: true }) }, false],
  ];
  it.each(cases)('where %s', async (_, over, ready) => {
    expect((await readiness(vitals(over))).ready).toBe(ready);
  });
});

describe('healthRoutes', () => {
  it('says 503 with what is missing where the process is not ready, while it is still alive', async () => {
    const routes = healthRoutes(vitals({ store: () => Promise.reject(new Error('no connection')) }));
    const [health, ready] = await Promise.all(routes.map((route) => route.handle(request)));
    expect(health?.status).toBe(200);
    expect(ready?.status).toBe(503);
    expect(JSON.parse(ready?.body ?? '')).toMatchObject({
      ready: false,
      store: 'no connection',
      lastTickAgeMs: 1_000,
    });
  });
});

describe('createMetrics', () => {
  it('shows answers, platforms and readiness in the text format', async () => {
    const metrics = await createMetrics(vitals({ platforms: platforms('ready', 'down') }), {
      now: () => 0,
      version: '1.2.3',
    });
    metrics.answered({ command: 'timeline', platform: 'terminal', status: 'answered', tookMs: 2 });
    const { status, body = '' } = await metrics.route.handle(request);
    expect(status).toBe(200);
    expect(body).toContain(
      'readout_answers_total{command="timeline",platform="terminal",status="answered"} 1',
    );
    expect(body).toContain('readout_answer_seconds_bucket{le="0.0025",command="timeline"} 1');
    expect(body).toContain('readout_platform_up{platform="platform-1"} 0');
    expect(body).toContain('readout_ready 1');
    expect(body).toContain('nodejs_version_info');
  });

  it('counts posts by what became of them, and shows what waits and where nothing can be posted', async () => {
    const store = await openSqliteStore({ file: ':memory:', exclusive: true });
    const metrics = await createMetrics(vitals(), {
      ...{ queue: store.queue, now: () => 91_000, version: '1.2.3', platforms: ['platform-0'] },
    });
    const counted = countedStore(store, () => metrics.tally);
    const { place } = newDelivery();
    await counted.enqueue([content('hash-1')], [newDelivery(), newDelivery({ id: 'd2', slot: 'x' })], 1_000);
    await counted.claim({ platform: 'discord', claim: 'c', now: 2_000, leaseUntil: 62_000, limit: 1 });
    await counted.startSending('delivery-1', 'c', 2_000, 62_000);
    await counted.startSending('d2', 'c', 2_000, 62_000);
    for (const id of ['delivery-1', 'd2']) {
      await counted.settle(id, 'c', { state: 'sent', message: 'm' }, 5_000);
    }
    await counted.park({ ...place, channel: 'elsewhere' }, 'archived', '', 1);
    const { tally } = metrics;
    tally.acknowledged('platform-0', 300);
    tally.reconnected('platform-0');
    tally.marked('helpful', 'slack');
    const { body = '' } = await metrics.route.handle(request);
    for (const line of [
      'readout_deliveries_total{platform="discord",kind="digest",outcome="sent"} 1',
      'readout_delivery_seconds_sum{platform="discord"} 4',
      'readout_queue_depth{platform="discord",state="planned"} 1',
      'readout_queue_age_seconds{platform="discord",state="planned"} 90',
      'readout_parked{platform="discord",reason="archived"} 1',
      'readout_store_seconds_count{operation="settle"} 2',
      'readout_answer_marks_total{mark="helpful",platform="slack"} 1',
      'readout_build_info{version="1.2.3"',
      'readout_acknowledge_seconds_sum{platform="platform-0"} 0.3',
      'readout_reconnects_total{platform="platform-0"} 1',
      'readout_rate_limited_total{platform="platform-0"} 0',
    ])
      expect(body).toContain(line);
    expect(body).not.toContain('guild-1');
    await store.close();
  });

  it('counts a post that stays in doubt once, and a day that ran out of time as missed', async () => {
    const store = await openSqliteStore({ file: ':memory:', exclusive: true });
    const metrics = await createMetrics(vitals(), { queue: store.queue, now: () => 0, version: '1' });
    const counted = countedStore(store, () => metrics.tally);
    const [at, notBefore] = [2_000, 3_000];
    const request = { platform: 'discord', claim: 'c', leaseUntil: 62_000, limit: 5 };
    await counted.enqueue([content('hash-1')], [newDelivery({ expiresAt: 9_000_000 })], 1_000);
    await counted.claim({ ...request, now: at });
    await counted.startSending('delivery-1', 'c', at, 62_000);
    await counted.settle('delivery-1', 'c', { state: 'in-doubt', reason: 'lost', notBefore }, at);
    for (const now of [70_000, 140_000]) {
      await counted.claimDoubtful({ ...request, now, leaseUntil: now + 1 });
      await counted.settle('delivery-1', 'c', { state: 'in-doubt', reason: 'lost', notBefore }, now);
    }
    const before = (await metrics.route.handle(request as never)).body ?? '';
    expect(before).toContain(
      'readout_deliveries_total{platform="discord",kind="digest",outcome="in-doubt"} 1',
    );
    expect(before).toContain('readout_queue_depth{platform="discord",state="in-doubt"} 1');
    expect(before).toContain('readout_slots_total{how="missed"} 0');
    // Nobody can find it out any more: told in the channel's list, and no reason for an alarm that never ends.
    await counted.claimDoubtful({ ...request, now: 200_000, leaseUntil: 200_001 });
    await counted.settle('delivery-1', 'c', { state: 'in-doubt', reason: 'lost', notBefore: NEVER }, 200_000);
    await counted.enqueue([], [newDelivery({ id: 'd2', slot: 's/expired', kind: 'missed' })], 200_000);
    await counted.park(newDelivery().place, 'archived', '', 1);
    metrics.tally.beatFailed();
    const { body = '' } = await metrics.route.handle(request as never);
    expect(body).not.toContain('readout_queue_depth{');
    expect(body).toContain('readout_slots_total{how="missed"} 1');
    expect(body).toContain('readout_parked{platform="discord",reason="archived"} 1');
    expect(body).toContain('readout_beats_failed_total 1');
    await store.close();
  });

  /** Everything that the dashboard and the alerts ask, with the file it stands in. */
  function queries(): readonly (readonly [file: string, expr: string])[] {
    const text = (file: string) => readFileSync(new URL(`../../../ops/${file}`, import.meta.url), 'utf8');
    const { panels } = JSON.parse(text('grafana.json')) as {
      readonly panels: readonly { readonly targets?: readonly { readonly expr: string }[] }[];
    };
    const alerts = [...text('alerts.yaml').matchAll(/^ {8}expr: (.+)$/gm)].map(([, expr = '']) => expr);
    return [
      ...panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => ['grafana.json', expr] as const)),
      ...alerts.map((expr) => ['alerts.yaml', expr] as const),
    ];
  }

  it('has every counter that an alert looks at for a rise at 0 from the start: a first failure is one', async () => {
    const metrics = await createMetrics(vitals({ leads: () => true }), {
      ...{ now: () => 0, version: '1', platforms: ['slack'], posting: ['slack'] },
    });
    const { body = '' } = await metrics.route.handle(request);
    const types = new Map(
      [...body.matchAll(/^# TYPE (\S+) (\S+)/gm)].map(([, name = '', type]) => [name, type]),
    );
    const rising = queries().flatMap(([file, expr]) =>
      [...expr.matchAll(/increase\((readout_\w+)(?:\{(\w+=~?"[^"]+")\})?\[/g)].map(
        ([, name = '', label = '']) => ({ file, name, label }),
      ),
    );
    expect(rising.length).toBeGreaterThan(5);
    for (const { file, name, label } of rising) {
      const series = body.split('\n').filter((line) => line.startsWith(name) && line.includes(label));
      expect([file, name, label, series.length > 0, series.every((line) => line.endsWith(' 0'))]).toEqual([
        ...[file, name, label, true, true],
      ]);
    }
    for (const [file, expr] of queries()) {
      const used = [...expr.matchAll(/(rate|increase)?(?:\()?\b(readout_\w+)/g)];
      for (const [, over, name = ''] of used) {
        const histogram = types.get(name.replace(/_(?:bucket|sum|count)$/, '')) === 'histogram';
        const accumulates = types.get(name) === 'counter' || histogram;
        // A counter starts again at 0 with the process, and a gauge may fall.
        expect([file, expr, over !== undefined]).toEqual([file, expr, accumulates]);
        if (name.endsWith('_bucket'))
          expect(expr).toMatch(/histogram_quantile\(0\.\d+, sum by \([^)]*\ble\b/);
      }
    }
  });

  it('is missed by an alert where nobody is measured', () => {
    expect(queries()).toContainEqual(['alerts.yaml', 'absent(readout_build_info)']);
  });

  it('says of each metric what it is, and names no place', async () => {
    const store = await openSqliteStore({ file: ':memory:', exclusive: true });
    const metrics = await createMetrics(vitals({ leads: () => true, platforms: platforms('ready') }), {
      ...{ queue: store.queue, now: () => 0, version: '1', platforms: ['slack'], posting: ['slack'] },
      feeds: async () => [],
      backups: () => ({ newest: null, kept: 0, late: true }),
    });
    const { body = '' } = await metrics.route.handle(request);
    const named = new Set(
      [...body.matchAll(/^(readout_\w+?)(?:_bucket|_sum|_count)?(?:\{| )/gm)].map(([, name]) => name),
    );
    for (const name of named) expect(body).toMatch(new RegExp(`# HELP ${name} [A-Z1].+\n# TYPE ${name} `));
    const labels = new Set([...body.matchAll(/[{,](\w+)="/g)].map(([, label]) => label));
    for (const place of ['tenant', 'channel', 'guild', 'team', 'workspace', 'user'])
      expect(labels).not.toContain(place);
    await store.close();
  });

  const yes = () => true;
  const no = () => false;
  test.each([
    [{ role: 'lead', leads: yes }, 1, true],
    [{ role: 'lead', leads: no }, 0, false],
    [{ role: 'all', leads: yes }, 1, true],
    [{ role: 'all', leads: no }, 0, false],
    [{ role: 'deliver', leads: no }, null, false],
    [{ role: 'ingress', leads: no }, null, false],
    [{}, null, true],
  ] as const)(
    'as %j it says whether it leads (%j), and whether it tells what the whole store holds: %j',
    async (over, leads, tells) => {
      let asked = 0;
      const metrics = await createMetrics(vitals(over), {
        ...{ now: () => 60_000, version: '1' },
        async queue() {
          asked += 1;
          return {
            waiting: [{ platform: 'discord', state: 'planned', count: 3, oldestDueAt: 0 }],
            parked: [],
          };
        },
      });
      const { body = '' } = await metrics.route.handle(request);
      expect(/^readout_leader (\d)$/m.exec(body)?.[1]).toBe(leads === null ? undefined : String(leads));
      expect(body.includes('readout_queue_depth{platform="discord",state="planned"} 3')).toBe(tells);
      // Those that do not tell it do not ask the store for it either.
      expect(asked).toBe(tells ? 1 : 0);
      expect(body).toContain(`role="${'role' in over ? over.role : 'all'}"`);
      expect(body).toContain('readout_pack_behind 0');
    },
  );

  it('is asked only for what it shows by the dashboard and the alerts', async () => {
    const backups = () => ({ newest: null, kept: 0, late: true });
    const metrics = await createMetrics(vitals({ leads: yes }), {
      now: () => 0,
      version: '1',
      feeds: async () => [],
      backups,
    });
    const { body = '' } = await metrics.route.handle(request);
    const there = new Set(
      [...body.matchAll(/^# TYPE (\S+) (\S+)/gm)].flatMap(([, name = '', type]) =>
        type === 'histogram' ? [`${name}_bucket`, `${name}_sum`, `${name}_count`] : [name],
      ),
    );
    for (const file of ['grafana.json', 'alerts.yaml']) {
      const text = readFileSync(new URL(`../../../ops/${file}`, import.meta.url), 'utf8');
      const asked = [...text.matchAll(/\b(?:readout|process|nodejs)_\w+/g)].map(([name]) => name);
      expect(asked.length).toBeGreaterThan(4);
      expect([file, asked.filter((name) => !there.has(name))]).toEqual([file, []]);
    }
  });
});
