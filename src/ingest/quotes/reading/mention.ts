/** Somebody or something in the narration that could have spoken. Token indices, `to` exclusive. */
export interface Mention {
  readonly index: number;
  readonly kind: 'name' | 'pronoun' | 'noun';
  readonly from: number;
  readonly to: number;
  /** The name without titles and in the nominative, the noun phrase, or the pronoun in small letters. */
  readonly words: string;
  /** For a name its title or the noun before it ("spokeswoman"), for a noun phrase its head; in small letters, or ''. */
  readonly noun: string;
  /** 'he', 'she', 'they', 'it', 'who', 'I', 'we' for pronouns. */
  readonly pronoun: string;
  /** Of noun phrases: with "the", "his" or another definite determiner. */
  readonly definite: boolean;
  /** Of noun phrases: PERSON, DOCUMENT or BODY. */
  readonly sort: number;
  /** Only says whose the next name is: "Union ally James Baker". */
  modifier: boolean;
}
