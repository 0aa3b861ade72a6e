import { describe, expect, it } from 'vitest';
import { addRead } from '../../../src/ingest/add/add-article.ts';
import { briefing } from '../../fixtures/briefing.ts';

const text = 'The talks go on tomorrow, officials from both sides have said.';

/** The source of a page that was found at one address and calls another its own. */
function sourceOf(found: string, own: string) {
  const article = { url: own, publisher: 'P', text, blocks: [], credits: [], problems: [] };
  const read = { kind: 'article', article, url: found, bytes: Buffer.from(text), problems: [] } as const;
  const context = {
    briefing: briefing(),
    known: [],
    today: '2034-12-14',
    rules: { allow: [], timeoutMs: 1 },
  };
  return addRead(read, context).added.source;
}

describe('a page that calls another address its own', () => {
  it('is a copy of what is there where that is another site', () => {
    expect(sourceOf('https://copy.example/a', 'https://first.example/a')).toMatchObject({
      ...{ url: 'https://copy.example/a', quality: 'repost', origin: 'https://first.example/a' },
    });
  });

  it.each([
    ['https://www.daily.co.uk/a?utm_source=x', 'https://www.daily.com/a'],
    ['https://m.daily.example/a', 'https://daily.example/a'],
    ['http://127.0.0.1:8080/a', 'https://daily.example/a'],
  ])('is at that address where %s is the same site', (found, own) => {
    expect(sourceOf(found, own)).toMatchObject({ url: own, quality: 'original' });
    expect(sourceOf(found, own)).not.toHaveProperty('origin');
  });
});
