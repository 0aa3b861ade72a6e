import type { Briefing } from '../../domain/briefing.ts';
import { lookupOf } from '../../domain/lookups/lookup.ts';
import { isTranslated, type Printing, type Statement } from '../../domain/statement.ts';
import { languageName } from '../../domain/words/languages.ts';
import { type Translation, translationsOf } from '../../domain/words/translation.ts';
import type { Span, Spans } from '../answer.ts';
import { quote, text } from '../compose.ts';
import { inSeries, sentence } from '../phrases.ts';

/** The wordings of a statement that was made in another language; empty where it was not. */
export function translationsIn(statement: Statement, briefing: Briefing): readonly Translation[] {
  return translationsOf(statement, lookupOf(briefing).source);
}

/** "translated from Portuguese by Straits Wire and Radio Lorn". */
export function translatedBy(
  statement: Statement,
  printings: readonly Printing[],
  briefing: Briefing,
): string {
  return `translated from ${languageName(statement.language ?? '')} by ${translators(printings, briefing)}`;
}

function translators(printings: readonly Printing[], briefing: Briefing): string {
  const names = printings.map(
    ({ translator, source }) => translator ?? lookupOf(briefing).source(source)?.publisher ?? source,
  );
  return inSeries([...new Set(names)]);
}

/**
 * Every wording side by side, the first without its translator, who is named before it: "The sea has no owner. By Radio Lorn:
 * Nobody owns the sea." Never as a quotation: the words are the translators'.
 */
export function wordingsSpans(translations: readonly Translation[], briefing: Briefing): Spans {
  const [first, ...others] = translations;
  if (first === undefined) return [];
  const more = others.map(
    ({ words, printings }) => ` Translated by ${translators(printings, briefing)}: ${sentence(words)}`,
  );
  return [text(`${sentence(first.words)}${more.join('')}`)];
}

/** Exact words and, where they are in another language than sources print, what they mean. */
export function exactSpans(statement: Statement, briefing: Briefing): Spans {
  if (statement.words === undefined) return [];
  const [first] = translationsIn(statement, briefing);
  const meaning: readonly Span[] =
    first === undefined
      ? []
      : [text(` (${translatedBy(statement, first.printings, briefing)}: ${first.words})`)];
  return [quote(statement.words), ...meaning];
}

/** "translated from Portuguese by Straits Wire" for a printing that translates; null for one that does not. */
export function translationMark(statement: Statement, printing: Printing, briefing: Briefing): string | null {
  return isTranslated(statement, printing) ? translatedBy(statement, [printing], briefing) : null;
}
