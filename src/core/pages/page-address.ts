import { tenantId } from '../../domain/schedule/tenant.ts';
/** Where records and answers stand among the pages; the same below any address people reach them at. */

/** `/lake/statement/ballot` for `statement:ballot` of the story `lake`: permanent, because ids are. */
export function recordPath(story: string, record: string): string {
  const [kind = '', ...rest] = record.split(':');
  return `/${[story, kind, ...rest.join(':').split('/')].map(encodeURIComponent).join('/')}`;
}

/** The page that answers a command line or a question; `story` where it is about one. */
export function askPath(line: string, story?: string): string {
  const query = new URLSearchParams({ q: line, ...(story === undefined ? {} : { story }) });
  return `/ask?${query}`;
}

/** What a path names: a record of a story, a question, or nothing that can be told in a few words (null). */
export type PageMeant =
  | { readonly kind: 'record'; readonly story: string; readonly record: string }
  | { readonly kind: 'story'; readonly story: string }
  | { readonly kind: 'question'; readonly line: string; readonly story: string | undefined };

export function pageMeant(path: string, query: URLSearchParams): PageMeant | null {
  if (path === '/ask') {
    const line = query.get('q')?.trim() ?? '';
    return line === '' ? null : { kind: 'question', line, story: query.get('story') ?? undefined };
  }
  const parts = path.split('/').slice(1).map(decoded);
  const readable = parts.flatMap((part) => part ?? []);
  const [story = '', kind, ...id] = readable;
  if (story === '' || readable.length < parts.length) return null;
  if (kind === undefined || kind === '') return { kind: 'story', story };
  return id.length === 0 ? null : { kind: 'record', story, record: `${kind}:${id.join('/')}` };
}

function decoded(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
}

/** Pages are a place of their own: one reader of them cannot be told from another. */
export const PAGES_PLACE = { platform: 'web', tenant: tenantId('web'), channel: 'pages' } as const;
