import { withoutUndefined } from '../../domain/mapping.ts';
import { isFragment } from '../../domain/statement.ts';
import type { RecordData } from '../format/lists.ts';
import { shown } from '../read/problem.ts';
import { type CheckContext, checkEach, type RecordFinding } from './check.ts';

/** A few words belong to the sentence they are from, and to one that stands by itself. */
export const fragmentWhole = checkEach(
  'statements',
  {
    name: 'fragment-whole',
    rule: 'a part of a sentence is a partial quotation of the same speaker, and the sentence is no part itself',
  },
  (statement, context): readonly RecordFinding[] => {
    const { id, part_of: of } = statement;
    if (of === undefined) return [];
    const problem = (expected: string, found: string, hint?: string): RecordFinding => ({
      ...{ path: ['part_of'], expected, found },
      ...(hint === undefined ? {} : { hint }),
    });
    if (of === id) return [problem('the statement that holds the whole sentence', 'itself')];
    if (statement.form !== 'partial') {
      return [problem('none but on a partial quotation', `one on the form ${shown(statement.form)}`)];
    }
    // A sentence that is not there is a finding of `unknown-reference`; one slip is one finding.
    const whole = context.statements.get(of);
    if (whole === undefined) return [];
    // One step only: the words are shown within the whole, and a part of a part has no whole to be shown in.
    if (whole.part_of !== undefined) {
      return [
        problem(
          'a statement that is no part itself',
          `"${of}", a part of "${whole.part_of}"`,
          `Point to "${whole.part_of}".`,
        ),
      ];
    }
    if (isFragment({ form: whole.form, ...withoutUndefined({ words: whole.words }) })) {
      return [problem('a statement that stands by itself', `"${of}", of as few words`)];
    }
    // Where a speaker is not known, `speaker-and-date` says so.
    const [own, other] = [speakerOf(statement, context), speakerOf(whole, context)];
    return own === other || own === undefined || other === undefined
      ? []
      : [problem(`a statement by ${own}`, `"${of}", by ${other}`)];
  },
);

/** Who said it, from the statement or the first speaker of its occasion; undefined where neither says. */
function speakerOf({ speaker, occasion }: RecordData['statements'], { occasions }: CheckContext) {
  return speaker ?? occasions.get(occasion)?.speakers[0];
}
