import type { Answer, Block } from '../../answer/answer.ts';
import { renumbered, usedCitations } from '../../answer/citations.ts';
import { createCiter, strong, text } from '../../answer/compose.ts';
import { type Briefing, type DatedRecord, datedRecords, recordId } from '../../domain/briefing.ts';
import { formatWallTime } from '../../domain/schedule/wall-time.ts';
import type { Content, DeliveryStore, NewDelivery, OutdatedPost, RevisionStore } from '../../store/store.ts';
import { recordTitle } from '../../views/record.ts';
import type { Part } from '../compose/compose.ts';
import { correctedBlock, dayIn, type Voice } from '../compose/entries.ts';
import type { Change } from '../compose/revisions.ts';
import { contentOf, deliveryKey, partOf } from '../compose/stored-content.ts';
import { claimFrom, type SeenStory } from './story-revisions.ts';

/** A record that a post used and that reads differently now. */
export type Correction = Exclude<Change, { kind: 'added' }>;

/** How long a post is still corrected. */
const CORRECTED_FOR_MS = 60 * 86_400_000;
/** How long an edit or a reply is worth delivering. */
const DELIVER_WITHIN_MS = 7 * 86_400_000;

/** Plans an edit of every post that used what a story now says differently, and one reply in each post's thread. */
export async function planCorrections(
  store: RevisionStore & DeliveryStore,
  story: SeenStory,
  now: number,
): Promise<number> {
  const outdated = await store.outdatedPosts(story.briefing.id, now - CORRECTED_FOR_MS);
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
  const replies = new Map<string, { readonly first: OutdatedPost; readonly corrections: Correction[] }>();
  for (const posts of groupBy(outdated, (post) => post.delivery.id).values()) {
    const [first] = posts;
    if (first === undefined) continue;
    const corrections = posts.flatMap((post) => correctionOf(post, records));
    const { delivery } = first;
    const root = delivery.parent === '' ? delivery.id : delivery.parent;
    const reply = replies.get(root) ?? { first, corrections: [] };
    for (const correction of corrections) {
      if (!reply.corrections.some(({ was }) => was.record === correction.was.record))
        reply.corrections.push(correction);
    }
    // Who watches is told of the change by an alert of its own.
    if (delivery.kind !== 'alert') replies.set(root, reply);
    const part = correctPart(
      partOf(delivery.body, () => undefined),
      corrections,
      story.briefing,
      now,
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
  }
  for (const [root, { first, corrections }] of replies) {
    const mark = markOf(outdated.filter(({ delivery }) => delivery.id === root || delivery.parent === root));
    const slot = `fix/${root}/${mark}`;
    const part = replyPart(corrections, story.briefing, now);
    plan(part, { ...correctionRow(first.delivery, story, now), id: slot, slot, parent: root });
  }
  if (deliveries.length > 0) await store.enqueue(contents, deliveries, now);
  return deliveries.length;
}

/** A posted part with what was said struck, what is right beside it, and a first line that says when and what changed. */
function correctPart(part: Part, corrections: readonly Correction[], briefing: Briefing, now: number): Part {
  const citer = createCiter(briefing);
  const voice = { briefing, citer, asOf: dayOf(now, briefing) };
  const corrected = new Map(corrections.map((change) => [change.was.record, correctedBlock(change, voice)]));
  const told = new Set(part.speaksFor);
  const notice: Block = { kind: 'paragraph', spans: noticeSpans(corrections, voice, now) };
  const loose = corrections.filter(({ was }) => !told.has(was.record));
  const added = [...corrections.filter(({ was }) => told.has(was.record)), ...loose].flatMap(
    ({ was }) => corrected.get(was.record) ?? [],
  );
  const fresh = renumbered(part.answer.citations, { blocks: added, citations: citer.citations() });
  const order = [...corrections.filter(({ was }) => told.has(was.record)), ...loose];
  const replacement = new Map(order.map(({ was }, at) => [was.record, fresh.blocks[at]]));
  const kept = part.answer.blocks.map((block, at) => replacement.get(part.speaksFor[at] ?? '') ?? block);
  const extra = loose.flatMap(({ was }) => replacement.get(was.record) ?? []);
  const blocks = [notice, ...extra, ...kept];
  return {
    answer: {
      ...part.answer,
      blocks,
      citations: usedCitations(fresh.citations, part.answer.headline, blocks),
      records: part.answer.records,
      asOf: voice.asOf,
    },
    speaksFor: ['', ...loose.map(({ was }) => was.record), ...part.speaksFor],
  };
}

function replyPart(corrections: readonly Correction[], briefing: Briefing, now: number): Part {
  const citer = createCiter(briefing);
  const voice = { briefing, citer, asOf: dayOf(now, briefing) };
  const blocks = corrections.map((change) => correctedBlock(change, voice));
  const records = corrections.map(({ was }) => was.record);
  const answer: Answer = {
    status: 'answered',
    headline: noticeSpans(corrections, voice, now),
    blocks,
    citations: citer.citations(),
    records,
    actions: [],
    command: 'digest',
    audience: 'channel',
    asOf: voice.asOf,
  };
  return { answer, speaksFor: records };
}

/** The desk's local day at a time in milliseconds. */
function dayOf(now: number, { zone }: Briefing): string {
  return dayIn(Temporal.Instant.fromEpochMilliseconds(now), zone);
}

function noticeSpans(corrections: readonly Correction[], voice: Voice, now: number) {
  const at = formatWallTime(Temporal.Instant.fromEpochMilliseconds(now), voice.briefing.zone);
  const what = corrections.map((change) =>
    change.kind === 'withdrawn' ? 'a record was withdrawn' : recordTitle(change.record, voice.briefing),
  );
  return [strong(`Corrected ${at}`), text(`: ${[...new Set(what)].join('; ')}`)];
}

function correctionOf(post: OutdatedPost, records: ReadonlyMap<string, DatedRecord>): readonly Correction[] {
  if (post.told === null) return [];
  const was = claimFrom(post.told.content);
  const record = records.get(post.record);
  if (record === undefined) return [{ kind: 'withdrawn', was }];
  return [{ kind: 'changed', record, was, claim: claimFrom(post.current.content) }];
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
