import type { Span, Spans } from '../../answer/answer.ts';
import { type Citer, date, strong, text } from '../../answer/compose.ts';
import { sentence } from '../../answer/phrases.ts';
import type { Focus } from '../../answer/sentences.ts';
import { type Briefing, oncePerBriefing } from '../../domain/briefing.ts';
import { lookupOf } from '../../domain/lookups/lookup.ts';
import { type Figure, type FigureValue, valuesOn } from '../../domain/tracked/figure.ts';
import { capital } from '../../domain/words/capital.ts';
import { knownHow } from '../reading.ts';
import { termValue } from '../wording.ts';

/** One line: "Writers on strike: 11,500 persons, before: 9,000 persons (2 May 2031, per the guild, official statement) [1]". */
export function valueLine(value: FigureValue, briefing: Briefing, citer: Citer): Spans {
  const before = valueBefore(value, briefing);
  const was =
    before === undefined || valueWords(before) === valueWords(value) ? '' : `, before: ${valueWords(before)}`;
  const refs = was === '' || before === undefined ? [] : before.sources.slice(0, 1);
  return [
    strong(`${figureTitle(value.figure, briefing)}: ${valueWords(value)}`),
    text(`${was} `),
    ...valueTail(value, briefing, citer, refs),
  ];
}

/** What a figure is on a day, with what it was before; where sources differ on it, each value they give. */
export function figureLine(figure: Figure, day: string, briefing: Briefing, citer: Citer): Spans {
  const now = valuesOn(figure, day);
  const [first, ...others] = now.length > 0 ? now : figure.values.slice(0, 1);
  if (first === undefined) return [text(capital(figure.title))];
  const rest = others.flatMap((value) => [
    strong(`or ${valueWords(value)} `),
    ...valueTail(value, briefing, citer),
  ]);
  return [...valueLine(first, briefing, citer), ...rest];
}

/** How much more of what is asked for a condition must hold than any other's for its value to be the one asked for. */
const MORE_HELD = 0.3;

/** Counts and stretches of time, which fill a question for a number or a time whatever they are of. */
const COUNTS =
  /\d+|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|half|third|quarter|dozen|hundred|days?|weeks?|months?|years?)\b/gi;

/** The one value whose condition holds what is asked for: "registered in Ottawa" of four. Null where none does, or several alike. */
export function valueInFocus({ values }: Figure, focus: Focus): FigureValue | null {
  const held = values
    .map((value) => ({
      value,
      worth: value.qualifier === undefined ? 0 : focus(value.qualifier.replace(COUNTS, '')),
    }))
    .toSorted((a, b) => b.worth - a.worth);
  const [best, next] = held;
  return best !== undefined && next !== undefined && best.worth - next.worth >= MORE_HELD ? best.value : null;
}

/** The same under a heading that says what is measured. */
export function valueRow(value: FigureValue, briefing: Briefing, citer: Citer): Spans {
  return [
    date(value.date),
    text(': '),
    strong(valueWords(value)),
    text(' '),
    ...valueTail(value, briefing, citer, [], false),
  ];
}

/** Since when it is so, who gave it and how it is known, with its sources and those of what else the line says. */
export function valueTail(
  value: FigureValue,
  briefing: Briefing,
  citer: Citer,
  also: readonly { readonly source: string }[] = [],
  dated = true,
): readonly Span[] {
  const per =
    value.per === undefined ? '' : `per ${lookupOf(briefing).actor(value.per)?.name ?? value.per}, `;
  const note = value.note === undefined ? '' : ` ${sentence(value.note)}`;
  return [
    text('('),
    ...(dated ? [date(value.date), text(', ')] : []),
    text(`${per}${knownHow(value, briefing)})${note} `),
    ...citer.cite([...value.sources, ...also]),
  ];
}

/** A value with its unit and, always, its condition. */
export function valueWords({ figure: name, value, unit, qualifier }: FigureValue): string {
  return termValue({
    name,
    value,
    ...(unit === undefined ? {} : { unit }),
    ...(qualifier === undefined ? {} : { qualifier }),
  });
}

/** What is measured, as the beginning of a line. */
export function figureTitle(id: string, briefing: Briefing): string {
  return capital(figuresOf(briefing).get(id)?.title ?? id);
}

const figuresOf = oncePerBriefing(
  ({ figures }): ReadonlyMap<string, Figure> => new Map(figures.map((figure) => [figure.id, figure])),
);

/** The value it had on the date before this one's. */
function valueBefore(value: FigureValue, briefing: Briefing): FigureValue | undefined {
  const values = figuresOf(briefing).get(value.figure)?.values ?? [];
  const at = values.findIndex(({ id }) => id === value.id);
  return values.slice(0, Math.max(0, at)).findLast(({ date: { to } }) => to !== value.date.to);
}
