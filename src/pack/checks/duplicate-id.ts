import type { ListName } from '../format/lists.ts';
import { shown } from '../read/problem.ts';
import type { Check } from './check.ts';

/** Lists whose records are pointed to by the same keys, so that an id may stand in one of them only. */
const SHARED: readonly (readonly [ListName, ListName])[] = [
  ['parties', 'persons'],
  ['texts', 'provisions'],
];

/** An id stands once. */
export const duplicateId: Check = {
  name: 'duplicate-id',
  rule: 'an id stands once among records of its kind; parties and persons share theirs, as do texts and provisions',
  *check({ records }) {
    const finding = {
      path: [],
      rule: duplicateId.name,
      expected: 'an id of its own',
      hint: 'Rename one of the two.',
    };
    for (const { id, again, first } of records.repeated) {
      yield { ...finding, ...again, found: shown(id), also: first };
    }
    for (const [list, other] of SHARED) {
      for (const [id, place] of records.ids[other]) {
        const first = records.ids[list].get(id);
        if (first !== undefined) yield { ...finding, ...place, found: shown(id), also: first };
      }
    }
  },
};
