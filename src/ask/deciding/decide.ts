import type { Actor } from '../../domain/actor.ts';
import { lookupOf } from '../../domain/lookups/lookup.ts';
import { hasOwnWords } from '../../domain/lookups/said-by.ts';
import { latestDay } from '../../domain/when.ts';
import { evidenceOf } from '../../search/evidence/evidence-index.ts';
import type { Unit } from '../../search/evidence/unit.ts';
import type { QuoteIndex } from '../../search/statements/quote-index.ts';
import type { Asked } from '../ranking/features.ts';
import type { RankedUnit } from '../ranking/rank.ts';
import { type SupportRow, supportOf, supportRow } from '../ranking/support.ts';
import { strangerAsked } from '../reading/stranger.ts';
import { comingUp } from './asked-for/coming-up.ts';
import { officeAsked } from './asked-for/office.ts';
import { figureSourced, sourceAsked } from './asked-for/source-asked.ts';
import { isAnothers, isBesides, ownOn } from './besides.ts';
import { betweenTexts } from './between-texts.ts';
import type { Decision } from './decision.ts';
import { followUp } from './follow-up.ts';
import { betterGap, gapIn, gapNamed } from './gaps.ts';
import { inText } from './in-text.ts';
import { allTexts, ofText } from './of-text.ts';
import { diverse, headedBy, inOrderAsked, MOST_UNITS, withDispute } from './order.ts';
import { positionsOn } from './positions-on.ts';
import { type Premise, premiseOf } from './premises/premises.ts';
import { isOnRecord, wordsAskedAfter } from './quote-asked.ts';
import { isUnfilled } from './unfilled.ts';

/** From this support on the best record is the answer. */
const ANSWERS = 0.6;
/** From this support on the best records are offered, and nothing is claimed. */
const OFFERS = 0.2;

/** What somebody is to do or may do is said by a text, not by him: "what do they have to write into law". */
const PROVIDED =
  /\b(?:has|have|had) to (?!say\b)|\b(?:be|been|is|are|being) (?:let|allowed|required|obliged|permitted|forbidden|banned|made to)\b|\bget(?:s)? to (?!know\b)|\ballowed to\b|\bsupposed to\b|\b(?:must|shall) (?!have said)/i;

/** Decides what to do with the ranked records. */
export function decide(
  found: readonly RankedUnit[],
  asked: Asked,
  weights: SupportRow,
  index: () => QuoteIndex,
): Decision {
  const ranked = inOrderAsked(found, asked);
  const followed = followUp(found, asked, evidenceOf(asked.briefing).unit);
  if (followed !== null)
    return followed.sure
      ? { kind: 'answer', verdict: null, units: followed.units, fit: 0.8 }
      : { kind: 'offer', units: followed.units, fit: 0.3 };
  const between = allTexts(asked) ?? betweenTexts(found, asked) ?? inText(ranked, asked);
  if (between !== null) return between;
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
  const itself =
    ofText(ranked, units, asked) ??
    officeAsked(units, asked) ??
    sourceAsked(ranked, units, asked) ??
    figureSourced(ranked, units, asked) ??
    comingUp(asked);
  if (itself !== null) return itself;
  const claimed = claimedWords(ranked, asked);
  if (claimed !== null)
    return {
      kind: 'answer',
      verdict: null,
      units: headedBy(claimed, units).slice(0, MOST_UNITS),
      fit: Math.max(fit, 0.8),
    };
  const everything = everythingOf(ranked, asked);
  if (everything !== null) return everything;
  const wordless = wordlessOf(units, asked);
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
  if (fit >= leastFor(units[0], asked) && !(onlyWho && asksWords) && !unfilled)
    return { kind: 'answer', verdict: null, units, fit };
  const gap = gapIn(found.slice(0, 4), asked);
  if (gap !== null) return { kind: 'gap', gap, units: units.filter((unit) => unit !== gap), fit };
  const { subject, wanted } = asked;
  // Whose vote is asked for, or what he is to do, is not asked for his words: that he said nothing would be no answer.
  if (subject !== null && wanted.vote <= wanted.words && !PROVIDED.test(asked.mentions.plain)) {
    const about = wanted.stance > wanted.words ? 'stance' : 'words';
    const voices = lookupOf(asked.briefing).voicesOf(subject.id);
    const own = units.filter(({ voice }) => voices.has(voice));
    const [lead] = units;
    const told = ownOn(ranked, subject, asked);
    if (told !== undefined)
      return {
        kind: 'answer',
        verdict: null,
        units: headedBy(told, units).slice(0, MOST_UNITS),
        fit: Math.max(fit, ANSWERS),
      };
    if (about === 'stance') {
      const line = partyLine(found, subject, asked);
      if (line !== undefined)
        return {
          kind: 'answer',
          verdict: null,
          units: headedBy(line, units).slice(0, MOST_UNITS),
          fit: Math.max(fit, ANSWERS),
        };
    }
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
  const offers = fit >= (unfilled ? ANSWERS : OFFERS) && heldShare(found, asked) >= LEAST_HELD;
  return { kind: offers ? 'offer' : 'decline', units, fit };
}

/** The same where the best record is the very thing that a no would deny: somebody's own position or words, or words whose speaker is asked for. */
const ANSWERS_ITSELF = 0.5;

function leastFor(lead: Unit | undefined, { subject, wanted, briefing }: Asked): number {
  if (lead === undefined) return ANSWERS;
  const isOwn = subject !== null && lookupOf(briefing).voicesOf(subject.id).has(lead.voice);
  const itself =
    (isOwn && (lead.kind === 'position' || lead.kind === 'statement')) ||
    (wanted.speaker > 0 && lead.kind === 'statement');
  return itself ? ANSWERS_ITSELF : ANSWERS;
}

/** Less of what is asked than this in any record, by the weight of the words: then nothing is worth a choice. */
const LEAST_HELD = 0.2;

/** The most of the words asked for that one of the first records holds, 0 to 1. */
function heldShare(found: readonly RankedUnit[], { terms }: Asked): number {
  const weights = terms.map(({ part, idf }) => (part === 'asking' ? 0 : idf));
  const all = weights.reduce((sum, one) => sum + one, 0);
  if (all === 0) return 1;
  const shares = found
    .slice(0, MOST_UNITS)
    .map(({ candidate: { held } }) =>
      weights.reduce((sum, weight, at) => sum + weight * (held[at]?.factor ?? 0), 0),
    );
  return Math.max(0, ...shares) / all;
}

/** Where somebody's party stands on what is asked, the newest; it is told whose it is, and by whom. */
function partyLine(ranked: readonly RankedUnit[], { id }: Actor, asked: Asked): Unit | undefined {
  const { voicesOf, speaksFor } = lookupOf(asked.briefing);
  const candidates = ranked.map(({ candidate }) => candidate);
  const [own] = positionsOn(new Set([id, ...voicesOf(id)]), candidates, asked);
  return own ?? positionsOn(new Set(speaksFor(id)), candidates, asked)[0];
}

const WORDS_OF =
  /(?:'s?|s) (?:own |exact )*(?:words|speech|statement|quotes?|quotation|comments?|remarks|reply|line|response)\b|\b(?:words|speech|statement|quotes?|comments?|remarks) (?:of|by|from)\b|\bsaid what\b|\b(?:quote|speech|statement|comment|words)[?.! ]*$|\b(?:words|speech|statement|quote|comments?|reaction|remarks) (?:after|before|in|at|on|about|to)\b|\bwhat (?:did|does|do|has|have) .{2,60} (?:say|said)\b/i;
/** "X on Y", "X after Y": what X said. */
const ON = /^(?:the )?\S+(?: \S+){0,2} (?:on|about|re|after|regarding)\b/i;

/** Whose words are asked for in so many words, where the best record has none of them: an event that says he spoke is none. */
function wordlessOf(
  [unit, ...others]: readonly Unit[],
  { mentions, subject, briefing, wanted }: Asked,
): Actor | null {
  if (unit === undefined || wanted.speaker + wanted.time > 0) return null;
  const bare = ON.test(mentions.plain) && (mentions.named[0]?.from ?? 9) < 2 && wanted.verdict === 0;
  if (!bare && !WORDS_OF.test(mentions.plain)) return null;
  const [only, ...more] = mentions.named;
  const actor = subject ?? (more.length === 0 && only?.actors.length === 1 ? only.actors[0] : undefined);
  if (actor === undefined || actor === null || actor.kind !== 'person') return null;
  if (unit.kind === 'gap' || unit.kind === 'conflict') return null;
  const voices = lookupOf(briefing).voicesOf(actor.id);
  if (voices.has(unit.voice) && (unit.kind === 'statement' || unit.kind === 'position')) return null;
  if (bare && others.slice(0, 2).some(({ kind, voice }) => kind === 'statement' && voices.has(voice)))
    return null;
  return unit.kind === 'person' || unit.kind === 'event' || unit.kind === 'source' ? actor : null;
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
      if (!first && !premise.verdict) return null;
      return {
        kind: 'answer',
        verdict: premise.verdict && asked.wanted.verdict > 0 ? 'yes' : null,
        ...(premise.verdict && premise.there !== undefined ? { there: premise.there } : {}),
        units: headedBy(premise.unit, units).slice(0, MOST_UNITS),
        fit: Math.max(fit, 0.8),
      };
    }
    case 'no-such-point':
      return { kind: 'correct', premise, gap: null, units: [], fit: 0.9 };
    case 'not-in-text':
      return null;
    case 'no-such-text':
      return { kind: 'correct', premise, gap: null, units: premise.units.slice(0, MOST_UNITS), fit: 0.8 };
    case 'other-stance': {
      const lead = premise.unit;
      const beside = headedBy(lead, units).slice(0, MOST_UNITS);
      // Whether somebody accepts takes nothing for granted: on conditions, or not yet, is the answer.
      if (premise.deed === 'acceptance' && asked.wanted.verdict > 0 && isUndecided(lead))
        return { kind: 'answer', verdict: null, units: beside, fit: Math.max(fit, 0.8) };
      return { kind: 'correct', premise, gap: null, units: beside, fit: 0.8 };
    }
    case 'only-expected':
    case 'not-there':
      return {
        kind: 'correct',
        premise,
        gap: null,
        units: headedBy(premise.unit, units).slice(0, MOST_UNITS),
        fit: 0.8,
      };
    case 'not-on-record':
      return { kind: 'correct', premise, gap: gapIn(ranked, asked), units, fit: 0.6 };
  }
}

function isUndecided({ record }: Unit): boolean {
  return record.kind === 'position' && record.stance !== 'rejects' && record.stance !== 'supports';
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
