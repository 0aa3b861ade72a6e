import type { Answer, Block, Span } from '../../answer/answer.ts';
import { ask, type Citer, createCiter, strong, text } from '../../answer/compose.ts';
import { counted, inSeries, sentence } from '../../answer/phrases.ts';
import { pointWords } from '../../answer/words/labels.ts';
import { answer } from '../../core/answering.ts';
import type { CommandContext } from '../../core/command.ts';
import { type Briefing, recordId } from '../../domain/briefing.ts';
import { isOpenConflict } from '../../domain/conflict.ts';
import { lookupOf } from '../../domain/lookups/lookup.ts';
import { type Change, changeIn, isSilence, type Provision, readingIn } from '../../domain/provision.ts';
import { type Text, theText } from '../../domain/text.ts';
import { labelSteps, leadingNumber, mainLabels, partWord, plural } from '../../domain/words/labels.ts';
import { conflictsOn } from '../../views/conflict.ts';
import { changeWord, clearest, isUnpublished, TheText } from '../../views/wording.ts';

/** What became of a point, in the order readers want to know it. */
const STATES: readonly Change[] = [
  'kept',
  'amended',
  'split',
  'merged',
  'deferred',
  'removed',
  'new',
  'none',
  'absent',
  'unreported',
];

/** Every point of a text with what the latest text does with it, one line each. */
export function listAnswer(of: Text, context: CommandContext): Answer {
  const { briefing } = context;
  const latest = lookupOf(briefing).text(briefing.latestText);
  const against = latest === undefined || latest.id === of.id ? undefined : latest;
  const citer = createCiter(briefing);
  const rows = rowsOf(of, against, briefing);
  const headline = listHeadline(of, against, rows, citer);
  // In a list of one text alone, what it is silent on is one line, not most of the list.
  const listed = against === undefined ? rows.filter((row) => !isSilence(row.state)) : rows;
  // What moved comes first where there is room for little.
  const telling = [
    ...listed.filter((row) => !isSilence(row.state)),
    ...listed.filter((row) => isSilence(row.state)),
  ];
  const short = telling.map(
    (row): Block => ({ kind: 'item', spans: rowSpans(row, of, against, briefing, citer) }),
  );
  const blocks = [
    ...listed.map((row): Block => ({ kind: 'item', spans: rowSpans(row, of, against, briefing, citer) })),
    ...silenceBlocks(of, rows, listed, citer),
  ];
  return answer(
    {
      command: 'plan-point',
      // The points of a text nobody has published are not known, whatever is reported of them.
      status: rows.length === 0 || isUnpublished(of) ? 'not-reported' : 'answered',
      headline,
      card: { lead: headline, rows: short },
      blocks,
      records: [of, ...(against === undefined ? [] : [against]), ...rows.map((row) => row.provision)].map(
        recordId,
      ),
      actions: [
        ...(against === undefined ? [] : [ask('Compare drafts', 'compare', { from: of.id, to: against.id })]),
        ...briefing.texts
          .filter((other) => !other.context && other.id !== of.id)
          .slice(0, 3)
          .map((other) => ask(`Points of ${theText(other)}`, 'plan-point', { point: other.id })),
      ],
    },
    citer,
    context,
  );
}

/** A draft asked for by its name: what it is, then its points. */
export function textAnswer(of: Text, context: CommandContext): Answer {
  const list = listAnswer(of, context);
  const [first = '', rest = ''] = /^(.+?[.!?]) (?=\p{Lu})(.*)$/su.exec(of.summary)?.slice(1) ?? [of.summary];
  const cites = list.headline.filter((span) => span.kind === 'cite').slice(0, clearest(of.sources).length);
  const headline = [strong(`${TheText(of)}:`), text(` ${sentence(first)} `), ...cites];
  return {
    ...list,
    headline,
    card: {
      lead: headline,
      rows: [{ kind: 'item', spans: list.headline }, ...(list.card?.rows ?? [])],
    },
    blocks: [
      ...annexBlocks(of, context),
      ...(rest === '' ? [] : [{ kind: 'paragraph', spans: [text(`${rest} `), ...cites] } as const]),
      { kind: 'paragraph', spans: list.headline },
      ...list.blocks,
    ],
  };
}

/** What it is annexed to, and what is annexed to it. */
function annexBlocks(of: Text, { briefing }: CommandContext): readonly Block[] {
  const above = of.annexTo === undefined ? undefined : lookupOf(briefing).text(of.annexTo);
  const below = briefing.texts.filter(({ annexTo }) => annexTo === of.id);
  const words = [
    ...(above === undefined ? [] : [`It is annexed to ${theText(above)}.`]),
    ...(below.length === 0 ? [] : [`Annexed to it: ${inSeries(below.map(theText))}.`]),
  ];
  return words.length === 0 ? [] : [{ kind: 'context', spans: [text(words.join(' '))] }];
}

interface Row {
  readonly provision: Provision;
  /** Own number or label in the text, one row for each; undefined where it has none. */
  readonly label: string | undefined;
  /** The number it stands under, by which the rows are ordered; undefined where there is none. */
  readonly number: number | undefined;
  readonly state: Change;
}

function rowsOf(of: Text, against: Text | undefined, briefing: Briefing): readonly Row[] {
  return briefing.provisions
    .flatMap((provision): Row[] => {
      const own = readingIn(provision, of);
      const said = against === undefined ? 'absent' : changeIn(provision, against);
      if (own === undefined && isSilence(said)) return [];
      const state = against === undefined ? changeIn(provision, of) : said;
      const labels = own === undefined ? [] : mainLabels(own, of);
      if (labels.length === 0) return [{ provision, label: undefined, number: undefined, state }];
      return labels.map((label) => ({
        ...{ provision, state, label },
        number: leadingNumber({ own: label }) ?? undefined,
      }));
    })
    .sort((a, b) => rank(a) - rank(b) || byLabel(a, b));
}

/** By number, then by labels without one, then what has neither. */
function rank({ number, label }: Row): number {
  return number ?? (label === undefined ? Number.POSITIVE_INFINITY : Number.MAX_SAFE_INTEGER);
}

/** "6.2" before "6.10", "(b)" before "(d)". */
function byLabel(a: Row, b: Row): number {
  const steps = ({ label = '' }: Row) =>
    labelSteps(label)
      .map((step) => step.padStart(8, '0'))
      .join('.');
  const [one, other] = [steps(a), steps(b)];
  return one < other ? -1 : one > other ? 1 : 0;
}

/** What the list does not say: subjects nothing is reported on, and numbers nothing is on record for. */
function silenceBlocks(
  of: Text,
  rows: readonly Row[],
  listed: readonly Row[],
  citer: Citer,
): readonly Block[] {
  const blocks: Block[] = [];
  const silences = [
    ['absent', 'Not in it'],
    ['unreported', 'Not reported from it'],
  ] as const;
  for (const [state, words] of silences) {
    const silent = rows.filter((row) => row.state === state && !listed.includes(row));
    if (silent.length === 0) continue;
    const titles = silent.map((row) => row.provision.title).join('; ');
    blocks.push({
      kind: 'context',
      spans: [text(`${words}: ${titles}. `), ...citer.cite(clearest(of.sources))],
    });
  }
  const known = new Set(rows.map((row) => row.number));
  const all = Array.from({ length: of.points ?? 0 }, (_, at) => at + 1);
  const missing = all.filter((number) => !known.has(number));
  if (missing.length > 0 && missing.length < all.length) {
    blocks.push({
      kind: 'context',
      spans: [text(`This briefing has nothing on ${pointWords(missing, of)}.`)],
    });
  }
  return blocks;
}

function withoutCount(of: Text, rows: readonly Row[]): string {
  const labels = rows.flatMap(({ label }) => label ?? []);
  if (labels.length === 0) return `${TheText(of)} has no known numbering.`;
  return `${TheText(of)} is told by its ${plural(partWord(of))}; on record: ${inSeries([...new Set(labels)])}.`;
}

/** "It has 4 parts as well. "; empty where points are its only numbering. */
function furtherNumberings({ numberings = [] }: Text): string {
  const told = numberings.map(({ word, count }) =>
    count === undefined ? plural(word) : counted(count, word, plural(word)),
  );
  return told.length === 0 ? '' : `It has ${inSeries(told)} as well. `;
}

function listHeadline(
  of: Text,
  against: Text | undefined,
  rows: readonly Row[],
  citer: Citer,
): readonly Span[] {
  const spans: Span[] = [
    strong(
      of.points === undefined
        ? withoutCount(of, rows)
        : isUnpublished(of)
          ? `${TheText(of)} is unpublished and said to have ${of.points} ${plural(partWord(of))}.`
          : `${TheText(of)} has ${of.points} ${plural(partWord(of))}.`,
    ),
    text(` ${furtherNumberings(of)}`),
    ...citer.cite(clearest(of.sources)),
  ];
  if (against === undefined) return spans;
  const provisions = new Map(rows.map((row) => [row.provision, row.state]));
  const counts = STATES.flatMap((state) => {
    const count = [...provisions.values()].filter((other) => other === state).length;
    return count === 0 ? [] : [`${count} ${changeWord(state)}`];
  });
  const unpublished = isUnpublished(against) ? ', which is unpublished' : '';
  spans.push(
    text(` In ${theText(against)}${unpublished}: ${inSeries(counts)}. `),
    ...citer.cite(clearest(against.sources)),
  );
  return spans;
}

function rowSpans(
  { provision, label, state }: Row,
  of: Text,
  against: Text | undefined,
  briefing: Briefing,
  citer: Citer,
): readonly Span[] {
  const own = readingIn(provision, of);
  const latest = readingIn(provision, against);
  const disputed = conflictsOn([provision, ...provision.readings], briefing).some((conflict) =>
    isOpenConflict(conflict.type),
  );
  const words = `${changeWord(state)}${disputed ? '; sources disagree on it' : ''}`;
  const cited = against === undefined || latest === undefined ? own : latest;
  return [
    ...(label === undefined ? [] : [strong(label), text(' · ')]),
    text(`${provision.title}: ${words} `),
    ...citer.cite(clearest(cited?.sources ?? of.sources, 2)),
  ];
}
