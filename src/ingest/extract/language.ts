/** Words that make up a large part of any text in a language and hardly occur in another. */
const FREQUENT: Readonly<Record<string, string>> = {
  en: 'the of and to in that is was for with on he said it as are be by from has not but they have his',
  de: 'der die das und ist nicht mit dem den ein eine sich auf für von im zu des wird sei auch als wie sagte nach',
  fr: 'le la les des et est une dans que qui pour pas sur au avec sont par plus du ce il',
  es: 'el los las que del por con una para está como pero más su fue ha este sin sobre',
  it: 'il che di della per con una non sono è del gli alla anche più ha nel',
  pl: 'się nie jest na że do to w z jak przez ale od po oraz',
  nl: 'het een van de en niet dat zijn met voor aan ook maar bij door',
  pt: 'não uma para com que do da em os as foi mais pelo são',
  uk: 'і та що не на до це як за від про його але є також й у був яка які щоб він',
  ru: 'и в не на что он как по это из за его но от был также который она же бы для',
};

const BY_WORD = new Map<string, Set<string>>();
for (const [language, words] of Object.entries(FREQUENT)) {
  for (const word of words.split(' ')) {
    const languages = BY_WORD.get(word) ?? new Set();
    languages.add(language);
    BY_WORD.set(word, languages);
  }
}

const MOST_WORDS = 2000;
/** Fewer hits tell nothing. */
const LEAST_HITS = 4;

/** The language a text is in (ISO 639-1), by its most frequent words; null where it is too short or none of those known. */
export function languageOf(text: string): string | null {
  const hits = new Map<string, number>();
  let seen = 0;
  for (const [word] of text.toLowerCase().matchAll(/\p{L}+/gu)) {
    seen += 1;
    if (seen > MOST_WORDS) break;
    for (const language of BY_WORD.get(word) ?? []) hits.set(language, (hits.get(language) ?? 0) + 1);
  }
  // Letters that one of two close languages has and the other has not.
  const lower = text.slice(0, 20_000).toLowerCase();
  const add = (language: string, letters: RegExp) =>
    hits.set(language, (hits.get(language) ?? 0) + (lower.match(letters)?.length ?? 0));
  add('uk', /[іїєґ]/g);
  add('ru', /[ыэъё]/g);
  const [best, next] = [...hits].toSorted(([, a], [, b]) => b - a);
  if (best === undefined || best[1] < LEAST_HITS) return null;
  return best[1] > (next?.[1] ?? 0) ? best[0] : null;
}
