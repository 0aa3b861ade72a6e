import type { Action, Answer, Picture } from '../../answer/answer.ts';
import { ask } from '../../answer/compose.ts';
import type { DeliveryKey } from '../../core/delivery.ts';
import type { Place } from '../../domain/schedule/subscription.ts';
import { sha256 } from '../../domain/words/sha256.ts';
import type { Content } from '../../store/ports/deliveries.ts';
import type { Part } from './part.ts';

/** A part as the store keeps it: the picture is drawn again when it is sent, because it is made of the same records. */
interface StoredPart {
  readonly answer: Omit<Answer, 'picture'>;
  readonly speaksFor: readonly string[];
  readonly hasPicture: boolean;
}

/** A part as content for the store. `revisions` are the hashes of all records, of which the part's own are kept. */
export function contentOf(part: Part, story: string, revisions: ReadonlyMap<string, string>): Content {
  const { picture, ...answer } = part.answer;
  const stored: StoredPart = { answer, speaksFor: part.speaksFor, hasPicture: picture !== undefined };
  const body = JSON.stringify(stored);
  const used = new Map(
    part.answer.records.flatMap((record) => {
      const hash = revisions.get(record);
      return hash === undefined ? [] : [[record, hash] as const];
    }),
  );
  return {
    hash: digestOf(`${story}\n${body}\n${JSON.stringify([...used])}`, 32),
    story,
    body,
    revisions: used,
  };
}

/** The part a stored body was made from; the picture comes from `draw`. */
export function partOf(body: string, draw: () => Picture | undefined): Part {
  // Written by contentOf alone.
  const { answer: stored, speaksFor, hasPicture }: StoredPart = JSON.parse(body);
  const answer = { ...stored, actions: stored.actions.map(withPath) };
  const picture = hasPicture ? draw() : undefined;
  return { answer: picture === undefined ? answer : { ...answer, picture }, speaksFor };
}

/** Until version 0.1 an offer was stored as its line; digests offered `/briefing` and `/plan-point 6`, nothing else. */
function withPath(action: Action & { readonly line?: string }): Action {
  if (action.kind !== 'ask' || action.line === undefined) return action;
  const [command = '', ...words] = action.line.replace(/^\//, '').split(' ');
  return ask(action.label, command, words.length === 0 ? {} : { point: words.join(' ') });
}

/** The one key of a message: the same place, slot and part give the same key in every process. */
export function deliveryKey(place: Place, slot: string, part: number): DeliveryKey {
  const { platform, tenant, channel, thread } = place;
  return digestOf([platform, tenant, channel, thread, slot, part].join('\n'), 24);
}

function digestOf(text: string, length: number): string {
  return sha256(text, 'base64url').slice(0, length);
}
