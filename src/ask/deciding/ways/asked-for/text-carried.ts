import type { Briefing } from '../../../../domain/briefing.ts';
import type { SourceRef } from '../../../../domain/source.ts';
import type { Text } from '../../../../domain/text.ts';
import { evidenceOf } from '../../../../search/evidence/evidence-index.ts';
import { versionsAsked } from '../../../reading/versions-asked.ts';
import { type Decision, headedBy, MOST_UNITS } from '../../decision.ts';
import type { Found } from '../../found.ts';

/** Asks who has, printed or translated a text, or from what kind of source it is known. */
const WHO =
  /\b(?:who|whose|which (?:outlets?|papers?|newspapers?|sites?|publishers?|agency|agencies|sources?)|what (?:kind|sort|type) of source|where|how(?! (?:many|much|long|often|big)\b))\b/i;
const CARRIED =
  /\b(?:ran|run|behind|print(?:s|ed)?|publish(?:es|ed)?|carried|carries|put out|post(?:s|ed)?|had|has|have|translat\w+|sources?|sourced|online|from|known|know)\b/i;
/** What may stand in such a question beside the name of the text. */
const BESIDE =
  /^(?:ran|run|prints?|printed|publish\w*|carr(?:y|ies|ied)|put|post(?:s|ed)?|translat\w+|sources?|sourced|online|known|outlets?|papers?|newspapers?|sites?|agency|agencies|kind|sort|type|behind|full|whole|english|original|version|text|wording|draft|points?|pts|first|1|1st|words?|link|page|place|itself|actual)$/;

/** "Which outlet had the full text of the first draft": the text, and behind it where it is to be read. */
export function textCarried(found: Found): Decision | null {
  const { asked, units } = found;
  const { mentions, thread, briefing } = asked;
  if (thread !== null || mentions.points.length > 0 || !asksWhoCarried(mentions.plain)) return null;
  const { texts, used } = versionsAsked(asked);
  const [only, ...others] = texts;
  if (only === undefined || others.length > 0) return null;
  const more = asked.terms.some(
    ({ part, word }) => (part === 'word' || part === 'name') && !used.has(word) && !BESIDE.test(word),
  );
  if (more) return null;
  const evidence = evidenceOf(briefing);
  const text = evidence.unit(`text:${only.id}`);
  if (text === undefined) return null;
  const sources = carriersOf(only, briefing).flatMap(({ source }) => evidence.unit(`source:${source}`) ?? []);
  const behind = headedBy(text, units).filter((unit) => !sources.includes(unit));
  return {
    kind: 'answer',
    verdict: null,
    units: [text, ...sources.slice(0, 2), ...behind.slice(1)].slice(0, MOST_UNITS),
    fit: 0.8,
  };
}

/** What the text's points are cited from, the sources of most of them first; else what the text itself is known from. */
export function carriersOf({ id, sources }: Text, { provisions }: Briefing): readonly SourceRef[] {
  const cited = new Map<string, { readonly ref: SourceRef; times: number }>();
  for (const { readings } of provisions)
    for (const { text, sources: refs } of readings)
      for (const ref of text === id ? refs : []) {
        const known = cited.get(ref.source) ?? { ref: { source: ref.source }, times: 0 };
        known.times += 1;
        cited.set(ref.source, known);
      }
  const most = [...cited.values()].toSorted((a, b) => b.times - a.times).map(({ ref }) => ref);
  return [...most, ...sources.filter(({ source }) => !cited.has(source))];
}

/** True where a question asks who carried something. */
export function asksWhoCarried(plain: string): boolean {
  return WHO.test(plain) && CARRIED.test(plain);
}
