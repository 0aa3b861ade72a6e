import type { Span } from '../answer/answer.ts';
import { strike, strong, text } from '../answer/compose.ts';
import { oncePerRecord } from '../domain/lookups/once-per-record.ts';
import type { Reading, Term } from '../domain/provision.ts';
import { capital } from '../domain/words/capital.ts';
import { diffSpans, likeness, sameWording } from './word-diff.ts';
import { termValue, termWords } from './wording.ts';

/** From this share of common words on, two wordings are laid over each other instead of told one after the other. */
const ALIKE = 0.5;

/**
 * What moved between two readings of a provision, with the moved words marked, or null where nothing did beyond
 * formatting or where the wordings have too little in common to lay them over each other. Terms come with their
 * conditions; a term that only one of them has is not a change, it may simply not be reported.
 */
export function termChangeSpans(before: Reading, after: Reading): readonly Span[] | null {
  return changesFrom(before)(after);
}

const changesFrom = oncePerRecord((before: Reading) =>
  oncePerRecord((after: Reading) => markedChange(before, after)),
);

function markedChange(before: Reading, after: Reading): readonly Span[] | null {
  const marks: Span[] = [];
  for (const term of after.terms) {
    const earlier = before.terms.find((candidate) => candidate.name === term.name);
    if (earlier === undefined || sameTerm(earlier, term)) continue;
    if (marks.length > 0) marks.push(text('; '));
    marks.push(
      text(`${capital(term.name)}: `),
      strike(termValue(earlier)),
      text(' '),
      strong(termValue(term)),
    );
  }
  if (marks.length > 0) return marks;
  if (sameWording(before.wording, after.wording) || likeness(before.wording, after.wording) < ALIKE)
    return null;
  return diffSpans(before.wording, after.wording);
}

/** True where value, unit and condition are the same apart from formatting. */
export function sameTerm(a: Term, b: Term): boolean {
  return sameWording(termWords(a), termWords(b));
}
