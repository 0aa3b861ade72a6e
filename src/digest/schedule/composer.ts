import type { Picture } from '../../answer/answer.ts';
import type { Briefing } from '../../domain/briefing.ts';
import type { Log } from '../../domain/log.ts';
import { withoutUndefined } from '../../domain/mapping.ts';
import type { Place, Subscription } from '../../domain/schedule/subscription.ts';
import type { Content, DeliveryKind, NewDelivery } from '../../store/ports/deliveries.ts';
import type { RevisionStore } from '../../store/ports/revisions.ts';
import type { ComposedSlot, PlannedSlot } from '../../store/ports/slots.ts';
import { composeDigest, composeMissed, type DigestInput, type DigestPost } from '../compose/compose.ts';
import type { Part } from '../compose/part.ts';
import { type Claim, changesSince } from '../compose/revisions.ts';
import { contentOf, deliveryKey } from '../compose/stored-content.ts';
import { toldAloud } from './corrections.ts';
import { nextRun } from './due.ts';
import type { SeenStory, Stories } from './story-revisions.ts';

export interface ComposerOptions {
  readonly store: Pick<RevisionStore, 'correctionsIn' | 'correctedAloud'>;
  readonly stories: Stories;
  /** Draws a story's plan board; absent for digests without pictures. */
  readonly picture?: (briefing: Briefing) => Picture;
  /** Where people reach the pages; absent where they are not served to others. */
  readonly pages?: string;
  /** What a channel's editors are told besides of a story; '' for nothing. Absent where no channel is editors'. */
  readonly deskLine?: (place: Place, story: string, now: number) => Promise<string>;
  /** How long after its time a digest may still go out. */
  readonly windowMs: number;
  readonly log: Log;
}

/** Channels that were told a correction aloud and are kept in mind for a beat; where there are more, each is asked for. */
const MOST_CORRECTED = 20_000;

/** Composes for one beat. */
export interface Composer {
  readonly slot: (planned: PlannedSlot, slotName?: string) => Promise<ComposedSlot>;
  readonly post: (
    known: PlannedSlot['known'],
    story: SeenStory,
    extra: Pick<DigestInput, 'slot' | 'mark'>,
  ) => Promise<DigestPost | null>;
  /** The lead and, in its thread, the detail. A content is handed out once a beat. */
  readonly rows: (
    post: DigestPost,
    story: SeenStory,
    meta: RowsFor,
  ) => { readonly contents: readonly Content[]; readonly deliveries: readonly NewDelivery[] };
}

/** Composes for one beat; channels that were told the same and want the same share one composition. */
export function createComposer(options: ComposerOptions, now: number): Composer {
  const { stories, windowMs, log } = options;
  const made = new Map<string, DigestPost | null>();
  const contentsOf = new Map<DigestPost, readonly Content[]>();
  const handed = new Set<string>();
  const at = Temporal.Instant.fromEpochMilliseconds(now);

  const aloudSince = aloudOnce(options);

  const post: Composer['post'] = async ({ subscription, toldMark, toldAt }, story, extra) => {
    // To the minute: that is all a digest says of it.
    const told = Math.floor(toldAt / 60_000) * 60_000;
    const { filter, format, quiet, threads, schedule } = subscription;
    const wants: unknown[] = [
      story.briefing.id,
      story.mark,
      toldMark,
      told,
      filter,
      format,
      quiet,
      threads,
      schedule.zone,
    ];
    const { slot, mark } = extra;
    // What it was told since in a correction is no news in the digest; what changed again after that is.
    const isBehind = toldAt !== 0 && story.mark !== toldMark;
    const aloud = isBehind ? await aloudSince(subscription, toldMark) : [];
    wants.push(aloud.map(([record, claim]) => `${record} ${claim?.hash ?? ''}`));
    const desk = (await options.deskLine?.(subscription.place, story.briefing.id, now)) || undefined;
    wants.push(desk);
    const key = JSON.stringify([...wants, slot?.dueAt.epochMilliseconds, slot?.late, slot?.skipped, mark]);
    const known = made.get(key);
    if (known !== undefined) return known;
    const before = toldMark === 0 ? null : new Map(await stories.claimsAt(story.briefing.id, toldMark));
    for (const [record, claim] of aloud) {
      if (claim === null) before?.delete(record);
      else before?.set(record, claim);
    }
    const composed = composeDigest({
      briefing: story.briefing,
      filter,
      format,
      quiet,
      threads,
      zone: schedule.zone,
      now: at,
      changes: before === null ? null : changesSince(before, story.briefing, story.claims),
      // A channel that was never told has the moment of subscribing as its mark.
      first: toldAt === 0,
      toldAt: toldAt === 0 ? null : Temporal.Instant.fromEpochMilliseconds(told),
      ...withoutUndefined({
        slot,
        mark,
        desk,
        picture: options.picture?.(story.briefing),
        pages: options.pages,
      }),
    });
    made.set(key, composed);
    return composed;
  };

  const rows: Composer['rows'] = (composed, story, { threads, ...shared }) => {
    const contents = contentsOf.get(composed) ?? contentsFor(composed, story);
    contentsOf.set(composed, contents);
    const fresh = contents.filter((content) => !handed.has(content.hash));
    for (const content of fresh) handed.add(content.hash);
    const idOf = (part: number) => `${shared.slot}#${part}`;
    const deliveries = contents.map((content, part) => ({
      ...shared,
      id: idOf(part),
      part,
      key: deliveryKey(shared.place, shared.slot, part),
      content: content.hash,
      parent: part > 0 && threads ? idOf(0) : '',
      edits: '',
      mark: story.mark,
      notBefore: shared.dueAt,
    }));
    return { contents: fresh, deliveries };
  };

  return {
    post,
    rows,
    async slot({ slot, known }, slotName = `${slot.subscription}/${slot.day}`) {
      const { subscription } = known;
      const outcome = { subscription: slot.subscription, day: slot.day };
      const story = await stories.story(subscription.story);
      if (story === null) {
        log.warn('A digest is due for a story that is not loaded.', { story: subscription.story });
        return { ...outcome, state: 'dropped', contents: [], deliveries: [] };
      }
      const timing = {
        dueAt: Temporal.Instant.fromEpochMilliseconds(slot.dueAt),
        late: slot.late,
        skipped: slot.skipped,
      };
      const composed =
        slot.kind === 'missed'
          ? { lead: missedPart(known, story, timing, at), detail: null }
          : await post(known, story, { slot: timing });
      if (composed === null) return { ...outcome, state: 'quiet', contents: [], deliveries: [] };
      const kind: DeliveryKind = slot.kind;
      const messages = rows(composed, story, {
        kind,
        slot: slotName,
        subscription: subscription.id,
        place: subscription.place,
        threads: subscription.threads,
        dueAt: slot.dueAt,
        // A notice has its own time: it exists because the digest's is over.
        expiresAt: (kind === 'missed' ? now : slot.dueAt) + windowMs,
      });
      return { ...outcome, state: 'composed', ...messages };
    },
  };
}

/**
 * What a channel was told aloud after a mark, by record. Which channels were told any is read once: asking for each took
 * longer than composing.
 */
function aloudOnce({
  store,
  stories,
}: Pick<ComposerOptions, 'store' | 'stories'>): (
  subscription: Subscription,
  after: number,
) => Promise<readonly (readonly [string, Claim | null])[]> {
  let read: Promise<ReadonlySet<string> | null> | undefined;
  const corrected = async () => {
    const places = await store.correctedAloud(MOST_CORRECTED + 1);
    return places.length > MOST_CORRECTED ? null : new Set(places.map(channelKey));
  };
  return async (subscription, after) => {
    read ??= corrected();
    const known = await read;
    if (known !== null && !known.has(channelKey(subscription.place))) return [];
    return [...(await toldAloud(store, stories.claimsAt, subscription, after))];
  };
}

function channelKey({ platform, tenant, channel }: Omit<Place, 'thread'>): string {
  return JSON.stringify([platform, tenant, channel]);
}

function missedPart(
  { subscription }: PlannedSlot['known'],
  { briefing }: SeenStory,
  slot: NonNullable<DigestInput['slot']>,
  now: Temporal.Instant,
): Part {
  const { filter, format, quiet, threads, schedule } = subscription;
  return composeMissed({
    briefing,
    changes: null,
    filter,
    format,
    quiet,
    threads,
    zone: schedule.zone,
    now,
    toldAt: null,
    slot,
    next: nextRun(schedule, now).at,
  });
}

interface RowsFor {
  readonly kind: DeliveryKind;
  readonly slot: string;
  readonly subscription: string;
  readonly place: Place;
  readonly threads: boolean;
  readonly dueAt: number;
  readonly expiresAt: number;
}

function contentsFor({ lead, detail }: DigestPost, story: SeenStory): readonly Content[] {
  const revisions = new Map([...story.claims].map(([record, claim]) => [record, claim.hash]));
  return (detail === null ? [lead] : [lead, detail]).map((part) =>
    contentOf(part, story.briefing.id, revisions),
  );
}
