import type { Answer } from '../../src/answer/answer.ts';
import type { Clock } from '../../src/core/clock.ts';
import type { BlockReason, Delivery, DeliveryResult, Destination } from '../../src/core/delivery.ts';
import type { PostLimits } from '../../src/core/post-rate.ts';

/** What a platform does with one call. */
export type Fate =
  | { readonly kind: 'ok' }
  /** Never stored, and the caller cannot know. */
  | { readonly kind: 'lost-before' }
  /** Stored, but the reply is lost. */
  | { readonly kind: 'lost-after' }
  /** Stored some time after the caller has given up. */
  | { readonly kind: 'late'; readonly afterMs: number }
  | { readonly kind: 'hang' }
  | { readonly kind: 'limited'; readonly retryAfterMs: number }
  | { readonly kind: 'refused' }
  | { readonly kind: 'blocked'; readonly reason: BlockReason };

export interface StoredMessage {
  readonly id: string;
  readonly destination: Destination;
  readonly key: string;
  readonly at: number;
  answer: Answer;
  edits: number;
}

/** A chat platform in memory that stands where the real adapters stand. */
export interface Chat {
  readonly delivery: Delivery;
  readonly messages: readonly StoredMessage[];
  /** Calls by kind. */
  readonly calls: Readonly<Record<'post' | 'find' | 'edit' | 'probe', number>>;
  readonly posts: readonly { readonly destination: Destination; readonly at: number }[];
  /** Each edit as `message in thread`. */
  readonly edited: readonly string[];
}

export interface ChatOptions {
  readonly clock: Clock;
  /** `nonce`: the same key within minutes is stored once; `history`: every post is stored, and can be looked up. */
  readonly kind: 'nonce' | 'history' | 'blind';
  readonly fate?: (destination: Destination, call: number) => Fate;
  readonly latencyMs?: number;
  readonly limits?: PostLimits;
  readonly tell?: Delivery['tell'];
  /** The platform's own word on when to look, and that it knows a key again: what it collapses it says to collapse. */
  readonly lookAfterMs?: number;
  /** How long a look must wait that cannot be had now; null where it can. */
  readonly lookDelayed?: (call: number) => number | null;
  /** Not called before `room` resolves. */
  readonly room?: Delivery['room'];
  readonly nameOf?: Delivery['nameOf'];
  /** What `probe` says; by default that posting works. */
  readonly blocked?: (destination: Destination) => BlockReason | null;
}

const TIMEOUT_MS = 15_000;
const NONCE_WINDOW_MS = 180_000;
const ROOMY: PostLimits = { perSecond: 1_000, perTenantPerSecond: 1_000, perChannelMs: 0 };

export function createChat(options: ChatOptions): Chat {
  const { clock, kind, fate = () => ({ kind: 'ok' }), latencyMs = 100, limits = ROOMY } = options;
  const messages: StoredMessage[] = [];
  const byKey = new Map<string, StoredMessage>();
  const posts: { destination: Destination; at: number }[] = [];
  const edited: string[] = [];
  const calls = { post: 0, find: 0, edit: 0, probe: 0 };
  const store = (destination: Destination, answer: Answer, key: string): StoredMessage => {
    const known = byKey.get(key);
    if (kind === 'nonce' && known !== undefined && clock.now() - known.at < NONCE_WINDOW_MS) return known;
    const message = { id: `m${messages.length + 1}`, destination, key, at: clock.now(), answer, edits: 0 };
    messages.push(message);
    byKey.set(key, message);
    return message;
  };
  const doubt = (reason: string): DeliveryResult => ({ kind: 'in-doubt', reason });
  const delivery: Delivery = {
    limits,
    ...(options.lookAfterMs === undefined ? {} : { lookAfterMs: options.lookAfterMs }),
    ...(options.room === undefined ? {} : { room: options.room }),
    ...(options.tell === undefined ? {} : { tell: options.tell }),
    ...(options.nameOf === undefined ? {} : { nameOf: options.nameOf }),
    async post(destination, answer, key) {
      calls.post += 1;
      posts.push({ destination, at: clock.now() });
      const end = fate(destination, calls.post);
      await clock.sleep(latencyMs);
      switch (end.kind) {
        case 'ok':
          return { kind: 'sent', message: store(destination, answer, key).id };
        case 'lost-before':
          return doubt('The connection was reset.');
        case 'lost-after':
          store(destination, answer, key);
          return doubt('502');
        case 'late':
          void clock.sleep(TIMEOUT_MS + end.afterMs).then(() => store(destination, answer, key));
          await clock.sleep(TIMEOUT_MS);
          return doubt('No reply within 15 s.');
        case 'hang':
          await clock.sleep(TIMEOUT_MS);
          return doubt('No reply within 15 s.');
        case 'limited':
          return { kind: 'not-sent', reason: 'rate limited', retryAfterMs: end.retryAfterMs };
        case 'refused':
          return { kind: 'not-sent', reason: 'ECONNREFUSED' };
        case 'blocked':
          return { kind: 'blocked', reason: end.reason, detail: 'The platform said no.' };
      }
    },
    async find(_, key) {
      calls.find += 1;
      await clock.sleep(latencyMs);
      const delayed = options.lookDelayed?.(calls.find) ?? null;
      if (delayed !== null) return { kind: 'later', reason: 'rate limited', retryAfterMs: delayed };
      if (kind === 'blind') return { kind: 'unknown', reason: 'History may not be read.' };
      const found = byKey.get(key);
      if (found !== undefined) return { kind: 'found', message: found.id };
      return { kind: 'absent', ...(options.lookAfterMs === undefined ? {} : { collapses: true }) };
    },
    async edit({ thread }, id, answer) {
      calls.edit += 1;
      edited.push(`${id} in ${thread ?? 'the channel'}`);
      await clock.sleep(latencyMs);
      const message = messages.find((candidate) => candidate.id === id);
      if (message === undefined)
        return { kind: 'blocked', reason: 'channel-gone', detail: 'No such message.' };
      message.answer = answer;
      message.edits += 1;
      return { kind: 'sent', message: id };
    },
    async probe(destination) {
      calls.probe += 1;
      const reason = options.blocked?.(destination) ?? null;
      return reason === null
        ? { kind: 'ok', name: destination.channel }
        : { kind: 'blocked', reason, detail: 'The platform said no.' };
    },
  };
  return { delivery, messages, calls, posts, edited };
}
