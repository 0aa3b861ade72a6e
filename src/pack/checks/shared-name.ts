import { nameKey } from '../../domain/words/name-key.ts';
import { findingIn, type Located } from '../format/records.ts';
import { type Finding, shown } from '../read/problem.ts';
import type { Check } from './check.ts';

/** What the three kinds have in common; `label` only texts. */
interface Named {
  readonly id: string;
  readonly name: string;
  readonly label?: string | undefined;
  readonly aliases: readonly string[];
}

/** A name means one actor. */
export const sharedAlias: Check = {
  name: 'shared-alias',
  rule: 'no two parties or persons share a name or alias, whatever the case, accents and punctuation',
  check: ({ records }) =>
    sharedNames([...records.lists.parties, ...records.lists.persons], sharedAlias.name, 'actor'),
};

/** A name means one text. */
export const sharedTextName: Check = {
  name: 'shared-text-name',
  rule: 'no two texts share a name, label or alias, whatever the case, accents and punctuation',
  check: ({ records }) => sharedNames(records.lists.texts, sharedTextName.name, 'text'),
};

/** A name means one occasion. */
export const sharedOccasionName: Check = {
  name: 'shared-occasion-name',
  rule: 'no two occasions share a name or alias, whatever the case, accents and punctuation',
  check: ({ records }) => sharedNames(records.lists.occasions, sharedOccasionName.name, 'occasion'),
};

/** Told at the later of two records, with the place of the first beside. A record may repeat a name of its own. */
function* sharedNames(records: readonly Located<Named>[], rule: string, owner: string): Iterable<Finding> {
  const first = new Map<
    string,
    { readonly id: string; readonly place: Located<Named>; readonly path: NamePath }
  >();
  for (const record of records) {
    for (const [name, path] of namesOf(record.data)) {
      const key = nameKey(name);
      // Names are found by letters and digits: one without any could never be asked for.
      if (key === '') {
        yield findingIn(record, path, {
          rule,
          expected: 'a name with a letter or digit',
          found: shown(name),
        });
        continue;
      }
      const taken = first.get(key);
      if (taken === undefined) first.set(key, { id: record.data.id, place: record, path });
      else if (taken.id !== record.data.id) {
        yield findingIn(record, path, {
          rule,
          expected: `a name of one ${owner} only`,
          found: `${shown(name)}, which "${taken.id}" has`,
          also: { file: taken.place.file, path: [...taken.place.path, ...taken.path] },
          hint: `Keep it for the ${owner} that is meant, or add a word that tells the two apart.`,
        });
      }
    }
  }
}

/** Where a name stands in its record. */
type NamePath = readonly (string | number)[];

/** A label counts as a name: people type what tables show them. */
function namesOf({ name, label, aliases }: Named): readonly (readonly [string, NamePath])[] {
  return [
    [name, ['name']],
    ...(label === undefined ? [] : [[label, ['label']] as const]),
    ...aliases.map((alias, index) => [alias, ['aliases', index]] as const),
  ];
}
