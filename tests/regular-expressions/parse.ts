/** A regular expression taken apart, as far as counting its steps needs. */
export type Part =
  | {
      readonly kind: 'character';
      readonly fits: (unit: string) => boolean;
      readonly samples: readonly string[];
    }
  | { readonly kind: 'sequence'; readonly parts: readonly Part[] }
  | { readonly kind: 'choice'; readonly parts: readonly Part[] }
  | {
      readonly kind: 'repeat';
      readonly part: Part;
      readonly least: number;
      readonly most: number;
      readonly lazy: boolean;
    }
  | { readonly kind: 'capture'; readonly number: number; readonly part: Part }
  | { readonly kind: 'again'; readonly number: number }
  | { readonly kind: 'look'; readonly ahead: boolean; readonly not: boolean; readonly part: Part }
  | { readonly kind: 'edge'; readonly edge: '^' | '$' | 'b' | 'B' };

/** What every class is tried with: one of each sort that expressions tell apart. */
const SAMPLES = [
  ...'aeiosx bZ09-_.,:;!?\'"“’«/\\<>()[]{}@#&|=+*%$~`^',
  '\n',
  '\t',
  'é',
  'я',
  '漢',
  '\u0301',
  '\u200b',
  '\ud83d',
];

/** Reads what the `RegExp` constructor accepts, but for named back-references; throws on those. */
export function parseExpression(source: string, flags: string): Part {
  const unicode = /[uv]/.test(flags);
  let at = 0;
  let captures = 0;
  const ahead = (text: string) => source.startsWith(text, at);
  const skip = (text: string): boolean => {
    if (!ahead(text)) return false;
    at += text.length;
    return true;
  };

  function choice(): Part {
    const parts = [sequence()];
    while (skip('|')) parts.push(sequence());
    const [only] = parts;
    return parts.length === 1 && only !== undefined ? only : { kind: 'choice', parts };
  }

  function sequence(): Part {
    const parts: Part[] = [];
    while (at < source.length && !ahead('|') && !ahead(')')) parts.push(repeated(item()));
    return { kind: 'sequence', parts };
  }

  function repeated(part: Part): Part {
    const count = /^(?:([*+?])|\{(\d+)(,?)(\d*)\})(\??)/.exec(source.slice(at));
    if (count === null) return part;
    at += count[0].length;
    const [, sign, least = '', comma, most = '', lazy] = count;
    const bounds =
      sign === undefined
        ? { least: Number(least), most: comma === '' ? Number(least) : most === '' ? Infinity : Number(most) }
        : { least: sign === '+' ? 1 : 0, most: sign === '?' ? 1 : Infinity };
    return { kind: 'repeat', part, ...bounds, lazy: lazy === '?' };
  }

  function item(): Part {
    if (skip('^')) return { kind: 'edge', edge: '^' };
    if (skip('$')) return { kind: 'edge', edge: '$' };
    if (skip('\\b')) return { kind: 'edge', edge: 'b' };
    if (skip('\\B')) return { kind: 'edge', edge: 'B' };
    if (ahead('(')) return group();
    if (ahead('[')) return character(classEnd());
    const again = /^\\([1-9])/.exec(source.slice(at));
    if (again !== null) {
      at += again[0].length;
      return { kind: 'again', number: Number(again[1]) };
    }
    if (ahead('\\k')) throw new Error(`${source}: named back-references are not counted`);
    return character(escapeOrUnit());
  }

  function group(): Part {
    for (const [opening, look] of LOOKS) {
      if (!skip(opening)) continue;
      const part = choice();
      at += 1;
      return { kind: 'look', ...look, part };
    }
    if (skip('(?:')) {
      const part = choice();
      at += 1;
      return part;
    }
    at += /^\(\?<[^>]*>/.exec(source.slice(at))?.[0].length ?? 1;
    captures += 1;
    const number = captures;
    const part = choice();
    at += 1;
    return { kind: 'capture', number, part };
  }

  function classEnd(): string {
    const start = at;
    let depth = 0;
    do {
      if (ahead('\\')) at += 1;
      else if (ahead('[') && (depth === 0 || flags.includes('v'))) depth += 1;
      else if (ahead(']')) depth -= 1;
      at += 1;
    } while (depth > 0);
    return source.slice(start, at);
  }

  function escapeOrUnit(): string {
    const rest = source.slice(at);
    const whole =
      /^\\(?:[pP]\{[^}]*\}|u\{[^}]*\}|u[\da-fA-F]{4}|x[\da-fA-F]{2}|c[A-Za-z]|[\s\S])/.exec(rest)?.[0] ??
      (unicode ? String.fromCodePoint(rest.codePointAt(0) ?? 0) : (rest[0] ?? ''));
    at += whole.length;
    return whole;
  }

  function character(written: string): Part {
    const native = new RegExp(`^(?:${written})$`, flags.replace(/[gym]/g, ''));
    const known = new Map<string, boolean>();
    const fits = (unit: string): boolean => {
      const before = known.get(unit);
      if (before !== undefined) return before;
      const answer = native.test(unit);
      known.set(unit, answer);
      return answer;
    };
    const own = /^\\?([^\\[\]])$/.exec(written)?.[1];
    const samples = [...(own === undefined ? [] : [own]), ...SAMPLES, ...written].filter(fits);
    return { kind: 'character', fits, samples: [...new Set(samples)] };
  }

  const whole = choice();
  if (at < source.length) throw new Error(`${source}: read up to ${at} only`);
  return whole;
}

const LOOKS = [
  ['(?=', { ahead: true, not: false }],
  ['(?!', { ahead: true, not: true }],
  ['(?<=', { ahead: false, not: false }],
  ['(?<!', { ahead: false, not: true }],
] as const;
