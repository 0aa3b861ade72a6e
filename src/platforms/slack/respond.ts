import type { Answer } from '../../answer/answer.ts';
import type { Asker } from '../../commands/command.ts';
import { type Core, SMALL_TALK } from '../../commands/request.ts';
import type { Log } from '../../domain/log.ts';
import type { ButtonCodec } from '../button.ts';
import type { Memory } from '../memory.ts';
import { answerInWords } from './in-words.ts';
import { type Place, responseBody, sendReply, type Visibility } from './outgoing.ts';
import { uploadPicture } from './pictures.ts';
import { presentAnswer } from './present.ts';
import type { SlackMessage } from './render.ts';
import { isDirect, type Question } from './request.ts';
import { spansText } from './spans.ts';
import type { Timings } from './timings.ts';

/** One question on its way to one visible reply. */
export interface Inquiry {
  readonly question: Question;
  readonly asker: Omit<Asker, 'mayConfigure'>;
  /** Whether the asker may configure. It means asking Slack, so that only the commands that need it ask. */
  readonly standing: () => Promise<boolean>;
  /** Command line that asks the same again, for buttons; where absent, the answer's own reading is used. */
  readonly line?: string;
  readonly place: Place;
  /** Decided by the surface: a mention is answered in the open, a press on a page replaces it; else by settings. */
  readonly visibility?: Visibility;
  readonly page?: number;
  readonly notes?: readonly string[];
  /** The conversation whose last question a follow-up may refer to. */
  readonly thread?: string;
  /**
   * Acknowledges, with the reply where the surface allows one. Rejects where it did not go out; then the reply takes
   * another way.
   */
  readonly acknowledge?: {
    readonly empty: () => Promise<void>;
    readonly reply?: (body: object) => Promise<void>;
    /** Says what is wrong where it was filled in, instead of a reply. */
    readonly refuse?: (sentence: string) => Promise<void>;
  };
  /** Said to the asker instead of asking anything. */
  readonly instead?: string;
}

/** An answer as it is sent. */
interface Shown {
  readonly messages: readonly SlackMessage[];
  readonly visibility: Visibility;
  readonly line: string | undefined;
  /** The first message as an acknowledgement takes it. */
  readonly body: object | undefined;
}

export type Responder = (inquiry: Inquiry) => Promise<void>;

/**
 * Answers an inquiry: acknowledged at once or with the answer where that is ready in time, and exactly one reply,
 * whether the core is quick, slow, failing or silent. Never rejects.
 */
export function createResponder(options: {
  readonly core: Core;
  readonly codecFor: (tenant: string) => ButtonCodec;
  readonly memory: Memory;
  readonly publicAnswers: boolean;
  readonly log: Log;
  readonly timings: Timings;
  /** A short word that finds the log line of a failure again. */
  readonly reference: () => string;
}): Responder {
  const { core, log, timings } = options;

  const ask = async (inquiry: Inquiry): Promise<Answer> => {
    const { question, thread, instead } = inquiry;
    if (instead !== undefined) return saying(instead);
    const asker: Asker = { ...inquiry.asker, mayConfigure: false };
    const asked = { ...question, asker, standing: inquiry.standing };
    if (asked.kind !== 'words' || thread === undefined) return await core.respond(asked);
    const previous = await options.memory.recall(thread).catch(() => undefined);
    return await core.respond({ ...asked, ...(previous === undefined ? {} : { previous }) });
  };

  const settle = async (inquiry: Inquiry): Promise<Answer> => {
    const timer = createTimer(timings.answerWithin);
    try {
      const answer = await Promise.race([ask(inquiry), timer.elapsed]);
      if (answer === 'elapsed') return apology(inquiry, 'took too long', undefined);
      return answer;
    } catch (error) {
      return apology(inquiry, 'failed', error);
    } finally {
      timer.clear();
    }
  };

  const apology = (inquiry: Inquiry, what: string, error: unknown): Answer => {
    const reference = options.reference();
    log.error(`Answering a question in Slack ${what}.`, {
      reference,
      command: inquiry.question.kind === 'command' ? inquiry.question.path.join(' ') : inquiry.question.kind,
      error: error instanceof Error ? error.name : undefined,
      at: placeOf(error),
    });
    return saying(`Something went wrong on my side; please try again. Reference for the log: ${reference}`);
  };

  const render = (answer: Answer, inquiry: Inquiry, pictureFile?: string): Shown => {
    const visibility = visibilityOf(answer, inquiry, options.publicAnswers);
    const line = answer.readAs ?? inquiry.line;
    const [first, ...more] = presentAnswer(answer, {
      codec: options.codecFor(inquiry.asker.tenant),
      line,
      page: inquiry.page ?? 0,
      share: visibility !== 'channel' && answer.audience !== 'asker' && answer.status !== 'refused',
      ...(inquiry.notes === undefined || answer.status === 'refused' ? {} : { notes: inquiry.notes }),
      ...(pictureFile === undefined ? {} : { pictureFile }),
    });
    const messages = first === undefined ? [] : [first, ...more];
    const body = first === undefined ? undefined : responseBody(first, visibility);
    return { messages, visibility, line, body };
  };

  /** The core gives the same answer to the same question: it is rendered once as long as it is asked alike. */
  const rendered = new WeakMap<Answer, { readonly how: string; readonly shown: Shown }>();

  const show = (answer: Answer, inquiry: Inquiry, pictureFile?: string): Shown => {
    if (pictureFile !== undefined || inquiry.notes !== undefined) return render(answer, inquiry, pictureFile);
    const { place, asker, line, page, visibility } = inquiry;
    const how = JSON.stringify([
      asker.tenant,
      line,
      page,
      visibility,
      place.responseUrl === undefined,
      isDirect(place.channel),
    ]);
    const known = rendered.get(answer);
    if (known?.how === how) return known.shown;
    const shown = render(answer, inquiry);
    rendered.set(answer, { how, shown });
    return shown;
  };

  /** Everybody in a channel sees its pictures; a private answer tells them in words and stays quick. */
  const pictureFor = async (answer: Answer, inquiry: Inquiry) =>
    answer.picture !== undefined && visibilityOf(answer, inquiry, options.publicAnswers) === 'channel'
      ? await uploadPicture({
          picture: answer.picture,
          client: inquiry.place.client,
          timeoutMs: timings.call,
          log,
        })
      : undefined;

  const answerAndReply = async (inquiry: Inquiry): Promise<void> => {
    const settled = settle(inquiry);
    const acknowledge = inquiry.acknowledge;
    const send = (answer: Answer) => ({ log, timeoutMs: timings.call, inWords: () => answerInWords(answer) });
    if (acknowledge !== undefined) {
      const waits = acknowledge.reply !== undefined || acknowledge.refuse !== undefined;
      const timer = createTimer(waits ? timings.ackWithin : 0);
      const quick = waits ? await Promise.race([settled, timer.elapsed]) : 'elapsed';
      timer.clear();
      if (quick !== 'elapsed' && quick.status === 'refused' && acknowledge.refuse !== undefined)
        return await acknowledge.refuse(spansText(quick.headline));
      if (quick !== 'elapsed' && acknowledge.reply !== undefined && quick.picture === undefined) {
        const { messages, visibility, line, body } = show(quick, inquiry);
        const carried = body !== undefined && (await succeeds(acknowledge.reply(body)));
        await sendReply(carried ? messages.slice(1) : messages, inquiry.place, visibility, send(quick));
        return await remember(inquiry, quick, line);
      }
      await succeeds(acknowledge.empty());
    }
    const answer = await settled;
    const { messages, visibility, line } = show(answer, inquiry, await pictureFor(answer, inquiry));
    await sendReply(messages, inquiry.place, visibility, send(answer));
    await remember(inquiry, answer, line);
  };

  const remember = async (inquiry: Inquiry, answer: Answer, line: string | undefined): Promise<void> => {
    if (inquiry.thread === undefined || line === undefined) return;
    if (answer.status === 'refused' || answer.command === SMALL_TALK) return;
    await succeeds(options.memory.remember(inquiry.thread, line));
  };

  return async (inquiry) => {
    try {
      await answerAndReply(inquiry);
    } catch (error) {
      const sorry = apology(inquiry, 'failed', error);
      const { messages, visibility } = show(sorry, inquiry);
      await sendReply(messages, inquiry.place, visibility, {
        ...{ log, timeoutMs: timings.call, inWords: () => answerInWords(sorry) },
      });
    }
  };
}

/** A sentence to the asker that claims nothing about the story. */
function saying(sentence: string): Answer {
  return {
    status: 'refused',
    headline: [{ kind: 'text', text: sentence }],
    blocks: [],
    citations: [],
    records: [],
    actions: [],
    asOf: '',
    command: '',
    audience: 'asker',
  };
}

function visibilityOf(answer: Answer, inquiry: Inquiry, publicAnswers: boolean): Visibility {
  const personal = answer.audience === 'asker' && answer.status !== 'refused';
  if (inquiry.visibility === 'channel') {
    // A failed share concerns the presser alone; a mention is answered where it was made, whatever came of it.
    const failedShare = answer.status === 'refused' && inquiry.place.responseUrl !== undefined;
    return failedShare || (personal && !isDirect(inquiry.place.channel)) ? 'asker' : 'channel';
  }
  if (inquiry.visibility !== undefined) return inquiry.visibility;
  if (answer.audience === 'channel') return 'channel';
  // What could not be understood concerns nobody but the one who typed it.
  if (personal || answer.status === 'refused') return 'asker';
  return publicAnswers ? 'channel' : 'asker';
}

async function succeeds(attempt: Promise<unknown>): Promise<boolean> {
  try {
    await attempt;
    return true;
  } catch {
    return false;
  }
}

function createTimer(ms: number) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const elapsed = new Promise<'elapsed'>((resolve) => {
    timer = setTimeout(() => resolve('elapsed'), ms);
  });
  return { elapsed, clear: () => clearTimeout(timer) };
}

/** The first places of a stack trace, without the message: that may hold what somebody typed. */
function placeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  return error.stack
    ?.split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 3)
    .map((line) => line.trim())
    .join(' < ');
}
