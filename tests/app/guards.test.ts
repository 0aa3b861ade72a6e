import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { guardProcess } from '../../src/app/guards.ts';
import { type Log, SILENT } from '../../src/domain/log.ts';

function guarded() {
  const events = new EventEmitter();
  const happened: string[] = [];
  let now = 0;
  const log: Log = { ...SILENT, error: (_, facts) => void happened.push(`logged ${facts?.kind}`) };
  const off = guardProcess({
    events,
    log,
    now: () => now,
    stop: (signal) => void happened.push(`stop ${signal}`),
    abandon: () => void happened.push('abandon'),
    giveUp: () => void happened.push('give up'),
  });
  const later = (ms: number) => {
    now += ms;
  };
  return { events, happened, off, later };
}

describe('guardProcess', () => {
  it('logs stray errors and goes on', () => {
    const { events, happened } = guarded();
    events.emit('unhandledRejection', new Error('from a library'));
    events.emit('uncaughtException', 'not even an error');
    expect(happened).toEqual(['logged rejection', 'logged exception']);
  });

  it('gives up where stray errors keep coming, but not where they are spread over time', () => {
    const { events, happened, later } = guarded();
    for (let at = 0; at < 60; at += 1) {
      events.emit('unhandledRejection', new Error('now and then'));
      later(10_000);
    }
    expect(happened).not.toContain('give up');
    for (let at = 0; at < 21; at += 1) events.emit('unhandledRejection', new Error('a flood'));
    expect(happened).toContain('give up');
  });

  it('stops on the first signal and abandons on the second', () => {
    const { events, happened } = guarded();
    events.emit('SIGTERM');
    events.emit('SIGINT');
    expect(happened).toEqual(['stop SIGTERM', 'abandon']);
  });

  it('takes its listeners off again', () => {
    const { events, off } = guarded();
    off();
    expect(events.eventNames()).toEqual([]);
  });
});
