import type { Actor } from '../domain/actor.ts';
import type { Briefing } from '../domain/briefing.ts';
import type { Statement } from '../domain/statement.ts';
import { findActors } from '../search/find-actor.ts';
import { lookupOf } from '../search/lookup.ts';

/** Whose statements are asked for. */
export interface Speakers {
  readonly actor: Actor;
  /** The actor and everyone who speaks for it. */
  readonly voices: ReadonlySet<string>;
}

/** Whom a typed speaker means; null where none is typed, `unknown` where the briefing has nobody of that name. */
export function speakersOf(typed: string, briefing: Briefing): Speakers | 'unknown' | null {
  if (typed.trim() === '') return null;
  const [best] = findActors(typed, briefing);
  return best === undefined
    ? 'unknown'
    : { actor: best.actor, voices: lookupOf(briefing).voicesOf(best.actor.id) };
}

/** True for the ids of statements the briefing has, by these speakers where some are given. */
export function admitsOnly(speakers: Speakers | null, briefing: Briefing): (id: string) => boolean {
  const lookup = lookupOf(briefing);
  return (id) => {
    const statement = statementOf(lookup.record(`statement:${id}`));
    if (statement === undefined) return false;
    return speakers === null || isBy(statement, speakers);
  };
}

/** True where they said it, or a source credits them with it. */
export function isBy(statement: Statement, speakers: Speakers): boolean {
  return (
    speakers.voices.has(statement.speaker) ||
    statement.sources.some(
      (printing) => printing.credits !== undefined && speakers.voices.has(printing.credits),
    )
  );
}

/** A record looked up by its id, where it is a statement. */
export function statementOf(record: { readonly kind: string } | undefined): Statement | undefined {
  return record?.kind === 'statement' ? (record as Statement) : undefined;
}
