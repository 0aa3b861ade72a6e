import { describe, expect, it } from 'vitest';
import { healthRoutes, readiness, type Vitals } from '../../../src/app/serve/health.ts';
import { createMetrics } from '../../../src/app/serve/metrics.ts';
import type { PlatformHealth } from '../../../src/platforms/platform.ts';

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
    const metrics = await createMetrics(vitals({ platforms: platforms('ready', 'down') }));
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
});
