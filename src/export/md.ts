import type { Block, Spans } from '../answer/answer.ts';
import { type Citer, createCiter, strong, text } from '../answer/compose.ts';
import { sentence } from '../answer/phrases.ts';
import type { Briefing, BriefingRecord } from '../domain/briefing.ts';
import { isOpenConflict } from '../domain/conflict.ts';
import { isCalledOff } from '../domain/lookups/called-off.ts';
import { lookupOf } from '../domain/lookups/lookup.ts';
import { isGroup } from '../domain/lookups/members.ts';
import { type Provision, readingIn } from '../domain/provision.ts';
import type { Statement } from '../domain/statement.ts';
import { bySoonest } from '../domain/tracked/deadline.ts';
import { earliestDay, formatDay } from '../domain/when.ts';
import { capital } from '../domain/words/capital.ts';
import { conflictBlocks, conflictsOn } from '../views/conflict.ts';
import { leadLine } from '../views/lead.ts';
import { latestPositions, positionLine, stanceWord } from '../views/position.ts';
import { readingField, readingTitle } from '../views/reading.ts';
import { statementBlock, statementCautions } from '../views/statement.ts';
import { textLine } from '../views/text.ts';
import { deadlineLine } from '../views/tracked/deadline.ts';
import { type Entry, entriesOf, entryLine, isExpected, whenOf } from '../views/tracked/entry.ts';
import { figureLine } from '../views/tracked/figure.ts';
import { memberLine } from '../views/tracked/member.ts';
import { clearest } from '../views/wording.ts';
import { blocksMarkdown, escaped, footnotes, spansMarkdown } from './markdown.ts';

/** What a section is made from. */
interface Told {
  readonly briefing: Briefing;
  readonly day: string;
  readonly citer: Citer;
}

/** In the order a reader on deadline wants them; those that have nothing are left out. */
const SECTIONS: readonly (readonly [heading: string, blocks: (told: Told) => readonly Block[]])[] = [
  ['Where things stand', leadBlocks],
  ['What is disputed', (told) => disputeBlocks(told, true)],
  ['What is not known', gapBlocks],
  ['Texts', ({ briefing, citer }) => briefing.texts.map((one) => item(textLine(one, citer)))],
  ['Points', pointBlocks],
  ['Who stands where', positionBlocks],
  ['Deadlines', deadlineBlocks],
  ['Figures', figureBlocks],
  ['Groups', groupBlocks],
  ['Timeline', timelineBlocks],
  ['Only expected', expectedBlocks],
  ['Quotations', quotationBlocks],
  ['No longer in dispute, or easily confused', (told) => disputeBlocks(told, false)],
];

/**
 * A briefing as Markdown to read and to paste: every claim with the number of its sources, which are footnotes, and with how it
 * is known; what is disputed or weak says so where it stands.
 */
export function mdOf(briefing: Briefing, day: string): string {
  const citer = createCiter(briefing);
  const told: Told = { briefing, day, citer };
  const sections = SECTIONS.flatMap(([heading, blocks]) => {
    const body = blocks(told);
    return body.length === 0 ? [] : [`## ${heading}`, blocksMarkdown(body, 3)];
  });
  const reviewed = `last reviewed ${formatDay(briefing.reviewed)}`;
  const asOf =
    briefing.asOf === null ? capital(reviewed) : `As known on ${formatDay(briefing.asOf)}; ${reviewed}`;
  return `${[
    `# ${escaped(briefing.title)}`,
    `${asOf}. How each claim is known stands behind it; the numbers are footnotes with the sources.`,
    ...sections,
    ...withdrawnLines(briefing),
    '## Sources',
    footnotes(citer.citations()),
  ].join('\n\n')}\n`;
}

function item(spans: Spans): Block {
  return { kind: 'item', spans };
}

function heading(words: string): Block {
  return { kind: 'heading', text: words };
}

function leadBlocks({ briefing, citer }: Told): readonly Block[] {
  return briefing.lead.map((line) => item(leadLine(line, citer)));
}

function disputeBlocks({ briefing, citer }: Told, open: boolean): readonly Block[] {
  return conflictBlocks(
    briefing.conflicts.filter(({ type }) => isOpenConflict(type) === open),
    citer,
  );
}

/** That a record is disputed, in what it is told by, before anybody takes it for certain. */
function disputed(record: BriefingRecord, { briefing, citer }: Told): Spans {
  return conflictsOn([record], briefing)
    .filter(({ type }) => isOpenConflict(type))
    .flatMap((conflict) => [
      text(' '),
      strong('Disputed:'),
      text(` ${sentence(conflict.title)} `),
      ...citer.cite(conflict.sides.flatMap((side) => clearest(side.sources, 1))),
    ]);
}

function gapBlocks({ briefing, citer }: Told): readonly Block[] {
  const lookup = lookupOf(briefing);
  return briefing.gaps.map(({ topic, note, about }) => {
    const refs = about.flatMap(
      (id) =>
        lookup.text(id)?.sources ??
        lookup.statement(id)?.sources ??
        lookup.provision(id)?.readings.flatMap((reading) => reading.sources.slice(0, 1)) ??
        [],
    );
    return item([
      strong(`${capital(topic.replace(/[.?!]$/, ''))}:`),
      text(` ${sentence(note)} `),
      ...(refs.length === 0
        ? [text('(No single source says so: it is what the desk found in all of them.)')]
        : citer.cite(clearest(refs))),
    ]);
  });
}

function pointBlocks(told: Told): readonly Block[] {
  return told.briefing.provisions.flatMap((provision) => [
    heading(pointTitle(provision, told.briefing)),
    ...told.briefing.texts.flatMap((of): readonly Block[] => {
      const reading = readingIn(provision, of);
      if (reading === undefined && of.context) return [];
      const field = readingField(of, reading, told.briefing, told.citer);
      if (reading === undefined || field.kind !== 'field') return [field];
      const note = reading.note === undefined ? [] : [text(` ${sentence(reading.note)}`)];
      return [{ ...field, spans: [...field.spans, ...note, ...disputed(reading, told)] }];
    }),
  ]);
}

function pointTitle(provision: Provision, briefing: Briefing): string {
  const main = provision.readings.find((reading) => reading.text === briefing.mainText);
  return main === undefined ? provision.title : readingTitle(main, briefing);
}

/** By who holds them, in the order of the actors; where somebody stands now, not what they left. */
function positionBlocks(told: Told): readonly Block[] {
  const { briefing, citer } = told;
  const byParty = Map.groupBy(latestPositions(briefing.positions), ({ party }) => party);
  return briefing.actors.flatMap(({ id, name }) => {
    const own = byParty.get(id) ?? [];
    if (own.length === 0) return [];
    return [
      heading(capital(name)),
      ...own.map((one) =>
        item([
          ...positionLine(one, briefing, citer, `${capital(one.topic)} (${stanceWord(one.stance)}):`),
          ...disputed(one, told),
        ]),
      ),
    ];
  });
}

function deadlineBlocks(told: Told): readonly Block[] {
  return told.briefing.deadlines
    .filter(({ steps }) => steps.length > 0)
    .map((one) => item([...deadlineLine(one, told.day, told.briefing, told.citer), ...disputed(one, told)]));
}

function figureBlocks(told: Told): readonly Block[] {
  return told.briefing.figures
    .filter(({ values }) => values.length > 0)
    .map((one) => item([...figureLine(one, told.day, told.briefing, told.citer), ...disputed(one, told)]));
}

function groupBlocks({ briefing, citer }: Told): readonly Block[] {
  return briefing.actors
    .filter(isGroup)
    .flatMap(({ name, members = [] }) => [
      heading(capital(name)),
      ...members.map((one) => item(memberLine(one, briefing, citer))),
    ]);
}

function timelineBlocks(told: Told): readonly Block[] {
  const happened = entriesOf(told.briefing).filter((entry) => !isExpected(entry));
  const isDated = (entry: Entry) => whenOf(entry).to !== null;
  return [...happened.filter(isDated), ...happened.filter((entry) => !isDated(entry))].map((entry) =>
    entryItem(entry, told),
  );
}

function expectedBlocks(told: Told): readonly Block[] {
  return entriesOf(told.briefing)
    .filter(isExpected)
    .toSorted((a, b) => bySoonest(whenOf(a), whenOf(b)))
    .map((entry) => entryItem(entry, told));
}

function entryItem(entry: Entry, told: Told): Block {
  const { briefing, day, citer } = told;
  const isOff = entry.kind === 'event' && isCalledOff(entry, briefing, day);
  return item([
    ...(isOff ? [strong('Called off or moved:'), text(' ')] : []),
    ...entryLine(entry, day, briefing, citer),
    ...disputed(entry, told),
  ]);
}

/** By who said it, in the order of the actors, the oldest first. */
function quotationBlocks(told: Told): readonly Block[] {
  const { briefing } = told;
  const bySpeaker = Map.groupBy(briefing.statements, ({ speaker }) => speaker);
  return briefing.actors.flatMap(({ id, name }) => {
    const own = (bySpeaker.get(id) ?? []).toSorted((a, b) => order(earliestDay(a.date), earliestDay(b.date)));
    return own.length === 0 ? [] : [heading(capital(name)), ...own.flatMap((one) => quotation(one, told))];
  });
}

function quotation(statement: Statement, told: Told): readonly Block[] {
  const { briefing, citer } = told;
  const block = statementBlock(statement, briefing, citer);
  const note = disputed(statement, told);
  return [
    note.length > 0 && block.kind === 'quotation'
      ? { ...block, attribution: [...block.attribution, ...note] }
      : block,
    ...statementCautions(statement, briefing, citer),
  ];
}

function withdrawnLines({ withdrawn = [] }: Briefing): readonly string[] {
  if (withdrawn.length === 0) return [];
  const lines = withdrawn.map(
    ({ record, on, reason }) =>
      `- ${spansMarkdown([text(`${record}, on ${formatDay(on)}: ${sentence(reason)}`)])}`,
  );
  return ['## Taken back by the desk', lines.join('\n')];
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
