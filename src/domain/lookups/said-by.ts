import { type Briefing, oncePerBriefing } from '../briefing.ts';
import { lookupOf } from './lookup.ts';

/** Ids of the statements that an actor or anyone who speaks for it made, or is credited with by a source. */
export function saidBy(actor: string, briefing: Briefing): ReadonlySet<string> {
  const { single, joined } = byVoice(briefing);
  const kept = joined.get(actor);
  if (kept !== undefined) return kept;
  const voices = [...lookupOf(briefing).voicesOf(actor)];
  const made = new Set(voices.flatMap((voice) => single.get(voice) ?? []));
  joined.set(actor, made);
  return made;
}

interface ByVoice {
  /** What each said in its own name. */
  readonly single: ReadonlyMap<string, readonly string[]>;
  /** The answers so far: searching asks for every candidate whether the speaker said it. */
  readonly joined: Map<string, ReadonlySet<string>>;
}

const byVoice = oncePerBriefing(({ statements }): ByVoice => {
  const single = new Map<string, string[]>();
  for (const { id, speaker, sources } of statements) {
    for (const voice of new Set([speaker, ...sources.flatMap(({ credits }) => credits ?? [])])) {
      const own = single.get(voice);
      if (own === undefined) single.set(voice, [id]);
      else own.push(id);
    }
  }
  return { single, joined: new Map() };
});
