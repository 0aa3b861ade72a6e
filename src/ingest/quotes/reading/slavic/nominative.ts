/** Endings of the genitive, longest first, with those of the nominative: surnames like adjectives, then nouns of men and of women. */
const SURNAMES: readonly (readonly [RegExp, string])[] = [
  [/([сц]ьк)ого$/, '$1ий'],
  [/([сц]к)ого$/, '$1ий'],
  [/([сц]ьк)ої$/, '$1а'],
  [/([сц]к)ой$/, '$1ая'],
  [/((?:ов|ев|єв|їв|ін|їн|ин|ын))ої$/, '$1а'],
  [/((?:ов|ев|ин|ын))ой$/, '$1а'],
  [/(енк|чк)а$/, '$1о'],
  [/(йк)а$/, '$1о'],
  [/(к)а$/, '$1'],
  [/(л|н|р)я$/, '$1ь'],
];
/** Men whose names end in -о; their genitive is that of names that end in a consonant. */
const ENDS_IN_O = /^(?:петр|павл|дмитр|михайл|марк|данил|кирил|гаврил|левк|юрк|сашк|славк)$/i;
const ENDS_SOFT = /^(?:ігор|игор|лазар)$/i;
const FIRST_NAMES: readonly (readonly [RegExp, string])[] = [
  [/^Любові$/, 'Любов'],
  [/^Любови$/, 'Любовь'],
  [/^Іллі$/, 'Ілля'],
  [/^Ильи$/, 'Илья'],
  [/^Льва$/, 'Лев'],
  [/^Павла$/, 'Павло'],
  [/^Игоря$/, 'Игорь'],
  [/^Олега$/, 'Олег'],
  [/(.)ії$/, '$1ія'],
  [/(.)ии$/, '$1ия'],
  [/(.)ія$/, '$1ій'],
  [/(.)ия$/, '$1ий'],
  [/(.[аеєоу])я$/, '$1й'],
  [/(.)і$/, '$1я'],
  [/(.[кгхжчшщ])и$/, '$1а'],
  [/(.)[иы]$/, '$1а'],
];
const CYRILLIC = /^\p{Lu}[\u0400-\u04ff'’ʼ-]+$/u;
const VOWEL_OR_SOFT = /[аеєиіїоуюяыэьй]$/;

/**
 * A name in the genitive as it is in the nominative, of Ukrainian and Russian: "Олени Ковальчук" is Олена Ковальчук,
 * "Андрія Мельника" Андрій Мельник. Only for words of which the place tells that they stand in the genitive; the surname
 * of a woman that ends in a consonant or in -о stays.
 */
export function inNominative(words: string): string {
  const parts = words.split(' ');
  if (!parts.every((part) => CYRILLIC.test(part))) return words;
  const last = surname(parts.at(-1) ?? '', /[іїєґ]/i.test(words));
  return [...parts.slice(0, -1).map(firstName), last].join(' ');
}

function firstName(word: string): string {
  for (const [ending, nominative] of FIRST_NAMES) {
    if (ending.test(word)) return word.replace(ending, nominative);
  }
  if (/вича$/.test(word)) return word.slice(0, -1);
  const stem = word.slice(0, -1);
  if (word.endsWith('а') && !VOWEL_OR_SOFT.test(stem)) return ENDS_IN_O.test(stem) ? `${stem}о` : stem;
  if (word.endsWith('я') && ENDS_SOFT.test(stem)) return stem;
  return word;
}

function surname(word: string, ukrainian: boolean): string {
  for (const [ending, nominative] of SURNAMES) {
    if (ending.test(word)) return word.replace(ending, nominative);
  }
  // "Залужного": a sign that only Ukrainian has tells which of the two it is.
  if (/[нвтлд]ого$/.test(word)) return word.replace(/ого$/, ukrainian ? 'ий' : 'ый');
  return firstName(word);
}
