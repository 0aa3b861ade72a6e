import { lookupOf } from '../../../domain/lookups/lookup.ts';
import { evidenceOf } from '../../../search/evidence/evidence-index.ts';
import type { Unit } from '../../../search/evidence/unit.ts';
import type { Asked } from '../../ranking/asked.ts';
import { signalsOf } from '../../ranking/features.ts';
import type { RankedUnit } from '../../ranking/rank.ts';
import { versionsAsked } from '../../reading/versions-asked.ts';
import type { Decision } from '../decision.ts';
import type { Found } from '../found.ts';
import { inOtherText, inTextsOf, nextPoint, sameOf } from './following/elsewhere.ts';
import { othersLike, reasonsFor, repliesTo } from './following/voices.ts';

const SOURCE =
  /\b(?:sources?|sourced|source for (?:that|this|it)|who(?:'s| is)? report(?:s|ed|ing)(?: it| that| this)?|says who|who says(?: so| that| this)?|according to whom|where(?:'s| is| does) (?:that|this|it) (?:from|come from)|link|reference|citation)\b/i;
/** A new question rather than one on what was told. */
const OPENS_ANEW =
  /^(?:and |so |but |ok |okay )?(?:what|who|how many|which) (?:else|other)\b|\bother\b|\belse\b/i;
const MOST_SOURCES = 3;

/**
 * What a question in a thread asks of the record told before it: its sources, the same subject in another text, the next
 * number, or the record itself ("when was that", "why"). Null where it asks something of its own.
 */
export function followUp({ byScore, asked }: Found): Decision | null {
  const { thread, mentions } = asked;
  if (thread === null) return null;
  const units = followed(byScore, asked, evidenceOf(asked.briefing).unit);
  if (units === null) return null;
  // The record that was told goes on to lead, but not with words of which it holds none.
  const own = byScore.find(({ candidate }) => candidate.unit === thread);
  const leads = units[0] === thread && !SOURCE.test(mentions.plain) && !STILL.test(mentions.plain);
  const isSure = FORM.test(mentions.plain) || tellsWhen(thread, asked) || tellsWho(thread, asked);
  return !leads || own === undefined || isSure || holdsAsked(own, asked)
    ? { kind: 'answer', verdict: null, units, fit: 0.8 }
    : { kind: 'offer', units, fit: 0.3 };
}

/** A day is asked for, and the record told before has one: it is told with what it is the day of. */
function tellsWhen({ when }: Unit, { wanted, mentions }: Asked): boolean {
  const day = wanted.time >= 0.8 && !/\bhow long\b/i.test(mentions.plain);
  return day && when !== null && when.to !== null;
}

/** "Whose words are that", "since when" of somebody: who says it, or what he is, is told with it. */
function tellsWho({ kind }: Unit, { mentions }: Asked): boolean {
  if (kind === 'person') return /^(?:and )?(?:since|until|till|from) when\b/i.test(mentions.plain);
  return (kind === 'statement' || kind === 'position') && WHOSE.test(mentions.plain);
}

const WHOSE =
  /\bwhose (?:\S+ )?(?:is|are|was|were) (?:that|this|it|those|these)\b|^(?:and )?who (?:said|says|claims|claimed|told) (?:\S+ )?(?:that|this|it|so)\b|^(?:and )?(?:by|from|according to) whom\b/i;

/** Whether the record told before holds what is asked on: one of the words, and one of those who are named. */
function holdsAsked(
  { candidate: { unit, held } }: RankedUnit,
  { terms, mentions, briefing }: Asked,
): boolean {
  const words = terms.flatMap(({ part }, at) => (part === 'word' || part === 'number' ? [at] : []));
  if (words.length > 0 && words.every((at) => (held[at]?.factor ?? 0) < LOOSELY)) return false;
  const lookup = lookupOf(briefing);
  return mentions.named.every(({ actors }) =>
    actors.some(({ id }) => {
      const voices = lookup.voicesOf(id);
      return unit.who.some((one) => voices.has(one)) || unit.texts.length > 0;
    }),
  );
}

const LOOSELY = 0.4;

/** Only the sources of what was told are asked for. */
export function asksItsSource(plain: string): boolean {
  return plain.split(' ').length <= 6 && SOURCE.test(plain);
}

/** What is told, the best first. */
function followed(
  ranked: readonly RankedUnit[],
  asked: Asked,
  unitOf: (id: string) => Unit | undefined,
): readonly Unit[] | null {
  const { thread, mentions, terms, wanted } = asked;
  if (thread === null) return null;
  if (FORM.test(mentions.plain)) return [thread, ...near(ranked, thread)];
  const words = terms.filter(({ part, stems }) => part === 'word' && stems.length > 0);
  const few = mentions.words.length <= 8;
  if (!few) return null;
  const asksSource = SOURCE.exec(mentions.plain)?.[0].toLowerCase().split(' ') ?? null;
  if (
    asksSource !== null &&
    words.every(
      ({ word }) => asksSource.includes(word) || /^(?:sources?|link|reference|citation|sourced)$/.test(word),
    )
  )
    return [thread, ...sourcesOf(thread, unitOf)];
  if (STILL.test(mentions.plain) && words.every(({ word }) => HOLDS.has(word))) {
    const [about] = thread.provisions;
    const latest = about === undefined ? undefined : unitOf(`reading:${about}/${asked.briefing.latestText}`);
    const silent = latest?.record.kind === 'reading' && latest.record.change === 'unreported';
    if (latest !== undefined && !silent && latest !== thread) return [latest, thread];
    return [thread, ...near(ranked, thread)];
  }
  const { used } = versionsAsked(asked);
  const others = words.filter(({ word }) => !used.has(word));
  const candidates = ranked.map(({ candidate }) => candidate);
  const elsewhere = others.length <= 1 ? inOtherText(candidates, asked, unitOf) : [];
  if (elsewhere.length > 0) return [...elsewhere.slice(0, 3), thread];
  const [figure] = mentions.quantities;
  if (figure !== undefined && thread.kind === 'reading' && words.length === 0) {
    const next = nextPoint(figure, asked, unitOf);
    if (next !== undefined) return [next, thread];
  }
  for (const voiced of [repliesTo(candidates, asked), reasonsFor(asked), othersLike(candidates, asked)])
    if (voiced.length > 0) return [...voiced.slice(0, 3), ...(voiced.includes(thread) ? [] : [thread])];
  const named = actorsIn(asked, words.length);
  if (named !== null) {
    const own = ranked
      .map(({ candidate }) => candidate.unit)
      .filter(({ voice, who }) => named.has(voice) || who.some((id) => named.has(id)));
    const same = own.filter(
      (unit) => unit !== thread && unit.provisions.some((id) => thread.provisions.includes(id)),
    );
    if (same.length > 0) return [...same.slice(0, 3), thread];
    const written = inTextsOf(asked, unitOf);
    if (written.length > 0) return [...written.slice(0, 3), thread];
    const likewise = own.filter((unit) => unit.kind === thread.kind && named.has(unit.voice));
    if (likewise.length > 0 && thread.voice !== '') return [...likewise.slice(0, 3), thread];
  }
  const same = sameOf(candidates, asked);
  if (same.length > 0) return [...same.slice(0, 3), thread];
  const plainAsking =
    wanted.time + wanted.place + wanted.number + wanted.reason + wanted.verdict + wanted.person > 0;
  if (words.length === 0 && mentions.named.length === 0 && plainAsking && !OPENS_ANEW.test(mentions.plain))
    return [thread, ...near(ranked, thread)];
  if (words.length === 0 && mentions.named.length === 0 && BARE.test(mentions.plain))
    return [thread, ...near(ranked, thread)];
  const [first] = ranked;
  const points = POINTS_BACK.test(mentions.plain) && words.length <= 2 && mentions.texts.length === 0;
  const loose = first === undefined || signalsOf(first.candidate, asked).cover < HELD_WHOLE;
  if (points && loose && plainAsking) return [thread, ...near(ranked, thread)];
  return null;
}

/** Asks for no more than more of what was told: "which ones", "meaning?", "how so". */
const BARE =
  /^(?:and |so |ok |but )?(?:which(?: ones?)?|meaning|how so|how|in what way|explain(?: (?:it|that|this))?|more(?: on (?:it|that|this))?|more details?|details|what (?:does|did) (?:that|it|this) (?:mean|say)|really|go on|elaborate)(?: (?:please|pls|exactly|then))*[?.! ]*$/i;

/** The same once more, or one part of it: no subject of its own. */
const FORM =
  /^(?:and |so |but |ok |okay |please |pls |just |only |the |in |give |me |can i |get |have |what(?:'s| is| was)? |a )*(?:full|exact|whole|complete|original|actual|date|day|time|year|quote|quotation|sentence|wording|words|text|link)(?: (?:full|exact|whole|complete|original|quote|quotation|sentence|wording|words|text|only|of (?:it|that|this)|for (?:it|that|this)|please|pls|thanks))*[?.! ]*$/i;

/** Says of something that was told whether it holds. */
const STILL = /\b(?:still|anymore|any more|yet|now)\b/i;
const HOLDS = new Set(
  'true valid case right correct accurate current stand stands standing so hold holds'.split(' '),
);
/** Leans on what was told: "who was there", "why did he". */
const POINTS_BACK = /\b(?:there|then|that|it|its|him|her|his|he|she|them|they|their|this|those)\b/i;
/** From so much of the question on a record is what is asked for by itself. */
const HELD_WHOLE = 0.75;

function near(ranked: readonly RankedUnit[], thread: Unit): readonly Unit[] {
  return ranked
    .slice(0, 5)
    .map(({ candidate }) => candidate.unit)
    .filter((unit) => unit !== thread);
}

/** "And Moscow?": whoever speaks for the one named, where nothing else is asked. */
function actorsIn({ mentions, thread, briefing }: Asked, words: number): ReadonlySet<string> | null {
  const [only, ...more] = mentions.named;
  if (only === undefined || more.length > 0 || words > 0 || mentions.texts.length > 0) return null;
  const lookup = lookupOf(briefing);
  const voices = new Set(only.actors.flatMap(({ id }) => [...lookup.voicesOf(id)]));
  return thread !== null && voices.has(thread.voice) ? null : voices;
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
