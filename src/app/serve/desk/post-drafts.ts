import { createHash } from 'node:crypto';
import type { Answer } from '../../../answer/answer.ts';
import { contentOf, deliveryKey } from '../../../digest/compose/stored-content.ts';
import type { Place } from '../../../domain/schedule/subscription.ts';
import type { Content, NewDelivery, StoredDelivery } from '../../../store/ports/deliveries.ts';
import type { StoredProposal } from '../../../store/ports/proposals.ts';
import type { Store } from '../../../store/store.ts';
import { covers, type DeskChannel } from './desk-channels.ts';
import { shortName } from './draft-card.ts';

/** Undecided drafts that stand in a channel at a time: with more, nobody finds the one they look for. The others follow. */
export const MOST_UNDECIDED = 25;
/** Posts of a channel that are looked through for drafts. */
const MOST_POSTS = 1_000;
const DELIVER_WITHIN_MS = 30 * 86_400_000;

/**
 * Plans a post for each draft that waits, and an edit of it whenever the draft is another or somebody has decided. What is
 * planned already is told by its slot, so that doing it again, after a crash too, does nothing. How many were planned.
 */
export async function postDrafts(options: {
  readonly store: Store;
  readonly channels: readonly DeskChannel[];
  readonly stories: readonly string[];
  /** The draft as a message; null where it cannot be shown any more. */
  readonly show: (stored: StoredProposal) => Promise<Answer | null>;
  /** What a message shows beside the stored draft itself. */
  readonly besides: (stored: StoredProposal) => Promise<string>;
  readonly now: number;
}): Promise<number> {
  const { store, now } = options;
  let planned = 0;
  for (const channel of options.channels) {
    const place: Place = {
      ...{ platform: channel.platform, tenant: channel.tenant, channel: channel.channel, thread: '' },
    };
    const stories = options.stories.filter((story) => covers(channel, story));
    const posted = await postedIn(place, store);
    const open: StoredProposal[] = [];
    for (const story of stories) open.push(...(await store.proposalsOf(story, { state: 'open' })));
    let room = MOST_UNDECIDED - [...posted.values()].filter(({ state }) => state === 'open').length;
    const due: StoredProposal[] = [];
    for (const stored of open) {
      const known = posted.has(stored.id);
      if (!known && room <= 0) continue;
      if (!known) room -= 1;
      due.push(stored);
    }
    const still = new Set(open.map(({ id }) => id));
    for (const [id, { state }] of posted) {
      if (still.has(id) || (state !== 'open' && state !== 'held')) continue;
      const stored = await store.proposal(id);
      if (stored !== null && stories.includes(stored.story)) due.push(stored);
    }
    const contents: Content[] = [];
    const deliveries: NewDelivery[] = [];
    for (const stored of due) {
      const before = posted.get(stored.id);
      const looks = signOf(stored, await options.besides(stored));
      if (before?.looks === looks) continue;
      const answer = await options.show(stored);
      if (answer === null) continue;
      const content = contentOf({ answer, speaksFor: [] }, stored.story, new Map());
      contents.push(content);
      deliveries.push(deliveryOf({ stored, before, looks, place, content: content.hash, now }));
    }
    if (deliveries.length > 0) await store.enqueue(contents, deliveries, now);
    planned += deliveries.length;
  }
  return planned;
}

/** The posts of a draft so far. */
interface Posted {
  readonly root: string;
  readonly count: number;
  readonly state: string;
  readonly looks: string;
}

async function postedIn(place: Place, store: Store): Promise<ReadonlyMap<string, Posted>> {
  const rows = (await store.deliveriesIn(place, MOST_POSTS)).filter(({ kind }) => kind === 'desk');
  const byDraft = Map.groupBy(rows, ({ subscription }) => subscription);
  return new Map(
    [...byDraft].flatMap(([id, own]) => {
      const root = own.find(({ edits }) => edits === '');
      const last = own.toSorted((a, b) => numberIn(b) - numberIn(a))[0];
      if (root === undefined || last === undefined) return [];
      const [, , , state = '', looks = ''] = last.slot.split('/');
      return [[id, { root: root.id, count: own.length, state, looks }] as const];
    }),
  );
}

function numberIn({ slot }: StoredDelivery): number {
  return Number(slot.split('/')[2]);
}

/** Another one wherever the message would say something else. */
function signOf({ draft, state, decidedBy, outcome }: StoredProposal, besides: string): string {
  return createHash('sha256')
    .update(JSON.stringify([draft, state, decidedBy, outcome, besides]))
    .digest('base64url')
    .slice(0, 12);
}

function deliveryOf(what: {
  readonly stored: StoredProposal;
  readonly before: Posted | undefined;
  readonly looks: string;
  readonly place: Place;
  readonly content: string;
  readonly now: number;
}): NewDelivery {
  const { stored, before, looks, place, content, now } = what;
  const slot = `desk/${shortName(stored.id)}/${before?.count ?? 0}/${stored.state}/${looks}`;
  const key = deliveryKey(place, slot, 0);
  return {
    ...{ id: `${slot}@${key}`, kind: 'desk', subscription: stored.id, slot, part: 0, place, key, content },
    ...{ parent: '', edits: before?.root ?? '', mark: 0 },
    ...{ dueAt: now, notBefore: now, expiresAt: now + DELIVER_WITHIN_MS },
  };
}
