import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fitTrees } from '../../../bench/quotes/trees.ts';
import { certaintyOf } from '../../../src/ingest/quotes/attribution/certainty.ts';
import { firstLook } from '../../../src/ingest/quotes/attribution/first-look.ts';
import { MODEL } from '../../../src/ingest/quotes/attribution/model.ts';
import { endOf, grown, oddsToShare } from '../../../src/ingest/quotes/attribution/trees.ts';
import { findQuotes } from '../../../src/ingest/quotes/find-quotes.ts';
import { readArticle } from '../../../src/ingest/quotes/reading/article.ts';

const TREE = [0, 5, 1, 2, 1, 8, -1, -2, 3, 4];

test('a tree adds what stands at the end that a row comes to, a bound belonging to the lower side', () => {
  expect(endOf(TREE, [5, 2])).toBe(6);
  expect(endOf(TREE, [5, 2.5])).toBe(7);
  expect(endOf(TREE, [6, 8])).toBe(8);
  expect(endOf(TREE, [6, 9])).toBe(9);
  expect(grown([TREE, TREE], [6, 9], 0.5)).toBe(8.5);
});

test('trees learn what only two features together tell, and the same from the same seed', () => {
  const examples = Array.from({ length: 800 }, (_, i) => {
    const row = [i % 2, Math.floor(i / 2) % 2, i % 7];
    return { row, right: row[0] === row[1] || i % 5 === 0, weight: 1 };
  });
  const { base, trees } = fitTrees(examples, 3);
  const share = (a: number, b: number) => oddsToShare(grown(trees, [a, b, 3], base));
  expect(Math.min(share(0, 0), share(1, 1))).toBeGreaterThan(0.8);
  expect(Math.max(share(0, 1), share(1, 0))).toBeLessThan(0.5);
  expect(fitTrees(examples, 3)).toEqual({ base, trees });
});

test('the row has a number for every feature that the trees ask for', () => {
  const article = readArticle(
    'Anna Keller arrived. "We came to talk," she said. "Nobody listened to us." Tom Hale called it “an old story”.\n\n"Stay," they said. “The road is closed”',
  );
  const looks = firstLook(article, MODEL);
  expect(looks.length).toBeGreaterThan(3);
  const asked = Math.max(...MODEL.certainty.trees.flatMap(([a = 0, , b = 0, , c = 0]) => [a, b, c]));
  looks.forEach((look, at) => {
    if (look.plain) return;
    const row = certaintyOf(article, looks, at);
    expect(row.every(Number.isFinite)).toBe(true);
    expect(row.length).toBeGreaterThan(asked);
  });
});

test('whoever is named beside the verb is surer than one of two whom a pronoun may mean', () => {
  const named = findQuotes('Tom Hale met Mark Lund. "The bridge will not be built," Hale said.');
  const meant = findQuotes(
    'Tom Hale met Mark Lund. Lund had asked Hale about the bridge. "It will not be built," he said.',
  );
  expect(named[0]?.confidence).toBeGreaterThan(0.9);
  expect(meant[0]?.confidence).toBeLessThan(named[0]?.confidence ?? 0);
});

test('confidence lies between 0 and 1 whatever stands around a quotation', () => {
  const piece = fc.constantFrom(
    'Anna Keller ',
    'he ',
    'said ',
    '"',
    '“',
    '”',
    ', ',
    '. ',
    '\n\n',
    'told us ',
    '— ',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      for (const { confidence } of findQuotes(pieces.join(''))) {
        expect(confidence).toBeGreaterThanOrEqual(0);
        expect(confidence).toBeLessThanOrEqual(1);
      }
    }),
    { numRuns: 60 },
  );
});
