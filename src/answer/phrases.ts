/** "a", "a and b", "a, b and c". */
export function inSeries(words: readonly string[], last = 'and'): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`;
}

/** "1 source", "3 sources"; `many` where the plural is not formed with s. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** Ends with a full stop, question or exclamation mark. */
export function sentence(words: string): string {
  return /[.!?…]["”’')\]]*$/.test(words) ? words : `${words}.`;
}

/** Words that begin a sentence and are no name: they may stand in the middle of one. */
const LOWERED =
  /^(?:The|A|An|It|Its|This|That|These|Those|There|They|Their|He|His|She|Her|No|None|Nothing|Nobody|Neither|Both|Each|Every|All|Any|Some|Many|Most|Several|One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|In|On|At|By|For|From|After|Before|Under|Within|With|Without|If|Whether|What|Which|When|Where|Who|Until|Since|Such|Other|Another|Half)(?=\s)/;

/** A sentence as it goes on behind "that"; null where its first word may be a name. */
export function lowered(words: string): string | null {
  return LOWERED.test(words) ? `${words.charAt(0).toLowerCase()}${words.slice(1)}` : null;
}
