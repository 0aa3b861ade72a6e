import type { Answer } from '../answer/answer.ts';
import type { TenantId } from '../domain/schedule/tenant.ts';
import type { PostLimits } from './post-rate.ts';

/** Where a scheduled answer goes. Ids are the platform's own, opaque to the core. */
export interface Destination {
  readonly platform: string;
  /** Discord guild or Slack team. */
  readonly tenant: TenantId;
  readonly channel: string;
  /** Message or thread to answer in; absent for the channel itself. */
  readonly thread?: string;
  /** An answer to that message which the whole channel is to see, not only who follows its thread. */
  readonly aloud?: true;
}

/**
 * Identity of one message to be sent once: the same key is never posted twice to the same destination, however often
 * it is tried. At most 25 characters of base64url (Discord's nonce length).
 */
export type DeliveryKey = string;

/** What became of one attempt to post. */
export type DeliveryResult =
  | {
      readonly kind: 'sent';
      readonly message: string;
      /** Of a private message: the conversation it stands in, for what follows. */
      readonly place?: Pick<Destination, 'tenant' | 'channel'>;
    }
  /** Certainly not posted and worth another try, not before `retryAfterMs`. */
  | { readonly kind: 'not-sent'; readonly reason: string; readonly retryAfterMs?: number }
  /** The platform may or may not have stored it: find out with `find` before any resend. */
  | { readonly kind: 'in-doubt'; readonly reason: string }
  /** Will not work until somebody changes something: no permission, channel gone, archived, uninstalled. */
  | { readonly kind: 'blocked'; readonly reason: BlockReason; readonly detail: string };

export type BlockReason =
  | 'channel-gone'
  | 'archived'
  | 'no-permission'
  | 'not-member'
  | 'uninstalled'
  | 'restricted'
  | 'invalid';

/** What the outbox asks of a platform. Every call carries its own time limit and never retries by itself. */
export interface Delivery {
  /** Absent: as slow as the slowest platform we know. */
  readonly limits?: PostLimits;
  /** Tells one person something in private, as far as the platform lets us; absent where it cannot. */
  readonly tell?: (tenant: TenantId, user: string, answer: Answer) => Promise<DeliveryResult>;
  /**
   * Resolves once the platform's own pace has a place for another post, which is kept for it for a moment; or on abort.
   * Absent: `limits` alone decide.
   */
  readonly room?: (signal: AbortSignal) => Promise<void>;
  /** `tried` false: nothing was ever posted under this key, so that nothing of it need be looked for. */
  readonly post: (
    destination: Destination,
    answer: Answer,
    key: DeliveryKey,
    tried?: boolean,
  ) => Promise<DeliveryResult>;
  /** How long after an attempt a look for its message is worth the while; absent: as long as on any platform. */
  readonly lookAfterMs?: number;
  /**
   * Looks for a message posted under `key` since `since`. `unknown` where the platform does not let us look, `later` where
   * only this look failed, which says nothing of the message. An absent one `collapses` where a post under the same key
   * is the same message now, even if the earlier attempt still arrives.
   */
  readonly find: (
    destination: Destination,
    key: DeliveryKey,
    since: Temporal.Instant,
  ) => Promise<
    | { readonly kind: 'found'; readonly message: string }
    | { readonly kind: 'absent'; readonly collapses?: boolean }
    | { readonly kind: 'unknown'; readonly reason: string }
    | { readonly kind: 'later'; readonly reason: string; readonly retryAfterMs: number }
  >;
  /** Replaces the content of a message of ours. */
  readonly edit: (destination: Destination, message: string, answer: Answer) => Promise<DeliveryResult>;
  /**
   * What people call a person or a channel (`Ann`, `#desk`), as plain text for sentences; null where the platform does
   * not say. Never rejects.
   */
  readonly nameOf?: (tenant: TenantId, kind: 'person' | 'channel', id: string) => Promise<string | null>;
  /** The IANA zone a person lives by; null where the platform does not say. Never rejects. */
  readonly zoneOf?: (tenant: TenantId, user: string) => Promise<string | null>;
  /** Proves that posting would work, without posting. */
  readonly probe: (destination: Destination) => Promise<
    /** `note`: one sentence on what will look other than it could, and why. */
    | { readonly kind: 'ok'; readonly name: string; readonly note?: string }
    | { readonly kind: 'blocked'; readonly reason: BlockReason; readonly detail: string }
    /** It could not be found out now; `reason` is a phrase. */
    | { readonly kind: 'later'; readonly reason: string; readonly retryAfterMs: number }
  >;
}
