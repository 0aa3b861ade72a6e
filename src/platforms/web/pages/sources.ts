import { createCiter } from '../../../answer/compose.ts';
import { counted } from '../../../answer/phrases.ts';
import { qualityWords } from '../../../answer/provenance.ts';
import { lookupOf } from '../../../domain/lookups/lookup.ts';
import { restsOn } from '../../../domain/lookups/source-index.ts';
import type { Source } from '../../../domain/source.ts';
import { formatWhen } from '../../../domain/when.ts';
import { recordLine } from '../../../views/record.ts';
import { type Html, html, NOTHING, webHref } from '../html/html.ts';
import { type Page, pagerHtml } from '../html/layout.ts';
import { onItsPage } from '../html/rows.ts';
import { spansHtml } from '../html/spans.ts';
import { pageOf, recordLink, type View } from '../serve/view.ts';
import { titleOf } from './record.ts';

/** Every source with what kind of copy it is, the first report it traces to, and how much rests on it. */
export function sourcesPage(view: View): Page {
  const { briefing } = view;
  const place = pageOf(view, briefing.sources.length);
  const shown = briefing.sources.slice(place.from, place.to);
  const body = html`<h1>Sources</h1><p class="intro">What kind of copy each is, and the first report it traces to: copies of one report are one voice.</p>
<ul class="cards">${shown.map((source) => sourceCard(source, view))}</ul>${pagerHtml(view, place)}`;
  return {
    title: 'Sources',
    description: `${counted(briefing.sources.length, 'source')} with their quality and origin.`,
    body,
  };
}

function sourceCard(source: Source, view: View): Html {
  return html`<li><h2><a href="${recordLink(view, `source:${source.id}`)}">${titleOf(source, view)}</a></h2>${factsOf(source, view)}</li>`;
}

function factsOf(source: Source, view: View): Html {
  const original = webHref(source.url);
  const rests = restsOn(source.id, view.briefing);
  const first = source.origin === source.id ? undefined : lookupOf(view.briefing).source(source.origin);
  return html`<p class="small"><span class="quality ${source.quality}">${qualityWords(source.quality)}</span> ${formatWhen(source.published)} · ${restWords(rests.all.length)}${rests.alone.length === 0 ? NOTHING : html`, ${rests.alone.length} on it alone`}${
    source.origin === source.id
      ? html` · first report`
      : first === undefined
        ? html` · traces to a report that is not on record`
        : html` · traces to <a href="${recordLink(view, `source:${first.id}`)}">${first.publisher}</a>`
  }${original === null ? NOTHING : html` · <a href="${original}" rel="noreferrer">open original</a>`}</p>`;
}

function restWords(count: number): string {
  if (count === 0) return 'nothing rests on it';
  return count === 1 ? '1 record rests on it' : `${count} records rest on it`;
}

/** One source: what it is, and every record that rests on it. */
export function sourcePage(view: View, source: Source): Page {
  const { briefing, asOf } = view;
  const rests = restsOn(source.id, briefing);
  const place = pageOf(view, rests.all.length);
  const citer = createCiter(briefing);
  const alone = new Set(rests.alone);
  const lines = rests.all
    .slice(place.from, place.to)
    .map((record) => [record, recordLine(record, asOf, briefing, citer)] as const);
  const body = html`<p class="kind">Source</p><h1>${titleOf(source, view)}</h1>${factsOf(source, view)}${source.note === undefined ? NOTHING : html`<p class="note">${source.note}</p>`}${source.archive === undefined ? NOTHING : html`<p class="note">Archived as ${source.archive.file}, SHA-256 <code>${source.archive.sha256}</code>.</p>`}
<section><h2>What rests on it</h2>${
    lines.length === 0
      ? html`<p>Nothing.</p>`
      : html`<ul class="rows">${lines.map(
          ([record, spans]) =>
            html`<li>${spansHtml(spans.filter(({ kind }) => kind !== 'cite'))} ${alone.has(record) ? html`<span class="tag">on this alone</span> ` : NOTHING}${onItsPage(view, `${record.kind}:${record.id}`, 'page')}</li>`,
        )}</ul>`
  }${pagerHtml(view, place)}</section>`;
  return {
    title: titleOf(source, view),
    description: `${source.publisher}, ${formatWhen(source.published)}, ${qualityWords(source.quality)}.`,
    body,
  };
}
