import type { Marked } from './marks.ts';
import { classIn } from './words/languages.ts';
import { SAY, TELL } from './words/word-classes.ts';

const OUT = /[,!?…][ \u00a0][–—-][ \u00a0](?=\p{Ll})/u;
const BACK = /[.,!?…][ \u00a0][–—-][ \u00a0](?=\p{L})/u;
const LONGEST_NARRATION = 160;
const LEAST_WORDS = 3;

/**
 * Parts quotations in which the narration stands within the marks, as Ukrainian and Russian print it: «Ми чекаємо, – сказав
 * Петро. – Пояснень немає». Others are given back as they are. Linear.
 */
export function partInserted(text: string, marked: readonly Marked[]): readonly Marked[] {
  return marked.flatMap((one) => {
    const words = text.slice(one.start, one.end);
    const out = OUT.exec(words);
    if (out === null) return [one];
    const from = out.index + out[0].length;
    const narration = words.slice(from, from + LONGEST_NARRATION);
    if (!speaks(narration)) return [one];
    const end = one.start + out.index + (words[out.index] === ',' ? 0 : 1);
    const first = {
      outerStart: one.outerStart,
      outerEnd: one.start + out.index + 1,
      start: one.start,
      end,
      closed: true,
    };
    const back = BACK.exec(narration);
    if (back === null) return [{ ...first }];
    const dash = one.start + from + back.index + 2;
    const start = one.start + from + back.index + back[0].length;
    return start < one.end ? [first, { ...one, outerStart: dash, start }] : [first];
  });
}

/** A verb of speaking among the first words. */
function speaks(narration: string): boolean {
  const words = narration.toLowerCase().match(/[\p{L}’'-]+/gu) ?? [];
  return words.slice(0, LEAST_WORDS).some((word) => (classIn('uk', word) & (SAY | TELL)) !== 0);
}
