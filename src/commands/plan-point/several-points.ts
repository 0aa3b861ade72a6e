import type { Answer, Block, Span } from '../../answer/answer.ts';
import { createCiter, strong, text } from '../../answer/compose.ts';
import { counted, inSeries } from '../../answer/phrases.ts';
import { pointWords } from '../../answer/words/labels.ts';
import { answer } from '../../core/answering.ts';
import type { CommandContext } from '../../core/command.ts';
import { asking } from '../../domain/ask.ts';
import { type Text, theText } from '../../domain/text.ts';
import { capital } from '../../domain/words/capital.ts';
import { partWord } from '../../domain/words/labels.ts';
import { type Labelled, labelled } from '../../search/names/find-label.ts';
import type { LabelAsked } from '../../search/names/read-label.ts';
import { askAbout, crosswalkBlocks, provisionRecords, provisionsAt } from '../../views/provision.ts';
import { clearest } from '../../views/wording.ts';
import { noSuchLabel } from './labels.ts';
import { ALTERNATIVES, oneNumber, pointAnswer } from './point-answer.ts';

/**
 * One part by its label, or several. Those that no text has are counted where others are found, and explained where
 * none is.
 */
export function byLabels(
  labels: readonly LabelAsked[],
  of: Text,
  isNamed: boolean,
  most: number,
  context: CommandContext,
): Answer {
  const { briefing } = context;
  const found = labels.flatMap((label) => labelled(label, of, isNamed, briefing) ?? []);
  const [first] = found;
  const [asked] = labels;
  if (first === undefined || asked === undefined) return noSuchLabel(asked ?? { typed: '' }, of, context);
  if (labels.length === 1) return pointAnswer(first.provisions, first.of, first.where, [], most, context);
  return sideBySide(found, labels.length - found.length, context);
}

/** Several parts at once: what each says and what became of it, without the voices. */
function sideBySide(found: readonly Labelled[], missing: number, context: CommandContext): Answer {
  const { briefing } = context;
  const citer = createCiter(briefing);
  const provisions = [...new Set(found.flatMap((one) => one.provisions))];
  const names = found.map(({ where, of }) => `${where} of ${theText(of)}`);
  return answer(
    {
      command: 'plan-point',
      status: 'answered',
      headline: [
        strong(capital(inSeries(names))),
        text(missing === 0 ? '. ' : `; nothing on ${counted(missing, 'other')}. `),
        ...citer.cite(found.flatMap(({ of }) => clearest(of.sources, 1))),
      ],
      blocks: found.flatMap(({ where, provisions: under }) =>
        under.flatMap((provision): Block[] => [
          { kind: 'heading', text: `${capital(where)} · ${provision.title}` },
          ...crosswalkBlocks(provision, briefing, citer),
        ]),
      ),
      records: provisionRecords(provisions, briefing),
      actions: provisions.slice(0, ALTERNATIVES).map(askAbout),
    },
    citer,
    context,
  );
}

/** Several numbers at once: what each says and what became of it, without the voices. */
export function severalNumbers(numbers: readonly number[], of: Text, context: CommandContext): Answer {
  const { briefing } = context;
  const known = numbers.filter((number) => provisionsAt(number, of, briefing).length > 0);
  const [only] = known;
  if (known.length === 0) return oneNumber(numbers[0] ?? 0, of, 0, context);
  if (known.length === 1 && numbers.length === 1 && only !== undefined)
    return oneNumber(only, of, 0, context);
  const citer = createCiter(briefing);
  const missing = numbers.filter((number) => !known.includes(number));
  const headline: Span[] = [
    strong(`${capital(pointWords(known, of))} of ${theText(of)}`),
    text(missing.length === 0 ? '. ' : `; nothing on ${pointWords(missing, of)}. `),
    ...citer.cite(clearest(of.sources)),
  ];
  const blocks = known.flatMap((number) =>
    provisionsAt(number, of, briefing).flatMap((provision): Block[] => [
      { kind: 'heading', text: `${capital(partWord(of))} ${number} · ${provision.title}` },
      ...crosswalkBlocks(provision, briefing, citer),
    ]),
  );
  const provisions = known.flatMap((number) => provisionsAt(number, of, briefing));
  return answer(
    {
      command: 'plan-point',
      status: 'answered',
      headline,
      blocks,
      records: provisionRecords(provisions, briefing),
      actions: known.map((number) => ({
        kind: 'ask',
        label: `${capital(partWord(of))} ${number}`,
        ...asking('plan-point', { point: of.id === briefing.mainText ? `${number}` : `${number} ${of.id}` }),
      })),
    },
    citer,
    context,
  );
}
