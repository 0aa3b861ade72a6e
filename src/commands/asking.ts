/** Words that ask, where nothing else does: first words of questions, and of requests to be told something. */
const FIRST_WORDS =
  /^(?:what|whats|what's|when|where|who|whos|who's|whose|whom|which|why|how|hows|is|are|was|were|do|does|did|has|have|had|will|would|can|could|should|may|might|must|any|anything|anyone|wot|wat|tell|show|give|list|explain|describe|define|find|look|check|search|compare|summari[sz]e|summary|more|details?|about|regarding|re|and|also|but|or|not|quote|read|need|want|wanna|know|news|updates?|latest|events?|changes?)\b/i;

/**
 * True where words ask something, be it only by their question mark. "deadline" asks nothing by itself and may still be
 * answered; "nice" or "6" may not.
 */
export function asks(words: string): boolean {
  return /[?？]/.test(words) || (FIRST_WORDS.test(words.trim()) && !/^what an? /i.test(words.trim()));
}
