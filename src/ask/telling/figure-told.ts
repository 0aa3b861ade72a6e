import type { Span, Spans } from '../../answer/answer.ts';
import { strong, text } from '../../answer/compose.ts';
import { type FigureValue, valuesOn } from '../../domain/tracked/figure.ts';
import { earliestDay, formatDay } from '../../domain/when.ts';
import { capital } from '../../domain/words/capital.ts';
import { figureLine, valueLine, valueRow } from '../../views/tracked/figure.ts';
import type { TrackedAsked } from '../reading/tracked/tracked-asked.ts';
import type { TrackedSaying, TrackedTold } from './tracked-told.ts';

/**
 * What a figure is, or was at the time asked for, with everything else it has been, newest first. Of a period, its last
 * day counts. `not-reported` where no value is on record up to then; the first that came later is told beside it.
 */
export function figureTold(
  asked: Extract<TrackedAsked, { kind: 'figure' }>,
  saying: TrackedSaying,
): TrackedTold {
  const { figure, period } = asked;
  const { briefing, citer, asOf } = saying;
  const day = period?.to ?? asOf;
  const meant = asked.value === null ? valuesOn(figure, day) : [asked.value];
  const [first] = meant;
  const rows = (besides: readonly FigureValue[]): readonly Spans[] =>
    figure.values
      .toReversed()
      .filter((value) => !besides.includes(value))
      .map((value) => valueRow(value, briefing, citer));
  const records = [figure, ...meant, ...figure.values.toReversed()];
  if (first === undefined) {
    const [earliest] = figure.values;
    return {
      status: 'not-reported',
      headline: [
        strong(`${capital(figure.title)}: no value up to ${formatDay(day)} is on record. `),
        ...(earliest === undefined
          ? []
          : [text('The first is later: '), ...valueRow(earliest, briefing, citer)]),
      ],
      rows: rows(earliest === undefined ? [] : [earliest]),
      records,
    };
  }
  const verdict = verdictOf(asked.asked, meant);
  // From before the period asked for: untold, a reader would take it for a value of the period.
  const old = period?.from !== undefined && earliestDay(first.date) < period.from;
  const later: readonly Span[] = old ? [text(`No newer value up to ${formatDay(day)} is on record. `)] : [];
  const lead =
    period === null && asked.value === null
      ? figureLine(figure, asOf, briefing, citer)
      : meant.flatMap((value) => valueLine(value, briefing, citer));
  return {
    status: 'answered',
    headline: [...verdict, ...lead, ...later],
    rows: rows(meant),
    records,
  };
}

/**
 * "Is it still 8": yes where that is what it is. Empty where no number was asked about. A value that is no number is
 * never the same.
 */
function verdictOf(quantities: readonly number[], values: readonly FigureValue[]): Spans {
  if (quantities.length === 0) return [];
  const same = values.some(({ value }) => typeof value === 'number' && quantities.includes(value));
  return [strong(same ? 'Yes. ' : 'No. ')];
}
