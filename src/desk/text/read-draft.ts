import { type Marker, markersOf, partWords } from './draft-markers.ts';

/** One part of a draft that says something of its own. */
export interface DraftPart {
  /** As the draft counts it: "6", "6.1", "6(a)", "IV"; absent where it has no mark or only a dot. */
  readonly label?: string;
  /** Short words that stand over it or at its beginning. */
  readonly heading?: string;
  /** Everything it says, on one line. */
  readonly words: string;
}

/** A draft taken apart. */
export interface ReadDraft {
  /** In the draft's order. Every word of it is in the opening, in a heading or in a part. */
  readonly parts: readonly DraftPart[];
  /** What stands before the first part. */
  readonly opening: string;
  /** What the draft calls a part, in lower case: article, point. */
  readonly called?: string;
}

/**
 * A mark with what stands behind and below it. `style` is its kind of counting: parts of one style stand beside each
 * other.
 */
interface Node {
  readonly style: string;
  readonly mark?: string;
  readonly lines: string[];
  readonly children: Node[];
}

/** Parts of a pasted text: numbers, decimals, roman numerals, letters, named parts and bullets, nested in each other. */
export function readDraft(text: string): ReadDraft {
  const root: Node = { style: '', lines: [], children: [] };
  const stack: Node[] = [root];
  const names = new Map<string, NameCount>();
  const lines = text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\r|\n/)
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .filter((words) => words !== '');
  const own = partWords(lines);
  for (const words of lines) {
    const markers = markersOf(words, stack, own);
    if (markers.length === 0) stack.at(-1)?.lines.push(words);
    for (const [at, marker] of markers.entries()) {
      open(marker, stack, at > 0);
      if (marker.called !== undefined) count(names, marker.called, stack.length);
    }
  }
  if (root.children.length === 0) return unmarked(text);
  const parts = root.children.flatMap((node) => partsOf(node, undefined, undefined));
  const called = mostUsed(names);
  return { parts, opening: root.lines.join(' '), ...(called === undefined ? {} : { called }) };
}

/** Puts a mark where it belongs among the open ones, and what stands behind it; "4(a)" and "4(b)" are of one 4. */
function open(marker: Marker, stack: Node[], isInner: boolean): void {
  const { style, mark, rest, isAttached } = marker;
  const same = stack.findIndex((node) => node.style === style && node.mark === mark);
  if (isAttached === true && same > 0) {
    stack.length = same + 1;
    if (rest !== '') stack.at(-1)?.lines.push(rest);
    return;
  }
  const node: Node = { style, mark, lines: rest === '' ? [] : [rest], children: [] };
  if (!isInner) stack.length = depthFor(marker, stack);
  stack.at(-1)?.children.push(node);
  stack.push(node);
}

/** How often parts are called so, and how deep the first of them stands. */
interface NameCount {
  readonly times: number;
  readonly depth: number;
}

function count(names: Map<string, NameCount>, name: string, depth: number): void {
  const before = names.get(name);
  names.set(name, { times: (before?.times ?? 0) + 1, depth: before?.depth ?? depth });
}

/** Chapters hold articles: the word for the parts is the one most of them have, of two as frequent the inner one. */
function mostUsed(names: ReadonlyMap<string, NameCount>): string | undefined {
  return [...names].toSorted(([, a], [, b]) => b.times - a.times || b.depth - a.depth)[0]?.[0];
}

/** A draft without any mark: each paragraph is a part. */
function unmarked(text: string): ReadDraft {
  const parts = text
    .split(/\r?\n[ \t]*\r?\n/)
    .map((words) => words.replace(/\s+/g, ' ').trim())
    .filter((words) => words !== '')
    .map((words) => ({ words }));
  return { parts, opening: '' };
}

/** Below which of the open parts it stands: beside its like, or deeper. */
function depthFor({ style, mark }: Marker, stack: readonly Node[]): number {
  if (style === 'decimal') {
    const above = mark.slice(0, mark.lastIndexOf('.'));
    const parent = stack.findLastIndex((node) => node.mark === above);
    if (parent > 0) return parent + 1;
  }
  const like = stack.findIndex((node) => node.style === style);
  return like > 0 ? like : stack.length;
}

/** A heading of no more words than this says nothing of its own where parts stand below it. */
const HEADING_WORDS = 8;

/** The parts below a node. Bullets below a part are of its words: nobody could ask for them by a label. */
function partsOf(node: Node, above: string | undefined, over: string | undefined): readonly DraftPart[] {
  const label = labelOf(node, above);
  const bullets = node.children.filter(({ style }) => style === 'bullet');
  const deeper = node.children.filter(({ style }) => style !== 'bullet');
  const own = [...node.lines, ...bullets.flatMap(allWords)].join(' ');
  const isHeading = deeper.length > 0 && bullets.length === 0 && own.split(' ').length <= HEADING_WORDS;
  const heading = [over, isHeading ? own : undefined]
    .filter((words) => words !== undefined && words !== '')
    .join(': ');
  const below = deeper.flatMap((child) => partsOf(child, label, isHeading && own !== '' ? heading : over));
  if (isHeading || own === '')
    return below.length > 0 ? below : [{ ...named(label), ...split(own, over), words: own }];
  return [{ ...named(label), ...split(own, over), words: own }, ...below];
}

function named(label: string | undefined): { readonly label?: string } {
  return label === undefined ? {} : { label };
}

/** "Army size. The army …", "Army size: the army …": the short words before it are its heading. */
function split(own: string, over: string | undefined): { readonly heading?: string } {
  const end = own.search(/[:.–—](?: |$)/);
  const first = end > 0 ? own.slice(0, end) : '';
  const isShort = first !== '' && first.split(' ').length <= 6 && end < own.length - 2;
  const heading = [over, isShort ? first.trim() : undefined]
    .filter((words) => words !== undefined)
    .join(': ');
  return heading === '' ? {} : { heading };
}

function allWords(node: Node): readonly string[] {
  return [...node.lines, ...node.children.flatMap(allWords)];
}

/** With the labels above it, as people cite it: "6.1", "6(a)". A decimal or named part has them in its own mark. */
function labelOf({ style, mark }: Node, above: string | undefined): string | undefined {
  if (mark === undefined || mark === '') return above;
  if (above === undefined || style === 'decimal' || style.startsWith('named')) return mark;
  return /^\d+$/.test(mark) && !style.startsWith('(') ? `${above}.${mark}` : `${above}(${mark})`;
}
