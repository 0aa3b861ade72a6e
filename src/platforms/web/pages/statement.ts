import { createCiter } from '../../../answer/compose.ts';
import type { Statement } from '../../../domain/statement.ts';
import { conflictBlocks, conflictsOn } from '../../../views/conflict.ts';
import { speakerOf, statementBlock, statementCautions } from '../../../views/statement.ts';
import { printingBlocks } from '../../../views/statement-evidence.ts';
import { attributionHtml } from '../html/attribution.ts';
import { html, NOTHING } from '../html/html.ts';
import type { Page } from '../html/layout.ts';
import { blocksHtml, sourcesHtml } from '../html/spans.ts';
import { link, recordLink, type View } from '../serve/view.ts';
import { aboutHtml } from './record.ts';

/** One statement: the words, every printing of them, whom each source credits, and what contradicts it. */
export function statementPage(view: View, statement: Statement): Page {
  const { briefing } = view;
  const citer = createCiter(briefing);
  const said = statementBlock(statement, briefing, citer);
  const cautions = statementCautions(statement, briefing, citer);
  const printings = printingBlocks(statement, briefing, citer);
  const conflicts = conflictBlocks(conflictsOn([statement], briefing), citer);
  const speaker = speakerOf(statement, briefing);
  const occasion = briefing.occasions.find(({ id }) => id === statement.occasionId);
  const body = html`<p class="kind"><a href="${link(view, 'statements')}">Statement</a> · <a href="${recordLink(view, actorRecord(view, statement.speaker))}">${speaker}</a>${occasion === undefined ? NOTHING : html` · <a href="${recordLink(view, `occasion:${occasion.id}`)}">${occasion.name}</a>`}</p><h1>${speaker}, ${statement.occasion}</h1>
${blocksHtml([said, ...cautions])}${statement.words === undefined ? '' : html`<p class="note">In short: ${statement.gist}</p>`}
${attributionHtml(statement, view)}
${blocksHtml([...printings, ...conflicts])}
${aboutHtml(view, statement.about)}
${sourcesHtml(citer.citations(), view)}`;
  const title = `${speaker}: ${statement.words === undefined ? statement.gist : `“${statement.words}”`}`;
  return { title: short(title), description: statement.gist, body };
}

/** The record of an actor, of whichever kind. */
export function actorRecord({ briefing }: View, id: string): string {
  return `${briefing.actors.find((actor) => actor.id === id)?.kind ?? 'person'}:${id}`;
}

function short(title: string): string {
  return title.length <= 90 ? title : `${title.slice(0, title.lastIndexOf(' ', 88))} …`;
}
