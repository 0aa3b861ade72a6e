import { KIND_NAMES, KINDS } from '../../format/kinds.ts';
import { type ListName, RECORD_KINDS } from '../../format/lists.ts';
import { findingIn, type Located, type PackRecords } from '../../format/records.ts';
import { type Finding, nearestOfFew, shown } from '../../read/problem.ts';
import type { Check } from '../check.ts';
import { TARGETS, type Target, type Visit } from './pointer.ts';
import { eachTrackedPointer, isPartKind, type PartKind, partsOf } from './tracked-pointers.ts';

/** Whatever is pointed to is there. */
export const unknownReference: Check = {
  name: 'unknown-reference',
  rule: 'every id that is pointed to belongs to a record of the pack',
  check({ records }) {
    const findings: Finding[] = [];
    // Of a list with a file that could not be read nothing is said: one slip in the YAML would be a hundred findings.
    const isUnread = (list: ListName) =>
      KIND_NAMES.some((kind) => records.unread.has(kind) && KINDS[kind].lists.some((name) => name === list));

    eachPointer(records, (record, target, id, ...path) => {
      const { lists, words } = TARGETS[target];
      if (lists.some((list) => records.ids[list].has(id)) || lists.some(isUnread)) return;
      // A draft is not a slip of the keyboard: another id near it would mislead.
      const isDraft = lists.some((list) => records.drafts[list].has(id));
      const problem = isDraft
        ? leftOut(words, id, isWithdrawn(records, lists, id))
        : missing(records, words, id, () => lists.flatMap((list) => [...records.ids[list].keys()]));
      findings.push(findingIn(record, path, problem));
    });
    for (const record of [...records.lists.conflicts, ...records.lists.questions]) {
      for (const [index, id] of record.data.records.entries()) {
        const problem = missingRecord(records, id, isUnread);
        if (problem !== null) findings.push(findingIn(record, ['records', index], problem));
      }
    }
    return findings;
  },
};

/** What is published cannot rest on what answers nothing. */
function leftOut(expected: string, id: string, isGone: boolean) {
  const hint = isGone
    ? 'Withdraw what rests on it too, or take the id out here.'
    : 'Publish that record first: put it into your own words and take out its "draft: true".';
  return {
    rule: unknownReference.name,
    expected,
    found: `${shown(id)}, ${isGone ? 'withdrawn' : 'a draft'}`,
    hint,
  };
}

function isWithdrawn({ withdrawn }: PackRecords, lists: readonly ListName[], id: string): boolean {
  return lists.some((list) => withdrawn.some(({ record }) => record === `${RECORD_KINDS[list]}:${id}`));
}

/** A pointer to nothing, with the nearest id there is: most are slips of the keyboard. */
function missing(records: PackRecords, expected: string, id: string, names: () => Iterable<string>) {
  const near = nearestOfFew(records, id, names);
  const hint = near === undefined ? {} : { hint: `Did you mean "${near}"?` };
  return { rule: unknownReference.name, expected, found: shown(id), ...hint };
}

/** A pointer with its kind before it: `statement:x`, `reading:provision/text`. */
function missingRecord(records: PackRecords, pointer: string, isUnread: (list: ListName) => boolean) {
  const colon = pointer.indexOf(':');
  const [kind, id] = [pointer.slice(0, colon), pointer.slice(colon + 1)];
  if (kind === 'reading') return missingReading(records, pointer, id, isUnread);
  if (isPartKind(kind)) return missingPart(kind, records, pointer, isUnread);
  // The schema has let only kinds through that there are.
  if (!isTarget(kind)) return null;
  const { lists, words } = TARGETS[kind];
  if (lists.some((list) => records.ids[list].has(id)) || lists.some(isUnread)) return null;
  if (lists.some((list) => records.drafts[list].has(id)))
    return leftOut(`${words} after "${kind}:"`, pointer, isWithdrawn(records, lists, id));
  const names = () =>
    lists.flatMap((list) => Array.from(records.ids[list].keys(), (name) => `${kind}:${name}`));
  return missing(records, `${words} after "${kind}:"`, pointer, names);
}

/** A reading has no id of its own: it is known by its provision and its text. */
function missingReading(
  records: PackRecords,
  pointer: string,
  id: string,
  isUnread: (list: ListName) => boolean,
) {
  if (isUnread('provisions')) return null;
  const [provision = '', text = ''] = id.split('/');
  if (records.drafts.provisions.has(provision) || records.drafts.provisions.has(id)) {
    const isGone = records.withdrawn.some(
      ({ record }) => record === pointer || record === `provision:${provision}`,
    );
    return leftOut('a reading of the pack as "reading:provision/text"', pointer, isGone);
  }
  const row = records.lists.provisions.find(({ data }) => data.id === provision);
  // A row that is there but malformed may well have the reading.
  if (row === undefined && records.ids.provisions.has(provision)) return null;
  if (row?.data.readings.some((reading) => reading.text === text)) return null;
  const readings = () =>
    records.lists.provisions.flatMap(({ data }) =>
      data.readings.map((reading) => `reading:${data.id}/${reading.text}`),
    );
  return missing(records, 'a reading of the pack as "reading:provision/text"', pointer, readings);
}

/** Members, values and steps likewise, by the record they stand in. */
function missingPart(
  kind: PartKind,
  records: PackRecords,
  pointer: string,
  isUnread: (list: ListName) => boolean,
) {
  const { list, words, pointers } = partsOf(kind, records.lists);
  if (isUnread(list) || pointers.has(pointer)) return null;
  // What is there but malformed may well have the part.
  const [whole = ''] = pointer.slice(kind.length + 1).split('/');
  const isWellFormed = records.lists[list].some(({ data }) => data.id === whole);
  if (!isWellFormed && records.ids[list].has(whole)) return null;
  return missing(records, words, pointer, () => pointers);
}

function isTarget(kind: string): kind is Target {
  return Object.hasOwn(TARGETS, kind);
}

/**
 * Every pointer of a pack but the `records` of conflicts and questions, which carry their kind. A new key that holds
 * an id needs a line here.
 */
function eachPointer({ story, lists }: PackRecords, visit: Visit): void {
  const one = (record: Located<unknown>, target: Target, id: string | undefined, key: string) => {
    if (id !== undefined) visit(record, target, id, key);
  };
  const each = (record: Located<unknown>, target: Target, ids: readonly string[], key: string) => {
    for (const [index, id] of ids.entries()) visit(record, target, id, key, index);
  };
  const cited = (
    record: Located<unknown>,
    refs: readonly { readonly source: string }[],
    ...path: readonly (string | number)[]
  ) => {
    for (const [index, { source }] of refs.entries())
      visit(record, 'source', source, ...path, 'sources', index, 'source');
  };

  if (story !== undefined) {
    one(story, 'text', story.data.main_text, 'main_text');
    one(story, 'text', story.data.latest_text, 'latest_text');
    for (const [index, line] of story.data.lead.entries()) cited(story, line.sources, 'lead', index);
  }
  for (const source of lists.sources) one(source, 'source', source.data.origin, 'origin');
  for (const party of lists.parties) one(party, 'party', party.data.part_of, 'part_of');
  for (const person of lists.persons) {
    one(person, 'party', person.data.party, 'party');
    cited(person, person.data.sources);
  }
  for (const text of lists.texts) {
    each(text, 'actor', text.data.authors, 'authors');
    each(text, 'text', text.data.parents, 'parents');
    one(text, 'text', text.data.annex_to, 'annex_to');
    cited(text, text.data.sources);
  }
  for (const provision of lists.provisions) {
    for (const [index, reading] of provision.data.readings.entries()) {
      visit(provision, 'text', reading.text, 'readings', index, 'text');
      cited(provision, reading.sources, 'readings', index);
    }
  }
  for (const statement of lists.statements) {
    one(statement, 'actor', statement.data.speaker, 'speaker');
    one(statement, 'statement', statement.data.part_of, 'part_of');
    each(statement, 'subject', statement.data.about, 'about');
    cited(statement, statement.data.sources);
    for (const [index, { credits }] of statement.data.sources.entries()) {
      if (credits !== undefined) visit(statement, 'actor', credits, 'sources', index, 'credits');
    }
  }
  for (const occasion of lists.occasions) {
    each(occasion, 'actor', occasion.data.speakers, 'speakers');
    each(occasion, 'subject', occasion.data.about, 'about');
    cited(occasion, occasion.data.sources);
  }
  for (const event of lists.events) {
    each(event, 'actor', event.data.who, 'who');
    each(event, 'subject', event.data.about, 'about');
    cited(event, event.data.sources);
  }
  for (const position of lists.positions) {
    one(position, 'actor', position.data.party, 'party');
    one(position, 'actor', position.data.per, 'per');
    each(position, 'subject', position.data.about, 'about');
    cited(position, position.data.sources);
  }
  eachTrackedPointer(lists, visit, { one, each, cited });
  for (const conflict of lists.conflicts) {
    for (const [index, side] of conflict.data.sides.entries()) cited(conflict, side.sources, 'sides', index);
  }
  for (const gap of lists.gaps) each(gap, 'topic', gap.data.about, 'about');
}
