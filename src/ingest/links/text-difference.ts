/** What of a text is other than it was, sentence by sentence. */
export interface TextDifference {
  /** Sentences that are no longer there, in their order. */
  readonly gone: readonly string[];
  /** Sentences that were not there, in their order. */
  readonly added: readonly string[];
}

/**
 * How an article differs from its archived copy; null where it says the same. A copy holds menus and neighbours as well, so
 * only what stands between two sentences that are still there counts as gone.
 */
export function textDifference(archived: string, now: string): TextDifference | null {
  const before = sentencesOf(archived);
  const after = sentencesOf(now);
  const there = new Set(after.map(keyOf));
  const had = new Set(before.map(keyOf));
  // A sentence that the copy breaks off elsewhere is there all the same.
  const [wholeBefore, wholeNow] = [keyOf(archived), keyOf(now)];
  const stays = (sentence: string) => there.has(keyOf(sentence)) || wholeNow.includes(keyOf(sentence));
  const first = before.findIndex((sentence) => there.has(keyOf(sentence)));
  const last = before.findLastIndex((sentence) => there.has(keyOf(sentence)));
  const gone = first < 0 ? before : before.slice(first, last + 1).filter((one) => !stays(one));
  const added = after.filter((one) => !had.has(keyOf(one)) && !wholeBefore.includes(keyOf(one)));
  return gone.length + added.length === 0 ? null : { gone, added };
}

/** Capitals, marks and spaces make no other sentence of it. */
function keyOf(words: string): string {
  return words.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
}

function sentencesOf(text: string): readonly string[] {
  return text
    .split(/\n|(?<=[.!?]["”’]?) /)
    .map((sentence) => sentence.trim())
    .filter((sentence) => keyOf(sentence) !== '');
}
