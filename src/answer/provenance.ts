import { unreachable } from '../domain/errors.ts';
import type { Provenance, Source, SourceQuality } from '../domain/source.ts';
import { formatWhen } from '../domain/when.ts';
import type { Citation } from './answer.ts';

/** What kind of copy a source is, for its line in the source list. */
export function qualityWords(quality: SourceQuality): string {
  switch (quality) {
    case 'original':
      return 'original';
    case 'agency-based':
      return 'based on agency reports';
    case 'aggregated':
      return 'aggregated from other outlets';
    case 'repost':
      return 'repost';
    case 'machine-reworded':
      return 'machine-reworded copy, wording not reliable';
    default:
      return unreachable(quality);
  }
}

/**
 * What stands behind the name of who published a source where many stand on one line: its day where another of these has the
 * same name, ` (repost)` and the like where it is no original.
 */
export function besideName(
  { index, publisher, published, quality }: Citation,
  citations: readonly Citation[],
): string {
  const twice = citations.some((other) => other.publisher === publisher && other.index !== index);
  const kind = quality === 'original' ? '' : ` (${qualityName(quality)})`;
  return `${twice ? `, ${formatWhen(published)}` : ''}${kind}`;
}

/** What kind of copy a source is, where there is room for a word or two. */
export function qualityName(quality: SourceQuality): string {
  switch (quality) {
    case 'original':
    case 'agency-based':
    case 'aggregated':
    case 'repost':
      return quality;
    case 'machine-reworded':
      return 'machine-reworded copy';
    default:
      return unreachable(quality);
  }
}

/** "367 days old". */
export function agedWords(days: number): string {
  return `${days} days old`;
}

/** How a claim is known, as a phrase that follows it: "per an unnamed source". */
export function provenanceWords(provenance: Provenance): string {
  switch (provenance) {
    case 'published-text':
      return 'from the published text';
    case 'official-statement':
      return 'official statement';
    case 'named-source':
      return 'per a named source';
    case 'unnamed-source':
      return 'per unnamed sources';
    case 'second-hand':
      return 'second-hand account';
    case 'denied':
      return 'claimed, and denied by the party concerned';
    default:
      return unreachable(provenance);
  }
}

/** A warning where a claim rests on weak copies alone, or null: "only reposts carry this". */
export function weaknessWords(sources: readonly Source[]): string | null {
  if (sources.length === 0) return null;
  const weak = (quality: SourceQuality) => sources.every((source) => source.quality === quality);
  if (weak('machine-reworded')) return 'only a machine-reworded copy carries this';
  if (weak('repost')) return 'only reposts carry this';
  if (sources.every((source) => source.quality === 'repost' || source.quality === 'machine-reworded')) {
    return 'only reposts and machine-reworded copies carry this';
  }
  return null;
}

/** How many first reports the sources trace to: three outlets on one agency story are one origin. */
export function originCount(sources: readonly Source[]): number {
  return new Set(sources.map((source) => source.origin)).size;
}
