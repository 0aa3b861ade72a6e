/** A quotation of some words and nothing else, or who said it. */
const QUOTED_ALONE =
  /^["“”]([^"“”]{6,200})["“”][\s,:-]*(?:who|whose|who said (?:it|that|this)|from whom|by whom|source|quote|speaker)?[?.! ]*$/iu;
/** Fewer may be what something is called: "Board of Peace". */
const LEAST_WORDS = 4;

/** The words of a question that is a quotation alone; null where it is none, or so short that it may be a name. */
export function quotedAlone(plain: string): string | null {
  const words = QUOTED_ALONE.exec(plain)?.[1]?.trim() ?? '';
  return words.split(/\s+/).length < LEAST_WORDS ? null : words;
}
