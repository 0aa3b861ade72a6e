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

/** The mark a line begins with, and the rest of the line. */
interface Marker {
  readonly style: string;
  readonly mark: string;
  readonly called?: string;
  readonly rest: string;
}

/** Parts of a pasted text: numbers, decimals, roman numerals, letters, named parts and bullets, nested in each other. */
export function readDraft(text: string): ReadDraft {
  const root: Node = { style: '', lines: [], children: [] };
  const stack: Node[] = [root];
  let called: string | undefined;
  for (const line of text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/)) {
    const words = line.replace(/\s+/g, ' ').trim();
    if (words === '') continue;
    const marker = markerOf(words, stack);
    if (marker === null) {
      stack.at(-1)?.lines.push(words);
      continue;
    }
    called ??= marker.called;
    const depth = depthFor(marker, stack);
    const node: Node = {
      style: marker.style,
      mark: marker.mark,
      lines: marker.rest === '' ? [] : [marker.rest],
      children: [],
    };
    stack.length = depth;
    stack.at(-1)?.children.push(node);
    stack.push(node);
  }
  if (root.children.length === 0) return unmarked(text);
  const parts = root.children.flatMap((node) => partsOf(node, undefined, undefined));
  return { parts, opening: root.lines.join(' '), ...(called === undefined ? {} : { called }) };
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

/** "Article 6", "Sec. 2.1", "§ 4", "Annex B". */
const NAMED =
  /^(article|art\.|section|sec\.|point|chapter|part|paragraph|para\.|clause|annex|principle|§) ?(\d{1,4}(?:\.\d{1,4}){0,4}[a-z]?|[ivxlc]{1,8}|[a-z])(?=[.:) –—-]|$)/i;
/** What stands between a named part and what it says. */
const BEHIND = /^[.:) –—-]{1,6}/;
const DECIMAL = /^(\d+(?:\.\d+)+)[.)]? (.*)$/;
const NUMBER = /^\(?(\d{1,3})(?:[.)]|\.\)) ?(.*)$/;
const LETTERED = /^\(?([a-z]|[ivxlc]{1,7})[.)] (.*)$/i;
const BULLET = /^[-*•‣◦▪–—·] ?(.+)$/;
const ROMAN = /^(?:x{0,3})(?:ix|iv|v?i{0,3})$/i;

/** The mark a line begins with; null where it goes on with what is above it. */
function markerOf(words: string, stack: readonly Node[]): Marker | null {
  const named = NAMED.exec(words);
  if (named !== null) {
    const [begin, word = '', mark = ''] = named;
    const rest = words.slice(begin.length).replace(BEHIND, '');
    // "Part of the army" is a sentence.
    if (/\d/.test(mark) || (/^[A-Z]+$/.test(mark) && /^[A-Z§]/.test(word))) {
      const decimal = mark.includes('.');
      return {
        style: decimal ? 'decimal' : `named ${word.toLowerCase()}`,
        mark,
        called: wordFor(word),
        rest,
      };
    }
  }
  const decimal = DECIMAL.exec(words);
  if (decimal !== null) return { style: 'decimal', mark: decimal[1] ?? '', rest: decimal[2] ?? '' };
  const number = NUMBER.exec(words);
  if (number !== null) {
    const style = words.startsWith('(') ? '(number)' : 'number';
    return follows(number[1] ?? '', style, stack)
      ? { style, mark: number[1] ?? '', rest: number[2] ?? '' }
      : null;
  }
  const lettered = LETTERED.exec(words);
  if (lettered !== null) return letter(lettered[1] ?? '', lettered[2] ?? '', words.startsWith('('), stack);
  const bullet = BULLET.exec(words);
  return bullet === null ? null : { style: 'bullet', mark: '', rest: bullet[1] ?? '' };
}

/** The whole word for how it is cut short, as a pack has it in `called`. */
function wordFor(word: string): string {
  const whole: Readonly<Record<string, string>> = {
    'art.': 'article',
    'sec.': 'section',
    'para.': 'paragraph',
    '§': 'section',
  };
  const low = word.toLowerCase();
  return whole[low] ?? low;
}

/** "2014. In that year" within a sentence counts nothing: a number goes on from the one before it, or begins. */
function follows(mark: string, style: string, stack: readonly Node[]): boolean {
  const level = stack.findLastIndex((node) => node.style === style);
  const before = level < 0 ? 0 : Number(stack[level]?.mark);
  const count = Number(mark);
  return level < 0 ? count <= 20 : count === 1 || (count > before && count <= before + 12);
}

/** "i" is the ninth letter or the first numeral, which what stands before it decides. */
function letter(mark: string, rest: string, inBrackets: boolean, stack: readonly Node[]): Marker | null {
  const upper = mark === mark.toUpperCase();
  const brackets = inBrackets ? '()' : '';
  const letters = `${upper ? 'A' : 'a'}${brackets}`;
  const numerals = `${upper ? 'I' : 'i'}${brackets}`;
  const before = stack.findLast(({ style }) => style === letters)?.mark;
  const goesOn = mark.length === 1 && before !== undefined && mark.charCodeAt(0) === before.charCodeAt(0) + 1;
  if (goesOn) return { style: letters, mark, rest };
  if (ROMAN.test(mark)) return { style: numerals, mark, rest };
  if (mark.length !== 1) return null;
  // Initials at the beginning of a line ("J. Smith") begin no list.
  return before !== undefined || mark.toLowerCase() === 'a' ? { style: letters, mark, rest } : null;
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
  if (isHeading || own === '') return below.length > 0 ? below : [{ ...named(label), words: own }];
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
