import type { Actor } from '../../domain/actor.ts';
import { lookupOf } from '../../domain/lookups/lookup.ts';
import { latestDay } from '../../domain/when.ts';
import type { Candidate } from '../../search/evidence/evidence-index.ts';
import type { Unit } from '../../search/evidence/unit.ts';
import type { Asked } from '../ranking/asked.ts';
import type { RankedUnit } from '../ranking/rank.ts';

const UNDATED = { precision: 'undated', from: null, to: null } as const;
/** How well a position must hold each word of what it is asked to be on. */
const HELD = 0.5;
/** Says that a stance is asked for or which, not on what. */
const STANDS =
  /^(?:back|support|favou?r|oppos|accept|except|reject|refus|agree|approv|endors|embrac|reaction|react|position|stance|stand|view|opinion|attitude|line|take|happy|unhappy|keen|ok|okay|fine|content|satisfied|want|like|welcom|object|resist|veto|turn|down|green|lit|still|initial|sign|prais|applaud|cheer|hail|criticis|criticiz|condemn|veto|ratif|recommend|vot)\w*$/;

/** Where somebody stands on what is asked, and else where those do whom he speaks for; the newest. It is told whose it is, and by whom. */
export function lineOf({ id }: Actor, ranked: readonly RankedUnit[], asked: Asked): Unit | undefined {
  const { voicesOf, speaksFor } = lookupOf(asked.briefing);
  const candidates = ranked.map(({ candidate }) => candidate);
  const [own] = positionsOn(voicesOf(id), candidates, asked);
  return own ?? positionsOn(new Set(speaksFor(id)), candidates, asked)[0];
}

/**
 * Positions that these voices take on all that the question names, or on the story's texts where it names nothing: those of the
 * first voice itself before those of others who speak for it, and of each the newest first.
 */
export function positionsOn(
  voices: ReadonlySet<string>,
  candidates: readonly Candidate[],
  { mentions, terms, briefing }: Asked,
): readonly Unit[] {
  const [first] = mentions.named;
  const [itself] = voices;
  const doer = new Set(first === undefined ? [] : mentions.words.slice(first.from, first.to));
  const objects = terms.flatMap(({ part, word }, at) =>
    ((part === 'word' || part === 'number') && !STANDS.test(word)) || (part === 'name' && !doer.has(word))
      ? [at]
      : [],
  );
  const about =
    mentions.texts.length > 0
      ? mentions.texts.map(({ id }) => id)
      : objects.length === 0
        ? [briefing.latestText, briefing.mainText]
        : [];
  return candidates
    .filter(
      ({ unit, held }) =>
        unit.kind === 'position' &&
        voices.has(unit.voice) &&
        (about.length === 0 || about.some((id) => unit.texts.includes(id))) &&
        objects.every((at) => (held[at]?.factor ?? 0) >= HELD),
    )
    .map(({ unit }) => unit)
    .sort((a, b) => {
      const own = Number(b.voice === itself) - Number(a.voice === itself);
      return own !== 0 ? own : latestDay(b.when ?? UNDATED) < latestDay(a.when ?? UNDATED) ? -1 : 1;
    });
}
