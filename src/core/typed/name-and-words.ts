import type { Briefing } from '../../domain/briefing.ts';
import { findActors, isName } from '../../search/names/find-actor.ts';

/** Most words looked at for a name that is typed without quotation marks. */
export const LONGEST_NAME = 6;

/**
 * "speaker:Holm a long row": what stands behind a name that is not in quotation marks are the words asked for. Null where the
 * whole may be the name, "Holm Jr", "Ada Orr".
 */
export function nameAndWords(
  value: string,
  briefing: Briefing,
): { readonly name: string; readonly words: string } | null {
  const words = value.split(' ');
  if (words.length < 2 || isName(value, briefing)) return null;
  for (let length = Math.min(LONGEST_NAME, words.length - 1); length > 0; length -= 1) {
    const [name, behind] = [words.slice(0, length).join(' '), words.slice(length)];
    const [found] = findActors(name, briefing);
    const isSure = found?.fit === 'name' || (found?.fit === 'part' && behind.length > 1);
    if (!isSure) continue;
    const mayGoOn = /^(?:\p{Lu}|jr\b|sr\b|i{2,3}\b|iv\b)/u.test(behind[0] ?? '') || /[’'ʼ]s$/i.test(name);
    return mayGoOn ? null : { name, words: behind.join(' ') };
  }
  return null;
}
