import { createCiter } from '../../../answer/compose.ts';
import { labelWords } from '../../../answer/words/labels.ts';
import { lookupOf } from '../../../domain/lookups/lookup.ts';
import { readingIn } from '../../../domain/provision.ts';
import type { Text } from '../../../domain/text.ts';
import { formatWhen } from '../../../domain/when.ts';
import { capital } from '../../../domain/words/capital.ts';
import { isLabelled } from '../../../domain/words/labels.ts';
import { readingSpans } from '../../../views/reading.ts';
import { textLine } from '../../../views/text.ts';
import { statusWord } from '../../../views/wording.ts';
import { html, NOTHING } from '../html/html.ts';
import { type Page, pagerHtml } from '../html/layout.ts';
import { sourcesHtml, spansHtml } from '../html/spans.ts';
import { pageOf, recordLink, type View } from '../serve/view.ts';

/** One draft: what it is, whether anybody can read it, what it says on each subject. */
export function textPage(view: View, of: Text): Page {
  const { briefing } = view;
  const lookup = lookupOf(briefing);
  const citer = createCiter(briefing);
  const summary = textLine(of, citer);
  const readings = briefing.provisions
    .flatMap((provision) => {
      const reading = readingIn(provision, of);
      return reading === undefined ? [] : [{ provision, reading }];
    })
    .toSorted((a, b) => (a.reading.points[0] ?? 999) - (b.reading.points[0] ?? 999));
  const place = pageOf(view, readings.length);
  const rows = readings
    .slice(place.from, place.to)
    .map(
      ({ provision, reading }) =>
        html`<div><dt>${isLabelled(reading) ? html`<span class="label">${capital(labelWords(reading, of))}</span> ` : NOTHING}<a href="${recordLink(view, `provision:${provision.id}`)}">${provision.title}</a></dt><dd>${spansHtml(readingSpans(reading, briefing, citer))}</dd></div>`,
    );
  const parents = of.parents.flatMap((id) => lookup.text(id) ?? []);
  const body = html`<p class="kind">Draft, ${statusWord(of.status)}</p><h1>${of.name}</h1><p class="standfirst">${spansHtml(summary)}</p>
<p class="note">Known since ${formatWhen(of.known)}${of.published === undefined ? NOTHING : html`, published ${formatWhen(of.published)}`}${of.points === undefined ? NOTHING : html`, ${of.points} points`}.${
    parents.length === 0
      ? NOTHING
      : html` Made from ${parents.map((parent, at) => html`${at > 0 ? ' and ' : ''}<a href="${recordLink(view, `text:${parent.id}`)}">${parent.name}</a>`)}.`
  }</p>
${rows.length === 0 ? NOTHING : html`<dl class="fields">${rows}</dl>`}${pagerHtml(view, place)}${sourcesHtml(citer.citations(), view)}`;
  return { title: of.name, description: of.summary, body };
}
