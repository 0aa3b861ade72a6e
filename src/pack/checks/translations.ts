import { checkEach, type RecordFinding } from './check.ts';

/** A translation is one from a language. */
export const translationLanguage = checkEach(
  'statements',
  {
    name: 'translation-language',
    rule: 'a statement with a translator, or a source that prints its language, says in which language it was said',
  },
  ({ language, translator, sources }): readonly RecordFinding[] => {
    if (language !== undefined) return [];
    // Without it nobody could tell a translation from exact words, which alone are put in quotation marks.
    const needs = 'none without "language" on the statement, the language it was said in';
    return [
      ...(translator === undefined ? [] : [{ path: ['translator'], expected: needs, found: translator }]),
      ...sources.flatMap((printing, index) =>
        (['language', 'translator'] as const).flatMap((key) => {
          const found = printing[key];
          return found === undefined ? [] : [{ path: ['sources', index, key], expected: needs, found }];
        }),
      ),
    ];
  },
);
