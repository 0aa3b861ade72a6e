import { createHash } from 'node:crypto';
import type { Asker } from '../../../core/command.ts';
import { isMapping } from '../../../domain/mapping.ts';
import { apology, type Inquiry, type Thread } from '../../conversation.ts';
import { isFirst } from '../../dedupe.ts';
import { string } from '../api/json.ts';
import { type RestResult, routes } from '../api/rest.ts';
import { refusalFacts } from '../deliver/result.ts';
import type { Addressed } from '../read/mentions.ts';
import { askedWords } from '../render/buttons.ts';
import { sentence } from '../render/message.ts';
import { FLAG } from '../render/payload.ts';
import { mayTakeWords, type Outcome } from './deferral.ts';
import { createPresenter, type RespondParts } from './respond.ts';

const HOW_TO_ASK =
  'Ask me in a sentence, for example who said something or what a point says; or type / for my commands.';
const ONLY_PRIVATELY =
  'I can show that to you alone: please ask with a slash command, where others cannot see the answer.';

/** Answers a message where it was written, as a reply to it. Never rejects. */
export async function answerMessage(addressed: Addressed, parts: RespondParts): Promise<void> {
  const { id, channel, direct, repliesTo, words } = addressed;
  if (!(await isFirst(`discord:asked:${id}`, parts))) return;
  const asker = await inChannel(addressed, parts);
  const { user } = asker;
  const presenter = createPresenter(parts, asker.tenant);
  const thread: Thread = {
    recall: () =>
      parts.threads.recall({
        ...{ place: channel, user },
        ...(repliesTo === undefined ? {} : { message: repliesTo }),
      }),
    async remember(line, message) {
      // A thread or a direct conversation is one conversation; in a channel many may be asking at once.
      const narrow = direct || (await parts.channelOf(channel)).isThread;
      const spot = { place: channel, narrow, user };
      await parts.threads.remember(message === undefined ? spot : { ...spot, message }, line);
    },
  };
  const inquiry: Inquiry = {
    ...{ asker, direct, thread, seen: 'channel', card: 'message' },
    question: words.startsWith('/') ? { kind: 'line', line: words } : { kind: 'words', words },
    line: askedWords(words),
    ...(words === '' ? { instead: HOW_TO_ASK } : {}),
  };
  await parts.conversation.take(inquiry, {
    show: (answer, how) => presenter.show(answer, how, direct ? 'direct' : 'public', ''),
    say: (sentenceOfOurs) => ({ body: sentence(sentenceOfOurs, false) }),
    async send({ shown }) {
      const result = await replied(addressed, shown, parts);
      if (result.kind !== 'ok') return null;
      return isMapping(result.body) ? string(result.body.id) : '';
    },
    limits: { noWhispers: ONLY_PRIVATELY },
  });
  await presenter.remember();
}

/** The asker in the channel their thread belongs to: what is set for a channel holds in its threads. */
async function inChannel({ asker, channel, direct }: Addressed, parts: RespondParts): Promise<Asker> {
  const found = direct ? null : await parts.channelOf(channel);
  return found?.isThread === true ? { ...asker, channel: found.channel, thread: channel } : asker;
}

/**
 * The reply; where Discord refuses it, once more in words alone; where it refuses those, one sentence in the same place, or
 * to the asker alone where nothing of ours may stand there.
 */
async function replied(
  addressed: Addressed,
  { body, upload, plain }: Outcome,
  parts: RespondParts,
): Promise<RestResult> {
  const { log } = parts;
  const first = await post(addressed, 'reply', { body, ...(upload === undefined ? {} : { upload }) }, parts);
  if (first.kind === 'ok') return first;
  log.warn('A message that mentions me could not be answered.', refusalFacts(first));
  if (!mayTakeWords(first)) return await toldAlone(addressed, first, parts);
  const second = plain === undefined ? first : await post(addressed, 'plain', { body: plain() }, parts);
  if (second.kind === 'ok') return second;
  if (second.kind === 'refused' && second.status === 403) return await toldAlone(addressed, second, parts);
  const words = apology('Discord takes no answer.', new Error('refused'), parts);
  const third = await post(addressed, 'sentence', { body: sentence(words, false) }, parts);
  return third.kind === 'ok' ? second : await toldAlone(addressed, third, parts);
}

const MAY_NOT_ANSWER_THERE =
  'You mentioned me in a channel where Discord does not let me answer. Please ask me there with a slash command, or here.';

/** In a direct conversation with the asker, where that is possible; the result stays that of the reply. */
async function toldAlone(
  { direct, asker }: Addressed,
  result: RestResult,
  { rest, log }: RespondParts,
): Promise<RestResult> {
  if (direct || result.kind !== 'refused' || result.status === 401) return result;
  const opened = await rest.send({
    ...{ method: 'POST', path: '/users/@me/channels', body: { recipient_id: asker.user } },
  });
  const channel = opened.kind === 'ok' && isMapping(opened.body) ? string(opened.body.id) : '';
  const body = sentence(MAY_NOT_ANSWER_THERE, false);
  const told =
    channel === '' ? opened : await rest.send({ method: 'POST', path: routes.messages(channel), body });
  if (told.kind !== 'ok') log.debug('The asker could not be told either.', { result: told.kind });
  return result;
}

/** Pauses between tries; all within the minutes in which Discord recognises the nonce. */
const PAUSES_MS = [500, 2000, 5000] as const;
/** A longer wait that Discord asks for is not waited out: the reply is given up. */
const LONGEST_LIMIT_MS = 30_000;

/** Posted once however often it is tried: Discord collapses equal nonces. `form` tells what is tried in turn apart. */
async function post(
  addressed: Addressed,
  form: 'reply' | 'plain' | 'sentence',
  { body, upload }: Pick<Outcome, 'body' | 'upload'>,
  parts: RespondParts,
): Promise<RestResult> {
  // From the message and the form alone: a second try has the nonce of the first, words after blocks another.
  const nonce = createHash('sha256').update(`${form} ${addressed.id}`).digest('base64url').slice(0, 24);
  const request = {
    method: 'POST',
    path: routes.messages(addressed.channel),
    body: {
      ...body,
      flags: body.flags & ~FLAG.ephemeral,
      // Names in an answer are text from outside and call nobody; nor does the reply call the asker.
      allowed_mentions: { parse: [], replied_user: false },
      message_reference: { message_id: addressed.id, fail_if_not_exists: false },
      ...{ nonce, enforce_nonce: true },
    },
    ...(upload === undefined ? {} : { upload }),
  } as const;
  let result = await parts.rest.send(request);
  for (const pause of PAUSES_MS) {
    if (result.kind === 'ok' || result.kind === 'refused') return result;
    if (result.kind === 'limited' && result.retryAfterMs > LONGEST_LIMIT_MS) return result;
    await parts.clock.sleep(result.kind === 'limited' ? result.retryAfterMs : pause);
    result = await parts.rest.send(request);
  }
  return result;
}
