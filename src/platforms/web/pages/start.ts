import type { Story } from '../../../core/stories.ts';
import { formatDay } from '../../../domain/when.ts';
import { html } from '../html/html.ts';
import type { Page } from '../html/layout.ts';

/** The briefings there are. */
export function startPage(stories: readonly Story[]): Page {
  const items = stories.map(
    ({ briefing }) =>
      html`<li><h2><a href="/${encodeURIComponent(briefing.id)}">${briefing.title}</a></h2><p class="small">Last reviewed ${formatDay(briefing.reviewed)}</p></li>`,
  );
  return {
    title: 'Briefings',
    description: 'Briefings that say where every claim comes from.',
    body: html`<h1>Briefings</h1>${stories.length === 0 ? html`<p>There is none to read here.</p>` : html`<ul class="cards">${items}</ul>`}`,
  };
}
