import type { Action, Block, Span } from '../answer/answer.ts';
import { ask, type Citer, text } from '../answer/compose.ts';
import { counted, sentence } from '../answer/phrases.ts';
import { type Briefing, type BriefingRecord, recordId } from '../domain/briefing.ts';
import { aboutOf, saidAbout } from '../domain/lookups/about-index.ts';
import { lookupOf } from '../domain/lookups/lookup.ts';
import { changeIn, isSilence, type Provision, type Reading, readingIn } from '../domain/provision.ts';
import type { Text } from '../domain/text.ts';
import { conflictBlocks, conflictLines, conflictsOn } from './conflict.ts';
import { latestPositions, positionLine } from './position.ts';
import { readingField } from './reading.ts';
import { statementLines } from './statement.ts';
import { termChangeSpans } from './term-change.ts';
import { trackedAbout } from './tracked/about.ts';
import { changeSentence, clearest } from './wording.ts';

/** Texts that are compared side by side; background ones are shown apart. */
function comparedTexts(briefing: Briefing): readonly Text[] {
  return briefing.texts.filter((candidate) => !candidate.context);
}

/** The crosswalk row of a provision: one field per text, then what changed and the conflicts on it. */
export function crosswalkBlocks(provision: Provision, briefing: Briefing, citer: Citer): readonly Block[] {
  const rows = comparedTexts(briefing).map((of) => ({ of, reading: readingIn(provision, of) }));
  const notes = rows.flatMap(({ of, reading }): Block[] =>
    reading?.note === undefined
      ? []
      : [
          {
            kind: 'context',
            spans: [
              text(`${of.label}: ${sentence(reading.note)} `),
              ...citer.cite(clearest(reading.sources)),
            ],
          },
        ],
  );
  return [
    ...rows.map(({ of, reading }) => readingField(of, reading, briefing, citer)),
    ...notes,
    ...changedBlocks(provision, briefing, citer),
    ...conflictBlocks(conflictsOn([provision, ...provision.readings], briefing), citer),
  ];
}

/** Where a text's terms or wording moved against its parent, the moved words marked. */
function changedBlocks(provision: Provision, briefing: Briefing, citer: Citer): readonly Block[] {
  const items = comparedTexts(briefing).flatMap((of): Block[] => {
    const reading = readingIn(provision, of);
    const parent = lookupOf(briefing).text(of.parents[0] ?? '');
    const before = readingIn(provision, parent);
    if (reading === undefined || before === undefined || parent === undefined) return [];
    const marks = termChangeSpans(before, reading);
    return marks === null
      ? []
      : [
          {
            kind: 'item',
            spans: [
              text(`${parent.label} to ${of.label}: `),
              ...marks,
              text(' '),
              ...citer.cite([...clearest(before.sources), ...clearest(reading.sources)]),
            ],
          },
        ];
  });
  return items.length === 0 ? [] : [{ kind: 'heading', text: 'What changed' }, ...items];
}

/** Background texts' readings of these provisions. */
export function backgroundBlocks(
  provisions: readonly Provision[],
  briefing: Briefing,
  citer: Citer,
): readonly Block[] {
  const fields = briefing.texts
    .filter((candidate) => candidate.context)
    .flatMap((of) =>
      provisions.flatMap((provision): Block[] => {
        const reading = readingIn(provision, of);
        return reading === undefined ? [] : [readingField(of, reading, briefing, citer, of.label)];
      }),
    );
  return fields.length === 0 ? [] : [{ kind: 'heading', text: 'Background' }, ...fields];
}

/** What people say on a subject. `held` statements are on record but not shown. */
export interface Voices {
  readonly blocks: readonly Block[];
  readonly records: readonly BriefingRecord[];
  readonly held: number;
}

/**
 * What was said about these provisions, who stands where, and what is counted, due and voted on them as of an ISO day;
 * newest first, at most `most` statements.
 */
export function voicesBlocks(
  provisions: readonly Provision[],
  briefing: Briefing,
  citer: Citer,
  { most, asOf }: { readonly most: number; readonly asOf: string },
): Voices {
  const about = aboutOf(briefing);
  const positions = latestPositions(unique(provisions.flatMap((provision) => about.positions(provision.id))));
  const said = saidAbout(
    provisions.map((provision) => provision.id),
    briefing,
  );
  const shown = said.newest(most);
  const items = (spans: readonly (readonly Span[])[]): readonly Block[] =>
    spans.map((line): Block => ({ kind: 'item', spans: line }));
  const blocks: Block[] = [];
  if (positions.length > 0) {
    blocks.push({ kind: 'heading', text: 'Where they stand' });
    blocks.push(...items(positions.map((position) => positionLine(position, briefing, citer))));
  }
  if (shown.length > 0) {
    const more = said.size > shown.length ? `, latest ${shown.length} of ${said.size}` : '';
    blocks.push({ kind: 'heading', text: `Said about it${more}` });
    blocks.push(...items(statementLines(shown, briefing, citer)));
  }
  const tracked = trackedAbout(
    provisions.map(({ id }) => id),
    asOf,
    briefing,
    citer,
  );
  blocks.push(...tracked.blocks);
  const records = [...shown, ...positions, ...tracked.records];
  const told = new Set(conflictsOn([...provisions, ...provisions.flatMap((one) => one.readings)], briefing));
  blocks.push(
    ...conflictLines(
      conflictsOn(records, briefing).filter((conflict) => !told.has(conflict)),
      citer,
    ),
  );
  return { blocks, records, held: said.size - shown.length };
}

/** What the latest text does with a provision, as a cited sentence. */
export function latestSpans(provision: Provision, briefing: Briefing, citer: Citer): readonly Span[] {
  const latest = lookupOf(briefing).text(briefing.latestText);
  if (latest === undefined) return [];
  const reading = readingIn(provision, latest);
  return [
    text(`${changeSentence(latest, changeIn(provision, latest))} `),
    ...citer.cite(clearest(reading?.sources ?? latest.sources)),
  ];
}

/** The reading an answer leads with: that of the text asked for, otherwise of the newest text that speaks of it. */
export function leadingReading(provision: Provision, of: Text | undefined): Reading | undefined {
  return readingIn(provision, of) ?? provision.readings.findLast((reading) => !isSilence(reading.change));
}

/** Where to go next from a provision. */
export function provisionActions(provision: Provision, briefing: Briefing, held: number): readonly Action[] {
  const { mainText, latestText } = briefing;
  return [
    ...(held === 0
      ? []
      : [ask(`${counted(held, 'more statement')}`, 'plan-point', { point: provision.id, show: 'all' })]),
    ask('Who stands where', 'position', { about: provision.id }),
    ...(mainText === latestText
      ? []
      : [ask('Compare drafts', 'compare', { from: mainText, to: latestText, point: provision.id })]),
    ask('Timeline', 'timeline', { about: provision.id }),
  ];
}

/** Record ids of a provision and everything shown with it. */
export function provisionRecords(provisions: readonly Provision[], briefing: Briefing): readonly string[] {
  const readings = provisions.flatMap((provision) => provision.readings);
  return [...provisions, ...readings, ...conflictsOn([...provisions, ...readings], briefing)].map(recordId);
}

function unique<T>(items: readonly T[]): readonly T[] {
  return [...new Set(items)];
}

/** What a text has under one of its own numbers; several provisions may share one. */
export function provisionsAt(number: number, of: Text, briefing: Briefing): readonly Provision[] {
  return briefing.provisions.filter((provision) => readingIn(provision, of)?.points.includes(number));
}

/** The action that asks for a provision by name. */
export function askAbout(provision: Provision): Action {
  return ask(provision.title, 'plan-point', { point: provision.id });
}
