import type { DeliveryKey, DeliveryResult } from '../core/delivery.ts';

/** Which message of how many an answer's is, and of which delivery: what marks it where it is posted. */
export interface PartMark {
  readonly key: DeliveryKey;
  /** Counted from 0. */
  readonly index: number;
  readonly count: number;
}

/** A message of a delivery that is there. */
export interface PlacedPart extends Omit<PartMark, 'key'> {
  readonly message: string;
}

/** What a look for the messages of a delivery came to. */
export type ListedParts =
  | { readonly kind: 'parts'; readonly parts: readonly PlacedPart[] }
  /** The platform does not let us look. */
  | { readonly kind: 'unknown'; readonly reason: string }
  /** Only this look failed, which says nothing of the messages. */
  | { readonly kind: 'later'; readonly reason: string; readonly retryAfterMs: number };

/** One channel, thread or forum, in which an answer is one or several messages of the kind `Part`. Every call tries once. */
export interface PartsPlace<Part> {
  /** Whether a message posted again under its mark is, for some minutes, known to the platform as the same one. */
  readonly collapses: boolean;
  /** `first` is the message of part 0, null for part 0 itself. */
  readonly post: (part: Part, mark: PartMark, first: string | null) => Promise<DeliveryResult>;
  readonly update: (part: Part, message: string) => Promise<DeliveryResult>;
  /** Absent where what an edit leaves over stays. */
  readonly remove?: (message: string) => Promise<DeliveryResult>;
  /** The messages marked with the key since then (epoch milliseconds), in no particular order. */
  readonly list: (key: DeliveryKey, since: number) => Promise<ListedParts>;
  /** The id under which the core keeps these messages, in order, together. */
  readonly idOf: (messages: readonly string[]) => string;
}

/** Parts of an answer are looked for this far back before more are posted: further than any outbox tries. */
const LOOK_BACK_MS = 24 * 3_600_000;

/**
 * Posts an answer's messages in order and adds only what is missing. One message needs no look, as its caller finds out
 * about it or the platform collapses it; nor does what was never `tried`. Where the platform lets nobody look, all is
 * posted: whoever is in doubt is told so by `findParts` and decides.
 */
export async function postParts<Part>(
  place: Omit<PartsPlace<Part>, 'update' | 'remove'>,
  what: {
    readonly parts: readonly Part[];
    readonly key: DeliveryKey;
    readonly tried: boolean;
    /** Epoch milliseconds. */
    readonly now: number;
  },
): Promise<DeliveryResult> {
  const { parts, key } = what;
  const count = parts.length;
  if (count === 0) return { kind: 'not-sent', reason: 'nothing to post' };
  const listed = count > 1 && what.tried ? await place.list(key, what.now - LOOK_BACK_MS) : null;
  if (listed?.kind === 'later') {
    return { kind: 'not-sent', reason: listed.reason, retryAfterMs: listed.retryAfterMs };
  }
  const there = listed?.kind === 'parts' ? listed.parts : [];
  const messages: string[] = [];
  for (const [index, part] of parts.entries()) {
    const known = there.find((placed) => placed.index === index);
    const result: DeliveryResult =
      known === undefined
        ? await place.post(part, { key, index, count }, messages[0] ?? null)
        : { kind: 'sent', message: known.message };
    if (result.kind !== 'sent') return index === 0 || place.collapses ? result : unfinished(result);
    messages.push(result.message);
  }
  return { kind: 'sent', message: place.idOf(messages) };
}

/** The first part stands and would be posted twice: nothing may be posted under this key without looking. */
function unfinished(result: Exclude<DeliveryResult, { kind: 'sent' }>): DeliveryResult {
  const reason = result.kind === 'blocked' ? result.detail : result.reason;
  return { kind: 'in-doubt', reason: `a later part was not posted: ${reason}` };
}

/** The messages of a delivery, in order, where every one is there; null where one is missing or none is there. */
export function wholeOf(there: readonly PlacedPart[]): readonly string[] | null {
  const messageOf = (index: number) => there.find((placed) => placed.index === index)?.message;
  const count = there.find((placed) => placed.index === 0)?.count ?? 0;
  const messages = Array.from({ length: count }, (_, index) => messageOf(index)).filter(
    (message) => message !== undefined,
  );
  return count === 0 || messages.length < count ? null : messages;
}

/**
 * Replaces the messages that are `there` part by part; an answer that has grown gets further ones, marked with `key`, and
 * one that has shrunk loses its last where the place removes any.
 */
export async function editParts<Part>(
  place: Omit<PartsPlace<Part>, 'list' | 'collapses'>,
  what: {
    readonly parts: readonly Part[];
    readonly there: readonly Pick<PlacedPart, 'index' | 'message'>[];
    readonly key: DeliveryKey;
  },
): Promise<DeliveryResult> {
  const { parts, there, key } = what;
  const messages: string[] = [];
  for (const [index, part] of parts.entries()) {
    const known = there.find((placed) => placed.index === index);
    const result =
      known === undefined
        ? await place.post(part, { key, index, count: parts.length }, messages[0] ?? null)
        : await place.update(part, known.message);
    if (result.kind !== 'sent') return result;
    messages.push(result.message);
  }
  for (const { index, message } of there) {
    const result = index < parts.length ? undefined : await place.remove?.(message);
    if (result !== undefined && result.kind !== 'sent') return result;
  }
  return { kind: 'sent', message: place.idOf(messages) };
}
