import { type Briefing, type Gap, oncePerBriefing } from '../../domain/briefing.ts';
import type { Provision } from '../../domain/provision.ts';
import { stem } from '../text/stem.ts';
import { createTopicIndex, phraseWords } from './topics.ts';

export interface ProvisionMatch {
  readonly provision: Provision;
  /** Above 0 and at most 1. */
  readonly score: number;
  /** False where every word is a slip or the beginning of another. */
  readonly firm: boolean;
}

export interface GapMatch {
  readonly gap: Gap;
  readonly score: number;
  readonly firm: boolean;
}

/** Below this a match is a guess to offer, not an answer to give. */
export const SURE_ENOUGH = 0.42;

/** Provisions by id and by title, in normal form. */
const namedIn = oncePerBriefing(
  ({ provisions }): ReadonlyMap<string, Provision> =>
    new Map(
      provisions.flatMap((provision) => [
        [nameKey(provision.title), provision],
        [nameKey(provision.id), provision],
      ]),
    ),
);

const provisionTopics = oncePerBriefing(({ provisions }) =>
  createTopicIndex(
    provisions.map((provision) => ({
      key: provision,
      names: [provision.title, provision.id, ...provision.aliases, ...figures(provision)],
      prose: provision.readings.flatMap((reading) => [
        reading.wording,
        ...reading.terms.map((term) => `${term.name} ${term.qualifier ?? ''}`),
      ]),
    })),
  ),
);

const gapTopics = oncePerBriefing(({ gaps }) =>
  createTopicIndex(gaps.map((gap) => ({ key: gap, names: [gap.topic, gap.id, ...gap.aliases], prose: [] }))),
);

/** People ask by the figure: "the 600,000", "100 days". */
function figures(provision: Provision): readonly string[] {
  return provision.readings.flatMap((reading) =>
    reading.terms.map((term) => `${term.value} ${term.unit ?? ''}`),
  );
}

/** The provision whose id or title this is, word for word. */
export function provisionNamed(typed: string, briefing: Briefing): Provision | undefined {
  return namedIn(briefing).get(nameKey(typed));
}

function nameKey(name: string): string {
  return phraseWords(name).join(' ');
}

/** Provisions the words may mean, best first, typos allowed; an id or a title word for word scores 1. */
export function findProvisions(typed: string, briefing: Briefing): readonly ProvisionMatch[] {
  const exact = provisionNamed(typed, briefing);
  if (exact !== undefined) return [{ provision: exact, score: 1, firm: true }];
  return provisionTopics(briefing)(typed).map(({ key, score, firm }) => ({ provision: key, score, firm }));
}

/**
 * Known unknowns the words may mean, best first. Unlike a provision's, a gap's small words count: "army" alone does not
 * ask for "the new army number".
 */
export function findGaps(typed: string, briefing: Briefing): readonly GapMatch[] {
  const asked = new Set(phraseWords(typed).map(stem));
  return gapTopics(briefing)(typed)
    .slice(0, 4)
    .map(({ key, score, firm }) => ({
      gap: key,
      score: score * (0.3 + 0.7 * literalShare(key, asked)),
      firm,
    }))
    .sort((a, b) => b.score - a.score);
}

/** The largest share of the words of one of the gap's names that were asked for. */
function literalShare(gap: Gap, asked: ReadonlySet<string>): number {
  const shares = [gap.topic, ...gap.aliases].map((name) => {
    const words = phraseWords(name).filter((word) => !/^(?:a|an|the|of|in|on|for|to|by|is|was)$/.test(word));
    return words.filter((word) => asked.has(stem(word))).length / Math.max(1, words.length);
  });
  return Math.max(...shares);
}
