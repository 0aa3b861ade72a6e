import type { Actor } from '../../domain/actor.ts';
import { allReportedDay, conflictDay, reportedDay } from '../../domain/as-of.ts';
import type { Briefing } from '../../domain/briefing.ts';
import { withoutUndefined } from '../../domain/mapping.ts';
import { occasionWords } from '../../domain/occasion.ts';
import type { Provision, Reading } from '../../domain/provision.ts';
import type { Source } from '../../domain/source.ts';
import { isTranslated, type Statement } from '../../domain/statement.ts';
import type { Text } from '../../domain/text.ts';
import { labelOf, leadingNumber } from '../../domain/words/labels.ts';
import { carriesWords } from '../../domain/words/quote-text.ts';
import type { RecordData, StoryData } from '../format/lists.ts';
import type { PackRecords } from '../format/records.ts';
import { type Exact, exact } from './exact.ts';
import { deadlineOf, figureOf, membersOf, type Sources, voteOf } from './tracked.ts';

/** The briefing that checked records make: what can be derived is derived, such as the day each became known. */
export function assemble(story: StoryData, { lists, withdrawn, amended }: PackRecords): Briefing {
  // A pack gives for each source the next one it traces to; the first report at the end is looked up from these.
  const origins = new Map(lists.sources.map(({ data }) => [data.id, data.origin]));
  const sources = lists.sources.map(({ data }) => sourceOf(data, origins));
  const byId = new Map(sources.map((source) => [source.id, source]));
  const reported = <T extends { readonly sources: readonly { readonly source: string }[] }>(record: T) => ({
    ...exact(record),
    reported: reportedDay(record.sources, byId),
  });
  // Readings are told in the order of the texts, however a provision lists them.
  const textOrder = new Map(lists.texts.map(({ data }, index) => [data.id, index]));
  const texts = new Map(lists.texts.map(({ data }) => [data.id, data]));
  const occasions = new Map(lists.occasions.map(({ data }) => [data.id, data]));
  const readingsOf = ({ id, readings }: RecordData['provisions']): Provision['readings'] =>
    readings
      .map((reading) => ({
        kind: 'reading' as const,
        id: `${id}/${reading.text}`,
        provision: id,
        ...reported(reading),
        ...labelled(reading.points, texts.get(reading.text)),
      }))
      .sort((a, b) => (textOrder.get(a.text) ?? 0) - (textOrder.get(b.text) ?? 0));

  return {
    id: story.id,
    title: story.title,
    mainText: story.main_text,
    latestText: story.latest_text,
    zone: story.zone,
    reviewed: story.reviewed,
    // Null is the newest view; as-of views are cut from this one.
    asOf: null,
    lead: story.lead.map((line) => ({ ...exact(line), reported: allReportedDay(line.sources, byId) })),
    sources,
    actors: [
      ...lists.parties.map(({ data }) => partyOf(data, byId)),
      ...lists.persons.map(({ data }) => personOf(data)),
    ],
    texts: lists.texts.map(({ data }) => textOf(reported(data))),
    provisions: lists.provisions.map(({ data }) => ({
      kind: 'provision',
      ...data,
      readings: readingsOf(data),
    })),
    occasions: lists.occasions.map(({ data }) => ({ kind: 'occasion', ...reported(data) })),
    statements: lists.statements.map(({ data }) => statementOf(reported(data), occasions)),
    events: lists.events.map(({ data }) => ({ kind: 'event', ...reported(data) })),
    positions: lists.positions.map(({ data }) => ({ kind: 'position', ...reported(data) })),
    votes: lists.votes.map(({ data }) => voteOf(data, byId)),
    figures: lists.figures.map(({ data }) => figureOf(data, byId)),
    deadlines: lists.deadlines.map(({ data }) => deadlineOf(data, byId)),
    conflicts: lists.conflicts.map(({ data }) => ({
      kind: 'conflict',
      ...exact(data),
      reported: conflictDay(data.sides, byId),
    })),
    gaps: lists.gaps.map(({ data }) => ({ kind: 'gap', ...data })),
    ...(withdrawn.length === 0 ? {} : { withdrawn }),
    ...(amended.length === 0 ? {} : { amended }),
  };
}

/** A source with the first report it traces to, over however many copies of copies. */
function sourceOf(source: RecordData['sources'], origins: ReadonlyMap<string, string | undefined>): Source {
  let origin = source.id;
  // It ends: the checks refuse rings, and a source that names itself is its own first report.
  for (let next = source.origin; next !== undefined && next !== origin; next = origins.get(next))
    origin = next;
  return { kind: 'source', ...exact(source), origin };
}

/** Points as numbers, and as the text prints them where they are more than that. */
function labelled(
  points: readonly (number | string)[],
  text: RecordData['texts'] | undefined,
): Pick<Reading, 'points' | 'labels'> {
  const numbers = points.flatMap((point) =>
    typeof point === 'number' ? [point] : (leadingNumber(labelOf(point, text ?? {})) ?? []),
  );
  // Plain numbers show as they are; one label with more to it ("6.1", IV) keeps all as printed.
  const plain = points.every((point) => /^\d+$/.test(String(point)));
  return {
    points: [...new Set(numbers)].sort((a, b) => a - b),
    ...(plain ? {} : { labels: points.map(String) }),
  };
}

/** A record of the pack with the ISO day it became known; empty where no source of it is dated. */
type Reported<List extends keyof RecordData> = Exact<RecordData[List]> & { readonly reported: string };

/** The text under the names of the domain; no numberings are absent, not an empty list. */
function textOf({ annex_to, numberings, ...text }: Reported<'texts'>): Text {
  return {
    kind: 'text',
    ...text,
    ...withoutUndefined({ annexTo: annex_to }),
    ...(numberings.length === 0 ? {} : { numberings }),
  };
}

/** A statement with what its occasion says once for all of them; words in translation are nobody's exact words. */
function statementOf(
  { words, translator, part_of, ...said }: Reported<'statements'>,
  occasions: ReadonlyMap<string, RecordData['occasions']>,
): Statement {
  const occasion = occasions.get(said.occasion);
  // One printing in the language it was said in is enough; with none the words are a translation, and kept as such.
  const inOriginal =
    words === undefined ||
    said.sources.some(
      (printing) => printing.quoted && !isTranslated(said, printing) && carriesWords(printing.words, words),
    );
  return {
    kind: 'statement',
    ...said,
    // The checks let nobody through who has neither: the empty ends are for the types.
    speaker: said.speaker ?? occasion?.speakers[0] ?? '',
    date: said.date ?? occasion?.date ?? { precision: 'undated', from: null, to: null },
    ...withoutUndefined({ partOf: part_of, [inOriginal ? 'words' : 'translation']: words }),
    ...(occasion === undefined ? {} : { occasion: occasionWords(exact(occasion)), occasionId: occasion.id }),
    sources: said.sources.map((printing) =>
      // Printings that name a translator of their own, or print the original, keep what they say.
      translator !== undefined && printing.translator === undefined && isTranslated(said, printing)
        ? { ...printing, translator }
        : printing,
    ),
  };
}

/** A party; `members` are absent where it has none on record. */
function partyOf({ part_of, members, ...party }: RecordData['parties'], sources: Sources): Actor {
  const on = members.length === 0 ? {} : { members: membersOf(party.id, members, sources) };
  return { kind: 'party', ...exact(party), ...withoutUndefined({ partOf: part_of }), ...on };
}

function personOf(person: RecordData['persons']): Actor {
  return { kind: 'person', ...exact(person) };
}
