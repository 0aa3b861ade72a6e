import type { Briefing } from '../../../domain/briefing.ts';
import type { Added } from '../../../ingest/add/added.ts';
import type { Read } from '../../../ingest/add/read-input.ts';
import type { ProposedArticle } from '../../../store/ports/proposals.ts';
import type { LongList } from '../packs/pieces.ts';

/** What the thread that drafts is told: a pack, its records, the end of it, and then articles. It answers the last two. */
export type DraftMessage =
  /** The pack to draft for from now on, without its long lists. */
  | { readonly kind: 'pack'; readonly briefing: Briefing; readonly archive: string }
  | { readonly kind: 'records'; readonly list: LongList; readonly records: readonly object[] }
  /** The pack is whole. */
  | { readonly kind: 'whole' }
  | {
      readonly kind: 'article';
      readonly read: Extract<Read, { kind: 'article' }>;
      /** ISO day. */
      readonly today: string;
      /** Articles that were proposed since the last one it was told of. */
      readonly proposed: readonly ProposedArticle[];
      /** Later ones may be copies of it, whether it is proposed or not. */
      readonly remember: boolean;
    };

export type DraftAnswer = { readonly kind: 'ready' } | { readonly kind: 'added'; readonly added: Added };
