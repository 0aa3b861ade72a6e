import type { ListName } from '../../pack/format/lists.ts';
import type { YamlFile } from '../../pack/yaml/read-yaml.ts';

/** Half-open range of lines, counted from 0. */
export interface LineRange {
  readonly from: number;
  readonly to: number;
}

/** A record of a list as it lies in its file. */
export interface ItemLines extends LineRange {
  /** Columns before its dash. */
  readonly dash: number;
  /** The keys of the record, each from its own line to the next one's, notes above the next left out. */
  readonly keys: ReadonlyMap<string, LineRange>;
}

/** Thrown where a file is written in a way that has no lines of its own for each record: it is for a person to edit. */
export class NoPlaceToWrite extends Error {}

/**
 * Where the records of a list lie. A record reaches from its dash to the last line of its own; empty lines and notes
 * that stand no deeper than its dash belong to what follows.
 * @throws NoPlaceToWrite where records share a line: `sources: [{id: x}]`
 */
export function itemsOf(
  lines: readonly string[],
  list: ListName,
  items: readonly unknown[],
  lineOf: YamlFile['lineOf'],
): readonly ItemLines[] {
  const starts = items.map((_, at) => dashLine(lines, lineOf([list, at]) - 1, list));
  return items.map((item, at) => {
    const from = starts[at] ?? 0;
    const dash = indentOf(lines[from] ?? '');
    const end = starts[at + 1] ?? endOfList(lines, from, dash);
    const to = withoutTail(lines, from, end, dash);
    return { from, to, dash, keys: keysOf(lines, { from, to }, item, (key) => lineOf([list, at, key]) - 1) };
  });
}

/** The line with the dash of a record, which may stand above its first key. */
function dashLine(lines: readonly string[], line: number, list: ListName): number {
  for (let at = line; at >= 0; at -= 1) {
    const words = lines[at] ?? '';
    if (/^ *-(?: |$)/.test(words)) return at;
    if (!isNeutral(words) && at !== line) break;
  }
  throw new NoPlaceToWrite(
    `line ${line + 1}: an entry of "${list}" that begins with a dash on a line of its own`,
  );
}

function endOfList(lines: readonly string[], from: number, dash: number): number {
  for (let at = from + 1; at < lines.length; at += 1) {
    const words = lines[at] ?? '';
    if (isNeutral(words)) continue;
    const indent = indentOf(words);
    if (indent < dash || (indent === dash && !/^ *-(?: |$)/.test(words))) return at;
  }
  return lines.length;
}

/** Without the empty lines and notes at its end that stand no deeper than `column`. */
function withoutTail(lines: readonly string[], from: number, end: number, column: number): number {
  let to = end;
  while (to > from + 1) {
    const words = lines[to - 1] ?? '';
    if (!isNeutral(words) || (words.trim() !== '' && indentOf(words) > column)) break;
    to -= 1;
  }
  return to;
}

function keysOf(
  lines: readonly string[],
  item: LineRange,
  record: unknown,
  lineOf: (key: string) => number,
): ReadonlyMap<string, LineRange> {
  const names = typeof record === 'object' && record !== null ? Object.keys(record) : [];
  const starts = names.map((name) => [name, lineOf(name)] as const).sort(([, a], [, b]) => a - b);
  return new Map(
    starts.map(([name, from], at) => {
      const end = starts[at + 1]?.[1] ?? item.to;
      const column = indentOf((lines[from] ?? '').replace(/^( *)-/, '$1 '));
      return [name, { from, to: withoutTail(lines, from, Math.max(end, from + 1), column) }];
    }),
  );
}

/** Says nothing to YAML, unless it stands within a text of several lines. */
function isNeutral(line: string): boolean {
  return /^\s*(?:#|$)/.test(line);
}

export function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}
