import { lookupOf } from '../../domain/lookups/lookup.ts';
import { isSilence } from '../../domain/provision.ts';
import type { Unit } from '../../search/evidence/unit.ts';
import type { Asked } from '../ranking/asked.ts';
import { signalsOf } from '../ranking/features.ts';
import { laidOut } from '../ranking/laid-out.ts';
import type { RankedUnit } from '../ranking/rank.ts';
import { headedBy, MOST_UNITS } from './decision.ts';
import {
  doneFirst,
  ownTextFirst,
  saidInFullFirst,
  stanceSideFirst,
  takenOutFirst,
  undertakenFirst,
  unknownBeforeEmpty,
} from './leading.ts';
import { positionsOn } from './positions-on.ts';

/** The ranked records in the order in which what is asked has them lead, whatever their scores. */
export function inOrderAsked(found: readonly RankedUnit[], asked: Asked): readonly RankedUnit[] {
  const own = ownTextFirst(ownFirst(found, asked), asked);
  const led = stanceSideFirst(latestStanceFirst(happenedFirst(own, asked), asked), asked);
  const known = doneFirst(knownFirst(providedFirst(led, asked), asked), asked);
  const spoken = spokenFirst(pointFirst(stanceFirst(known, asked), asked), asked);
  return unknownBeforeEmpty(
    saidInFullFirst(takenOutFirst(undertakenFirst(spoken, asked), asked), asked),
    asked,
  );
}

/** That a text says nothing, or that nobody knows what it says, leads only where that text, or what holds now, is asked for. */
function spokenFirst(ranked: readonly RankedUnit[], { mentions, wanted }: Asked): readonly RankedUnit[] {
  const first = ranked[0]?.candidate.unit;
  if (first?.record.kind !== 'reading' || !isSilence(first.record.change)) return ranked;
  if (wanted.now + wanted.gone + wanted.new > 0 || mentions.texts.some(({ id }) => first.texts.includes(id)))
    return ranked;
  const told = ranked.find(
    ({ candidate: { unit } }) =>
      unit.record.kind === 'reading' &&
      !isSilence(unit.record.change) &&
      unit.provisions[0] === first.provisions[0],
  );
  return headedBy(told, ranked);
}

/** Where somebody's attitude to a text that is named is on record as such, it goes before a dispute or a text that touches on it. */
function stanceFirst(ranked: readonly RankedUnit[], asked: Asked): readonly RankedUnit[] {
  const { subject, wanted, mentions, briefing } = asked;
  const first = ranked[0]?.candidate.unit;
  if (subject === null || wanted.stance < 1 || mentions.texts.length === 0) return ranked;
  if (first?.kind !== 'conflict' && first?.kind !== 'text' && first?.kind !== 'reading') return ranked;
  const own = positionsOn(
    lookupOf(briefing).voicesOf(subject.id),
    ranked.map(({ candidate }) => candidate),
    asked,
  )[0];
  if (own?.voice !== subject.id) return ranked;
  return headedBy(
    ranked.find(({ candidate }) => candidate.unit === own),
    ranked,
  );
}

const POINT =
  /^(?:and |so |but |ok )?(?:which|what|in which|under which) (?:points?|articles?|clauses?|paragraphs?|measures?|sections?|items?|provisions?)\b/i;

/** "Which point says …": what a text has on it, not where somebody stands on it. */
function pointFirst(ranked: readonly RankedUnit[], { mentions }: Asked): readonly RankedUnit[] {
  if (ranked[0]?.candidate.unit.kind === 'reading' || !POINT.test(mentions.plain)) return ranked;
  const named = new Set(mentions.texts.map(({ id }) => id));
  const reading = ranked.find(
    ({ candidate: { unit } }) =>
      unit.kind === 'reading' && (named.size === 0 || unit.texts.some((id) => named.has(id))),
  );
  return headedBy(reading, ranked);
}

/** "When was …", "when did …": what has happened is asked for. */
const PAST =
  /^(?:and |so )?(?:when|(?:on )?(?:what|which) (?:date|day|time)) (?:did|was|were|has|have|had)\b/i;
/** So much of what the best record holds of the question must an event hold to be what "when" asks after. */
const AS_WELL = 0.6;
/** So much before a number, which is called by what it counts from: "killed since the ceasefire began". */
const HALF_AS_WELL = 0.4;

/** Where "when" asks for the past, an event that happened goes before a text's words on the same. */
function happenedFirst(ranked: readonly RankedUnit[], asked: Asked): readonly RankedUnit[] {
  const [first] = ranked;
  if (first === undefined || !PAST.test(asked.mentions.plain)) return ranked;
  const { record } = first.candidate.unit;
  const counts = record.kind === 'figure';
  const isAhead = record.kind === 'event' && record.status === 'expected';
  if (first.candidate.unit.kind === 'event' && !isAhead && !counts) return ranked;
  const least = counts ? HALF_AS_WELL : AS_WELL;
  const { cover: most } = signalsOf(first.candidate, asked);
  const event = ranked.slice(0, MOST_UNITS).find(({ candidate }) => {
    const { record } = candidate.unit;
    if (record.kind !== 'event' || record.status === 'expected') return false;
    return signalsOf(candidate, asked).cover >= most * least;
  });
  return headedBy(event, ranked);
}

/** "What if they attack again": what is to follow from something, not what happened. */
const IF =
  /^(?:and |so |but |ok )?(?:what (?:if|happens? (?:if|when|once)|about if|would happen|comes next if)|suppose|if)\b|\bin (?:the )?case (?:of|that)\b/i;

const HALF = 0.5;

/** Where a question sets a case, what a text provides for it goes before what happened. */
function providedFirst(ranked: readonly RankedUnit[], asked: Asked): readonly RankedUnit[] {
  const [first] = ranked;
  if (first === undefined || !IF.test(asked.mentions.plain)) return ranked;
  const { kind } = first.candidate.unit;
  if (kind !== 'event' && kind !== 'gap' && kind !== 'person' && kind !== 'party') return ranked;
  const { cover: most } = signalsOf(first.candidate, asked);
  const reading = ranked.slice(0, 3 * MOST_UNITS).find(({ candidate }) => {
    const { record } = candidate.unit;
    if (record.kind !== 'reading' || record.change === 'unreported' || record.change === 'absent')
      return false;
    return signalsOf(candidate, asked).cover >= most * HALF;
  });
  return headedBy(reading, ranked);
}

/** Share of the question that somebody's own words must hold to go before what others say on it. */
const OWN_COVER = 0.5;

/** Where somebody's words or stance are asked for, his own record on it goes before anybody else's. */
function ownFirst(ranked: readonly RankedUnit[], asked: Asked): readonly RankedUnit[] {
  const { subject, briefing, wanted } = asked;
  if (subject === null || wanted.speaker > 0) return ranked;
  const voices = lookupOf(briefing).voicesOf(subject.id);
  const isOwn = ({ candidate: { unit } }: RankedUnit) =>
    voices.has(unit.voice) && (unit.kind === 'statement' || unit.kind === 'position');
  if (ranked[0] === undefined || isOwn(ranked[0])) return ranked;
  // What sources make of his view in different ways says more than one of the records that differ.
  const { unit } = ranked[0].candidate;
  if (unit.kind === 'conflict' && unit.who.some((id) => voices.has(id))) return ranked;
  if (subject.kind === 'party' && wanted.words < 0.8 && wanted.stance < 1) return ranked;
  const behind = lookupOf(briefing).speaksFor(subject.id);
  const wordless = laidOut(asked).all === 0;
  // Who somebody is does not say what he thinks.
  const isWho = unit.record.id === subject.id;
  const own =
    ranked
      .slice(0, MOST_UNITS)
      .find(
        (one) => isOwn(one) && (wordless || isWho || signalsOf(one.candidate, asked).cover >= OWN_COVER),
      ) ??
    // Where he stands on the subject that was found says it before what a text has on it.
    (wanted.stance < 1 || unit.kind !== 'reading'
      ? undefined
      : ranked
          .slice(0, 3 * MOST_UNITS)
          .find(
            (one) =>
              (isOwn(one) || behind.includes(one.candidate.unit.voice)) &&
              one.candidate.unit.kind === 'position' &&
              one.candidate.unit.provisions.some((id) => unit.provisions.includes(id)),
          ));
  return headedBy(own, ranked);
}

/** Says that a stance of an earlier day is asked for. */
const BACK_THEN =
  /\b(?:did|was|were|had|before|first|initial\w*|original\w*|used to|then|earlier|at the time|changed?|when)\b/i;

/**
 * Where a party of several parts is asked for its stance, the newest that any of them takes on the subject that was found: a
 * government's goes before that of the government before it. Where an earlier day is asked for, nothing moves.
 */
function latestStanceFirst(ranked: readonly RankedUnit[], asked: Asked): readonly RankedUnit[] {
  const { subject, mentions, wanted, briefing } = asked;
  const first = ranked[0]?.candidate.unit;
  if (subject?.kind !== 'party' || first?.record.kind !== 'position' || first.voice === subject.id)
    return ranked;
  if (
    (mentions.period !== null && wanted.now === 0) ||
    mentions.texts.length > 0 ||
    BACK_THEN.test(mentions.plain)
  )
    return ranked;
  const lookup = lookupOf(briefing);
  const voices = lookup.voicesOf(subject.id);
  const isPart = (id: string) => voices.has(id) && lookup.actor(id)?.kind === 'party';
  if (!isPart(first.voice)) return ranked;
  let newest: RankedUnit | undefined;
  let day = first.day;
  for (const one of ranked) {
    const { unit } = one.candidate;
    const isOn = unit.provisions.some((id) => first.provisions.includes(id));
    if (unit.kind !== 'position' || unit.day <= day || !isOn || !isPart(unit.voice)) continue;
    newest = one;
    day = unit.day;
  }
  return headedBy(newest, ranked);
}

/** So little may a known unknown be ahead, in score, of a record that holds as much of what is asked. */
const AHEAD = 0.6;

/** What is on record goes before what is not known, where both fit alike. */
function knownFirst(ranked: readonly RankedUnit[], asked: Asked): readonly RankedUnit[] {
  const [first] = ranked;
  if (first === undefined || first.candidate.unit.kind !== 'gap') return ranked;
  const { cover: most } = signalsOf(first.candidate, asked);
  const known = ranked.slice(1, 4).find(({ candidate, score }) => {
    if (candidate.unit.kind === 'gap' || score < first.score - AHEAD) return false;
    return signalsOf(candidate, asked).cover >= most;
  });
  return headedBy(known, ranked);
}

/** What contradicts the best record stands beside it. */
export function withDispute(
  units: readonly Unit[],
  ranked: readonly RankedUnit[],
  { briefing }: Asked,
): readonly Unit[] {
  const [first, ...rest] = units;
  if (first === undefined || first.kind === 'conflict') return units;
  const open = lookupOf(briefing)
    .conflictsOn(first.record)
    .filter(({ type }) => OPEN.has(type))
    .map(({ id }) => `conflict:${id}`);
  const dispute = ranked.find(({ candidate }) => open.includes(candidate.unit.id))?.candidate.unit;
  if (dispute === undefined || rest.slice(0, 3).includes(dispute)) return units;
  // The next two may be what was asked for: the dispute comes last of what is shown.
  const others = rest.filter((unit) => unit !== dispute);
  return [first, ...others.slice(0, 2), dispute, ...others.slice(2)].slice(0, MOST_UNITS);
}

const OPEN: ReadonlySet<string> = new Set(['attribution', 'fact', 'wording', 'strength', 'tension']);

/** The best, without a third reading of one subject or a second known unknown before something else was shown. */
export function diverse(ranked: readonly RankedUnit[]): readonly Unit[] {
  const chosen: Unit[] = [];
  const later: Unit[] = [];
  const count = new Map<string, number>();
  for (const { candidate } of ranked.slice(0, 3 * MOST_UNITS)) {
    const { unit } = candidate;
    const subject =
      unit.kind === 'reading' ? (unit.provisions[0] ?? '') : unit.kind === 'gap' ? unit.kind : unit.id;
    const seen = count.get(subject) ?? 0;
    count.set(subject, seen + 1);
    const most = unit.kind === 'gap' ? 1 : 2;
    if (seen >= most && chosen.length < 3) later.push(unit);
    else chosen.push(unit);
  }
  return [...chosen.slice(0, 3), ...later, ...chosen.slice(3)].slice(0, MOST_UNITS);
}
