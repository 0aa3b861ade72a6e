import type { Answer, Picture } from '../../../answer/answer.ts';
import { cardOf } from '../../../answer/card.ts';
import { CARD_LIMITS, type CardLimits, type CardSurface } from '../../../answer/card-limits.ts';
import { renderPlain } from '../../../answer/plain.ts';
import type { Command, CommandGroup } from '../../../core/command.ts';
import type { Log } from '../../../domain/log.ts';
import type { ButtonCodec } from '../../button-codec.ts';
import { type Asked, carriedText, controlsOf, type Visibility } from './buttons.ts';
import { TEXT_BUDGET } from './limits.ts';
import { pagesOf } from './paging.ts';
import { COMPONENT, FLAG, type MessageBody, type TextDisplay, type Upload } from './payload.ts';
import {
  altText,
  cardLength,
  createTexts,
  fileName,
  type PagePlace,
  renderPage,
  type Texts,
} from './render.ts';
import { clip, literal } from './text.ts';

/** One answer, or one page of it, ready to be sent once its picture is drawn. */
export interface Message {
  readonly body: MessageBody;
  readonly picture: Picture | null;
  /** Lines its buttons need that it cannot carry itself. */
  readonly remembered: readonly Asked[];
  /** The same page in words alone, for where Discord does not take the message. */
  readonly plain: () => MessageBody;
}

/** Everything sent is silent: neither text of ours nor text from outside may ping anybody. */
export const NO_MENTIONS = { parse: [] } as const;
const SILENT_FLAGS = FLAG.suppressEmbeds | FLAG.componentsV2;
const LONGEST_NAME = 80;

interface MessageOptions {
  readonly answer: Answer;
  readonly asked: Asked;
  /** The card is shown instead of a page. */
  readonly card?: CardSurface | undefined;
  readonly page: number;
  readonly codec: ButtonCodec;
  readonly commands: readonly (Command | CommandGroup)[];
  readonly visibility: Visibility;
  /** Discord user id of the asker. */
  readonly asker: string;
  /** Name of who put a private answer before the channel; outside text. */
  readonly sharedBy?: string;
}

/** A page of an answer as a message with its buttons. `page` is 0-based; beyond the last it is the last. */
export function messageOf(options: MessageOptions): Message {
  const heading = options.sharedBy === undefined ? null : sharedLine(options.sharedBy);
  const reserve = (heading?.content.length ?? 0) + (carriedText(options.asked)?.content.length ?? 0);
  const texts = createTexts();
  const pages =
    options.card === undefined
      ? pagesOf(options.answer, reserve, texts)
      : [discordCard(options.answer, CARD_LIMITS[options.card], reserve, texts)];
  const place: PagePlace = {
    number: Math.min(Math.max(0, options.page), pages.length - 1) + 1,
    count: pages.length,
  };
  const page = pages[place.number - 1] ?? options.answer;
  const controls = controlsOf({ ...options, answer: page, place });
  const ephemeral = options.visibility === 'private';
  return {
    plain: () => plainBody(page, place, ephemeral),
    body: {
      flags: SILENT_FLAGS | (ephemeral ? FLAG.ephemeral : 0),
      allowed_mentions: NO_MENTIONS,
      components: [
        ...(heading === null ? [] : [heading]),
        renderPage(page, place, texts),
        ...(controls.carried === null ? [] : [controls.carried]),
        ...controls.rows,
      ],
    },
    picture: page.picture ?? null,
    remembered: controls.remembered,
  };
}

/** The card of an answer within what Discord counts, addresses too. */
function discordCard(answer: Answer, limits: CardLimits, reserve: number, texts: Texts): Answer {
  const { characters = Number.POSITIVE_INFINITY } = limits.whole;
  return cardOf(answer, limits, (card) => cardLength(card, texts) + reserve <= characters);
}

/**
 * A page without anything Discord could object to: no buttons, no picture, no links, nothing formatted. Sources keep their
 * names; where even that is too long, whole lines go from the end and an ellipsis says so.
 */
function plainBody(page: Answer, { number, count }: PagePlace, ephemeral: boolean): MessageBody {
  const citations = page.citations.map(({ url: _, ...source }) => source);
  const words = renderPlain(
    { ...page, citations, actions: [] },
    { width: Number.POSITIVE_INFINITY, more: '' },
  );
  const place = count > 1 ? [`Page ${number} of ${count}`] : [];
  const lines = [...words.split('\n'), ...place].map((line) => literal(line));
  let length = lines.reduce((sum, line) => sum + line.length + 1, 0);
  const cut = length > TEXT_BUDGET;
  while (length > TEXT_BUDGET - 2 && lines.length > 1) length -= (lines.pop()?.length ?? 0) + 1;
  const content = clip([...lines, ...(cut ? ['…'] : [])].join('\n'), TEXT_BUDGET);
  return { ...sentence('', ephemeral), components: [{ type: COMPONENT.textDisplay, content }] };
}

/** One of our own sentences as a message. The text is escaped. */
export function sentence(words: string, ephemeral: boolean): MessageBody {
  return {
    flags: SILENT_FLAGS | (ephemeral ? FLAG.ephemeral : 0),
    allowed_mentions: NO_MENTIONS,
    components: [{ type: COMPONENT.textDisplay, content: literal(clip(words, 1500)) || '…' }],
  };
}

/**
 * The body with its picture attached, drawn now. A picture that cannot be drawn is left out: it only shows what the
 * text says.
 */
export async function withPicture(
  message: Pick<Message, 'body' | 'picture'>,
  log: Log,
): Promise<{ readonly body: MessageBody; readonly upload?: Upload }> {
  const { body, picture } = message;
  if (picture === null) return { body };
  try {
    const name = fileName(picture.name);
    const bytes = await picture.png();
    return {
      body: { ...body, attachments: [{ id: '0', filename: name, description: altText(picture.alt) }] },
      upload: { name, bytes },
    };
  } catch (error) {
    log.warn('A picture could not be drawn; the answer goes without it.', {
      error: error instanceof Error ? error.name : 'unknown',
    });
    return { body: withoutPicture(body) };
  }
}

function withoutPicture(body: MessageBody): MessageBody {
  return {
    ...body,
    components: body.components.map((component) =>
      component.type === COMPONENT.container
        ? {
            ...component,
            components: component.components.filter((part) => part.type !== COMPONENT.mediaGallery),
          }
        : component,
    ),
  };
}

function sharedLine(name: string): TextDisplay {
  return {
    type: COMPONENT.textDisplay,
    content: `-# Shared by **${literal(clip(name, LONGEST_NAME)).trim() || 'somebody'}**`,
  };
}
