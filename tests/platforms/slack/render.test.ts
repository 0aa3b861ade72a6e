import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Answer, Citation } from '../../../src/answer/answer.ts';
import { date, quote, strike, strong, text } from '../../../src/answer/compose.ts';
import { blockSpans } from '../../../src/answer/fit.ts';
import { tenantId } from '../../../src/domain/schedule/tenant.ts';
import { createButtonCodec } from '../../../src/platforms/button-codec.ts';
import { presentAnswer, presentPages } from '../../../src/platforms/slack/render/paging.ts';
import { renderAnswer } from '../../../src/platforms/slack/render/render.ts';
import { arbitraryAnswer } from '../../answer/arbitrary-answer.ts';
import { violationsOfMessage } from '../../fakes/slack/payload-check.ts';
import { answer, SOURCE } from './desk.ts';
import { HOSTILE } from './hostile.ts';

const codec = createButtonCodec({ secret: 'secret', tenant: tenantId('T1'), maxLength: 2_000 });
const cite = { kind: 'cite', index: 1 } as const;

describe('renderAnswer', () => {
  it('shows a quotation in its marks, who said it below, and the sources with their kind', () => {
    expect(
      renderAnswer(
        answer({
          headline: [strong('The cap is 600'), cite],
          blocks: [
            {
              kind: 'quotation',
              verbatim: true,
              spans: [quote('not one more')],
              attribution: [
                text('Ana Lake, '),
                date({ precision: 'day', from: '2031-05-02', to: '2031-05-02' }),
                cite,
              ],
            },
          ],
          citations: [SOURCE],
        }),
      ),
    ).toEqual({
      text: 'The cap is 600. As of 20 May 2031.',
      blocks: [
        {
          type: 'rich_text',
          elements: [
            {
              type: 'rich_text_section',
              elements: [
                { type: 'text', text: 'The cap is 600', style: { bold: true } },
                { type: 'text', text: ' ', style: { bold: true } },
                { type: 'link', url: 'https://herald.example/draft?a=1&b=2', text: '[1]' },
              ],
            },
          ],
        },
        {
          type: 'rich_text',
          elements: [
            { type: 'rich_text_quote', elements: [{ type: 'text', text: '“not one more”' }] },
            {
              type: 'rich_text_section',
              elements: [
                { type: 'text', text: '— ' },
                { type: 'text', text: 'Ana Lake, ' },
                { type: 'text', text: '2 May 2031' },
                { type: 'text', text: ' ' },
                { type: 'link', url: 'https://herald.example/draft?a=1&b=2', text: '[1]' },
              ],
            },
          ],
        },
        {
          type: 'context',
          elements: [
            {
              type: 'mrkdwn',
              verbatim: true,
              text: '[1] <https://herald.example/draft?a=1&amp;b=2|Herald>, 1 May 2031, original: What the draft says',
            },
          ],
        },
        { type: 'context', elements: [{ type: 'mrkdwn', verbatim: true, text: 'As of 20 May 2031' }] },
      ],
    });
  });

  it('never puts reported speech in quotation marks', () => {
    const { blocks } = renderAnswer(
      answer({
        blocks: [{ kind: 'quotation', verbatim: false, spans: [quote('about so much')], attribution: [] }],
      }),
    );
    expect(blocks[1]).toEqual({
      type: 'rich_text',
      elements: [
        {
          type: 'rich_text_quote',
          elements: [
            { type: 'text', text: 'Reported, not verbatim: ' },
            { type: 'text', text: 'about so much', style: { italic: true } },
          ],
        },
      ],
    });
  });

  it('sets short values side by side and long ones below their label', () => {
    const long = 'a value of many words that needs the whole width of the message to be read at ease';
    const { blocks } = renderAnswer(
      answer({
        blocks: [
          { kind: 'field', label: 'Cap', spans: [text('600 persons'), cite] },
          { kind: 'field', label: 'Term', spans: [text('100 days')] },
          { kind: 'field', label: 'Words', spans: [text(long)] },
        ],
        citations: [SOURCE],
      }),
    );
    expect(blocks[1]).toEqual({
      type: 'section',
      fields: [
        { type: 'mrkdwn', verbatim: true, text: '*Cap*\n600 persons [1]' },
        { type: 'mrkdwn', verbatim: true, text: '*Term*\n100 days' },
      ],
    });
    expect(blocks[2]).toEqual({
      type: 'rich_text',
      elements: [
        {
          type: 'rich_text_section',
          elements: [
            { type: 'text', text: 'Words\n', style: { bold: true } },
            { type: 'text', text: long },
          ],
        },
      ],
    });
  });

  it('makes one list of consecutive items, with what was removed struck out', () => {
    const { blocks } = renderAnswer(
      answer({
        blocks: [
          { kind: 'heading', text: 'Changes' },
          { kind: 'item', spans: [strike('800'), text(' '), strong('600')] },
          { kind: 'item', spans: [text('no term')] },
        ],
      }),
    );
    expect(blocks[2]).toEqual({
      type: 'rich_text',
      elements: [
        {
          type: 'rich_text_list',
          style: 'bullet',
          elements: [
            {
              type: 'rich_text_section',
              elements: [
                { type: 'text', text: '800', style: { strike: true } },
                { type: 'text', text: ' ' },
                { type: 'text', text: '600', style: { bold: true } },
              ],
            },
            { type: 'rich_text_section', elements: [{ type: 'text', text: 'no term' }] },
          ],
        },
      ],
    });
  });

  it.each([
    ['conflict', 'Sources disagree · As of 20 May 2031'],
    ['not-found', 'Not in this briefing · As of 20 May 2031'],
    ['not-reported', 'No source reports it · As of 20 May 2031'],
    ['answered', 'As of 20 May 2031'],
  ] as const)('says in words that the status is %s', (status, words) => {
    const { blocks, text: fallback } = renderAnswer(answer({ status }));
    expect(blocks.at(-1)).toEqual({
      type: 'context',
      elements: [{ type: 'mrkdwn', verbatim: true, text: words }],
    });
    if (status !== 'answered') expect(fallback).toContain(`${words.split(' · ')[0]}.`);
  });

  it('ends its notification before the list of what comes nearest, which is in the message alone', () => {
    const headline = [strong('Nothing from Ana Lake on that in this briefing.'), text(' Nearest:')];
    expect(renderAnswer(answer({ status: 'not-found', headline })).text).toBe(
      'Nothing from Ana Lake on that in this briefing. Not in this briefing. As of 20 May 2031.',
    );
  });

  it('claims no date where it refuses, and says how a question was read', () => {
    expect(renderAnswer(answer({ status: 'refused' })).blocks).toHaveLength(1);
    expect(JSON.stringify(renderAnswer(answer({ readAs: '/point 6' })).blocks.at(-1))).toContain(
      'Read as /point 6',
    );
  });

  it('shows a picture with its alt text, or tells it in words', () => {
    const picture = { name: 'board.png', alt: 'A board of *five* tiles', png: async () => new Uint8Array() };
    expect(renderAnswer(answer({ picture }), { pictureFile: 'F1' }).blocks[1]).toEqual({
      type: 'image',
      slack_file: { id: 'F1' },
      alt_text: 'A board of *five* tiles',
    });
    expect(renderAnswer(answer({ picture })).blocks[1]).toEqual({
      type: 'context',
      elements: [{ type: 'mrkdwn', verbatim: true, text: 'Picture: A board of ∗five∗ tiles' }],
    });
  });
});

/** Every field of an answer holding the same words. */
function everywhere(words: string): Answer {
  const spans = [
    text(words),
    strong(words),
    strike(words),
    quote(words),
    { kind: 'link', text: words, url: 'https://honest.example/' } as const,
    cite,
  ];
  const citation: Citation = { ...SOURCE, publisher: words, title: words };
  return answer({
    headline: spans,
    blocks: [
      { kind: 'heading', text: words },
      { kind: 'paragraph', spans },
      { kind: 'item', spans },
      { kind: 'field', label: words, spans },
      { kind: 'field', label: words, spans: [text(words)] },
      { kind: 'field', label: words, spans: [strong(words)] },
      { kind: 'quotation', verbatim: true, spans, attribution: spans },
      { kind: 'quotation', verbatim: false, spans, attribution: spans },
      { kind: 'context', spans },
    ],
    citations: [citation],
    actions: [
      { kind: 'ask', label: words, path: ['point'], values: { number: words } },
      { kind: 'open', label: words, url: 'https://honest.example/' },
      { kind: 'open', label: words, url: words },
    ],
    readAs: words,
    picture: { name: words, alt: words, png: async () => new Uint8Array() },
  });
}

/** Strings Slack would parse: mrkdwn objects and the fallback. Everything else it takes literally. */
function parsedTexts(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(parsedTexts);
  if (typeof value !== 'object' || value === null) return [];
  const fields: Record<string, unknown> = { ...value };
  if (fields['type'] === 'mrkdwn') return [String(fields['text'])];
  return Object.values(fields).flatMap(parsedTexts);
}

function inlineElements(value: unknown): readonly Record<string, unknown>[] {
  if (Array.isArray(value)) return value.flatMap(inlineElements);
  if (typeof value !== 'object' || value === null) return [];
  const fields: Record<string, unknown> = { ...value };
  return [fields, ...Object.values(fields).flatMap(inlineElements)];
}

describe('hostile text', () => {
  it('has at least forty cases', () => {
    expect(new Set(HOSTILE).size).toBeGreaterThanOrEqual(40);
  });

  it.each(HOSTILE.map((words) => [words.slice(0, 40), words]))(
    '%j mentions nobody and links nowhere of its own',
    (_, words) => {
      for (const message of presentAnswer(everywhere(words), {
        codec,
        line: '/x',
        page: 0,
        share: true,
        notes: [`Shared by ${words}`],
      })) {
        expect(
          violationsOfMessage({ ...message, unfurl_links: false, unfurl_media: false }, 'response'),
        ).toEqual([]);
        for (const parsed of [message.text, ...parsedTexts(message.blocks)]) {
          const live = [...parsed.matchAll(/<([^<>]*)>/g)].map((match) => match[1] ?? '');
          for (const token of live) expect(token).toMatch(/^https:\/\/(honest|herald)\.example\//);
          expect(parsed.replace(/<https:\/\/(honest|herald)\.example\/[^<>]*>/g, '')).not.toMatch(
            /[<>]|:\/\/|[@#][\p{L}\p{N}]/u,
          );
          expect(parsed).not.toMatch(/:[a-z0-9_+-]+:/i);
          // Format characters only where the renderer put them: around a label or removed words.
          expect(parsed.replace(/^\*[^*]*\*\n/, '').replace(/~[^~]*~/g, '')).not.toMatch(/[*_`~]/);
        }
        for (const element of inlineElements(message.blocks)) {
          expect([
            'user',
            'usergroup',
            'channel',
            'broadcast',
            'emoji',
            'date',
            'color',
            'team',
          ]).not.toContain(element['type']);
          if (element['type'] === 'link') {
            expect(String(element['url'])).toMatch(/^https:\/\/(honest|herald)\.example\//);
            expect(String(element['text'])).not.toMatch(/evil|bank/i);
          }
          if (element['type'] === 'button' && 'url' in element)
            expect(String(element['url'])).toMatch(/^https?:\/\/[^|<>]+$/);
        }
      }
    },
  );
});

describe('any answer', () => {
  it('fits Slack on every page', () => {
    fc.assert(
      fc.property(arbitraryAnswer({ blocks: 30 }), (given) => {
        for (const message of presentPages(given, { codec }))
          expect(
            violationsOfMessage({ ...message, unfurl_links: false, unfurl_media: false }, 'response'),
          ).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  it('keeps every exact word of every quotation over all pages', () => {
    fc.assert(
      fc.property(arbitraryAnswer({ clean: true, blocks: 40 }), (given) => {
        const shown = presentPages(given, { codec })
          .map((message) => literalText(message.blocks))
          .join('\n');
        for (const span of given.blocks.flatMap(blockSpans))
          if (span.kind === 'quote')
            for (const word of span.text.split(' ')) expect(shown).toContain(word.replace(/\p{Cc}/gu, ''));
      }),
      { numRuns: 60 },
    );
  });

  it('fits where it is the longest possible: a thousand paragraphs, one of them without end, and a word without a space', () => {
    const given = answer({
      headline: [text('word '.repeat(400))],
      blocks: [
        ...Array.from({ length: 1_000 }, () => ({
          kind: 'paragraph' as const,
          spans: [text('so many words '.repeat(12)), cite],
        })),
        { kind: 'paragraph', spans: [text('and on '.repeat(8_000))] },
        {
          kind: 'quotation',
          verbatim: true,
          spans: [quote('w'.repeat(30_000))],
          attribution: [text('Somebody'), cite],
        },
        { kind: 'context', spans: [text('small '.repeat(3_000))] },
      ],
      citations: Array.from({ length: 40 }, (_, at) => ({
        ...SOURCE,
        index: at + 1,
        title: 't'.repeat(500),
        url: `https://herald.example/${'p'.repeat(1_400)}`,
      })),
      actions: Array.from({ length: 30 }, (_, at) => ({
        kind: 'ask' as const,
        label: 'l'.repeat(100),
        path: ['point'],
        values: { number: `${at}` },
      })),
      picture: { name: 'board.png', alt: 'a'.repeat(5_000), png: async () => new Uint8Array() },
    });
    const pages = presentPages(given, { codec });
    expect(pages.length).toBeGreaterThan(10);
    for (const message of pages)
      expect(
        violationsOfMessage({ ...message, unfurl_links: false, unfurl_media: false }, 'response'),
      ).toEqual([]);
  });

  it('numbers its pages for those who read it, and not in the sentence that a notification shows', () => {
    const given = answer({
      blocks: Array.from({ length: 90 }, () => ({ kind: 'paragraph', spans: [text('words')] })),
    });
    for (const message of presentPages(given, { codec })) {
      expect(JSON.stringify(message.blocks)).toMatch(/Page \d of \d/);
      expect(message.text).not.toContain('Page');
    }
  });

  it('is sent page after page where no button could carry the question', () => {
    const given = answer({
      blocks: Array.from({ length: 90 }, () => ({ kind: 'paragraph', spans: [text('words')] })),
    });
    const showing = { codec, page: 0, share: true };
    expect(presentAnswer(given, { ...showing, line: '/long' })).toHaveLength(1);
    expect(presentAnswer(given, { ...showing, line: `/long ${'x'.repeat(2_000)}` }).length).toBeGreaterThan(
      1,
    );
  });
});

function literalText(value: unknown): string {
  return inlineElements(value)
    .map((element) => (typeof element['text'] === 'string' ? element['text'] : ''))
    .join('\n')
    .replaceAll('&amp;', '&')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>');
}
