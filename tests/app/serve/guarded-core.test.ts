import { describe, expect, it } from 'vitest';
import { guardCore } from '../../../src/app/serve/guarded-core.ts';
import type { Core } from '../../../src/core/request.ts';
import type { Log, LogFacts } from '../../../src/domain/log.ts';
import { ASKER, said } from '../../fixtures/asking.ts';

/** A core that fails the way a fault of ours would, with what was typed in its message. */
const broken: Core = {
  respond: async () => {
    throw new TypeError('cannot read "my private question"');
  },
  suggest: () => {
    throw new RangeError('my private question');
  },
};

function guarded() {
  const lines: { readonly sentence: string; readonly facts: LogFacts | undefined }[] = [];
  const note = (sentence: string, facts?: LogFacts) => lines.push({ sentence, facts });
  const log: Log = { debug: note, info: note, warn: note, error: note };
  const core = guardCore(broken, {
    log,
    clock: () => Temporal.Instant.from('2031-05-20T12:00:00Z'),
    reference: () => 'abc123',
  });
  return { core, lines };
}

describe('guardCore', () => {
  it('turns an error of ours into one sentence with the reference that is in the log', async () => {
    const { core, lines } = guarded();
    const answer = await core.respond({ kind: 'words', words: 'my private question', asker: ASKER });
    expect(said(answer)).toBe(
      'Something went wrong while answering. Please try again; the log has it as abc123.',
    );
    expect(lines).toHaveLength(1);
    expect(lines[0]?.facts).toMatchObject({ reference: 'abc123', kind: 'words', platform: 'terminal' });
    expect(String(lines[0]?.facts?.['error'])).toMatch(/^TypeError at /);
  });

  it('keeps what was typed out of the log', async () => {
    const { core, lines } = guarded();
    await core.respond({ kind: 'words', words: 'my private question', asker: ASKER });
    expect(core.suggest({ path: [], option: '', typed: '', values: {}, limit: 5 })).toEqual([]);
    expect(JSON.stringify(lines)).not.toContain('private');
  });
});
