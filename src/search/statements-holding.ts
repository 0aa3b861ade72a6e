import type { Statement } from '../domain/statement.ts';
import { latestDay } from '../domain/when.ts';
import { stem } from './stem.ts';
import { phraseWords } from './topics.ts';

/**
 * Statements that hold every one of these words, whatever their endings: those with them in their exact words first, then
 * in what they are reported to mean, then in how a source prints them; each newest first.
 */
export function statementsHolding(
  words: readonly string[],
  statements: readonly Statement[],
): readonly Statement[] {
  const stems = words.map(stem);
  return statements
    .flatMap((statement) => {
      const place = placeOf(stems, statement);
      return place === null ? [] : [{ statement, place }];
    })
    .sort(
      (a, b) => a.place - b.place || latestDay(b.statement.date).localeCompare(latestDay(a.statement.date)),
    )
    .map(({ statement }) => statement);
}

function placeOf(stems: readonly string[], statement: Statement): number | null {
  const { words, likely, gist, sources } = statement;
  if (holds(words, stems)) return 0;
  if (holds(likely?.words, stems) || holds(gist, stems)) return 1;
  return sources.some((printing) => holds(printing.words, stems)) ? 2 : null;
}

function holds(text: string | undefined, stems: readonly string[]): boolean {
  if (text === undefined) return false;
  const held = new Set(phraseWords(text).map(stem));
  return stems.every((word) => held.has(word));
}
