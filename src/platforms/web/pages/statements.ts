import type { Spans } from '../../../answer/answer.ts';
import { createCiter } from '../../../answer/compose.ts';
import { counted } from '../../../answer/phrases.ts';
import { lookupOf } from '../../../domain/lookups/lookup.ts';
import { countStatements, newestStatements } from '../../../domain/lookups/said-by.ts';
import type { Statement } from '../../../domain/statement.ts';
import { statementLine } from '../../../views/statement.ts';
import { type Html, html, NOTHING } from '../html/html.ts';
import { type Page, pagerHtml } from '../html/layout.ts';
import { onItsPage } from '../html/rows.ts';
import { sourcesHtml, spansHtml } from '../html/spans.ts';
import { PAGE_SIZE, pageOf, type View } from '../serve/view.ts';

/** Everything said, newest first, or what fits the words somebody remembers. `part=list` gives the list alone. */
export function statementsPage(view: View): Page {
  const words = view.query.get('q')?.trim().slice(0, 500) ?? '';
  const list = words === '' ? allOf(view) : found(view, words);
  const body = html`<h1>Statements</h1><form class="find" action="${view.path}" role="search"><label for="q-find">Words you remember</label><div class="together"><input id="q-find" name="q" type="search" value="${words}" maxlength="500" autocomplete="off" data-live="results">${
    view.given ? html`<input type="hidden" name="as-of" value="${view.asOf}">` : NOTHING
  }<button>Find</button></div></form><div id="results">${list}</div>`;
  return {
    title: words === '' ? 'Statements' : `“${words}”`,
    description: `${counted(countStatements(view.briefing), 'statement')} on record, with exact words and every source.`,
    body: view.query.get('part') === 'list' ? list : body,
  };
}

function allOf(view: View): Html {
  const { briefing } = view;
  const whole = view.story.briefing;
  const count = countStatements(briefing);
  const place = pageOf(view, count);
  const { statement: known } = lookupOf(briefing);
  const shown: Statement[] = [];
  let skipped = 0;
  for (const position of newestStatements(whole)) {
    if (shown.length === place.to - place.from) break;
    const found = known(whole.statements[position]?.id ?? '');
    if (found === undefined) continue;
    if (skipped === place.from) shown.push(found);
    else skipped += 1;
  }
  return html`<p role="status">${counted(count, 'statement')} on record, the newest first.</p>${listOf(view, shown)}${pagerHtml(view, place)}`;
}

/** What is claimed to be meant, then what begins so, then what comes nearest: the engine of who-said. */
function found(view: View, words: string): Html {
  const { briefing, story } = view;
  const lookup = lookupOf(briefing);
  const index = story.index();
  const only = (id: string) => lookup.statement(id) !== undefined;
  const claimed = index.search(words, { limit: PAGE_SIZE, only }).map(({ id }) => id);
  const begun = index.prefix(words, PAGE_SIZE, only).map(({ id }) => id);
  const ids = [...new Set([...claimed, ...begun])].slice(0, PAGE_SIZE);
  const statements = (of: readonly string[]) => of.flatMap((id) => lookup.statement(id) ?? []);
  if (ids.length > 0) {
    return html`<p role="status">${counted(ids.length, 'statement')} with these words.</p>${listOf(view, statements(ids))}`;
  }
  const nearest = index.candidates(words, { limit: 5, only }).map(({ id }) => id);
  return html`<p role="status">No one in this briefing said that.${nearest.length === 0 ? '' : ' What comes nearest:'}</p>${listOf(view, statements(nearest))}`;
}

/** Statements a line each, with a link to the page of each; without `sources` references are on that page. */
export function listOf(view: View, statements: readonly Statement[], sources = true): Html {
  if (statements.length === 0) return NOTHING;
  const citer = createCiter(view.briefing);
  const lines = statements.map((one): readonly [Statement, Spans] => [
    one,
    statementLine(one, view.briefing, citer),
  ]);
  return html`<ul class="rows">${lines.map(
    ([one, spans]) =>
      html`<li>${spansHtml(sources ? spans : spans.filter(({ kind }) => kind !== 'cite'))} ${onItsPage(view, `statement:${one.id}`)}</li>`,
  )}</ul>${sources ? sourcesHtml(citer.citations(), view) : NOTHING}`;
}
