import { recordId } from '../../domain/briefing.ts';
import type { Unit } from '../../search/evidence/unit.ts';
import type { Asked } from '../ranking/features.ts';
import type { RankedUnit } from '../ranking/rank.ts';

const SOURCE =
  /\b(?:sources?|sourced|source for (?:that|this|it)|says who|who says(?: so| that| this)?|according to whom|where(?:'s| is| does) (?:that|this|it) (?:from|come from)|link|reference|citation)\b/i;
/** A new question rather than one on what was told. */
const OPENS_ANEW =
  /^(?:and |so |but |ok |okay )?(?:what|who|how many|which) (?:else|other)\b|\bother\b|\belse\b/i;
const MOST_SOURCES = 3;

/**
 * What a question in a thread asks of the record told before it: its sources, the same subject in another text, the next
 * number, or the record itself ("when was that", "why"). Best first; null where it asks something of its own.
 */
export function followUp(
  ranked: readonly RankedUnit[],
  asked: Asked,
  unitOf: (id: string) => Unit | undefined,
): readonly Unit[] | null {
  const { thread, mentions, terms, wanted } = asked;
  if (thread === null) return null;
  const words = terms.filter(({ part, stems }) => part === 'word' && stems.length > 0);
  const few = mentions.words.length <= 8;
  if (!few) return null;
  if (
    SOURCE.test(mentions.plain) &&
    words.filter(({ word }) => !/^(?:sources?|link|reference|citation|sourced)$/.test(word)).length === 0
  )
    return [thread, ...sourcesOf(thread, unitOf)];
  const text = mentions.texts.find(({ id }) => !thread.texts.includes(id)) ?? mentions.texts[0];
  const [provision] = thread.provisions;
  if (text !== undefined && provision !== undefined && words.length <= 1) {
    const reading = unitOf(`reading:${provision}/${text.id}`);
    if (reading !== undefined) return [reading, thread];
  }
  const [figure] = mentions.quantities;
  if (figure !== undefined && thread.kind === 'reading' && words.length === 0) {
    const own = asked.briefing.provisions.flatMap(({ readings }) =>
      readings.filter((one) => one.text === thread.texts[0] && one.points.includes(figure)),
    );
    const [first] = own.map((one) => unitOf(recordId(one)));
    if (first !== undefined) return [first, thread];
  }
  const plainAsking =
    wanted.time + wanted.place + wanted.number + wanted.reason + wanted.verdict + wanted.person > 0;
  if (words.length === 0 && mentions.named.length === 0 && plainAsking && !OPENS_ANEW.test(mentions.plain))
    return [
      thread,
      ...ranked
        .slice(0, 5)
        .map(({ candidate }) => candidate.unit)
        .filter((unit) => unit !== thread),
    ];
  return null;
}

function sourcesOf({ record }: Unit, unitOf: (id: string) => Unit | undefined): readonly Unit[] {
  const refs =
    'sources' in record
      ? record.sources
      : 'sides' in record
        ? record.sides.flatMap(({ sources }) => sources)
        : [];
  return refs.flatMap(({ source }) => unitOf(`source:${source}`) ?? []).slice(0, MOST_SOURCES);
}
