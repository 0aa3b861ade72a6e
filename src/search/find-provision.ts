import type { Briefing, Gap } from '../domain/briefing.ts';
import type { Provision } from '../domain/provision.ts';
import { createTopicIndex, type TopicIndex } from './topics.ts';

export interface ProvisionMatch {
  readonly provision: Provision;
  /** Above 0 and at most 1. */
  readonly score: number;
}

export interface GapMatch {
  readonly gap: Gap;
  readonly score: number;
}

/** Below this a match is a guess to offer, not an answer to give. */
export const SURE_ENOUGH = 0.42;

interface Topics {
  readonly provisions: TopicIndex<Provision>;
  readonly gaps: TopicIndex<Gap>;
}

const cache = new WeakMap<Briefing, Topics>();

function topicsOf(briefing: Briefing): Topics {
  const cached = cache.get(briefing);
  if (cached !== undefined) return cached;
  const made: Topics = {
    provisions: createTopicIndex(
      briefing.provisions.map((provision) => ({
        key: provision,
        names: [provision.title, provision.id, ...provision.aliases, ...figures(provision)],
        prose: provision.readings.flatMap((reading) => [
          reading.wording,
          ...reading.terms.map((term) => `${term.name} ${term.qualifier ?? ''}`),
        ]),
      })),
    ),
    gaps: createTopicIndex(
      briefing.gaps.map((gap) => ({ key: gap, names: [gap.topic, gap.id, ...gap.aliases], prose: [] })),
    ),
  };
  cache.set(briefing, made);
  return made;
}

/** People ask by the figure: "the 600,000", "100 days". */
function figures(provision: Provision): readonly string[] {
  return provision.readings.flatMap((reading) =>
    reading.terms.map((term) => `${term.value} ${term.unit ?? ''}`),
  );
}

/** Provisions the words may mean, best first, typos allowed; an id or a title word for word scores 1. */
export function findProvisions(typed: string, briefing: Briefing): readonly ProvisionMatch[] {
  const id = typed.trim().toLowerCase();
  const exact = briefing.provisions.find((provision) => provision.id === id);
  if (exact !== undefined) return [{ provision: exact, score: 1 }];
  return topicsOf(briefing)
    .provisions(typed)
    .map(({ key, score }) => ({ provision: key, score }));
}

/** Known unknowns the words may mean, best first. */
export function findGaps(typed: string, briefing: Briefing): readonly GapMatch[] {
  return topicsOf(briefing)
    .gaps(typed)
    .map(({ key, score }) => ({ gap: key, score }));
}
