/**
 * English function words in bands: the share of sentences of spoken and written news that hold a word of the band.
 * They serve twice: small packs know too little to tell common words from rare ones, and pairs of common words are
 * indexed because neither word narrows a search. The bands are rounded general knowledge, not fitted.
 */
const BANDS: readonly (readonly [share: number, words: string])[] = [
  [0.5, 'the to and of a in'],
  [0.25, 'that is be we it i for on with have'],
  [0.12, 'you this they not as at but do so our will by from or he can has their what there'],
  [
    0.06,
    `if my who would an his she about more all one people just no out up how when because which us were them
    than get its dont make some your like time should think know see very go could want need say had been was are
    these those me him her now only other also new years year into over after good then any way even most where`,
  ],
];

/** Common words and their share of sentences, 0 to 1. */
export const commonWords: ReadonlyMap<string, number> = new Map(
  BANDS.flatMap(([share, words]) => words.split(/\s+/).map((word): [string, number] => [word, share])),
);
