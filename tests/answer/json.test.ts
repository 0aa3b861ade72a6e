import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Answer } from '../../src/answer/answer.ts';
import { answerToJson } from '../../src/answer/json.ts';
import { parseWhen, whenNotation } from '../../src/domain/when.ts';
import { CODE_POINT } from '../fixtures/code-point.ts';
import { arbitraryAnswer } from './arbitrary-answer.ts';

describe('answerToJson', () => {
  it('has the keys the command line contract names, null where something is not known', () => {
    const answer: Answer = {
      status: 'answered',
      headline: [
        { kind: 'text', text: 'He said ' },
        { kind: 'quote', text: 'no' },
        { kind: 'cite', index: 1 },
      ],
      blocks: [],
      citations: [
        {
          index: 1,
          id: 'paper',
          publisher: 'A Paper',
          published: { precision: 'range', from: '2025-11-17', to: '2025-11-23' },
          quality: 'original',
          archive: '001.txt',
        },
      ],
      records: ['statement:no'],
      actions: [],
      asOf: '2025-11-26',
      command: 'who-said',
      audience: 'default',
    };
    expect(answerToJson(answer, 'who said no')).toEqual({
      question: 'who said no',
      command: 'who-said',
      story: null,
      status: 'answered',
      headline: 'He said “no” [1]',
      text: [
        'He said “no” [1]',
        '',
        '[1] A Paper, 17–23 November 2025, original',
        'As of 26 November 2025',
      ].join('\n'),
      full: [
        'He said “no” [1]',
        '',
        'As of 26 November 2025',
        '',
        'Sources',
        '  [1] A Paper',
        '      17–23 November 2025, original',
      ].join('\n'),
      records: ['statement:no'],
      asOf: '2025-11-26',
      citations: [
        {
          id: 'paper',
          publisher: 'A Paper',
          title: null,
          published: '2025-11-17/2025-11-23',
          url: null,
          quality: 'original',
          archive: '001.txt',
        },
      ],
    });
  });

  it('is one line of JSON for any answer and any question', () => {
    fc.assert(
      fc.property(arbitraryAnswer(), fc.string({ unit: CODE_POINT }), (answer, question) => {
        expect(JSON.stringify(answerToJson(answer, question))).not.toContain('\n');
      }),
    );
  });
});

describe('whenNotation', () => {
  it.each(['2025-11-25', '2025-11', '2025', '2025-11-17/2025-11-23', '../2025-11-30', 'undated'])(
    'writes %s as the pack does',
    (notation) => {
      const when = parseWhen(notation);
      expect(when === null ? null : whenNotation(when)).toBe(notation);
    },
  );
});
