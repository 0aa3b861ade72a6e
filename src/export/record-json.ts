import { type Briefing, type BriefingRecord, recordId } from '../domain/briefing.ts';
import { isOpenConflict } from '../domain/conflict.ts';
import { unreachable } from '../domain/errors.ts';
import { isCalledOff } from '../domain/lookups/called-off.ts';
import { lookupOf } from '../domain/lookups/lookup.ts';
import { withoutUndefined } from '../domain/mapping.ts';
import { printsExactWords } from '../domain/source.ts';
import { isOverdue } from '../views/event.ts';
import { isVerbatim } from '../views/statement.ts';
import { type Claim, dateJson, knowledgeJson, named, refsJson } from './json-parts.ts';
import { actorId, subjectId } from './records.ts';
import { trackedJson } from './tracked-json.ts';

/** A record for programs: what the pack has of it, every id as the record it names is called. Undefined keys are left out. */
export type RecordJson = Readonly<Record<string, unknown>> & { readonly id: string; readonly kind: string };

type Named = 'statement' | 'occasion' | 'provision' | 'text';

/** `day`: ISO day that overdue events and the standing of deadlines are told for. */
export function recordJson(record: BriefingRecord, day: string, briefing: Briefing): RecordJson {
  const lookup = lookupOf(briefing);
  const disputes = lookup
    .conflictsOn(record)
    .filter(({ type }) => isOpenConflict(type))
    .map(recordId);
  return {
    id: recordId(record),
    kind: record.kind,
    ...withoutUndefined(ownJson(record, day, briefing)),
    ...(disputes.length === 0 ? {} : { disputedBy: disputes }),
  };
}

function ownJson(record: BriefingRecord, day: string, briefing: Briefing): object {
  const actor = (id: string) => actorId(id, briefing);
  const subject = (id: string) => subjectId(id, briefing);
  const one = (kind: Named, id: string | undefined) => (id === undefined ? undefined : `${kind}:${id}`);
  const some = (id: string | undefined) => (id === undefined ? undefined : actor(id));
  const known = (claim: Claim) => knowledgeJson(claim, briefing);
  switch (record.kind) {
    case 'source': {
      const { id, published, origin, ...rest } = record;
      return {
        ...rest,
        published: dateJson(published),
        origin: `source:${origin}`,
        isFirstReport: origin === id,
        printsExactWords: printsExactWords(record),
      };
    }
    case 'party': {
      const { partOf, members, ...rest } = record;
      return { ...rest, partOf: some(partOf), members: members?.map(recordId), id: recordId(record) };
    }
    case 'person':
      return { ...record, ...named(record), party: some(record.party) };
    case 'text':
      return {
        ...{ ...record, ...named(record), authors: record.authors.map(actor) },
        annexTo: one('text', record.annexTo),
        parents: record.parents.map((id) => `text:${id}`),
        known: dateJson(record.known),
        published: record.published === undefined ? undefined : dateJson(record.published),
        isMain: record.id === briefing.mainText,
        isLatest: record.id === briefing.latestText,
      };
    case 'provision':
      return { ...record, id: recordId(record), readings: record.readings.map(recordId) };
    case 'reading': {
      const { provenance, ...rest } = record;
      return {
        ...{ ...rest, ...named(record), knowledge: known(record) },
        provision: one('provision', record.provision),
        text: one('text', record.text),
      };
    }
    case 'statement': {
      const { provenance, partOf, occasionId, ...rest } = record;
      return {
        ...{ ...rest, id: recordId(record), knowledge: known(record) },
        speaker: actor(record.speaker),
        isVerbatim: isVerbatim(record),
        date: dateJson(record.date),
        occasionRecord: one('occasion', occasionId),
        partOf: one('statement', partOf),
        about: record.about.map(subject),
        sources: record.sources.map(({ source, credits, ...printing }) =>
          withoutUndefined({ source: `source:${source}`, ...printing, credits: some(credits) }),
        ),
      };
    }
    case 'occasion':
      return {
        ...{ ...record, ...named(record), date: dateJson(record.date) },
        speakers: record.speakers.map(actor),
        about: record.about.map(subject),
      };
    case 'event': {
      const { provenance, ...rest } = record;
      return {
        ...{ ...rest, ...named(record), knowledge: known(record), date: dateJson(record.date) },
        who: record.who.map(actor),
        about: record.about.map(subject),
        isOverdue: isOverdue(record, day) || undefined,
        isCalledOff: isCalledOff(record, briefing, day) || undefined,
      };
    }
    case 'position': {
      const { provenance, ...rest } = record;
      return {
        ...{ ...rest, ...named(record), knowledge: known(record), date: dateJson(record.date) },
        party: actor(record.party),
        per: some(record.per),
        about: record.about.map(subject),
      };
    }
    case 'member':
    case 'vote':
    case 'figure':
    case 'value':
    case 'deadline':
    case 'step':
      return trackedJson(record, day, briefing);
    case 'conflict':
      return {
        ...{ ...record, id: recordId(record), isOpen: isOpenConflict(record.type) },
        sides: record.sides.map(({ claim, sources }) => ({ claim, sources: refsJson(sources) })),
      };
    case 'gap':
      return { ...record, id: recordId(record), about: record.about.map(subject) };
    default:
      return unreachable(record);
  }
}
