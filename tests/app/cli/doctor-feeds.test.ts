import { expect, it } from 'vitest';
import { examineFeeds } from '../../../src/app/cli/doctor-feeds.ts';

const feed = (url: string, story = 'lake') => ({ url, story, everyMs: 60_000 });

it('says how many feeds are watched, and nothing where none is', () => {
  expect(examineFeeds([], ['lake'], [])).toEqual([]);
  expect(examineFeeds([feed('https://news.example/rss')], ['lake'], [])).toMatchObject([
    { state: 'ok', says: expect.stringMatching(/^1 feed watched/) },
  ]);
});

it('says of each feed what is wrong with its story and its address', () => {
  const feeds = [
    feed('https://news.example/rss', 'sea'),
    feed('http://10.0.0.1/rss'),
    feed('http://a.example:8080/'),
  ];
  expect(examineFeeds(feeds, ['lake', 'shore'], []).map(({ state, says }) => `${state}: ${says}`)).toEqual([
    'wrong: feeds: the story "sea" of https://news.example/rss is not one of lake, shore.',
    expect.stringMatching(/^wrong: 10\.0\.0\.1 is not fetched: it is a private address/),
    expect.stringMatching(/^wrong: a\.example:8080 is not fetched: port 8080/),
  ]);
  expect(examineFeeds([feed('http://10.0.0.1:80/rss')], ['lake'], ['10.0.0.1:80'])).toMatchObject([
    { state: 'ok' },
  ]);
});
