import { lookupOf } from '../../../domain/lookups/lookup.ts';
import { type Position, STANCES } from '../../../domain/position.ts';
import { earliestDay, formatWhen, latestDay } from '../../../domain/when.ts';
import { holderOf, latestPositions, stanceWord } from '../../../views/position.ts';
import { type Html, html, NOTHING } from '../html/html.ts';
import { recordLink, type View } from '../serve/view.ts';

const MOST_ROWS = 24;

/** Parties as rows, stances as columns: where each stands on what most have a position on. */
export function whoStandsWhere(view: View): Html {
  const { briefing } = view;
  const subject = commonest(briefing.positions);
  if (subject === null) return NOTHING;
  const { positions } = briefing;
  const on = latestPositions(positions.filter(({ about }) => about.includes(subject)));
  const byParty = new Map(on.toReversed().map((position) => [position.party, position]));
  const rows = [...byParty.values()].slice(0, MOST_ROWS);
  if (rows.length < 2) return NOTHING;
  const lookup = lookupOf(briefing);
  const name = lookup.text(subject)?.name ?? lookup.provision(subject)?.title ?? subject;
  return grid(
    `Who stands where on ${name}`,
    rows.map((position) => ({ position, label: holderOf(position, briefing) })),
    view,
  );
}

/** One actor's positions by date: how it moved. */
export function standsOverTime(actor: string, positions: readonly Position[], view: View): Html {
  const dated = positions
    .filter(({ date }) => (earliestDay(date) || latestDay(date)) !== '')
    .slice(0, MOST_ROWS);
  if (dated.length < 2) return NOTHING;
  return grid(
    'Positions over time',
    dated.toReversed().map((position) => ({ position, label: labelOf(position, actor, view) })),
    view,
  );
}

/** When, on what, and who of those it speaks for: `25 November: Southmark on the border`. */
function labelOf(position: Position, actor: string, { briefing }: View): string {
  const day = formatWhen(position.date)
    .replace(/^about /, '')
    .replace(/ \d{4}$/, '');
  const holder = position.party === actor ? '' : `${holderOf(position, briefing)} on `;
  return `${day}: ${holder}${position.topic}`;
}

interface Row {
  readonly position: Position;
  readonly label: string;
}

/** A dot a row under the stance it shows; names wrap, so nothing of it is out of sight on a phone. */
function grid(title: string, rows: readonly Row[], view: View): Html {
  const used = STANCES.filter((stance) => rows.some(({ position }) => position.stance === stance));
  return html`<figure class="chart map"><figcaption>${title}</figcaption><div class="maps stands"><table><thead><tr><td></td>${used.map(
    (stance) => html`<th scope="col"><span>${stanceWord(stance)}</span></th>`,
  )}</tr></thead><tbody>${rows.map(
    ({ position, label }) =>
      html`<tr><th scope="row"><a href="${recordLink(view, `position:${position.id}`)}" title="${position.wording}">${label}</a></th>${used.map(
        (stance) =>
          stance === position.stance
            ? html`<td><svg class="stance ${stance}" viewBox="0 0 20 20" width="20" height="20" role="img" aria-label="${stanceWord(stance)}"><circle cx="10" cy="10" r="8"/></svg></td>`
            : html`<td></td>`,
      )}</tr>`,
  )}</tbody></table></div></figure>`;
}

/** The subject or text most parties have a position on. */
function commonest(positions: readonly Position[]): string | null {
  const parties = new Map<string, Set<string>>();
  for (const { about, party } of positions) {
    for (const id of about) {
      const set = parties.get(id) ?? new Set();
      parties.set(id, set.add(party));
    }
  }
  const [best] = [...parties].toSorted((a, b) => b[1].size - a[1].size);
  return best?.[0] ?? null;
}
