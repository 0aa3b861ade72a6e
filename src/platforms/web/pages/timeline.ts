import { createCiter } from '../../../answer/compose.ts';
import { counted } from '../../../answer/phrases.ts';
import { type Briefing, oncePerBriefing } from '../../../domain/briefing.ts';
import type { Event } from '../../../domain/event.ts';
import { newestFirst } from '../../../domain/lookups/about-index.ts';
import { standingOf } from '../../../domain/tracked/deadline.ts';
import { formatDay, latestDay } from '../../../domain/when.ts';
import { eventLine, inOrder } from '../../../views/event.ts';
import { deadlineLine } from '../../../views/tracked/deadline.ts';
import { voteLine } from '../../../views/tracked/vote.ts';
import { timelineStrip } from '../charts/timeline.ts';
import { type Html, html, NOTHING } from '../html/html.ts';
import { type Page, pagerHtml } from '../html/layout.ts';
import { onItsPage } from '../html/rows.ts';
import { sourcesHtml, spansHtml } from '../html/spans.ts';
import { pageOf, type View } from '../serve/view.ts';

const MOST_EXPECTED = 30;

/** What happened, the newest first, and apart from it what is only expected, the soonest first. */
export function timelinePage(view: View): Page {
  const { briefing, asOf } = view;
  const { happened, expected } = eventsOf(briefing);
  const place = pageOf(view, happened.length);
  const shown = happened.slice(place.from, place.to);
  const citer = createCiter(briefing);
  const line = (event: Event) =>
    html`<li>${spansHtml(eventLine(event, asOf, briefing, citer))} ${onItsPage(view, `event:${event.id}`, 'page')}</li>`;
  const deadlines = briefing.deadlines
    .filter((deadline) => standingOf(deadline, asOf) !== null)
    .slice(0, MOST_EXPECTED);
  const due: readonly Html[] = deadlines.map(
    (deadline) =>
      html`<li>${spansHtml(deadlineLine(deadline, asOf, briefing, citer))} ${onItsPage(view, `deadline:${deadline.id}`, 'page')}</li>`,
  );
  const votes = newestFirst(briefing.votes)
    .slice(0, MOST_EXPECTED)
    .map(
      (vote) =>
        html`<li>${spansHtml(voteLine(vote, briefing, citer))} ${onItsPage(view, `vote:${vote.id}`, 'page')}</li>`,
    );
  const next = expected.slice(0, MOST_EXPECTED).map(line);
  const past = shown.map(line);
  const body = html`<h1>Timeline</h1>${timelineStrip(happened, expected, view)}
<section class="expected"><h2>Only expected</h2>${next.length === 0 ? html`<p>Nothing is announced.</p>` : html`<ul class="rows">${next}</ul>`}</section>
${due.length === 0 ? NOTHING : html`<section class="expected"><h2>Deadlines</h2><ul class="rows">${due}</ul></section>`}
${votes.length === 0 ? NOTHING : html`<section><h2>Votes, the newest first</h2><ul class="rows">${votes}</ul></section>`}
<section><h2>Happened, the newest first</h2>${past.length === 0 ? html`<p>Nothing on record by ${formatDay(asOf)}.</p>` : html`<ul class="rows">${past}</ul>`}${pagerHtml(view, place)}</section>
${sourcesHtml(citer.citations(), view)}`;
  return {
    title: 'Timeline',
    description: `${counted(happened.length, 'event')} on record, ${expected.length} only expected.`,
    body,
  };
}

interface Events {
  readonly happened: readonly Event[];
  readonly expected: readonly Event[];
}

const eventsOf = oncePerBriefing(
  ({ events }: Briefing): Events => ({
    happened: inOrder(events.filter(({ status }) => status !== 'expected')).toReversed(),
    expected: events
      .filter(({ status }) => status === 'expected')
      .toSorted((a, b) => ((latestDay(a.date) || '9999') < (latestDay(b.date) || '9999') ? -1 : 1)),
  }),
);
