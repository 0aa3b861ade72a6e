import {
  labelOf,
  labelSteps,
  leadingNumber,
  partWord,
  plural,
  romanValue,
} from '../../domain/words/labels.ts';
import type { RecordData } from '../format/lists.ts';
import { shown } from '../read/problem.ts';
import { checkEach, type RecordFinding } from './check.ts';

/** A text as the schema gives it. */
type Text = RecordData['texts'];

/** What is wrong with one label of a reading of this text; null where nothing is. */
export function labelProblem(printed: number | string, text: Text): Omit<RecordFinding, 'path'> | null {
  const label = labelOf(String(printed), text);
  const found = typeof printed === 'number' ? `${printed}` : shown(printed);
  if (startsWithWord(label.own)) {
    const words = [partWord(text), ...text.numberings.map(({ word }) => word)].map(shown).join(', ');
    const hint = `Give "${text.id}" the word as "called", or as one of its "numberings".`;
    return { expected: `a label, or one behind a word of "${text.id}": ${words}`, found, hint };
  }
  if (label.word !== undefined) {
    // A numbering whose length nobody has given, or a label that is no number, cannot be out of range.
    const count = text.numberings.find(({ word }) => word === label.word)?.count;
    const number = countOf(label.own);
    if (count === undefined || number === null || (number >= 1 && number <= count)) return null;
    return { expected: `one of the ${count} ${plural(label.word)} of "${text.id}"`, found };
  }
  if (text.points === undefined) {
    if (text.called !== undefined && typeof printed === 'string') return null;
    const hint = `Leave "points" out, or give "${text.id}" its number of points.`;
    return { expected: `no number, as "${text.id}" has no numbered points`, found, hint };
  }
  const number = typeof printed === 'number' ? printed : leadingNumber(label);
  if (number === null || (number >= 1 && number <= text.points)) return null;
  return { expected: `a point of "${text.id}", 1 to ${text.points}`, found };
}

/** The number a label begins with, in digits or Roman; null where it has none, as "(b)". */
function countOf(own: string): number | null {
  const [first = ''] = labelSteps(own);
  return /^\d+$/.test(first) ? Number(first) : romanValue(first);
}

/** "Article 12", but neither "12 bis" nor "XIV" nor "(iii)". */
function startsWithWord(own: string): boolean {
  const [, word] = /^(\p{L}{3,})[\s.]+\S/u.exec(own) ?? [];
  return word !== undefined && romanValue(word) === null;
}

/** Numberings are told apart by their words. */
export const numberingWord = checkEach(
  'texts',
  { name: 'numbering-word', rule: 'every numbering of a text has a word of its own' },
  (text) => {
    const taken = [partWord(text).toLowerCase()];
    return text.numberings.flatMap(({ word }, index): RecordFinding[] => {
      const again = taken.includes(word.toLowerCase());
      taken.push(word.toLowerCase());
      if (!again) return [];
      return [
        { path: ['numberings', index, 'word'], expected: 'a word of one numbering only', found: shown(word) },
      ];
    });
  },
);

/** What lies behind a text lies behind another one. */
export const annexOfItself = checkEach(
  'texts',
  { name: 'annex-of-annex', rule: 'a text is annexed to another one, which is no annex itself' },
  ({ id, annex_to: to }, { texts }): readonly RecordFinding[] => {
    if (to === undefined) return [];
    const above = texts.get(to)?.annex_to;
    if (to !== id && above === undefined) return [];
    const found = to === id ? 'itself' : `"${to}", an annex of "${above}"`;
    return [{ path: ['annex_to'], expected: 'a text that is no annex', found }];
  },
);
