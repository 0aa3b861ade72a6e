import { evidenceOf } from '../../../search/evidence/evidence-index.ts';
import { isOffice } from '../../../search/names/name-words.ts';
import { phraseWords } from '../../../search/names/topics.ts';
import { stem } from '../../../search/text/stem.ts';
import type { Asked } from '../../ranking/asked.ts';
import type { Premise } from './premise.ts';

/** "When did X become president", "why was X made chief negotiator". */
const BECOMES =
  /\b(?:becomes?|became|elected|appointed|named|sworn in|chosen|made|promoted)(?: to be| as| to)?(?: the| an?)? ((?:[\p{L}'-]+ ){0,3}[\p{L}'-]+)[?.! ]*$/iu;
/** Of, in, at the end of an office: what follows is where. */
const WHERE = /^(?:of|in|at|for|by|on|and|the|then|again|after|before|since|when|why|how)$/;

/** An office that somebody who is named, with offices of his own on record, never held. */
export function officeTaken({ mentions, briefing }: Asked): Premise | null {
  const typed = BECOMES.exec(mentions.plain)?.[1];
  const [only, ...others] = mentions.named.filter(({ how }) => how === 'name');
  const [actor, ...alike] = only?.actors ?? [];
  if (typed === undefined || actor?.kind !== 'person' || others.length + alike.length > 0) return null;
  const words = phraseWords(typed);
  const end = words.findIndex((word) => WHERE.test(word));
  const office = end < 0 ? words : words.slice(0, end);
  const heads = office.filter((word) => isOffice(word)).map(stem);
  if (heads.length === 0 || actor.roles.length === 0) return null;
  const held = new Set(actor.roles.flatMap(({ title }) => phraseWords(title)).map(stem));
  if (heads.every((word) => held.has(word))) return null;
  const unit = evidenceOf(briefing).unit(`person:${actor.id}`);
  return unit === undefined ? null : { kind: 'not-office', actor, office: office.join(' '), unit };
}
