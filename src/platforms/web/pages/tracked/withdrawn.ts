import type { Withdrawn } from '../../../../domain/briefing.ts';
import { formatDay } from '../../../../domain/when.ts';
import { capital } from '../../../../domain/words/capital.ts';
import { type Html, html, NOTHING } from '../../html/html.ts';
import type { Page } from '../../html/layout.ts';
import { sectionOf } from '../../html/rows.ts';
import { link, recordLink, type View } from '../../serve/view.ts';
import { kindWords } from '../record.ts';

/** The address of a record that the desk has taken back stays, and says since when and why. */
export function withdrawnPage(view: View, { record, on, reason }: Withdrawn): Page {
  const kind = kindOf(record);
  const title = `Withdrawn: ${kind.toLowerCase()}`;
  const said = `Withdrawn on ${formatDay(on)}: ${sentenceOf(reason)}`;
  const body = html`<p class="kind">${kind}</p><h1>${title}</h1><p class="standfirst"><span class="past">Withdrawn on ${formatDay(on)}</span></p><p>${sentenceOf(reason)}</p>
<p class="note">The desk has taken this record back (<code>${record}</code>). It answers nothing any more, and is not to be cited.</p>
<p><a href="${link(view)}">Where things stand</a></p>`;
  return { title, description: said, body };
}

/** Everything that was taken back, the newest first; nothing where nothing was. */
export function withdrawnList(view: View): Html {
  const { withdrawn = [] } = view.briefing;
  const rows = withdrawn
    .toSorted((a, b) => (a.on < b.on ? 1 : -1))
    .map(
      ({ record, on, reason }) =>
        html`<a href="${recordLink(view, record)}">${kindOf(record)}, ${formatDay(on)}</a>: ${sentenceOf(reason)}`,
    );
  return rows.length === 0 ? NOTHING : sectionOf('Withdrawn', rows);
}

function kindOf(record: string): string {
  const [kind = ''] = record.split(':');
  return kindWords(kind) ?? 'Record';
}

function sentenceOf(reason: string): string {
  const words = capital(reason.trim());
  return /[.!?…]$/.test(words) ? words : `${words}.`;
}
