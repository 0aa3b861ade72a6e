import { printsExactWords, type Source } from '../source.ts';
import { isTranslated, type Printing, type Statement } from '../statement.ts';
import { carriesWords } from './quote-text.ts';

/** One wording of what was said in another language, with who prints it so. */
export interface Translation {
  readonly words: string;
  /** The printings that have this wording, in the statement's order; never empty. */
  readonly printings: readonly Printing[];
}

/**
 * Every wording in translation, the editor's choice first, as far as the sources known set it in quotation marks; a
 * machine's rewording of a translation is nobody's. Empty where the words were not translated.
 */
export function translationsOf(
  statement: Statement,
  source: (id: string) => Source | undefined,
): readonly Translation[] {
  const printed = statement.sources.filter(
    (printing) =>
      isTranslated(statement, printing) && printing.quoted && printsExactWords(source(printing.source)),
  );
  const byWords = Map.groupBy(printed, ({ words }) => words);
  const all = [...byWords].map(([words, printings]) => ({ words, printings }));
  const { translation } = statement;
  const chosen = all.findIndex(({ words }) => translation !== undefined && carriesWords(words, translation));
  return chosen <= 0 ? all : [...all.slice(chosen, chosen + 1), ...all.toSpliced(chosen, 1)];
}
