/** True for "and the other side?" and "does it say so": a question that leans on the one before. */
export function leansBack(words: string): boolean {
  const leadIn = /^(?:and|what about|how about|also|but)\b/i.test(words.trim());
  const short = words.trim().split(/\s+/).length <= 6;
  return leadIn || (short && /\b(?:it|that|this|they|them|he|she|there)\b/i.test(words));
}
