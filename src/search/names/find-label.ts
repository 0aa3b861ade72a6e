import type { Briefing } from '../../domain/briefing.ts';
import { type Provision, readingIn } from '../../domain/provision.ts';
import type { Text } from '../../domain/text.ts';
import { labelFit, labelOf, labelsOf, numberingCalled, partWord } from '../../domain/words/labels.ts';
import type { LabelAsked } from './read-label.ts';

/** What stands in a text under a label somebody asked for. */
export interface Labelled {
  readonly of: Text;
  /** "article 6.1". */
  readonly where: string;
  /** Never empty. */
  readonly provisions: readonly Provision[];
}

/**
 * The text and its subjects that a label means: of the draft named, or of the one whose numbers are meant; where it has no such
 * label, of an annex to it and, if no draft was named, of the only other one that has it.
 */
export function labelled(asked: LabelAsked, of: Text, isNamed: boolean, briefing: Briefing): Labelled | null {
  const own = under(asked, of, briefing);
  if (own !== null) return own;
  const annexes = briefing.texts.filter(({ annexTo }) => annexTo === of.id);
  const others = isNamed ? [] : briefing.texts.filter((one) => one.id !== of.id && !annexes.includes(one));
  for (const texts of [annexes, others]) {
    const found = texts.flatMap((one) => under(asked, one, briefing) ?? []);
    const [only] = found;
    if (found.length === 1 && only !== undefined) return only;
  }
  return null;
}

function under(asked: LabelAsked, of: Text, briefing: Briefing): Labelled | null {
  const numbering = numberingCalled(asked.word, of);
  const rows = briefing.provisions.flatMap((provision) => {
    const reading = readingIn(provision, of);
    const labels = (reading === undefined ? [] : labelsOf(reading))
      .map((printed) => labelOf(printed, of))
      .filter(({ word }) => word === numbering);
    return labels.map((label) => ({ provision, label, fit: labelFit(asked.typed, label.own) }));
  });
  // What is printed so goes before other numerals for it, and both before what stands below it.
  for (const fit of ['same', 'numeral', 'under'] as const) {
    const fitting = rows.filter((row) => row.fit === fit);
    const [first] = fitting;
    if (first === undefined) continue;
    const own = fit === 'under' ? asked.typed : first.label.own;
    return {
      of,
      where: `${numbering ?? partWord(of)} ${own}`,
      provisions: [...new Set(fitting.map(({ provision }) => provision))],
    };
  }
  return null;
}
