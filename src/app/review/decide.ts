import { isDeepStrictEqual } from 'node:util';
import type { RecordChange } from '../../desk/write/change-file.ts';
import type { RawRecord } from '../../desk/write/record-lines.ts';
import { rawRecord, writePack } from '../../desk/write/write-pack.ts';
import { NO_TENANT } from '../../domain/schedule/tenant.ts';
import { type Proposal, readProposal } from '../../ingest/proposals.ts';
import { type ListName, RECORD_KINDS } from '../../pack/format/lists.ts';
import type { ProposalState, StoredProposal } from '../../store/ports/proposals.ts';
import { type Decision, type Desk, type Outcome, refused } from './decision.ts';
import { type Needed, neededFor } from './needed.ts';
import { actorsNamed, listFor, merged, missingKeys } from './records.ts';

/** Carries out a person's decision on a proposal: in the pack first, then in the store; a refused one stays open. */
export async function decide(desk: Desk, id: string, decision: Decision): Promise<Outcome> {
  const stored = await desk.store.proposal(id);
  if (stored === null || stored.story !== desk.story) return refused(`There is no proposal "${id}".`);
  const takesBack = stored.state === 'held' && decision.kind === 'reject';
  if (stored.state !== 'open' && !takesBack) return refused(decidedAlready(stored));
  const proposal = readProposal(stored);
  switch (decision.kind) {
    case 'approve':
      return ownOf(desk, stored) ?? approve(desk, { proposal, stored }, decision.until);
    case 'merge':
      return ownOf(desk, stored) ?? merge(desk, { proposal, stored }, decision);
    case 'reject': {
      const reason = decision.reason.trim();
      if (reason === '') return refused('A rejection needs a reason.');
      // Not while somebody writes it into the pack: what is live cannot be rejected.
      const alone = await writePack(desk.folder, [], {
        before: () => settle(desk, stored, { state: 'rejected', outcome: reason }),
        after: async () => {},
      });
      if (alone.kind === 'busy') return refused(busyWords(alone.by));
      return alone.kind === 'off' ? overtaken() : { kind: 'rejected' };
    }
    case 'edit':
      return edit(desk, proposal, decision.record);
  }
}

/** Puts what was held until now into the pack; what cannot go live is open again, and the problems say why. */
export async function publishHeld(desk: Omit<Desk, 'by'>, id: string): Promise<Outcome> {
  const stored = await desk.store.proposal(id);
  if (stored === null || stored.state !== 'held') return overtaken();
  const proposal = readProposal(stored);
  const as: Desk = { ...desk, by: stored.decidedBy };
  const outcome = await approve(as, { proposal, stored }, 0);
  if (outcome.kind === 'refused' || outcome.kind === 'conflict') {
    await settle(as, stored, { state: 'open', outcome: '' });
  }
  return outcome;
}

function decidedAlready({ state, decidedBy, outcome }: StoredProposal): string {
  return state === 'held'
    ? `${decidedBy} has approved it already; it goes live at ${momentOf(Number(outcome))}.`
    : `${decidedBy} has ${state} it already: ${outcome}.`;
}

function momentOf(at: number): string {
  return Temporal.Instant.fromEpochMilliseconds(at).toString({ smallestUnit: 'minute' });
}

/** Null where whoever decides may. */
function ownOf({ by, rules }: Desk, { proposer }: StoredProposal): Outcome | null {
  return rules?.twoPerson === true && by === `${proposer.platform}:${proposer.actor}`
    ? refused('You proposed it yourself: somebody else has to approve it.')
    : null;
}

async function edit({ store }: Desk, { id, draft: was }: Proposal, given: RawRecord): Promise<Outcome> {
  const { known, ...keys } = given;
  const { known: onRecord, ...alone } = was;
  if (known !== undefined && known !== null && known !== onRecord)
    return refused(`"known" can only be taken out; to add it to "${String(known)}", merge it into that.`);
  const draft = known === null ? alone : was;
  const record = Object.fromEntries(
    Object.entries({ ...draft.record, ...keys }).filter(([, value]) => value !== null && value !== undefined),
  );
  const isOpen = await store.editProposal(id, JSON.stringify({ ...draft, record }));
  return isOpen ? { kind: 'edited' } : overtaken();
}

/** A proposal with the row it was read from. */
interface Looked {
  readonly proposal: Proposal;
  readonly stored: StoredProposal;
}

async function approve(desk: Desk, looked: Looked, until = 0): Promise<Outcome> {
  const { proposal, stored } = looked;
  const list = listFor(proposal.draft);
  if (list === null) return refused(BY_HAND);
  const needed = await neededFor(desk, proposal);
  if (needed.kind === 'refused') return needed;
  const { record } = needed;
  const goesLive = Math.max(until, desk.rules?.embargo ?? 0);
  if (goesLive > desk.now()) return hold(desk, stored, { list, record, until: goesLive });
  // Words that are on record become one more printing of them; a second record would be the same utterance twice.
  const { known } = proposal.draft;
  if (known !== undefined && rawRecord(desk.folder, list, known) !== undefined)
    return merge(desk, looked, { kind: 'merge', into: known });
  const there = rawRecord(desk.folder, list, String(record['id']));
  const was = proposal.draft.amends;
  // Written by whoever was ended before the store knew of it.
  const own: readonly RecordChange[] = isDeepStrictEqual(there, record)
    ? []
    : [{ kind: 'put', list, record, ...(was === undefined ? {} : { was }) }];
  return written(desk, looked, {
    ...{ state: 'approved', list, record: String(record['id']), actors: needed.actors },
    changes: [...needed.changes, ...own],
  });
}

/** What is not complete would come back at its time, when nobody may be there. */
async function hold(
  desk: Desk,
  stored: StoredProposal,
  { list, record, until }: { readonly list: ListName; readonly record: RawRecord; readonly until: number },
): Promise<Outcome> {
  const missing = missingKeys(list, record);
  if (missing.length > 0) return refused(`It lacks ${missing.join(', ')}: edit it first.`);
  const isFirst = await settle(desk, stored, { state: 'held', outcome: String(until) });
  return isFirst ? { kind: 'held', until: momentOf(until) } : overtaken();
}

async function merge(
  desk: Desk,
  looked: Looked,
  decision: Extract<Decision, { kind: 'merge' }>,
): Promise<Outcome> {
  const { proposal } = looked;
  const list = listFor(proposal.draft);
  if (list === null) return refused(BY_HAND);
  if (list === 'conflicts')
    return refused('A conflict cannot be merged: approve it, or reject it with a reason.');
  if ((desk.rules?.embargo ?? 0) > desk.now())
    return refused(`Nothing goes live before ${momentOf(desk.rules?.embargo ?? 0)}: merge it then.`);
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
  return written(desk, looked, {
    ...{ state: 'merged', list: found, record: into, actors },
    changes: [...changes, ...own],
  });
}

/** Writes it while nobody else may, if it is still what was looked at, and notes who decided before anybody else can. */
async function written(
  desk: Desk,
  { stored }: Looked,
  what: {
    readonly state: 'approved' | 'merged';
    readonly list: ListName;
    readonly record: string;
    readonly actors: Needed['actors'];
    readonly changes: readonly RecordChange[];
  },
): Promise<Outcome> {
  const { store, folder, by, rules } = desk;
  const { state, record, list } = what;
  const result = await writePack(folder, what.changes, {
    before: async () => {
      const now = await store.proposal(stored.id);
      return now?.state === stored.state && now.draft === stored.draft;
    },
    after: async () => {
      for (const actor of what.actors) {
        const row = await store.proposal(actor.id);
        if (row !== null) await settle(desk, row, { state: 'approved', outcome: actor.outcome });
      }
      await settle(desk, stored, { state, outcome: record });
    },
  });
  switch (result.kind) {
    case 'written': {
      const proposer = `${stored.proposer.platform}:${stored.proposer.actor}`;
      const whole = `${RECORD_KINDS[list]}:${record}`;
      const note = await rules?.written?.({
        folder,
        files: result.files,
        what: `${state} ${whole}`,
        by,
        proposer,
      });
      return {
        kind: state,
        record,
        files: result.files,
        ...(note === undefined || note === null ? {} : { note }),
      };
    }
    case 'off':
      return overtaken();
    case 'refused':
      return { kind: 'refused', problems: result.problems };
    case 'busy':
      return refused(busyWords(result.by));
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

function busyWords(by: string): string {
  return `${by} is writing to this pack; try again.`;
}

/** Decides it, and notes in the audit who did and who had proposed it. False where it is no longer as it was read. */
async function settle(
  { store, by, now, place }: Desk,
  { id, state: from, proposer }: StoredProposal,
  { state, outcome }: { readonly state: ProposalState; readonly outcome: string },
): Promise<boolean> {
  if (from !== 'open' && from !== 'held') return false;
  const at = now();
  if (!(await store.decideProposal(id, { state, by, outcome, now: at, from }))) return false;
  const [platform = '', ...actor] = by.split(':');
  await store.recordAudit({
    ...{
      at,
      platform,
      tenant: place?.tenant ?? NO_TENANT,
      channel: place?.channel ?? '',
      actor: actor.join(':'),
    },
    ...{ action: AUDITED[state], subject: state === 'approved' || state === 'merged' ? outcome : id },
    detail: `proposed by ${proposer.platform}:${proposer.actor};${state === 'rejected' ? ` ${outcome}` : ''}`,
  });
  return true;
}

const AUDITED: Readonly<Record<ProposalState, string>> = {
  open: 'return',
  held: 'hold',
  approved: 'approve',
  merged: 'merge',
  rejected: 'reject',
};

const BY_HAND =
  'A figure is part of a reading: write it into the provision by hand, then reject this with "written".';

function overtaken(): Outcome {
  return refused('Somebody else has decided on it at the same time.');
}
