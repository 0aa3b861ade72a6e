import type { Place } from '../../domain/schedule/subscription.ts';

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
  /** Marks planned ones past their end as expired and returns them: at most so many, the longest gone first. */
  readonly expire: (now: number, most?: number) => Promise<readonly StoredDelivery[]>;
  /** Nothing planned for this place goes out before `until`. */
  readonly holdBack: (place: Place, until: number) => Promise<void>;
  /** Epoch ms of the next moment something planned or doubtful may move on this platform; null where nothing waits. */
  readonly nextMove: (platform: string, now: number) => Promise<number | null>;
  /** Newest first. */
  readonly deliveriesIn: (place: Place, limit: number) => Promise<readonly StoredDelivery[]>;
  readonly countDeliveries: () => Promise<ReadonlyMap<DeliveryState, number>>;
}
