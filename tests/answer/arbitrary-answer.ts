import fc from 'fast-check';
import type { Action, Answer, Block, Citation, Span } from '../../src/answer/answer.ts';
import { SOURCE_QUALITIES } from '../../src/domain/source.ts';
import type { When } from '../../src/domain/when.ts';
import { CODE_POINT } from '../fixtures/code-point.ts';

const when: fc.Arbitrary<When> = fc.constantFrom<When>(
  { precision: 'day', from: '2025-11-25', to: '2025-11-25' },
  { precision: 'month', from: '2025-11-01', to: '2025-11-30', inferred: 'the page gives the month' },
  { precision: 'until', from: null, to: '2025-11-30' },
  { precision: 'undated', from: null, to: null },
);

/** Words of several scripts, hostile text, and control characters unless `clean`. */
function words(clean: boolean): fc.Arbitrary<string> {
  const word = fc.oneof(
    fc.constantFrom(
      'plan',
      'Київ',
      'naïve',
      'e\u0301tat',
      '第六条',
      '👩‍👩‍👧',
      '@everyone',
      '<!channel>',
      '*b*',
      '“so”',
    ),
    fc.string({ minLength: 1, maxLength: 14 }).map((text) => text.replace(/\s/g, '')),
    clean ? fc.constant('word') : fc.constantFrom('\u001b[2J', '\r', 'a\tb', '\u202e', '\ud800', '\u009b1A'),
  );
  return fc.array(word, { minLength: 1, maxLength: 12 }).map((list) => list.join(' '));
}

/** Any answer whose cite spans all have their citation. */
export function arbitraryAnswer(
  options: { readonly clean?: boolean; readonly blocks?: number } = {},
): fc.Arbitrary<Answer> {
  const text = words(options.clean ?? false);
  const anything = options.clean === true ? text : fc.oneof(text, fc.string({ unit: CODE_POINT }));
  const cite = fc.integer({ min: 1, max: 12 }).map((index): Span => ({ kind: 'cite', index }));
  const span: fc.Arbitrary<Span> = fc.oneof(
    anything.map((value): Span => ({ kind: 'text', text: value })),
    anything.map((value): Span => ({ kind: 'strong', text: value })),
    anything.map((value): Span => ({ kind: 'strike', text: value })),
    text.map((value): Span => ({ kind: 'quote', text: value })),
    cite,
    anything.map((value): Span => ({ kind: 'link', text: value, url: 'https://example.org/a' })),
    when.map((value): Span => ({ kind: 'date', when: value })),
  );
  const spans = fc.array(span, { maxLength: 8 });
  const short = fc.array(fc.oneof(cite, fc.constant<Span>({ kind: 'text', text: 'Somebody · ' })), {
    maxLength: 3,
  });
  const block: fc.Arbitrary<Block> = fc.oneof(
    anything.map((value): Block => ({ kind: 'heading', text: value })),
    spans.map((value): Block => ({ kind: 'paragraph', spans: value })),
    spans.map((value): Block => ({ kind: 'item', spans: value })),
    fc.tuple(anything, spans).map(([label, value]): Block => ({ kind: 'field', label, spans: value })),
    fc.tuple(fc.boolean(), spans, short).map(
      ([verbatim, value, attribution]): Block => ({
        kind: 'quotation',
        verbatim,
        spans: value,
        attribution,
      }),
    ),
    spans.map((value): Block => ({ kind: 'context', spans: value })),
  );
  const action: fc.Arbitrary<Action> = fc.oneof(
    fc
      .tuple(anything, anything)
      .map(
        ([label, words]): Action => ({ kind: 'ask', label, path: ['plan-point'], values: { point: words } }),
      ),
    anything.map((label): Action => ({ kind: 'open', label, url: 'https://example.org/a' })),
  );
  return fc
    .record({
      status: fc.constantFrom<Answer['status']>(
        'answered',
        'conflict',
        'not-found',
        'not-reported',
        'refused',
      ),
      headline: fc.array(span, { minLength: 1, maxLength: 3 }),
      blocks: fc.array(block, { maxLength: options.blocks ?? 8 }),
      titles: fc.array(fc.tuple(anything, when, fc.constantFrom(...SOURCE_QUALITIES)), {
        minLength: 12,
        maxLength: 12,
      }),
      actions: fc.array(action, { maxLength: 4 }),
      readAs: fc.option(anything, { nil: undefined }),
    })
    .map(
      ({ titles, readAs, ...rest }): Answer => ({
        ...rest,
        citations: titles.map(
          ([title, published, quality], at): Citation => ({
            index: at + 1,
            id: `source-${at + 1}`,
            publisher: `Publisher ${at + 1}`,
            title,
            published,
            quality,
            url: `https://example.org/${at + 1}`,
          }),
        ),
        records: [],
        asOf: '2025-11-26',
        command: 'plan-point',
        audience: 'default',
        ...(readAs === undefined ? {} : { readAs }),
      }),
    );
}
