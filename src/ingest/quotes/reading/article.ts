import { type Entities, joinEntities, surnameKey } from './entities.ts';
import { type Governor, governorBefore, governorBehind, speakersAmong } from './governors.ts';
import { partInserted } from './inserted.ts';
import { findDashed, findMarked, type Marked } from './marks.ts';
import type { Mention } from './mention.ts';
import { findMentions } from './mentions.ts';
import { readStream, type Stream } from './stream.ts';
import { foldUnits, type Units } from './units.ts';
import { languageOf } from './words/languages.ts';

/** An article as the rankers see it. */
export interface Article {
  readonly text: string;
  readonly marked: readonly Marked[];
  readonly stream: Stream;
  readonly mentions: readonly Mention[];
  readonly units: Units;
  readonly entities: Entities;
  readonly surroundings: readonly Surroundings[];
  /** Mentions that are the subject of a verb of speaking. */
  readonly speaks: readonly boolean[];
}

/** What stands around one quotation. */
export interface Surroundings {
  readonly before: Governor | null;
  readonly behind: Governor | null;
  /** Words within the marks, counted by blanks; at most 200 are counted. */
  readonly words: number;
  /** Words within the marks, in small letters and without signs; of long ones the first 2,000 characters. */
  readonly said: ReadonlySet<string>;
}

/** Reads the marks, words, mentions and people of a text. Linear in its length. */
export function readArticle(text: string): Article {
  const language = languageOf(text);
  const found = findMarked(text);
  const inMarks = language === 'uk' ? partInserted(text, found) : found;
  const dashed = language === 'uk' ? findDashed(text, inMarks) : [];
  const marked = [...inMarks, ...dashed].sort((a, b) => a.start - b.start);
  const stream = readStream(text, marked, language);
  const mentions = findMentions(stream);
  const units = foldUnits(stream, mentions);
  const entities = joinEntities(stream, mentions);
  const surroundings = marked.map((quote, index) => {
    const words = text
      .slice(quote.start, Math.min(quote.end, quote.start + 2000))
      .toLowerCase()
      .split(/[^\p{L}\p{N}\p{M}'’-]+/u)
      .filter((word) => word !== '');
    return {
      before: governorBefore(units, index),
      behind: governorBehind(units, index),
      words: Math.min(words.length, 200),
      said: new Set(words.map((word) => surnameKey(word.replace(/['’]s$/, '')))),
    };
  });
  return {
    text,
    marked,
    stream,
    mentions,
    units,
    entities,
    surroundings,
    speaks: speakersAmong(units, mentions.length),
  };
}
