import type { Briefing } from '../../domain/briefing.ts';
import { withoutUndefined } from '../../domain/mapping.ts';
import type { Statement } from '../../domain/statement.ts';
import type { CorpusParts } from './index/corpus.ts';
import {
  buildQuoteIndex,
  type IndexedStatement,
  type QuoteIndex,
  restoringQuoteIndex,
} from './quote-index.ts';

/** The who-said index over a briefing's statements, by statement id. `threshold` is the least probability that is claimed. */
export function indexStatements(briefing: Briefing, threshold?: number): QuoteIndex {
  return buildQuoteIndex(briefing.statements.map(indexed), withoutUndefined({ threshold }));
}

/** The same index made of what another thread built over this briefing's statements (`parts` of its index), in steps. */
export function restoringStatements(
  briefing: Briefing,
  parts: CorpusParts,
  threshold?: number,
): Generator<void, QuoteIndex> {
  return restoringQuoteIndex(eachIndexed(briefing.statements), parts, withoutUndefined({ threshold }));
}

function* eachIndexed(statements: readonly Statement[]): Generator<IndexedStatement> {
  for (const statement of statements) yield indexed(statement);
}

function indexed(statement: Statement): IndexedStatement {
  const [text = statement.gist, ...alternates] = wordings(statement);
  return { id: statement.id, speaker: statement.speaker, text, alternates };
}

/**
 * Every wording somebody may remember a statement by, the clearest first: exact words, the probable original, each
 * source's printing, and what was said in our words.
 */
export function wordings(statement: Statement): readonly string[] {
  const all = [
    statement.words,
    statement.likely?.words,
    ...statement.sources.map((printing) => printing.words),
    statement.gist,
  ];
  return [...new Set(all.filter((words) => words !== undefined))];
}
