import type { Part } from './parse.ts';

/** A text that grows: the same shape at every size. */
export interface Hostile {
  readonly name: string;
  readonly text: (size: number) => string;
}

/** Characters of a class that are tried as what is repeated. */
const PUMPS = 12;
/** Ways out of one choice that repeat the same. */
const OF_A_KIND = 3;
/** Ends a word, so that what begins at a word begins again. */
const BETWEEN = [' ', '\n', '-', '.'];
const ENDS = ['', '\n', '\u0000', 'a', ' ', '!', '.'];

/**
 * Texts meant to make an expression go back and forth: for each of its open repetitions the shortest way there, then
 * what it repeats, again and again, then something it cannot go on with; and the way there itself again and again, so
 * that it begins anew at every place.
 */
export function hostileTexts(whole: Part): readonly Hostile[] {
  const texts = new Map<string, Hostile>();
  const add = (before: string, pump: string, end: string) => {
    const name = `${JSON.stringify(before)} + ${JSON.stringify(pump)} again and again + ${JSON.stringify(end)}`;
    if (pump !== '')
      texts.set(name, { name, text: (size) => before + pump.repeat(Math.ceil(size / pump.length)) + end });
  };
  for (const { before, bodies, fits } of openRepeats(whole, ['']))
    for (const body of bodies)
      for (const end of endsBeside(fits)) {
        add(before, body, end);
        add('', before + body, end);
        add('', before, end);
        add('a', body, end);
        for (const between of BETWEEN) add(before, body + between, end);
      }
  return [...texts.values()];
}

interface Open {
  readonly before: string;
  readonly bodies: readonly string[];
  /** What one character is repeated of; null where more than one is. */
  readonly fits: ((unit: string) => boolean) | null;
}

/** Nothing, two ends that stop the repetition and one that goes on with it; all of them where it is not of one character. */
function endsBeside(fits: Open['fits']): readonly string[] {
  if (fits === null) return ENDS;
  const [, ...ends] = ENDS;
  return [
    '',
    ...ends.filter((end) => !fits(end)).slice(0, 2),
    ...ends.filter((end) => fits(end)).slice(0, 1),
  ];
}

/** Every open repetition with ways to it; `befores` are texts that lead to this part. */
function openRepeats(part: Part, befores: readonly string[]): readonly Open[] {
  switch (part.kind) {
    case 'sequence': {
      const found: Open[] = [];
      let ways = befores;
      for (const one of part.parts) {
        found.push(...openRepeats(one, ways));
        ways = ways.flatMap((way) => waysThrough(one).map((through) => way + through)).slice(0, 3);
      }
      return found;
    }
    case 'choice':
      return fewOfEachKind(part.parts.flatMap((one) => openRepeats(one, befores)));
    case 'capture':
    case 'look':
      return openRepeats(part.part, befores);
    case 'repeat': {
      const inside = openRepeats(part.part, befores);
      if (part.most < 40) return inside;
      const bodies = bodiesOf(part.part);
      const fits = part.part.kind === 'character' ? part.part.fits : null;
      return [...befores.map((before) => ({ before, bodies, fits })), ...inside];
    }
    default:
      return [];
  }
}

/** A list of words that each end in `\w*` is the same trap many times: a few of them are tried. */
function fewOfEachKind(opens: readonly Open[]): readonly Open[] {
  const kinds = new Map<string, Open[]>();
  for (const open of opens) {
    const key = open.bodies.join('\n');
    kinds.set(key, [...(kinds.get(key) ?? []), open].slice(0, OF_A_KIND));
  }
  return [...kinds.values()].flat();
}

function bodiesOf(part: Part): readonly string[] {
  if (part.kind === 'character') return part.samples.slice(0, PUMPS);
  if (part.kind === 'choice') return part.parts.flatMap(bodiesOf).slice(0, PUMPS);
  return waysThrough(part).slice(0, PUMPS);
}

/** A few short texts that a part takes; the empty one where it needs none. */
function waysThrough(part: Part): readonly string[] {
  switch (part.kind) {
    case 'character':
      return part.samples.slice(0, 2);
    case 'sequence':
      return part.parts.reduce<readonly string[]>(
        (ways, one) => ways.flatMap((way) => waysThrough(one).map((through) => way + through)).slice(0, 4),
        [''],
      );
    case 'choice':
      return part.parts.flatMap((one) => waysThrough(one).slice(0, 1)).slice(0, 4);
    case 'capture':
      return waysThrough(part.part);
    case 'repeat': {
      const once = waysThrough(part.part).slice(0, 2);
      return part.least === 0 ? ['', ...once] : once.map((way) => way.repeat(part.least));
    }
    default:
      return [''];
  }
}
