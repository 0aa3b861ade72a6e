import type { SourceQuality } from '../../domain/source.ts';
import { type Likeness, likenessOf } from './likeness.ts';

/** An article that is there already: a source of the pack with its archived copy, or one that was added. */
export interface KnownArticle {
  readonly id: string;
  readonly url?: string | undefined;
  readonly publisher: string;
  readonly title?: string | undefined;
  /** In the pack's notation. */
  readonly published?: string | undefined;
  readonly quality?: SourceQuality | undefined;
  /** Address or id of the article it copies. */
  readonly origin?: string | undefined;
  readonly text: string;
  /** Hash of its words, and of the bytes of its archived copy. */
  readonly hash: string;
  readonly sha256?: string | undefined;
  readonly credits: readonly string[];
  readonly standing: 'on-record' | 'proposed' | 'added';
}

const likenesses = new WeakMap<KnownArticle, Likeness>();

/** Made once for each. */
export function likenessOfKnown(known: KnownArticle): Likeness {
  const made = likenesses.get(known) ?? likenessOf(known.text);
  likenesses.set(known, made);
  return made;
}

/** An address as two links to one page are compared: without scheme, `www.`, tracking, fragment and last slash. */
export function addressKey(address: string): string {
  const url = URL.parse(address);
  if (url === null) return address;
  const host = url.hostname.replace(/^(?:www|m|amp|mobile)\./, '');
  const kept = [...url.searchParams].filter(([name]) => !TRACKING.test(name)).toSorted();
  const query = kept.length === 0 ? '' : `?${kept.map(([name, value]) => `${name}=${value}`).join('&')}`;
  const path = url.pathname.replace(/\/(?:amp|index\.html?)\/?$/i, '').replace(/(?:\.amp)?\/?$/, '');
  return `${host}${url.port === '' ? '' : `:${url.port}`}${path}${query}`;
}

const TRACKING =
  /^(?:utm_.*|fbclid|gclid|dclid|msclkid|mc_[ce]id|igshid|ref|ref_src|ref_url|source|src|cmp|cmpid|ocid|ito|at_.*|ns_.*|xtor|ftag|rss|feed|amp|outputtype|spm|share.*)$/i;
