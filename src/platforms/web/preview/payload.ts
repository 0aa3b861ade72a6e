import { isMapping } from '../../../domain/mapping.ts';
import { type Html, html, webHref } from '../html/html.ts';

/** Any JSON, looked into with care: a preview shows what there is and stumbles over nothing. */
export type Json = Readonly<Record<string, unknown>>;

export function objectsIn(value: unknown): readonly Json[] {
  return Array.isArray(value) ? value.filter(isMapping) : [];
}

export function stringOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** The text of a text object, or of a string. */
export function textOf(value: unknown): string {
  return isMapping(value) ? stringOf(value['text']) : stringOf(value);
}

/** A button that cannot be pressed here, or that leads where its address does. */
export function buttonHtml(label: string, url: unknown, primary = false): Html {
  const look = `button${primary ? ' primary' : ''}`;
  const href = webHref(stringOf(url));
  return href === null
    ? html`<span class="${look}">${label}</span>`
    : html`<a class="${look}" href="${href}" rel="noreferrer">${label}</a>`;
}
