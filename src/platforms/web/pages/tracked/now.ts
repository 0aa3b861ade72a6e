import type { Citer } from '../../../../answer/compose.ts';
import { newestFirst } from '../../../../domain/lookups/about-index.ts';
import { bySoonest, standingOf } from '../../../../domain/tracked/deadline.ts';
import { deadlineLine } from '../../../../views/tracked/deadline.ts';
import { figureLine } from '../../../../views/tracked/figure.ts';
import { voteLine } from '../../../../views/tracked/vote.ts';
import { type Html, html } from '../../html/html.ts';
import { onItsPage, sectionOf } from '../../html/rows.ts';
import { spansHtml } from '../../html/spans.ts';
import type { View } from '../../serve/view.ts';

const MOST = 4;

/** What a story tracks, as it stands on the reader's day: what is due, the last votes, figures that move. */
export function trackedNow(view: View, citer: Citer): Html {
  const { briefing, asOf } = view;
  const due = briefing.deadlines
    .flatMap((deadline) => {
      const standing = standingOf(deadline, asOf);
      return standing !== null && ['open', 'overdue'].includes(standing.kind) ? [{ deadline, standing }] : [];
    })
    .toSorted((a, b) => bySoonest(a.standing.due, b.standing.due))
    .slice(0, MOST)
    .map(
      ({ deadline }) =>
        html`${spansHtml(deadlineLine(deadline, asOf, briefing, citer))} ${onItsPage(view, `deadline:${deadline.id}`, 'page')}`,
    );
  const votes = newestFirst(briefing.votes)
    .slice(0, MOST)
    .map(
      (vote) =>
        html`${spansHtml(voteLine(vote, briefing, citer))} ${onItsPage(view, `vote:${vote.id}`, 'page')}`,
    );
  const figures = briefing.figures
    .slice(0, MOST)
    .map(
      (figure) =>
        html`${spansHtml(figureLine(figure, asOf, briefing, citer))} ${onItsPage(view, `figure:${figure.id}`, 'history')}`,
    );
  return html`${sectionOf('Due', due)}${sectionOf('Votes', votes)}${sectionOf('Figures', figures)}`;
}
