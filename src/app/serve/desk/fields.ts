import type { OptionValues } from '../../../core/command.ts';
import { keyLines, type RawRecord } from '../../../desk/write/record-lines.ts';
import type { Briefing } from '../../../domain/briefing.ts';
import { Refusal } from '../../../domain/errors.ts';
import { isMapping } from '../../../domain/mapping.ts';
import type { ListName } from '../../../pack/format/lists.ts';
import { readYaml } from '../../../pack/yaml/read-yaml.ts';
import { whoIsMeant } from '../../../search/names/find-actor.ts';

/** Which key of a record each field of a form stands for, by list; what has none is among `more`. */
const KEYS: Readonly<Partial<Record<ListName, Readonly<Record<string, string>>>>> = {
  statements: { words: 'words', gist: 'gist', who: 'speaker', date: 'date' },
  events: { words: 'what', gist: 'place', who: 'who', date: 'date' },
  positions: { words: 'wording', gist: 'topic', who: 'party', date: 'date' },
  persons: { words: 'name' },
  parties: { words: 'name' },
  conflicts: { words: 'title', gist: 'assessment' },
};
/** What a form never shows: an id is for life, and sources come from the article. */
const NOT_SHOWN: ReadonlySet<string> = new Set(['id', 'sources', 'withdrawn', 'amended', 'draft']);

/** A record as a form shows it: what is said most in fields of their own, every other key a line of `more`. */
export function fieldsOf(list: ListName, record: RawRecord, missing: readonly string[]): OptionValues {
  const keys = KEYS[list] ?? {};
  const own = new Set(Object.values(keys));
  const values = Object.entries(keys).flatMap(([field, key]) => {
    const value = record[key];
    if (value === undefined) return [];
    const words = Array.isArray(value) ? value.join(', ') : typeof value === 'object' ? '' : String(value);
    return words === '' ? [] : [[field, words] as const];
  });
  const rest = Object.entries(record).filter(
    ([key, value]) => !NOT_SHOWN.has(key) && value !== undefined && (!own.has(key) || isMapping(value)),
  );
  const lines = [
    ...rest.flatMap(([key, value]) => keyLines(key, value)),
    ...missing.filter((key) => !own.has(key) && !NOT_SHOWN.has(key)).map((key) => `${key}:`),
  ];
  return Object.fromEntries([
    ...values,
    ...(lines.length === 0 ? [] : [['more', lines.join('\n')] as const]),
  ]);
}

/**
 * The keys that what was filled in changes, null for those it takes out. What stands in a form as it was changes nothing.
 * Throws a `Refusal` for a name that nobody has and for lines that are none.
 */
export function changesIn(
  list: ListName,
  record: RawRecord,
  values: OptionValues,
  briefing: Briefing,
): RawRecord {
  const keys = KEYS[list] ?? {};
  const shown = fieldsOf(list, record, []);
  const changed: Record<string, unknown> = {};
  for (const [field, key] of Object.entries(keys)) {
    const value = values[field]?.trim() ?? '';
    if (value === '' || value === shown[field]) continue;
    if (value === '-') changed[key] = null;
    else changed[key] = field === 'who' ? whoIn(value, key === 'who', briefing) : value;
  }
  const more = values['more']?.trim() ?? '';
  if (more === '' || more === shown['more']) return changed;
  const read = readYaml(Buffer.from(`${more}\n`));
  const [problem] = read.problems;
  if (problem !== undefined || !isMapping(read.value))
    throw new Refusal(
      'bad-value',
      `more takes lines like "provenance: named-source"; line ${problem?.line ?? 1} is none.`,
    );
  for (const [key, value] of Object.entries(read.value)) {
    if (NOT_SHOWN.has(key)) throw new Refusal('bad-value', `more cannot change ${key}.`);
    // A key that was missing and still is stands there empty.
    if (value !== null || record[key] !== undefined) changed[key] = value;
  }
  return changed;
}

/** Ids of those whose names are typed, or the ids themselves; the people of a draft have only these. */
function whoIn(typed: string, many: boolean, briefing: Briefing): string | readonly string[] {
  const ids = typed
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
    .map((name) => (/^[a-z0-9]+(?:-[a-z0-9]+)+$/.test(name) ? name : actorNamed(name, briefing)));
  return many ? ids : (ids[0] ?? '');
}

/** @throws Refusal for a name that is nobody's, or several people's */
export function actorNamed(name: string, briefing: Briefing): string {
  const meant = whoIsMeant(name, briefing);
  switch (meant.kind) {
    case 'one':
      return meant.actor.id;
    case 'several':
      throw new Refusal(
        'bad-value',
        `“${name}” may be ${meant.actors
          .slice(0, 4)
          .map((actor) => actor.name)
          .join(' or ')}: write the whole name.`,
      );
    case 'nobody': {
      const near = meant.near.map((actor) => actor.name);
      const hint = near.length === 0 ? '' : ` Did you mean ${near.join(' or ')}?`;
      throw new Refusal('bad-value', `Nobody in this briefing is called “${name}”.${hint}`);
    }
  }
}
