import { type Entities, surnameKey } from './entities.ts';

/** What one speaker says in a transcript, without marks. Offsets as everywhere; never blank. */
export interface Turn {
  readonly start: number;
  readonly end: number;
  /** As the transcript has it: "WEBER". */
  readonly label: string;
}

const LABEL =
  /^[ \t]*((?:\p{Lu}[\p{Lu}.'’-]+)(?: \p{Lu}[\p{Lu}.'’-]+){0,3}|\p{Lu}\p{Ll}+(?: \p{Lu}[\p{L}.'’-]+){1,2}):[ \t\u00a0]+(?=\S)/u;
/** Whoever asks without a name: what they say is nobody's statement. */
const NOBODY =
  /^(?:QUESTION|QUESTIONER|REPORTER|PRESS|AUDIENCE|UNIDENTIFIED(?: .+)?|UNKNOWN|FRAGE|ПИТАННЯ|ЗАПИТАННЯ|ВОПРОС|ЖУРНАЛІСТ|ЖУРНАЛИСТ)$/iu;
/** A block of this many turns by at least two speakers is a transcript; fewer may be a list with headings. */
const LEAST_TURNS = 3;
const LEAST_WORDS = 3;

/** The turns of a transcript: lines that begin with a name in capitals, or with one that comes again. Linear. */
export function findTurns(text: string): readonly Turn[] {
  const found: Turn[] = [];
  for (let from = 0; from <= text.length; ) {
    const at = text.indexOf('\n', from);
    const to = at < 0 ? text.length : at;
    const match = LABEL.exec(text.slice(from, Math.min(to, from + 80)));
    if (match !== null) {
      const start = from + match[0].length;
      const words = text.slice(start, to).trimEnd();
      const end = start + words.length;
      // In marks of its own it is a quotation like any other.
      if (end > start && !/^["“„«»‘]/.test(words)) found.push({ start, end, label: match[1] ?? '' });
    }
    from = to + 1;
  }
  const counts = new Map<string, number>();
  for (const { label } of found) counts.set(label, (counts.get(label) ?? 0) + 1);
  const turns = found.filter(({ label }) => label === label.toUpperCase() || (counts.get(label) ?? 0) > 1);
  const speakers = new Set(turns.map(({ label }) => surnameKey(label)));
  if (turns.length < LEAST_TURNS || speakers.size < 2) return [];
  return turns.filter(
    ({ start, end, label }) =>
      !NOBODY.test(label) &&
      text
        .slice(start, Math.min(end, start + 200))
        .trim()
        .split(/\s+/).length >= LEAST_WORDS,
  );
}

/** Whole names of the speakers by label: as the narration has them, or as the longest label of the same surname. */
export function namesOfTurns(turns: readonly Turn[], entities: Entities): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const { name } of entities.all) {
    const key = surnameKey(name);
    if (!names.has(key) && name.includes(' ')) names.set(key, name);
  }
  const labels = new Map<string, string>();
  for (const { label } of turns) {
    const key = surnameKey(label);
    if (label.length > (labels.get(key) ?? '').length) labels.set(key, label);
  }
  return new Map(
    turns.map(({ label }) => {
      const key = surnameKey(label);
      return [label, names.get(key) ?? labels.get(key) ?? label];
    }),
  );
}
