import type { Briefing } from '../domain/briefing.ts';
import { withoutUndefined } from '../domain/mapping.ts';
import type { Source } from '../domain/source.ts';
import type { When } from '../domain/when.ts';

/** `date-parts` as CSL-JSON has them: one date or a range, each as far as it is known; `circa` where it is only about then. */
interface CslDate {
  readonly 'date-parts': readonly (readonly number[])[];
  readonly circa?: true;
}

/**
 * The sources of a briefing as CSL-JSON (https://citeproc-js.readthedocs.io/en/latest/csl-json/markup.html), which Zotero and
 * other reference managers import. A pack does not say when a page was looked at, so `accessed` is left out.
 */
export function cslOf({ sources }: Briefing): string {
  return `${JSON.stringify(sources.map(itemOf), null, 1)}\n`;
}

function itemOf(source: Source): object {
  const { id, url, title, publisher, quality, origin, archive, note } = source;
  const copy = origin === id ? '' : ` of ${origin}`;
  return withoutUndefined({
    id,
    type: url === undefined ? 'document' : 'webpage',
    // Brackets are what styles set a description in that stands for a title.
    title: title ?? '[No title on record]',
    ...(url === undefined ? { publisher } : { 'container-title': publisher, URL: url }),
    issued: dateOf(source.published),
    archive_location: archive?.file,
    note: [`Kind of copy: ${quality}${copy}.`, note].filter((part) => part !== undefined).join(' '),
  });
}

function dateOf(when: When): CslDate | undefined {
  const circa = when.inferred === undefined && when.precision !== 'until' ? {} : ({ circa: true } as const);
  const parts = (day: string | null, length: 1 | 2 | 3) =>
    (day ?? '').split('-').slice(0, length).map(Number);
  switch (when.precision) {
    case 'undated':
      return undefined;
    case 'day':
      return { 'date-parts': [parts(when.from, 3)], ...circa };
    case 'month':
      return { 'date-parts': [parts(when.from, 2)], ...circa };
    case 'year':
      return { 'date-parts': [parts(when.from, 1)], ...circa };
    case 'range':
      return { 'date-parts': [parts(when.from, 3), parts(when.to, 3)], ...circa };
    case 'until':
      return { 'date-parts': [parts(when.to, 3)], ...circa };
  }
}
