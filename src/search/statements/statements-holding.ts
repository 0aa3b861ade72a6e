import type { Briefing } from '../../domain/briefing.ts';
import { lookupOf } from '../../domain/lookups/lookup.ts';
import type { Statement } from '../../domain/statement.ts';
import { latestDay } from '../../domain/when.ts';
import { phraseWords } from '../names/topics.ts';
import { stem } from '../text/stem.ts';
import type { QuoteIndex } from './quote-index.ts';

export interface Holding {
  /** The first of them: those with the words in their exact words, then in what they are reported to mean, then in how a source prints them; each newest first. */
  readonly statements: readonly Statement[];
  /** How many there are. */
  readonly total: number;
}

/** Statements that hold every one of these words, whatever their endings; by the index's lists, so that none is read for it. */
export function statementsHolding(
  words: readonly string[],
  { briefing, index }: { readonly briefing: Briefing; readonly index: QuoteIndex },
  { admits, limit }: { readonly admits: (id: string) => boolean; readonly limit: number },
): Holding {
  const lookup = lookupOf(briefing);
  const asked = [...new Set(words.map(stem))];
  const figures = words.some((word) => /\d/.test(word));
  const best: Held[] = [];
  let total = 0;
  let last: { readonly id: string; readonly statement: Statement | null } = { id: '', statement: null };
  let counted = '';
  index.eachHolding(words, (id, wording) => {
    if (id !== last.id) {
      last = { id, statement: admits(id) ? (lookup.statement(id) ?? null) : null };
    }
    const { statement } = last;
    if (statement === null) return;
    const place = placeOf(wording, statement);
    if (place === null || (figures && !holds(wording, asked))) return;
    // The wordings of a statement follow each other.
    if (counted !== id) total += 1;
    counted = id;
    take({ statement, place, day: latestDay(statement.date) }, best, limit);
  });
  return { statements: best.map(({ statement }) => statement), total };
}

interface Held {
  readonly statement: Statement;
  /** 0 exact words, 1 what is meant, 2 as printed. */
  readonly place: number;
  readonly day: string;
}

/** Puts it where it belongs among the best; a statement that is there already stays by its better wording. */
function take(held: Held, best: Held[], limit: number): void {
  const twin = best.findIndex(({ statement }) => statement === held.statement);
  if (twin >= 0) {
    if ((best[twin]?.place ?? 0) <= held.place) return;
    best.splice(twin, 1);
  }
  const worst = best.at(-1);
  if (best.length === limit && worst !== undefined && !isBefore(held, worst)) return;
  const at = best.findIndex((other) => isBefore(held, other));
  best.splice(at < 0 ? best.length : at, 0, held);
  if (best.length > limit) best.pop();
}

function isBefore(one: Held, other: Held): boolean {
  return one.place < other.place || (one.place === other.place && one.day > other.day);
}

/** Null where the statement, as known on its day, has no such wording. */
function placeOf(wording: string, { words, likely, gist, sources }: Statement): number | null {
  if (wording === words) return 0;
  if (wording === gist || wording === likely?.words) return 1;
  return sources.some((printing) => printing.words === wording) ? 2 : null;
}

function holds(wording: string, asked: readonly string[]): boolean {
  const stems = new Set(phraseWords(wording).map(stem));
  return asked.every((one) => stems.has(one));
}
