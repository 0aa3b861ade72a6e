/** Openings that ask who said something rather than being part of it. */
const OPENINGS: readonly RegExp[] = [
  /^who\s+(?:was\s+it\s+(?:that|who)\s+)?(?:said|says|say|sed|siad|sayd|tweeted|claimed|claims|warned|called|calls|described|describes|spoke\s+of|talked\s+about)\b(?:\s+(?:that|about|it|the\s+(?:words|phrase|line)))?[\s:,]*/i,
  /^(?:did|has|have)\s+(?:anyone|anybody|somebody|someone)\s+(?:ever\s+)?(?:say|said|claim|claimed|call|called)\b(?:\s+that)?[\s:,]*/i,
  /^(?:whose\s+(?:words|quote|line)\s+(?:is|are|was|were)|who(?:'s|s|\s+is)\s+(?:quoted|the\s+(?:quote|source))\s+(?:as\s+saying|for|of))[\s:,]*/i,
  /^(?:find|look\s+up|search(?:\s+for)?)\s+(?:the\s+)?(?:quote|words|line|phrase)[\s:,]*/i,
];

const QUOTED = /[“”"«»„‟]([^“”"«»„‟]{3,})[“”"«»„‟]/u;

/**
 * The words somebody is looking for, without the question around them: what stands in quotation marks where something
 * does, otherwise the text without "who said …?".
 */
export function quotedWords(asked: string): string {
  const trimmed = asked.trim();
  const quoted = QUOTED.exec(trimmed)?.[1];
  if (quoted !== undefined && startsAsQuestion(trimmed)) return quoted.trim();
  for (const opening of OPENINGS) {
    if (opening.test(trimmed)) return stripEnds(trimmed.replace(opening, ''));
  }
  return stripEnds(trimmed);
}

/** True for text that opens like "who said …". */
export function startsAsQuestion(asked: string): boolean {
  return OPENINGS.some((opening) => opening.test(asked.trim()));
}

function stripEnds(words: string): string {
  return words.replace(/^[\s“”"«»„‟'‘’]+|(?<![\s“”"«»„‟'‘’?])[\s“”"«»„‟'‘’?]+$/gu, '');
}
