import type { Answer, Span } from '../../answer/answer.ts';
import { ask, createCiter, text } from '../../answer/compose.ts';
import { inSeries } from '../../answer/phrases.ts';
import { answer } from '../../core/answering.ts';
import type { CommandContext } from '../../core/command.ts';
import { type Briefing, recordId } from '../../domain/briefing.ts';
import { readingIn } from '../../domain/provision.ts';
import { type Text, theText } from '../../domain/text.ts';
import { capital } from '../../domain/words/capital.ts';
import {
  labelOf,
  labelSteps,
  labelsOf,
  leadingNumber,
  numberingCalled,
  partWord,
  plural,
  romanValue,
} from '../../domain/words/labels.ts';
import type { LabelAsked } from '../../search/names/read-label.ts';
import { clearest, isUnpublished, TheText } from '../../views/wording.ts';

/**
 * A label that no text has: how many parts there are, or which labels are on record. `not-reported` where neither a
 * count nor a neighbour on record says that there is none: a part nobody wrote of may still exist.
 */
export function noSuchLabel(asked: LabelAsked, of: Text, context: CommandContext): Answer {
  const { briefing } = context;
  const citer = createCiter(briefing);
  const numbering = numberingCalled(asked.word, of);
  const word = numbering ?? partWord(of);
  const count =
    numbering === undefined ? of.points : of.numberings?.find((one) => one.word === numbering)?.count;
  // Null for a letter: where points are counted, a letter is none of them. Chapters may be counted by letters.
  const number = numbering === undefined ? leadingNumber({ own: asked.typed }) : placeOf(asked.typed);
  const beyond = count !== undefined && (number === null || number < 1 || number > count);
  const siblings = siblingsOf(asked, of, numbering, briefing);
  const known = siblings.length === 0 ? '' : ` On record: ${inSeries(siblings)}.`;
  const has = isUnpublished(of) ? 'is unpublished and said to have' : 'has';
  const headline: readonly Span[] = [
    text(
      beyond
        ? `${TheText(of)} ${has} ${count} ${plural(word)}; there is no ${word} ${asked.typed}.${known} `
        : `This briefing has nothing on ${word} ${asked.typed} of ${theText(of)}.${known} `,
    ),
    ...citer.cite(clearest(of.sources)),
  ];
  return answer(
    {
      command: 'plan-point',
      status: beyond || siblings.length > 0 ? 'not-found' : 'not-reported',
      headline,
      records: [recordId(of)],
      actions: [
        ...siblings
          .slice(0, 3)
          .map((label) => ask(capital(label), 'plan-point', { point: `${label} ${of.id}` })),
        ask('All points', 'plan-point'),
      ],
    },
    citer,
    context,
  );
}

/** Which in the order a label may be, at the least: third for 3, C and iii; null where it counts nothing. */
function placeOf(typed: string): number | null {
  const [first = ''] = labelSteps(typed);
  if (/^\d+$/.test(first)) return Number(first);
  const letter = /^[a-z]$/.test(first) ? first.charCodeAt(0) - 'a'.charCodeAt(0) + 1 : null;
  const places = [letter, romanValue(first)].filter((place) => place !== null);
  return places.length === 0 ? null : Math.min(...places);
}

/**
 * Labels on record that stand beside the one asked for: 6.1 and 6.2 beside 6.9, all of them beside (z). Without a part
 * above it, plain numbers are left out.
 */
function siblingsOf(
  asked: LabelAsked,
  of: Text,
  numbering: string | undefined,
  { provisions }: Briefing,
): readonly string[] {
  const above = labelSteps(asked.typed).slice(0, -1).join('.');
  const labels = provisions
    .flatMap((provision) => {
      const reading = readingIn(provision, of);
      return reading === undefined ? [] : labelsOf(reading);
    })
    .map((printed) => labelOf(printed, of))
    .filter(({ word }) => word === numbering)
    .map(({ own }) => own)
    .filter((own) => (above === '' ? !/^\d+$/.test(own) : labelSteps(own).slice(0, -1).join('.') === above));
  return [...new Set(labels)].map((own) => `${numbering ?? partWord(of)} ${own}`);
}
