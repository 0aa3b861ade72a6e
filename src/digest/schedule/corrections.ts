import { type Briefing, type DatedRecord, datedRecords, recordId } from '../../domain/briefing.ts';
import type { Corrections, Subscription } from '../../domain/schedule/subscription.ts';
import { formatWallTime } from '../../domain/schedule/wall-time.ts';
import { zoneCity } from '../../domain/schedule/zones.ts';
import type { Content, DeliveryStore, NewDelivery, StoredDelivery } from '../../store/ports/deliveries.ts';
import type { OutdatedPost, RevisionStore } from '../../store/ports/revisions.ts';
import type { SubscriptionStore } from '../../store/ports/subscriptions.ts';
import type { Part } from '../compose/part.ts';
import type { Claim } from '../compose/revisions.ts';
import { contentOf, deliveryKey, partOf } from '../compose/stored-content.ts';
import { type Correction, correctPart, replyPart } from './corrected-part.ts';
import { claimFrom, type SeenStory, type Stories } from './story-revisions.ts';

/** How long a post is still corrected. */
const CORRECTED_FOR_MS = 60 * 86_400_000;
/** The same of an answer that somebody shared. */
export const SHARED_FOR_MS = 30 * 86_400_000;
/** How long an edit or a reply is worth delivering. */
const DELIVER_WITHIN_MS = 7 * 86_400_000;

/** How the channel of a post wants to be told, and the zone of its times; null for a digest that was removed since. */
interface Wanted {
  readonly corrections: Corrections;
  readonly zone: string | null;
}

/** What is wrong in a post and everything in its thread. */
interface WrongPost {
  /** Delivery of the post in the channel. */
  readonly root: string;
  readonly first: OutdatedPost;
  readonly wanted: Wanted;
  readonly corrections: readonly MarkedCorrection[];
}

/** A correction with the mark of the story's state that made it one. */
interface MarkedCorrection {
  readonly correction: Correction;
  readonly mark: number;
}

/**
 * Plans an edit of every post that used what a story now says differently, and one reply in each post's thread. What made a
 * post wrong in substance is said in the channel instead, once, under its newest post that said it.
 */
export async function planCorrections(
  store: RevisionStore & DeliveryStore & Pick<SubscriptionStore, 'subscription' | 'subscriptionsIn'>,
  story: SeenStory,
  now: number,
): Promise<number> {
  const outdated = (await store.outdatedPosts(story.briefing.id, now - CORRECTED_FOR_MS)).filter(
    ({ delivery }) => delivery.kind !== 'shared' || delivery.dueAt >= now - SHARED_FOR_MS,
  );
  const records = new Map(datedRecords(story.briefing).map((record) => [recordId(record), record]));
  const revisions = new Map([...story.claims].map(([record, claim]) => [record, claim.hash]));
  const contents: Content[] = [];
  const deliveries: NewDelivery[] = [];
  const plan = (part: Part, delivery: Omit<NewDelivery, 'content' | 'key'>) => {
    const content = contentOf(part, story.briefing.id, revisions);
    contents.push(content);
    const key = deliveryKey(delivery.place, delivery.slot, delivery.part);
    deliveries.push({ ...delivery, key, content: content.hash });
  };
  const wantedBy = await wishesOf(outdated, store);
  const wrong = new Map<string, WrongPost>();
  for (const posts of groupBy(outdated, (post) => post.delivery.id).values()) {
    const [first] = posts;
    if (first === undefined) continue;
    const { delivery } = first;
    const marked = posts.flatMap((post) => correctionOf(post, records));
    const wanted = wantedBy(delivery);
    const at = timeIn(wanted.zone, story.briefing, now);
    const said = marked.map(({ correction }) => correction);
    const part = correctPart(
      partOf(delivery.body, () => undefined),
      said,
      story.briefing,
      { now, at },
    );
    const slot = `edit/${delivery.id}/${markOf(posts)}`;
    plan(withPictureOf(delivery.body, part), {
      ...correctionRow(delivery, story, now),
      id: slot,
      slot,
      edits: delivery.id,
      // Where the message is: some platforms edit a message in a thread through the thread.
      parent: delivery.parent,
    });
    // What a correction said is only struck: its post has a reply of its own. Who watches is told by an alert of its own.
    if (isCorrection(delivery) || delivery.kind === 'alert') continue;
    const root = delivery.parent === '' ? delivery.id : delivery.parent;
    const known = wrong.get(root) ?? { root, first, wanted, corrections: [] };
    const fresh = marked.filter(
      ({ correction }) =>
        !known.corrections.some((other) => other.correction.was.record === correction.was.record),
    );
    wrong.set(root, { ...known, corrections: [...known.corrections, ...fresh] });
  }
  const aloud = saidAloud([...wrong.values()]);
  for (const { post, mark, corrections } of aloud.posts) {
    const { first, root, wanted } = post;
    const at = timeIn(wanted.zone, story.briefing, now);
    plan(replyPart(corrections, story.briefing, { now, at }), {
      ...correctionRow(first.delivery, story, now),
      kind: 'correction-aloud',
      id: `said/${root}/${mark}`,
      // Of a place there is one, whichever of its posts are still to be edited when this is planned again.
      slot: `said/${story.briefing.id}/${mark}`,
      parent: root,
    });
  }
  for (const { root, first, wanted, corrections } of wrong.values()) {
    const here = corrections.filter((each) => !aloud.under(root, each)).map(({ correction }) => correction);
    if (wanted.corrections === 'off' || here.length === 0) continue;
    const mark = markOf(outdated.filter(({ delivery }) => delivery.id === root || delivery.parent === root));
    const slot = `fix/${root}/${mark}`;
    const at = timeIn(wanted.zone, story.briefing, now);
    const part = replyPart(here, story.briefing, { now, at });
    plan(part, { ...correctionRow(first.delivery, story, now), id: slot, slot, parent: root });
  }
  if (deliveries.length > 0) await store.enqueue(contents, deliveries, now);
  return deliveries.length;
}

/** What a channel was told aloud after a mark, oldest first: by record, what it was told the record says; null for gone. */
export async function toldAloud(
  store: Pick<RevisionStore, 'correctionsIn'>,
  claimsAt: Stories['claimsAt'],
  { place, story }: Pick<Subscription, 'place' | 'story'>,
  after: number,
): Promise<ReadonlyMap<string, Claim | null>> {
  const told = new Map<string, Claim | null>();
  const posted = (await store.correctionsIn(place, MOST_TOLD)).filter(
    (each) =>
      each.kind === 'correction-aloud' &&
      each.story === story &&
      each.mark > after &&
      each.place.thread === place.thread &&
      each.state !== 'failed' &&
      each.state !== 'expired',
  );
  for (const delivery of posted.toSorted((a, b) => a.mark - b.mark)) {
    const claims = await claimsAt(story, delivery.mark);
    for (const record of partOf(delivery.body, () => undefined).answer.records)
      told.set(record, claims.get(record) ?? null);
  }
  return told;
}

const MOST_TOLD = 100;

/** By subscription, and for what was shared by channel, read once each. */
async function wishesOf(
  outdated: readonly OutdatedPost[],
  store: Pick<SubscriptionStore, 'subscription' | 'subscriptionsIn'>,
): Promise<(delivery: StoredDelivery) => Wanted> {
  const wishes = new Map<string, Wanted>();
  for (const { delivery } of outdated) {
    const key = wishKey(delivery);
    if (wishes.has(key)) continue;
    const subscription = await toldAs(delivery, store);
    wishes.set(
      key,
      subscription === null
        ? delivery.kind === 'shared'
          ? UNASKED
          : GONE
        : { corrections: subscription.corrections ?? 'loud', zone: subscription.schedule.zone },
    );
  }
  return (delivery) => wishes.get(wishKey(delivery)) ?? GONE;
}

function wishKey({ kind, place, story, subscription }: StoredDelivery): string {
  return kind === 'shared' ? JSON.stringify([place, story]) : subscription;
}

/** The digest whose wishes hold for a post: its own; for what was shared, the channel's of that story. */
async function toldAs(
  { kind, place, story, subscription }: StoredDelivery,
  store: Pick<SubscriptionStore, 'subscription' | 'subscriptionsIn'>,
): Promise<Subscription | null> {
  if (kind !== 'shared') return (await store.subscription(subscription))?.subscription ?? null;
  const here = (await store.subscriptionsIn(place)).map((known) => known.subscription);
  return here.find((one) => one.story === story && one.place.thread === '') ?? null;
}

/** Where a channel has no digest of the story, as digests are by default. */
const UNASKED: Wanted = { corrections: 'loud', zone: null };

/** Of a digest that was removed nothing more is said in the channel; its posts are made right. */
const GONE: Wanted = { corrections: 'quiet', zone: null };

/** Which corrections are said in a channel, under which post: one message a place and mark. */
function saidAloud(wrong: readonly WrongPost[]) {
  const newest = new Map<string, { post: WrongPost; mark: number; corrections: Correction[] }>();
  // From the newest post back; posts come oldest first.
  for (const post of wrong.toReversed()) {
    const { place } = post.first.delivery;
    if (post.wanted.corrections !== 'loud' || place.thread !== '') continue;
    for (const { correction, mark } of post.corrections) {
      if (!isAloud(correction)) continue;
      const key = JSON.stringify([place, mark]);
      const said = newest.get(key) ?? { post, mark, corrections: [] };
      if (!said.corrections.some(({ was }) => was.record === correction.was.record))
        said.corrections.push(correction);
      newest.set(key, said);
    }
  }
  return {
    posts: [...newest.values()],
    /** Whether the channel reads this very correction under this post. */
    under: (root: string, { correction, mark }: MarkedCorrection) =>
      [...newest.values()].some(
        (said) =>
          said.post.root === root &&
          said.mark === mark &&
          said.corrections.some(({ was }) => was.record === correction.was.record),
      ),
  };
}

/** True where figures, attribution or whether it is so were wrong, and not only how it was put. */
function isAloud(correction: Correction): boolean {
  if (correction.kind === 'withdrawn') return true;
  if (correction.record.kind === 'conflict') return false;
  const { was, claim } = correction;
  return was.core === undefined || was.core !== claim.core;
}

function isCorrection({ kind }: Pick<StoredDelivery, 'kind'>): boolean {
  return kind === 'correction' || kind === 'correction-aloud';
}

/** The time on the channel's clock; on the desk's, with its zone, where the channel's is not known any more. */
function timeIn(zone: string | null, briefing: Briefing, now: number): string {
  const instant = Temporal.Instant.fromEpochMilliseconds(now);
  const wall = formatWallTime(instant, zone ?? briefing.zone);
  return zone === null ? `${wall} ${zoneCity(briefing.zone)}` : wall;
}

function correctionOf(
  { told, current, record: id }: OutdatedPost,
  records: ReadonlyMap<string, DatedRecord>,
): readonly MarkedCorrection[] {
  if (told === null) return [];
  const was = claimFrom(told.content);
  const { mark } = current;
  const record = records.get(id);
  if (record === undefined) return [{ correction: { kind: 'withdrawn', was }, mark }];
  return [{ correction: { kind: 'changed', record, was, claim: claimFrom(current.content) }, mark }];
}

function correctionRow(
  { subscription, place }: OutdatedPost['delivery'],
  story: SeenStory,
  now: number,
): Omit<NewDelivery, 'content' | 'key' | 'id' | 'slot'> {
  return {
    kind: 'correction',
    subscription,
    place,
    part: 0,
    parent: '',
    edits: '',
    mark: story.mark,
    dueAt: now,
    notBefore: now,
    expiresAt: now + DELIVER_WITHIN_MS,
  };
}

/** The mark that made these posts wrong: planning them again later gives the same edit, which is there already. */
function markOf(posts: readonly OutdatedPost[]): number {
  return Math.max(...posts.map(({ current }) => current.mark));
}

/** An edit keeps the post's picture. */
function withPictureOf(body: string, part: Part): Part {
  const drawn = { name: '', alt: '', png: async () => new Uint8Array() };
  return partOf(body, () => drawn).answer.picture === undefined
    ? part
    : { ...part, answer: { ...part.answer, picture: drawn } };
}

function groupBy<T>(list: readonly T[], key: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  return Map.groupBy(list, key);
}
