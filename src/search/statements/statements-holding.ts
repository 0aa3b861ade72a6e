import type { Briefing } from '../../domain/briefing.ts';
import type { Statement } from '../../domain/statement.ts';
import { latestDay } from '../../domain/when.ts';
import { phraseWords } from '../names/topics.ts';
import { stem } from '../text/stem.ts';

/**
 * Statements that hold every one of these words, whatever their endings: those with them in their exact words first, then
 * in what they are reported to mean, then in how a source prints them; each newest first.
 */
export function statementsHolding(
  words: readonly string[],
  briefing: Briefing,
  admits: (statement: Statement) => boolean,
): readonly Statement[] {
  const { statements } = briefing;
  const holders = holdersIn(briefing);
  const [first = NOBODY, ...others] = [...new Set(words.map(stem))].map(
    (word) => holders.get(word) ?? NOBODY,
  );
  const { at, wordings } = others.reduce(inBoth, first);
  return at
    .flatMap((position, index) => {
      const statement = statements[position];
      if (statement === undefined || !admits(statement)) return [];
      return [{ statement, place: placeOf(wordings[index] ?? 0), day: latestDay(statement.date) }];
    })
    .sort((a, b) => a.place - b.place || (a.day < b.day ? 1 : a.day > b.day ? -1 : 0))
    .map(({ statement }) => statement);
}

/** Where a word stands: in which statements, by their positions, ascending, and in which of each one's wordings. */
interface Holders {
  readonly at: number[];
  /** A set of bits: 1 its exact words, 2 the probable ones, 4 the gist, from 8 on what each source prints. */
  readonly wordings: number[];
}

const NOBODY: Holders = { at: [], wordings: [] };
const EXACT = 1;
const LIKELY = 2;
const GIST = 4;
const PRINTED = 3;
/** Further printings of a statement share the last bit: nobody has so many sources for one sentence. */
const MOST_BITS = 30;

type HoldersByStem = ReadonlyMap<string, Holders>;
const cache = new WeakMap<readonly Statement[], HoldersByStem>();

/** Read once for a whole briefing. An as-of view that lacks statements is read each time: there are many, rarely asked. */
function holdersIn({ statements, asOf }: Briefing): HoldersByStem {
  const cached = cache.get(statements);
  if (cached !== undefined) return cached;
  const made = readHolders(statements);
  if (asOf === null) cache.set(statements, made);
  return made;
}

function readHolders(statements: readonly Statement[]): HoldersByStem {
  const stems = new Map<string, string>();
  const holders = new Map<string, Holders>();
  const note = (word: string, position: number, bits: number) => {
    const root = stems.get(word) ?? stem(word);
    stems.set(word, root);
    const own = holders.get(root) ?? { at: [], wordings: [] };
    if (own.at.length === 0) holders.set(root, own);
    const last = own.at.length - 1;
    if (own.at[last] === position) own.wordings[last] = (own.wordings[last] ?? 0) | bits;
    else {
      own.at.push(position);
      own.wordings.push(bits);
    }
  };
  for (const [position, statement] of statements.entries()) {
    for (const [wording, bits] of wordingsOf(statement)) {
      for (const word of phraseWords(wording)) note(word, position, bits);
    }
  }
  return holders;
}

/** Each wording once, however many places have it. */
function wordingsOf({ words, likely, gist, sources }: Statement): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  const add = (wording: string | undefined, bit: number) => {
    if (wording !== undefined) found.set(wording, (found.get(wording) ?? 0) | bit);
  };
  add(words, EXACT);
  add(likely?.words, LIKELY);
  add(gist, GIST);
  for (const [at, printing] of sources.entries()) {
    add(printing.words, 1 << Math.min(PRINTED + at, MOST_BITS));
  }
  return found;
}

/** The statements of which one wording holds both. */
function inBoth(one: Holders, other: Holders): Holders {
  const both: Holders = { at: [], wordings: [] };
  for (let a = 0, b = 0; a < one.at.length && b < other.at.length; ) {
    const [left = 0, right = 0] = [one.at[a], other.at[b]];
    const shared = left === right ? (one.wordings[a] ?? 0) & (other.wordings[b] ?? 0) : 0;
    if (shared !== 0) {
      both.at.push(left);
      both.wordings.push(shared);
    }
    if (left <= right) a += 1;
    if (right <= left) b += 1;
  }
  return both;
}

function placeOf(wordings: number): number {
  if ((wordings & EXACT) !== 0) return 0;
  return (wordings & (LIKELY | GIST)) !== 0 ? 1 : 2;
}
