import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Answer, Block, Citation, Span } from '../../../../src/answer/answer.ts';
import { tenantId } from '../../../../src/domain/schedule/tenant.ts';
import { parseWhen } from '../../../../src/domain/when.ts';
import { createButtonCodec } from '../../../../src/platforms/button-codec.ts';
import { messageOf } from '../../../../src/platforms/discord/render/message.ts';
import { pagesOf } from '../../../../src/platforms/discord/render/paging.ts';
import { everyText, type MessageBody } from '../../../../src/platforms/discord/render/payload.ts';
import { renderPage } from '../../../../src/platforms/discord/render/render.ts';
import { messageViolations } from '../../../fakes/discord/payload-rules.ts';
import { longBlocks, reply, source } from '../desk.ts';
import { HOSTILE } from '../hostile-texts.ts';
import { type Live, liveIn } from '../live-markup.ts';
import { cite, quote, strike, strong, text } from '../spans.ts';

const codec = createButtonCodec({ secret: 's', tenant: tenantId('300000000000000001'), maxLength: 100 });
const when = parseWhen('2025-11-25') ?? { precision: 'undated', from: null, to: null };

function bodyOf(answer: Answer, more: Partial<Parameters<typeof messageOf>[0]> = {}): MessageBody {
  const message = messageOf({
    answer,
    asked: '/echo x',
    page: 0,
    codec,
    commands: [],
    visibility: 'private',
    asker: '500000000000000001',
    ...more,
  });
  if (message.picture === null) return message.body;
  return {
    ...message.body,
    attachments: [{ id: '0', filename: 'board.png', description: message.picture.alt }],
  };
}

function textsOf(answer: Answer, more: Partial<Parameters<typeof messageOf>[0]> = {}): string {
  return everyText(bodyOf(answer, more).components).join('\n');
}

/** Every place a text from outside can come to stand. */
const PLACES: Readonly<Record<string, (words: string) => Partial<Answer>>> = {
  'headline text': (words) => ({ headline: [text(words)] }),
  'headline strong': (words) => ({ headline: [strong(words)] }),
  'headline strike': (words) => ({ headline: [strike(words)] }),
  'headline quote': (words) => ({ headline: [quote(words)] }),
  'text before a cite': (words) => ({ headline: [text(words), cite(1), text(`(${words}`)] }),
  'neighbouring strong words': (words) => ({
    headline: [strong('a'), strong(words), strike(words), strong('b')],
  }),
  heading: (words) => ({ blocks: [{ kind: 'heading', text: words }] }),
  paragraph: (words) => ({ blocks: [{ kind: 'paragraph', spans: [text(words)] }] }),
  item: (words) => ({ blocks: [{ kind: 'item', spans: [text(words), strong('x')] }] }),
  'field label': (words) => ({ blocks: [{ kind: 'field', label: words, spans: [text('x')] }] }),
  'field value': (words) => ({ blocks: [{ kind: 'field', label: 'x', spans: [text(words)] }] }),
  'quoted words': (words) => ({
    blocks: [{ kind: 'quotation', verbatim: true, spans: [quote(words)], attribution: [text('x')] }],
  }),
  'reported words': (words) => ({
    blocks: [{ kind: 'quotation', verbatim: false, spans: [text(words)], attribution: [text('x')] }],
  }),
  attribution: (words) => ({
    blocks: [{ kind: 'quotation', verbatim: true, spans: [quote('x')], attribution: [text(words)] }],
  }),
  'small print': (words) => ({ blocks: [{ kind: 'context', spans: [text(words)] }] }),
  'date reason': (words) => ({ headline: [{ kind: 'date', when: { ...when, inferred: words } }] }),
  'source publisher': (words) => ({ citations: [source(1, { publisher: words })] }),
  'source title': (words) => ({ citations: [source(1, { title: words })] }),
  'what was read': (words) => ({ readAs: words }),
  'as of': (words) => ({ asOf: words }),
};

/** A benign word that is shown as it is. */
const BENIGN = 'word';

describe('text from outside', () => {
  for (const [place, answer] of Object.entries(PLACES)) {
    it(`stays literal as ${place}: nothing new is live`, () => {
      const expected = structureOf(textsOf(reply('echo', answer(BENIGN))));
      for (const words of HOSTILE) {
        const rendered = textsOf(reply('echo', answer(words)));
        // Empty words have no format of their own.
        if (words.trim() === '') continue;
        const live = liveIn(rendered);
        expect(
          live.filter(({ kind }) => kind === 'mention'),
          words,
        ).toEqual([]);
        expect(linksOf(live), `${place}: ${JSON.stringify(words)}`).toEqual([
          'https://paper1.example/story?id=1',
        ]);
        expect(structureOf(rendered), `${place}: ${JSON.stringify(words)}`).toEqual(expected);
      }
    });
  }

  it('stays literal in the name of who shares and in the question a message carries', () => {
    const long = (words: string) => ({ asked: `/echo ${words} ${'x'.repeat(120)}`, sharedBy: words });
    const expected = structureOf(textsOf(reply('echo'), long(BENIGN)));
    for (const words of HOSTILE) {
      if (words.trim() === '') continue;
      const rendered = textsOf(reply('echo'), long(words));
      expect(structureOf(rendered), words).toEqual(expected);
      expect(liveIn(rendered).filter(({ kind }) => kind === 'mention')).toEqual([]);
    }
  });

  it('never makes a link label look like another host', () => {
    const labels = [
      'bank.com',
      'https://bank.com',
      'www.bank.com/login',
      'ｂａｎｋ.com',
      'bank。com',
      'Bank.Com news',
      ...HOSTILE,
    ];
    for (const label of labels) {
      const rendered = textsOf(
        reply('echo', { headline: [{ kind: 'link', text: label, url: 'https://evil.example/x' }] }),
      );
      for (const live of liveIn(rendered)) {
        if (live.kind !== 'link' || !live.url.startsWith('https://evil.example')) continue;
        expect(live.label?.normalize('NFKC').toLowerCase(), label).not.toMatch(/bank\W?\\?[.。]?com|:\/\//);
      }
      expect(linksOf(liveIn(rendered)).filter((url) => url.startsWith('https://evil'))).toEqual([
        'https://evil.example/x',
      ]);
    }
  });

  it('links only to plain web addresses', () => {
    const bad = [
      'javascript:alert(1)',
      'data:text/html,x',
      'https://bank.com@evil.example/',
      'ftp://evil.example',
      'https://[::1]/',
      'not an address',
      '',
      `https://evil.example/${'a'.repeat(5000)}`,
    ];
    for (const url of bad) {
      const rendered = textsOf(
        reply('echo', { headline: [{ kind: 'link', text: 'here', url }], citations: [source(1, { url })] }),
      );
      expect(linksOf(liveIn(rendered)), url).toEqual([]);
      expect(rendered).toContain('here');
    }
  });

  it('cannot end a link from inside its address', () => {
    for (const words of HOSTILE) {
      const url = `https://paper.example/${words}`;
      const rendered = textsOf(reply('echo', { citations: [source(1, { url })] }));
      const live = liveIn(rendered);
      expect(live.filter(({ kind }) => kind === 'mention')).toEqual([]);
      expect(
        linksOf(live).every((link) => link.startsWith('https://paper.example/')),
        words,
      ).toBe(true);
      expect(linksOf(live).length).toBeLessThanOrEqual(1);
    }
  });

  it('never breaks a limit with labels, pictures and actions', () => {
    for (const words of HOSTILE) {
      const answer = reply('echo', {
        actions: [
          { kind: 'ask', label: words, path: ['echo'], values: { words } },
          { kind: 'ask', label: words, path: ['echo'], values: { words } },
          { kind: 'open', label: words, url: `https://paper.example/${words}` },
        ],
        picture: { name: words, alt: words, png: async () => new Uint8Array() },
      });
      const message = messageOf({
        answer,
        asked: words,
        page: 0,
        codec,
        commands: [],
        visibility: 'private',
        asker: '1',
      });
      const gallery = JSON.stringify(message.body.components).match(/attachment:\/\/([\w.-]+)/)?.[1] ?? '';
      const body = { ...message.body, attachments: [{ id: '0', filename: gallery, description: 'x' }] };
      expect(messageViolations(body, words)).toEqual([]);
    }
  });
});

function linksOf(live: readonly Live[]): readonly string[] {
  return live.flatMap((one) => (one.kind === 'link' ? [one.url] : []));
}

/** Everything live but the words in it. */
function structureOf(rendered: string): readonly string[] {
  return liveIn(rendered).map((live) =>
    live.kind === 'link'
      ? 'link'
      : live.kind === 'mention'
        ? `mention ${live.text}`
        : `${live.kind} ${live.mark}`,
  );
}

describe('the longest answers', () => {
  const words = fc.oneof(
    fc.string({ maxLength: 200 }),
    fc.constantFrom(...HOSTILE),
    fc.constantFrom(
      'x'.repeat(5000),
      '@'.repeat(4000),
      '*'.repeat(3000),
      'word '.repeat(1500),
      '[('.repeat(900),
    ),
  );
  const span: fc.Arbitrary<Span> = fc.oneof(
    words.map(text),
    words.map(strong),
    words.map(strike),
    words.map(quote),
    fc.integer({ min: 1, max: 40 }).map(cite),
    fc.record({ kind: fc.constant('link' as const), text: words, url: fc.oneof(fc.webUrl(), words) }),
    fc.constant<Span>({ kind: 'date', when }),
  );
  const spans = fc.array(span, { maxLength: 30 });
  const block: fc.Arbitrary<Block> = fc.oneof(
    words.map((said): Block => ({ kind: 'heading', text: said })),
    spans.map((said): Block => ({ kind: 'paragraph', spans: said })),
    spans.map((said): Block => ({ kind: 'item', spans: said })),
    fc.tuple(words, spans).map(([label, said]): Block => ({ kind: 'field', label, spans: said })),
    fc
      .tuple(fc.boolean(), spans, spans)
      .map(
        ([verbatim, said, attribution]): Block => ({ kind: 'quotation', verbatim, spans: said, attribution }),
      ),
    spans.map((said): Block => ({ kind: 'context', spans: said })),
  );
  const citation: fc.Arbitrary<Citation> = fc
    .tuple(fc.integer({ min: 1, max: 40 }), words, words, fc.oneof(fc.webUrl(), words))
    .map(([index, publisher, title, url]) => source(index, { publisher, title, url }));
  const answer: fc.Arbitrary<Answer> = fc
    .record({
      headline: spans,
      blocks: fc.array(block, { maxLength: 30 }),
      citations: fc.uniqueArray(citation, { maxLength: 40, selector: ({ index }) => index }),
      actions: fc.array(
        fc.oneof(
          fc.record({
            kind: fc.constant('ask' as const),
            label: words,
            path: fc.constant(['echo']),
            values: fc.record({ words }),
          }),
          fc.record({ kind: fc.constant('open' as const), label: words, url: fc.oneof(fc.webUrl(), words) }),
        ),
        { maxLength: 20 },
      ),
    })
    .map((more) => reply('echo', more));

  it('keep every limit on every page, whatever they hold', () => {
    fc.assert(
      fc.property(answer, words, words, (long, asked, sharedBy) => {
        const pages = pagesOf(long).length;
        for (const page of [0, 1, Math.floor(pages / 2), pages - 1]) {
          const message = messageOf({
            answer: long,
            asked,
            page,
            codec,
            commands: [],
            visibility: 'public',
            asker: '500000000000000001',
            sharedBy,
          });
          expect(messageViolations(message.body, `page ${page}`)).toEqual([]);
          expect(
            liveIn(everyText(message.body.components).join('\n')).filter(({ kind }) => kind === 'mention'),
          ).toEqual([]);
        }
      }),
      { numRuns: 25, seed: 4 },
    );
  }, 60_000);

  it('lose no quotation and no cited source', () => {
    const blocks = longBlocks(60).map(
      (one, at): Block =>
        one.kind === 'quotation' ? { ...one, attribution: [text('x '), cite(at + 1)] } : one,
    );
    const long = reply('long', { blocks, citations: Array.from({ length: 60 }, (_, at) => source(at + 1)) });
    const pages = pagesOf(long).map((page, at) =>
      everyText([renderPage(page, { number: at + 1, count: 9 })]).join('\n'),
    );
    expect(pages.length).toBeGreaterThan(2);
    for (let at = 1; at <= 60; at += 1) {
      const page = pages.find(
        (one) => one.includes(`Statement number ${at}\\:`) || one.includes(`Statement number ${at}:`),
      );
      expect(page).toContain(
        `${at}\\. [Paper ${at}: What was said, part ${at}](<https://paper${at}.example/story?id=${at}>)`,
      );
    }
  });
});

describe('a rendered answer', () => {
  const full: Answer = reply('who-said', {
    status: 'conflict',
    headline: [strong('Jane Doe'), text(' said it, '), { kind: 'date', when }, text(' '), cite(1)],
    blocks: [
      {
        kind: 'quotation',
        verbatim: true,
        spans: [quote('We will hold a vote.')],
        attribution: [text('Jane Doe, minister · at the desk '), cite(1)],
      },
      {
        kind: 'quotation',
        verbatim: false,
        spans: [text('A vote would be held')],
        attribution: [text('John Roe '), cite(2)],
      },
      { kind: 'heading', text: 'As printed' },
      { kind: 'item', spans: [text('Paper 1: '), quote('a vote'), text(' '), cite(1)] },
      {
        kind: 'item',
        spans: [text('see '), { kind: 'link', text: 'the page', url: 'https://paper2.example/a_(b)' }],
      },
      { kind: 'field', label: '28-point', spans: [strike('600,000'), text(' '), strong('800,000')] },
      { kind: 'context', spans: [text('Only reposts carry this.')] },
      { kind: 'paragraph', spans: [text('And so on.')] },
    ],
    citations: [source(1), source(2, { quality: 'machine-reworded', title: 'A *copy*' })],
    actions: [
      { kind: 'ask', label: 'All from Jane', path: ['who-said'], values: { speaker: 'Jane' } },
      { kind: 'open', label: 'Paper 1', url: 'https://paper1.example/story' },
    ],
    readAs: '/who-said vote',
    picture: { name: 'board', alt: 'A board', png: async () => new Uint8Array() },
  });

  it('reads as one container: status, headline, blocks, picture, sources, as of, buttons', () => {
    expect(bodyOf(full)).toMatchSnapshot();
    expect(messageViolations(bodyOf(full), 'full')).toEqual([]);
  });

  it.each(['answered', 'conflict', 'not-found', 'not-reported', 'refused'] as const)(
    'says its status %s in words as well as in colour',
    (status) => {
      const body = bodyOf(reply('echo', { status, citations: [], headline: [text('Nothing.')] }));
      expect(body).toMatchSnapshot();
    },
  );

  it('puts quotation marks around exact words only', () => {
    const rendered = textsOf(full);
    expect(rendered).toContain('> “We will hold a vote.”\n> — Jane Doe');
    expect(rendered).toContain('> *Reported, not verbatim:* A vote would be held');
    expect(rendered).not.toContain('“A vote');
  });
});
