import type { TurnsGiven, TurnWish } from '../core/post-rate.ts';
import type { Place, Subscription } from '../domain/schedule/subscription.ts';
import type { KeptStore, QueueStore } from './kept-store.ts';
import type { FeedStore, ProposalStore } from './proposal-store.ts';
import type { QuestionStore } from './question-store.ts';
import type { WatchStore } from './watch-store.ts';

/** Why a store cannot do what was asked; `store-trouble.ts` has the sentence of each. */
export type StoreTrouble =
  /** No room, or a quota is reached: what is there can be read. */
  | 'full'
  /** The user we run as may not read or write something, or the file system is mounted read-only. */
  | 'not-permitted'
  /** Some of its bytes are not what was written. */
  | 'damaged'
  /** The path names something else: a folder, a file that is no database, another program's database. */
  | 'not-ours'
  /** The file that keeps a second process out is not what was written. */
  | 'bad-lock'
  /** The file system cannot keep a second process out. */
  | 'no-locks'
  /** Another Readout process has it. */
  | 'locked'
  /** Another program holds it for longer than we wait. */
  | 'busy'
  /** Deleted, moved or replaced while it was open. */
  | 'gone'
  /** A newer Readout wrote it. */
  | 'newer'
  /** The disk reports an error. */
  | 'disk'
  /** The server cannot be reached, or ended the connection: it is tried again. */
  | 'away'
  /** The server does not let us in: user, password, certificate or database are not right. */
  | 'refused'
  /** The server is of a version or kind that Readout cannot stand on. */
  | 'unfit'
  /** This machine's clock and the database's are too far apart to agree on anything. */
  | 'skewed'
  /** It was moved to another place, or is being moved here. */
  | 'moved'
  /** Another process leads since. */
  | 'overtaken'
  /** Anything else; a fault of ours as a rule. */
  | 'broken';

/** The store cannot do what was asked. The message is `fault` and `remedy`, a sentence each, which name the path. */
export class StoreError extends Error {
  readonly code: StoreTrouble;
  readonly fault: string;
  readonly remedy: string;

  constructor(
    code: StoreTrouble,
    words: { readonly fault: string; readonly remedy: string },
    options?: ErrorOptions,
  ) {
    super(`${words.fault} ${words.remedy}`, options);
    this.name = 'StoreError';
    this.code = code;
    this.fault = words.fault;
    this.remedy = words.remedy;
  }
}

/** Who changed what, never overwritten. */
export interface AuditEntry {
  /** Epoch milliseconds, as everywhere in the store. */
  readonly at: number;
  readonly platform: string;
  readonly tenant: string;
  readonly channel: string;
  /** Platform id of the person; `config` or `readout` where nobody asked in chat. */
  readonly actor: string;
  /** `subscribe`, `pause`, `park` … */
  readonly action: string;
  /** What it was done to: a subscription id. */
  readonly subject: string;
  readonly detail: string;
}

export interface AuditStore {
  readonly recordAudit: (entry: AuditEntry) => Promise<void>;
  /** Newest first; without `channel` the whole tenant. */
  readonly auditOf: (where: AuditScope, limit: number) => Promise<readonly AuditEntry[]>;
}

export interface AuditScope {
  readonly platform: string;
  readonly tenant: string;
  readonly channel?: string;
}

/** A subscription with what became of it so far. */
export interface KnownSubscription {
  readonly subscription: Subscription;
  /** ISO day of the newest slot; empty where there is none. */
  readonly lastDay: string;
  /** The story's revision mark the channel was last told of; before the first digest that of subscribing, 0 where not known. */
  readonly toldMark: number;
  /** When it was told; 0 before the first digest. */
  readonly toldAt: number;
}

export interface SubscriptionStore {
  /**
   * Writes the subscription and why, or neither. `new`: only where its id is free; `known`: only where it is there, so that what
   * somebody removed meanwhile does not come back. False where nothing was written. `baseline` is the mark of its story's
   * state that a subscription to it begins with: what changes from then on is told. 0 where that is not known.
   */
  readonly saveSubscription: (
    subscription: Subscription,
    why: AuditEntry,
    which?: 'any' | 'new' | 'known',
    baseline?: number,
  ) => Promise<boolean>;
  /**
   * Writes a new one and why, where `mayBe` says so of those its tenant has; of two that are added at once the second is shown
   * the first. `taken`: its id is somebody's.
   */
  readonly addSubscription: (
    subscription: Subscription,
    why: AuditEntry,
    baseline: number,
    mayBe: (others: readonly KnownSubscription[]) => boolean,
  ) => Promise<'added' | 'taken' | 'refused'>;
  /** False where there was none. Slots and deliveries stay as a record. */
  readonly removeSubscription: (id: string, why: AuditEntry) => Promise<boolean>;
  readonly subscription: (id: string) => Promise<KnownSubscription | null>;
  /** In order of creation; without `channel` the whole tenant, without `tenant` the whole platform. */
  readonly subscriptionsIn: (where: SubscriptionScope) => Promise<readonly KnownSubscription[]>;
  /** Every subscription that came from a configuration file. */
  readonly declaredSubscriptions: () => Promise<readonly KnownSubscription[]>;
  /** Active ones by id, those after `after`, at most `limit`: the first beat of a process walks them in pages. */
  readonly activeSubscriptions: (after: string, limit: number) => Promise<readonly WaitingSubscription[]>;
  /** Active ones that may be due at `now`, at most `limit`, those that waited longest first. */
  readonly dueSubscriptions: (now: number, limit: number) => Promise<readonly WaitingSubscription[]>;
}

/** A subscription with the moment before which nothing of it is due. */
export interface WaitingSubscription extends KnownSubscription {
  /** Epoch milliseconds; 0 or less where that is not known: it is new or was changed. */
  readonly nextDueAt: number;
}

/** That a subscription was looked at, and the next moment it may be due. */
export interface LookedAt {
  readonly subscription: string;
  /** `nextDueAt` as it was read: where it is another by now, the subscription was changed and is looked at again. */
  readonly was: number;
  readonly nextDueAt: number;
}

export interface SubscriptionScope {
  readonly platform: string;
  readonly tenant?: string;
  readonly channel?: string;
}

/** A scheduled local day as the store keeps it. */
export interface StoredSlot {
  readonly subscription: string;
  readonly day: string;
  readonly dueAt: number;
  readonly kind: 'digest' | 'missed';
  readonly late: boolean;
  readonly skipped: number;
}

/** What a post says, kept once however many channels get it. */
export interface Content {
  /** Hash over everything below. */
  readonly hash: string;
  readonly story: string;
  /** Serialised; opaque to the store. */
  readonly body: string;
  /** Revision hash of every record it was made from, by record id. */
  readonly revisions: ReadonlyMap<string, string>;
}

export const DELIVERY_STATES = [
  'planned',
  'claimed',
  'sending',
  'sent',
  'in-doubt',
  'reconciled',
  'failed',
  'expired',
] as const;
/** `sent` and `reconciled` have a message id; `failed` and `expired` were certainly not posted. */
export type DeliveryState = (typeof DELIVERY_STATES)[number];

export const DELIVERY_KINDS = [
  'digest',
  'missed',
  'test',
  'correction',
  'correction-aloud',
  'alert',
  'desk',
  'shared',
] as const;
/** `correction-aloud` answers a post in the channel itself, where everybody sees it; `shared` was posted by who asked. */
export type DeliveryKind = (typeof DELIVERY_KINDS)[number];

/** One message to be posted or edited once. Unique by place, slot and part. */
export interface NewDelivery {
  readonly id: string;
  readonly kind: DeliveryKind;
  readonly subscription: string;
  /** What makes it one: `<subscription>/<day>`, `fix/<delivery>/<mark>`. */
  readonly slot: string;
  /** 0 is the post in the channel; higher parts answer it in its thread. */
  readonly part: number;
  readonly place: Place;
  /** The platform's idempotency key. */
  readonly key: string;
  /** Hash of its content. */
  readonly content: string;
  /** Delivery whose message is the thread it goes to; empty for the place itself. */
  readonly parent: string;
  /** Delivery whose message it replaces; empty for a new message. */
  readonly edits: string;
  /** The story's revision mark it speaks for. */
  readonly mark: number;
  readonly dueAt: number;
  readonly notBefore: number;
  readonly expiresAt: number;
}

/** A delivery with its state. */
export interface StoredDelivery extends NewDelivery {
  readonly state: DeliveryState;
  /** Content as serialised when it was planned, and the story it is of. */
  readonly body: string;
  readonly story: string;
  /** Message id of the parent or of the edited delivery, where it has one. */
  readonly parentMessage: string;
  readonly editedMessage: string;
  readonly message: string;
  readonly reason: string;
  readonly attempts: number;
  /** When the last attempt began; 0 before the first. */
  readonly attemptAt: number;
  readonly updatedAt: number;
}

/** What to write about a claimed delivery. */
export type Settlement =
  | { readonly state: 'sent' | 'reconciled'; readonly message: string }
  | { readonly state: 'planned' | 'in-doubt'; readonly reason: string; readonly notBefore: number }
  | { readonly state: 'failed' | 'expired'; readonly reason: string };

/** A slot with what its digest needs. */
export interface PlannedSlot {
  readonly slot: StoredSlot;
  readonly known: KnownSubscription;
}

export interface SlotStore {
  /**
   * Writes those that are new and returns how many: a slot that exists is left as it is. `looked` are the subscriptions
   * that this look is done with, together with their slots or not at all.
   */
  readonly planSlots: (
    slots: readonly StoredSlot[],
    now: number,
    looked?: readonly LookedAt[],
  ) => Promise<number>;
  /** Slots that were planned and not yet composed, oldest first; those behind `after` where it is given. */
  readonly slotsToCompose: (limit: number, after?: StoredSlot) => Promise<readonly PlannedSlot[]>;
  /** Slots of one subscription, newest first. */
  readonly slotsOf: (
    subscription: string,
    limit: number,
  ) => Promise<readonly (StoredSlot & { readonly state: SlotState })[]>;
  /** Each slot becomes what was decided, with its content and deliveries, or stays as it was. */
  readonly composeSlots: (composed: readonly ComposedSlot[], now: number) => Promise<void>;
}

/** `quiet`: nothing to say and nothing said; `dropped`: its story or channel is gone. */
export type SlotState = 'planned' | 'composed' | 'quiet' | 'dropped';

export interface ComposedSlot {
  readonly subscription: string;
  readonly day: string;
  readonly state: 'composed' | 'quiet' | 'dropped';
  readonly contents: readonly Content[];
  readonly deliveries: readonly NewDelivery[];
}

export interface ClaimRequest {
  readonly platform: string;
  readonly claim: string;
  readonly now: number;
  readonly leaseUntil: number;
  readonly limit: number;
  /** Only posts in channels, or only what comes after them; absent: both, the former first. */
  readonly only?: 'leads' | 'details';
}

export interface DeliveryStore {
  /** Plans messages outside a slot; those that exist are left as they are. */
  readonly enqueue: (
    contents: readonly Content[],
    deliveries: readonly NewDelivery[],
    now: number,
  ) => Promise<void>;
  /** Notes what stands in a channel already as `message`, as if it had been sent from here; once, however often it is noted. */
  readonly notePosted: (
    content: Content,
    delivery: NewDelivery,
    message: string,
    now: number,
  ) => Promise<void>;
  /** Takes planned deliveries that may go out now: not parked, not held back, their thread's message known. */
  readonly claim: (request: ClaimRequest) => Promise<readonly StoredDelivery[]>;
  /** Takes doubtful ones that may be looked for now; their state stays `in-doubt`. */
  readonly claimDoubtful: (request: ClaimRequest) => Promise<readonly StoredDelivery[]>;
  /** Written before the platform is called; the claim lasts until `leaseUntil` then. False where it was lost. */
  readonly startSending: (id: string, claim: string, now: number, leaseUntil: number) => Promise<boolean>;
  /** False where the claim was lost: then nothing is written. */
  readonly settle: (id: string, claim: string, outcome: Settlement, now: number) => Promise<boolean>;
  /**
   * Gives back what a dead process held: claimed ones are planned again, sending ones are in doubt and looked for no
   * sooner than `doubtMs` after their attempt. `everything` for a store that no other process can hold.
   */
  readonly recover: (options: {
    readonly now: number;
    readonly doubtMs: number;
    readonly everything: boolean;
  }) => Promise<number>;
  /** Gives back what this claim holds without having begun to send it. */
  readonly release: (claim: string, now: number) => Promise<number>;
  /** Marks planned ones past their end as expired and returns them. */
  readonly expire: (now: number) => Promise<readonly StoredDelivery[]>;
  /** Nothing planned for this place goes out before `until`. */
  readonly holdBack: (place: Place, until: number) => Promise<void>;
  /** Epoch ms of the next moment something planned or doubtful may move on this platform; null where nothing waits. */
  readonly nextMove: (platform: string, now: number) => Promise<number | null>;
  /** Newest first. */
  readonly deliveriesIn: (place: Place, limit: number) => Promise<readonly StoredDelivery[]>;
  readonly countDeliveries: () => Promise<ReadonlyMap<DeliveryState, number>>;
}

/** A place that cannot be posted to until somebody changes something. */
export interface ParkedPlace {
  readonly place: Place;
  readonly reason: string;
  readonly detail: string;
  readonly since: number;
  /** When the owner was told; 0 while they were not. */
  readonly toldAt: number;
  readonly probedAt: number;
}

export interface ParkingStore {
  /** True where it was not parked before; the first reason's date stays. */
  readonly park: (place: Place, reason: string, detail: string, now: number) => Promise<boolean>;
  readonly unpark: (place: Place) => Promise<boolean>;
  readonly parked: (place: Place) => Promise<ParkedPlace | null>;
  /** Those not probed since `before`, oldest first. */
  readonly parkedNotProbedSince: (before: number, limit: number) => Promise<readonly ParkedPlace[]>;
  readonly markProbed: (place: Place, now: number) => Promise<void>;
  /** True for the one caller that may tell the owner. */
  readonly markTold: (place: Place, now: number) => Promise<boolean>;
}

/** A record as this installation saw it from a mark on. An empty hash: it is gone. */
export interface Revision {
  readonly record: string;
  readonly hash: string;
  /** Serialised claim; opaque to the store. */
  readonly content: string;
  readonly material: boolean;
}

export interface SeenRevision extends Revision {
  /** Counts the states of a story's records: 1 is the first. */
  readonly mark: number;
  readonly seenAt: number;
}

/** A post that used a record which reads differently now. */
export interface OutdatedPost {
  readonly delivery: StoredDelivery;
  readonly record: string;
  readonly told: Revision | null;
  readonly current: SeenRevision;
}

export interface RevisionStore {
  /** 0 where the story was never seen. */
  readonly currentMark: (story: string) => Promise<number>;
  /** The newest revision of each record with a mark of at most `mark`, gone ones included. */
  readonly revisionsAt: (story: string, mark: number) => Promise<readonly SeenRevision[]>;
  /** Adds them under one mark; nothing is ever changed or removed. False, and nothing written, where the mark is taken. */
  readonly addRevisions: (
    story: string,
    mark: number,
    revisions: readonly Revision[],
    now: number,
  ) => Promise<boolean>;
  /** Posts since `since` that used a record whose newest revision is material and differs, by post and record. */
  readonly outdatedPosts: (story: string, since: number) => Promise<readonly OutdatedPost[]>;
  /** The corrections posted in a place, newest first. */
  readonly correctionsIn: (place: Place, limit: number) => Promise<readonly StoredDelivery[]>;
  /** Channels with corrections told aloud, each once and without a thread: so that not every place has to be asked for them. */
  readonly correctedAloud: (limit: number) => Promise<readonly Omit<Place, 'thread'>[]>;
}

/** A lease as it was given: its name and the number it had then. */
export interface Lease {
  readonly name: string;
  readonly fence: number;
}

export interface LeaseStore {
  /**
   * A number while `holder` leads (it did, or the last holder's time ran out), else null. The number is higher with each
   * change of holder. Leased for `until - now`, by the clock of the database where several processes share it.
   */
  readonly holdLease: (name: string, holder: string, now: number, until: number) => Promise<number | null>;
  readonly dropLease: (name: string, holder: string) => Promise<void>;
}

/** Turns of limits that several processes share, by the clock of the database where they do. */
export interface TurnStore {
  readonly takeTurns: (wish: TurnWish, now: number) => Promise<TurnsGiven>;
  /** No turn for so many milliseconds from `now`; a longer hold stays. */
  readonly holdTurns: (name: string, forMs: number, now: number) => Promise<void>;
}

/** The packs that every process on the store is to answer from. */
export interface PushedPack {
  /** Hash over all files. */
  readonly version: string;
  readonly pushedAt: number;
}

export interface PackStore {
  /** Makes these files the present ones; those of all earlier ones but the last are dropped. */
  readonly pushPack: (
    pack: PushedPack,
    files: readonly { readonly path: string; readonly body: string }[],
  ) => Promise<void>;
  /** Null where none was ever pushed. */
  readonly presentPack: () => Promise<PushedPack | null>;
  readonly packFiles: (
    version: string,
  ) => Promise<readonly { readonly path: string; readonly body: string }[]>;
}

export interface MemoryStore {
  readonly markSeen: (key: string, now: number, until: number) => Promise<boolean>;
  /** Whether a key is marked; marks nothing. */
  readonly isSeen: (key: string, now: number) => Promise<boolean>;
  /** Marks all of these until `until`, with one write. */
  readonly markAllSeen: (keys: readonly string[], until: number) => Promise<void>;
  /** Every marked key with when its mark ends. */
  readonly seenKeys: (now: number) => Promise<ReadonlyMap<string, number>>;
  readonly lineOf: (thread: string, now: number) => Promise<string | undefined>;
  readonly keepLine: (thread: string, line: string, until: number) => Promise<void>;
  /** Drops what has run out. */
  readonly forget: (now: number) => Promise<void>;
}

/** The right to speak in one workspace, as its administrator gave it. */
export interface StoredInstallation {
  readonly platform: string;
  readonly tenant: string;
  /** Names the key under which `sealed` was closed. */
  readonly keyId: string;
  /** Opaque to the store, and unreadable in it: tokens are in here. */
  readonly sealed: string;
  readonly savedAt: number;
}

export interface InstallationStore {
  /** Takes the place of an earlier one of the same workspace. */
  readonly saveInstallation: (installation: StoredInstallation) => Promise<void>;
  readonly installation: (platform: string, tenant: string) => Promise<StoredInstallation | null>;
  /** Oldest first. */
  readonly installations: (platform: string) => Promise<readonly StoredInstallation[]>;
  /** In the place of exactly `before`, kept since the same time; false where that is another by now. */
  readonly closeAnew: (
    before: StoredInstallation,
    after: Pick<StoredInstallation, 'keyId' | 'sealed'>,
  ) => Promise<boolean>;
  /** False where there was none. */
  readonly removeInstallation: (platform: string, tenant: string) => Promise<boolean>;
}

/** The story a channel means, as somebody set it in chat. */
export interface StoredChannelStory {
  readonly platform: string;
  readonly tenant: string;
  readonly channel: string;
  readonly story: string;
  /** Platform id of the person. */
  readonly setBy: string;
  readonly setAt: number;
}

export interface ChannelStoryStore {
  /** Of every channel that has one. */
  readonly channelStories: () => Promise<readonly StoredChannelStory[]>;
  /** Takes the place of an earlier one; writes it and why, or neither. */
  readonly setChannelStory: (setting: StoredChannelStory, why: AuditEntry) => Promise<void>;
  /** Gives a channel back to the default; writes that and why, or neither. */
  readonly clearChannelStory: (
    place: Pick<StoredChannelStory, 'platform' | 'tenant' | 'channel'>,
    why: AuditEntry,
  ) => Promise<void>;
}

/** Everything Readout keeps across restarts. Every call may reject with a `StoreError` and nothing else. */
export interface Store
  extends SubscriptionStore,
    AuditStore,
    SlotStore,
    DeliveryStore,
    ParkingStore,
    RevisionStore,
    LeaseStore,
    MemoryStore,
    TurnStore,
    PackStore,
    InstallationStore,
    ChannelStoryStore,
    ProposalStore,
    FeedStore,
    WatchStore,
    QuestionStore,
    KeptStore,
    QueueStore {
  /** This store for whoever leads by that lease: once somebody else leads, every write is refused (`overtaken`). */
  readonly leading: (lease: Lease) => Store;
  /** Writes a whole, consistent copy while the store is in use. */
  readonly backup: (file: string) => Promise<void>;
  readonly close: () => Promise<void>;
}
