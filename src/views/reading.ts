import type { Block, Span } from '../answer/answer.ts';
import { type Citer, strong, text } from '../answer/compose.ts';
import { sentence } from '../answer/phrases.ts';
import { provenanceWords, weaknessWords } from '../answer/provenance.ts';
import { labelWords } from '../answer/words/labels.ts';
import type { Briefing } from '../domain/briefing.ts';
import { lookupOf } from '../domain/lookups/lookup.ts';
import { oncePerRecord } from '../domain/lookups/once-per-record.ts';
import type { Reading, Term } from '../domain/provision.ts';
import type { Text } from '../domain/text.ts';
import { capital } from '../domain/words/capital.ts';
import { isLabelled, partWord } from '../domain/words/labels.ts';
import { normalize } from '../search/text/normalize.ts';
import { changeWord, isUnpublished, termWords } from './wording.ts';

/** Label of a text beside a reading: "8-point · point 6", "5-point · unpublished". */
function readingLabel(of: Text, reading: Reading | undefined): string {
  if (reading?.change === 'absent') return of.label;
  if (reading !== undefined && isLabelled(reading)) return `${of.label} · ${labelWords(reading, of)}`;
  if (isUnpublished(of)) return `${of.label} · unpublished`;
  if (reading?.change === 'removed' || of.context) return of.label;
  return of.status === 'full' ? `${of.label} · not numbered` : `${of.label} · number not known`;
}

/** One cell of the crosswalk: what a text says, its terms with their conditions, how it is known, and where from. */
export function readingField(
  of: Text,
  reading: Reading | undefined,
  briefing: Briefing,
  citer: Citer,
  label = readingLabel(of, reading),
): Block {
  if (reading === undefined) {
    const silence = of.status === 'full' ? 'Not in it. ' : 'Not reported. ';
    return { kind: 'field', label: of.label, spans: [text(silence), ...citer.cite(of.sources)] };
  }
  return { kind: 'field', label, spans: readingSpans(reading, briefing, citer) };
}

/**
 * One line among other records: "Size of the fleet, 5-point: Amended: its wording. (official statement) [1]". Without
 * the main text's number, which beside another text's label would be taken for that one's.
 */
export function readingLine(reading: Reading, briefing: Briefing, citer: Citer): readonly Span[] {
  const lookup = lookupOf(briefing);
  const title = lookup.provision(reading.provision)?.title ?? reading.provision;
  const label = lookup.text(reading.text)?.label ?? reading.text;
  return [text(`${title}, ${label}: `), ...readingSpans(reading, briefing, citer)];
}

/** What it is on, with its number, or the main text's where it has none: that is what people ask by. */
export function readingTitle(reading: Reading, briefing: Briefing): string {
  const provision = lookupOf(briefing).provision(reading.provision);
  const main = provision?.readings.find((candidate) => candidate.text === briefing.mainText);
  const numbered = isLabelled(reading) ? reading : main;
  const title = provision?.title ?? reading.provision;
  if (numbered === undefined || !isLabelled(numbered)) return title;
  const of = lookupOf(briefing).text(numbered.text);
  const where =
    numbered.labels === undefined
      ? `${partWord(of)} ${numbered.points.join(', ')}`
      : labelWords(numbered, of);
  return `${capital(where)} · ${title}`;
}

/** A reading as one run: change, wording, terms, how it is known, sources. */
export function readingSpans(reading: Reading, briefing: Briefing, citer: Citer): readonly Span[] {
  const said =
    reading.change === 'none' || reading.change === 'unreported'
      ? []
      : [strong(`${capital(changeWord(reading.change))}:`), text(' ')];
  const terms = unsaidTerms(reading).map(termWords);
  const detail = terms.length === 0 ? '' : `${sentence(terms.join('; '))} `;
  // How one knows of a silence says nothing.
  const known = reading.change === 'unreported' ? '' : `(${knownHow(reading, briefing)}) `;
  return [...said, text(`${sentence(reading.wording)} ${detail}${known}`), ...citer.cite(reading.sources)];
}

/** How a claim is known, with a warning where only weak copies carry it: "per a named source; only reposts carry this". */
export function knownHow(claim: Pick<Reading, 'provenance' | 'sources'>, briefing: Briefing): string {
  const weakness = weaknessWords(lookupOf(briefing).sourcesOf(claim.sources));
  const words = provenanceWords(claim.provenance);
  return weakness === null ? words : `${words}; ${weakness}`;
}

/** Terms whose value or condition the wording does not already say. */
export const unsaidTerms = oncePerRecord((reading: Reading): readonly Term[] => {
  if (reading.terms.length === 0) return [];
  const said = ` ${normalize(reading.wording)} `;
  const says = (words: string) => said.includes(` ${normalize(words)} `);
  return reading.terms.filter(
    (term) => !says(String(term.value)) || (term.qualifier !== undefined && !says(term.qualifier)),
  );
});
