import { createCiter, text } from '../../../answer/compose.ts';
import { sentence } from '../../../answer/phrases.ts';
import { labelWords } from '../../../answer/words/labels.ts';
import { lookupOf } from '../../../domain/lookups/lookup.ts';
import { changeIn, type Provision, readingIn } from '../../../domain/provision.ts';
import type { Text } from '../../../domain/text.ts';
import { formatWhen } from '../../../domain/when.ts';
import { capital } from '../../../domain/words/capital.ts';
import { isLabelled } from '../../../domain/words/labels.ts';
import { termChangeSpans } from '../../../views/term-change.ts';
import { changeWord, clearest, isUnpublished, shortened, statusWord } from '../../../views/wording.ts';
import { crosswalkMap } from '../charts/crosswalk-map.ts';
import { type Html, html, NOTHING } from '../html/html.ts';
import { type Page, pagerHtml } from '../html/layout.ts';
import { sourcesHtml, spansHtml } from '../html/spans.ts';
import { pageOf, recordLink, type View } from '../serve/view.ts';

/** Cells of one page: the first view of a page stays small whatever the number of drafts. */
const MOST_CELLS = 160;
const LEAST_ROWS = 10;

/** Every subject beside every draft: what each says, and what it did with it. */
export function crosswalkPage(view: View): Page {
  const { briefing } = view;
  const texts = briefing.texts.filter(({ context }) => !context);
  const place = pageOf(
    view,
    briefing.provisions.length,
    Math.max(LEAST_ROWS, Math.floor(MOST_CELLS / texts.length)),
  );
  const shown = briefing.provisions.slice(place.from, place.to);
  const citer = createCiter(briefing);
  const rows = shown.map((provision) => rowOf(provision, texts, view, citer));
  const body = html`<h1>Crosswalk</h1><p class="intro">What each draft says on each subject. A mark tells what a draft did with it against the one it was made from; a text nobody has published says so.</p>
${crosswalkMap(view, 'changed')}
<div class="scroll" role="region" aria-label="Crosswalk of ${texts.length} drafts" tabindex="0"><table class="crosswalk"><thead><tr><th scope="col">Subject</th>${texts.map(
    (of) =>
      html`<th scope="col"${isUnpublished(of) ? html` class="unpublished"` : NOTHING}><a href="${recordLink(view, `text:${of.id}`)}">${of.name}</a><span class="small">${statusWord(of.status)} · ${formatWhen(of.known)}</span></th>`,
  )}</tr></thead><tbody>${rows}</tbody></table></div>
${pagerHtml(view, place)}${sourcesHtml(citer.citations(), view)}`;
  return {
    title: 'Crosswalk',
    description: `${briefing.provisions.length} subjects across ${texts.length} drafts, point by point.`,
    body,
  };
}

function rowOf(
  provision: Provision,
  texts: readonly Text[],
  view: View,
  citer: ReturnType<typeof createCiter>,
): Html {
  return html`<tr><th scope="row"><a href="${recordLink(view, `provision:${provision.id}`)}">${provision.title}</a></th>${texts.map(
    (of) => cellOf(provision, of, view, citer),
  )}</tr>`;
}

function cellOf(provision: Provision, of: Text, view: View, citer: ReturnType<typeof createCiter>): Html {
  const reading = readingIn(provision, of);
  const change = changeIn(provision, of);
  if (reading === undefined)
    return html`<td class="${change} bare" data-of="${of.label}"><span class="tag">${changeWord(change)}</span></td>`;
  const parent = lookupOf(view.briefing).text(of.parents[0] ?? '');
  const before = readingIn(provision, parent);
  const marks = before === undefined ? null : termChangeSpans(before, reading);
  const label = isLabelled(reading)
    ? html`<span class="label">${capital(labelWords(reading, of))}</span> `
    : NOTHING;
  const tag = change === 'none' ? NOTHING : html`<span class="tag">${changeWord(change)}</span> `;
  return html`<td class="${change}" data-of="${of.label}">${label}${tag}${spansHtml([
    text(`${sentence(shortened(reading.wording))} `),
    ...citer.cite(clearest(reading.sources, 2)),
  ])}${marks === null ? NOTHING : html`<span class="moved">${spansHtml(marks)}</span>`}</td>`;
}
