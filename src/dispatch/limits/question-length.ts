import type { Request } from '../../core/request.ts';
import { Refusal } from '../../domain/errors.ts';

/**
 * Longest question, in characters (code points), values of options counted together. Longer ones are no question but a
 * document, and reading one holds up everybody who asks meanwhile.
 */
export const LONGEST_QUESTION = 1_500;

/** The same before its markup is read: in pasted HTML every letter may be written as an entity, and twice over. */
export const LONGEST_PASTED = 10 * LONGEST_QUESTION;

/** @throws Refusal where a question is longer than `most` characters; looks at nothing but its length. */
export function checkLength(request: Request, most = LONGEST_QUESTION): void {
  const texts = textsOf(request);
  const units = texts.reduce((sum, text) => sum + text.length, 0);
  if (units <= most) return;
  const length = charactersIn(texts, units);
  if (length <= most) return;
  throw new Refusal(
    'bad-value',
    `A question can have ${grouped(LONGEST_QUESTION)} characters, and this one has ${grouped(length)}: ask with the few words that matter.`,
  );
}

function textsOf(request: Request): readonly string[] {
  switch (request.kind) {
    case 'line':
      return [request.line];
    case 'words':
      return [request.words];
    case 'command':
      return Object.values(request.values);
  }
}

/** Code points are counted only where they may matter: no character has more than two units. */
function charactersIn(texts: readonly string[], units: number): number {
  if (units > 2 * LONGEST_QUESTION) return units;
  return texts.reduce((sum, text) => sum + [...text].length, 0);
}

function grouped(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3}){1,8}$)/g, ',');
}
