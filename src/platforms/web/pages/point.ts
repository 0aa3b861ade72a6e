import { createCiter } from '../../../answer/compose.ts';
import { lookupOf } from '../../../domain/lookups/lookup.ts';
import { type Provision, readingIn } from '../../../domain/provision.ts';
import { isLabelled } from '../../../domain/words/labels.ts';
import {
  backgroundBlocks,
  crosswalkBlocks,
  latestSpans,
  leadingReading,
  voicesBlocks,
} from '../../../views/provision.ts';
import { readingTitle } from '../../../views/reading.ts';
import { termsOf } from '../charts/terms.ts';
import { html, NOTHING } from '../html/html.ts';
import type { Page } from '../html/layout.ts';
import { blocksHtml, sourcesHtml, spansHtml } from '../html/spans.ts';
import { link, recordLink, type View, withDay } from '../serve/view.ts';

const MOST_VOICES = 25;

/** One subject: what every draft says on it, what changed, the disputes, and what is said about it. */
export function pointPage(view: View, provision: Provision): Page {
  const { briefing, asOf } = view;
  const citer = createCiter(briefing);
  const latest = latestSpans(provision, briefing, citer);
  const drafts = crosswalkBlocks(provision, briefing, citer);
  const background = backgroundBlocks([provision], briefing, citer);
  const voices = voicesBlocks([provision], briefing, citer, { most: MOST_VOICES, asOf });
  // People call a subject by its number in the main text, where it has one there.
  const main = readingIn(provision, lookupOf(briefing).text(briefing.mainText));
  const reading = main !== undefined && isLabelled(main) ? main : leadingReading(provision, undefined);
  const title = reading === undefined ? provision.title : readingTitle(reading, briefing);
  const at = briefing.provisions.findIndex(({ id }) => id === provision.id);
  const [before, after] = [briefing.provisions[at - 1], briefing.provisions[at + 1]];
  const body = html`<p class="kind"><a href="${link(view, 'crosswalk')}">Crosswalk</a></p><h1>${title}</h1><p class="standfirst">${spansHtml(latest)}</p>
${termsOf(provision, view)}
${blocksHtml([...drafts, ...background, ...voices.blocks])}
${voices.held === 0 ? NOTHING : html`<p><a href="${withDay(view, '/ask', { q: `/plan-point ${provision.id} show:all`, story: briefing.id })}">${voices.held} more statements</a></p>`}
<nav class="pager" aria-label="Other subjects">${before === undefined ? NOTHING : html`<a rel="prev" href="${recordLink(view, `provision:${before.id}`)}">← ${before.title}</a>`}${after === undefined ? NOTHING : html`<a rel="next" href="${recordLink(view, `provision:${after.id}`)}">${after.title} →</a>`}</nav>
${sourcesHtml(citer.citations(), view)}`;
  return { title, description: reading === undefined ? provision.title : reading.wording, body };
}
