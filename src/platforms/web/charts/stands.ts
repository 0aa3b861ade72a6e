import { lookupOf } from '../../../domain/lookups/lookup.ts';
import { type Position, STANCES, type Stance } from '../../../domain/position.ts';
import { earliestDay, formatWhen, latestDay } from '../../../domain/when.ts';
import { holderOf, latestPositions, stanceWord } from '../../../views/position.ts';
import { type Html, NOTHING } from '../html/html.ts';
import { recordLink, type View } from '../serve/view.ts';
import { clippedTo, figure, svgText } from './chart.ts';

const NAMES = 190;
/** Beside a day and a subject, which are longer than a name. */
const WIDER_NAMES = 230;
const COLUMN = 96;
const ROW = 30;
const TOP = 30;
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
  return figure({
    title: `Who stands where on ${name}`,
    says: rows.map((one) => `${holderOf(one, briefing)}: ${stanceWord(one.stance)}`).join('; '),
    ...grid(
      rows.map((position) => ({ position, label: holderOf(position, briefing) })),
      view,
    ),
    wide: true,
  });
}

/** One actor's positions by date: how it moved. */
export function standsOverTime(actor: string, positions: readonly Position[], view: View): Html {
  const dated = positions
    .filter(({ date }) => (earliestDay(date) || latestDay(date)) !== '')
    .slice(0, MOST_ROWS);
  if (dated.length < 2) return NOTHING;
  return figure({
    title: 'Positions over time',
    says: dated.map((one) => `${formatWhen(one.date)}, ${one.topic}: ${stanceWord(one.stance)}`).join('; '),
    ...grid(
      dated.toReversed().map((position) => ({
        position,
        label: `${formatWhen(position.date)
          .replace(/^about /, '')
          .replace(
            / \d{4}$/,
            '',
          )}: ${position.party === actor ? '' : `${holderOf(position, view.briefing)} on `}${position.topic}`,
      })),
      view,
      WIDER_NAMES,
    ),
    wide: true,
  });
}

interface Row {
  readonly position: Position;
  readonly label: string;
}

function grid(rows: readonly Row[], view: View, names = NAMES) {
  const used = STANCES.filter((stance) => rows.some(({ position }) => position.stance === stance));
  const xOf = (stance: Stance) => names + used.indexOf(stance) * COLUMN + COLUMN / 2;
  const heads = used.map(
    (stance) =>
      `<text class="axis" x="${xOf(stance)}" y="16" text-anchor="middle">${svgText(stanceWord(stance))}</text>`,
  );
  const lines = rows.map(({ position, label }, at) => {
    const y = TOP + at * ROW;
    const says = `${label}: ${stanceWord(position.stance)}. ${position.wording}`;
    return `<line class="tick" x1="0" x2="${names + used.length * COLUMN}" y1="${y + ROW - 4}" y2="${y + ROW - 4}"/><text class="rowname" x="0" y="${y + 18}">${svgText(clippedTo(label, Math.floor(names / 7.4)))}</text><a href="${svgText(recordLink(view, `position:${position.id}`))}" class="stance ${position.stance}" tabindex="-1"><title>${svgText(says)}</title><circle cx="${xOf(position.stance)}" cy="${y + 13}" r="8"/></a>`;
  });
  return {
    width: names + used.length * COLUMN,
    height: TOP + rows.length * ROW,
    svg: heads.join('') + lines.join(''),
  };
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
