import { boardOf } from '../../../digest/board/plan.ts';
import { type Provision, readingIn } from '../../../domain/provision.ts';
import { capital } from '../../../domain/words/capital.ts';
import { termValue } from '../../../views/wording.ts';
import { type Html, html, NOTHING } from '../html/html.ts';
import type { View } from '../serve/view.ts';

/** One bar: `label` and `words` stand above it. */
export interface Step {
  readonly label: string;
  readonly value: number;
  readonly words: string;
}

/** Figures that moved from draft to draft, as bars. */
export function termsOverDrafts(view: View): Html {
  const { moves } = boardOf(view.briefing);
  if (moves.length === 0) return NOTHING;
  return html`<section><h2>Figures over the drafts</h2>${moves.map((move) => bars(`${move.title}: ${move.name}`, move.steps))}</section>`;
}

/** The figures of one subject in every draft that gives them. */
export function termsOf(provision: Provision, { briefing }: View): Html {
  const names = new Set(provision.readings.flatMap(({ terms }) => terms.map(({ name }) => name)));
  const charts = [...names].flatMap((name) => {
    const steps = briefing.texts.flatMap((of): readonly Step[] => {
      const term = readingIn(provision, of)?.terms.find((one) => one.name === name);
      return typeof term?.value === 'number'
        ? [{ label: of.label, value: term.value, words: termValue(term) }]
        : [];
    });
    return steps.length < 2 ? [] : [bars(capital(name), steps)];
  });
  return charts.length === 0 ? NOTHING : html`${charts}`;
}

/** A bar a draft below its words, which wrap: drawn letters would shrink with the screen. */
export function bars(title: string, steps: readonly Step[]): Html {
  const most = Math.max(...steps.map(({ value }) => Math.abs(value)), 1);
  return html`<figure class="chart"><figcaption>${title}</figcaption><ul class="bars">${steps.map(
    ({ label, value, words }) =>
      html`<li>${label}: ${words}<svg viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true"><rect class="bar" width="${value === 0 ? 0 : Math.max(0.5, Math.round((Math.abs(value) / most) * 1000) / 10)}" height="1"/></svg></li>`,
  )}</ul></figure>`;
}
