import { synonymsOf } from '../../../search/text/synonyms.ts';
import type { AskedTerm } from '../../ranking/asked.ts';

/** A word that no record has and the language has no others for: it names a body or a thing that is not on record. */
export function isForeign({ part, stems, word }: AskedTerm): boolean {
  return (
    part === 'word' &&
    stems.length === 0 &&
    word.length > 3 &&
    synonymsOf(word).size === 0 &&
    !/(?:ed|ing|ly)$/.test(word)
  );
}
