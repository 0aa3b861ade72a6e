import { counted, inSeries } from '../../../answer/phrases.ts';
import { type Change, changeIn } from '../../../domain/provision.ts';
import { changeWord } from '../../../views/wording.ts';
import { type Html, html, NOTHING } from '../html/html.ts';
import { recordLink, type View } from '../serve/view.ts';
import { clippedTo, figure, svgText } from './chart.ts';

const CELL = 26;
const GAP = 4;
const LABELS = 132;
const MOST = 60;

/** One letter a change, so that no reader depends on the colour. */
const LETTERS: Readonly<Record<Change, string>> = {
  none: '·',
  kept: 'K',
  amended: 'A',
  split: 'S',
  merged: 'M',
  removed: 'R',
  deferred: 'O',
  new: 'N',
  absent: '–',
  unreported: '?',
};

/** Every subject as a column and every draft as a row: what changed where, at a glance. */
export function crosswalkMap(view: View): Html {
  const { briefing } = view;
  const texts = briefing.texts.filter(({ context }) => !context);
  const provisions = briefing.provisions.slice(0, MOST);
  if (texts.length === 0 || provisions.length === 0) return NOTHING;
  const counts = new Map<Change, number>();
  const latest = texts.find(({ id }) => id === briefing.latestText);
  for (const provision of provisions) {
    const change = changeIn(provision, latest);
    counts.set(change, (counts.get(change) ?? 0) + 1);
  }
  const names = texts.map(
    (of, row) =>
      `<text class="rowname" x="0" y="${row * (CELL + GAP) + 18}">${svgText(clippedTo(of.label, 17))}</text>`,
  );
  // One link a subject, and none of them a stop of the tab key: the table of the crosswalk has them all.
  const columns = provisions.map((provision, column) => {
    const x = LABELS + column * (CELL + GAP);
    const changes = texts.map((of) => changeIn(provision, of));
    const says = `${provision.title}: ${texts.map((of, at) => `${of.label} ${changeWord(changes[at] ?? 'none')}`).join(', ')}`;
    const cells = changes.map((change, row) => {
      const y = row * (CELL + GAP);
      return `<g class="cell ${change}"><rect x="${x}" y="${y}" width="${CELL}" height="${CELL}" rx="5"/><text x="${x + CELL / 2}" y="${y + 18}">${LETTERS[change]}</text></g>`;
    });
    return `<a href="${svgText(recordLink(view, `provision:${provision.id}`))}" tabindex="-1"><title>${svgText(says)}</title>${cells.join('')}</a>`;
  });
  const told = [...counts].map(([change, count]) => `${count} ${changeWord(change)}`);
  const used = new Set(texts.flatMap((of) => provisions.map((provision) => changeIn(provision, of))));
  const legend = [...used].map(
    (change) => html`<li class="${change}"><b>${LETTERS[change]}</b> ${changeWord(change)}</li>`,
  );
  return figure({
    title: 'What each draft does with each subject',
    says: `${counted(provisions.length, 'subject')} in ${counted(texts.length, 'draft')}. ${latest === undefined ? '' : `${latest.name}: ${inSeries(told)}.`}`,
    width: LABELS + provisions.length * (CELL + GAP),
    height: texts.length * (CELL + GAP),
    svg: `${names.join('')}<g text-anchor="middle">${columns.join('')}</g>`,
    caption: html`<ul class="legend">${legend}</ul>`,
    wide: true,
  });
}
