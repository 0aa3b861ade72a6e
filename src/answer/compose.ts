import { type Ask, asking } from '../domain/ask.ts';
import type { Briefing } from '../domain/briefing.ts';
import { lookupOf } from '../domain/lookups/lookup.ts';
import { withoutUndefined } from '../domain/mapping.ts';
import type { Source } from '../domain/source.ts';
import type { When } from '../domain/when.ts';
import type { Action, Citation, Span } from './answer.ts';

/** Plain words. */
export function text(words: string): Span {
  return { kind: 'text', text: words };
}

/** Words that carry the answer. */
export function strong(words: string): Span {
  return { kind: 'strong', text: words };
}

/** Words that are no longer there. */
export function strike(words: string): Span {
  return { kind: 'strike', text: words };
}

/** Somebody's exact words, without quotation marks: the renderer adds them. */
export function quote(words: string): Span {
  return { kind: 'quote', text: words };
}

/** A date with its precision. */
export function date(when: When): Span {
  return { kind: 'date', when };
}

/** The offer to ask a command, named by its path with spaces: `digest list`. */
export function ask(
  label: string,
  command: string,
  values?: Ask['values'],
): Extract<Action, { kind: 'ask' }> {
  return { kind: 'ask', label, ...asking(command, values) };
}

/** Collects the sources an answer cites and numbers them in the order of first use. */
export interface Citer {
  /** Cite spans for these source ids, ascending and without repeats; unknown ids throw, because an uncited claim must not pass. */
  readonly cite: (refs: readonly { readonly source: string }[]) => readonly Span[];
  /** Every source cited so far, in the order of their numbers. */
  readonly citations: () => readonly Citation[];
}

/** A fresh numbering for one answer over one briefing. */
export function createCiter(briefing: Briefing): Citer {
  const lookup = lookupOf(briefing);
  const numbers = new Map<string, number>();
  return {
    cite(refs) {
      const indexes: number[] = [];
      for (const { source } of refs) {
        if (lookup.source(source) === undefined)
          throw new Error(`The answer cites "${source}", which the briefing does not have.`);
        const number = numbers.get(source) ?? numbers.size + 1;
        numbers.set(source, number);
        if (!indexes.includes(number)) indexes.push(number);
      }
      if (indexes.length > 1) indexes.sort((a, b) => a - b);
      return indexes.map(citeSpan);
    },
    citations: () =>
      [...numbers.keys()].flatMap((id) => citationOf(lookup.source(id), numbers.get(id) ?? 0) ?? []),
  };
}

/** One object for each number, over all answers: thousands of them are made for one. */
const CITES: Span[] = [];

function citeSpan(index: number): Span {
  CITES[index] ??= { kind: 'cite', index };
  return CITES[index];
}

function citationOf(source: Source | undefined, index: number): Citation | undefined {
  if (source === undefined) return undefined;
  const last = lastCited.get(source);
  if (last?.index === index) return last;
  const citation = last === undefined ? { index, ...withoutNumber(source) } : { ...last, index };
  lastCited.set(source, citation);
  return citation;
}

/**
 * Of every source as it was cited last, for the records of a briefing do not change: renderers tell by it what they have
 * rendered.
 */
const lastCited = new WeakMap<Source, Citation>();

function withoutNumber(source: Source): Omit<Citation, 'index'> {
  return withoutUndefined({
    id: source.id,
    publisher: source.publisher,
    title: source.title,
    published: source.published,
    url: source.url,
    quality: source.quality,
    origin: source.origin,
    archive: source.archive?.file,
  });
}
