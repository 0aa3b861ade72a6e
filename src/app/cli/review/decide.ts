import { isDeepStrictEqual } from 'node:util';
import type { RecordChange } from '../../../desk/write/change-file.ts';
import type { RawRecord } from '../../../desk/write/record-lines.ts';
import { rawRecord, writePack } from '../../../desk/write/write-pack.ts';
import type { DraftSource } from '../../../ingest/add/added.ts';
import { type Proposal, readProposal } from '../../../ingest/proposals.ts';
import type { ListName } from '../../../pack/format/lists.ts';
import type { ProposalStore } from '../../../store/proposal-store.ts';
import { actorsNamed, completed, listFor, merged, sourceRecord, withActors } from './records.ts';

export type Decision =
  | { readonly kind: 'approve' }
  /** `was`: the record as whoever decided has seen it; as it is now where left out. */
  | { readonly kind: 'merge'; readonly into: string; readonly was?: RawRecord }
  | { readonly kind: 'reject'; readonly reason: string }
  /** Keys to put into the draft's record; null takes one out. */
  | { readonly kind: 'edit'; readonly record: RawRecord };

export type Outcome =
  /** `record` is what it became or was merged into. */
  | { readonly kind: 'approved' | 'merged'; readonly record: string; readonly files: readonly string[] }
  | { readonly kind: 'rejected' | 'edited' }
  /** Somebody has changed the pack's record meanwhile; nothing was written. */
  | { readonly kind: 'conflict'; readonly problems: readonly string[]; readonly now?: RawRecord }
  /** Nothing was written, and the proposal is as it was; a sentence each. */
  | { readonly kind: 'refused'; readonly problems: readonly string[] };

/** What deciding on the proposals of one story needs. */
export interface Desk {
  readonly store: ProposalStore;
  readonly story: string;
  /** The pack's own folder. */
  readonly folder: string;
  /** Who decides, as `platform:id`. */
  readonly by: string;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** Carries out a person's decision on a proposal: in the pack first, then in the store; a refused one stays open. */
export async function decide(desk: Desk, id: string, decision: Decision): Promise<Outcome> {
  const stored = await desk.store.proposal(id);
  if (stored === null || stored.story !== desk.story) return refused(`There is no proposal "${id}".`);
  if (stored.state !== 'open') {
    return refused(`${stored.decidedBy} has ${stored.state} it already: ${stored.outcome}.`);
  }
  const proposal = readProposal(stored);
  switch (decision.kind) {
    case 'approve':
      return approve(desk, proposal);
    case 'merge':
      return merge(desk, proposal, decision);
    case 'reject': {
      const reason = decision.reason.trim();
      if (reason === '') return refused('A rejection needs a reason.');
      const isFirst = await settle(desk, id, 'rejected', reason);
      return isFirst ? { kind: 'rejected' } : overtaken();
    }
    case 'edit':
      return edit(desk, proposal, decision.record);
  }
}

async function edit({ store }: Desk, { id, draft }: Proposal, keys: RawRecord): Promise<Outcome> {
  const record = Object.fromEntries(
    Object.entries({ ...draft.record, ...keys }).filter(([, value]) => value !== null && value !== undefined),
  );
  const isOpen = await store.editProposal(id, JSON.stringify({ ...draft, record }));
  return isOpen ? { kind: 'edited' } : overtaken();
}

async function approve(desk: Desk, proposal: Proposal): Promise<Outcome> {
  const list = listFor(proposal.draft);
  if (list === null) return refused(BY_HAND);
  const needed = await neededFor(desk, proposal);
  if (needed.kind === 'refused') return needed;
  const { record } = needed;
  const there = rawRecord(desk.folder, list, String(record['id']));
  // Written by whoever was ended before the store knew of it.
  const own: readonly RecordChange[] = isDeepStrictEqual(there, record)
    ? []
    : [{ kind: 'put', list, record }];
  return written(desk, [...needed.changes, ...own], async (files) => {
    const outcome = String(record['id']);
    for (const actor of needed.actors) await settle(desk, actor.id, 'approved', actor.outcome);
    const isFirst = await settle(desk, proposal.id, 'approved', outcome);
    return isFirst ? { kind: 'approved', record: outcome, files } : overtaken();
  });
}

async function merge(
  desk: Desk,
  proposal: Proposal,
  decision: Extract<Decision, { kind: 'merge' }>,
): Promise<Outcome> {
  const list = listFor(proposal.draft);
  if (list === null) return refused(BY_HAND);
  if (list === 'conflicts')
    return refused('A conflict cannot be merged: approve it, or reject it with a reason.');
  const into = decision.into.slice(decision.into.indexOf(':') + 1).trim();
  const lists: readonly ListName[] = proposal.kind === 'actor' ? ['persons', 'parties'] : [list];
  const found = lists.find((name) => rawRecord(desk.folder, name, into) !== undefined);
  const now = found === undefined ? undefined : rawRecord(desk.folder, found, into);
  if (found === undefined || now === undefined) {
    return refused(`There is no "${into}" among the ${lists.join(' and ')} of the pack to merge into.`);
  }
  const was = decision.was ?? now;
  const needed = await neededFor(desk, proposal);
  if (needed.kind === 'refused') return needed;
  const record = merged(was, needed.record, found);
  const named = actorsNamed(record);
  const actors = needed.actors.filter(({ outcome }) => named.includes(outcome));
  const changes = needed.changes.filter(
    (change) =>
      change.kind === 'put' &&
      (change.list === 'sources' || actors.some(({ outcome }) => outcome === change.record['id'])),
  );
  const own: readonly RecordChange[] = isDeepStrictEqual(now, record)
    ? []
    : [{ kind: 'put', list: found, record, was }];
  return written(desk, [...changes, ...own], async (files) => {
    for (const actor of actors) await settle(desk, actor.id, 'approved', actor.outcome);
    const isFirst = await settle(desk, proposal.id, 'merged', into);
    return isFirst ? { kind: 'merged', record: into, files } : overtaken();
  });
}

async function written(
  { folder }: Desk,
  changes: readonly RecordChange[],
  done: (files: readonly string[]) => Promise<Outcome>,
): Promise<Outcome> {
  const result = await writePack(folder, changes);
  switch (result.kind) {
    case 'written':
      return done(result.files);
    case 'refused':
      return { kind: 'refused', problems: result.problems };
    case 'busy':
      return refused(`${result.by} is writing to this pack; try again.`);
    case 'conflict': {
      const how = result.now === undefined ? 'is gone' : 'is another now';
      const says = `${result.list}: "${result.id}" ${how} in the pack, by somebody else's hand. Nothing was written.`;
      return {
        kind: 'conflict',
        problems: [says],
        ...(result.now === undefined ? {} : { now: result.now }),
      };
    }
  }
}

interface Needed {
  readonly kind: 'needed';
  /** The draft's record, complete as far as its article goes. */
  readonly record: RawRecord;
  /** What must be in the pack before it: its sources and the people it names. */
  readonly changes: readonly RecordChange[];
  /** Proposals that are approved along with it. */
  readonly actors: readonly { readonly id: string; readonly outcome: string }[];
}

async function neededFor(
  desk: Desk,
  proposal: Proposal,
): Promise<Needed | Extract<Outcome, { kind: 'refused' }>> {
  const sources = await sourcesNeeded(desk, proposal.article);
  const [own] = sources;
  if (own === undefined) return refused(`The article "${proposal.article}" is not in the store.`);
  const raw = completed(proposal.draft, own);
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

function settle(
  { store, by, now }: Desk,
  id: string,
  state: 'approved' | 'merged' | 'rejected',
  outcome: string,
): Promise<boolean> {
  return store.decideProposal(id, { state, by, outcome, now: now() });
}

const BY_HAND =
  'A figure is part of a reading: write it into the provision by hand, then reject this with "written".';

function refused(problem: string): Extract<Outcome, { kind: 'refused' }> {
  return { kind: 'refused', problems: [problem] };
}

function overtaken(): Outcome {
  return refused('Somebody else has decided on it at the same time.');
}
