import { WORDS, type Words } from './language-words.ts';
import { classOf, PERSON, TITLE } from './word-classes.ts';

/** Languages whose direct speech is read; anything else is read as if it were English. */
export type Language = 'en' | 'de' | 'uk' | 'fr' | 'es' | 'it' | 'pl';

const GERMAN_ROLE =
  /(?:minister|ministerin|kanzler|kanzlerin|präsident|präsidentin|sprecher|sprecherin|chef|chefin|botschafter|botschafterin|abgeordnete|abgeordneter|professor|professorin|experte|expertin|vorsitzende|vorsitzender|general|bürgermeister|bürgermeisterin|direktor|direktorin|analyst|analystin|beauftragte|beauftragter|ökonom|ökonomin|forscher|forscherin|kommissar|kommissarin|leiter|leiterin|anwalt|anwältin|politiker|politikerin|senator|senatorin|sekretär|sekretärin|führer|führerin|rat|rätin|meister|meisterin|unternehmer|unternehmerin|händler|händlerin|lehrer|lehrerin|besitzer|besitzerin|betreiber|betreiberin|inhaber|inhaberin|gründer|gründerin|manager|managerin|berater|beraterin|richter|richterin|arzt|ärztin|trainer|trainerin|autor|autorin|künstler|künstlerin|schauspieler|schauspielerin|sänger|sängerin|regisseur|regisseurin|landrat|landrätin|pfarrer|pfarrerin|bischof|bischöfin|historiker|historikerin|soziologe|soziologin|virologe|virologin|landwirt|landwirtin|bauer|bäuerin|aktivist|aktivistin|journalist|journalistin|polizist|polizistin|vorstand|geschäftsführerin|zeuge|zeugin|nachbar|nachbarin|bewohner|bewohnerin|anwohnerin)$/u;

function mapOf(words: Words): ReadonlyMap<string, number> {
  const map = new Map<string, number>();
  for (const [bits, list] of words) {
    for (const word of list.split(/\s+/)) if (word !== '') map.set(word, (map.get(word) ?? 0) | bits);
  }
  return map;
}

const MAPS = new Map(Object.entries(WORDS).map(([language, words]) => [language, mapOf(words)]));

/** The bits of a word of that language. */
export function classIn(language: Language, word: string): number {
  if (language === 'en') return classOf(word);
  const bits = MAPS.get(language)?.get(word) ?? 0;
  return language === 'de' && GERMAN_ROLE.test(word) ? bits | TITLE | PERSON : bits;
}

/** Characters at the beginning that decide which language a text is in. */
const LOOKED_AT = 4000;

/** The commonest words of each language that the others do not have. */
const COMMON: readonly (readonly [Language, ReadonlySet<string>])[] = (
  [
    ['en', 'the and of to is not a in that said we with on was for it he she'],
    ['de', 'der die das und ist nicht ein eine den dem mit sagte wir zu auf von'],
    ['fr', 'le la les et est une des du en pas que qui dans sur pour au il elle sont nous'],
    ['es', 'el la los las y es una del en que no con para por dijo está'],
    ['it', 'il lo la gli e è una del della di che non con per ha sono nel'],
    ['pl', 'i w na nie się to jest że z do jak powiedział był'],
  ] as const
).map(([language, words]) => [language, new Set(words.split(' '))]);

/** Which language a text is in, by its letters and commonest words; the first of equals. */
export function languageOf(text: string): Language {
  const start = text.slice(0, LOOKED_AT);
  const letters = start.match(/\p{L}/gu)?.length ?? 0;
  const cyrillic = start.match(/\p{Script=Cyrillic}/gu)?.length ?? 0;
  if (letters > 0 && cyrillic > 0.4 * letters) return 'uk';
  const words = start.toLowerCase().match(/\p{L}+/gu) ?? [];
  let best: Language = 'en';
  let most = 0;
  for (const [language, common] of COMMON) {
    const count = words.filter((word) => common.has(word)).length;
    if (count > most) [best, most] = [language, count];
  }
  return best;
}
