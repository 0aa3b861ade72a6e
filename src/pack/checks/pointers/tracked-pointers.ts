import type { ListName } from '../../format/lists.ts';
import type { Located, PackRecords } from '../../format/records.ts';
import { valueKey } from '../../read/tracked.ts';
import type { Target, Visit } from './pointer.ts';

type Lists = PackRecords['lists'];

/** Records that stand inside another one, by the word that a pointer to them begins with. */
const PARTS = {
  member: {
    list: 'parties',
    words: 'a membership of the pack as "member:group/who"',
    of: ({ parties }) =>
      parties.flatMap(({ data }) =>
        data.members.flatMap(({ id, who, to, left }) => {
          const joined = `member:${data.id}/${id ?? who}`;
          // Somebody who never left has no record of leaving to point to.
          return to === undefined && left === undefined ? [joined] : [joined, `${joined}/left`];
        }),
      ),
  },
  value: {
    list: 'figures',
    words: 'a value of the pack as "value:figure/day"',
    of: ({ figures }) =>
      figures.flatMap(({ data }) => data.values.map((value) => `value:${data.id}/${valueKey(value)}`)),
  },
  step: {
    list: 'deadlines',
    words: 'a step of the pack as "step:deadline/step"',
    of: ({ deadlines }) =>
      deadlines.flatMap(({ data }) => data.steps.map(({ id, step }) => `step:${data.id}/${id ?? step}`)),
  },
} as const satisfies Readonly<
  Record<string, { list: ListName; words: string; of: (lists: Lists) => readonly string[] }>
>;
/** A kind of record within a record, as a pointer is written: `value:figure/day`. */
export type PartKind = keyof typeof PARTS;

/** Own keys only: "constructor" in a pack is no kind. */
export function isPartKind(kind: string): kind is PartKind {
  return Object.hasOwn(PARTS, kind);
}

const pointersRead = new WeakMap<Lists, Map<PartKind, ReadonlySet<string>>>();

/** Every part of one kind as pointers name them: gone through once a pack, whatever points to them. */
export function partsOf(kind: PartKind, lists: Lists) {
  const { list, words, of } = PARTS[kind];
  const known = pointersRead.get(lists) ?? new Map<PartKind, ReadonlySet<string>>();
  pointersRead.set(lists, known);
  const pointers = known.get(kind) ?? new Set(of(lists));
  known.set(kind, pointers);
  return { list, words, pointers };
}

/** The ways in which `eachPointer` visits a key, handed in so that both files tell of a place in the same way. */
interface Visitors {
  readonly one: (record: Located<unknown>, target: Target, id: string | undefined, key: string) => void;
  readonly each: (record: Located<unknown>, target: Target, ids: readonly string[], key: string) => void;
  readonly cited: (
    record: Located<unknown>,
    refs: readonly { readonly source: string }[],
    ...path: readonly (string | number)[]
  ) => void;
}

/** Visits what members, votes, figures and deadlines point to. */
export function eachTrackedPointer(
  { parties, votes, figures, deadlines }: Lists,
  visit: Visit,
  { one, each, cited }: Visitors,
): void {
  for (const party of parties) {
    for (const [index, { who, sources, left = [] }] of party.data.members.entries()) {
      visit(party, 'actor', who, 'members', index, 'who');
      cited(party, sources, 'members', index);
      for (const [at, { source }] of left.entries())
        visit(party, 'source', source, 'members', index, 'left', at, 'source');
    }
  }
  for (const vote of votes) {
    one(vote, 'party', vote.data.body, 'body');
    each(vote, 'subject', vote.data.about, 'about');
    for (const [choice, voters] of Object.entries(vote.data.named)) {
      for (const [index, { who }] of voters.entries()) visit(vote, 'actor', who, 'named', choice, index);
    }
    cited(vote, vote.data.sources);
  }
  for (const figure of figures) {
    each(figure, 'subject', figure.data.about, 'about');
    for (const [index, { per, sources }] of figure.data.values.entries()) {
      if (per !== undefined) visit(figure, 'actor', per, 'values', index, 'per');
      cited(figure, sources, 'values', index);
    }
  }
  for (const deadline of deadlines) {
    each(deadline, 'actor', deadline.data.who, 'who');
    each(deadline, 'subject', deadline.data.about, 'about');
    for (const [index, { per, sources }] of deadline.data.steps.entries()) {
      if (per !== undefined) visit(deadline, 'actor', per, 'steps', index, 'per');
      cited(deadline, sources, 'steps', index);
    }
  }
}
