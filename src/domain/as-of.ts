import type { Briefing } from './briefing.ts';
import type { Provision } from './provision.ts';
import type { Source } from './source.ts';
import type { Statement } from './statement.ts';
import type { Text } from './text.ts';
import { latestDay } from './when.ts';
import { carriesWords } from './words/quote-text.ts';

type Cites = readonly { readonly source: string }[];

/**
 * The ISO day by which a record was certainly known: that of its earliest source; empty where none is dated. A source
 * dated only to a month or a range counts from its last day, so that an as-of view never shows what may be later.
 */
export function reportedDay(refs: Cites, sources: ReadonlyMap<string, Source>): string {
  return publicationDays(refs, sources)[0] ?? '';
}

/** The ISO day by which every one of these sources was known: for a line that sums several up. */
export function allReportedDay(refs: Cites, sources: ReadonlyMap<string, Source>): string {
  return publicationDays(refs, sources).at(-1) ?? '';
}

/** A conflict exists from the day on which its second side became known. */
export function conflictDay(
  sides: readonly { readonly sources: Cites }[],
  sources: ReadonlyMap<string, Source>,
): string {
  return sides.map((side) => reportedDay(side.sources, sources)).sort()[1] ?? '';
}

function publicationDays(refs: Cites, sources: ReadonlyMap<string, Source>): readonly string[] {
  return refs
    .flatMap((ref) => sources.get(ref.source) ?? [])
    .map((source) => latestDay(source.published))
    .filter((day) => day !== '')
    .sort();
}

/** True where words printed in this source may be shown as somebody's exact words. */
export function printsExactWords(source: Pick<Source, 'quality'> | undefined): boolean {
  return source !== undefined && source.quality !== 'machine-reworded';
}

/**
 * The briefing as it could have been known at the end of `day`. Records first reported later are gone, so are later
 * sources of the records that stay, and so is every pointer to what is gone; only a source's `origin` stays, because two
 * copies of one report are not independent even before the report itself is found. A statement keeps its exact words
 * only where a copy that prints them was known, a text counts as published only from its publication on. `mainText` stays
 * even before that text is known: its numbers are meant whatever the day. Actors have no date and always stay. The wording
 * of a record is as edited today.
 */
export function briefingAsOf(briefing: Briefing, day: string): Briefing {
  const isKnown = (record: { readonly reported: string }) => record.reported <= day;
  if (nothingIsLater(briefing, day)) return { ...briefing, asOf: day };

  const sources = new Map(
    briefing.sources
      .filter((source) => latestDay(source.published) <= day)
      .map((source) => [source.id, source]),
  );
  const trim = <T extends { readonly sources: Cites }>(record: T): T => {
    if (record.sources.every((ref) => sources.has(ref.source))) return record;
    return { ...record, sources: record.sources.filter((ref) => sources.has(ref.source)) };
  };
  const hasSource = (record: { readonly sources: Cites }) => record.sources.length > 0;
  const known = <T extends { readonly reported: string; readonly sources: Cites }>(records: readonly T[]) =>
    records.filter(isKnown).map(trim).filter(hasSource);

  const texts = known(briefing.texts).map((text) => textAsOf(text, day));
  const textIds = idsOf(texts);
  const provisions = briefing.provisions
    .map((provision) => ({
      ...provision,
      readings: known(provision.readings).filter((reading) => textIds.has(reading.text)),
    }))
    .filter((provision) => provision.readings.length > 0);
  const subjects = new Set([...textIds, ...idsOf(provisions)]);
  const about = <T extends { readonly about: readonly string[] }>(record: T): T => {
    if (record.about.every((id) => subjects.has(id))) return record;
    return { ...record, about: record.about.filter((id) => subjects.has(id)) };
  };

  const statements = briefing.statements
    .filter(isKnown)
    .map((statement) => statementAsOf(statement, trim(statement), sources))
    .filter(hasSource)
    .map(about);
  const events = known(briefing.events).map(about);
  const positions = known(briefing.positions).map(about);
  const records = new Set([
    ...texts.map((text) => `text:${text.id}`),
    ...provisions.flatMap((provision) => provisionRecords(provision)),
    ...statements.map((statement) => `statement:${statement.id}`),
    ...events.map((event) => `event:${event.id}`),
    ...positions.map((position) => `position:${position.id}`),
  ]);
  const conflicts = briefing.conflicts
    .filter(isKnown)
    .map((conflict) => ({
      ...conflict,
      sides: conflict.sides.map(trim).filter(hasSource),
      records: conflict.records.filter((id) => records.has(id)),
    }))
    .filter((conflict) => conflict.sides.length > 1);
  const answerable = new Set([...subjects, ...idsOf(statements)]);

  return {
    ...briefing,
    asOf: day,
    latestText: latestKnown(briefing, textIds),
    lead: known(briefing.lead),
    sources: [...sources.values()],
    actors: briefing.actors.map((actor) => (actor.kind === 'person' ? trim(actor) : actor)),
    texts: texts.map((text) => ({ ...text, parents: text.parents.filter((id) => textIds.has(id)) })),
    provisions,
    statements,
    events,
    positions,
    conflicts,
    gaps: briefing.gaps.map((gap) => ({ ...gap, about: gap.about.filter((id) => answerable.has(id)) })),
  };
}

/** Most questions are about now, when nothing is cut: then the lists stay the same objects and asking costs nothing. */
function nothingIsLater(briefing: Briefing, day: string): boolean {
  return (
    briefing.sources.every((source) => latestDay(source.published) <= day) &&
    briefing.texts.every((text) => text.published === undefined || latestDay(text.published) <= day)
  );
}

function idsOf(records: readonly { readonly id: string }[]): ReadonlySet<string> {
  return new Set(records.map((record) => record.id));
}

function provisionRecords(provision: Provision): readonly string[] {
  return [`provision:${provision.id}`, ...provision.readings.map((reading) => `reading:${reading.id}`)];
}

function textAsOf(text: Text, day: string): Text {
  const { published, ...rest } = text;
  if (published === undefined || latestDay(published) <= day) return text;
  return { ...rest, status: text.status === 'not-public' ? 'not-public' : 'reported' };
}

function statementAsOf(
  whole: Statement,
  trimmed: Statement,
  sources: ReadonlyMap<string, Source>,
): Statement {
  const { words, ...rest } = trimmed;
  if (words === undefined || trimmed === whole) return trimmed;
  const printed = trimmed.sources.some(
    (printing) =>
      printing.quoted &&
      printsExactWords(sources.get(printing.source)) &&
      carriesWords(printing.words, words),
  );
  return printed ? trimmed : { ...rest, form: 'indirect' };
}

/** The newest text, or its nearest forebear known on the day. */
function latestKnown(briefing: Briefing, known: ReadonlySet<string>): string {
  const parents = new Map(briefing.texts.map((text) => [text.id, text.parents]));
  const queue = [briefing.latestText];
  // `queue` grows while it is walked, and never takes the same text twice.
  for (const candidate of queue) {
    if (known.has(candidate)) return candidate;
    queue.push(...(parents.get(candidate) ?? []).filter((parent) => !queue.includes(parent)));
  }
  return briefing.mainText;
}
