import { html as escaping, raw } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';
import { harmless } from '../../../answer/display-width.ts';

/** Markup in which everything that came from outside is text. */
export type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

type Part = Html | string | number | null | undefined | false | readonly Part[];

/** Markup with values in it. Strings are escaped and lose what could reorder the text around them. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return escaping(strings, ...parts.map(cleaned));
}

function cleaned(part: Part): unknown {
  if (typeof part === 'string') return harmless(part);
  if (part === undefined || part === null || part === false) return '';
  return Array.isArray(part) ? part.map(cleaned) : part;
}

/** Markup of our own making that is put in as it is: drawings whose words were escaped when they were drawn. */
export function asMarkup(markup: string): Html {
  return raw(markup);
}

export const NOTHING: Html = raw('');

/** A web address that may stand in a link; null for any other scheme and for what is no address. */
export function webHref(url: string | undefined): string | null {
  const parsed = url === undefined ? null : URL.parse(url);
  return parsed !== null && /^https?:$/.test(parsed.protocol) ? parsed.href : null;
}
