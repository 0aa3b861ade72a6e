import type { Actor } from '../../../domain/actor.ts';
import { lookupOf } from '../../../domain/lookups/lookup.ts';
import { evidenceOf } from '../../../search/evidence/evidence-index.ts';
import type { Unit } from '../../../search/evidence/unit.ts';
import { phraseWords } from '../../../search/names/topics.ts';
import { stem } from '../../../search/text/stem.ts';
import type { Asked } from '../../ranking/asked.ts';
import type { Premise } from './premise.ts';

const OPENS = /^(?:(?:and|so|but) )?(was|were|is|are|did|has|have|had)$/;
/** What stands between the one who is asked after and the place. */
const IS_AT =
  /^(?:also |even |ever |there |present |personally |in the room )*(?:at|in|part of)(?: the)? (.{2,40})$/;
const GOES_TO =
  /^(?:also |even |ever |really )*(?:attend(?:ed)?|join(?:ed)?|go(?:ne)? to|travel(?:l?ed)? to|come to|been (?:to|at|in)|take part in|taken part in)(?: the)? (.{2,40})$/;
/** What people come together for; what else happens in a place nobody has to be there for. */
const GATHERING = new Set(
  'meet talk negotiate summit sign signing conference round hearing visit delegation receive attend host sit'
    .split(' ')
    .map(stem),
);
/** Words beside a place that say it was a gathering. */
const CALLED =
  /^(?:the|talks?|meetings?|summit|conference|negotiations?|round|signing|session|ceremony|there|too|as|well|also|then)$/;

/**
 * "Was X at the Geneva talks": told by those who had part in what happened there. Null where nothing is on record of the place,
 * and where somebody X speaks for, or who speaks for X, was there: that tells neither.
 */
export function attendanceOf({ mentions, briefing }: Asked): Premise | null {
  const [only, ...others] = mentions.named;
  const [actor, ...alike] = only?.actors ?? [];
  if (only === undefined || actor === undefined || alike.length > 0) return null;
  const opens = OPENS.exec(mentions.words.slice(0, only.from).join(' '))?.[1];
  const rest = mentions.words.slice(only.to).join(' ');
  const typed =
    opens === undefined ? undefined : (/^(?:was|were|is|are)$/.test(opens) ? IS_AT : GOES_TO).exec(rest)?.[1];
  if (typed === undefined) return null;
  if (others.some(({ actors }) => actors.some(({ kind }) => kind === 'person'))) return null;
  const place = phraseWords(typed).filter((word) => !CALLED.test(word));
  if (place.length === 0 || place.length > 3) return null;
  const { unit } = evidenceOf(briefing);
  const around = briefing.events.flatMap((event): readonly Unit[] => {
    const own = phraseWords(event.place ?? '');
    const found = place.every((word) => own.includes(word)) ? unit(`event:${event.id}`) : undefined;
    return found === undefined ? [] : [found];
  });
  const there = around
    .filter(({ record }) => record.kind === 'event' && record.status !== 'expected')
    .filter(isGathering)
    .sort((a, b) => b.who.length - a.who.length);
  const present =
    there.find(({ who }) => who.includes(actor.id)) ?? around.find((one) => concerns(one, actor));
  if (present !== undefined) {
    const verdict = actor.kind === 'person' && there.includes(present) && hadSeveral(present);
    return { kind: 'confirmed', unit: present, verdict, there: actor };
  }
  const lookup = lookupOf(briefing);
  const near = new Set([...lookup.voicesOf(actor.id), ...lookup.speaksFor(actor.id)]);
  if (there.some(({ who }) => who.some((id) => near.has(id)))) return null;
  const [first] = there;
  if (first === undefined) return null;
  const { record } = first;
  const people = first.who.flatMap((id): readonly Actor[] => {
    const one = lookup.actor(id);
    return one === undefined ? [] : [one];
  });
  return {
    kind: 'not-there',
    actor,
    place: (record.kind === 'event' && record.place) || typed,
    unit: first,
    there: people,
  };
}

/** He has part in it or its account names him. */
function concerns({ who, record }: Unit, { id, name }: Actor): boolean {
  const last = phraseWords(name).at(-1) ?? '';
  return who.includes(id) || (record.kind === 'event' && phraseWords(record.what).includes(last));
}

function isGathering({ record }: Unit): boolean {
  return record.kind === 'event' && phraseWords(record.what).some((word) => GATHERING.has(stem(word)));
}

/** Several had part in it: one alone may only be spoken of. */
function hadSeveral({ who, record }: Unit): boolean {
  return record.kind === 'event' && record.status === 'happened' && who.length > 1;
}
