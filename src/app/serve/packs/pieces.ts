import type { Briefing } from '../../../domain/briefing.ts';
import type { ReadPacks } from '../../../pack/read/library.ts';
import type { CorpusParts } from '../../../search/statements/index/corpus.ts';

/** What the thread that reads packs is given. */
export interface PackReading {
  /** Folder of packs, or of one. */
  readonly root: string;
}

/** What it answers, one piece for each `next` it is sent, so that none waits in line and holds up the loop. */
export type PackPiece =
  | { readonly kind: 'pack'; readonly folder: string; readonly briefing: Briefing }
  /** More of a list of the pack before, in order. */
  | { readonly kind: 'records'; readonly list: LongList; readonly records: readonly object[] }
  /** The who-said index over the pack before, whose records are all told. */
  | { readonly kind: 'index'; readonly parts: CorpusParts }
  | ({ readonly kind: 'done' } & Pick<ReadPacks, 'broken' | 'problems'>);

/** Lists that grow with a story. */
export const LONG_LISTS = [
  'sources',
  'actors',
  'statements',
  'events',
  'positions',
  'conflicts',
  'occasions',
  'votes',
  'figures',
  'deadlines',
] as const;
export type LongList = (typeof LONG_LISTS)[number];
