import type { Actor } from '../../../domain/actor.ts';
import { lookupOf } from '../../../domain/lookups/lookup.ts';
import type { Unit } from '../../../search/evidence/unit.ts';
import { DRAFT_WORDS } from '../../../search/names/draft-words.ts';
import { mentionedActors } from '../../../search/names/mentioned-actors.ts';
import { phraseWords } from '../../../search/names/topics.ts';
import { tokens } from '../../../search/text/normalize.ts';
import { stem } from '../../../search/text/stem.ts';
import type { Asked, AskedTerm } from '../../ranking/asked.ts';

/** A deed as questions ask after it and as records tell it. */
export interface DeedWords {
  readonly asked: RegExp;
  /** Stems an event's account has where the deed was done. */
  readonly told: ReadonlySet<string>;
  /** Two do it together. */
  readonly between?: true;
  /** Nothing need be named that it is done to: somebody resigns. */
  readonly alone?: true;
}

/** Where one statement within a sentence ends and the next begins. */
const CLAUSES = /[;:.,](?= |$)| (?:but|while|whereas|although|which|who|after|before|and then|until|as) /;
/** Where these stand in a clause the deed was not done, or only meant to be. */
const NOT_DONE =
  /\b(?:no|not|never|without|nor|neither|nobody|none|cannot|unable|fail\w*|den(?:y|ies|ied)|\w+n['’]t)\b/i;
const REFUSES = /\b(?:refus\w+|declin\w+|reject\w*|object\w*|turns? down|against)\b/i;
const NOT_YET =
  /\b(?:will|would|may|might|could|should|can|is to|are to|be|want\w*|aim\w*|plan(?:s|ned)? to|hop\w+|expect\w*|ready|willing|if|whether|calls? for|call(?:s|ed) on|urg\w+|ask\w*|demand\w*|propos\w+|offer\w*|say|says|said|tell\w*|told|claim\w*|announc\w*|wish\w*|seek\w*|due|set to|about to|promis\w+|condition\w*|provided|partly|in part|agrees? to|agreed to|denies|accus\w+|warn\w*)\b/i;

/** Done so far as something else is. */
const HEDGED = /\b(?:condition\w*|provided that|partly|in part|in principle|reservations?)\b/i;

/** Whether a clause of an event's account has the deed, not taken back in the same breath. */
export function tellsDeed(unit: Unit, deed: DeedWords): boolean {
  return clausesOf(unit).some((clause) => verbAt(clause, deed) >= 0 && !isUndone(clause, deed));
}

/**
 * Whether one clause tells it all: the deed as done, whoever is said to have done it before the verb, and every telling word of
 * what it was done to. Less than that is no yes, however much else agrees.
 */
export function tellsWhole(unit: Unit, deed: DeedWords, doers: readonly (readonly Actor[])[], asked: Asked) {
  const { record } = unit;
  if (record.kind !== 'event' || record.status !== 'happened') return false;
  const objects = objectsOf(deed, doers, asked);
  const { texts, period } = asked.mentions;
  if (period !== null && !isWithin(unit, period.from ?? '', period.to ?? '9999')) return false;
  if (texts.length > 0 && !texts.every(({ id }) => record.about.includes(id))) return false;
  // "It", "the deal": the texts that the story is about now, and no other.
  const { mainText, latestText } = asked.briefing;
  const bare = objects.length === 0 && texts.length === 0 && deed.between !== true && deed.alone !== true;
  if (bare && !(record.about.includes(latestText) || record.about.includes(mainText))) return false;
  const isOnText = bare || (texts.length > 0 && objects.length === 0);
  if (HEDGED.test(record.what)) return false;
  return clausesOf(unit).some((clause) => {
    const at = verbAt(clause, deed);
    if (at < 0 || isUndone(clause, deed) || NOT_YET.test(clause)) return false;
    if (isOnText && !isOfDraft(clause, at)) return false;
    return (
      haveDone(clause, at, doers, deed, asked) && objects.every((term) => isIn(term, clause, record.place))
    );
  });
}

/** Whether a clause has the deed of the one who is said to have done it, whatever it was done to. */
export function tellsOf(
  unit: Unit,
  deed: DeedWords,
  doers: readonly (readonly Actor[])[],
  asked: Asked,
): boolean {
  return clausesOf(unit).some((clause) => {
    const at = verbAt(clause, deed);
    return at >= 0 && !isUndone(clause, deed) && haveDone(clause, at, doers, deed, asked);
  });
}

/** "Approves the second accord", "the accord is approved": not a timetable for it. */
function isOfDraft(clause: string, at: number): boolean {
  const read = tokens(clause);
  return (
    read.slice(at + 1, at + 4).some(({ word }) => DRAFT_WORDS.has(word)) ||
    DRAFT_WORDS.has(read[at - 2]?.word ?? '')
  );
}

function clausesOf(unit: Unit): readonly string[] {
  return unit.record.kind === 'event'
    ? unit.record.what.split(CLAUSES).filter((clause) => clause.trim() !== '')
    : [];
}

function isUndone(clause: string, { told }: DeedWords): boolean {
  return NOT_DONE.test(clause) || (!told.has(stem('reject')) && REFUSES.test(clause));
}

function verbAt(clause: string, { told }: DeedWords): number {
  return tokens(clause).findIndex(({ word }) => told.has(stem(word)));
}

function isWithin({ when }: Unit, from: string, to: string): boolean {
  return when?.to != null && when.to >= from && (when.from ?? when.to) <= to;
}

/** Of one who does it, before the verb or behind "by"; of two, both anywhere in the clause. */
function haveDone(
  clause: string,
  at: number,
  doers: readonly (readonly Actor[])[],
  deed: DeedWords,
  { briefing }: Asked,
): boolean {
  const { voicesOf } = lookupOf(briefing);
  const read = tokens(clause);
  const there = mentionedActors(clause, briefing).filter(({ score }) => score === 1);
  const means = (group: readonly Actor[]) =>
    there.filter(({ actor, others = [] }) =>
      group.some(
        (one) =>
          [actor, ...others].some(({ id }) => id === one.id) ||
          (one.kind === 'party' && voicesOf(one.id).has(actor.id)),
      ),
    );
  if (deed.between === true) return doers.every((group) => means(group).length > 0);
  const [doer = []] = doers;
  return means(doer).some(({ from }) => from < at || read[from - 1]?.word === 'by');
}

/** What the deed is said to be done to: the telling words that are neither the deed nor the doer. */
function objectsOf(
  deed: DeedWords,
  doers: readonly (readonly Actor[])[],
  { terms, mentions }: Asked,
): readonly AskedTerm[] {
  const [first] = mentions.named.filter(({ actors }) => doers[0] === actors);
  const own = new Set(
    (deed.between === true ? mentions.named : first === undefined ? [] : [first]).flatMap(({ from, to }) =>
      mentions.words.slice(from, to),
    ),
  );
  return terms.filter(
    ({ part, word }) =>
      (part === 'word' || part === 'number' || (part === 'name' && !own.has(word))) &&
      !deed.asked.test(word) &&
      !deed.told.has(stem(word)),
  );
}

/** By the word itself or another form of it: what is only kin to it is not what was asked. */
function isIn({ stems, word }: AskedTerm, clause: string, place: string | undefined): boolean {
  const held = new Set(phraseWords(`${clause} ${place ?? ''}`).map(stem));
  return held.has(stem(word)) || stems.some(({ stem: one, factor }) => factor >= FORM && held.has(one));
}

/** From this likelihood on a stem is a slip or another form of the word itself. */
const FORM = 0.6;
