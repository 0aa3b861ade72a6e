import { createCiter } from '../../../../answer/compose.ts';
import { inSeries } from '../../../../answer/phrases.ts';
import { lookupOf } from '../../../../domain/lookups/lookup.ts';
import { saidAt } from '../../../../domain/lookups/occasion-index.ts';
import type { Occasion } from '../../../../domain/occasion.ts';
import type { Deadline } from '../../../../domain/tracked/deadline.ts';
import type { Figure } from '../../../../domain/tracked/figure.ts';
import { CHOICES, castCount, type Vote } from '../../../../domain/tracked/vote.ts';
import { formatDay, formatWhen } from '../../../../domain/when.ts';
import { capital } from '../../../../domain/words/capital.ts';
import { briefRecord } from '../../../../views/brief/record.ts';
import { conflictBlocks, conflictsOn } from '../../../../views/conflict.ts';
import { recordBlock } from '../../../../views/record.ts';
import { deadlineLine, stepRow } from '../../../../views/tracked/deadline.ts';
import { figureLine, valueRow, valueWords } from '../../../../views/tracked/figure.ts';
import { voteLine } from '../../../../views/tracked/vote.ts';
import { bars } from '../../charts/terms.ts';
import { type Html, html, NOTHING } from '../../html/html.ts';
import type { Page } from '../../html/layout.ts';
import { actorLink, onItsPage, rowsHtml } from '../../html/rows.ts';
import { blocksHtml, sourcesHtml, spansHtml } from '../../html/spans.ts';
import { link, type View } from '../../serve/view.ts';
import { aboutHtml } from '../record.ts';

const MOST_SPOKEN = 60;

/** A figure: what it is now, how it moved, and who gave each value. */
export function figurePage(view: View, figure: Figure): Page {
  const { briefing, asOf } = view;
  const citer = createCiter(briefing);
  const now = figureLine(figure, asOf, briefing, citer);
  const steps = figure.values.flatMap((value) =>
    typeof value.value === 'number'
      ? [{ label: formatWhen(value.date), value: value.value, words: valueWords(value) }]
      : [],
  );
  const rows = figure.values
    .toReversed()
    .map(
      (value) =>
        html`${spansHtml(valueRow(value, briefing, citer))} ${onItsPage(view, `value:${value.id}`, 'page')}`,
    );
  const title = capital(figure.title);
  const conflicts = blocksHtml(conflictBlocks(conflictsOn(figure.values, briefing), citer));
  const body = html`<p class="kind">Figure</p><h1>${title}</h1><p class="standfirst">${spansHtml(now)}</p>
${steps.length < 2 ? NOTHING : bars('How it moved', steps)}
<section><h2>Every value, the newest first</h2>${rowsHtml(rows)}</section>${conflicts}
${aboutHtml(view, figure.about)}${sourcesHtml(citer.citations(), view)}`;
  return { title, description: `${title}, with everything it has been.`, body };
}

/** A deadline: where it stands, and everything that became of it. */
export function deadlinePage(view: View, deadline: Deadline): Page {
  const { briefing, asOf } = view;
  const citer = createCiter(briefing);
  const standing = deadlineLine(deadline, asOf, briefing, citer);
  const rows = deadline.steps
    .toReversed()
    .map(
      (step) =>
        html`${spansHtml(stepRow(step, briefing, citer))} ${onItsPage(view, `step:${step.id}`, 'page')}`,
    );
  const who = deadline.who.map((id) => actorLink(view, id));
  const title = capital(deadline.title);
  const conflicts = blocksHtml(conflictBlocks(conflictsOn(deadline.steps, briefing), citer));
  const body = html`<p class="kind"><a href="${link(view, 'timeline')}">Deadline</a>${deadline.phase === undefined ? '' : ` · ${deadline.phase}`}</p><h1>${title}</h1><p class="standfirst">${spansHtml(standing)}</p>
${who.length === 0 ? NOTHING : html`<p class="note">Due from ${inRow(who)}.</p>`}
<section><h2>What became of it, the newest first</h2>${rowsHtml(rows)}</section>${conflicts}
${aboutHtml(view, deadline.about)}${sourcesHtml(citer.citations(), view)}`;
  return { title, description: `${title}: when it is due and what became of it.`, body };
}

/** A vote: how many cast each way, and who is known by name. */
export function votePage(view: View, vote: Vote): Page {
  const { briefing } = view;
  const citer = createCiter(briefing);
  const result = voteLine(vote, briefing, citer);
  const counts = CHOICES.flatMap((choice) => {
    const cast = castCount(vote, choice);
    if (cast === null) return [];
    const words = cast.least ? `at least ${cast.count}` : String(cast.count);
    return [{ label: capital(choice), value: cast.count, words }];
  });
  const named = CHOICES.flatMap((choice) => {
    const ballots = vote.named.filter((ballot) => ballot.choice === choice);
    const names = ballots.map(
      ({ who, votes }) => html`${actorLink(view, who)}${votes === undefined ? '' : ` (${votes})`}`,
    );
    return names.length === 0 ? [] : [html`<div><dt>${capital(choice)}</dt><dd>${inRow(names)}</dd></div>`];
  });
  const title = capital(vote.title);
  const conflicts = blocksHtml(conflictBlocks(conflictsOn([vote], briefing), citer));
  const body = html`<p class="kind"><a href="${link(view, 'timeline')}">Vote</a>${vote.body === undefined ? NOTHING : html` · ${actorLink(view, vote.body)}`}</p><h1>${title}</h1><p class="standfirst">${spansHtml(result)}</p>
${counts.length === 0 ? NOTHING : bars('How many cast each way', counts)}
${named.length === 0 ? NOTHING : html`<section><h2>Who stood where</h2><dl class="fields">${named}</dl></section>`}${conflicts}
${aboutHtml(view, vote.about)}<p class="note">First reported ${formatDay(vote.reported)}.</p>${sourcesHtml(citer.citations(), view)}`;
  return { title, description: `${title}: how many cast each way, and who.`, body };
}

/** An occasion: who spoke there, and everything said. */
export function occasionPage(view: View, occasion: Occasion): Page {
  const { briefing, asOf } = view;
  const citer = createCiter(briefing);
  const short = briefRecord(occasion, { briefing, asOf, citer, as: 'lead', room: 600, sentences: 2 });
  const statements = saidAt(occasion.id, briefing).slice(0, MOST_SPOKEN);
  const said = statements.map((one) => ({ one, block: recordBlock(one, asOf, briefing, citer) }));
  const speakers = occasion.speakers.map((id) => actorLink(view, id));
  const body = html`<p class="kind">Occasion</p><h1>${occasion.name}</h1><p class="standfirst">${spansHtml(short)}</p>
${speakers.length === 0 ? NOTHING : html`<p class="note">Speakers: ${inRow(speakers)}.</p>`}
<section><h2>${said.length === 0 ? 'Nothing said there is on record' : 'Said there'}</h2>${said.map(({ one, block }) => html`${blocksHtml([block])}<p class="under">${onItsPage(view, `statement:${one.id}`)}</p>`)}</section>
${aboutHtml(view, occasion.about)}${sourcesHtml(citer.citations(), view)}`;
  const names = occasion.speakers.map((id) => lookupOf(briefing).actor(id)?.name ?? id);
  return {
    title: occasion.name,
    description: names.length === 0 ? occasion.name : `${occasion.name}: ${inSeries(names)}.`,
    body,
  };
}

/** Names with commas between, each leading somewhere. */
function inRow(names: readonly Html[]): Html {
  return html`${names.map((name, at) => html`${at === 0 ? '' : ', '}${name}`)}`;
}
