import type { Spans } from '../../answer/answer.ts';
import { strong, text } from '../../answer/compose.ts';
import { counted, inSeries } from '../../answer/phrases.ts';
import { briefWords } from '../../answer/sentences.ts';
import type { Actor, Person } from '../../domain/actor.ts';
import { lookupOf } from '../../domain/lookups/lookup.ts';
import { formatDay } from '../../domain/when.ts';
import { capital } from '../../domain/words/capital.ts';
import { type Brief, fitting, unstopped } from './told.ts';

/** A name that takes so much of a choice is said by its initials, where it goes by them. */
const LONG_NAME = 24;

/** The name as it is told; in a choice a long one by its initials. */
export function nameFor({ name, aliases }: Actor, { choice }: Brief): string {
  if (choice !== true || name.length <= LONG_NAME) return name;
  return aliases.find((alias) => /^\p{Lu}{2,8}$/u.test(alias)) ?? name;
}

/** Who it is: roles with their days, or what a party is and who is on record for it. */
export function briefActor(actor: Actor, brief: Brief): Spans {
  return actor.kind === 'person' ? briefPerson(actor, brief) : briefParty(actor, brief);
}

function briefPerson(person: Person, { briefing, citer, room }: Brief): Spans {
  const lookup = lookupOf(briefing);
  const roles = person.roles.map(({ title, from, to }) => {
    if (from === undefined && to === undefined) return title;
    const [first, last] = [from, to].map((day) => (day === undefined ? '' : formatDay(day)));
    return `${title} (${first === '' ? `until ${last}` : last === '' ? `since ${first}` : `${first} to ${last}`})`;
  });
  const role = roles.length === 0 ? 'no role is on record' : inSeries(roles);
  const of = lookup.speaksFor(person.id).map((id) => lookup.actor(id)?.name ?? id)[0];
  const party = of === undefined || role.includes(of) ? '' : `; acts for ${of}`;
  const label = `${capital(person.name)}:`;
  return [
    strong(label),
    text(` ${briefWords(`${role}${party}.`, room - label.length - 1)} `),
    ...citer.cite(person.sources),
  ];
}

function briefParty(party: Extract<Actor, { kind: 'party' }>, { briefing, room }: Brief): Spans {
  const lookup = lookupOf(briefing);
  const of = lookup.speaksFor(party.id).map((id) => lookup.actor(id)?.name ?? id)[0];
  const members = briefing.actors.filter((other) =>
    other.kind === 'person' ? other.party === party.id : other.partOf === party.id,
  );
  const about = unstopped(party.description ?? 'a party to this story');
  const part = of === undefined || about.includes(of) ? '' : `, part of ${of}`;
  const names = members.map(({ name }) => name);
  const line = (count: number): Spans => {
    const rest = names.length - count;
    const who = [...names.slice(0, count), ...(rest > 0 ? [counted(rest, 'other')] : [])];
    return [
      strong(`${capital(party.name)}:`),
      text(` ${about}${part}.${count === 0 ? '' : ` On record for it: ${inSeries(who)}.`} `),
    ];
  };
  const most = Math.min(8, names.length);
  const label = `${capital(party.name)}:`;
  // A description that has no room by itself is cut, as a person's roles are.
  if (label.length + about.length + part.length + 2 > room)
    return [strong(label), text(` ${briefWords(`${about}${part}.`, room - label.length - 1)} `)];
  return fitting(
    Array.from({ length: most + 1 }, (_, at) => line(most - at)),
    room,
  );
}
