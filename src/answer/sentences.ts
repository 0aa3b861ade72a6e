import { formatWhen } from '../domain/when.ts';
import type { Span, Spans } from './answer.ts';
import { spansInWords } from './words/span-words.ts';

/** What the spans take of a reader's line, in characters: quotation marks and references counted. */
export function lengthOf(spans: Spans): number {
  return spans.reduce((sum, span) => sum + spanLength(span), 0);
}

function spanLength(span: Span): number {
  switch (span.kind) {
    case 'cite':
      return ` [${span.index}]`.length;
    case 'date':
      return formatWhen(span.when).length;
    case 'quote':
      return span.text.length + 2;
    case 'moment':
      return span.text.length + MOMENT_LENGTH;
    default:
      return span.text.length;
  }
}

/** As platforms write a day and a time out: `30 November 2025 at 08:00`. */
const MOMENT_LENGTH = 25;

/** Ends a sentence, unless it is the full stop of an initial, of "U.S." or of a short title. */
const END =
  /(?<![.!?…])(?<!(?:^|[\s.(“"])(?:\p{Lu}|Mr|Mrs|Ms|Dr|St|No|Gen|Sen|vs|ca))[.!?…]+["”’)\]]*(?=\s|$)/gu;

/** Where the sentences of our own words end, exclusive; a last one without a full stop ends with the words. */
export function sentenceEnds(words: string): readonly number[] {
  const ends = [...words.matchAll(END)]
    .map((match) => match.index + match[0].length)
    .filter((end) => /^\s*(?:$|[^\p{Ll}\s])/u.test(words.slice(end)));
  return words.slice(ends.at(-1) ?? 0).trim() === '' ? ends : [...ends, words.length];
}

/** How many sentences the spans are; somebody's exact words count as part of the sentence they stand in. */
export function sentenceCount(spans: Spans): number {
  return sentenceEnds(seen(spans)).length;
}

/** The words as they are read, exact ones as one word, since their full stops end nothing of ours. */
function seen(spans: Spans): string {
  return spansInWords(spans, () => 'words');
}

/**
 * Our own words within `most` characters: as many whole sentences as fit, else as many clauses, with "…more". A last resort:
 * where something can be said shorter, say it shorter. Where only a short first sentence fits, what stands before a
 * semicolon of the next goes with it.
 */
export function briefWords(words: string, most: number, mostSentences = 2, focus?: Focus): string {
  const usual = fromTheStart(words, most, mostSentences);
  if (focus === undefined || usual.length >= words.length) return usual;
  // What was asked for may stand further on, or where no clause ends.
  let best = { told: usual, score: focus(usual) };
  for (const start of [0, ...partStarts(words)]) {
    const before = start === 0 ? '' : BEFORE;
    const rest = words.slice(start);
    const told = `${before}${asMuchAs(rest, most - before.length, mostSentences)}`;
    const score = focus(told);
    if (score > best.score + LEAST_BETTER && told.length > before.length + MORE.length)
      best = { told, score };
  }
  return isCut(best.told) && best.told.length < most * MOSTLY && best.score === focus(usual)
    ? asMuchAs(words, most, mostSentences)
    : best.told;
}

/** A cut at a clause's end that leaves less of the room used is no better than one between two words. */
const MOSTLY = 0.7;

/** Whole sentences where they use most of the room, else as many words as there is room for. */
function asMuchAs(words: string, most: number, mostSentences: number): string {
  const end = sentenceEnds(words).slice(0, mostSentences).at(-1) ?? words.length;
  if (end <= most) return words.slice(0, end);
  const usual = fromTheStart(words, most, mostSentences);
  if (usual.length >= most * MOSTLY) return usual;
  const room = words.slice(0, Math.max(0, most - 1) + 1);
  const space = room.lastIndexOf(' ');
  return space <= usual.length - MORE.length ? usual : `${words.slice(0, space).replace(/[,;:–—]$/, '')}…`;
}

/** How much of what was asked for stands in some words; higher is more. */
export type Focus = (words: string) => number;

const BEFORE = '… ';
const LEAST_BETTER = 0.15;

/** Where a sentence or what stands behind a semicolon or a colon begins, the first left out. */
function partStarts(words: string): readonly number[] {
  const parts = [...words.matchAll(/[;:](?=\s)/gu)].map(({ index }) => index + 1);
  return [...sentenceEnds(words), ...parts]
    .map((end) => end + (/^\s*/.exec(words.slice(end))?.[0].length ?? 0))
    .filter((start) => start < words.length);
}

function fromTheStart(words: string, most: number, mostSentences: number): string {
  const ends = sentenceEnds(words).slice(0, mostSentences);
  const whole = ends.findLast((end) => end <= most) ?? 0;
  if (whole > 0 && whole === ends.at(-1)) return words.slice(0, whole);
  const semicolons = [...words.slice(0, ends.at(-1)).matchAll(/;(?=\s)/gu)].map(({ index }) => index);
  const half = semicolons.findLast((end) => end <= most - MORE.length) ?? 0;
  if (whole > 0) return half > whole ? `${words.slice(0, half)}${MORE}` : words.slice(0, whole);
  return `${words.slice(0, half || clauseEnd(words, most - MORE.length))}${MORE}`;
}

const MORE = ' …more';

/** True where words were cut for want of room, not only left out by the sentence. */
export function isCut(words: string): boolean {
  return words.endsWith('…') || words.endsWith(MORE);
}

/** The last end of a clause that leaves a good part of the room used, else of a word. */
function clauseEnd(words: string, most: number): number {
  const room = words.slice(0, Math.max(0, most) + 1);
  const clauses = [...room.matchAll(/[,;:–—](?=\s)/gu)].map(({ index }) => index);
  const clause = clauses.at(-1) ?? 0;
  if (clause >= most / 3) return clause;
  const space = room.lastIndexOf(' ');
  return space > 0 ? space : Math.max(1, most);
}

/** The spans within the limits, cut as `briefWords` cuts, each claim with the references behind it; exact words stay whole. */
export function briefSpans(spans: Spans, most: number, mostSentences: number): Spans {
  if (lengthOf(spans) <= most && sentenceCount(spans) <= mostSentences) return spans;
  const cuts = spans.flatMap((span, at) =>
    span.kind === 'text' || span.kind === 'strong'
      ? sentenceEnds(span.text)
          .filter((end) => end < span.text.length || /[.!?…]["”’)\]]*$/.test(span.text))
          .map((end) => upTo(spans, at, span.text.slice(0, end)))
      : [],
  );
  const fitting = cuts.findLast((cut) => lengthOf(cut) <= most && sentenceCount(cut) <= mostSentences);
  return fitting ?? inClauses(spans, most, mostSentences);
}

/** The spans before one, its beginning, and the references behind it. */
function upTo(spans: Spans, at: number, beginning: string): Spans {
  const span = spans[at];
  if (span === undefined || !('text' in span)) return spans;
  const behind = spans.slice(at + 1);
  const first = behind.findIndex(({ kind }) => kind === 'cite');
  const cites = first < 0 ? [] : behind.slice(first);
  const end = cites.findIndex(({ kind }) => kind !== 'cite');
  return [
    ...spans.slice(0, at),
    { ...span, text: beginning },
    ...(cites.length === 0 ? [] : [{ kind: 'text', text: ' ' } as const]),
    ...(end < 0 ? cites : cites.slice(0, end)),
  ];
}

function inClauses(spans: Spans, most: number, mostSentences: number): Spans {
  let before = 0;
  let sentences = 0;
  for (const [at, span] of spans.entries()) {
    const length = spanLength(span);
    if (span.kind === 'text' || span.kind === 'strong') {
      const ends = sentenceEnds(span.text);
      const over = before + length > most - ROOM_FOR_CITES || sentences + ends.length > mostSentences;
      if (over && before < most - ROOM_FOR_CITES)
        return upTo(
          spans,
          at,
          briefWords(span.text, most - ROOM_FOR_CITES - before, Math.max(1, mostSentences - sentences)),
        );
      if (over) return upTo(spans, Math.max(0, at), '');
      sentences += ends.filter((end) => end < span.text.length).length;
    }
    before += length;
  }
  return spans;
}

const ROOM_FOR_CITES = 12;
