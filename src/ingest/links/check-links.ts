import { extractArticle } from '../extract/extract.ts';
import { fetchPage } from '../fetch/fetch-page.ts';
import type { FetchRules } from '../fetch/fetch-rules.ts';
import { FetchTrouble } from '../fetch/fetch-trouble.ts';
import { type TextDifference, textDifference } from './text-difference.ts';

/** A source whose page is looked at again. */
export interface Link {
  readonly source: string;
  readonly url: string;
}

/** What became of a page. `unsure`: it could not be looked at, which says nothing of the page. */
export interface LinkState {
  readonly state: 'same' | 'there' | 'moved' | 'changed' | 'dead' | 'unsure';
  /** More on it, one sentence; empty where there is nothing to say. */
  readonly says: string;
  /** Where it is now. */
  readonly movedTo?: string;
  readonly difference?: TextDifference;
}

export interface LinkOptions {
  readonly rules: FetchRules;
  /** Between two pages of one host, in milliseconds. */
  readonly delayMs: number;
  readonly sleep: (ms: number) => Promise<void>;
  /** The archived copy of a source, null where there is none. */
  readonly archived: (source: string) => Uint8Array | null;
  /** Told of each as it is known, in no order. */
  readonly told: (link: Link, state: LinkState) => void;
}

/** So many hosts are asked at a time. */
const MOST_HOSTS = 4;

/**
 * Looks at the pages of sources again, each host's one after the other with a pause between them. Never rejects: what
 * cannot be looked at is `unsure`.
 */
export async function checkLinks(links: readonly Link[], options: LinkOptions): Promise<void> {
  const hosts = [...Map.groupBy(links, ({ url }) => URL.parse(url)?.host ?? '').values()];
  const work = async () => {
    for (let own = hosts.shift(); own !== undefined; own = hosts.shift()) {
      for (const [at, link] of own.entries()) {
        if (at > 0) await options.sleep(options.delayMs);
        options.told(link, await lookAt(link, options));
      }
    }
  };
  await Promise.all(Array.from({ length: MOST_HOSTS }, work));
}

async function lookAt({ source, url }: Link, { rules, archived }: LinkOptions): Promise<LinkState> {
  try {
    const page = await fetchPage({ url }, rules);
    if (page.kind === 'unchanged') return { state: 'there', says: '' };
    const moved = isElsewhere(url, page.url) ? { movedTo: page.url } : {};
    const copy = archived(source);
    if (copy === null) {
      return 'movedTo' in moved
        ? { state: 'moved', says: `It is at ${page.url} now.`, ...moved }
        : { state: 'there', says: 'There is no archived copy to compare it with.' };
    }
    const now = await textOf({ bytes: page.bytes, contentType: page.contentType, url: page.url });
    if (now === null)
      return { state: 'unsure', says: 'Its text could not be taken out of the page.', ...moved };
    const difference = textDifference((await textOf({ bytes: copy, contentType: '' })) ?? '', now);
    if (difference !== null) {
      const [gone, added] = [difference.gone.length, difference.added.length];
      const says = `${gone} ${gone === 1 ? 'sentence is' : 'sentences are'} gone, ${added} ${added === 1 ? 'is' : 'are'} new.`;
      return { state: 'changed', says, ...moved, difference };
    }
    if ('movedTo' in moved)
      return { state: 'moved', says: `It is at ${page.url} now, and says the same.`, ...moved };
    return { state: 'same', says: '' };
  } catch (error) {
    return ofTrouble(error, url);
  }
}

/** A page that is gone for good, or only could not be looked at this time. */
function ofTrouble(error: unknown, url: string): LinkState {
  if (!(error instanceof FetchTrouble)) return { state: 'unsure', says: `${url} could not be looked at.` };
  const isGone =
    (error.code === 'status' && (error.status === 404 || error.status === 410)) || error.code === 'redirects';
  return { state: isGone ? 'dead' : 'unsure', says: error.message };
}

/** A copy is text as it was archived, or the page. */
async function textOf(page: {
  readonly bytes: Uint8Array;
  readonly contentType: string;
  readonly url?: string;
}): Promise<string | null> {
  const text = new TextDecoder().decode(page.bytes.subarray(0, 200)).trimStart();
  if (page.url === undefined && !text.startsWith('<')) return new TextDecoder().decode(page.bytes);
  const found = await extractArticle(page);
  return found.kind === 'nothing' ? null : found.article.text;
}

/** A slash at the end, "www." and encryption make no other place of it. */
function isElsewhere(asked: string, found: string): boolean {
  const placeOf = (address: string) => {
    const url = URL.parse(address);
    return url === null
      ? address
      : `${url.host.replace(/^www\./, '')}${url.pathname.replace(/\/$/, '')}${url.search}`;
  };
  return placeOf(asked) !== placeOf(found);
}
