import { type Answer, SMALL_TALK } from '../answer/answer.ts';
import type { CardSurface } from '../answer/card-limits.ts';
import { type Clock, orLate } from '../core/clock.ts';
import type { Asker } from '../core/command.ts';
import type { Core, Request, SharedAnswer } from '../core/request.ts';
import { threadLine } from '../domain/ask.ts';
import { unreachable } from '../domain/errors.ts';
import { errorFacts, type Log } from '../domain/log.ts';

/** A question before it is known who asks. */
export type Question =
  | Pick<Extract<Request, { readonly kind: 'command' }>, 'kind' | 'path' | 'values'>
  | Pick<Extract<Request, { readonly kind: 'line' }>, 'kind' | 'line'>
  | Pick<Extract<Request, { readonly kind: 'words' }>, 'kind' | 'words'>;

/** `asker`: only they see it; `channel`: everyone there does. */
export type Audience = 'asker' | 'channel';

/** One question on its way to one visible reply. */
export interface Inquiry {
  readonly asker: Asker;
  /** See `Request`. */
  readonly standing?: () => Promise<boolean>;
  readonly question: Question;
  /** One of our own sentences, said in place of asking anything. */
  readonly instead?: string;
  /** Command line that asks the same again, for buttons and follow-ups; the answer's own reading goes before it. */
  readonly line?: string;
  /** True in a conversation with us alone, where nothing needs hiding. */
  readonly direct: boolean;
  /** Who is to see the answer, where the surface decides that; else the answer and the settings do. */
  readonly seen?: Audience;
  /** A page of the whole answer, 0-based; the card where absent. */
  readonly page?: number;
  /** Which card; that of a command where absent. */
  readonly card?: CardSurface;
  /** The answer takes the place of the message whose button was pressed. */
  readonly inPlace?: boolean;
  /** The message whose button was pressed goes, and the answer comes beside it. */
  readonly takeBack?: boolean;
  /** Name of who puts a private answer before the channel; outside text. */
  readonly sharedBy?: string;
  readonly thread?: Thread;
}

/** The conversation whose last answer a follow-up may refer to. */
export interface Thread {
  /** The line last answered in it. Absent where nothing asked there refers to it. */
  readonly recall?: () => Promise<string | undefined>;
  /** `message`: id of ours that answered it, where the surface knows. */
  readonly remember: (line: string, message: string | undefined) => Promise<void>;
}

/** How an answer is shown. */
export interface Showing {
  readonly line: string | undefined;
  /** The card that is shown; absent for a page of the whole. */
  readonly card?: CardSurface | undefined;
  /** 0-based. */
  readonly page: number;
  readonly seen: Audience;
  readonly sharedBy?: string;
  /** Asks for all of the answer, where its card cannot be shown: what stands in the whole alone may have been left out of it. */
  readonly whole?: () => Promise<Answer>;
}

/** What a surface is given to send. */
export interface Outgoing<Shown> {
  readonly shown: Shown;
  readonly seen: Audience;
  /** Takes the place of the message whose button was pressed; never a mere sentence. */
  readonly inPlace: boolean;
  /** Its message is edited later, where it can be found again: see `sentAs`. */
  readonly kept?: true;
}

/** One place to reply to, as its platform sees it. One is made for each inquiry. */
export interface Surface<Shown> {
  /** May draw a picture; one that cannot be drawn is left out. */
  readonly show: (answer: Answer, how: Showing) => Shown | Promise<Shown>;
  /** One of our own sentences. */
  readonly say: (sentence: string, seen: Audience) => Shown;
  /** Where the platform must hear from us at once. */
  readonly acknowledge?: {
    /** The answer as the acknowledgement itself; false where that cannot carry it. Absent: it never can. */
    readonly reply?: (outgoing: Outgoing<Shown>) => Promise<boolean>;
    /** How long the acknowledgement may wait for the answer, in milliseconds. */
    readonly withinMs: number;
    /** Promises the answer. False where nobody waits for one any more. */
    readonly defer: (stage: Pick<Outgoing<Shown>, 'seen' | 'inPlace'>) => Promise<boolean>;
  };
  /** Id of the message where it is known, '' where it is not; null where nothing could be sent. */
  readonly send: (outgoing: Outgoing<Shown>) => Promise<string | null>;
  /**
   * Where the message stands that was sent last, as this platform's delivery knows its messages; null where that cannot be
   * known, and so it cannot be edited. Asked only of what everybody may read for good.
   */
  readonly sentAs?: () => Promise<string | null>;
  /** Takes the message away whose button was pressed; only where `takeBack` can be asked for. */
  readonly remove?: () => Promise<void>;
  readonly limits?: {
    /** Nothing can be shown to the asker alone here; this is said instead. */
    readonly noWhispers?: string;
  };
}

export interface Conversation {
  /**
   * Answers an inquiry: at once or acknowledged first, with exactly one reply, whether the core is quick, slow, failing or
   * silent. Never rejects.
   */
  readonly take: <Shown>(inquiry: Inquiry, surface: Surface<Shown>) => Promise<void>;
}

type Made<Shown> = Outgoing<Shown> & {
  /** What a follow-up refers to; absent where nothing was answered. */
  readonly lead?: string | undefined;
  /** What was put before a channel; absent for everything else. */
  readonly shared?: Pick<SharedAnswer, 'answer' | 'card'>;
};

const NOT_TO_SHARE = 'That answer is for you alone and cannot be shared.';

export function createConversation(parts: {
  readonly core: Core;
  readonly publicAnswers: boolean;
  /** Longer work is given up, in milliseconds: what a reader waits for must come or say that it will not. */
  readonly answerWithinMs: number;
  readonly clock: Pick<Clock, 'after'>;
  readonly log: Log;
  /** 0 to below 1. */
  readonly random: () => number;
  /** Told how many milliseconds after a question the platform heard from us, where it must hear at once. */
  readonly acknowledged: (ms: number) => void;
}): Conversation {
  const { core, log, clock, publicAnswers } = parts;

  const said = <Shown>(words: string, seen: Audience, surface: Surface<Shown>): Made<Shown> => ({
    ...{ shown: surface.say(words, seen), seen, inPlace: false },
  });

  const made = async <Shown>(inquiry: Inquiry, surface: Surface<Shown>): Promise<Made<Shown>> => {
    const { question, instead, sharedBy, page = 0, inPlace = false } = inquiry;
    if (instead !== undefined) return said(instead, inquiry.seen ?? 'asker', surface);
    // What is shared is kept with all its records, to be corrected.
    const cardOnly = inquiry.page === undefined && sharedBy === undefined;
    const answer = await ask(inquiry, core, cardOnly ? { cardOnly } : {});
    const seen = seenBy(answer, inquiry, publicAnswers);
    const { noWhispers } = surface.limits ?? {};
    if (isPersonal(answer) && sharedBy !== undefined) return said(NOT_TO_SHARE, 'asker', surface);
    if (seen === 'asker' && noWhispers !== undefined) return said(noWhispers, 'channel', surface);
    const line = answer.readAs ?? inquiry.line;
    const card = inquiry.page === undefined ? (inquiry.card ?? 'chat') : undefined;
    const how: Showing = {
      ...{ line, card, page, seen },
      ...(sharedBy === undefined ? {} : { sharedBy }),
      // Asked again only where it was left out: what changes something is done once.
      ...(answer.cardAlone === true ? { whole: () => ask(inquiry, core) } : {}),
    };
    const leads = answer.status !== 'refused' && answer.command !== SMALL_TALK;
    return {
      shown: await surface.show(answer, how),
      seen,
      inPlace,
      lead: leads
        ? question.kind === 'words' && answer.records.length > 0
          ? threadLine(question.words, answer)
          : line
        : undefined,
      ...sharedPart({ answer, card, seen, sharedBy }, core),
    };
  };

  const sorry = <Shown>(what: string, error: unknown, inquiry: Inquiry, surface: Surface<Shown>) =>
    said(apology(what, error, parts), seenBy(REFUSED, inquiry, publicAnswers), surface);

  /** Never rejects. */
  const settled = async <Shown>(inquiry: Inquiry, surface: Surface<Shown>): Promise<Made<Shown>> => {
    try {
      const inTime = await orLate(made(inquiry, surface), parts.answerWithinMs, null, clock);
      return inTime ?? sorry('An answer took too long.', new Error('too long'), inquiry, surface);
    } catch (error) {
      return sorry('An answer failed.', error, inquiry, surface);
    }
  };

  const reply = async <Shown>(inquiry: Inquiry, surface: Surface<Shown>): Promise<void> => {
    const { acknowledge } = surface;
    const { takeBack = false, inPlace = false } = inquiry;
    const taken = performance.now();
    const heard = () => parts.acknowledged(performance.now() - taken);
    const outcome = settled(inquiry, surface);
    if (acknowledge !== undefined) {
      const carries = takeBack ? undefined : acknowledge.reply;
      const early = carries === undefined ? null : await orLate(outcome, acknowledge.withinMs, null, clock);
      if (early !== null && (await carries?.(early)) === true) {
        heard();
        void tellShared(inquiry, early, surface, parts);
        return await remember(inquiry, early, '');
      }
      const seen = inquiry.seen ?? (inquiry.instead === undefined && publicAnswers ? 'channel' : 'asker');
      if (!(await acknowledge.defer({ seen, inPlace: inPlace || takeBack }))) return;
      heard();
    }
    const late = await outcome;
    if (takeBack) await surface.remove?.();
    const message = await surface.send(late);
    if (message === null) return;
    void tellShared(inquiry, late, surface, parts);
    await remember(inquiry, late, message);
  };

  const remember = async ({ thread }: Inquiry, { lead }: Made<unknown>, message: string): Promise<void> => {
    if (lead === undefined || thread === undefined) return;
    try {
      await thread.remember(lead, message === '' ? undefined : message);
    } catch (error) {
      log.warn('The memory of past answers does not take more.', errorFacts(error));
    }
  };

  return {
    async take(inquiry, surface) {
      try {
        await reply(inquiry, surface);
      } catch (error) {
        try {
          await surface.send(sorry('A reply failed.', error, inquiry, surface));
        } catch (again) {
          log.error('A reply failed, and so did saying so.', errorFacts(again));
        }
      }
    },
  };
}

/** What the core answers, with what was asked before it in the thread. */
async function ask(
  { question, asker, standing, thread }: Inquiry,
  core: Core,
  only: Pick<Request, 'cardOnly'> = {},
): Promise<Answer> {
  const asked: Request = { ...question, asker, ...(standing === undefined ? {} : { standing }), ...only };
  if (asked.kind !== 'words' || thread?.recall === undefined) return await core.respond(asked);
  const previous = await thread.recall().catch(() => undefined);
  return await core.respond(previous === undefined ? asked : { ...asked, previous });
}

/** What is told of an answer that is put before a channel, where it is told at all. */
function sharedPart(
  {
    answer,
    card,
    seen,
    sharedBy,
  }: {
    readonly answer: Answer;
    readonly card: CardSurface | undefined;
    readonly seen: Audience;
    readonly sharedBy: string | undefined;
  },
  core: Core,
): Pick<Made<unknown>, 'kept' | 'shared'> {
  if (core.shared === undefined || sharedBy === undefined) return {};
  if (seen !== 'channel' || answer.status === 'refused') return {};
  return { kept: true, shared: { answer, ...(card === undefined ? {} : { card }) } };
}

/** Not waited for: the answer is out, and that it cannot be corrected later is no trouble of who shares it. Never rejects. */
async function tellShared<Shown>(
  { asker }: Inquiry,
  { shared }: Made<Shown>,
  surface: Surface<Shown>,
  { core, log }: { readonly core: Core; readonly log: Log },
): Promise<void> {
  if (shared === undefined || core.shared === undefined) return;
  try {
    const message = (await surface.sentAs?.()) ?? null;
    if (message === null) return;
    const { platform, tenant, channel, thread } = asker;
    const place = { platform, tenant, channel, ...(thread === undefined ? {} : { thread }) };
    await core.shared({ ...place, message, ...shared });
  } catch (error) {
    log.warn('A shared answer is not corrected later.', errorFacts(error));
  }
}

const REFUSED = { status: 'refused', audience: 'asker' } as const;

function isPersonal({ status, audience }: Pick<Answer, 'status' | 'audience'>): boolean {
  // A refusal is for the asker alone only because nobody else cares: it claims nothing and hides nothing.
  return audience === 'asker' && status !== 'refused';
}

function seenBy(
  answer: Pick<Answer, 'status' | 'audience'>,
  { seen, direct, sharedBy }: Inquiry,
  publicAnswers: boolean,
): Audience {
  const refused = answer.status === 'refused';
  switch (seen) {
    case 'asker':
      return 'asker';
    case 'channel':
      // Asked in the open, answered in the open; only a share that fails concerns nobody but who shares.
      return (isPersonal(answer) && !direct) || (refused && sharedBy !== undefined) ? 'asker' : 'channel';
    case undefined:
      if (answer.audience === 'channel') return 'channel';
      // What could not be understood concerns nobody but the one who typed it.
      return publicAnswers && !isPersonal(answer) && !refused ? 'channel' : 'asker';
    default:
      return unreachable(seen);
  }
}

/** What a pressed button of ours asks for. */
export type Press =
  | { readonly kind: 'ask' }
  | { readonly kind: 'page'; readonly page: number }
  /** The whole of an answer whose card is pressed, beside it. */
  | { readonly kind: 'whole' }
  | { readonly kind: 'share' }
  /** Takes a public answer of this user back and shows it to them alone. */
  | { readonly kind: 'hide'; readonly user: string };

const SHARED_ALREADY = 'This answer is shared already.';
const NOT_YOURS = 'Only the person who asked can take this answer back.';

/** What a press makes of the question its button carries. */
export async function pressed(
  press: Press,
  by: {
    readonly user: string;
    /** Name to show; outside text. */
    readonly name: string;
    /** Only who presses reads the message: there a page turns in place; elsewhere they get a copy of their own. */
    readonly alone: boolean;
    /** False where they have shared this message before. */
    readonly sharesFirst: () => Promise<boolean>;
  },
): Promise<Pick<Inquiry, 'seen' | 'page' | 'inPlace' | 'takeBack' | 'sharedBy' | 'instead'>> {
  switch (press.kind) {
    case 'ask':
      return { seen: 'asker' };
    case 'page':
      return { seen: 'asker', page: press.page, inPlace: by.alone };
    case 'whole':
      return { seen: 'asker', page: 0 };
    case 'share':
      return (await by.sharesFirst())
        ? { seen: 'channel', sharedBy: by.name }
        : { seen: 'asker', instead: SHARED_ALREADY };
    case 'hide':
      return press.user === by.user
        ? { seen: 'asker', takeBack: true }
        : { seen: 'asker', instead: NOT_YOURS };
    default:
      return unreachable(press);
  }
}

/** Without letters and digits that are easily taken for one another. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * Puts an unexpected error into the log and gives the one sentence its asker is told, with a reference such as `R-7KQ2MD`
 * that they can report and an operator finds.
 */
export function apology(
  what: string,
  error: unknown,
  { log, random }: { readonly log: Log; readonly random: () => number },
): string {
  const letters = Array.from({ length: 6 }, () => ALPHABET[Math.floor(random() * ALPHABET.length)]);
  const reference = `R-${letters.join('')}`;
  log.error(what, { reference, ...errorFacts(error) });
  return `Something went wrong on my side; please try again. Reference for the log: ${reference}`;
}
