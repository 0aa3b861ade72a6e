import type { Log } from '../../domain/log.ts';

/** Without letters and digits that are easily taken for one another. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A reference such as `R-7KQ2MD` that a reader can report and an operator finds in the log. */
export function reference(random: () => number): string {
  const letters = Array.from(
    { length: 6 },
    () => ALPHABET[Math.floor(random() * ALPHABET.length)] ?? ALPHABET[0],
  );
  return `R-${letters.join('')}`;
}

/** Puts an unexpected error into the log and gives the one sentence its asker is told. */
export function troubleSentence(what: string, error: unknown, log: Log, random: () => number): string {
  const id = reference(random);
  log.error(what, { reference: id, ...errorFacts(error) });
  return `Something went wrong on my side, so there is no answer to this. The reference is ${id}.`;
}

/** Kind and place of an error. Never its message: that can quote what somebody wrote. */
export function errorFacts(error: unknown): { readonly error: string; readonly at?: string } {
  if (!(error instanceof Error)) return { error: typeof error };
  const code = 'code' in error && typeof error.code === 'string' ? ` ${error.code}` : '';
  const frame = /^ +at (.+)$/mu.exec(error.stack?.slice(error.stack.indexOf('\n    at ')) ?? '')?.[1];
  const at = frame === undefined ? undefined : belowSource(frame);
  return { error: `${error.name}${code}`, ...(at === undefined ? {} : { at }) };
}

/** `run (file:///opt/readout/src/a.ts:1:2)` as `run src/a.ts:1:2`: where Readout is installed is nobody's business. */
function belowSource(frame: string): string {
  const place = frame.slice(frame.lastIndexOf(' ') + 1);
  const from = place.lastIndexOf('/src/');
  return from < 0 ? frame : frame.slice(0, -place.length) + place.slice(from + 1).replace(/\)$/u, '');
}
