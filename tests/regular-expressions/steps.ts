import type { Part } from './parse.ts';

/** Thrown inside to end a count that is already known to be too high. */
class TooMany extends Error {}

/** What `\w` takes. */
const WORD = new Set('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz');

/** How far a look behind is tried; those in the source look at a character or two. */
const BEHIND = 4;

/**
 * How many steps a backtracking matcher takes to find every match of an expression in a text, as `replace` with `g` and
 * `split` do: one for every character looked at and every way tried. Counted, not timed, so that it is the same on any
 * machine. Gives `most` where it would be more.
 */
export function countSteps(whole: Part, flags: string, text: string, most: number): number {
  return walk(whole, flags, text, most).steps;
}

/** Where the matches begin, to compare with the engine's own. */
export function matchesOf(whole: Part, flags: string, text: string): readonly number[] {
  return walk(whole, flags, text, Number.POSITIVE_INFINITY).matches;
}

function walk(
  whole: Part,
  flags: string,
  text: string,
  most: number,
): { readonly steps: number; readonly matches: readonly number[] } {
  const matches: number[] = [];
  const units = /[uv]/.test(flags) ? [...text] : text.split('');
  const wordly = (at: number) => WORD.has(units[at] ?? '');
  const captured = new Map<number, readonly [number, number]>();
  let steps = 0;
  const step = () => {
    steps += 1;
    if (steps >= most) throw new TooMany();
  };

  function run(part: Part, at: number, next: (at: number) => boolean): boolean {
    step();
    switch (part.kind) {
      case 'character': {
        const unit = units[at];
        return unit !== undefined && part.fits(unit) && next(at + 1);
      }
      case 'sequence':
        return runFrom(part.parts, 0, at, next);
      case 'choice':
        return part.parts.some((one) => run(one, at, next));
      case 'repeat':
        return part.part.kind === 'character'
          ? runCharacters(part, part.part.fits, at, next)
          : runAgain(part, 0, at, next);
      case 'capture': {
        const before = captured.get(part.number);
        const done = run(part.part, at, (end) => {
          captured.set(part.number, [at, end]);
          return next(end);
        });
        if (!done && before !== undefined) captured.set(part.number, before);
        return done;
      }
      case 'again': {
        const [from, to] = captured.get(part.number) ?? [0, 0];
        for (let offset = 0; offset < to - from; offset += 1) {
          step();
          if (units[at + offset] !== units[from + offset]) return false;
        }
        return next(at + to - from);
      }
      case 'look': {
        const found = part.ahead ? run(part.part, at, () => true) : runBehind(part.part, at);
        return found !== part.not && next(at);
      }
      case 'edge':
        return isEdge(part.edge, at) && next(at);
    }
  }

  function runFrom(parts: readonly Part[], from: number, at: number, next: (at: number) => boolean): boolean {
    let [index, place] = [from, at];
    for (; ; index += 1) {
      const part = parts[index];
      if (part === undefined) return next(place);
      // What has one way only needs no way back: counted here as `run` does, without a call for each.
      if (part.kind === 'character') {
        step();
        const unit = units[place];
        if (unit === undefined || !part.fits(unit)) return false;
        place += 1;
      } else if (part.kind === 'edge') {
        step();
        if (!isEdge(part.edge, place)) return false;
      } else return run(part, place, (end) => runFrom(parts, index + 1, end, next));
    }
  }

  function runCharacters(
    { least, most: longest, lazy }: Extract<Part, { kind: 'repeat' }>,
    fits: (unit: string) => boolean,
    at: number,
    next: (at: number) => boolean,
  ): boolean {
    const fitsAt = (place: number): boolean => {
      step();
      const unit = units[place];
      return unit !== undefined && fits(unit);
    };
    let end = at;
    if (lazy) {
      while (end - at < least) if (!fitsAt(end++)) return false;
      for (;;) {
        if (next(end)) return true;
        if (end - at >= longest || !fitsAt(end)) return false;
        end += 1;
      }
    }
    while (end - at < longest && fitsAt(end)) end += 1;
    for (; end - at >= least; end -= 1) {
      step();
      if (next(end)) return true;
    }
    return false;
  }

  function runAgain(
    part: Extract<Part, { kind: 'repeat' }>,
    count: number,
    at: number,
    next: (at: number) => boolean,
  ): boolean {
    const more = () =>
      count < part.most &&
      // A round that takes nothing is not repeated.
      run(part.part, at, (end) => (end > at || count < part.least) && runAgain(part, count + 1, end, next));
    const enough = () => count >= part.least && next(at);
    return part.lazy ? enough() || more() : more() || enough();
  }

  function runBehind(part: Part, at: number): boolean {
    for (let from = at; from >= Math.max(0, at - BEHIND); from -= 1) {
      if (run(part, from, (end) => end === at)) return true;
    }
    return false;
  }

  function isEdge(edge: '^' | '$' | 'b' | 'B', at: number): boolean {
    const lines = flags.includes('m');
    switch (edge) {
      case '^':
        return at === 0 || (lines && units[at - 1] === '\n');
      case '$':
        return at === units.length || (lines && units[at] === '\n');
      case 'b':
        return wordly(at - 1) !== wordly(at);
      case 'B':
        return wordly(at - 1) === wordly(at);
    }
  }

  try {
    for (let from = 0; from <= units.length; ) {
      let end = -1;
      if (
        run(whole, from, (place) => {
          end = place;
          return true;
        })
      ) {
        matches.push(from);
        from = Math.max(end, from + 1);
      } else from += 1;
    }
  } catch (error) {
    if (error instanceof TooMany) return { steps: most, matches };
    throw error;
  }
  return { steps, matches };
}
