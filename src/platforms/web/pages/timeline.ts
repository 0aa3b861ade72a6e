import { createCiter } from '../../../answer/compose.ts';
import { counted } from '../../../answer/phrases.ts';
import { type Briefing, oncePerBriefing } from '../../../domain/briefing.ts';
import { bySoonest } from '../../../domain/tracked/deadline.ts';
import { formatDay } from '../../../domain/when.ts';
import {
  type Entry,
  entriesOf,
  entryLine,
  entryPage,
  isExpected,
  whenOf,
} from '../../../views/tracked/entry.ts';
import { timelineStrip } from '../charts/timeline.ts';
import { html } from '../html/html.ts';
import { type Page, pagerHtml } from '../html/layout.ts';
import { onItsPage } from '../html/rows.ts';
import { sourcesHtml, spansHtml } from '../html/spans.ts';
import { pageOf, type View } from '../serve/view.ts';

const MOST_EXPECTED = 30;

/**
 * What happened, the newest first, with votes and what became of deadlines; apart from it what is only expected or due,
 * the soonest first.
 */
export function timelinePage(view: View): Page {
  const { briefing, asOf } = view;
  const { happened, expected } = sidesOf(briefing);
  const place = pageOf(view, happened.length);
  const shown = happened.slice(place.from, place.to);
  const citer = createCiter(briefing);
  const line = (entry: Entry) =>
    html`<li>${spansHtml(entryLine(entry, asOf, briefing, citer))} ${onItsPage(view, entryPage(entry), 'page')}</li>`;
  const next = expected.slice(0, MOST_EXPECTED).map(line);
  const past = shown.map(line);
  const body = html`<h1>Timeline</h1>${timelineStrip(happened, expected, view)}
<section class="expected"><h2>Only expected</h2>${next.length === 0 ? html`<p>Nothing is announced.</p>` : html`<ul class="rows">${next}</ul>`}</section>
<section><h2>Happened, the newest first</h2>${past.length === 0 ? html`<p>Nothing on record by ${formatDay(asOf)}.</p>` : html`<ul class="rows">${past}</ul>`}${pagerHtml(view, place)}</section>
${sourcesHtml(citer.citations(), view)}`;
  return {
    title: 'Timeline',
    description: `${counted(happened.length, 'event')} on record, ${expected.length} only expected.`,
    body,
  };
}

interface Sides {
  readonly happened: readonly Entry[];
  readonly expected: readonly Entry[];
}

const sidesOf = oncePerBriefing((briefing: Briefing): Sides => {
  const entries = entriesOf(briefing);
  return {
    happened: entries.filter((entry) => !isExpected(entry)).toReversed(),
    expected: entries.filter(isExpected).toSorted((a, b) => bySoonest(whenOf(a), whenOf(b))),
  };
});
