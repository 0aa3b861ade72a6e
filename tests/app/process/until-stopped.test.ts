import { EventEmitter } from 'node:events';
import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { untilStopped } from '../../../src/app/process/until-stopped.ts';
import { SILENT } from '../../../src/domain/log.ts';

/** A prompt over streams of a test that goes on until something ends it. */
function prompt(finished: Promise<void> = new Promise(() => {})) {
  const [input, output, errors, events] = [
    new PassThrough(),
    new PassThrough(),
    new PassThrough(),
    new EventEmitter(),
  ];
  const happened: string[] = [];
  const ended = untilStopped({
    terminal: { env: {}, input, output, errors, clock: () => Temporal.Instant.fromEpochMilliseconds(0) },
    log: SILENT,
    start: async () => void happened.push('started'),
    stop: async () => void happened.push('stopped'),
    finished,
    events,
  });
  return { input, output, events, happened, ended };
}

const failure = (code: string) => Object.assign(new Error(code), { code });

describe('untilStopped', () => {
  it('stops in order and gives 0 at the end of the input', async () => {
    const { ended, happened } = prompt(Promise.resolve());
    expect([await ended, happened]).toEqual([0, ['started', 'stopped']]);
  });

  it('stops in order and gives 0 where the terminal that asked was closed', async () => {
    const { ended, input, happened } = prompt();
    input.destroy(failure('EIO'));
    expect([await ended, happened]).toEqual([0, ['started', 'stopped']]);
  });

  it('stops in order and gives 0 where nobody reads the answers any more', async () => {
    const { ended, output, happened } = prompt();
    output.destroy(failure('EPIPE'));
    expect([await ended, happened]).toEqual([0, ['started', 'stopped']]);
  });

  it('stops in order and says why where answers cannot be written or questions not be read', async () => {
    const full = prompt();
    full.output.destroy(failure('ENOSPC'));
    await expect(full.ended).rejects.toThrow('Standard output cannot be written: the disk is full.');
    const folder = prompt();
    folder.input.destroy(failure('EISDIR'));
    await expect(folder.ended).rejects.toThrow('EISDIR');
    expect([full.happened, folder.happened].map((each) => each.at(-1))).toEqual(['stopped', 'stopped']);
  });

  it('stops in order on a signal', async () => {
    const { ended, events, happened } = prompt();
    events.emit('SIGHUP');
    expect([await ended, happened]).toEqual([0, ['started', 'stopped']]);
  });

  it('gives 1 where errors that nobody handles keep coming', async () => {
    const { ended, events } = prompt();
    for (let error = 0; error < 21; error += 1) events.emit('uncaughtException', failure('EPIPE'));
    expect(await ended).toBe(1);
  });
});
