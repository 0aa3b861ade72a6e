import { afterEach, describe, expect, it, vi } from 'vitest';
import { createApp, type Part } from '../../../src/app/serve/app.ts';
import type { Core } from '../../../src/core/request.ts';
import { ConfigError } from '../../../src/domain/errors.ts';
import { SILENT } from '../../../src/domain/log.ts';
import type { Platform } from '../../../src/platforms/platform.ts';

const core: Core = {
  respond: () => Promise.reject(new Error('Nobody asks here.')),
  suggest: () => [],
};

function platform(name: string, events: string[], over: Partial<Platform> = {}): Platform {
  return {
    name,
    async start() {
      events.push(`start ${name}`);
    },
    health: () => ({ state: 'ready' }),
    async stop() {
      events.push(`stop ${name}`);
    },
    ...over,
  };
}

function part(name: string, events: string[]): Part {
  return {
    name,
    async start() {
      events.push(`start ${name}`);
    },
    async stop() {
      events.push(`stop ${name}`);
    },
  };
}

afterEach(() => {
  vi.useRealTimers();
});

describe('the app', () => {
  it('closes its doors before it stops anything: what would be refused meanwhile goes to another process', async () => {
    const events: string[] = [];
    const http: Part = { ...part('http', events), close: () => void events.push('close http') };
    const app = createApp({
      parts: [part('store', events), http],
      platforms: [platform('slack', events)],
      workers: [part('digests', events)],
      log: SILENT,
    });
    await app.start(core);
    events.length = 0;
    await app.stop();
    expect(events).toEqual(['close http', 'stop digests', 'stop slack', 'stop http', 'stop store']);
  });

  it('starts parts before platforms and workers after them, and stops in the opposite order, once', async () => {
    const events: string[] = [];
    const app = createApp({
      parts: [part('store', events), part('http', events)],
      platforms: [platform('discord', events)],
      workers: [part('digests', events)],
      log: SILENT,
    });
    await app.start(core);
    await Promise.all([app.stop(), app.stop()]);
    expect(events).toEqual([
      'start store',
      'start http',
      'start discord',
      'start digests',
      'stop digests',
      'stop discord',
      'stop http',
      'stop store',
    ]);
  });

  it('starts no worker where it was stopped while questions had their moment', async () => {
    const events: string[] = [];
    const app = createApp({
      parts: [part('store', events)],
      platforms: [platform('discord', events)],
      workers: [part('digests', events)],
      log: SILENT,
    });
    const started = app.start(core);
    await vi.waitUntil(() => events.includes('start discord'));
    await app.stop();
    await started;
    expect(events).toEqual(['start store', 'start discord', 'stop discord', 'stop store']);
  });

  it('goes on with one platform where the other cannot be started, and tells why that one is down', async () => {
    const events: string[] = [];
    const broken = platform('slack', events, {
      start: () => Promise.reject(new ConfigError(['The token is wrong.'])),
    });
    const app = createApp({ parts: [], platforms: [broken, platform('discord', events)], log: SILENT });
    await app.start(core);
    expect(app.platforms()).toEqual([
      { name: 'slack', health: { state: 'down', reason: 'The token is wrong.' } },
      { name: 'discord', health: { state: 'ready' } },
    ]);
  });

  it('gives up with every problem where no platform can be started for its configuration', async () => {
    const broken = (name: string, problem: string) =>
      platform(name, [], { start: () => Promise.reject(new ConfigError([problem])) });
    const app = createApp({
      parts: [],
      platforms: [broken('slack', 'One.'), broken('discord', 'Two.')],
      log: SILENT,
    });
    await expect(app.start(core)).rejects.toMatchObject({ problems: ['One.', 'Two.'] });
  });

  it('stops only what was started where a part fails to start', async () => {
    const events: string[] = [];
    const failing: Part = { ...part('http', events), start: () => Promise.reject(new Error('EADDRINUSE')) };
    const app = createApp({ parts: [part('store', events), failing], platforms: [], log: SILENT });
    await expect(app.start(core)).rejects.toThrow('EADDRINUSE');
    await app.stop();
    expect(events).toEqual(['start store', 'stop store']);
  });

  it('closes the store in time though a platform hangs and another fails to stop', async () => {
    vi.useFakeTimers();
    const events: string[] = [];
    const app = createApp({
      parts: [part('store', events)],
      platforms: [
        platform('slack', events, { stop: () => new Promise(() => {}) }),
        platform('discord', events, { stop: () => Promise.reject(new Error('gone')) }),
      ],
      log: SILENT,
    });
    await app.start(core);
    const stopped = app.stop();
    await vi.advanceTimersByTimeAsync(9_900);
    await stopped;
    expect(events).toContain('stop store');
  });
});
