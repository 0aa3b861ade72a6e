import { Resvg } from '@resvg/resvg-js';
import { describe, expect, test } from 'vitest';
import { answerOnDiscord, answerOnSlack, bundledBriefing } from '../../docs/pictures/answers.ts';
import { discordPicture } from '../../docs/pictures/discord-picture.ts';
import { indexedPng } from '../../docs/pictures/indexed-png.ts';
import { slackPicture } from '../../docs/pictures/slack-picture.ts';
import { COMPONENT, everyText } from '../../src/platforms/discord/render/payload.ts';

const ASKED = [
  ['who-said', 'words', 'tough road ahead'],
  ['who-said', 'words', 'ballot here too'],
  ['plan-point', 'point', '6'],
  ['plan-point', 'point', '8'],
  ['position', 'party', 'Russia'],
] as const;

/** Letters and digits alone, because line ends, marks and escapes are what drawing changes. */
function letters(text: string): string {
  return text.replace(/[^\p{L}\p{N}]/gu, '');
}

function drawnLetters(svg: string): string {
  const texts = [...svg.matchAll(/<tspan[^>]*>([^<]*)</gu)].map(([, text = '']) => text);
  return letters(
    texts.join('').replace(/&#(\d+);/gu, (_, code: string) => String.fromCodePoint(Number(code))),
  );
}

function expectInOrder(svg: string, texts: readonly string[]): void {
  const drawn = drawnLetters(svg);
  let from = 0;
  for (const text of texts.map(letters)) {
    const at = drawn.indexOf(text, from);
    expect(at, text).toBeGreaterThanOrEqual(from);
    from = at + text.length;
  }
}

/** Every string a reader of a Slack payload sees, in order; of a link only its words. */
function slackTexts(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'text' && typeof inner === 'string'
      ? [inner.replace(/<[^|<>]*\|/gu, '').replace(/&(?:amp|lt|gt);/gu, '')]
      : slackTexts(inner),
  );
}

describe('the pictures of the README', () => {
  const briefing = bundledBriefing();

  test.each(ASKED)('show every word that Discord is sent for /%s %s:%s', async (command, option, value) => {
    const { payload } = await answerOnDiscord(briefing, command, { [option]: value });
    const svg = discordPicture({ body: payload, bot: 'B', asked: { by: 'a', command: '/c' }, time: 't' });
    const buttons = payload.components.flatMap((component) =>
      component.type === COMPONENT.actionRow ? component.components.map(({ label }) => label) : [],
    );
    expectInOrder(svg, [
      ...everyText(payload.components).map((text) => text.replace(/\]\(<[^>]*>\)/gu, '')),
      ...buttons,
    ]);
  });

  test.each(ASKED)('show every word that Slack is sent for /%s %s:%s', async (command, _, value) => {
    const { payload } = await answerOnSlack(briefing, `/${command} ${value}`);
    const svg = slackPicture({ blocks: payload.blocks, bot: 'B', time: 't', isPrivate: true });
    expectInOrder(svg, slackTexts(payload.blocks));
  });

  test('keep their colours as PNG files', () => {
    const rgba = Uint8Array.from([
      ...[255, 0, 0, 255, 0, 128, 0, 255, 1, 2, 3, 255],
      ...[255, 0, 0, 255, 255, 0, 0, 255, 250, 251, 252, 255],
    ]);
    const file = Buffer.from(indexedPng(rgba, 3, 2)).toString('base64');
    const shown = new Resvg(
      `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="3" height="2"><image width="3" height="2" image-rendering="optimizeSpeed" xlink:href="data:image/png;base64,${file}"/></svg>`,
    ).render();
    expect([...shown.pixels]).toEqual([...rgba]);
  });
});
