import type { Briefing } from '../../domain/briefing.ts';
import { Refusal } from '../../domain/errors.ts';
import { lookupOf } from '../../domain/lookups/lookup.ts';
import { type Condition, EVERYTHING, type Filter } from '../../domain/schedule/subscription.ts';
import type { WatchSubject } from '../../domain/schedule/watch.ts';
import { whoIsMeant } from '../../search/names/find-actor.ts';
import { findTexts } from '../../search/names/find-text.ts';
import { phraseWords, tellingWords } from '../../search/names/topics.ts';
import { stem } from '../../search/text/stem.ts';
import { parseFilter } from '../filter/filter.ts';

/** Words that a change has to say all of: more would never match. */
const MOST_WORDS = 6;

/**
 * What somebody wants to watch: a point by its number or name, a person or party, a draft, a filter as digests have it, or
 * else words. Throws a `Refusal` where a name may be several people's, a number is no point's, or nothing is named.
 */
export function readSubject(typed: string, briefing: Briefing): WatchSubject {
  const words = typed
    .trim()
    .replace(/[“”"]/g, '')
    .replace(/^(?:about|for|on)\s+/i, '');
  const point = /^(?:point\s*)?#?(\d{1,3})$/i.exec(words)?.[1];
  if (point !== undefined) return named(parseFilter(`point:${point}`, briefing), words, briefing);
  const [text] = findTexts(words, briefing);
  if (text !== undefined && text.score === 1)
    return {
      title: text.text.name,
      filter: { ...EVERYTHING, any: [{ kind: 'point', provision: text.text.id }] },
      words: [],
    };
  try {
    return named(parseFilter(words, briefing), words, briefing);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const meant = whoIsMeant(words, briefing);
    if (meant.kind === 'several' || /\w:/.test(words)) throw error;
  }
  const telling = [...new Set(tellingWords(phraseWords(words)).map(stem))];
  if (telling.length === 0 || telling.length > MOST_WORDS)
    throw new Refusal(
      'bad-value',
      `what takes a point, a person or a few words that a record would say, not “${[...words].slice(0, 80).join('')}”.`,
    );
  return { title: `“${words}”`, filter: EVERYTHING, words: telling };
}

function named(filter: Filter, typed: string, briefing: Briefing): WatchSubject {
  const conditions = [...filter.any, ...filter.all, ...filter.not];
  const [only] = conditions;
  if (only === undefined) throw new Refusal('bad-value', 'what takes a point, a person or a few words.');
  return {
    title: conditions.length === 1 ? titleOf(only, typed, briefing) : `“${typed}”`,
    filter,
    words: [],
  };
}

function titleOf(condition: Condition, typed: string, briefing: Briefing): string {
  switch (condition.kind) {
    case 'point':
      return briefing.provisions.find(({ id }) => id === condition.provision)?.title ?? typed;
    case 'party':
    case 'speaker':
      return lookupOf(briefing).actor(condition.actor)?.name ?? typed;
    default:
      return `“${typed}”`;
  }
}
