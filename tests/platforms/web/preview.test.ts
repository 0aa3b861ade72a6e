import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readMarkdown } from '../../../docs/pictures/discord-markdown.ts';
import { readMrkdwn } from '../../../docs/pictures/slack-mrkdwn.ts';
import type { Answer } from '../../../src/answer/answer.ts';
import { harmless } from '../../../src/answer/display-width.ts';
import { COMMANDS } from '../../../src/commands/registry.ts';
import { createCore } from '../../../src/dispatch/dispatch.ts';
import { isMapping } from '../../../src/domain/mapping.ts';
import { PLATFORMS } from '../../../src/platforms/registry.ts';
import { discordMessage } from '../../../src/platforms/web/preview/discord-html.ts';
import { slackMessage } from '../../../src/platforms/web/preview/slack-html.ts';
import { arbitraryAnswer } from '../../answer/arbitrary-answer.ts';
import { ASKER, askable } from '../../fixtures/asking.ts';
import { bundledBriefings, fixtureBriefings, linesFor } from '../../fixtures/every-line.ts';

/** What a message shows: all of its words without spaces, its buttons, and where its links and buttons lead. */
interface Shown {
  readonly words: string;
  readonly buttons: readonly string[];
  readonly links: readonly string[];
}

type Json = Readonly<Record<string, unknown>>;
const objects = (value: unknown): readonly Json[] => (Array.isArray(value) ? value.filter(isMapping) : []);
const string = (value: unknown): string => (typeof value === 'string' ? value : '');
const bare = (words: string) => harmless(words).replaceAll(/\s/g, '');

/** Read from the payload by another hand than the preview's: that which draws the README's pictures. */
function slackSays(payload: unknown): Shown {
  const words: string[] = [];
  const links: string[] = [];
  const buttons: string[] = [];
  const mrkdwn = (text: string) => {
    words.push(
      readMrkdwn(text, '')
        .map((run) => run.text)
        .join(''),
    );
    for (const [, url = ''] of text.matchAll(/<(https?:[^|<>]*)\|/g))
      links.push(url.replaceAll('&amp;', '&'));
  };
  const rich = (part: Json) => {
    if (part['type'] === 'link') links.push(string(part['url']));
    words.push(string(part['text']));
    objects(part['elements']).forEach(rich);
  };
  for (const block of objects(isMapping(payload) ? payload['blocks'] : undefined)) {
    if (block['type'] === 'rich_text') objects(block['elements']).forEach(rich);
    else if (block['type'] === 'actions') {
      for (const { text, url } of objects(block['elements'])) {
        buttons.push(string(isMapping(text) ? text['text'] : ''));
        if (url !== undefined) links.push(string(url));
      }
    } else
      for (const text of [block['text'], ...objects(block['fields']), ...objects(block['elements'])])
        if (isMapping(text)) mrkdwn(string(text['text']));
  }
  return { words: bare(words.join('')), buttons: buttons.map(bare), links };
}

function discordSays(payload: unknown): Shown {
  const words: string[] = [];
  const links: string[] = [];
  const buttons: string[] = [];
  const component = (part: Json) => {
    const content = string(part['content']);
    words.push(...readMarkdown(content, '').flatMap(({ runs }) => runs.map(({ text }) => text)));
    for (const [, url = ''] of content.matchAll(/\]\(<(https?:[^<>]*)>\)/g)) links.push(url);
    for (const { description } of objects(part['items'])) words.push(`Picture: ${string(description)}`);
    if (part['label'] !== undefined) {
      buttons.push(string(part['label']));
      if (part['url'] !== undefined) links.push(string(part['url']));
    }
    objects(part['components']).forEach(component);
  };
  objects(isMapping(payload) ? payload['components'] : undefined).forEach(component);
  return { words: bare(words.join('')), buttons: buttons.map(bare), links };
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
const unescaped = (markup: string) =>
  markup.replaceAll(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => ENTITIES[name] ?? '');

/** What the markup of a preview shows, below the line with who says it. */
async function previewSays(markup: unknown): Promise<Shown> {
  const html = String(await markup).replace(/^<p class="who">.*?<\/p>/s, '');
  const buttons = Array.from(
    html.matchAll(/<(span|a) class="button[^>]*>(.*?)<\/\1>/gs),
    ([, , label = '']) => bare(unescaped(label)),
  );
  const links = Array.from(html.matchAll(/ href="([^"]*)"/g), ([, href = '']) => unescaped(href));
  const words = html
    .replaceAll(/<(span|a) class="button[^>]*>.*?<\/\1>/gs, '')
    .replaceAll(/<\/?[a-z][^>]*>/g, '');
  return { words: bare(unescaped(words)), buttons, links };
}

const CLIENTS = [
  ['slack', slackMessage, slackSays],
  ['discord', discordMessage, discordSays],
] as const;

async function payloadOf(name: string, answer: Answer, line: string): Promise<unknown> {
  const platform = PLATFORMS.find((each) => each.name === name);
  const payload = await platform?.message?.(answer, line, COMMANDS);
  if (payload === undefined) throw new Error(`${name} gives no message`);
  // As it is on the wire.
  return JSON.parse(JSON.stringify(payload));
}

describe.each(CLIENTS)('the preview of %s', (name, show, says) => {
  it.each([...fixtureBriefings(), ...bundledBriefings()].map((briefing) => [briefing.id, briefing] as const))(
    'shows the words, buttons and links that would be sent, for every command over %s',
    async (_, briefing) => {
      const clock = () => Temporal.Instant.from('2042-01-01T12:00:00Z');
      const pages = 'https://readout.example';
      const core = createCore({ stories: () => [askable(briefing)], commands: COMMANDS, clock, pages });
      const own = COMMANDS.map((command) => `/${command.name}`);
      const lines = [
        ...own,
        ...linesFor(briefing).filter((__, at) => at % 40 === 0),
        'who wrote it?',
        'zzyzx quux',
      ];
      for (const line of lines) {
        const answer = await core.respond({ kind: 'words', words: line, asker: ASKER });
        const payload = await payloadOf(name, answer, line);
        expect({ line, ...(await previewSays(show(payload))) }).toEqual({ line, ...says(payload) });
      }
    },
  );

  it('shows them whatever an answer says', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryAnswer(), async (answer) => {
        const payload = await payloadOf(name, answer, '/plan-point 6');
        // A mark that closes right before a letter stays a sign in Slack; which one it is the two hands may see otherwise.
        const signless = ({ words, ...rest }: Shown) => ({ ...rest, words: words.replaceAll('~', '') });
        expect(signless(await previewSays(show(payload)))).toEqual(signless(says(payload)));
      }),
      { numRuns: 60 },
    );
  });
});
