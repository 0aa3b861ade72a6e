import { PLACE } from '../../../search/evidence/unit.ts';
import { phraseWords } from '../../../search/names/topics.ts';
import type { QuoteIndex } from '../../../search/statements/quote-index.ts';
import type { Asked } from '../../ranking/asked.ts';
import type { RankedUnit } from '../../ranking/rank.ts';
import { quotedAlone } from '../../reading/quoted-alone.ts';
import type { Decision } from '../decision.ts';
import type { Found } from '../found.ts';

const WHO_SAID =
  /^(?:and |so |but )?(?:who|whos|who's)(?: was it(?: that| who)?| is it(?: that| who)?| else| actually| exactly| even| on earth| the hell)? (?:(?:has|have|had) )?(?:said|says|say|sayd|sed|saying)\b[\s,:]*(.+)$/is;
const ABOUT =
  /^(?:(?:anything|something|what|stuff|things?|that|it|so|no|yes)\b\s*)?(?:about|on|regarding)\b/i;
/** Questions of so few words are looked up literally where the index abstains. */
const FEW_WORDS = 2;
/** Letters from which a single telling word is looked up whatever stands around it. */
const LONG_WORD = 8;
/** Share of the telling words that a statement must hold to be taken for a paraphrase. */
const PARAPHRASED = 0.8;

/** From this support on a statement is told for "who says", whether or not the words are its own. */
const TELLS = 0.6;

/** "Who said …": the statements that have the words, or that nobody on record said them. */
export function wordsAsked({ asked, ranked, units, fit, index }: Found): Decision | null {
  const words = wordsAskedAfter(asked.mentions.plain);
  if (words === null) return null;
  const told = /\bsays?\b/i.test(asked.mentions.plain) && units[0]?.kind === 'statement' && fit >= TELLS;
  if (!told && !isOnRecord(words, ranked, asked, index()))
    return { kind: 'unsaid', words, units: units.filter(({ kind }) => kind === 'statement'), fit: 0.1 };
  const said = ranked
    .flatMap(({ candidate: { unit } }) => (unit.kind === 'statement' ? [unit] : []))
    .slice(0, 2);
  const others = units.filter((unit) => !said.includes(unit));
  return { kind: 'answer', verdict: null, units: [...said, ...others], fit: Math.max(fit, 0.7) };
}

/** The words somebody is said to have said; null where no words are asked after. */
function wordsAskedAfter(plain: string): string | null {
  const alone = quotedAlone(plain);
  if (alone !== null) return alone;
  const words = WHO_SAID.exec(plain)?.[1]?.trim() ?? '';
  return words === '' || ABOUT.test(words) ? null : words.replace(/(?<![?.!])[?.!]+$/, '');
}

/**
 * Whether anybody on record said these words: the quote index claims it, or a statement holds nearly all of them. Quoted and
 * remembered words are the only ones that can be denied.
 */
function isOnRecord(words: string, ranked: readonly RankedUnit[], asked: Asked, index: QuoteIndex): boolean {
  if (index.search(words, { limit: 1 }).length > 0) return true;
  const few = phraseWords(words).length <= FEW_WORDS;
  const telling = asked.terms.flatMap(({ part, idf }, at) =>
    part === 'word' || part === 'number' ? [{ at, idf }] : [],
  );
  const all = telling.reduce((sum, { idf }) => sum + idf, 0);
  if (all === 0) return false;
  const [only] = telling;
  // One short word is in anybody's mouth.
  if (telling.length === 1 && !few && (asked.terms[only?.at ?? 0]?.word.length ?? 0) < LONG_WORD)
    return false;
  return ranked.slice(0, 20).some(({ candidate: { unit, held } }) => {
    if (unit.kind !== 'statement') return false;
    const own = telling.reduce((sum, { at, idf }) => {
      const hit = held[at] ?? null;
      return hit !== null && (hit.places & (PLACE.said | PLACE.body)) !== 0 && hit.factor >= 0.55
        ? sum + idf * (hit.factor === 1 ? 1 : 0.7)
        : sum;
    }, 0);
    return own / all >= (few || telling.length === 1 ? 0.99 : telling.length < 3 ? 2 : PARAPHRASED);
  });
}
