import { createCiter } from '../../../answer/compose.ts';
import { sentence } from '../../../answer/phrases.ts';
import type { Briefing } from '../../../domain/briefing.ts';
import { isOpenConflict } from '../../../domain/conflict.ts';
import { isCalledOff } from '../../../domain/lookups/called-off.ts';
import { reportedBetween } from '../../../domain/lookups/news.ts';
import { formatDay } from '../../../domain/when.ts';
import { changesBlocks, newsTally } from '../../../views/changes.ts';
import { conflictHeading } from '../../../views/conflict.ts';
import { eventLine, inOrder, isOverdue } from '../../../views/event.ts';
import { leadLine } from '../../../views/lead.ts';
import { crosswalkMap } from '../charts/crosswalk-map.ts';
import { termsOverDrafts } from '../charts/terms.ts';
import { type Html, html, NOTHING } from '../html/html.ts';
import type { Page } from '../html/layout.ts';
import { blocksHtml, sourcesHtml, spansHtml } from '../html/spans.ts';
import { newsDays } from '../serve/days.ts';
import { link, recordLink, type View } from '../serve/view.ts';
import { trackedNow } from './tracked/now.ts';

/** Ends of `/<story>/export.…`, and what each is. */
const FORMS = [
  ['md', 'text with footnotes'],
  ['csv', 'table'],
  ['ics', 'calendar'],
  ['csl', 'references'],
  ['json', 'data'],
] as const;

const MOST_NEWS = 3;
const MOST_DISPUTES = 6;
const MOST_NEXT = 6;

/** Where a story stands: its lead, what became known last, what is disputed, what comes next. */
export function storyPage(view: View): Page {
  const { briefing, asOf } = view;
  const citer = createCiter(briefing);
  const lead = briefing.lead.map((line) => leadLine(line, citer));
  const { heading, tally, news } = latestNews(view);
  const changes = changesBlocks(news, asOf, briefing, citer, MOST_NEWS);
  const next = nextEvents(briefing, asOf).map((event) => eventLine(event, asOf, briefing, citer));
  const body = html`<h1>${briefing.title}</h1>
${
  lead.length === 0
    ? html`<p>Nothing was known of it by ${formatDay(asOf)}.</p>`
    : html`<section class="lead"><h2 class="unseen">Where things stand</h2><ul>${lead.map((spans) => html`<li>${spansHtml(spans)}</li>`)}</ul></section>`
}
${crosswalkMap(view)}
<div class="columns"><section><h2>${heading}</h2>${tally === '' ? NOTHING : html`<p class="small">${tally}</p>`}${changes.length === 0 ? html`<p>Nothing new.</p>` : blocksHtml(changes, 3)}</section><div>${disputesOf(view)}<section><h2>Next</h2>${
    next.length === 0
      ? html`<p>Nothing is announced.</p>`
      : html`<ul class="rows">${next.map((spans) => html`<li>${spansHtml(spans)}</li>`)}</ul>`
  }<p><a href="${link(view, 'timeline')}">The whole timeline</a></p></section>${trackedNow(view, citer)}${termsOverDrafts(view)}</div></div>
<p class="small">This briefing to take along: ${FORMS.map(([form, name], at) => html`${at === 0 ? '' : ' · '}<a href="${link(view, `export.${form}`)}">${name}</a>`)}</p>
${sourcesHtml(citer.citations(), view)}`;
  const [first] = briefing.lead;
  return {
    title: briefing.title,
    description: first === undefined ? briefing.title : sentence(first.text),
    body,
  };
}

/** What became known on the last day with news, and the day before it. */
function latestNews({ briefing, story, asOf }: View) {
  const days = newsDays(story.briefing).filter((day) => day <= asOf);
  const last = days.at(-1) ?? asOf;
  const news = reportedBetween(briefing, days.at(-2) ?? '', last);
  const tally = newsTally(news);
  return { heading: `New on ${formatDay(last)}`, tally, news };
}

function disputesOf(view: View): Html {
  const open = view.briefing.conflicts.filter(({ type }) => isOpenConflict(type));
  if (open.length === 0) return NOTHING;
  return html`<section><h2>Disputed</h2><ul class="rows">${open
    .slice(0, MOST_DISPUTES)
    .map(
      (conflict) =>
        html`<li><a href="${recordLink(view, `conflict:${conflict.id}`)}">${conflictHeading(conflict)}</a></li>`,
    )}</ul><p><a href="${link(view, 'disputes')}">All ${view.briefing.conflicts.length} disputes and look-alikes</a></p></section>`;
}

/** Announced, not over and not called off, soonest first. */
function nextEvents(briefing: Briefing, asOf: string) {
  return inOrder(
    briefing.events.filter(
      (event) =>
        event.status === 'expected' && !isOverdue(event, asOf) && !isCalledOff(event, briefing, asOf),
    ),
  ).slice(0, MOST_NEXT);
}
