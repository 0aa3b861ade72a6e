import { describe, expect, it } from 'vitest';
import { readFeed } from '../../../src/ingest/feeds/read-feed.ts';

const AT = 'https://feeds.example/news/feed.xml';
const rss = (items: string, channel = '') =>
  `<?xml version="1.0"?><rss version="2.0"${channel}><channel><title>News</title>${items}</channel></rss>`;
const atom = (entries: string, feed = '') =>
  `<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"${feed}><title>News</title><id>urn:x</id>${entries}</feed>`;
const titles = (text: string) => readFeed(text, AT).map(({ title }) => title);
const urls = (text: string) => readFeed(text, AT).map(({ url }) => url);

describe('the title of an item', () => {
  it.each([
    ['&lt;b&gt;Council&lt;/b&gt; &amp;amp; mayor: &amp;quot;no&amp;quot;', 'Council & mayor: "no"'],
    [
      '<![CDATA[Rat &amp; Tat &ndash; <i>einig</i> &#252;ber &#x201E;die&nbsp;Abgabe&ldquo;]]>',
      'Rat & Tat – einig über „die Abgabe“',
    ],
    ['AT&amp;T &lt;3 talks', 'AT&T <3 talks'],
    ['<![CDATA[A &unknown; &#0; &#xD800; &#9999999; word]]>', 'A &unknown; word'],
  ])('is what a reader sees of %s', (written, title) => {
    expect(titles(rss(`<item><title>${written}</title><link>https://a.example/1</link></item>`))).toEqual([
      title,
    ]);
  });

  it('is so in Atom and in a JSON Feed too', () => {
    expect(
      titles(
        atom(
          '<entry><id>urn:1</id><title type="html">Town &amp;amp; &lt;b&gt;quay&lt;/b&gt;</title></entry>',
        ),
      ),
    ).toEqual(['Town & quay']);
    const json = {
      version: 'https://jsonfeed.org/version/1.1',
      title: 'J',
      items: [{ id: '1', title: 'Town &amp; <b>quay</b>' }],
    };
    expect(titles(JSON.stringify(json))).toEqual(['Town & quay']);
  });
});

describe('a relative address', () => {
  it('is relative to the feed where nothing else is said', () => {
    expect(
      urls(
        rss('<item><title>a</title><link>/one</link></item><item><title>b</title><link>two</link></item>'),
      ),
    ).toEqual([...['https://feeds.example/one', 'https://feeds.example/news/two']]);
  });

  it('is relative to what its entry says, that to what the feed says, and that to the feed', () => {
    const entries =
      '<entry xml:base="deep/"><id>1</id><title>a</title><link href="one"/></entry><entry><id>2</id><title>b</title><link href="two"/></entry><entry xml:base="https://b.example/x/"><id>3</id><title>c</title><link href="three"/></entry>';
    expect(urls(atom(entries, ' xml:base="/base/"'))).toEqual([
      ...[
        'https://feeds.example/base/deep/one',
        'https://feeds.example/base/two',
        'https://b.example/x/three',
      ],
    ]);
    expect(
      urls(
        rss(
          '<item xml:base="i/"><title>a</title><link>one</link></item>',
          ' xml:base="https://c.example/q/"',
        ),
      ),
    ).toEqual(['https://c.example/q/i/one']);
    expect(
      urls(
        atom('<entry><id>1</id><title>a</title><link href="one"/></entry>', ' xml:base="not an address:"'),
      ),
    ).toEqual(['https://feeds.example/news/one']);
  });

  it('is none where it is no page’s', () => {
    expect(
      urls(
        atom(
          '<entry><id>1</id><title>a</title><link href="one"/></entry>',
          ' xml:base="javascript:alert(1)/"',
        ),
      ),
    ).toEqual(['']);
  });
});
