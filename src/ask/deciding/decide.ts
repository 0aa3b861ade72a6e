import type { Actor } from '../../domain/actor.ts';
import { lookupOf } from '../../domain/lookups/lookup.ts';
import { hasOwnWords } from '../../domain/lookups/said-by.ts';
import { latestDay } from '../../domain/when.ts';
import { evidenceOf } from '../../search/evidence/evidence-index.ts';
import type { Unit } from '../../search/evidence/unit.ts';
import type { QuoteIndex } from '../../search/statements/quote-index.ts';
import { type Asked, signalsOf } from '../ranking/features.ts';
import type { RankedUnit } from '../ranking/rank.ts';
import { type SupportRow, supportOf, supportRow } from '../ranking/support.ts';
import { strangerAsked } from '../reading/stranger.ts';
import { followUp } from './follow-up.ts';
import { type Premise, premiseOf } from './premises.ts';
import { isOnRecord, wordsAskedAfter } from './quote-asked.ts';
import { isUnfilled } from './unfilled.ts';

/** What is done with what was found; `units` best first, at most ten. */
export type Decision =
  | {
      readonly kind: 'answer';
      readonly verdict: 'yes' | 'no' | null;
      /** Everything one actor said, or everything it holds, is asked for. */
      readonly allOf?: { readonly actor: Actor; readonly what: 'words' | 'stance' };
      readonly units: readonly Unit[];
      readonly fit: number;
    }
  /** The question takes something for granted that is not so; a gap that says so leads. */
  | {
      readonly kind: 'correct';
      readonly premise: Premise;
      readonly gap: Unit | null;
      readonly units: readonly Unit[];
      readonly fit: number;
    }
  /** A known unknown is what was asked. */
  | { readonly kind: 'gap'; readonly gap: Unit; readonly units: readonly Unit[]; readonly fit: number }
  /** Somebody on record said nothing on it, or takes no stand. */
  | {
      readonly kind: 'silent';
      readonly actor: Actor;
      readonly about: 'words' | 'stance';
      readonly bare: boolean;
      readonly units: readonly Unit[];
      readonly fit: number;
    }
  /** Nobody on record goes by the name of the one who is asked after. */
  | {
      readonly kind: 'stranger';
      readonly name: string;
      readonly units: readonly Unit[];
      readonly fit: number;
    }
  /** Nobody on record said the words asked after. */
  | { readonly kind: 'unsaid'; readonly words: string; readonly units: readonly Unit[]; readonly fit: number }
  /** One of the records may be what is meant, and none is claimed to be. */
  | { readonly kind: 'offer'; readonly units: readonly Unit[]; readonly fit: number }
  /** Nothing fits; `units` are the nearest. */
  | { readonly kind: 'decline'; readonly units: readonly Unit[]; readonly fit: number };

/** From this support on the best record is the answer. */
const ANSWERS = 0.53;
/** From this support on the best records are offered, and nothing is claimed. */
const OFFERS = 0.2;
const MOST_UNITS = 10;
/** A known unknown that covers this much of the question says why there is no answer. */
const GAP_COVER = 0.6;
/** Or one that is called just so. */
const GAP_TIGHT = 0.75;

/** Decides what to do with the ranked records. */
export function decide(
  found: readonly RankedUnit[],
  asked: Asked,
  weights: SupportRow,
  index: () => QuoteIndex,
): Decision {
  const ranked = knownFirst(providedFirst(happenedFirst(ownFirst(found, asked), asked), asked), asked);
  const followed = followUp(found, asked, evidenceOf(asked.briefing).unit);
  if (followed !== null) return { kind: 'answer', verdict: null, units: followed, fit: 0.8 };
  const premise = premiseOf(ranked, asked);
  const units = withDispute(diverse(ranked), ranked, asked);
  const fit = supportOf(supportRow(ranked, asked), weights);
  const stranger = strangerAsked(asked);
  if (stranger !== null) {
    const gap = betterGap(ranked, asked) ?? gapNamed(ranked, asked);
    return gap === null
      ? { kind: 'stranger', name: stranger, units, fit: 0.1 }
      : { kind: 'gap', gap, units: units.filter((unit) => unit !== gap), fit: Math.max(fit, 0.5) };
  }
  if (premise !== null) {
    const decided = byPremise(premise, ranked, units, asked, fit);
    if (decided !== null) return decided;
  }
  const words = wordsAskedAfter(asked.mentions.plain);
  if (words !== null) {
    const told = /\bsays?\b/i.test(asked.mentions.plain) && units[0]?.kind === 'statement' && fit >= 0.6;
    if (!told && !isOnRecord(words, ranked, asked, index()))
      return { kind: 'unsaid', words, units: units.filter(({ kind }) => kind === 'statement'), fit: 0.1 };
    const said = ranked.flatMap(({ candidate: { unit } }) => (unit.kind === 'statement' ? [unit] : []));
    const others = units.filter((unit) => !said.slice(0, 2).includes(unit));
    return {
      kind: 'answer',
      verdict: null,
      units: [...said.slice(0, 2), ...others],
      fit: Math.max(fit, 0.7),
    };
  }
  const latest = pointsNow(ranked, asked) ?? publishedWhen(ranked, units, asked);
  if (latest !== null) return latest;
  const counted = pointCount(units, ranked, asked);
  if (counted !== null) return counted;
  const claimed = claimedWords(ranked, asked);
  if (claimed !== null)
    return {
      kind: 'answer',
      verdict: null,
      units: [claimed, ...units.filter((unit) => unit !== claimed)].slice(0, MOST_UNITS),
      fit: Math.max(fit, 0.8),
    };
  const everything = everythingOf(ranked, asked);
  if (everything !== null) return everything;
  const wordless = wordlessOf(units[0], asked);
  if (wordless !== null) return { kind: 'silent', actor: wordless, about: 'words', bare: false, units, fit };
  const better = betterGap(ranked, asked);
  if (better !== null)
    return {
      kind: 'gap',
      gap: better,
      units: units.filter((unit) => unit !== better),
      fit: Math.max(fit, 0.5),
    };
  const onlyWho =
    units[0]?.kind === 'party' ||
    units[0]?.kind === 'person' ||
    isAnothers(units[0], asked) ||
    isBesides(ranked, units[0], asked);
  const asksWords = asked.subject !== null;
  const lead = ranked.find(({ candidate }) => candidate.unit === units[0]);
  const unfilled = lead !== undefined && isUnfilled(lead, asked);
  if (fit >= ANSWERS && !(onlyWho && asksWords) && !unfilled)
    return { kind: 'answer', verdict: null, units, fit };
  const gap = gapIn(found.slice(0, 4), asked);
  if (gap !== null) return { kind: 'gap', gap, units: units.filter((unit) => unit !== gap), fit };
  const { subject } = asked;
  if (subject !== null) {
    const { wanted } = asked;
    const about = wanted.stance > wanted.words ? 'stance' : 'words';
    const voices = lookupOf(asked.briefing).voicesOf(subject.id);
    const own = units.filter(({ voice }) => voices.has(voice));
    const [lead] = units;
    // Where a spokesman's party stands is an answer to where he does.
    if (about === 'stance' && lead?.kind === 'position' && !voices.has(lead.voice)) {
      if (lookupOf(asked.briefing).speaksFor(subject.id).includes(lead.voice))
        return { kind: 'answer', verdict: null, units, fit: Math.max(fit, ANSWERS) };
    }
    // That somebody said nothing at all is said only where no word of his is on record.
    const bare =
      asked.terms.every(({ part }) => part === 'name' || part === 'asking') &&
      !hasOwnWords(voices, asked.briefing);
    return { kind: 'silent', actor: subject, about, bare, units: besideSilence(units, own), fit };
  }
  return { kind: fit >= OFFERS ? 'offer' : 'decline', units, fit };
}

const WORDS_OF =
  /(?:'s?|s) (?:own |exact )*(?:words|speech|statement|quotes?|quotation|comments?|remarks|reply|line|response)\b|\b(?:words|speech|statement|quotes?|comments?|remarks) (?:of|by|from)\b|\bsaid what\b|\b(?:quote|speech|statement|comment|words)[?.! ]*$|\bwhat (?:did|does|do|has|have) .{2,60} (?:say|said)\b/i;

/** Whose words are asked for in so many words, where the best record has none of them: an event that says he spoke is none. */
function wordlessOf(unit: Unit | undefined, { mentions, subject, briefing, wanted }: Asked): Actor | null {
  if (unit === undefined || wanted.speaker > 0 || !WORDS_OF.test(mentions.plain)) return null;
  const [only, ...others] = mentions.named;
  const actor = subject ?? (others.length === 0 && only?.actors.length === 1 ? only.actors[0] : undefined);
  if (actor === undefined || actor === null || actor.kind !== 'person') return null;
  if (unit.kind === 'gap' || unit.kind === 'conflict') return null;
  const voices = lookupOf(briefing).voicesOf(actor.id);
  if (voices.has(unit.voice) && (unit.kind === 'statement' || unit.kind === 'position')) return null;
  return unit.kind === 'person' || unit.kind === 'event' || unit.kind === 'source' ? actor : null;
}

/** A known unknown that has every telling word of the question. */
function gapNamed(ranked: readonly RankedUnit[], asked: Asked): Unit | null {
  const found = ranked
    .slice(0, 8)
    .find(
      ({ candidate }) => candidate.unit.kind === 'gap' && (signalsOf(candidate, asked).cover ?? 0) >= NAMED,
    );
  return found?.candidate.unit ?? null;
}

const NAMED = 0.85;

/** So much more of the question must a known unknown hold than the best record. */
const MORE = 0.12;

/** A known unknown near the top that holds more of what is asked than the best record. */
function betterGap(ranked: readonly RankedUnit[], asked: Asked): Unit | null {
  const [first] = ranked;
  if (first === undefined || first.candidate.unit.kind === 'gap') return null;
  const { cover: most = 0 } = signalsOf(first.candidate, asked);
  const gap = ranked.slice(1, 3).find(({ candidate }) => {
    if (candidate.unit.kind !== 'gap') return false;
    const own = signalsOf(candidate, asked);
    return (
      (own.cover ?? 0) >= most + MORE && own['gap-of-another'] === undefined && (own.cover ?? 0) >= GAP_COVER
    );
  });
  return gap?.candidate.unit ?? null;
}

/** After "X said nothing on that": what the records say on it, then the nearest that is X's own. */
function besideSilence(units: readonly Unit[], own: readonly Unit[]): readonly Unit[] {
  const others = units.filter((unit) => !own.includes(unit));
  return [...others.slice(0, 2), ...own, ...others.slice(2)].slice(0, MOST_UNITS);
}

function byPremise(
  premise: Premise,
  ranked: readonly RankedUnit[],
  units: readonly Unit[],
  asked: Asked,
  fit: number,
): Decision | null {
  switch (premise.kind) {
    case 'confirmed': {
      const first = ranked.slice(0, 12).some(({ candidate }) => candidate.unit === premise.unit);
      if (!first) return null;
      return {
        kind: 'answer',
        verdict: asked.wanted.verdict > 0 ? 'yes' : null,
        units: [premise.unit, ...units.filter((unit) => unit !== premise.unit)].slice(0, MOST_UNITS),
        fit: Math.max(fit, 0.8),
      };
    }
    case 'no-such-point':
      return { kind: 'correct', premise, gap: null, units: [], fit: 0.9 };
    case 'only-expected':
    case 'other-stance':
      return {
        kind: 'correct',
        premise,
        gap: null,
        units: [premise.unit, ...units.filter((unit) => unit !== premise.unit)].slice(0, MOST_UNITS),
        fit: 0.8,
      };
    case 'not-on-record':
      return { kind: 'correct', premise, gap: gapIn(ranked, asked), units, fit: 0.6 };
  }
}

/** The best known unknown that covers enough of what is asked. */
function gapIn(ranked: readonly RankedUnit[], asked: Asked): Unit | null {
  const [first] = ranked;
  const found = ranked.slice(0, 8).find(({ candidate }) => {
    if (candidate.unit.kind !== 'gap') return false;
    const { cover = 0, tight = 0 } = signalsOf(candidate, asked);
    const { cover: best = 0 } = first === undefined ? {} : signalsOf(first.candidate, asked);
    return candidate === first?.candidate || (cover >= GAP_COVER && cover >= best) || tight >= GAP_TIGHT;
  });
  return found?.candidate.unit ?? null;
}

/** "What did X say", "where does X stand" and nothing else: everything of theirs, the newest first. */
function everythingOf(ranked: readonly RankedUnit[], asked: Asked): Decision | null {
  const { subject, mentions, wanted, terms } = asked;
  if (subject === null || wanted.words + wanted.stance === 0) return null;
  if (mentions.period !== null || mentions.texts.length > 0 || mentions.named.length > 1) return null;
  if (terms.some(({ part }) => part !== 'name' && part !== 'asking')) return null;
  const voices = lookupOf(asked.briefing).voicesOf(subject.id);
  const own = ranked.map(({ candidate }) => candidate.unit).filter(({ voice }) => voices.has(voice));
  const about = wanted.words >= wanted.stance ? 'words' : 'stance';
  const kind = about === 'words' ? 'statement' : 'position';
  const asKind = own.filter((unit) => unit.kind === kind);
  const shown =
    asKind.length > 0 || about === 'words' ? asKind : own.filter((unit) => unit.kind === 'statement');
  const units = shown.toSorted((a, b) =>
    dayOfUnit(b) < dayOfUnit(a) ? -1 : dayOfUnit(b) > dayOfUnit(a) ? 1 : 0,
  );
  if (units.length === 0)
    return {
      kind: 'silent',
      actor: subject,
      about,
      bare: true,
      units: ranked.slice(0, 3).map(({ candidate }) => candidate.unit),
      fit: 0.3,
    };
  return {
    kind: 'answer',
    verdict: null,
    allOf: { actor: subject, what: about },
    units: units.slice(0, MOST_UNITS),
    fit: 0.8,
  };
}

function dayOfUnit({ when }: Unit): string {
  return when === null ? '' : latestDay(when);
}

/** How sure the quote index must be for its statement to be the one whose speaker is asked for. */
const CLAIMED = 0.66;

/** "Who …": the statement that the quote index claims, where it claims one. */
function claimedWords(ranked: readonly RankedUnit[], { wanted, quoted, mentions }: Asked): Unit | null {
  if (wanted.speaker < 1 || !/\b(?:sa(?:id|ys?)|spoke|called|told|warned|claimed)\b/i.test(mentions.plain))
    return null;
  const [best] = [...quoted].sort((a, b) => b[1] - a[1]);
  if (best === undefined || best[1] < CLAIMED) return null;
  return ranked.find(({ candidate }) => candidate.unit.id === `statement:${best[0]}`)?.candidate.unit ?? null;
}

/** "How many points …": the text itself says so. */
function pointCount(
  units: readonly Unit[],
  ranked: readonly RankedUnit[],
  { mentions, briefing }: Asked,
): Decision | null {
  if (
    !/\bhow many (?:numbered )?(?:points|articles|clauses|items|paragraphs|measures|chapters)\b/i.test(
      mentions.plain,
    )
  )
    return null;
  if (mentions.texts.length !== 1 || mentions.texts[0]?.points === undefined) return null;
  const id = `text:${mentions.texts[0].id}`;
  const text = ranked.find(({ candidate }) => candidate.unit.id === id)?.candidate.unit;
  if (text === undefined || briefing.texts.length === 0) return null;
  const row = ranked.find(
    ({ candidate: { unit } }) =>
      unit.kind === 'reading' &&
      unit.texts[0] === mentions.texts[0]?.id &&
      /\bpoints\b/i.test(unit.prose[0]?.text ?? ''),
  );
  const lead = row?.candidate.unit ?? text;
  return {
    kind: 'answer',
    verdict: null,
    units: [lead, ...[text, ...units].filter((unit) => unit !== lead)].slice(0, MOST_UNITS),
    fit: 0.8,
  };
}

const NOW = /\b(?:still|now|currently|left|remain|remains|remaining)\b/i;
const POINTS =
  /\b(?:(\d{1,3})|how many|number of) (?:points?|articles?|clauses?|items?|measures?|paragraphs?)\b/i;

/** "Still 28 points?", "how many points are left": what the latest text has, and whether that is the number asked about. */
function pointsNow(ranked: readonly RankedUnit[], { mentions, briefing }: Asked): Decision | null {
  const match = NOW.test(mentions.plain) ? POINTS.exec(mentions.plain) : null;
  if (match === null || mentions.named.length > 0) return null;
  const latest = lookupOf(briefing).text(briefing.latestText);
  if (latest?.points === undefined) return null;
  const of = evidenceOf(briefing).unit(`text:${latest.id}`);
  if (of === undefined) return null;
  const asked = Number(match[1] ?? Number.NaN);
  const verdict = Number.isNaN(asked) ? null : asked === latest.points ? 'yes' : 'no';
  const row = ranked
    .map(({ candidate }) => candidate.unit)
    .find(
      (unit) =>
        unit.kind === 'reading' &&
        unit.texts[0] === latest.id &&
        /\b(?:points|articles)\b/i.test(unit.prose[0]?.text ?? ''),
    );
  const lead = row ?? of;
  const others = ranked.map(({ candidate }) => candidate.unit).filter((unit) => unit !== lead && unit !== of);
  return {
    kind: 'answer',
    verdict,
    units: [lead, ...(lead === of ? [] : [of]), ...others].slice(0, MOST_UNITS),
    fit: 0.8,
  };
}

/** Share of the question that somebody's record must hold to be on what is asked. */
const BESIDES = 0.3;

/** Says that somebody's attitude is asked for, not on what. */
const ATTITUDE = /^(?:views?|positions?|stances?|opinions?|attitudes?|line|chang(?:e|ed|es|ing)|moods?)$/;

/** A person's own words are asked for on a subject, and his record is on something else. */
function isBesides(ranked: readonly RankedUnit[], unit: Unit | undefined, asked: Asked): boolean {
  const { subject, terms, wanted } = asked;
  if (unit === undefined || subject === null || subject.kind !== 'person' || wanted.speaker > 0) return false;
  const missed = ranked.find(({ candidate }) => candidate.unit === unit);
  if (missed !== undefined && missesOthers(missed, subject, asked)) return true;
  const left = terms.filter(
    ({ part, word }) => (part === 'word' || part === 'number') && !ATTITUDE.test(word),
  );
  if (left.length === 0 || (wanted.stance > 0 && unit.kind === 'position' && left.length < 2)) return false;
  const own = ranked.find(({ candidate }) => candidate.unit === unit);
  if (own === undefined || unit.kind === 'gap' || unit.kind === 'conflict') return false;
  const { cover = 0, quoted = 0 } = signalsOf(own.candidate, asked);
  return cover < BESIDES && quoted < 0.5;
}

const SAYS_ABOUT = /\b(?:say|said|says|saying|think|thinks|tell|told)\b.{0,60}\b(?:about|on|of|regarding)\b/i;

/** "What did X say about Y": the record has neither Y's name nor Y among those it concerns. */
function missesOthers(
  { candidate }: RankedUnit,
  subject: Actor,
  { mentions, terms, briefing }: Asked,
): boolean {
  const others = mentions.named.filter(({ actors }) => !actors.some(({ id }) => id === subject.id));
  if (others.length === 0 || !SAYS_ABOUT.test(mentions.plain)) return false;
  const lookup = lookupOf(briefing);
  return others.every(({ actors, from, to }) => {
    const words = new Set(mentions.words.slice(from, to));
    const isHeld = terms.some(({ word }, at) => words.has(word) && (candidate.held[at] ?? null) !== null);
    const meant = new Set(actors.flatMap(({ id }) => [...lookup.voicesOf(id)]));
    return !isHeld && !candidate.unit.who.some((one) => meant.has(one));
  });
}

/** Somebody's own words or stance are asked for, and the record is neither his nor tells what he did. */
function isAnothers(unit: Unit | undefined, { subject, wanted, briefing }: Asked): boolean {
  if (unit === undefined || subject === null || subject.kind !== 'person') return false;
  if (wanted.speaker > 0 || unit.kind === 'gap') return false;
  const voices = lookupOf(briefing).voicesOf(subject.id);
  return !voices.has(unit.voice) && !unit.who.some((one) => voices.has(one));
}

/** "When was …", "when did …": what has happened is asked for. */
const PAST =
  /^(?:and |so )?(?:when|(?:on )?(?:what|which) (?:date|day|time)) (?:did|was|were|has|have|had)\b/i;
/** So much of what the best record holds of the question must an event hold to be what "when" asks after. */
const AS_WELL = 0.6;

/** Where "when" asks for the past, an event that happened goes before a text's words on the same. */
function happenedFirst(ranked: readonly RankedUnit[], asked: Asked): readonly RankedUnit[] {
  const [first] = ranked;
  if (first === undefined || !PAST.test(asked.mentions.plain) || first.candidate.unit.kind === 'event')
    return ranked;
  const { cover: most = 0 } = signalsOf(first.candidate, asked);
  const event = ranked.slice(0, MOST_UNITS).find(({ candidate }) => {
    const { record } = candidate.unit;
    if (record.kind !== 'event' || record.status === 'expected') return false;
    return (signalsOf(candidate, asked).cover ?? 0) >= most * AS_WELL;
  });
  return event === undefined ? ranked : [event, ...ranked.filter((one) => one !== event)];
}

const PUBLISHED = /\b(?:publish\w*|publication|made public|released?|came? out|put out|printed)\b/i;

/** When a text came out is said by the text, also where it never did or nobody knows when. */
function publishedWhen(ranked: readonly RankedUnit[], units: readonly Unit[], asked: Asked): Decision | null {
  const { mentions, wanted, briefing } = asked;
  const [only, ...others] = mentions.texts;
  if (only === undefined || others.length > 0 || wanted.time < 0.8 || !PUBLISHED.test(mentions.plain))
    return null;
  if (ranked[0]?.candidate.unit.kind === 'gap') return null;
  const text = evidenceOf(briefing).unit(`text:${only.id}`);
  if (text === undefined) return null;
  const rest = units.filter((unit) => unit !== text);
  return { kind: 'answer', verdict: null, units: [text, ...rest].slice(0, MOST_UNITS), fit: 0.8 };
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
  const { cover: most = 0 } = signalsOf(first.candidate, asked);
  const reading = ranked.slice(0, 3 * MOST_UNITS).find(({ candidate }) => {
    const { record } = candidate.unit;
    if (record.kind !== 'reading' || record.change === 'unreported' || record.change === 'absent')
      return false;
    return (signalsOf(candidate, asked).cover ?? 0) >= most * HALF;
  });
  return reading === undefined ? ranked : [reading, ...ranked.filter((one) => one !== reading)];
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
  const own =
    ranked
      .slice(0, MOST_UNITS)
      .find((one) => isOwn(one) && (signalsOf(one.candidate, asked).cover ?? 1) >= OWN_COVER) ??
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
  return own === undefined ? ranked : [own, ...ranked.filter((one) => one !== own)];
}

/** So little may a known unknown be ahead, in score, of a record that holds as much of what is asked. */
const AHEAD = 0.6;

/** What is on record goes before what is not known, where both fit alike. */
function knownFirst(ranked: readonly RankedUnit[], asked: Asked): readonly RankedUnit[] {
  const [first] = ranked;
  if (first === undefined || first.candidate.unit.kind !== 'gap') return ranked;
  const { cover: most = 0 } = signalsOf(first.candidate, asked);
  const known = ranked.slice(1, 4).find(({ candidate, score }) => {
    if (candidate.unit.kind === 'gap' || score < first.score - AHEAD) return false;
    return (signalsOf(candidate, asked).cover ?? 0) >= most;
  });
  return known === undefined ? ranked : [known, ...ranked.filter((one) => one !== known)];
}

/** What contradicts the best record stands beside it. */
function withDispute(
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
function diverse(ranked: readonly RankedUnit[]): readonly Unit[] {
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
