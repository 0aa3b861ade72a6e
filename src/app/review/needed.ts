import type { RecordChange } from '../../desk/write/change-file.ts';
import type { RawRecord } from '../../desk/write/record-lines.ts';
import { rawRecord } from '../../desk/write/write-pack.ts';
import type { DraftSource } from '../../ingest/add/added.ts';
import { type Proposal, readProposal } from '../../ingest/proposals.ts';
import type { ListName } from '../../pack/format/lists.ts';
import { type Desk, type Outcome, refused } from './decision.ts';
import { actorsNamed, completed, listFor, sourceRecord, withActors } from './records.ts';

/** What approving or merging a proposal brings along. */
export interface Needed {
  readonly kind: 'needed';
  /** The draft's record, complete as far as its article goes. */
  readonly record: RawRecord;
  /** What must be in the pack before it: its sources and the people it names. */
  readonly changes: readonly RecordChange[];
  /** Proposals that are approved along with it. */
  readonly actors: readonly { readonly id: string; readonly outcome: string }[];
}

/** What a proposal needs, as pack and store are now; refused where somebody it names was rejected. */
export async function neededFor(
  desk: Desk,
  proposal: Proposal,
): Promise<Needed | Extract<Outcome, { kind: 'refused' }>> {
  const sources = await sourcesNeeded(desk, proposal.article);
  const [own] = sources;
  if (own === undefined) return refused(`The article "${proposal.article}" is not in the store.`);
  // What is on record already is written as it stood, with what was changed.
  const raw = proposal.draft.amends === undefined ? completed(proposal.draft, own) : proposal.draft.record;
  const proposed = (await desk.store.proposalsOf(desk.story))
    .filter(({ kind, id }) => kind === 'actor' && id !== proposal.id)
    .map(readProposal);
  const others = new Map<string, string>();
  const changes: RecordChange[] = [];
  const actors: { readonly id: string; readonly outcome: string }[] = [];
  for (const id of new Set(actorsNamed(raw))) {
    if (isIn(desk, 'persons', id) || isIn(desk, 'parties', id)) continue;
    const actor = proposed
      .filter(({ draft }) => draft.record['id'] === id)
      .toSorted((a, b) => rank(a, proposal) - rank(b, proposal))[0];
    if (actor === undefined) continue;
    if (actor.state === 'rejected') {
      return refused(`${actor.decidedBy} has rejected "${id}", whom it names: ${actor.outcome}.`);
    }
    if (actor.state === 'merged') others.set(id, actor.outcome);
    if (actor.state !== 'open') continue;
    const list = listFor(actor.draft);
    if (list === null) continue;
    for (const source of await sourcesNeeded(desk, actor.article)) {
      if (!sources.some((one) => one.id === source.id)) sources.push(source);
    }
    changes.push({ kind: 'put', list, record: completed(actor.draft, own) });
    actors.push({ id: actor.id, outcome: id });
  }
  const missing = sources
    .filter(({ id }) => !isIn(desk, 'sources', id))
    .map((source): RecordChange => ({ kind: 'put', list: 'sources', record: sourceRecord(source) }));
  return { kind: 'needed', record: withActors(raw, others), changes: [...missing, ...changes], actors };
}

/** The same article's first, and of those the ones that are not rejected. */
function rank(actor: Proposal, { article }: Proposal): number {
  return (actor.article === article ? 0 : 2) + (actor.state === 'rejected' ? 1 : 0);
}

/** The source an article is, and those it copies, nearest first; an origin that neither pack nor store has is left out. */
async function sourcesNeeded({ store, story, folder }: Desk, article: string): Promise<DraftSource[]> {
  const articles = (await store.proposedArticles(story)).map(
    ({ source }) => JSON.parse(source) as DraftSource,
  );
  const found: DraftSource[] = [];
  let next = articles.find(({ id }) => id === article);
  while (next !== undefined && !found.some(({ id }) => id === next?.id)) {
    const { origin, ...source } = next;
    const first = articles.find(({ id, url }) => id === origin || (url !== undefined && url === origin));
    const id = first?.id ?? origin;
    const isKnown =
      id !== undefined &&
      id !== source.id &&
      (first !== undefined || rawRecord(folder, 'sources', id) !== undefined);
    found.push({ ...source, ...(isKnown ? { origin: id } : {}) });
    next = isKnown ? first : undefined;
  }
  return found;
}

function isIn({ folder }: Desk, list: ListName, id: string): boolean {
  return rawRecord(folder, list, id) !== undefined;
}
