import { printsExactWords } from '../../domain/source.ts';
import { isTranslated } from '../../domain/statement.ts';
import { carriesWords } from '../../domain/words/quote-text.ts';
import type { RecordData } from '../format/lists.ts';
import { shown } from '../read/problem.ts';
import { type CheckContext, checkEach, type RecordFinding } from './check.ts';

type Statement = RecordData['statements'];
/** A printing as the schema gives it: a source with the words as it has them. */
type Printing = Statement['sources'][number];

/** Words of a machine-reworded copy are nobody's words. */
export const rewordedQuotation = checkEach(
  'statements',
  {
    name: 'reworded-quotation',
    rule: 'a direct or partial quotation has a source that is not machine-reworded',
  },
  (statement, context) => {
    const clean = cleanPrintings(statement, context);
    if (statement.form === 'indirect' || clean === null || clean.length > 0) return [];
    const hint = 'Make the form "indirect" and delete "words"; a probable original goes under "likely".';
    const expected = 'a source that is not machine-reworded, or the form "indirect"';
    return [
      { path: ['form'], expected, found: `${shown(statement.form)} from machine-reworded copies only`, hint },
    ];
  },
);

/** What is called a quotation stands in quotation marks somewhere. */
export const unquotedQuotation = checkEach(
  'statements',
  {
    name: 'unquoted-quotation',
    rule: 'a direct or partial quotation is in quotation marks in a source that is not machine-reworded',
  },
  (statement, context) => {
    const clean = cleanPrintings(statement, context);
    if (statement.form === 'indirect' || clean === null || clean.length === 0) return [];
    if (clean.some((printing) => printing.quoted)) return [];
    const hint = 'Set "quoted: true" on the printing that has quotation marks, or make the form "indirect".';
    const expected = 'a printing with "quoted: true" from a source that is not machine-reworded';
    return [{ path: ['form'], expected, found: `${shown(statement.form)} without one`, hint }];
  },
);

/** A quotation has its words, and reported speech has none: only exact words are ever put in quotation marks. */
export const wordsFollowForm = checkEach(
  'statements',
  {
    name: 'words-and-form',
    rule: 'direct and partial quotations give their words, indirect ones only a gist',
  },
  (statement, context): readonly RecordFinding[] => {
    if (statement.form === 'indirect') {
      if (statement.words === undefined) return [];
      const expected = 'no "words" where the form is "indirect"';
      return [
        {
          path: ['words'],
          expected,
          found: shown(statement.words),
          hint: 'Put them in "gist", or change the form.',
        },
      ];
    }
    if (statement.words === undefined) {
      // Where no printing could carry words, the rules above say so.
      // Nor do words that a source only translates, of which there may be several.
      const own = (printing: Printing) => printing.quoted && !isTranslated(statement, printing);
      if (!cleanPrintings(statement, context)?.some(own)) return [];
      return [
        {
          path: ['form'],
          expected: '"words" with the exact words',
          found: `${shown(statement.form)} without them`,
        },
      ];
    }
    return [];
  },
);

/** Exact words are printed somewhere exactly so. */
export const wordsPrinted = checkEach(
  'statements',
  {
    name: 'words-printed',
    rule: 'the words of a statement stand in a quoted printing of a source that is not machine-reworded',
  },
  (statement, context): readonly RecordFinding[] => {
    const { words } = statement;
    const quoted = cleanPrintings(statement, context)?.filter((printing) => printing.quoted) ?? [];
    // Without such a printing another rule speaks.
    if (words === undefined || quoted.length === 0) return [];
    if (quoted.some((printing) => carriesWords(printing.words, words))) return [];
    const hint = 'Copy them from the printing; "…" stands for what is left out.';
    return [{ path: ['words'], expected: 'words of a quoted printing', found: shown(words), hint }];
  },
);

/** Quotation marks are added when words are shown. */
export const outerQuoteMarks = checkEach(
  'statements',
  { name: 'outer-quote-marks', rule: 'words are given without the quotation marks around them' },
  ({ words, likely, sources }): readonly RecordFinding[] => {
    const given: readonly (readonly [string | undefined, RecordFinding['path']])[] = [
      [words, ['words']],
      [likely?.words, ['likely', 'words']],
      ...sources.map((printing, index) => [printing.words, ['sources', index, 'words']] as const),
    ];
    return given.flatMap(([text, path]) =>
      text === undefined || !OUTER_MARKS.test(text)
        ? []
        : [{ path, expected: 'words without quotation marks around them', found: shown(text) }],
    );
  },
);

/** One pair of marks around the whole, as several languages write them, with none of its kind in between. */
const OUTER_MARKS = /^(?:"[^"]*"|“[^“”]*”|„[^„“”]*[“”]|«[^«»]*»|‘[^‘’]*’|'[^']*')$/;

/** The printings that can carry exact words; null where a source is not known, which is reported as such. */
function cleanPrintings({ sources }: Statement, context: CheckContext): readonly Printing[] | null {
  if (sources.some((printing) => !context.sources.has(printing.source))) return null;
  return sources.filter((printing) => printsExactWords(context.sources.get(printing.source)));
}
