import { lookupOf } from '../../../domain/lookups/lookup.ts';
import { capital } from '../../../domain/words/capital.ts';
import { recordLink, type View } from '../serve/view.ts';
import { type Html, html, NOTHING } from './html.ts';

/** A short link to the page of a record beside its line. */
export function onItsPage(view: View, record: string, words = 'sources and printings'): Html {
  return html`<a class="own" href="${recordLink(view, record)}">${words}</a>`;
}

/** Lines as a list; nothing where there are none. */
export function rowsHtml(rows: readonly Html[]): Html {
  return rows.length === 0
    ? NOTHING
    : html`<ul class="rows">${rows.map((row) => html`<li>${row}</li>`)}</ul>`;
}

/** Lines under a heading; nothing where there are none. */
export function sectionOf(heading: string, rows: readonly Html[]): Html {
  return rows.length === 0 ? NOTHING : html`<section><h2>${heading}</h2>${rowsHtml(rows)}</section>`;
}

/** Whoever it is by name, with the page of theirs; the bare id of one that the day does not know. */
export function actorLink(view: View, id: string): Html {
  const actor = lookupOf(view.briefing).actor(id);
  return actor === undefined
    ? html`${id}`
    : html`<a href="${recordLink(view, `${actor.kind}:${actor.id}`)}">${capital(actor.name)}</a>`;
}
