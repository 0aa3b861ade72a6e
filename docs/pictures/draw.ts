// Draws the pictures of the README from real answers over the bundled briefing: `npm run pictures`.

import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Resvg } from '@resvg/resvg-js';
import type { Answer } from '../../src/answer/answer.ts';
import { renderHeadline } from '../../src/answer/plain.ts';
import { boardInWords, boardOf } from '../../src/digest/board/plan.ts';
import { boardSvg } from '../../src/digest/board/svg.ts';
import { briefingAsOf } from '../../src/domain/as-of.ts';
import { digestDays } from '../../tests/digest/digest-days.ts';
import {
  answerOnDiscord,
  answerOnSlack,
  bundledBriefing,
  NOW,
  postedOnDiscord,
  postedOnSlack,
  shownOnDiscord,
  shownOnSlack,
} from './answers.ts';
import { digestList } from './digest-list.ts';
import { discordPicture } from './discord-picture.ts';
import { indexedPng } from './indexed-png.ts';
import { slackPicture } from './slack-picture.ts';
import { webPictures } from './web-pages.ts';

const BOT = 'Readout';
/** GitHub stores every version of them, so they stay small. */
const MOST_BYTES = 200_000;
const FONTS = ['Regular', 'Bold'].map((weight) =>
  fileURLToPath(new URL(`../../assets/fonts/NotoSans-${weight}.ttf`, import.meta.url)),
);

const briefing = bundledBriefing();
const clock = NOW.toZonedDateTimeISO('UTC').toLocaleString('en-US', { hour: 'numeric', minute: '2-digit' });

const words = 'tough road ahead';
const onDiscord = await answerOnDiscord(briefing, 'who-said', { words });
save(
  'discord',
  png(
    discordPicture({
      body: onDiscord.payload,
      bot: BOT,
      asked: { by: 'newsdesk', command: '/who-said' },
      time: `Today at ${clock}`,
    }),
  ),
  `Readout in Discord, asked “/who-said ${words}”: ${headlineOf(onDiscord.answer)}`,
);

const line = '/plan-point 8';
const onSlack = await answerOnSlack(briefing, line);
save(
  'slack',
  png(slackPicture({ blocks: onSlack.payload.blocks, bot: BOT, time: clock, isPrivate: true })),
  `Readout in Slack, asked “${line}”: ${headlineOf(onSlack.answer)}`,
);

const board = boardOf(briefingAsOf(briefing, NOW.toString().slice(0, 10)));
// Its letters are made for a phone, so it is large enough as it is.
save('board', png(boardSvg(board), 1), boardInWords(board));
save('board-phone', png(boardSvg(board, 'phone'), 1), boardInWords(board));

// The digest of the morning on which the newest source was known, as a channel gets it that was told the day before.
const digest = digestDays(briefing, 2, { threads: false })[0];
const later = digestDays(briefing, 2, { threads: false, first: false })[0];
for (const [name, day] of [
  ['digest-first', digest],
  ['digest', later],
] as const) {
  const lead = day?.post?.lead.answer;
  if (lead === undefined) throw new Error(`The ${name} has nothing to say.`);
  const { picture: _, ...told } = lead;
  const said = renderHeadline(told.headline);
  const time = 'Today at 8:00 AM';
  save(
    `${name}-discord`,
    png(discordPicture({ body: postedOnDiscord(told), bot: BOT, time })),
    `In Discord: ${said}`,
  );
  const { blocks } = postedOnSlack(told);
  save(
    `${name}-slack`,
    png(slackPicture({ blocks, bot: BOT, time: '8:00 AM', isPrivate: false })),
    `In Slack: ${said}`,
  );
}

const list = await digestList(briefing, NOW);
save(
  'digest-list-discord',
  png(
    discordPicture({
      body: shownOnDiscord(list, ['digest', 'list'], {}),
      bot: BOT,
      asked: { by: 'newsdesk', command: '/digest list' },
      time: `Today at ${clock}`,
    }),
  ),
  `In Discord, asked “/digest list”: ${headlineOf(list)}`,
);
save(
  'digest-list-slack',
  png(
    slackPicture({
      blocks: shownOnSlack(list, '/digest list').blocks,
      bot: BOT,
      time: clock,
      isPrivate: true,
    }),
  ),
  `In Slack, asked “/digest list”: ${headlineOf(list)}`,
);

const pages = await webPictures(briefing, NOW.toString().slice(0, 10));
if (pages === null)
  process.stdout.write(
    'web-*.png: skipped, because no Chromium is here (apt-get install chromium, or CHROMIUM=<its path>)\n',
  );
for (const { name, png: bytes, title } of pages ?? []) save(name, bytes, title);

/** At twice its size, for screens with two pixels a point. */
function png(svg: string, zoom = 2): Uint8Array {
  const font = { fontFiles: FONTS, loadSystemFonts: false, defaultFontFamily: 'Noto Sans' };
  const { pixels, width, height } = new Resvg(svg, { font, fitTo: { mode: 'zoom', value: zoom } }).render();
  return indexedPng(pixels, width, height);
}

/** Writes the picture and prints the line that shows it in the README. */
function save(name: string, bytes: Uint8Array, alt: string): void {
  if (bytes.length > MOST_BYTES)
    throw new Error(`${name}.png has ${bytes.length} bytes, more than ${MOST_BYTES}.`);
  writeFileSync(new URL(`${name}.png`, import.meta.url), bytes);
  const size = new DataView(bytes.buffer, bytes.byteOffset);
  process.stdout.write(
    `${size.getUint32(16)} x ${size.getUint32(20)} px, ${Math.ceil(bytes.length / 1000)} kB\n![${alt}](docs/pictures/${name}.png)\n\n`,
  );
}

/** The headline as a sentence, without the numbers of its sources. */
function headlineOf(answer: Answer): string {
  return renderHeadline(answer.headline.filter((span) => span.kind !== 'cite'));
}
