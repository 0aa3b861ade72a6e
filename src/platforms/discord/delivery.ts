import type { Answer } from '../../answer/answer.ts';
import type { Log } from '../../domain/log.ts';
import type { Memory } from '../memory.ts';
import type { Delivery, DeliveryKey, DeliveryResult, Destination } from '../platform.ts';
import { type ChannelFacts, createChannelFacts } from './channel-facts.ts';
import type { Clock } from './clock.ts';
import { createCodecs } from './codecs.ts';
import { controlsOf, rememberLines } from './controls.ts';
import { blockedOr, describe } from './delivery-result.ts';
import { pagesOf } from './fitting.ts';
import { findParts, type PlacedPart } from './history.ts';
import { isRecord, string } from './json.ts';
import { LIMITS } from './limits.ts';
import { marked, nonceOf } from './mark.ts';
import { NO_MENTIONS, withPicture } from './message.ts';
import { FLAG, type MessageBody, type Upload } from './payload.ts';
import { probe } from './probe.ts';
import { ONLY_PAGE, renderPage } from './render.ts';
import { type Rest, type RestResult, routes } from './rest.ts';
import { clip, plain } from './text.ts';

/** Joins the ids of an answer that took several messages, and a forum post's id before them: `post/first+second`. */
const PARTS = '+';
const POST = '/';

/** Part of an answer as it is to be posted. */
interface Part {
  readonly body: MessageBody;
  readonly upload?: Upload;
}

/**
 * Scheduled posts. Each attempt is one request per message and says exactly what became of it; nothing is tried again
 * here. Equal nonces are collapsed by Discord for some minutes; beyond those, marks in the message itself let `find`
 * recognise it. An answer too long for one message goes out as several, in order, each with a mark of its own: posting
 * it again under the same key adds only what is missing.
 */
export function createDelivery(parts: {
  readonly rest: Rest;
  readonly memory: Memory;
  /** Secret of the buttons. */
  readonly secret: string;
  readonly clock: Clock;
  readonly log: Log;
  /** Our own user id, empty until known. */
  readonly self: () => string;
}): Delivery {
  const { rest, log } = parts;
  const codecFor = createCodecs(parts.secret);
  const channels = createChannelFacts(rest, parts.clock.now);

  const compose = async (destination: Destination, answer: Answer): Promise<readonly Part[]> => {
    const codec = codecFor(destination.tenant);
    const pages = pagesOf(answer);
    return Promise.all(
      pages.map(async (page, at): Promise<Part> => {
        const controls = controlsOf({
          answer: page,
          asked: '',
          place: ONLY_PAGE,
          codec,
          visibility: 'public',
          asker: '',
        });
        await rememberLines(controls.remembered, parts.memory);
        const body: MessageBody = {
          flags: FLAG.suppressEmbeds | FLAG.componentsV2,
          allowed_mentions: NO_MENTIONS,
          components: [renderPage(page, { number: at + 1, count: pages.length }), ...controls.rows],
        };
        return withPicture({ body, picture: page.picture ?? null }, log);
      }),
    );
  };

  return {
    async post(destination, answer, key) {
      const channel = await channels.of(target(destination));
      if (channel.kind === 'unusable') return channel.result;
      const composed = await compose(destination, answer);
      // One message needs no look: its nonce, or the caller's own `find`, already keeps it single.
      const known = composed.length === 1 ? [] : await existing(destination, channel, key, parts, DAY_MS);
      return channel.facts.forum
        ? postInForum(destination, channel.facts, composed, key, answer, known, rest)
        : postMessages(target(destination), composed, key, known, rest);
    },
    async find(destination, key, since) {
      const channel = await channels.of(target(destination));
      if (channel.kind === 'unusable') return { kind: 'unknown', reason: describe(channel.result) };
      const found = await findParts({
        rest,
        destination,
        channel: channel.facts,
        key,
        since: since.epochMilliseconds,
        self: parts.self(),
      });
      if (found.kind === 'unknown') return found;
      const [first] = found.parts;
      const complete = first !== undefined && found.parts.length === first.count;
      return complete ? { kind: 'found', message: joined(found.parts) } : { kind: 'absent' };
    },
    async edit(destination, message, answer) {
      const place = placeOf(destination, message);
      const composed = await compose(destination, answer);
      return editMessages(place, composed, rest);
    },
    probe: (destination) => probe(destination, rest, parts.self()),
  };
}

/** Parts of an answer are looked for this far back before more are posted. */
const DAY_MS = 24 * 3_600_000;

function target(destination: Destination): string {
  return destination.thread ?? destination.channel;
}

async function existing(
  destination: Destination,
  channel: { readonly facts: ChannelFacts },
  key: DeliveryKey,
  parts: { readonly rest: Rest; readonly clock: Clock; readonly self: () => string },
  lookBackMs: number,
): Promise<readonly PlacedPart[]> {
  const found = await findParts({
    rest: parts.rest,
    destination,
    channel: channel.facts,
    key,
    since: parts.clock.now() - lookBackMs,
    self: parts.self(),
  });
  // Where history cannot be read the nonces alone must do; a caller in doubt is told so by `find`.
  return found.kind === 'unknown' ? [] : found.parts;
}

async function postMessages(
  channel: string,
  composed: readonly Part[],
  key: DeliveryKey,
  known: readonly PlacedPart[],
  rest: Rest,
): Promise<DeliveryResult> {
  const ids: string[] = [];
  for (const [at, part] of composed.entries()) {
    const there = known.find((placed) => placed.index === at);
    if (there !== undefined) {
      ids.push(there.message);
      continue;
    }
    const result = await rest.send({
      method: 'POST',
      path: routes.messages(channel),
      body: {
        ...part.body,
        components: marked(part.body.components, key, at, composed.length),
        nonce: nonceOf(key, at),
        enforce_nonce: true,
      },
      ...(part.upload === undefined ? {} : { upload: part.upload }),
    });
    const id = messageId(result);
    if (id === null) return blockedOr(result);
    ids.push(id);
  }
  return { kind: 'sent', message: ids.join(PARTS) };
}

/** A forum takes posts, not messages: the first part opens one, named by the headline. Forum posts have no nonce. */
async function postInForum(
  destination: Destination,
  forum: ChannelFacts,
  composed: readonly Part[],
  key: DeliveryKey,
  answer: Answer,
  known: readonly PlacedPart[],
  rest: Rest,
): Promise<DeliveryResult> {
  const [first, ...others] = composed;
  if (first === undefined) return { kind: 'not-sent', reason: 'nothing to post' };
  let post = known[0]?.post ?? null;
  if (post === null) {
    const result = await rest.send({
      method: 'POST',
      path: routes.threads(destination.channel),
      body: {
        name: postName(answer),
        ...(forum.tag === null ? {} : { applied_tags: [forum.tag] }),
        message: { ...first.body, components: marked(first.body.components, key, 0, composed.length) },
      },
      ...(first.upload === undefined ? {} : { upload: first.upload }),
    });
    post = messageId(result);
    if (post === null) return blockedOr(result);
  }
  if (others.length === 0) return { kind: 'sent', message: `${post}${POST}${post}` };
  // The message that opens a post has the post's own id.
  const opening: PlacedPart = { index: 0, count: composed.length, message: post, post };
  const posted = await postMessages(post, composed, key, [opening, ...known], rest);
  return posted.kind === 'sent' ? { ...posted, message: `${post}${POST}${posted.message}` } : posted;
}

function postName(answer: Answer): string {
  const words = answer.headline.map((span) => ('text' in span ? span.text : '')).join('');
  return clip(plain(words).replace(/\s+/gu, ' ').trim(), LIMITS.threadName) || 'Briefing';
}

/** Where the messages of an earlier delivery are. */
interface Place {
  readonly channel: string;
  readonly prefix: string;
  readonly ids: readonly string[];
}

function placeOf(destination: Destination, message: string): Place {
  const slash = message.indexOf(POST);
  const post = slash < 0 ? '' : message.slice(0, slash);
  return {
    channel: post === '' ? target(destination) : post,
    prefix: post === '' ? '' : `${post}${POST}`,
    ids: message.slice(slash + 1).split(PARTS),
  };
}

/** Edits part by part; an answer that has grown gets further messages, one that has shrunk loses its last. */
async function editMessages(place: Place, composed: readonly Part[], rest: Rest): Promise<DeliveryResult> {
  const { channel, ids } = place;
  const kept: string[] = [];
  for (const [at, part] of composed.entries()) {
    const id = ids[at];
    const upload = part.upload === undefined ? {} : { upload: part.upload };
    const result =
      id === undefined
        ? await rest.send({
            method: 'POST',
            path: routes.messages(channel),
            body: { ...part.body, nonce: nonceOf(`edit ${ids[0]}`, at), enforce_nonce: true },
            ...upload,
          })
        : await rest.send({
            method: 'PATCH',
            path: routes.message(channel, id),
            body: { ...part.body, attachments: part.body.attachments ?? [] },
            ...upload,
          });
    const done = messageId(result);
    if (done === null) return blockedOr(result);
    kept.push(done);
  }
  for (const id of ids.slice(composed.length)) {
    const result = await rest.send({ method: 'DELETE', path: routes.message(channel, id) });
    if (result.kind !== 'ok' && !(result.kind === 'refused' && result.status === 404)) {
      return blockedOr(result);
    }
  }
  return { kind: 'sent', message: `${place.prefix}${kept.join(PARTS)}` };
}

function joined(parts: readonly PlacedPart[]): string {
  const post = parts[0]?.post ?? null;
  const ids = parts.map((part) => part.message).join(PARTS);
  return post === null ? ids : `${post}${POST}${ids}`;
}

function messageId(result: RestResult): string | null {
  return result.kind === 'ok' && isRecord(result.body) ? string(result.body.id) || null : null;
}
