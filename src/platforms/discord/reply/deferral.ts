import type { Clock } from '../../../core/clock.ts';
import type { Log } from '../../../domain/log.ts';
import { isMapping } from '../../../domain/mapping.ts';
import { apology, type Outgoing, type Surface } from '../../conversation.ts';
import type { RestResult } from '../api/rest.ts';
import { refText } from '../deliver/message-ref.ts';
import type { InteractionBase } from '../read/interaction.ts';
import { LIMITS } from '../render/limits.ts';
import { sentence } from '../render/message.ts';
import { CALLBACK, FLAG, type MessageBody, type Upload } from '../render/payload.ts';
import { type FirstAnswer, type LaterAnswers, messageCallback } from './reply.ts';

/** What is to be shown. Whether only the asker sees it is in the body's flags. */
export interface Outcome {
  readonly body: MessageBody;
  readonly upload?: Upload;
  /** The same in words alone, for where Discord does not take it; absent where it is no more than that. */
  readonly plain?: () => MessageBody;
}

/**
 * An answer that is ready within this time is the first answer itself: one message, no "is thinking". Well under
 * Discord's three seconds, because the way there takes time too.
 */
const AT_ONCE_MS = 800;

type Turn = Required<Pick<Surface<Outcome>, 'acknowledge' | 'send' | 'remove' | 'sentAs'>>;

/** One interaction's turn to speak, from its first answer to what comes after a deferral. */
export function createTurn(parts: {
  readonly interaction: InteractionBase;
  readonly first: FirstAnswer;
  readonly later: LaterAnswers;
  readonly clock: Clock;
  readonly log: Log;
  readonly random: () => number;
}): Turn {
  const { interaction, first, later, log } = parts;
  /** What stands in for an answer that is to come, while it does. */
  let deferred: { readonly inPlace: boolean; readonly private: boolean } | null = null;
  let acknowledged = false;
  /** The answer that was added beside the first; null where the first is the answer. */
  let added: RestResult | null = null;

  const notTaken = (error: Error) => sentence(apology('Discord did not take an answer.', error, parts), true);

  const give = (callback: Parameters<FirstAnswer['give']>[0], upload?: Upload) => {
    acknowledged = true;
    return first.give(callback, upload);
  };

  const goneNote = () =>
    log.warn('Discord no longer waited for an answer: it came too late, or another process gave one.');

  /** A plain sentence must not overwrite the answer whose button was pressed: it comes beside it. */
  const atOnce = async ({ shown, inPlace }: Outgoing<Outcome>): Promise<void> => {
    const { body, upload, plain } = shown;
    const kind = inPlace ? 'update' : 'message';
    const given = await give(messageCallback(kind, body), upload);
    if (given === 'gone') goneNote();
    const plainly =
      given === 'failed' && plain !== undefined ? await give(messageCallback(kind, plain())) : given;
    if (plainly === 'failed') await give(messageCallback('message', notTaken(new Error('first answer'))));
  };

  /** Adds a message; what Discord takes in no form is at least told to the asker. */
  const add = async (outcome: Outcome): Promise<void> => {
    added = await inEitherForm(later.add, outcome);
    const problem = refused(added);
    if (problem !== null) await later.add(notTaken(problem));
  };

  /** Fills in for a deferral. What Discord refuses is replaced by a sentence, so that "is thinking" never stays. */
  const settle = async (
    stage: NonNullable<typeof deferred>,
    { shown, inPlace }: Outgoing<Outcome>,
  ): Promise<void> => {
    const isPrivate = (shown.body.flags & FLAG.ephemeral) !== 0;
    if (stage.inPlace && !inPlace) return await add(shown);
    if (!stage.inPlace && isPrivate && !stage.private) {
      // Nothing meant for one may be seen by all: the public note goes first.
      await later.remove();
      return await add(shown);
    }
    if (!stage.inPlace && !isPrivate && stage.private) {
      await later.edit(sentence('The answer is below, where everyone can see it.', true));
      return await add(shown);
    }
    const problem = refused(await inEitherForm(later.edit, shown));
    if (problem === null) return;
    if (stage.inPlace) await later.add(notTaken(problem));
    else await later.edit(notTaken(problem));
  };

  return {
    acknowledge: {
      withinMs: patience(interaction.id, parts.clock.now()),
      async reply(outgoing) {
        if (outgoing.shown.upload !== undefined && !first.takesFiles) return false;
        await atOnce(outgoing);
        return true;
      },
      async defer({ seen, inPlace }) {
        deferred = { inPlace, private: seen === 'asker' && !interaction.direct };
        const given = await give(
          inPlace
            ? { type: CALLBACK.deferredUpdate }
            : { type: CALLBACK.deferredMessage, data: { flags: deferred.private ? FLAG.ephemeral : 0 } },
        );
        if (given === 'gone') goneNote();
        return given !== 'gone';
      },
    },
    async send(outgoing) {
      if (!acknowledged) await atOnce(outgoing);
      else if (deferred === null) await add(outgoing.shown);
      else await settle(deferred, outgoing);
      return '';
    },
    async sentAs() {
      return messageRefOf(added ?? (await later.original()));
    },
    async remove() {
      deferred = null;
      const gone = await later.remove();
      if (gone.kind !== 'ok') log.warn('A public answer could not be taken back.');
    },
  };
}

/** The channel and message of a message object, as a delivery keeps them; null where it is none. */
function messageRefOf(result: RestResult): string | null {
  if (result.kind !== 'ok' || !isMapping(result.body)) return null;
  const { id, channel_id: channel } = result.body;
  return typeof id === 'string' && typeof channel === 'string' ? refText({ channel, messages: [id] }) : null;
}

function refused(result: RestResult): Error | null {
  switch (result.kind) {
    case 'ok':
      return null;
    case 'refused':
      return Object.assign(new Error('refused'), { code: `${result.status}/${result.code}` });
    default:
      return Object.assign(new Error('no reply'), { code: result.kind });
  }
}

/** Sends it, and once more in words alone where Discord refuses what it is made of. */
async function inEitherForm(
  send: (body: MessageBody, upload?: Upload) => Promise<RestResult>,
  { body, upload, plain }: Outcome,
): Promise<RestResult> {
  const result = await send(body, upload);
  return plain !== undefined && mayTakeWords(result) ? send(plain()) : result;
}

/** True where it was the message that was refused, and not who sends it or where to. */
export function mayTakeWords(result: RestResult): boolean {
  return result.kind === 'refused' && result.status !== 401 && result.status !== 404;
}

const DISCORD_EPOCH = 1_420_070_400_000n;

/**
 * How long the first answer may wait for the real one, in milliseconds. An interaction's id holds the time it was made:
 * one that arrives late (replayed after a reconnect) is deferred at once, while Discord still takes it.
 */
export function patience(id: string, now: number): number {
  if (!/^\d{1,20}$/u.test(id)) return AT_ONCE_MS;
  const age = now - Number((BigInt(id) >> 22n) + DISCORD_EPOCH);
  // Clocks differ: an id from the future, or from long before any live interaction, says nothing.
  if (age < 0 || age > 2 * LIMITS.firstAnswerMs) return AT_ONCE_MS;
  return Math.max(0, AT_ONCE_MS - age);
}
