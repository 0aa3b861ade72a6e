import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { NewProposal, ProposalStore, Proposer, StoredProposal } from '../store/ports/proposals.ts';
import type { Added, Draft, DraftSource } from './add/added.ts';
import { wordsHash } from './add/source-id.ts';

/** A draft as it waits for review, taken out of the store. */
export interface Proposal extends Omit<StoredProposal, 'draft'> {
  readonly draft: Draft;
}

/** What came of proposing an article. */
export interface Proposed {
  /** Drafts that are stored now and were not before; those that were rejected once are not among them. */
  readonly stored: number;
  /** True where the article was proposed before. */
  readonly before: boolean;
}

/**
 * Puts an article and its drafts up for review, and its text into the archive. Proposing it again adds what is new
 * and nothing else; what was rejected is never offered again, from whatever article it comes.
 */
export async function proposeArticle(
  added: Added,
  options: {
    readonly store: ProposalStore;
    readonly story: string;
    readonly proposer: Proposer;
    /** Epoch milliseconds. */
    readonly now: number;
    /** Folder of the archive, made where it is missing. */
    readonly archive: string;
  },
): Promise<Proposed> {
  const { store, story, proposer, now } = options;
  const { source, text } = added;
  const before = (await store.proposedArticles(story)).some(({ id }) => id === source.id);
  if (source.archive !== undefined && !before) {
    await mkdir(options.archive, { recursive: true });
    await writeFile(join(options.archive, source.archive.file), text);
  }
  const stored = await store.propose(
    {
      ...{ id: source.id, story, url: source.url ?? '', hash: wordsHash(text) },
      ...{ source: JSON.stringify(source), text, proposer, proposedAt: now },
    },
    added.drafts.map((draft) => asProposal(draft, source, story)),
  );
  return { stored, before };
}

/** The drafts of a story that nobody has decided on, in the order they were proposed. */
export async function openProposals(store: ProposalStore, story: string): Promise<readonly Proposal[]> {
  return (await store.proposalsOf(story, { state: 'open' })).map(readProposal);
}

/** A stored proposal with its draft read. */
export function readProposal(stored: StoredProposal): Proposal {
  return { ...stored, draft: JSON.parse(stored.draft) as Draft };
}

function asProposal(draft: Draft, source: DraftSource, story: string): NewProposal {
  const fingerprint = fingerprintOf(draft);
  return {
    id: `${story}/${source.id}/${fingerprint}`,
    fingerprint,
    kind: draft.kind,
    draft: JSON.stringify(draft),
  };
}

/** What a draft says, whichever article it is from: its sources and its own id do not count. */
function fingerprintOf({ kind, record }: Draft): string {
  const { id: _, sources: __, ...says } = record;
  const words = typeof says['words'] === 'string' ? says['words'] : null;
  // The same words of the same person are the same statement, however else it is described.
  const key = words === null ? JSON.stringify(says) : `${says['speaker']} ${words}`;
  return `${kind}-${wordsHash(key).slice(0, 24)}`;
}
