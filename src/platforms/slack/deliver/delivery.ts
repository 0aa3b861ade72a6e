import type { Answer } from '../../../answer/answer.ts';
import type { Clock } from '../../../core/clock.ts';
import type { Command, CommandGroup } from '../../../core/command.ts';
import type { Delivery } from '../../../core/delivery.ts';
import type { Log } from '../../../domain/log.ts';
import type { TenantId } from '../../../domain/schedule/tenant.ts';
import { isZoneName } from '../../../domain/schedule/zones.ts';
import type { ButtonCodec } from '../../button-codec.ts';
import { editParts, postParts, wholeOf } from '../../delivery-parts.ts';
import type { SlackClient } from '../api/api.ts';
import { uploadPicture } from '../api/pictures.ts';
import { createNames } from '../read/names.ts';
import { answerInWords } from '../render/in-words.ts';
import { SLACK_POST_LIMITS } from '../render/limits.ts';
import { presentPages } from '../render/paging.ts';
import type { Timings } from '../timings.ts';
import { partsOfMessage } from './marker.ts';
import { createPosting, type Part, type Posting } from './posting.ts';
import { FORM_REFUSED, notInstalled, notMember } from './result.ts';

/**
 * Scheduled messages. Each call tries once and says what certainly happened; the outbox decides about another try. An
 * answer longer than one message goes on in the thread of its first.
 */
export function createDelivery(options: {
  /** Undefined where the app is not installed in that workspace. */
  readonly clientOf: (tenant: TenantId) => Promise<SlackClient | undefined>;
  readonly codecFor: (tenant: TenantId) => ButtonCodec;
  readonly commands: readonly (Command | CommandGroup)[];
  /** Told of a refused token, so that health says so before the next proof. */
  readonly tokenRefused: (tenant: TenantId) => void;
  readonly log: Log;
  readonly clock: Clock;
  readonly timings: Timings;
}): Delivery {
  const { timings, log, clock, clientOf } = options;
  const posting = createPosting(options);

  const partsOf = async (client: SlackClient, tenant: TenantId, answer: Answer): Promise<readonly Part[]> => {
    const show = (pictureFile?: string) =>
      presentPages(answer, {
        codec: options.codecFor(tenant),
        commands: options.commands,
        ...(pictureFile === undefined ? {} : { pictureFile }),
      });
    const { picture } = answer;
    const file =
      picture === undefined
        ? undefined
        : await uploadPicture({ picture, client, timeoutMs: timings.call, log });
    // With a picture each part has its words too, for where Slack has not finished with the file.
    const inWords = file === undefined ? [] : show();
    return show(file).map((message, at) => {
      const words = inWords[at];
      return { message, ...(words === undefined ? {} : { inWords: words }) };
    });
  };

  return {
    limits: SLACK_POST_LIMITS,
    async post(destination, answer, key, tried = true) {
      const client = await clientOf(destination.tenant);
      if (client === undefined) return notInstalled();
      const place = posting.in(client, destination);
      const postAll = (parts: readonly Part[]) => postParts(place, { parts, key, tried, now: clock.now() });
      const result = await postAll(await partsOf(client, destination.tenant, answer));
      if (result !== FORM_REFUSED) return result;
      // Where Slack refuses the form, the words still arrive: a refused post would be silence.
      const plain = answerInWords(answer, Number.POSITIVE_INFINITY);
      return postAll(plain.map((text) => ({ message: { text, blocks: [] } })));
    },
    async find(destination, key, since) {
      const client = await clientOf(destination.tenant);
      if (client === undefined)
        return { kind: 'unknown', reason: 'the app is not installed in this workspace' };
      const place = posting.in(client, destination);
      const listed = await place.list(key, since.epochMilliseconds);
      if (listed.kind !== 'parts') return listed;
      const messages = wholeOf(listed.parts);
      return messages === null ? { kind: 'absent' } : { kind: 'found', message: place.idOf(messages) };
    },
    async edit(destination, message, answer) {
      const client = await clientOf(destination.tenant);
      if (client === undefined) return notInstalled();
      const parts = await partsOf(client, destination.tenant, answer);
      // Without the right to look, a page that went on in the thread is posted again: a repetition is better than a gap.
      const marked =
        parts.length > 1 ? await partsOfMessage(client, destination, message).catch(() => []) : [];
      const key = marked.find((each) => each.message === message)?.key ?? '';
      const there = [{ index: 0, message }, ...marked.filter(({ index }) => index > 0)];
      return editParts(posting.in(client, destination), { parts, there, key });
    },
    probe: async (destination) => {
      const client = await clientOf(destination.tenant);
      return client === undefined ? notInstalled() : probe(client, destination, posting.resultOf, timings);
    },
    async tell(tenant, user, answer) {
      const client = await clientOf(tenant);
      if (client === undefined) return notInstalled();
      const [message] = presentPages(answer, {
        codec: options.codecFor(tenant),
        commands: options.commands,
      });
      if (message === undefined)
        return { kind: 'blocked', reason: 'invalid', detail: 'The answer is empty.' };
      // Writing at all is scope enough.
      return posting.tell(client, tenant, user, message);
    },
    nameOf: createNames({ clientOf, now: clock.now }),
    /** Null where Slack names no zone that we know, or does not answer. */
    async zoneOf(tenant, user) {
      try {
        const { user: person } = (await (await clientOf(tenant))?.users.info({ user })) ?? {};
        return isZoneName(person?.tz ?? '') ? (person?.tz ?? null) : null;
      } catch {
        return null;
      }
    },
  };
}

/** Whether a post would go through, as far as Slack tells of a channel. */
async function probe(
  client: SlackClient,
  destination: Parameters<Delivery['probe']>[0],
  resultOf: Posting['resultOf'],
  timings: Timings,
): ReturnType<Delivery['probe']> {
  try {
    const { channel } = await client.conversations.info({ channel: destination.channel });
    const name = channel?.name === undefined ? destination.channel : `#${channel.name}`;
    if (channel?.is_archived === true)
      return { kind: 'blocked', reason: 'archived', detail: `${name} is archived.` };
    // Only a plain no counts: that Slack says nothing of membership proves nothing.
    if (channel?.is_im === true || channel?.is_member !== false) return { kind: 'ok', name };
    return notMember(name);
  } catch (error) {
    const result = resultOf(error, destination, true);
    if (result.kind === 'blocked') return result;
    const wait = result.kind === 'not-sent' ? result.retryAfterMs : undefined;
    const reason = wait === undefined ? 'Slack does not answer' : 'Slack asks for fewer calls';
    return { kind: 'later', reason, retryAfterMs: wait ?? timings.retryMost };
  }
}
