import { createCiter } from '../../../answer/compose.ts';
import { counted } from '../../../answer/phrases.ts';
import type { Actor } from '../../../domain/actor.ts';
import { oncePerBriefing } from '../../../domain/briefing.ts';
import { lookupOf } from '../../../domain/lookups/lookup.ts';
import { saidBy } from '../../../domain/lookups/said-by.ts';
import type { Position } from '../../../domain/position.ts';
import { earliestDay, latestDay } from '../../../domain/when.ts';
import { capital } from '../../../domain/words/capital.ts';
import { conflictLines, conflictsOn } from '../../../views/conflict.ts';
import { positionLine } from '../../../views/position.ts';
import { actorWithRole } from '../../../views/statement.ts';
import { standsOverTime, whoStandsWhere } from '../charts/stands.ts';
import { type Html, html, NOTHING } from '../html/html.ts';
import { type Page, pagerHtml } from '../html/layout.ts';
import { onItsPage } from '../html/rows.ts';
import { blocksHtml, sourcesHtml, spansHtml } from '../html/spans.ts';
import { pageOf, recordLink, type View } from '../serve/view.ts';
import { kindWords } from './record.ts';
import { listOf } from './statements.ts';
import { takingPart } from './tracked/taking-part.ts';

/** Who takes part: parties and those who act for them, with where they stand. */
export function peoplePage(view: View): Page {
  const { briefing } = view;
  const parties = briefing.actors.filter(({ kind }) => kind === 'party');
  const place = pageOf(view, briefing.actors.length, 120);
  const ordered = byParty(briefing).slice(place.from, place.to);
  const body = html`<h1>People and parties</h1>${whoStandsWhere(view)}
<ul class="people">${ordered.map((actor) => actorItem(actor, view))}</ul>${pagerHtml(view, place)}`;
  return {
    title: 'People and parties',
    description: `${counted(parties.length, 'party', 'parties')} and ${counted(briefing.actors.length - parties.length, 'person', 'people')} on record.`,
    body,
  };
}

/** Parties each followed by who acts for it. */
const byParty = oncePerBriefing(({ actors }): readonly Actor[] => {
  const parents = new Map<string, Actor[]>();
  for (const actor of actors) {
    const parent = actor.kind === 'party' ? actor.partOf : actor.party;
    const list = parents.get(parent ?? '') ?? [];
    list.push(actor);
    parents.set(parent ?? '', list);
  }
  const seen = new Set<string>();
  const walk = (actor: Actor): readonly Actor[] => {
    if (seen.has(actor.id)) return [];
    seen.add(actor.id);
    return [actor, ...(parents.get(actor.id) ?? []).flatMap(walk)];
  };
  return [...actors.filter(({ kind }) => kind === 'party'), ...actors].flatMap((actor) =>
    actor.kind === 'party' && actor.partOf !== undefined && !seen.has(actor.partOf) ? [] : walk(actor),
  );
});

function actorItem(actor: Actor, view: View): Html {
  const said = saidBy(actor.id, view.briefing).size;
  const name = actor.kind === 'party' ? actor.name : actorWithRole(actor, view.asOf);
  return html`<li class="${actor.kind}"><a href="${recordLink(view, `${actor.kind}:${actor.id}`)}">${capital(name)}</a>${said === 0 ? NOTHING : html` <span class="small">${counted(said, 'statement')}</span>`}</li>`;
}

/** One party or person: roles, positions over time, what they said. */
export function actorPage(view: View, actor: Actor): Page {
  const { briefing } = view;
  const lookup = lookupOf(briefing);
  const citer = createCiter(briefing);
  const positions = positionsOf(actor.id, view);
  const said = saidBy(actor.id, briefing);
  const place = pageOf(view, said.size);
  const conflicts = conflictLines(conflictsOn([actor, ...positions], briefing), citer);
  const lines = positions.map((position) => [position, positionLine(position, briefing, citer)] as const);
  const part = takingPart(view, actor, citer);
  const chain = lookup.speaksFor(actor.id).flatMap((id) => lookup.actor(id) ?? []);
  const body = html`<p class="kind">${kindWords(actor.kind)}${chain.map((one) => html` · <a href="${recordLink(view, `${one.kind}:${one.id}`)}">${one.name}</a>`)}</p><h1>${capital(actor.name)}</h1>
${rolesOf(actor)}${standsOverTime(actor.id, positions, view)}
${lines.length === 0 ? NOTHING : html`<section><h2>Positions, the newest first</h2><ul class="rows">${lines.map(([position, spans]) => html`<li>${spansHtml(spans)} ${onItsPage(view, `position:${position.id}`, 'page')}</li>`)}</ul></section>`}
${part}
${blocksHtml(conflicts)}
${sourcesHtml(citer.citations(), view)}
<section class="said"><h2>${said.size === 0 ? 'Nothing said is on record' : `Said: ${counted(said.size, 'statement')}`}</h2>${pagedStatements(view, said, place)}${pagerHtml(view, place)}</section>`;
  return { title: capital(actor.name), description: descriptionOf(actor, said.size), body };
}

/** Without references: their numbers would be those of another list on the same page. */
function pagedStatements(
  view: View,
  said: ReturnType<typeof saidBy>,
  place: ReturnType<typeof pageOf>,
): Html {
  const statements = said.newest(place.to - place.from, place.from);
  return listOf(view, statements, false);
}

function rolesOf(actor: Actor): Html {
  if (actor.kind === 'party')
    return actor.description === undefined ? NOTHING : html`<p class="standfirst">${actor.description}</p>`;
  return actor.roles.length === 0
    ? NOTHING
    : html`<p class="standfirst">${actor.roles.map((role) => `${capital(role.title)}${spanOf(role.from, role.to)}`).join('; ')}.</p>`;
}

function spanOf(from: string | undefined, to: string | undefined): string {
  if (from === undefined && to === undefined) return '';
  return ` (${from ?? ''}–${to ?? ''})`;
}

function positionsOf(actor: string, { briefing }: View): readonly Position[] {
  const voices = lookupOf(briefing).voicesOf(actor);
  return briefing.positions
    .filter((position) => voices.has(position.party) || position.per === actor)
    .toSorted((a, b) => (dayOf(a) < dayOf(b) ? 1 : -1))
    .slice(0, 60);
}

function dayOf({ date }: Position): string {
  return earliestDay(date) || latestDay(date);
}

function descriptionOf(actor: Actor, said: number): string {
  return `${capital(actor.name)}: positions over time and ${counted(said, 'statement')} on record.`;
}
