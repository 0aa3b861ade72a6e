import { oncePerRecord } from '../../domain/lookups/once-per-record.ts';
import type { Reading } from '../../domain/provision.ts';
import type { Text } from '../../domain/text.ts';
import { labelOf, labelsOf, partWord, plural } from '../../domain/words/labels.ts';
import { inSeries } from '../phrases.ts';

/** "point 6", "articles 3 and 16": by the word the text has for them. */
export function pointWords(points: readonly (number | string)[], of: Text | undefined): string {
  const word = partWord(of);
  return `${points.length === 1 ? word : plural(word)} ${inSeries(points.map(String))}`;
}

/** Where a reading stands in its text, in the text's own words: "article 6.1 and part II"; empty where it has no number. */
export function labelWords(reading: Labelled, of: Text | undefined): string {
  return of === undefined ? wordsOf(reading, of) : wordsIn(of)(reading);
}

type Labelled = Pick<Reading, 'points' | 'labels'>;

/** Told with every line of a reading. */
const wordsIn = oncePerRecord((of: Text) => oncePerRecord((reading: Labelled) => wordsOf(reading, of)));

function wordsOf(reading: Labelled, of: Text | undefined): string {
  const labels = labelsOf(reading).map((printed) => labelOf(printed, of ?? {}));
  const byWord = [...Map.groupBy(labels, ({ word }) => word ?? partWord(of))];
  return inSeries(
    byWord.map(
      ([word, own]) => `${own.length === 1 ? word : plural(word)} ${inSeries(own.map((label) => label.own))}`,
    ),
  );
}
