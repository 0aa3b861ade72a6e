import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isMapping } from '../domain/mapping.ts';
import type {
  NewProposal,
  ProposalStore,
  ProposedArticle,
  Proposer,
  StoredProposal,
} from '../store/ports/proposals.ts';
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
  /** The article as it is kept: under another id where another article has had its own since it was drafted. */
  readonly added: Added;
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
  const { store, story } = options;
  const there = (await store.proposedArticles(story)).find(({ id }) => id === added.source.id);
  const own = there === undefined || isSame(there, added) ? added : renamed(added);
  const kept = await keep(own, options);
  // Another process gave the id to another article in the meantime.
  if (kept === null) {
    const other = renamed(own);
    return { stored: (await keep(other, options)) ?? 0, before: false, added: other };
  }
  return { stored: kept, before: own === added && there !== undefined, added: own };
}

type Keeping = Parameters<typeof proposeArticle>[1];

/** How many drafts are new; null where the id is that of another article, and nothing was kept. */
async function keep(added: Added, { store, story, proposer, now, archive }: Keeping): Promise<number | null> {
  const { source, text } = added;
  const article = {
    ...{ id: source.id, story, url: source.url ?? '', hash: wordsHash(text) },
    ...{ source: JSON.stringify(source), text, proposer, proposedAt: now },
  };
  const stored = await store.propose(
    article,
    added.drafts.map((draft) => asProposal(draft, source, story)),
  );
  const row = (await store.proposedArticles(story)).find(({ id }) => id === source.id);
  if (row !== undefined && !isSame(row, added)) return null;
  // Behind the article, so that no file is written over that of another one; where a process ended in between, the next
  // time the article is added.
  if (source.archive !== undefined) await archived(join(archive, source.archive.file), row?.text ?? text);
  return stored;
}

/** Whole or not at all, also where the process is killed while it writes. */
async function archived(file: string, text: string): Promise<void> {
  if ((await readFile(file, 'utf8').catch(() => null)) === text) return;
  await mkdir(dirname(file), { recursive: true });
  const part = `${file}.${process.pid}.part`;
  await writeFile(part, text);
  await rename(part, file);
}

/** At the same place, or of the same words: an article whose words were changed where it stands is the same one. */
function isSame(there: ProposedArticle, { source, text }: Added): boolean {
  return (
    (there.url !== '' && there.url === source.url) ||
    there.hash === wordsHash(text) ||
    // Of a source whose copy is not at hand nothing can be told.
    there.text === '' ||
    text === ''
  );
}

/** The article with an id of its own, as its words make it. */
function renamed({ source, text, drafts, problems }: Added): Added {
  const id = `${source.id}-${wordsHash(text).slice(0, 8)}`;
  const named = (value: unknown): unknown =>
    Array.isArray(value)
      ? value.map(named)
      : isMapping(value)
        ? Object.fromEntries(
            Object.entries(value).map(([key, one]) => [
              key,
              key === 'source' && one === source.id ? id : named(one),
            ]),
          )
        : value;
  const archive = source.archive === undefined ? {} : { archive: { ...source.archive, file: `${id}.txt` } };
  return {
    source: { ...source, id, ...archive },
    text,
    drafts: drafts.map((draft) => ({ ...draft, record: named(draft.record) as Draft['record'] })),
    problems,
  };
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
