import { counted } from '../../../answer/phrases.ts';
import { CHANGES, type Change, changeIn, type Provision } from '../../../domain/provision.ts';
import type { Text } from '../../../domain/text.ts';
import { changeWord } from '../../../views/wording.ts';
import { type Html, html, NOTHING } from '../html/html.ts';
import { link, recordLink, type View } from '../serve/view.ts';
import { clippedTo } from './chart.ts';

/** Subjects of one picture, and letters: more are in the crosswalk, which is paged. */
const MOST = { subjects: 60, letters: 360 } as const;
/** Rows that stand in one column however wide the screen, and drafts that take the width of two. */
const ONE_COLUMN = { rows: 6, drafts: 9 } as const;
/** A draft's name stands upright over its column. */
const LONGEST_NAME = 20;

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

/** What leaves a subject as it was, as far as anybody can say. */
const UNMOVED: ReadonlySet<Change> = new Set(['none', 'kept', 'absent', 'unreported']);

/**
 * Every subject by its name and a letter for what each draft did with it: those that a draft changed first, the others
 * folded away below. It folds into the width there is, so nothing of it is out of sight. Beside the crosswalk itself,
 * which has every subject, `only` those that changed.
 */
export function crosswalkMap(view: View, only: 'all' | 'changed' = 'all'): Html {
  const { briefing } = view;
  const texts = briefing.texts.filter(({ context }) => !context);
  const mostRows = Math.min(MOST.subjects, Math.floor(MOST.letters / Math.max(1, texts.length)));
  const rows = briefing.provisions.slice(0, mostRows).map((provision): Row => {
    const changes = texts.map((of) => changeIn(provision, of));
    return { provision, changes, moved: changes.some((change) => !UNMOVED.has(change)) };
  });
  if (texts.length === 0 || rows.length === 0) return NOTHING;
  const moved = rows.filter((row) => row.moved);
  if (only === 'changed' && moved.length === 0) return NOTHING;
  const still = only === 'changed' ? [] : rows.filter((row) => !row.moved);
  const used = new Set([...moved, ...still].flatMap(({ changes }) => changes));
  const more = only === 'changed' ? 0 : briefing.provisions.length - rows.length;
  const others = `${counted(still.length, 'subject')} that no draft is reported to have changed`;
  return html`<figure class="chart map"><figcaption>${only === 'changed' ? 'What the drafts changed' : 'What each draft does with each subject'}</figcaption><ul class="legend">${CHANGES.filter(
    (change) => used.has(change),
  ).map((change) => html`<li class="${change}"><b>${LETTERS[change]}</b> ${changeWord(change)}</li>`)}</ul>
${tables(moved, texts, view)}${
  still.length === 0
    ? NOTHING
    : moved.length === 0
      ? tables(still, texts, view)
      : html`<details><summary>${others}</summary>${tables(still, texts, view)}</details>`
}${more > 0 ? html`<p class="note"><a href="${link(view, 'crosswalk')}">${counted(more, 'more subject')} in the crosswalk</a></p>` : NOTHING}</figure>`;
}

interface Row {
  readonly provision: Provision;
  /** One a draft, in their order. */
  readonly changes: readonly Change[];
  readonly moved: boolean;
}

/** Two tables side by side where there is room, one below the other on a phone. */
function tables(rows: readonly Row[], texts: readonly Text[], view: View): Html {
  if (rows.length === 0) return NOTHING;
  const split = rows.length > ONE_COLUMN.rows && texts.length < ONE_COLUMN.drafts;
  const half = split ? Math.ceil(rows.length / 2) : rows.length;
  return html`<div class="maps">${[rows.slice(0, half), rows.slice(half)]
    .filter((part) => part.length > 0)
    .map((part) => table(part, texts, view))}</div>`;
}

function table(rows: readonly Row[], texts: readonly Text[], view: View): Html {
  return html`<table><thead><tr><td></td>${texts.map(
    (of) =>
      html`<th scope="col"><a href="${recordLink(view, `text:${of.id}`)}">${clippedTo(of.label, LONGEST_NAME)}</a></th>`,
  )}</tr></thead><tbody>${rows.map(
    ({ provision, changes }) =>
      html`<tr><th scope="row"><a href="${recordLink(view, `provision:${provision.id}`)}">${provision.title}</a></th>${changes.map((change) => html`<td class="${change}">${LETTERS[change]}</td>`)}</tr>`,
  )}</tbody></table>`;
}
