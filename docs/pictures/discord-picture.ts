import { unreachable } from '../../src/domain/errors.ts';
import {
  type ActionRow,
  type Button,
  COMPONENT,
  type Container,
  FLAG,
  type MessageBody,
  STYLE,
  type TopComponent,
} from '../../src/platforms/discord/render/payload.ts';
import { type MarkdownLine, readMarkdown } from './discord-markdown.ts';
import { avatar, eye } from './drawn-marks.ts';
import {
  type Drawn,
  lineAt,
  movedBy,
  paragraph,
  picture,
  type Setting,
  space,
  stacked,
  widthOf,
} from './runs.ts';

const WIDTH = 760;
const LEFT = 72;
const MESSAGE = WIDTH - LEFT - 24;
/** Discord's dark theme. */
const GROUND = '#313338';
const PRIVATE_GROUND = '#343744';
const CARD = '#2b2d31';
const EDGE = '#3f4147';
const INK = '#dbdee1';
const STRONG = '#f2f3f5';
const QUIET = '#a3a8b0';
const LINK = '#00a8fc';
const BLURPLE = '#5865f2';
const BUTTON = '#4e5058';

const TEXT: Setting = { size: 15.5, line: 21, colour: INK };
const SMALL: Setting = { size: 13, line: 18, colour: QUIET };
const HEADING: Setting = { size: 16.5, line: 22, colour: STRONG };

/** A message as Discord shows it, below the slash command that asked for it, where somebody did. */
export function discordPicture(options: {
  readonly body: MessageBody;
  readonly bot: string;
  /** Who asked, and the name of the command with its slash; absent for what is posted unasked. */
  readonly asked?: { readonly by: string; readonly command: string };
  /** `Today at 9:00 AM`. */
  readonly time: string;
}): string {
  const { body, bot } = options;
  const isPrivate = (body.flags & FLAG.ephemeral) !== 0;
  const message = stacked(
    [
      nameLine(bot, options.time),
      space(0),
      ...body.components.map((component) => componentOf(component)),
      ...(isPrivate ? [privateLine()] : []),
    ],
    6,
  );
  const top = options.asked === undefined ? 14 : 42;
  const height = Math.ceil(top + message.height + 16);
  const svg = [
    isPrivate ? `<rect width="${WIDTH}" height="${height}" fill="${PRIVATE_GROUND}"/>` : '',
    options.asked === undefined ? '' : replyLine(options.asked.by, options.asked.command),
    avatar(16, top + 2, 40, 20),
    movedBy(message, LEFT, top),
  ];
  return picture({ svg: svg.join(''), height }, WIDTH, GROUND);
}

/** Who used which command, on the line that bends down to the avatar. */
function replyLine(asker: string, command: string): string {
  const words = [
    { text: asker, weight: 500, colour: STRONG },
    { text: ' used ' },
    { text: command, weight: 500, colour: LINK },
  ] as const;
  return [
    `<path d="M36 38 V30 Q36 24 42 24 H66" fill="none" stroke="${BUTTON}" stroke-width="2"/>`,
    `<circle cx="80" cy="24" r="8" fill="#8a5a44"/><circle cx="80" cy="21.5" r="2.8" fill="#f3e3d3"/><path d="M74.6 29.4 Q80 22.6 85.4 29.4 Q80 33 74.6 29.4Z" fill="#f3e3d3"/>`,
    lineAt(words, { size: 13.5, colour: QUIET }, 94, 29),
  ].join('');
}

function nameLine(bot: string, time: string): Drawn {
  const name = widthOf([{ text: bot, weight: 600 }], 16);
  const badge = name + 8;
  return {
    svg: [
      lineAt([{ text: bot, weight: 600 }], { size: 16, colour: STRONG }, 0, 17),
      `<rect x="${badge}" y="4" width="33" height="16" rx="4" fill="${BLURPLE}"/>`,
      lineAt([{ text: 'APP', weight: 600 }], { size: 10.5, colour: '#ffffff' }, badge + 16.5, 15.8, 'middle'),
      lineAt([{ text: time }], { size: 12, colour: QUIET }, badge + 42, 16.5),
    ].join(''),
    height: 22,
  };
}

function privateLine(): Drawn {
  const words = [{ text: 'Only you can see this · ' }, { text: 'Dismiss message', colour: LINK }] as const;
  return { svg: `${eye(0, 3, 15, QUIET)}${lineAt(words, { size: 12, colour: QUIET }, 21, 14)}`, height: 18 };
}

function componentOf(component: TopComponent): Drawn {
  switch (component.type) {
    case COMPONENT.textDisplay:
      return textDisplay(component.content, MESSAGE);
    case COMPONENT.container:
      return container(component);
    case COMPONENT.actionRow:
      return buttonRow(component);
    default:
      return unreachable(component);
  }
}

const PADDING = 14;

function container({ components, accent_color }: Container): Drawn {
  const inner = MESSAGE - 2 * PADDING - 4;
  const content = stacked(
    components.map((part): Drawn => {
      switch (part.type) {
        case COMPONENT.textDisplay:
          return textDisplay(part.content, inner);
        case COMPONENT.actionRow:
          return buttonRow(part);
        case COMPONENT.separator:
          return { svg: `<rect y="1" width="${inner}" height="1" fill="${EDGE}"/>`, height: 3 };
        case COMPONENT.mediaGallery:
          throw new Error('This picture cannot show a picture: choose an answer without one.');
        default:
          return unreachable(part);
      }
    }),
    8,
  );
  const height = content.height + 2 * PADDING;
  const accent =
    accent_color === undefined
      ? ''
      : `<path d="M4 1.1 V${height - 1.1} A8 8 0 0 1 0 ${height - 8} V8 A8 8 0 0 1 4 1.1 Z" fill="#${accent_color.toString(16).padStart(6, '0')}"/>`;
  return {
    svg: `<rect x="0.5" y="0.5" width="${MESSAGE - 1}" height="${height - 1}" rx="8" fill="${CARD}" stroke="${EDGE}"/>${accent}${movedBy(content, PADDING + 4, PADDING)}`,
    height,
  };
}

function textDisplay(content: string, width: number): Drawn {
  return stacked(
    readMarkdown(content, LINK).map((line) => markdownLine(line, width)),
    0,
  );
}

function markdownLine(line: MarkdownLine, width: number): Drawn {
  switch (line.kind) {
    case 'heading':
      return stacked(
        [
          space(4),
          paragraph(
            line.runs.map((run) => ({ ...run, weight: 700 })),
            HEADING,
            width,
          ),
          space(6),
        ],
        0,
      );
    case 'small':
      return paragraph(line.runs, SMALL, width);
    case 'item': {
      const text = paragraph(line.runs, TEXT, width - 22);
      return {
        svg: `<circle cx="9" cy="11" r="2.6" fill="${INK}"/>${movedBy(text, 22, 0)}`,
        height: text.height,
      };
    }
    // Discord shows an empty line nearly as high as one of text.
    case 'empty':
      return space(TEXT.line * 0.75);
    case 'quote': {
      const text = paragraph(line.runs, TEXT, width - 16);
      // The bars of neighbouring lines meet and look like one.
      return {
        svg: `<rect width="4" height="${text.height}" fill="${BUTTON}"/>${movedBy(text, 16, 0)}`,
        height: text.height,
      };
    }
    case 'plain':
      return paragraph(line.runs, TEXT, width);
    default:
      return unreachable(line.kind);
  }
}

/** Room for buttons, in pixels. */
const BUTTONS_WIDE = 660;

/** Buttons side by side, in a further line where they would not fit, as the client sets them. */
function buttonRow({ components }: ActionRow): Drawn {
  let x = 0;
  let y = 0;
  const svg = components.map((button) => {
    const { width } = buttonAt(button, 0);
    if (x > 0 && x + width > BUTTONS_WIDE) {
      x = 0;
      y += 40;
    }
    const drawn = `<g transform="translate(0 ${y})">${buttonAt(button, x).svg}</g>`;
    x += width + 8;
    return drawn;
  });
  return { svg: svg.join(''), height: y + 32 };
}

function buttonAt(button: Button, x: number): { readonly svg: string; readonly width: number } {
  const label = widthOf([{ text: button.label, weight: 500 }], 14);
  const opens = button.style === STYLE.link;
  const width = label + 32 + (opens ? 20 : 0);
  const fill = button.style === STYLE.primary ? BLURPLE : BUTTON;
  const words = lineAt(
    [{ text: button.label, weight: 500 }],
    { size: 14, colour: '#ffffff' },
    x + 16 + label / 2,
    21,
    'middle',
  );
  const arrow = opens
    ? `<path d="M${x + width - 28} 11 h-3 v10 h10 v-3 M${x + width - 25} 11 h7 v7 M${x + width - 18} 11 l-7 7" fill="none" stroke="#ffffff" stroke-width="1.6"/>`
    : '';
  return {
    svg: `<rect x="${x}" width="${width}" height="32" rx="8" fill="${fill}"/>${words}${arrow}`,
    width,
  };
}
