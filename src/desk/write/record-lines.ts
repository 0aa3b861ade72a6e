import { CORE_SCHEMA, dump } from 'js-yaml';
import { LISTS, type ListName } from '../../pack/format/lists.ts';

/** A record as it stands in its file, before the schema fills in defaults and reads dates. */
export type RawRecord = Readonly<Record<string, unknown>>;

/** The lines of one key of a record, in a person's style, without indentation and line ends. Never empty. */
export type KeyLines = readonly string[];

// A value that stands twice is written out twice: packs have no anchors.
const OPTIONS = { lineWidth: -1, schema: CORE_SCHEMA, noRefs: true } as const;
/** A list of ids stands on its key's line where it is no longer than this, in characters. */
const LONGEST_LINE = 110;

/** A record's keys in the order in which its kind's schema tells them; unknown ones last, in their own order. */
export function keysInOrder(list: ListName, record: RawRecord): readonly string[] {
  // An actor that packs share says so right behind its id.
  const known = Object.keys(LISTS[list].shape).toSpliced(1, 0, 'from', 'also');
  const placed = known.filter((key) => record[key] !== undefined);
  return [
    ...placed,
    ...Object.keys(record).filter((key) => !known.includes(key) && record[key] !== undefined),
  ];
}

/** One key with its value. Lists of words and numbers stand on one line, everything else below its key. */
export function keyLines(key: string, value: unknown): KeyLines {
  if (Array.isArray(value) && value.every((item) => typeof item === 'string' || typeof item === 'number')) {
    const line = `${dumpedKey(key)}: ${dump(value, { ...OPTIONS, flowLevel: 0 }).trimEnd()}`;
    if (line.length <= LONGEST_LINE) return [line];
  }
  return dump({ [key]: value }, OPTIONS)
    .replace(/\n$/, '')
    .split('\n');
}

/** A whole new record below its dash: the first line begins with the dash, the others are indented by two. */
export function recordLines(list: ListName, record: RawRecord): KeyLines {
  const lines = keysInOrder(list, record).flatMap((key) => keyLines(key, record[key]));
  return lines.map((line, at) => (at === 0 ? `- ${line}` : line === '' ? '' : `  ${line}`));
}

function dumpedKey(key: string): string {
  return dump({ [key]: 0 }, OPTIONS).replace(/: 0\n$/, '');
}
