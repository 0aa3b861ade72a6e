import type { Person, Role } from '../../../../domain/actor.ts';
import { evidenceOf } from '../../../../search/evidence/evidence-index.ts';
import { phraseWords } from '../../../../search/names/topics.ts';
import { type Decision, headedBy, MOST_UNITS } from '../../decision.ts';
import type { Found } from '../../found.ts';

/** "Chair before X", "X's predecessor", "who did X replace". */
const EARLIER = /\b(?:before|preceded|precedes|predecessors?)\b/i;
const DID = /\bdid\b/i;
const TAKES = /\b(?:replace|succeed|follow|take over from)\b/i;
/** "Who came after X", "X's successor", "who replaced X". */
const LATER =
  /\b(?:after|succeeded|succeeds|successors?|replaced|replaces|replacement|took over from|followed|follows)\b/i;
/** What may stand beside the name, the office and the order of the two. */
const BESIDE = new Set(
  `and so but who whos whose what was were is are did does the a an of in to for as s his her their came come take took over from
  before after precede preceded precedes predecessor predecessors succeed succeeded succeeds successor successors replace
  replaced replaces replacement follow followed follows job post role office one person man woman name now then held had
  has been become became`.split(/\s+/),
);

/** Who held somebody's office before or after: by the days of the offices on record. Null where no office of his has another holder. */
export function nextInOffice({ units, asked }: Found): Decision | null {
  const { mentions, briefing, thread } = asked;
  if (mentions.texts.length > 0 || mentions.period !== null) return null;
  const earlier = EARLIER.test(mentions.plain) || (DID.test(mentions.plain) && TAKES.test(mentions.plain));
  if (!earlier && !LATER.test(mentions.plain)) return null;
  // Whose name is typed, before whoever holds the office that is.
  const people = mentions.named
    .toSorted((a, b) => Number(a.how === 'role') - Number(b.how === 'role'))
    .flatMap(({ actors }) => (actors.length === 1 ? actors : []));
  // "And the one before?" goes on from who was told.
  const before = people.length === 0 && thread?.record.kind === 'person' ? [thread.record] : [];
  const [person] = [...people, ...before].filter((one) => one.kind === 'person');
  if (person?.kind !== 'person') return null;
  const named = new Set(mentions.named.flatMap(({ from, to }) => mentions.words.slice(from, to)));
  const left = mentions.words.filter((word) => !named.has(word) && !BESIDE.has(word));
  const holding = (all: boolean) =>
    person.roles.filter(({ title }) => {
      const words = phraseWords(title);
      return all ? left.every((word) => words.includes(word)) : left.some((word) => words.includes(word));
    });
  const whole = holding(true);
  const roles = whole.length > 0 ? whole : holding(false);
  const persons = briefing.actors.flatMap((one) =>
    one.kind === 'person' && one.id !== person.id ? [one] : [],
  );
  const found = roles.flatMap((role) => besideRole(role, persons, earlier) ?? [])[0];
  const lead = found === undefined ? undefined : evidenceOf(briefing).unit(`person:${found.id}`);
  if (lead === undefined) return null;
  const own = evidenceOf(briefing).unit(`person:${person.id}`);
  const shown = headedBy(
    lead,
    units.filter((unit) => unit !== own),
  );
  return {
    kind: 'answer',
    verdict: null,
    units: [lead, ...(own === undefined ? [] : [own]), ...shown.filter((unit) => unit !== lead)].slice(
      0,
      MOST_UNITS,
    ),
    fit: 0.8,
  };
}

/** The holder of the same office whose days are nearest before, or after. */
function besideRole(role: Role, persons: readonly Person[], earlier: boolean): Person | null {
  const title = role.title.toLowerCase();
  const others = persons.flatMap((person) =>
    person.roles.flatMap((one) => (one.title.toLowerCase() === title ? [{ person, role: one }] : [])),
  );
  const { from, to } = role;
  const near = earlier
    ? others
        .filter((one) => from !== undefined && (one.role.from ?? one.role.to ?? '9999') < from)
        .toSorted((a, b) => ((a.role.from ?? a.role.to ?? '') < (b.role.from ?? b.role.to ?? '') ? 1 : -1))
    : others
        .filter((one) => (to ?? from) !== undefined && (one.role.from ?? '') >= (to ?? from ?? ''))
        .toSorted((a, b) => ((a.role.from ?? '') < (b.role.from ?? '') ? -1 : 1));
  return near[0]?.person ?? null;
}
