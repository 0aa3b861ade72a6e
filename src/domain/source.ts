import type { When } from './when.ts';

/** How close a source's wording is to what happened, best first. */
export const SOURCE_QUALITIES = [
  'original',
  'agency-based',
  'aggregated',
  'repost',
  'machine-reworded',
] as const;
export type SourceQuality = (typeof SOURCE_QUALITIES)[number];

/** One article, post or document. */
export interface Source {
  readonly kind: 'source';
  readonly id: string;
  readonly publisher: string;
  /** Absent where the page's own title is not known. */
  readonly title?: string;
  /** Absent where no public address is known. */
  readonly url?: string;
  readonly published: When;
  readonly quality: SourceQuality;
  /** Id of the first report this one traces to; its own id where it is the first. */
  readonly origin: string;
  /** Name and SHA-256 (hex) of the archived copy that quotes are checked against; the copy itself is not in the pack. */
  readonly archive?: { readonly file: string; readonly sha256: string };
  /** What an editor should know about it, in our words. */
  readonly note?: string;
}

/**
 * How we know a claim, strongest first. `published-text`: the text itself is public; `official-statement`: a party said
 * it in its own name; `second-hand`: someone says what another said; `denied`: the party concerned denies it.
 */
export const PROVENANCES = [
  'published-text',
  'official-statement',
  'named-source',
  'unnamed-source',
  'second-hand',
  'denied',
] as const;
export type Provenance = (typeof PROVENANCES)[number];

/** A claim's pointer to a source: where it says so, and optionally the few words that carry it as printed there. */
export interface SourceRef {
  readonly source: string;
  /** Exact words of the source (a short span); checked mechanically against the archived copy. */
  readonly words?: string;
}

/** True where words printed in this source may be shown as somebody's exact words. */
export function printsExactWords(source: Pick<Source, 'quality'> | undefined): boolean {
  return source !== undefined && source.quality !== 'machine-reworded';
}
