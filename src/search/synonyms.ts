/** Words that may stand in for a word. */
export function synonymsOf(_word: string): readonly string[] {
  return [];
}
