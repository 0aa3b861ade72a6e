import type { Actor } from '../../../../domain/actor.ts';
import { lookupOf } from '../../../../domain/lookups/lookup.ts';
import { isSilence, type Reading } from '../../../../domain/provision.ts';
import { evidenceOf } from '../../../../search/evidence/evidence-index.ts';
import type { Unit } from '../../../../search/evidence/unit.ts';
import { mentionedActors } from '../../../../search/names/mentioned-actors.ts';
import { tokens } from '../../../../search/text/normalize.ts';
import type { Asked } from '../../../ranking/asked.ts';
import { type Decision, MOST_UNITS } from '../../decision.ts';
import type { Found } from '../../found.ts';

/** Asks for what a text gives somebody. */
const GETS =
  /^(?:and |so |but )?what(?:['’]?s| does| do| did| will| would| can| could| is)?\b.*\b(?:gets?|getting|gains?|wins?|receives?|keeps?|in it for|benefits?)\b|\b(?:gains|benefits|upside) (?:for|of)\b|^what\b.{2,40}\bgets\b/i;
/** Asks for what it takes from him or lays upon him. */
const GIVES =
  /^(?:and |so |but )?what(?:['’]?s| does| do| did| will| would| is| are)?\b.*\b(?:gives? up|giving up|loses?|concedes?|conceding|(?:has|have) to (?:do|give|concede|accept|deliver|swallow|cede)|had to (?:give|concede|accept)|must|obliged|required|supposed to do|expected to do|needs? to do|owes?|commits? to|sacrifices?|cedes?)\b|\b(?:obligations|duties|concessions|sacrifices) (?:of|for|by|from)\b|['’]?s (?:obligations|duties|concessions|sacrifices)[?.! ]*$/i;
/** Not what he loses, but all that he has to do. */
const DOES = /\b(?:must|to do|obliged|required|obligations|duties)\b/i;
type Share = 'gets' | 'gives' | 'does';
/** So plainly must a text say it. */
const SURE = 2;
/** What may stand in such a question beside the one it is asked of. */
const BESIDE =
  /^(?:give|gives|giving|get|gets|getting|gain|gains|win|wins|receive|receives|keep|keeps|benefit|benefits|upside|return|exchange|lose|loses|concede|concedes|concession|concessions|obligation|obligations|duty|duties|sacrifice|sacrifices|cede|cedes|owe|owes|commit|commits|deliver|swallow|accept|obliged|required|supposed|expected|need|needs|must|first|now|actually|whole|side|end)$/;

/** How a clause says that somebody is given something, and that something is asked of him. */
const GIVEN =
  /\b(?:gets?|receives?|keeps?|(?:is|are) (?:given|invited|paid|compensated|recognised|recognized|admitted|allowed|promised|guaranteed|released|returned|lifted|eased|exempt\w*)|may\b|takes? (?:half|part|over)|(?:half|share) of|profits?|amnesty|relief|lifts?|back\b|free of|rebuild\w*|guarantees?)/iu;
const TAKEN =
  /\b(?:gives? (?:up|way)|leaves?|withdraws?|pulls?|hands? over|pays?|limits?|limited|capped|not\b|never|undertakes?|must|has to|have to|writes?|cuts?|stops?|ends?|closes?|frees?|renounces?|reduces?|disarms?|surrenders?|accepts?|agrees?|without|destroy\w*|submits?|declares?|deport\w*|gathers?)/iu;

/** "What does X get", "what does X have to give up": what the text that is named, or the story's own, lays down for X. */
export function fallsTo({ asked, units }: Found): Decision | null {
  const { mentions, briefing, terms, wanted, thread } = asked;
  const { plain } = mentions;
  if (thread !== null || wanted.speaker + wanted.source + wanted.vote > 0 || mentions.points.length > 0)
    return null;
  const share: Share | null = !GIVES.test(plain)
    ? GETS.test(plain)
      ? 'gets'
      : null
    : DOES.test(plain)
      ? 'does'
      : 'gives';
  if (share === null) return null;
  const [only, ...others] = mentions.named;
  const [actor, ...alike] = only?.actors ?? [];
  if (actor === undefined || others.length + alike.length > 0) return null;
  if (terms.some(({ part, word }) => (part === 'word' || part === 'number') && !BESIDE.test(word)))
    return null;
  const [named] = mentions.texts;
  for (const text of named === undefined ? [briefing.mainText, briefing.latestText] : [named.id]) {
    const told = inText(text, actor, share, asked);
    if (told.length > 0)
      return {
        kind: 'answer',
        verdict: null,
        units: [...told, ...units.filter(({ kind }) => kind !== 'party' && kind !== 'person')].slice(
          0,
          MOST_UNITS,
        ),
        fit: 0.7,
      };
  }
  return null;
}

/** What a text has on somebody, first what is most to the point. */
function inText(text: string, actor: Actor, share: Share, { briefing }: Asked): readonly Unit[] {
  const evidence = evidenceOf(briefing);
  const found = briefing.provisions.flatMap(({ readings }) =>
    readings.flatMap((reading) => {
      if (reading.text !== text || isSilence(reading.change) || reading.change === 'removed') return [];
      const worth = worthOf(reading, actor, share, briefing);
      const unit = evidence.unit(`reading:${reading.id}`);
      return worth === null || unit === undefined ? [] : [{ unit, worth, point: reading.points[0] ?? 999 }];
    }),
  );
  const sure = found.filter(({ worth }) => worth >= SURE);
  // Where the text says it nowhere in so many words, all that it has on him.
  return (sure.length > 0 ? sure : found.filter(({ worth }) => worth >= 0))
    .toSorted((a, b) => b.worth - a.worth || a.point - b.point)
    .map(({ unit }) => unit);
}

/** How far a reading tells what somebody is given, or what is asked of him; null where it does not speak of him. */
function worthOf(
  { wording, materiality }: Reading,
  { id }: Actor,
  asked: Share,
  briefing: Asked['briefing'],
): number | null {
  const voices = lookupOf(briefing).voicesOf(id);
  let worth: number | null = null;
  for (const clause of wording.split(/[;.](?= |$)/)) {
    const named = mentionedActors(clause, briefing).filter(
      ({ score, actor, others = [] }) => score === 1 && [actor, ...others].some((one) => voices.has(one.id)),
    );
    const [first] = named;
    if (first === undefined) continue;
    const from = tokens(clause)[first.to - 1]?.end ?? 0;
    const behind = clause.slice(from);
    const leads = first.from <= 2 ? (asked === 'does' ? SURE : 1) : 0;
    // What stands behind a name is done by him or to him.
    const given = GIVEN.test(asked === 'gets' ? clause : behind) ? SURE : 0;
    const taken = TAKEN.test(behind) ? SURE : 0;
    const hits = asked === 'gets' ? given + 1 - taken : taken - given;
    worth = Math.max(worth ?? 0, hits + leads - (materiality === 'minor' ? 1 : 0));
  }
  return worth;
}
