import type { Log } from '../../domain/log.ts';
import { type Clock, orLate } from './clock.ts';
import type { InteractionBase } from './interaction.ts';
import { LIMITS } from './limits.ts';
import { sentence } from './message.ts';
import { CALLBACK, COMPONENT, FLAG, type MessageBody, type Upload } from './payload.ts';
import { type FirstAnswer, type LaterAnswers, messageCallback } from './reply.ts';
import type { RestResult } from './rest.ts';
import { troubleSentence } from './trouble.ts';

/** What is to be shown. Whether only the asker sees it is in the body's flags. */
export interface Outcome {
  readonly body: MessageBody;
  readonly upload?: Upload;
  /** The same in words alone, for where Discord does not take it; absent where it is no more than that. */
  readonly plain?: () => MessageBody;
}

/** What the first answer will be: a new message, or an update of the message whose button was pressed. */
export interface Stage {
  readonly kind: 'message' | 'update';
  /** Who sees the note that an answer is being worked on; fixed before the work begins. */
  readonly private: boolean;
}

/** One interaction's turn to speak. Each method ends in one visible reply. */
export interface Turn {
  readonly answer: (stage: Stage, work: () => Promise<Outcome>) => Promise<void>;
  /** One of our own sentences, seen by the asker alone. */
  readonly say: (words: string) => Promise<void>;
  /** Takes the message whose button was pressed away and shows the outcome to the asker alone. */
  readonly replaceWithPrivate: (work: () => Promise<Outcome>) => Promise<void>;
}

/**
 * An answer that is ready within this time is the first answer itself: one message, no "is thinking". Well under
 * Discord's three seconds, because the way there takes time too.
 */
const AT_ONCE_MS = 800;
/** Longer work is given up; what a reader waits for must come or say that it will not. */
const LONGEST_WORK_MS = 60_000;
const TOO_LONG = 'This took too long, so I stopped.';

export function createTurn(parts: {
  readonly interaction: InteractionBase;
  readonly first: FirstAnswer;
  readonly later: LaterAnswers;
  readonly clock: Clock;
  readonly log: Log;
  readonly random: () => number;
}): Turn {
  const { first, later, clock, log } = parts;
  const trouble = (what: string, error: unknown) =>
    sentence(troubleSentence(what, error, log, parts.random), true);

  /** The outcome, or a sentence with a reference where the work fails or never ends. */
  const finished = async (work: () => Promise<Outcome>): Promise<Outcome> => {
    try {
      const outcome = await orLate(work(), LONGEST_WORK_MS, null, clock);
      return outcome ?? { body: trouble('An answer took too long.', new Error(TOO_LONG)) };
    } catch (error) {
      return { body: trouble('An answer failed.', error) };
    }
  };

  /** Null where the work is not done in time. */
  const soon = (outcome: Promise<Outcome>): Promise<Outcome | null> =>
    orLate(outcome, patience(parts.interaction.id, clock.now()), null, clock);

  const refused = (result: RestResult): Error | null => {
    switch (result.kind) {
      case 'ok':
        return null;
      case 'refused':
        return Object.assign(new Error('refused'), { code: `${result.status}/${result.code}` });
      default:
        return Object.assign(new Error('no reply'), { code: result.kind });
    }
  };

  /** Fills in for a deferral. What Discord refuses is replaced by a sentence, so that "is thinking" never stays. */
  const settle = async (stage: Stage, outcome: Outcome): Promise<void> => {
    const isPrivate = (outcome.body.flags & FLAG.ephemeral) !== 0;
    if (stage.kind === 'message' && isPrivate && !stage.private) {
      // Nothing meant for one may be seen by all: the public note goes first.
      await later.remove();
      await add(outcome);
      return;
    }
    if (stage.kind === 'message' && !isPrivate && stage.private) {
      await later.edit(sentence('The answer is below, where everyone can see it.', true));
      await add(outcome);
      return;
    }
    // A plain sentence must not overwrite the answer whose button was pressed: it comes beside it.
    if (stage.kind === 'update' && isSentence(outcome.body)) {
      await add(outcome);
      return;
    }
    const problem = refused(await inEitherForm(later.edit, outcome));
    if (problem === null) return;
    const body = trouble('Discord did not take an answer.', problem);
    if (stage.kind === 'update') await later.add(body);
    else await later.edit(body);
  };

  /** Adds a message; what Discord takes in no form is at least told to the asker. */
  const add = async (outcome: Outcome): Promise<void> => {
    const problem = refused(await inEitherForm(later.add, outcome));
    if (problem !== null) await later.add(trouble('Discord did not take an answer.', problem));
  };

  const goneNote = () =>
    log.warn('Discord no longer waited for an answer: it came too late, or another process gave one.');

  return {
    async answer(stage, work) {
      const outcome = finished(work);
      const early = await soon(outcome);
      if (early !== null && (first.takesFiles || early.upload === undefined)) {
        const kind = stage.kind === 'update' && !isSentence(early.body) ? 'update' : 'message';
        const given = await first.give(messageCallback(kind, early.body), early.upload);
        if (given === 'gone') goneNote();
        const plainly =
          given === 'failed' && early.plain !== undefined
            ? await first.give(messageCallback(kind, early.plain()))
            : given;
        if (plainly === 'failed') {
          const body = trouble('Discord did not take an answer.', new Error('first answer'));
          await first.give(messageCallback('message', body));
        }
        return;
      }
      const deferral =
        stage.kind === 'update'
          ? { type: CALLBACK.deferredUpdate }
          : { type: CALLBACK.deferredMessage, data: { flags: stage.private ? FLAG.ephemeral : 0 } };
      const given = await first.give(deferral);
      const last = early ?? (await outcome);
      if (given === 'gone') goneNote();
      else await settle(stage, last);
    },
    async say(words) {
      const given = await first.give(messageCallback('message', sentence(words, true)));
      if (given === 'gone') goneNote();
    },
    async replaceWithPrivate(work) {
      const given = await first.give({ type: CALLBACK.deferredUpdate });
      const outcome = await finished(work);
      if (given === 'gone') return goneNote();
      const gone = await later.remove();
      if (gone.kind !== 'ok') log.warn('A public answer could not be taken back.');
      await add(outcome);
    },
  };
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

function isSentence(body: MessageBody): boolean {
  return body.components.every((component) => component.type === COMPONENT.textDisplay);
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
