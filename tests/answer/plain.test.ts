import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Answer, Block } from '../../src/answer/answer.ts';
import { displayWidth, harmless } from '../../src/answer/display-width.ts';
import { blockSpans } from '../../src/answer/fit.ts';
import { renderPlain } from '../../src/answer/plain.ts';
import type { When } from '../../src/domain/when.ts';
import { arbitraryAnswer } from './arbitrary-answer.ts';

const day = (iso: string): When => ({ precision: 'day', from: iso, to: iso });
const base: Answer = {
  status: 'answered',
  headline: [{ kind: 'text', text: 'Headline.' }],
  blocks: [],
  citations: [],
  records: [],
  actions: [],
  asOf: '2025-11-26',
  command: 'plan-point',
  audience: 'default',
};
const joined = (text: string) => text.replace(/\s+/g, '');

describe('renderPlain', () => {
  it('never throws, whatever the answer and the width', () => {
    fc.assert(
      fc.property(
        arbitraryAnswer(),
        fc.oneof(fc.integer({ min: 0, max: 200 }), fc.constant(Number.POSITIVE_INFINITY)),
        (answer, width) => {
          expect(renderPlain(answer, { width })).toEqual(expect.any(String));
        },
      ),
    );
  });

  it('keeps every quotation word for word but for line breaks', () => {
    fc.assert(
      fc.property(arbitraryAnswer({ clean: true }), fc.integer({ min: 20, max: 100 }), (answer, width) => {
        const text = joined(renderPlain(answer, { width }));
        for (const span of [...answer.headline, ...answer.blocks.flatMap(blockSpans)]) {
          if (span.kind === 'quote') expect(text).toContain(joined(harmless(span.text)));
        }
      }),
    );
  });

  it('lists every citation number that it prints', () => {
    fc.assert(
      fc.property(arbitraryAnswer({ clean: true }), (answer) => {
        const text = renderPlain(answer);
        for (const span of [...answer.headline, ...answer.blocks.flatMap(blockSpans)]) {
          if (span.kind !== 'cite') continue;
          expect(text).toMatch(new RegExp(`^  \\[${span.index}\\] +Publisher ${span.index}\\b`, 'm'));
        }
      }),
    );
  });

  it('writes no control character but the line feed where no colour is asked for', () => {
    fc.assert(
      fc.property(arbitraryAnswer(), (answer) => {
        // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
        expect(renderPlain(answer)).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/);
      }),
    );
  });

  it('says the same with colours as without', () => {
    fc.assert(
      fc.property(arbitraryAnswer(), (answer) => {
        const coloured = renderPlain(answer, { colour: true });
        expect(stripVTControlCharacters(coloured)).toBe(renderPlain(answer));
      }),
    );
  });

  it('turns every colour off again by the end of its line', () => {
    fc.assert(
      fc.property(arbitraryAnswer(), (answer) => {
        for (const line of renderPlain(answer, { colour: true }).split('\n')) {
          // biome-ignore lint/suspicious/noControlCharactersInRegex: colour codes are what is counted.
          const codes = [...line.matchAll(/\u001b\[(\d+)m/g)].map((match) => Number(match[1]));
          expect(codes.filter((code) => code < 20 || code === 36)).toHaveLength(codes.length / 2);
        }
      }),
    );
  });

  it('keeps lines of ordinary words within the width, also in scripts with wide or combining characters', () => {
    const word = fc.constantFrom('plan', 'Київ', 'йо́г', 'e\u0301tat', '第六条', 'word-with-hyphen');
    const paragraph = fc.array(word, { minLength: 1, maxLength: 60 }).map((list) => list.join(' '));
    fc.assert(
      fc.property(paragraph, fc.integer({ min: 30, max: 100 }), (text, width) => {
        const blocks: Block[] = [
          { kind: 'paragraph', spans: [{ kind: 'text', text }] },
          { kind: 'field', label: 'Label', spans: [{ kind: 'text', text }] },
          { kind: 'quotation', verbatim: true, spans: [{ kind: 'quote', text }], attribution: [] },
        ];
        for (const line of renderPlain({ ...base, blocks }, { width }).split('\n')) {
          expect(displayWidth(line)).toBeLessThanOrEqual(width);
        }
      }),
    );
  });

  it('shows a whole answer the way a reader gets it', () => {
    const answer: Answer = {
      ...base,
      readAs: '/plan-point 6',
      headline: [
        {
          kind: 'text',
          text: 'Point 6 limits the army to 600,000; the later text is said to allow 800,000.',
        },
        { kind: 'cite', index: 1 },
        { kind: 'cite', index: 2 },
      ],
      blocks: [
        { kind: 'heading', text: 'What each text says' },
        {
          kind: 'field',
          label: 'First draft',
          spans: [
            { kind: 'text', text: 'Limited to 600,000.' },
            { kind: 'cite', index: 1 },
          ],
        },
        {
          kind: 'field',
          label: 'Counter-text',
          spans: [
            { kind: 'strike', text: '600,000' },
            { kind: 'text', text: ' ' },
            { kind: 'strong', text: '800,000' },
            { kind: 'text', text: ' in peacetime, which is a good deal more than the first draft has.' },
            { kind: 'cite', index: 2 },
          ],
        },
        {
          kind: 'quotation',
          verbatim: true,
          spans: [{ kind: 'quote', text: 'We are not there yet.' }],
          attribution: [
            { kind: 'text', text: 'A minister · ' },
            { kind: 'date', when: day('2025-11-23') },
            { kind: 'text', text: ' ' },
            { kind: 'cite', index: 2 },
          ],
        },
        {
          kind: 'quotation',
          verbatim: false,
          spans: [{ kind: 'quote', text: 'The limit was still being discussed.' }],
          attribution: [{ kind: 'text', text: 'An official' }],
        },
        { kind: 'context', spans: [{ kind: 'text', text: 'Only a repost carries this.' }] },
        { kind: 'context', spans: [{ kind: 'text', text: 'It may be reworded.' }] },
        { kind: 'item', spans: [{ kind: 'text', text: 'one' }] },
        { kind: 'item', spans: [{ kind: 'text', text: 'two' }] },
      ],
      citations: [
        {
          index: 1,
          id: 'a',
          publisher: 'A Paper',
          title: 'The full text',
          published: day('2025-11-20'),
          url: 'https://paper.example/the-full-text',
          quality: 'original',
        },
        {
          index: 2,
          id: 'b',
          publisher: 'An Agency',
          published: { precision: 'month', from: '2025-11-01', to: '2025-11-30' },
          quality: 'repost',
        },
      ],
      actions: [
        { kind: 'ask', label: 'All points', path: ['plan-point'], values: {} },
        { kind: 'open', label: 'A Paper', url: 'https://paper.example/the-full-text' },
        { kind: 'open', label: 'The map', url: 'https://paper.example/the-map' },
      ],
    };
    expect(renderPlain(answer, { lineOf: ({ path }) => `/${path.join(' ')}` })).toBe(
      [
        'Point 6 limits the army to 600,000; the later text is said to allow',
        '800,000. [1] [2]',
        '',
        'Read as: /plan-point 6',
        '',
        'What each text says',
        'First draft   Limited to 600,000. [1]',
        'Counter-text  [-600,000-] 800,000 in peacetime, which is a good deal more than',
        '              the first draft has. [2]',
        '',
        '    “We are not there yet.”',
        '    — A minister · 23 November 2025 [2]',
        '',
        '    Reported, not verbatim: The limit was still being discussed.',
        '    — An official',
        '    Only a repost carries this.',
        '    It may be reworded.',
        '',
        '  • one',
        '  • two',
        '',
        'As of 26 November 2025',
        '',
        'Sources',
        '  [1] A Paper: The full text',
        '      20 November 2025, original',
        '      https://paper.example/the-full-text',
        '  [2] An Agency',
        '      November 2025, repost',
        '',
        'Try: /plan-point (All points)',
        'Open: The map https://paper.example/the-map',
      ].join('\n'),
    );
  });

  it('puts no quotation mark around reported words even where a span calls them a quotation', () => {
    const blocks: Block[] = [
      { kind: 'quotation', verbatim: false, spans: [{ kind: 'quote', text: 'reworded' }], attribution: [] },
    ];
    const text = renderPlain({ ...base, blocks });
    expect(text).toContain('Reported, not verbatim: reworded');
    expect(text).not.toMatch(/[“”]/);
  });

  it('never breaks an address, however narrow the page', () => {
    const url = `https://example.org/${'long-'.repeat(30)}end`;
    const blocks: Block[] = [{ kind: 'paragraph', spans: [{ kind: 'link', text: 'Text', url }] }];
    expect(renderPlain({ ...base, blocks }, { width: 30 })).toContain(url);
  });

  it('shows the escape characters of a hostile title instead of obeying them', () => {
    const headline = [{ kind: 'text', text: 'Title\u001b[2J\u001b[H\u009b1A\rgone' } as const];
    expect(renderPlain({ ...base, headline }).split('\n')[0]).toBe('Title�[2J�[H�1A gone');
  });
});
