import type { Span } from '../../answer/answer.ts';
import { type Citer, date, strong, text } from '../../answer/compose.ts';
import { counted } from '../../answer/phrases.ts';
import type { Briefing } from '../../domain/briefing.ts';
import { lookupOf } from '../../domain/lookups/lookup.ts';
import { countRestsOn } from '../../domain/lookups/source-index.ts';
import type { Source, SourceQuality } from '../../domain/source.ts';
import { phraseWords } from '../../search/names/topics.ts';

/** "The Gazette: title (3 May 2031), 12 records, after Lake Wire [1]". */
export function sourceSpans(source: Source, briefing: Briefing, citer: Citer): readonly Span[] {
  const title = source.title === undefined ? '' : `: ${source.title}`;
  const origin = source.origin === source.id ? '' : `, after ${originName(source, briefing)}`;
  const count = countRestsOn(source.id, briefing);
  const carried = count === 0 ? '' : `, ${counted(count, 'record')}`;
  return [
    strong(source.publisher),
    text(`${title} (`),
    date(source.published),
    text(`)${carried}${origin} `),
    ...citer.cite([{ source: source.id }]),
  ];
}

/** What its first report is, for its own field. */
export function originWords(source: Source, briefing: Briefing): string {
  return source.origin === source.id ? 'this one' : originName(source, briefing);
}

/**
 * The publisher of the first report, or its title where both are one publisher’s: "after" oneself says nothing. The id
 * where it was not on record by the day asked for.
 */
function originName(source: Source, briefing: Briefing): string {
  const origin = lookupOf(briefing).source(source.origin);
  if (origin === undefined) return source.origin;
  return origin.publisher === source.publisher && origin.title !== undefined
    ? origin.title
    : origin.publisher;
}

/** The words by which people ask for a kind of copy. */
const QUALITY_WORDS: readonly (readonly [RegExp, SourceQuality])[] = [
  [/^(?:machine )?(?:reword|spun|rewritten)/, 'machine-reworded'],
  [/^repost/, 'repost'],
  [/^aggregat/, 'aggregated'],
  [/^agenc(?:y|ies)(?: based)?/, 'agency-based'],
  [/^originals?(?: report| source)?s?$/, 'original'],
];

/**
 * The quality a phrase names and nothing else: "reposts", "reworded copies". Null for more than two words: those name a
 * source or a topic.
 */
export function qualityNamed(typed: string): SourceQuality | null {
  const words = phraseWords(typed).filter(
    (word) => !/^(?:the|all|only|copy|copies|sources?|reports?)$/.test(word),
  );
  if (words.length === 0 || words.length > 2) return null;
  const phrase = words.join(' ');
  return QUALITY_WORDS.find(([pattern]) => pattern.test(phrase))?.[1] ?? null;
}
