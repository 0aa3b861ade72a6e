import { createCiter } from '../../../answer/compose.ts';
import { counted } from '../../../answer/phrases.ts';
import { oncePerBriefing } from '../../../domain/briefing.ts';
import { isOpenConflict } from '../../../domain/conflict.ts';
import { conflictBlocks } from '../../../views/conflict.ts';
import { html } from '../html/html.ts';
import { type Page, pagerHtml } from '../html/layout.ts';
import { onItsPage } from '../html/rows.ts';
import { blocksHtml, sourcesHtml } from '../html/spans.ts';
import { pageOf, type View } from '../serve/view.ts';
import { withdrawnList } from './tracked/withdrawn.ts';

/** Everything that cannot all be right, both sides of each, open ones first. */
export function disputesPage(view: View): Page {
  const ordered = openFirst(view.briefing);
  const place = pageOf(view, ordered.length, 20);
  const citer = createCiter(view.briefing);
  const shown = ordered
    .slice(place.from, place.to)
    .map((conflict) => [conflict, conflictBlocks([conflict], citer)] as const);
  const body = html`<h1>Disputes</h1><p class="intro">Records that cannot all be right, and such as are easily taken for one another.</p>
${shown.map(([conflict, blocks]) => html`<article class="dispute">${blocksHtml(blocks)}<p>${onItsPage(view, `conflict:${conflict.id}`, 'page of its own')}</p></article>`)}
${pagerHtml(view, place)}${withdrawnList(view)}${sourcesHtml(citer.citations(), view)}`;
  return {
    title: 'Disputes',
    description: `${counted(ordered.length, 'dispute')} and look-alikes, both sides with their sources.`,
    body,
  };
}

const openFirst = oncePerBriefing(({ conflicts }) => [
  ...conflicts.filter(({ type }) => isOpenConflict(type)),
  ...conflicts.filter(({ type }) => !isOpenConflict(type)),
]);
