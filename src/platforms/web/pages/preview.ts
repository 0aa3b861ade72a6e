import type { Answer } from '../../../answer/answer.ts';
import type { PlatformParts } from '../../module.ts';
import { html } from '../html/html.ts';
import type { Page } from '../html/layout.ts';
import { discordMessage } from '../preview/discord-html.ts';
import { slackMessage } from '../preview/slack-html.ts';
import { type View, withDay } from '../serve/view.ts';

const SHOWN: Readonly<Record<string, typeof slackMessage>> = { slack: slackMessage, discord: discordMessage };

/** What each chat platform would be sent for a line, drawn from that very payload. */
export async function previewPage(
  view: View,
  asked: string,
  answer: Answer,
  { reading, commands }: Pick<PlatformParts, 'reading' | 'commands'>,
): Promise<Page> {
  const previews = await Promise.all(
    reading.messages().flatMap(({ name, title, message }) => {
      const show = SHOWN[name];
      if (show === undefined) return [];
      return [
        message(answer, asked, commands).then(
          (payload) =>
            html`<section class="preview"><h2>In ${title}</h2><div class="client ${name}">${show(payload)}</div><details><summary>The payload</summary><pre tabindex="0">${JSON.stringify(payload, null, 2)}</pre></details></section>`,
        ),
      ];
    }),
  );
  return {
    title: `Preview: ${asked}`,
    description: 'An answer as Slack and Discord show it.',
    body: html`<h1>As Slack and Discord show it</h1><form class="find" action="/preview"><label for="q-preview">Command or question</label><div class="together"><input id="q-preview" name="q" type="search" value="${asked}" maxlength="1500"><input type="hidden" name="story" value="${view.briefing.id}"><button>Show</button></div></form><p><a href="${withDay(view, '/ask', { q: asked, story: view.briefing.id })}">The whole answer as a page</a></p><div class="columns">${previews}</div>`,
  };
}
