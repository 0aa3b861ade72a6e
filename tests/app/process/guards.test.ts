import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { guardProcess } from '../../../src/app/process/guards.ts';
import { type Log, SILENT } from '../../../src/domain/log.ts';

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

  it.each(['SIGTERM', 'SIGINT', 'SIGHUP'])(
    'stops on %s and abandons on another signal later on',
    (signal) => {
      const { events, happened, later } = guarded();
      events.emit(signal);
      later(1_001);
      events.emit('SIGINT');
      expect(happened).toEqual([`stop ${signal}`, 'abandon']);
    },
  );

  it('takes a signal that npm and the launcher pass on a second time for the same one', () => {
    const { events, happened, later } = guarded();
    events.emit('SIGINT');
    later(20);
    events.emit('SIGINT');
    later(900);
    events.emit('SIGTERM');
    expect(happened).toEqual(['stop SIGINT']);
  });

  it('takes its listeners off again', () => {
    const { events, off } = guarded();
    off();
    expect(events.eventNames()).toEqual([]);
  });
});
