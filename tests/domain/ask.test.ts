import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Answer } from '../../src/answer/answer.ts';
import { readThreadLine, threadLine } from '../../src/domain/ask.ts';

const answer = (over: Partial<Answer>): Answer => ({
  status: 'answered',
  headline: [],
  blocks: [],
  citations: [],
  records: [],
  actions: [],
  asOf: '2031-05-20',
  command: 'ask',
  audience: 'default',
  ...over,
});

describe('what a thread keeps', () => {
  it('is the record that led and the words it was asked with, and comes apart again', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[a-z]{3,9}:[a-z0-9/-]{1,20}$/),
        fc.string({ minLength: 1 }).filter((words) => !/^\s*\//.test(words)),
        (lead, words) => {
          const kept = threadLine(words, answer({ records: [lead, 'event:other'], readAs: '/timeline' }));
          expect(readThreadLine(kept)).toEqual({ lead, words });
        },
      ),
    );
  });

  it('names the story where several are loaded', () => {
    const kept = threadLine(
      'and then?',
      answer({ records: ['event:a'], story: { id: 'lake', title: 'Lake' } }),
    );
    expect(kept).toBe('re:event:a and then? story:lake');
  });

  it('is the command line of a typed command, and the words where no record was told', () => {
    expect(threadLine('/point 5', answer({ records: ['provision:a'] }))).toBe('/point 5');
    expect(threadLine('hm', answer({}))).toBe('hm');
    expect(readThreadLine('/point 5')).toEqual({ lead: null, words: '/point 5' });
  });
});
