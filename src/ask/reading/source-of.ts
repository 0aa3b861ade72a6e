/** Asks from whom something is known: "source for the 40 boats", "who reports it", "where do we have that from". */
const SOURCE_OF =
  /^(?:and |so |but |ok )?(?:(?:the |a |any |your |our )?(?:sources?|sourcing|links?|references?|citations?) (?:for|of|on|to|behind)\b|who (?:reports?|reported|is reporting|printed|published|ran|broke)\b|(?:which|what) (?:outlets?|papers?|newspapers?|sites?|publishers?|sources?|media)\b|where (?:do|did|does) (?:we|you|u|this|that|the|it|they)\b.{0,60}\b(?:from|get)\b|how do (?:we|you|u) know\b|where (?:can|could) (?:i|we) (?:read|find|see)\b)|\b(?:says who|according to whom?|who says so|sources?|link)[?.! ]*$/i;

/** True where a question asks who reports what it names. */
export function asksSourceOf(plain: string): boolean {
  return SOURCE_OF.test(plain);
}
