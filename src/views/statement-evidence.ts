import type { Block, Span } from '../answer/answer.ts';
import { type Citer, quote, strike, strong, text } from '../answer/compose.ts';
import { qualityWords } from '../answer/provenance.ts';
import { translationMark } from '../answer/words/translation.ts';
import type { Briefing } from '../domain/briefing.ts';
import { lookupOf } from '../domain/lookups/lookup.ts';
import type { Printing, Statement } from '../domain/statement.ts';
import type { QuoteIndex } from '../search/statements/quote-index.ts';
import { isVerbatim } from './statement.ts';

/** Which of the asked words the statement has, and which it has not; nothing where every word is there as asked. */
export function matchBlock(
  words: string,
  statement: Statement,
  context: { readonly index: QuoteIndex },
): readonly Block[] {
  const explained = context.index.explain(words, statement.id);
  if (explained === undefined || explained.question.every((word) => word.agreement === 'exact')) return [];
  const typed = (word: { readonly start: number; readonly end: number }) => words.slice(word.start, word.end);
  const exact = explained.question.filter((word) => word.agreement === 'exact').map(typed);
  const missing = explained.question.filter((word) => word.agreement === 'none').map(typed);
  const near = explained.question.flatMap((word) => {
    const partner = explained.statement[word.partner ?? -1];
    const differs = word.agreement !== 'exact' && word.agreement !== 'none' && partner !== undefined;
    return differs ? [`${typed(word)} for ${explained.wording.slice(partner.start, partner.end)}`] : [];
  });
  const spans: Span[] = [text('Of your words, ')];
  if (exact.length > 0) spans.push(strong(exact.join(' ')), text(exact.length === 1 ? ' matches' : ' match'));
  if (near.length > 0) spans.push(text(`${exact.length > 0 ? '; ' : ''}you have ${near.join(', ')}`));
  if (missing.length > 0) {
    spans.push(text(`${exact.length + near.length > 0 ? '; ' : ''}not in it: `), strike(missing.join(' ')));
  }
  return [{ kind: 'context', spans: [...spans, text('.')] }];
}

/** Each source's own wording, with its quality and whom it credits; nothing where one clean source says it all. */
export function printingBlocks(statement: Statement, briefing: Briefing, citer: Citer): readonly Block[] {
  if (statement.sources.length < 2 && isVerbatim(statement)) return [];
  return [
    { kind: 'heading', text: 'As printed' },
    ...statement.sources.map(
      (printing): Block => ({ kind: 'item', spans: printingSpans(statement, printing, briefing, citer) }),
    ),
  ];
}

function printingSpans(
  statement: Statement,
  printing: Printing,
  briefing: Briefing,
  citer: Citer,
): readonly Span[] {
  const lookup = lookupOf(briefing);
  const source = lookup.source(printing.source);
  const credited =
    printing.credits === undefined
      ? ''
      : `, crediting ${lookup.actor(printing.credits)?.name ?? printing.credits}`;
  const opening = `${source?.publisher ?? printing.source} (${source === undefined ? 'source' : qualityWords(source.quality)}${credited}): `;
  const translated = translationMark(statement, printing, briefing);
  const clean = printing.quoted && source?.quality !== 'machine-reworded' && translated === null;
  const words: Span = clean
    ? quote(printing.words)
    : text(
        `${printing.words} [${source?.quality === 'machine-reworded' ? 'reworded' : (translated ?? 'not in quotation marks')}]`,
      );
  return [text(opening), words, text(' '), ...citer.cite([printing])];
}
