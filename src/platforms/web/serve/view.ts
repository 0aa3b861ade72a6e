import { recordPath } from '../../../core/pages/page-address.ts';
import type { Story } from '../../../core/stories.ts';
import type { Briefing } from '../../../domain/briefing.ts';

/** What a page of a story is made from. */
export interface View {
  readonly story: Story;
  /** As known on `asOf`. */
  readonly briefing: Briefing;
  /** ISO day the page speaks for. */
  readonly asOf: string;
  /** True where the reader named it; then every link keeps it. */
  readonly given: boolean;
  /** Path of the page itself, and what was asked of it. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Where people reach the pages; absent where nobody said. */
  readonly publicUrl: string | undefined;
  /** Today where the story is told. */
  readonly today: string;
}

/** Values of a query; absent ones are left out. */
type Query = Readonly<Record<string, string | number | undefined>>;

/** A link below the story: `/lake/timeline?as-of=2031-05-14`. */
export function link(view: View, page = '', query: Query = {}): string {
  return withDay(view, `/${encodeURIComponent(view.briefing.id)}${page === '' ? '' : `/${page}`}`, query);
}

/** A link to a record by its id: `statement:ballot`. */
export function recordLink(view: View, id: string): string {
  return withDay(view, recordPath(view.briefing.id, id));
}

/** Any path of ours with the day the reader is on. */
export function withDay(view: Pick<View, 'given' | 'asOf'>, path: string, query: Query = {}): string {
  const values = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) values.set(name, String(value));
  if (view.given) values.set('as-of', view.asOf);
  const text = values.toString();
  return text === '' ? path : `${path}?${text}`;
}

/** Entries on one page of a list. */
export const PAGE_SIZE = 40;

/** The 1-based page of a list that the reader is on. */
export function pageOf(view: Pick<View, 'query'>, count: number, size = PAGE_SIZE) {
  const pages = Math.max(1, Math.ceil(count / size));
  const asked = Number(view.query.get('page') ?? 1);
  const number = Number.isInteger(asked) ? Math.min(Math.max(1, asked), pages) : 1;
  return { number, pages, from: (number - 1) * size, to: Math.min(count, number * size) };
}
