import type { types } from '@slack/bolt';
import { momentShown } from './discord-markdown.ts';
import { avatar, eye } from './drawn-marks.ts';
import {
  type Drawn,
  lineAt,
  movedBy,
  paragraph,
  picture,
  type Run,
  type Setting,
  space,
  stacked,
  widthOf,
} from './runs.ts';
import { readMrkdwn } from './slack-mrkdwn.ts';

const WIDTH = 760;
const LEFT = 64;
// Text is measured a little too wide, so it ends well before this.
const MESSAGE = WIDTH - LEFT - 8;
/** Slack's light theme. */
const GROUND = '#ffffff';
const INK = '#1d1c1d';
const QUIET = '#616061';
const LINK = '#1264a3';
const BAR = '#dddddd';
const EDGE = '#bbbabb';

const TEXT: Setting = { size: 15, line: 22, colour: INK };
const SMALL: Setting = { size: 13, line: 18, colour: QUIET };

/** A message as Slack shows it to the one who asked, or to the channel. */
export function slackPicture(options: {
  readonly blocks: readonly types.KnownBlock[];
  readonly bot: string;
  /** `9:00 AM`. */
  readonly time: string;
  /** True where only the asker sees it. */
  readonly isPrivate: boolean;
}): string {
  const message = stacked([nameLine(options.bot, options.time), stacked(options.blocks.map(blockOf), 6)], 2);
  const top = options.isPrivate ? 34 : 14;
  const svg = [
    options.isPrivate
      ? `${eye(38, 15, 14, QUIET)}${lineAt([{ text: 'Only visible to you' }], { size: 12.5, colour: QUIET }, LEFT, 24)}`
      : '',
    avatar(18, top + 2, 36, 8),
    movedBy(message, LEFT, top),
  ];
  return picture({ svg: svg.join(''), height: top + message.height + 18 }, WIDTH, GROUND);
}

function nameLine(bot: string, time: string): Drawn {
  const badge = widthOf([{ text: bot, weight: 700 }], 15) + 7;
  return {
    svg: [
      lineAt([{ text: bot, weight: 700 }], { size: 15, colour: INK }, 0, 16),
      `<rect x="${badge}" y="4" width="29" height="14" rx="3" fill="#e8e8e8"/>`,
      lineAt([{ text: 'APP', weight: 700 }], { size: 9.5, colour: QUIET }, badge + 14.5, 14.4, 'middle'),
      lineAt([{ text: time }], { size: 12, colour: QUIET }, badge + 37, 15.5),
    ].join(''),
    height: 22,
  };
}

function blockOf(block: types.KnownBlock): Drawn {
  switch (block.type) {
    case 'rich_text':
      return stacked(block.elements.map(richPart), 0);
    case 'section':
      return fieldGrid(block);
    case 'context':
      return stacked(
        block.elements.map((element) =>
          element.type === 'mrkdwn'
            ? paragraph(readMrkdwn(element.text, LINK), SMALL, MESSAGE)
            : notShown(element.type),
        ),
        0,
      );
    case 'actions':
      return buttonRow(block.elements);
    default:
      return notShown(block.type);
  }
}

function richPart(part: types.RichTextBlock['elements'][number]): Drawn {
  switch (part.type) {
    case 'rich_text_section':
      return paragraph(part.elements.map(runOf), TEXT, MESSAGE);
    case 'rich_text_quote': {
      const words = paragraph(part.elements.map(runOf), TEXT, MESSAGE - 16);
      return {
        svg: `<rect width="4" height="${words.height}" rx="2" fill="${BAR}"/>${movedBy(words, 16, 0)}`,
        height: words.height,
      };
    }
    case 'rich_text_list':
      return stacked(
        part.elements.map((item) => {
          const text = paragraph(item.elements.map(runOf), TEXT, MESSAGE - 26);
          return {
            svg: `<circle cx="13" cy="11.5" r="2.4" fill="${INK}"/>${movedBy(text, 26, 0)}`,
            height: text.height,
          };
        }),
        0,
      );
    default:
      return notShown(part.type);
  }
}

function runOf(piece: types.RichTextElement): Run {
  switch (piece.type) {
    case 'text':
      return { text: piece.text, ...lookOf(piece.style) };
    case 'link':
      return { text: piece.text ?? piece.url, ...lookOf(piece.style), colour: LINK };
    case 'date':
      return { text: momentShown(piece.timestamp) };
    default:
      return notShown(piece.type);
  }
}

function lookOf(style: types.RichTextStyleable['style']): Omit<Run, 'text'> {
  return {
    ...(style?.bold === true ? { weight: 700 } : {}),
    ...(style?.italic === true ? { italic: true } : {}),
    ...(style?.strike === true ? { struck: true } : {}),
  };
}

/** The fields of a section, two side by side. */
function fieldGrid(section: types.SectionBlock): Drawn {
  const column = (MESSAGE - 16) / 2;
  const fields = (section.fields ?? []).map((field) =>
    field.type === 'mrkdwn' ? paragraph(readMrkdwn(field.text, LINK), TEXT, column) : notShown(field.type),
  );
  if (section.text !== undefined || section.accessory !== undefined) return notShown('section');
  const rows: Drawn[] = [];
  for (let at = 0; at < fields.length; at += 2) {
    const [left = space(0), right = space(0)] = fields.slice(at, at + 2);
    rows.push({
      svg: `${left.svg}${movedBy(right, column + 16, 0)}`,
      height: Math.max(left.height, right.height),
    });
  }
  return stacked(rows, 8);
}

/** Buttons side by side, in as many rows as they need. */
function buttonRow(elements: types.ActionsBlock['elements']): Drawn {
  let [x, y] = [0, 4];
  const svg = elements.map((element) => {
    if (element.type !== 'button') return notShown(element.type);
    const words: readonly Run[] = [{ text: element.text.text, weight: 700 }];
    const width = Math.ceil(widthOf(words, 13)) + 24;
    if (x > 0 && x + width > MESSAGE) [x, y] = [0, y + 36];
    const drawn = [
      `<rect x="${x + 0.5}" y="${y + 0.5}" width="${width - 1}" height="27" rx="7" fill="${GROUND}" stroke="${EDGE}"/>`,
      lineAt(words, { size: 13, colour: INK }, x + width / 2, y + 18.6, 'middle'),
    ].join('');
    x += width + 8;
    return drawn;
  });
  return { svg: svg.join(''), height: y + 28 };
}

/** Nothing is left out silently: what cannot be drawn ends the drawing. */
function notShown(type: string): never {
  throw new Error(`The picture of a Slack message cannot show ${type}.`);
}
