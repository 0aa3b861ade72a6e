import { lowered } from '../../answer/phrases.ts';
import { qualityName, weaknessWords } from '../../answer/provenance.ts';
import { type Briefing, recordId } from '../../domain/briefing.ts';
import { isOpenConflict } from '../../domain/conflict.ts';
import { unreachable } from '../../domain/errors.ts';
import type { Event } from '../../domain/event.ts';
import { lookupOf } from '../../domain/lookups/lookup.ts';
import type { Position } from '../../domain/position.ts';
import type { Reading } from '../../domain/provision.ts';
import { type Provenance, SOURCE_QUALITIES, type Source } from '../../domain/source.ts';
import type { Statement } from '../../domain/statement.ts';

/** What says how it is known, and from where. */
export type Claim = Reading | Statement | Event | Position;

/**
 * True where a claim may be told as it stands: the text is public or its party said so, more than copies carry it, and no
 * dispute that stands names it.
 */
export function isCertain(claim: Claim, briefing: Briefing): boolean {
  const lookup = lookupOf(briefing);
  const firm = claim.provenance === 'published-text' || claim.provenance === 'official-statement';
  const id = recordId(claim);
  const disputed = lookup
    .conflictsOn(claim)
    .some(({ type, records }) => isOpenConflict(type) && records.includes(id));
  return firm && !disputed && weaknessWords(lookup.sourcesOf(claim.sources)) === null;
}

/** What points to where it comes from. */
interface Sourced {
  readonly sources: readonly { readonly source: string }[];
}

/** How a claim is known, in a word or two: "published text". */
export function kindWords(provenance: Provenance): string {
  switch (provenance) {
    case 'published-text':
      return 'published text';
    case 'official-statement':
      return 'official statement';
    case 'named-source':
      return 'named source';
    case 'unnamed-source':
      return 'unnamed sources';
    case 'second-hand':
      return 'second hand';
    case 'denied':
      return 'denied by the party concerned';
    default:
      return unreachable(provenance);
  }
}

/** The same with the copies it survives in, where there are no others: "published text, in copies". */
export function kindAndCopies(claim: Pick<Claim, 'provenance'> & Sourced, briefing: Briefing): string {
  const sources = lookupOf(briefing).sourcesOf(claim.sources);
  const kind = kindWords(claim.provenance);
  if (weaknessWords(sources) === null) return kind;
  return sources.every(({ quality }) => quality === 'machine-reworded')
    ? `${kind}, in a reworded copy`
    : `${kind}, in copies`;
}

/** The sources, best copies first, the editor's order between equals. */
export function inQuality(refs: Sourced['sources'], briefing: Briefing): readonly Source[] {
  const rank = ({ quality }: Source) => SOURCE_QUALITIES.indexOf(quality);
  return lookupOf(briefing)
    .sourcesOf(refs)
    .toSorted((a, b) => rank(a) - rank(b));
}

/** Who reports it and in what kind of copy: "Al Jazeera, in a machine-reworded copy". */
export function reporter(claim: Sourced, briefing: Briefing): string {
  const [source] = inQuality(claim.sources, briefing);
  if (source === undefined) return '';
  const copy = copyWords(source);
  if (copy !== null) return `${firstReporter(source, briefing)}, ${copy}`;
  const { publisher, quality } = source;
  return quality === 'original' ? publisher : `${publisher}, ${qualityName(quality)}`;
}

/** "Al Jazeera reports, in a machine-reworded copy, that …"; with a colon where the words cannot go on in the same sentence. */
export function reporting(claim: Claim, words: string, briefing: Briefing): string {
  const [source] = inQuality(claim.sources, briefing);
  if (source === undefined) return words;
  const copy = copyWords(source);
  const says =
    copy === null ? `${named(source)} reports` : `${firstReporter(source, briefing)} reports, ${copy}`;
  // Where somebody stands is often told without saying again who.
  const inside = claim.kind === 'position' ? null : lowered(words);
  return inside === null ? `${says}: ${words}` : `${says}${copy === null ? '' : ','} that ${inside}`;
}

/** The same behind what is reported: "…, Al Jazeera reports in a copy". */
export function reportedBy(claim: Sourced, briefing: Briefing): string {
  const [source] = inQuality(claim.sources, briefing);
  if (source === undefined) return '';
  const copy = copyWords(source);
  return copy === null
    ? `, ${named(source)} reports`
    : `, ${firstReporter(source, briefing)} reports ${copy}`;
}

/** The publisher, with what kind of report it is where that is not its own. */
function named({ publisher, quality }: Source): string {
  return quality === 'original' ? publisher : `${publisher} (${qualityName(quality)})`;
}

function copyWords({ quality }: Source): string | null {
  switch (quality) {
    case 'original':
    case 'agency-based':
    case 'aggregated':
      return null;
    case 'repost':
      return 'in a copy';
    case 'machine-reworded':
      return 'in a machine-reworded copy';
    default:
      return unreachable(quality);
  }
}

/** Whose report a copy is. */
function firstReporter(source: Source, briefing: Briefing): string {
  return lookupOf(briefing).source(source.origin)?.publisher ?? source.publisher;
}
