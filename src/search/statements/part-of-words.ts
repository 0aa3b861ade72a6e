import type { Statement } from '../../domain/statement.ts';
import { tokens } from '../text/normalize.ts';

/** Where words were left out of a quotation. */
const LEFT_OUT = /\.{3,}|…|\[[^\]]{0,40}\]/u;

/**
 * Whether all words of one statement stand in the other's, in their order, by the same speaker and on days that may be the same:
 * what one article quotes in part of what another quotes whole.
 */
export function isPartOf(part: Statement, whole: Statement): boolean {
  if (part === whole || part.words === undefined || whole.words === undefined) return false;
  if (part.speaker !== whole.speaker || !mayBeOneDay(part, whole)) return false;
  const all = ` ${normal(whole.words)} `;
  if (normal(part.words).length >= all.trim().length) return false;
  let from = 0;
  for (const piece of part.words.split(LEFT_OUT)) {
    const words = normal(piece);
    if (words === '') continue;
    const at = all.indexOf(` ${words} `, from);
    if (at < 0) return false;
    from = at + words.length;
  }
  return from > 0;
}

function normal(text: string): string {
  return tokens(text)
    .map(({ word }) => word)
    .join(' ');
}

function mayBeOneDay({ date: one }: Statement, { date: other }: Statement): boolean {
  return (
    (one.from ?? one.to ?? '') <= (other.to ?? '9999') && (other.from ?? other.to ?? '') <= (one.to ?? '9999')
  );
}

/** The statements without parts of others among them; where a part stood first, its whole stands there. */
export function withoutParts<Each>(
  all: readonly Each[],
  statementOf: (one: Each) => Statement,
): readonly Each[] {
  const wholes = all.map((one) => all.find((other) => isPartOf(statementOf(one), statementOf(other))) ?? one);
  return [...new Set(wholes)].filter(
    (one) => !all.some((other) => isPartOf(statementOf(one), statementOf(other))),
  );
}
