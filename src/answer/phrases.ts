/** With its first letter in upper case. */
export function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

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
