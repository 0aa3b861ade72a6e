import type { Answer } from '../../../answer/answer.ts';
import type { Clock } from '../../../core/clock.ts';
import type { Command, CommandGroup } from '../../../core/command.ts';
import type { Delivery } from '../../../core/delivery.ts';
import type { Memory } from '../../../core/memory.ts';
import type { Log } from '../../../domain/log.ts';
import type { TenantId } from '../../../domain/schedule/tenant.ts';
import { createCodecs } from '../../button-codec.ts';
import { editParts } from '../../delivery-parts.ts';
import { type Rest, routeName, routes } from '../api/rest.ts';
import { createNames } from '../read/names.ts';
import { controlsOf, rememberLines } from '../render/buttons.ts';
import { DELIVERY_LIMITS, LIMITS } from '../render/limits.ts';
import { NO_MENTIONS, withPicture } from '../render/message.ts';
import { pagesOf } from '../render/paging.ts';
import { FLAG, type MessageBody } from '../render/payload.ts';
import { ONLY_PAGE, renderPage } from '../render/render.ts';
import { directTenant } from '../tenant.ts';
import { type ChannelFactsSource, createChannelFacts } from './channel.ts';
import { createGuildFacts } from './guild-facts.ts';
import { readRef, refText } from './message-ref.ts';
import { createMessageThreads } from './message-thread.ts';
import { createPlaces } from './places.ts';
import { messageId, type Part, postingIn, reopening } from './posting.ts';
import { probe } from './probe.ts';
import { blockedOr, refusalFacts } from './result.ts';

/** A message that arrived is in the history at once; this leaves one on its way the time to get there. */
const LOOK_AFTER_MS = 5_000;

/**
 * Scheduled posts. Each attempt is one request per message and says exactly what became of it; nothing is tried again
 * here. Equal nonces are collapsed by Discord for some minutes; beyond those, marks in the message itself let `find`
 * recognise it. An answer too long for one message goes out as several, in order, each with a mark of its own: posting
 * it again under the same key adds only what is missing. What hangs on an earlier message goes into that message's
 * thread; where Discord allows none, it is a reply to the message.
 */
export function createDelivery(parts: {
  readonly rest: Rest;
  readonly memory: Memory;
  readonly commands: readonly (Command | CommandGroup)[];
  /** Secret of the buttons. */
  readonly secret: string;
  readonly clock: Clock;
  readonly log: Log;
  /** Our own user id, empty until known. */
  readonly self: () => string;
}): Delivery & Pick<ChannelFactsSource, 'learn'> {
  const { rest, log } = parts;
  const { now } = parts.clock;
  /** Operators need what Discord said exactly, which no sentence for people holds. */
  const noted: Pick<Rest, 'send'> = {
    async send(request) {
      const result = await rest.send(request);
      if (result.kind === 'refused')
        log.warn('Discord refused a message.', { route: routeName(request), ...refusalFacts(result) });
      return result;
    },
  };
  const codecFor = createCodecs({ secret: parts.secret, maxLength: LIMITS.customId });
  const guilds = createGuildFacts(rest, now);
  const channels = createChannelFacts(guilds, now);
  const threads = createMessageThreads(rest, log);

  /** The messages of an answer in order; what their buttons need is kept before any is posted. */
  const compose = async (tenant: TenantId, answer: Answer): Promise<readonly Part[]> => {
    const codec = codecFor(tenant);
    const pages = pagesOf(answer);
    return Promise.all(
      pages.map(async (page, at): Promise<Part> => {
        const controls = controlsOf({
          answer: page,
          asked: '',
          place: ONLY_PAGE,
          codec,
          commands: parts.commands,
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
    limits: DELIVERY_LIMITS,
    lookAfterMs: LOOK_AFTER_MS,
    room: rest.room,
    learn: channels.learn,
    ...createPlaces({ rest, sender: noted, compose, guilds, channels, threads, now, self: parts.self }),
    async edit(destination, message, answer) {
      // A reference of ours names every message of the answer, so nothing is searched for.
      const ref = readRef(message);
      if (ref === null) {
        return { kind: 'blocked', reason: 'invalid', detail: `There is no message "${message}".` };
      }
      const { channel, messages } = ref;
      return editParts(postingIn(channel, reopening(channel, noted)), {
        parts: await compose(destination.tenant, answer),
        there: messages.map((id, index) => ({ index, message: id })),
        // An edit is not told the key it was posted under: what it adds is marked by the message it belongs to.
        key: `edit ${messages[0]}`,
      });
    },
    async tell(_tenant, user, answer) {
      const opened = await rest.send({
        method: 'POST',
        path: '/users/@me/channels',
        body: { recipient_id: user },
      });
      const channel = messageId(opened);
      if (channel === null) {
        const failure = blockedOr(opened);
        // Opening a conversation says nothing to anybody yet.
        return failure.kind === 'in-doubt' ? { kind: 'not-sent', reason: failure.reason } : failure;
      }
      const messages: string[] = [];
      for (const { body, upload } of await compose(directTenant(channel), answer)) {
        const sent = await noted.send({
          method: 'POST',
          path: routes.messages(channel),
          body,
          ...(upload === undefined ? {} : { upload }),
        });
        const id = messageId(sent);
        if (id === null) return blockedOr(sent);
        messages.push(id);
      }
      const place = { tenant: directTenant(channel), channel };
      return { kind: 'sent', message: refText({ channel, messages }), place };
    },
    nameOf: createNames(rest, guilds),
    probe: (destination) => probe(destination, rest, guilds, parts.self()),
  };
}
