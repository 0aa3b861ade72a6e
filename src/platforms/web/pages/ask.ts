import { type Action, type Answer, speaksOfStory } from '../../../answer/answer.ts';
import { cardOf } from '../../../answer/card.ts';
import { CARD_LIMITS } from '../../../answer/card-limits.ts';
import { formatLine } from '../../../core/line/format-line.ts';
import { formatDay } from '../../../domain/when.ts';
import type { PlatformParts } from '../../module.ts';
import { type Html, html, NOTHING, webHref } from '../html/html.ts';
import type { Page } from '../html/layout.ts';
import { blocksHtml, sourcesHtml, spansHtml } from '../html/spans.ts';
import { link, type View, withDay } from '../serve/view.ts';
import { recordsHtml } from './record.ts';

const MOST_RECORDS = 40;

const STATUS_WORDS: Readonly<Record<Answer['status'], string>> = {
  answered: 'On record',
  conflict: 'Sources conflict',
  corrected: 'Not as asked',
  'asks-back': 'Please choose',
  'not-found': 'Not in this briefing',
  'not-reported': 'Not reported',
  refused: 'No answer',
};

/** An answer as a page: the short form first, the whole below it, then sources and the records it is made from. */
export function answerPage(
  view: View,
  asked: string,
  answer: Answer,
  commands: PlatformParts['commands'],
): Page {
  const short = cardOf(answer, CARD_LIMITS.terminal, () => true);
  const lead = answer.card === undefined ? answer.headline : short.headline;
  const ofStory = answer.story === undefined || answer.story.id === view.briefing.id;
  const records = answer.records.slice(0, MOST_RECORDS);
  const body = html`<p class="kind"><span class="status ${answer.status}">${STATUS_WORDS[answer.status]}</span>${
    answer.readAs === undefined ? NOTHING : html` read as <code>${answer.readAs}</code>`
  }</p><h1 class="asked">${asked}</h1>
<p class="standfirst">${spansHtml(lead)}</p>
${answer.card === undefined ? NOTHING : html`${noticesOf(answer)}${saysMore(answer) ? html`<p>${spansHtml(answer.headline)}</p>` : NOTHING}`}
${blocksHtml(answer.blocks)}
${speaksOfStory(answer) ? html`<p class="note">As of ${formatDay(answer.asOf)}.</p>` : NOTHING}
${actionsHtml(answer.actions, view, commands)}
<p><a href="${withDay(view, '/preview', { q: asked, story: view.briefing.id })}">As Slack and Discord show it</a></p>
${sourcesHtml(answer.citations, ofStory ? view : null)}
${ofStory ? recordsHtml(view, records, 'Records') : NOTHING}`;
  return { title: asked, description: plainOf(answer), body };
}

/** Whether the headline of the whole says what its short form does not begin with. */
function saysMore({ card, headline }: Answer): boolean {
  const beginning = (spans: Answer['headline']) => {
    const [first] = spans;
    return first !== undefined && 'text' in first ? first.text.slice(0, 30) : '';
  };
  return card !== undefined && beginning(card.lead) !== beginning(headline);
}

function noticesOf({ card }: Answer): Html {
  return html`${card?.notice === undefined ? NOTHING : html`<p class="note">${spansHtml(card.notice)}</p>`}${
    card?.dispute === undefined ? NOTHING : html`<p class="disputed">${spansHtml(card.dispute)}</p>`
  }`;
}

/** The short form of an answer in one plain line. */
export function plainOf(answer: Answer): string {
  const lead = answer.card?.lead ?? answer.headline;
  return lead
    .map((span) => (span.kind === 'quote' ? `“${span.text}”` : 'text' in span ? span.text : ''))
    .join('')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

function actionsHtml(actions: readonly Action[], view: View, commands: PlatformParts['commands']): Html {
  const items = actions.flatMap((action) => {
    if (action.kind === 'open') {
      const href = webHref(action.url);
      return href === null ? [] : [html`<li><a href="${href}" rel="noreferrer">${action.label}</a></li>`];
    }
    const line = formatLine(action.path, action.values, commands);
    const { story = view.briefing.id } = action.values;
    return [html`<li><a href="${withDay(view, '/ask', { q: line, story })}">${action.label}</a></li>`];
  });
  return items.length === 0
    ? NOTHING
    : html`<nav aria-label="Ask on"><ul class="actions">${items}</ul></nav>`;
}

/** What was asked cannot be shown as a page: nothing was asked. */
export function nothingAsked(view: View): Page {
  return {
    title: 'Ask',
    description: 'Ask this briefing.',
    body: html`<h1>Ask</h1><p>Type a question or a command above: <a href="${link(view, 'statements')}">who said what</a>, <a href="${link(view, 'crosswalk')}">what a point says</a>.</p>`,
  };
}
