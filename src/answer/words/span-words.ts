import { formatWhen } from '../../domain/when.ts';
import type { Span, Spans } from '../answer.ts';

/** Spans as one line of words, without references and moments; `quoted` says how somebody's exact words stand in it. */
export function spansInWords(spans: Spans, quoted: (words: string) => string): string {
  return spans
    .map((span) => {
      switch (span.kind) {
        case 'cite':
        case 'moment':
          return '';
        case 'date':
          return formatWhen(span.when);
        case 'quote':
          return quoted(span.text);
        default:
          return span.text;
      }
    })
    .join('');
}

/** Words that follow a reference need a space of their own, punctuation does not. */
export function spacedAfter(before: Span | undefined, words: string): string {
  return before?.kind === 'cite' && /^[\p{L}\p{N}“(]/u.test(words) ? ` ${words}` : words;
}
