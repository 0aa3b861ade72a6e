import { standingOf } from '../../domain/tracked/deadline.ts';
import { formatWhen, latestDay } from '../../domain/when.ts';
import { shown } from '../../pack/read/problem.ts';
import { type Advice, advised } from './advice.ts';

/**
 * A subject that has no reading of a text everybody can read is told as absent from it, which nobody may have looked at.
 * Only texts in the line that leads to the latest one count: what a proposal beside it leaves out is no news.
 */
export const unreadInLatest: Advice = {
  rule: 'every subject has a reading of the newest text in play that is public',
  *find({ briefing, records: { lists } }) {
    const texts = new Map(lists.texts.map((text) => [text.data.id, text.data]));
    const line = new Set([briefing.latestText]);
    // A set is gone through to what is added on the way; the checks refuse rings.
    for (const id of line) for (const parent of texts.get(id)?.parents ?? []) line.add(parent);
    const newest = [...line]
      .flatMap((id) => texts.get(id) ?? [])
      .filter(({ status }) => status === 'full')
      .toSorted((a, b) =>
        latestDay(a.published ?? a.known) < latestDay(b.published ?? b.known) ? 1 : -1,
      )[0];
    if (newest === undefined) return;
    for (const provision of lists.provisions) {
      if (provision.data.readings.some(({ text }) => text === newest.id)) continue;
      yield advised(provision, ['readings'], {
        expected: `a reading of "${newest.id}", the newest public text in play`,
        found: 'none',
        hint: `Write what ${newest.name} says on it, or "change: absent" where it does not touch it.`,
      });
    }
  },
};

/** Somebody who is quoted and whose stand nobody has written down: "where do they stand" has no answer. */
export const voicesWithoutPosition: Advice = {
  rule: 'every party that is quoted, itself or by its people, has a position',
  *find({ records: { lists } }) {
    const positions = new Set(lists.positions.map(({ data }) => data.party));
    const partyOf = new Map(lists.persons.map(({ data }) => [data.id, data.party]));
    const above = new Map(lists.parties.map(({ data }) => [data.id, data.part_of]));
    const speakers = new Map(lists.occasions.map(({ data }) => [data.id, data.speakers[0]]));
    const said = new Map<string, number>();
    for (const { data } of lists.statements) {
      if (data.about.length === 0) continue;
      const speaker = data.speaker ?? speakers.get(data.occasion);
      const party = speaker === undefined ? undefined : (partyOf.get(speaker) ?? speaker);
      if (party !== undefined) said.set(party, (said.get(party) ?? 0) + 1);
    }
    // The checks refuse rings, so this ends.
    const stands = (id: string | undefined): boolean =>
      id !== undefined && (positions.has(id) || stands(above.get(id)));
    const people = new Set(
      lists.positions.flatMap(({ data }) => [partyOf.get(data.party), partyOf.get(data.per ?? '')]),
    );
    const groups = lists.parties.filter(({ data }) => positions.has(data.id));
    const members = new Set(groups.flatMap(({ data }) => data.members.map(({ who }) => who)));
    for (const party of lists.parties) {
      const { id, name } = party.data;
      const count = said.get(id) ?? 0;
      if (count === 0 || stands(id) || people.has(id) || members.has(id)) continue;
      yield advised(party, ['id'], {
        expected: 'a position',
        found: `${count} ${count === 1 ? 'statement' : 'statements'} of ${name} or its people on subjects of the pack, and none`,
        hint: 'Write where it stands in positions.yaml, with the source that says so; "open" where it has not made up its mind.',
      });
    }
  },
};

/** A copy that names no first report counts as a report of its own: two papers with one story look like two. */
export const copiesWithoutOrigin: Advice = {
  rule: 'every copy names the first report it traces to',
  *find({ records: { lists } }) {
    for (const source of lists.sources) {
      const { quality, origin } = source.data;
      if (quality === 'original' || quality === 'agency-based' || origin !== undefined) continue;
      yield advised(source, ['quality'], {
        expected: 'an origin',
        found: `${quality} and none, which counts as a report of its own`,
        hint: 'Name the first report as "origin", with a record of its own, or with a note why it is not known.',
      });
    }
  },
};

/** What stands on top has to know of the newest article. */
export const leadBehind: Advice = {
  rule: 'the lead cites something no older than the newest article, or was reviewed since',
  *find({ records: { story, lists } }) {
    if (story === undefined) return;
    const dayOf = new Map(lists.sources.map(({ data }) => [data.id, latestDay(data.published)]));
    const newest = [...dayOf].reduce((best, one) => (one[1] > best[1] ? one : best), ['', ''] as [
      string,
      string,
    ]);
    const lead = story.data.lead.flatMap(({ sources }) =>
      sources.map(({ source }) => dayOf.get(source) ?? ''),
    );
    const last = lead.toSorted().at(-1) ?? '';
    if (last >= newest[1] || story.data.reviewed >= newest[1]) return;
    yield advised(story, ['lead'], {
      expected: `a lead that knows of "${newest[0]}" of ${newest[1]}`,
      found: `one that cites nothing after ${last || 'an undated source'}, reviewed ${story.data.reviewed}`,
      hint: 'Rewrite the lead, or set "reviewed" to the day on which you found that it still holds.',
    });
  },
};

/** A name of several has members, or nobody can say who is meant by it. */
export const groupsWithoutMembers: Advice = {
  rule: 'every group says who belongs to it',
  *find({ records: { lists } }) {
    for (const party of lists.parties) {
      const { id, name, description = '', members } = party.data;
      const isPartOfIt = lists.parties.some(({ data }) => data.part_of === id);
      if (members.length > 0 || isPartOfIt) continue;
      if (!GROUP.test(name) && !SEVERAL.test(description)) continue;
      yield advised(party, ['name'], {
        expected: 'members',
        found: `${shown(name)} without any`,
        hint: 'Write who belongs to it under "members", each with a source; its positions then hold for them.',
      });
    }
  },
};

/** Words that say that several are meant; "the Union" of one state is one actor and rarely called so. */
const GROUP =
  /\b(?:coalition|alliance|group|groups|allies|guarantors|mediators|signatories|countries|governments|leaders|E3|G7|G20|troika|quartet|quad)\b/i;
/** The same of a description, which says "group" of many a company. */
const SEVERAL =
  /\b(?:coalition|alliance|allies|countries|states|governments|signatories|members) (?:of|that|who|with)\b/i;

/** A day that is past and of which nobody has written what became: answers can only say that it is past. */
export const deadlinesPast: Advice = {
  rule: 'every deadline that is past says what became of it',
  *find({ briefing, records: { lists }, today }) {
    for (const [at, deadline] of briefing.deadlines.entries()) {
      const standing = standingOf(deadline, today);
      const record = lists.deadlines[at];
      if (standing?.kind !== 'overdue' || record === undefined) continue;
      yield advised(record, ['steps', deadline.steps.length - 1, 'step'], {
        expected: 'what became of it',
        found: `due ${formatWhen(standing.due)}, which is past`,
        hint: 'Look for a report: add the step "met", "missed", "moved" or "dropped" with its source. Without one leave it: answers say that nobody reports it.',
      });
    }
    for (const event of lists.events) {
      const { status, date } = event.data;
      const day = latestDay(date);
      if (status !== 'expected' || day === '' || day >= today) continue;
      yield advised(event, ['status'], {
        expected: 'what became of an event whose day is past',
        found: `expected, and its day was ${formatWhen(date)}`,
        hint: 'Where a source reports it, give it its day, "status: happened" and that source, under the same id.',
      });
    }
  },
};
