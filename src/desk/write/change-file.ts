import { isDeepStrictEqual } from 'node:util';
import { isMapping } from '../../domain/mapping.ts';
import type { ListName } from '../../pack/format/lists.ts';
import { MOST_BYTES } from '../../pack/read/pack-folder.ts';
import { type Note, notesOf } from '../../pack/yaml/notes.ts';
import { readYaml } from '../../pack/yaml/read-yaml.ts';
import { type ItemLines, itemsOf, NoPlaceToWrite } from './list-lines.ts';
import { keyLines, keysInOrder, type RawRecord, recordLines } from './record-lines.ts';

/** What is to be done to one record of a list. `was`: the record as whoever decided has seen it; absent where it is new. */
export type RecordChange =
  | { readonly kind: 'put'; readonly list: ListName; readonly record: RawRecord; readonly was?: RawRecord }
  | { readonly kind: 'remove'; readonly list: ListName; readonly id: string; readonly was: RawRecord };

/** What became of the change; nothing is written here, and nothing is thrown for what a file says. */
export type ChangedFile =
  | { readonly kind: 'changed'; readonly text: string }
  /** The record is no longer what it was; `now` is absent where it is gone. */
  | { readonly kind: 'conflict'; readonly id: string; readonly now?: RawRecord }
  /** The file cannot be written by a program; a sentence says why and what to do. */
  | { readonly kind: 'by-hand'; readonly why: string };

/**
 * A file's text with one record put in, replaced or taken out. Only the lines of the keys that change are other than
 * before: order, notes, empty lines and line ends stay, and what is not understood for certain is left alone.
 */
export function changeFile(text: string, change: RecordChange): ChangedFile {
  const before = readYaml(Buffer.from(text));
  if (before.problems.length > 0 || !isMapping(before.value ?? {})) {
    const [problem] = before.problems;
    return {
      kind: 'by-hand',
      why: `line ${problem?.line ?? 1}: ${problem?.found ?? 'no mapping'}; mend it first`,
    };
  }
  const lists = (before.value ?? {}) as Readonly<Record<string, unknown>>;
  const items = (lists[change.list] ?? []) as readonly RawRecord[];
  if (!Array.isArray(items)) return { kind: 'by-hand', why: `"${change.list}" is no list` };
  const id = change.kind === 'put' ? change.record['id'] : change.id;
  const at = items.findIndex((item) => item.id === id);
  const now = items[at];
  if (!isDeepStrictEqual(now ?? null, change.was ?? null)) {
    return { kind: 'conflict', id: String(id), ...(now === undefined ? {} : { now }) };
  }
  try {
    const end = text.includes('\r\n') ? '\r\n' : '\n';
    const lines = text.split(/\r?\n/);
    const found = { items, at, lineOf: before.lineOf, notes: notesOf(text) };
    const written = spliced(lines, change, found).join(end);
    return proven(text, written, change, items, at);
  } catch (error) {
    if (!(error instanceof NoPlaceToWrite)) throw error;
    return { kind: 'by-hand', why: `expected ${error.message}` };
  }
}

interface Found {
  readonly items: readonly RawRecord[];
  readonly at: number;
  readonly lineOf: (path: readonly (string | number)[]) => number;
  readonly notes: readonly Note[];
}

/** The lines with the change in them. Throws `NoPlaceToWrite` where they are laid out as no program can be sure of. */
function spliced(lines: readonly string[], change: RecordChange, found: Found): readonly string[] {
  const { items, at } = found;
  const places = itemsOf(lines, change.list, items, found.lineOf);
  const place = places[at];
  if (change.kind === 'remove') {
    if (place === undefined) return lines;
    return items.length === 1
      ? emptied(lines, change.list, place)
      : lines.toSpliced(...withGap(lines, place));
  }
  const was = items[at];
  if (place === undefined || was === undefined) return inserted(lines, change, items, places);
  return rewritten(lines, change, { was, place, notes: found.notes });
}

/** The record's lines and the empty line above it, or below where it is the first: no two are left beside each other. */
function withGap(lines: readonly string[], { from, to }: ItemLines): readonly [number, number] {
  const isEmpty = (at: number) => lines[at]?.trim() === '';
  if (isEmpty(from - 1)) return [from - 1, to - from + 1];
  const isFirst = /^\S/.test(lines[from - 1] ?? '');
  return isFirst && isEmpty(to) ? [from, to - from + 1] : [from, to - from];
}

/** An empty list is written `[]`: a key with nothing behind it is null in YAML, which a pack refuses. */
function emptied(lines: readonly string[], list: ListName, { from, to }: ItemLines): readonly string[] {
  const head = lines.findIndex((line) => line.startsWith(`${list}:`));
  if (head < 0) throw new NoPlaceToWrite(`"${list}:" at the beginning of a line`);
  return lines.toSpliced(from, to - from).toSpliced(head, 1, `${list}: []`);
}

/** Below the last record of the same voice, or of the list, as far from it as the others are from each other. */
function inserted(
  lines: readonly string[],
  { list, record }: Extract<RecordChange, { kind: 'put' }>,
  items: readonly RawRecord[],
  places: readonly ItemLines[],
): readonly string[] {
  // Statements of one speaker and positions of one party stay beside each other.
  const voice = record['speaker'] ?? record['party'];
  const mate =
    voice === undefined ? -1 : items.findLastIndex((item) => (item['speaker'] ?? item['party']) === voice);
  const after = places[mate] ?? places.at(-1);
  const fresh = recordLines(list, record);
  if (after !== undefined) {
    const between = places.slice(1).map((place, at) => lines.slice(places[at]?.to, place.from));
    const gap = between.some((apart) => apart.some((line) => line.trim() === '')) ? [''] : [];
    const indented = fresh.map((line) => (line === '' ? '' : ' '.repeat(after.dash) + line));
    return lines.toSpliced(after.to, 0, ...gap, ...indented);
  }
  const indented = fresh.map((line) => (line === '' ? '' : `  ${line}`));
  const head = lines.findIndex(
    (line) => line.startsWith(`${list}:`) && isEmptyList(line.slice(list.length + 1)),
  );
  if (head >= 0) {
    const words = (lines[head] ?? '').replace(/\[\s*\]\s*/, '').trimEnd();
    return lines.toSpliced(head, 1, words, ...indented);
  }
  if (lines.some((line) => line.startsWith(`${list}:`)))
    throw new NoPlaceToWrite(`"${list}:" with its entries below it`);
  const last = lines.findLastIndex((line) => line.trim() !== '') + 1;
  return [...lines.slice(0, last), `${list}:`, ...indented, ...lines.slice(last)];
}

/** What stands behind the key of a list without entries: nothing, or brackets, and perhaps a note. */
function isEmptyList(words: string): boolean {
  return /^(?:\[\s*\])?(?:\s*#.*)?$/.test(words.trim());
}

/** Key by key: what is the same keeps its bytes. Notes on the lines of a key that changes stay above it. */
function rewritten(
  lines: readonly string[],
  { list, record }: Extract<RecordChange, { kind: 'put' }>,
  {
    was,
    place,
    notes,
  }: { readonly was: RawRecord; readonly place: ItemLines; readonly notes: readonly Note[] },
): readonly string[] {
  const margin = place.dash + 2;
  const indented = (words: readonly string[]) =>
    words.map((line) => (line === '' ? '' : ' '.repeat(margin) + line));
  let result = lines.slice(place.from, place.to);
  // From the last to the first, so that the lines above keep their numbers.
  const edits: { readonly from: number; readonly to: number; readonly lines: readonly string[] }[] = [];
  const wanted = keysInOrder(list, record);
  for (const [key, range] of place.keys) {
    if (isDeepStrictEqual(was[key], record[key])) continue;
    const own = notes.filter(({ line }) => line > range.from && line <= range.to);
    const above = own.map(({ words }) => ' '.repeat(margin) + words);
    const fresh = record[key] === undefined ? [] : indented(keyLines(key, record[key]));
    edits.push({ from: range.from, to: range.to, lines: [...above, ...fresh] });
  }
  for (const key of wanted.filter((name) => !place.keys.has(name))) {
    const before = wanted.slice(0, wanted.indexOf(key)).findLast((name) => place.keys.has(name));
    const below = before === undefined ? place.to : (place.keys.get(before)?.to ?? place.to);
    edits.push({ from: below, to: below, lines: indented(keyLines(key, record[key])) });
  }
  // Insertions at one place stay in the order of the keys.
  for (const { from, to, lines: fresh } of edits
    .map((edit, order) => ({ ...edit, order }))
    .sort((a, b) => b.from - a.from || b.to - a.to || b.order - a.order)) {
    result = result.toSpliced(from - place.from, to - from, ...fresh);
  }
  return [...lines.slice(0, place.from), ...withDash(result, place.dash), ...lines.slice(place.to)];
}

/** The dash before whichever key is first now. */
function withDash(lines: readonly string[], dash: number): readonly string[] {
  const begun = lines.map((line) =>
    line.startsWith(`${' '.repeat(dash)}- `) ? `${line.slice(0, dash)} ${line.slice(dash + 1)}` : line,
  );
  const first = begun.findIndex((line) => line.trim() !== '' && !line.trimStart().startsWith('#'));
  if (/^ *-$/.test(lines[0] ?? '')) return lines;
  return begun.map((line, at) => (at === first ? `${line.slice(0, dash)}-${line.slice(dash + 1)}` : line));
}

/** Read again, the file has just the records that were meant and every note it had. */
function proven(
  text: string,
  written: string,
  change: RecordChange,
  items: readonly RawRecord[],
  at: number,
): ChangedFile {
  const after = readYaml(Buffer.from(written));
  const lists = isMapping(after.value) ? after.value : {};
  const others = items.filter((_, index) => index !== at);
  const read = (lists[change.list] ?? []) as readonly RawRecord[];
  const id = change.kind === 'put' ? change.record['id'] : undefined;
  const mine = read.find((item) => item.id === id);
  const stay = read.filter((item) => item !== mine);
  const kept = new Set(notesOf(written).map(({ words }) => words));
  const isRight =
    after.problems.length === 0 &&
    Buffer.byteLength(written) <= MOST_BYTES &&
    isDeepStrictEqual(stay, others) &&
    isDeepStrictEqual(mine, change.kind === 'put' ? plain(change.record) : undefined) &&
    (change.kind === 'remove' || notesOf(text).every(({ words }) => kept.has(words)));
  if (isRight) return { kind: 'changed', text: written };
  return {
    kind: 'by-hand',
    why: `a change of "${change.list}" that would change nothing else cannot be found`,
  };
}

/** Without keys that have no value: they are not written. */
function plain(record: RawRecord): unknown {
  return JSON.parse(JSON.stringify(record));
}
