import type { Actor } from '../../../domain/actor.ts';
import type { Briefing } from '../../../domain/briefing.ts';
import { lookupOf } from '../../../domain/lookups/lookup.ts';
import { entryIn } from '../../../domain/mapping.ts';
import type { Position } from '../../../domain/position.ts';
import { type Candidate, evidenceOf } from '../../../search/evidence/evidence-index.ts';
import type { Unit } from '../../../search/evidence/unit.ts';
import { stem } from '../../../search/text/stem.ts';
import type { Asked } from '../../ranking/asked.ts';
import type { RankedUnit } from '../../ranking/rank.ts';
import { figuresIn } from '../../reading/mentions.ts';
import { positionsOn } from '../positions-on.ts';
import { attendanceOf } from './attendance.ts';
import { type DeedWords, tellsDeed, tellsOf, tellsWhole } from './deed-told.ts';
import { officeTaken } from './office-taken.ts';
import { claimIn, declaredIn, otherwiseOf, takesForGranted } from './otherwise.ts';
import type { Premise } from './premise.ts';

interface Deed extends DeedWords {
  /** It is done to a text: only what was done to the one that is named counts. */
  readonly toText?: true;
  /** As a noun phrase: "a signing". */
  readonly name: string;
  /** Which stances say the same, where one is asked for. */
  readonly stances?: readonly Position['stance'][];
}

const stems = (words: string): ReadonlySet<string> => new Set(words.split(' ').map(stem));

const DEEDS: readonly Deed[] = [
  {
    name: 'a signing',
    asked: /\b(?:sign(?:ed|s|ing)?|signature|initial(?:l?ed)|ink(?:ed)?)\b(?! (?:of|off|up)\b)/i,
    told: stems('sign signed signing signature initialled'),
    toText: true,
  },
  {
    name: 'a ratification',
    asked: /\bratif(?:y|ied|ies|ication)\b/i,
    told: stems('ratify ratified ratification ratifies approve approved endorse pass'),
  },
  {
    name: 'a meeting',
    asked:
      /\b(?:met|meet(?:s|ing)?|sit down with|sat down with|visit(?:ed|s)?|hosted|see each other|face to face|summit)\b/i,
    told: stems('meet met meeting talks visit visited receive received negotiate host summit arrive travel'),
    between: true,
  },
  {
    name: 'a resignation',
    asked: /\b(?:resign(?:ed|s|ation)?|quit|step(?:ped)? down|fired|sacked|ousted)\b/i,
    told: stems('resign resigned resignation quit dismiss dismissed leave left replaced stood step'),
    alone: true,
  },
  {
    name: 'acceptance',
    asked:
      /\b(?:accept(?:ed|s)?|except(?:ed)?|agree(?:d|s)?|approv(?:ed?|es)|endors(?:ed?|es)|sa(?:id|y) yes|vot(?:ed?|es) (?:for|in favou?r)|green.?lit|okayed)\b/i,
    told: stems('accept agree agreement approve endorse ratify adopt pass'),
    stances: ['supports'],
  },
  {
    name: 'a rejection',
    asked:
      /\b(?:reject(?:ed|s)?|refus(?:ed?|es)|turn(?:ed)? (?:it )?down|veto(?:ed)?|sa(?:id|y) no|vot(?:ed?|es) (?:against|it down))\b/i,
    told: stems('reject refuse veto decline oppose against rejection'),
    stances: ['rejects'],
  },
];

/** Questions about what was done: a past form, or a time, place or reason of it. */
const PAST =
  /^(?:and |so |but )?(?:when|where|why|how come|did|has|have|had|is it true|was|were|what (?:day|date|time|did|was)|which day|who)\b|\balready\b/i;
const FUTURE =
  /\b(?:will|going to|gonna|planned|next|want(?:s|ed)? to|wants|ready to|willing|would|could|can|might|expected|able to)\b/i;

/** "At the signing" is when or where, and not what somebody is said to have done. */
const OCCASION =
  /\b(?:at|after|before|during|since|until|of|on|from|for) (?:the |its |their |this |that )?(?:signing|signature|meeting|summit|visit|ratification|resignation|acceptance|rejection)\b/gi;

/** Checks what the question takes for granted; null where it takes nothing that can be checked. */
export function premiseOf(ranked: readonly RankedUnit[], asked: Asked): Premise | null {
  const point = pointBeyond(asked);
  if (point !== null) return point;
  const text = textBeyond(ranked, asked);
  if (text !== null) return text;
  const sized = textOfPoints(ranked, asked);
  if (sized !== null) return sized;
  const office = officeTaken(asked);
  if (office !== null) return office;
  const attendance = attendanceOf(asked);
  if (attendance !== null) return attendance;
  const otherwise = otherwiseOf(ranked, asked);
  if (otherwise !== null) return otherwise;
  const claim = claimIn(asked);
  const { plain, named } = claim.mentions;
  if (FUTURE.test(plain) || asked.wanted.speaker > 0) return null;
  const bare = plain.replace(OCCASION, ' ');
  const deed = DEEDS.find(({ asked: cue }) => cue.test(bare) && !isNegated(bare, cue));
  if (
    deed === undefined ||
    !(
      PAST.test(plain) ||
      takesForGranted(asked.mentions.plain) ||
      deed.asked.test(declaredIn(asked).slice(0, 2).join(' '))
    )
  )
    return null;
  if (named.length === 0) return null;
  const candidates = ranked.map(({ candidate }) => candidate);
  const premise = checkDeed(deed, candidates, claim);
  // That something of the kind happened does not lead where a claim is only checked.
  if (premise?.kind !== 'confirmed' || premise.verdict || PAST.test(plain)) return premise;
  const groups = named.map(({ actors }) => actors);
  const stance = deed.stances === undefined ? null : byStance(deed, deed.stances, candidates, groups, claim);
  return stance?.kind === 'other-stance' ? stance : null;
}

/** "Who said that they did not sign", "refused to sign": a deed that is said not to have been done takes none for granted. */
function isNegated(plain: string, cue: RegExp): boolean {
  const at = cue.exec(plain)?.index ?? 0;
  return /(?:\b(?:not|never|refus\w+ to|declin\w+ to)|n['’]?t) (?:\w+ly |yet |even |ever )?$/i.test(
    plain.slice(0, at),
  );
}

function checkDeed(deed: Deed, candidates: readonly Candidate[], asked: Asked): Premise | null {
  const { mentions, briefing } = asked;
  // "In Berlin" is where, whoever else is called so.
  const isWhere = (from: number) => /^(?:in|at|near)$/.test(mentions.words[from - 1] ?? '');
  const doers = mentions.named.filter(({ from }) => !isWhere(from));
  const groups = (doers.length > 0 ? doers : mentions.named).map(({ actors }) => actors);
  const actors = groups.flatMap(([actor]) => (actor === undefined ? [] : [actor]));
  if (deed.between === true && groups.length < 2) return null;
  const there = candidates.filter(
    ({ unit }) => unit.record.kind === 'event' && tellsDeed(unit, deed) && hasAll(unit, groups, briefing),
  );
  const elsewhere = deed.toText === true ? notOfText(deed, groups, asked) : null;
  if (elsewhere !== null) return elsewhere;
  const place = placeAsked(asked);
  const events = there
    .filter(({ held }) => place === null || (held[place.at] ?? null) !== null)
    .map(({ unit }) => unit);
  if (place !== null && there.length > 0 && events.length === 0)
    return { kind: 'not-on-record', deed: deed.name, actors, place: place.word };
  const happened = events.filter(({ record }) => record.kind === 'event' && record.status !== 'expected');
  const whole = happened.find((unit) => tellsWhole(unit, deed, groups, asked));
  if (whole !== undefined) return { kind: 'confirmed', unit: whole, verdict: true };
  const [first] = happened;
  const theirs = deed.alone !== true || happened.some((unit) => tellsOf(unit, deed, groups, asked));
  if (first !== undefined && theirs) {
    // What happened with a verb in common says when and where, not whether it is so.
    if (asked.wanted.verdict === 0) return { kind: 'confirmed', unit: first, verdict: false };
    const stance =
      deed.stances === undefined ? null : byStance(deed, deed.stances, candidates, groups, asked);
    return stance?.kind === 'other-stance'
      ? { kind: 'confirmed', unit: stance.unit, verdict: false }
      : stance;
  }
  if (deed.stances !== undefined) return byStance(deed, deed.stances, candidates, groups, asked);
  const expected = events.find(
    (unit) =>
      unit.record.kind === 'event' &&
      unit.record.status === 'expected' &&
      (deed.alone !== true || tellsOf(unit, deed, groups, asked)),
  );
  if (expected !== undefined) return { kind: 'only-expected', deed: deed.name, unit: expected };
  return { kind: 'not-on-record', deed: deed.name, actors };
}

/** The one text that is named was signed, and by others: what was signed elsewhere is not what is asked. */
function notOfText(
  deed: Deed,
  [doers = []]: readonly (readonly Actor[])[],
  { mentions, briefing }: Asked,
): Premise | null {
  const [text, ...others] = mentions.texts;
  const [actor] = doers;
  if (text === undefined || others.length > 0 || actor === undefined) return null;
  const lookup = lookupOf(briefing);
  const { unit } = evidenceOf(briefing);
  const done = briefing.events.flatMap((event): readonly Unit[] => {
    const found =
      event.status === 'happened' && event.about.includes(text.id) ? unit(`event:${event.id}`) : undefined;
    return found !== undefined && tellsDeed(found, deed) ? [found] : [];
  });
  // It may have been initialled before.
  const first = done.toSorted((a, b) => a.day - b.day).at(-1);
  const near = new Set(doers.flatMap(({ id }) => [...lookup.voicesOf(id), ...lookup.speaksFor(id)]));
  if (first === undefined || done.some(({ who }) => who.some((id) => near.has(id)))) return null;
  if (text.authors.some((id) => near.has(id))) return null;
  const people = first.who.flatMap((id) => lookup.actor(id) ?? []);
  const place = `${deed.name.replace(/^an? /, 'the ')} of the ${text.label}`;
  return { kind: 'not-there', actor, place, unit: first, there: people };
}

/** "In Berlin": a place in a question. */
function placeAsked({ mentions, terms }: Asked): { readonly word: string; readonly at: number } | null {
  const typed = /\b(?:in|at) (?:the )?([\p{L}-]{3,30})[?.! ]*$/iu.exec(mentions.plain)?.[1];
  if (typed === undefined) return null;
  const at = terms.findIndex(
    ({ word, part }) => (part === 'word' || part === 'name') && word === typed.toLowerCase(),
  );
  return at < 0 ? null : { word: typed, at };
}

/** The stance of the first actor named, the newest on what is asked. */
function byStance(
  deed: Deed,
  stances: readonly Position['stance'][],
  candidates: readonly Candidate[],
  groups: readonly (readonly Actor[])[],
  asked: Asked,
): Premise | null {
  const [subject = []] = groups;
  const [actor] = subject;
  if (actor === undefined) return null;
  const { voicesOf, speaksFor } = lookupOf(asked.briefing);
  const own = positionsOn(new Set([actor.id, ...voicesOf(actor.id)]), candidates, asked);
  // Where he himself takes none, his party's line is the nearest there is; it is said whose it is.
  const [newest] = own.length > 0 ? own : positionsOn(new Set(speaksFor(actor.id)), candidates, asked);
  if (newest === undefined || newest.record.kind !== 'position') return null;
  if (stances.includes(newest.record.stance))
    return { kind: 'confirmed', unit: newest, verdict: newest.voice === actor.id };
  const [lead] = candidates;
  const isTheirs = lead?.unit.who.some((id) => id === actor.id || speaksFor(actor.id).includes(id)) === true;
  // Where sources differ on it, they are told side by side.
  if (isTheirs && lead.unit.kind === 'conflict') return null;
  if (isTheirs && lead.unit.record.kind === 'vote')
    return { kind: 'other-stance', deed: deed.name, actor, unit: lead.unit };
  return { kind: 'other-stance', deed: deed.name, actor, unit: newest };
}

/** Every actor named has part in it, or somebody who speaks for them. */
function hasAll(unit: Unit, groups: readonly (readonly Actor[])[], briefing: Briefing): boolean {
  const lookup = lookupOf(briefing);
  return groups.every((actors) =>
    actors.some(({ id }) => {
      const voices = lookup.voicesOf(id);
      return unit.who.some((one) => voices.has(one) || lookup.speaksFor(id).includes(one));
    }),
  );
}

const NTH_TEXT =
  /\b(third|fourth|fifth|sixth|3rd|4th|5th|6th) (?:[\p{L}-]+ )?(?:agreement|accord|text|draft|version|plan|protocol|deal|treaty|proposal)\b/iu;
const NTH: Readonly<Record<string, number>> = {
  ...{ third: 3, fourth: 4, fifth: 5, sixth: 6 },
  ...{ '3rd': 3, '4th': 4, '5th': 5, '6th': 6 },
};

/** "The third agreement" where there are two; null where a record calls something of its own so. */
function textBeyond(ranked: readonly RankedUnit[], { briefing, mentions, terms }: Asked): Premise | null {
  const word = NTH_TEXT.exec(mentions.plain)?.[1]?.toLowerCase();
  const nth = entryIn(NTH, word ?? '');
  const own = briefing.texts.filter(({ context }) => context !== true);
  if (word === undefined || nth === undefined || nth <= own.length || own.length === 0) return null;
  const at = terms.findIndex((term) => term.word === word);
  if (ranked.slice(0, 5).some(({ candidate }) => (candidate.held[at]?.factor ?? 0) === 1)) return null;
  const { unit } = evidenceOf(briefing);
  return { kind: 'no-such-text', asked: nth, units: own.flatMap(({ id }) => unit(`text:${id}`) ?? []) };
}

const OF_POINTS =
  /\b(\d{1,3})[ -]points? (?:[\p{L}-]+ )?(?:plan|text|draft|document|proposal|version|agreement|paper|list)\b/iu;

/** "The 21 points of it", "all 12 articles": how many there are is taken for granted; "the 12 points on land" may be some of them. */
const ALL_POINTS =
  /\b(?:the|all|its|are there|has|have|had|with) (\d{2,3}) (?:points|articles|paragraphs|clauses|chapters)\b(?! (?:on|about|that|which|where|were|was|are|is)\b)/iu;

/** "The 30-point plan" where no text has 30 points, and no record speaks of one. */
function textOfPoints(ranked: readonly RankedUnit[], { briefing, mentions, terms }: Asked): Premise | null {
  const all = ALL_POINTS.exec(mentions.plain);
  const asked = Number((OF_POINTS.exec(mentions.plain) ?? all)?.[1] ?? 0);
  if (asked === 0) return null;
  const sized = briefing.texts.filter(({ points }) => points !== undefined);
  const called = briefing.texts.flatMap(({ name, label, aliases }) => [name, label, ...aliases]);
  if (sized.length === 0 || sized.some((text) => countsOf(text).includes(asked))) return null;
  if (called.some((name) => figuresIn(name).includes(asked))) return null;
  const at = terms.findIndex(({ word }) => word === String(asked));
  // A day of the month is no count of points.
  const isHeld = ranked
    .slice(0, 8)
    .some(
      ({ candidate: { unit, held } }) =>
        at >= 0 &&
        held[at]?.factor === 1 &&
        (all === null ||
          unit.prose.some(({ text }) =>
            /^[ -](?:point|article|paragraph)/i.test(text.split(String(asked))[1] ?? ''),
          )),
    );
  const { unit } = evidenceOf(briefing);
  return isHeld
    ? null
    : { kind: 'no-text-of', asked, units: sized.flatMap(({ id }) => unit(`text:${id}`) ?? []) };
}

/** How many parts a text has, by each of its numberings. */
function countsOf({
  points,
  numberings,
}: Asked['briefing']['texts'][number]): readonly (number | undefined)[] {
  return [points, ...(numberings ?? []).map(({ count }) => count)];
}

function pointBeyond({ mentions, briefing }: Asked): Premise | null {
  if (mentions.points.length === 0) return null;
  const text = mentions.texts[0] ?? lookupOf(briefing).text(briefing.mainText);
  if (text === undefined) return null;
  const numbered = briefing.provisions.flatMap(({ readings }) =>
    readings.flatMap((reading) => (reading.text === text.id ? reading.points : [])),
  );
  const last = Math.max(text.points ?? 0, ...numbered);
  const beyond = mentions.points.find((point) => point > last || point === 0);
  return beyond === undefined || last === 0
    ? null
    : { kind: 'no-such-point', asked: beyond, text: text.id, last };
}
