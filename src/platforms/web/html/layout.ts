import { formatDay } from '../../../domain/when.ts';
import { SCRIPT_PATH, STYLE_PATH } from '../assets/assets.ts';
import { stopsOf } from '../serve/days.ts';
import { link, type View, withDay } from '../serve/view.ts';
import { type Html, html, NOTHING } from './html.ts';

/** One page, before its frame. */
export interface Page {
  readonly title: string;
  /** One sentence for previews of the link. */
  readonly description: string;
  readonly body: Html;
  readonly status?: number;
}

/** Pages of a story, in the order they are offered. */
const PAGES = [
  ['', 'Now'],
  ['crosswalk', 'Crosswalk'],
  ['statements', 'Statements'],
  ['people', 'People'],
  ['timeline', 'Timeline'],
  ['disputes', 'Disputes'],
  ['sources', 'Sources'],
  ['board', 'Board'],
] as const;

/** A whole document. Without a view it is of no story: a list of them, a form to sign in, an error. */
export function documentOf(page: Page, view: View | null, publicUrl: string | undefined): Html {
  const title =
    view === null || page.title === view.briefing.title
      ? page.title
      : `${page.title} · ${view.briefing.title}`;
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title><meta name="robots" content="noindex, nofollow"><meta name="color-scheme" content="light dark"><meta name="description" content="${page.description}"><meta property="og:site_name" content="Readout"><meta property="og:type" content="article"><meta property="og:title" content="${title}"><meta property="og:description" content="${page.description}">${
    view === null || publicUrl === undefined
      ? NOTHING
      : html`<meta property="og:url" content="${publicUrl}${withDay(view, view.path, ownQuery(view))}"><link rel="canonical" href="${publicUrl}${withDay(view, view.path, ownQuery(view))}">`
  }<link rel="icon" href="data:,"><link rel="stylesheet" href="${STYLE_PATH}"><script src="${SCRIPT_PATH}" defer></script></head>
<body><a class="skip" href="#main">Skip to the text</a>${headerOf(view)}<main id="main" tabindex="-1">${page.body}</main>${footerOf(view)}</body></html>`;
}

function headerOf(view: View | null): Html {
  if (view === null) return html`<header class="top"><p class="brand"><a href="/">Readout</a></p></header>`;
  const here = view.path.split('/')[2] ?? '';
  return html`<header class="top"><div class="bar"><p class="brand"><a href="/">Readout</a></p><p class="story"><a href="${link(view)}">${view.briefing.title}</a></p><form class="ask" action="/ask" role="search"><label class="unseen" for="q-top">Ask this briefing</label><input id="q-top" name="q" type="search" placeholder="Ask: who said…, point 6…" maxlength="1500" required><input type="hidden" name="story" value="${view.briefing.id}">${
    view.given ? html`<input type="hidden" name="as-of" value="${view.asOf}">` : NOTHING
  }<button>Ask</button></form></div><nav aria-label="Pages of this briefing"><ul>${PAGES.map(
    ([page, name]) =>
      html`<li><a href="${link(view, page)}"${here === page && view.path !== '/ask' && view.path !== '/preview' ? html` aria-current="page"` : NOTHING}>${name}</a></li>`,
  )}</ul></nav>${dayForm(view)}</header>`;
}

/** A slider over the days on which something became known; a plain form without script. */
function dayForm(view: View): Html {
  const stops = stopsOf(view.story.briefing, view.today);
  const last = stops.length - 1;
  const at = view.given
    ? Math.max(
        0,
        stops.findLastIndex((day) => day <= view.asOf),
      )
    : last;
  const hidden = Object.entries(ownQuery(view)).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  );
  const now = html`<a href="${view.path}${queryText(ownQuery(view))}">back to now</a>`;
  return html`<form class="day" action="${view.path}">${hidden}<label for="day">As of <output id="day-shown" for="day">${formatDay(view.asOf)}</output></label><input type="range" id="day" name="day" min="0" max="${last}" value="${at}" data-days="${stops.map((day) => formatDay(day)).join('|')}" aria-describedby="day-shown"><button>Show</button>${
    view.given ? html`<span class="past">The past, as it was known then: ${now}</span>` : NOTHING
  }</form>`;
}

/** What the page was asked, but for the day and the part of it. */
function ownQuery(view: View): Readonly<Record<string, string>> {
  return Object.fromEntries([...view.query].filter(([name]) => !['as-of', 'day', 'part'].includes(name)));
}

function queryText(query: Readonly<Record<string, string>>): string {
  const text = new URLSearchParams(query).toString();
  return text === '' ? '' : `?${text}`;
}

function footerOf(view: View | null): Html {
  if (view === null) return html`<footer><p>Readout: nothing here is stated without its source.</p></footer>`;
  const { reviewed } = view.story.briefing;
  return html`<footer><p>Every claim carries its source. Last reviewed ${formatDay(reviewed)}. Nothing later is in it.</p></footer>`;
}

/** Earlier and later entries of a long list. */
export function pagerHtml(
  view: View,
  { number, pages }: { readonly number: number; readonly pages: number },
): Html {
  if (pages < 2) return NOTHING;
  const to = (page: number) => withDay(view, view.path, { ...ownQuery(view), page });
  return html`<nav class="pager" aria-label="Pages of this list">${
    number > 1 ? html`<a rel="prev" href="${to(number - 1)}">← Page ${number - 1}</a>` : NOTHING
  }<span>Page ${number} of ${pages}</span>${
    number < pages ? html`<a rel="next" href="${to(number + 1)}">Page ${number + 1} →</a>` : NOTHING
  }</nav>`;
}
