import { Refusal } from '../../domain/errors.ts';
import type { Condition, Filter } from '../../domain/schedule/subscription.ts';

/** What joins two wishes; `but not` leaves out what follows. */
type Joint = 'and' | 'or' | 'not';

type Node =
  | { readonly kind: 'one'; readonly condition: Condition }
  | { readonly kind: 'any' | 'all'; readonly of: readonly Node[] }
  | { readonly kind: 'not'; readonly of: Node };

/** A word that joins, a bracket, or words of a wish. */
type Token =
  | { readonly kind: 'joint'; readonly joint: Joint; readonly word: string }
  | { readonly kind: 'open' | 'close' }
  | { readonly kind: 'words'; readonly words: string };

const JOINTS: ReadonlyMap<string, Joint> = new Map([
  ['and', 'and'],
  ['&', 'and'],
  ['&&', 'and'],
  ['plus', 'and'],
  ['+', 'and'],
  ['or', 'or'],
  ['|', 'or'],
  ['||', 'or'],
  ['but', 'and'],
  ['not', 'not'],
  ['never', 'not'],
  ['except', 'not'],
  ['without', 'not'],
  ['excluding', 'not'],
  ['minus', 'not'],
]);

/**
 * A filter in the words people use: `vey or point 4`, `northmark and material`, `army but not denied`,
 * `(vey or orr) and not second-hand`. `one` reads the words of a single wish and throws a `Refusal` where it cannot.
 */
export function readJoined(typed: string, one: (words: string) => Condition): Filter {
  const tokens = tokensOf(typed, one);
  const state = { at: 0 };
  const tree = expression(tokens, state, one);
  if (state.at < tokens.length) throw unclear(typed);
  return filterOf(tree, typed);
}

function tokensOf(typed: string, one: (words: string) => Condition): readonly Token[] {
  const tokens: Token[] = [];
  const pieces = typed.replace(/[()]/g, ' $& ').replace(/[,;]/g, ' or ').trim().split(/\s+/);
  for (const piece of pieces) {
    const last = tokens.at(-1);
    const joint = JOINTS.get(piece.toLowerCase());
    if (piece === '(' || piece === ')') tokens.push({ kind: piece === '(' ? 'open' : 'close' });
    // ", but not": what is left out decides, else the last word.
    else if (joint !== undefined && last?.kind === 'joint')
      tokens[tokens.length - 1] = { kind: 'joint', joint: last.joint === 'not' ? 'not' : joint, word: piece };
    else if (joint !== undefined) tokens.push({ kind: 'joint', joint, word: piece });
    else if (last?.kind === 'words')
      tokens[tokens.length - 1] = { kind: 'words', words: `${last.words} ${piece}` };
    else tokens.push({ kind: 'words', words: piece });
  }
  return namesJoined(tokens, one);
}

/** "Trinidad and Tobago" is one name: where the words on both sides are one wish together, nothing is joined there. */
function namesJoined(tokens: readonly Token[], one: (words: string) => Condition): readonly Token[] {
  const result: Token[] = [];
  for (const token of tokens) {
    const [joint, before] = [result.at(-1), result.at(-2)];
    if (token.kind === 'words' && joint?.kind === 'joint' && before?.kind === 'words') {
      const whole = `${before.words} ${joint.word} ${token.words}`;
      if (joint.joint !== 'not' && understood(whole, one)) {
        result.splice(-2, 2, { kind: 'words', words: whole });
        continue;
      }
    }
    result.push(token);
  }
  return result;
}

function understood(words: string, one: (words: string) => Condition): boolean {
  try {
    one(words);
    return true;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}

/** What is left out binds last: "A or B but not C" leaves C out of both. */
function expression(
  tokens: readonly Token[],
  state: { at: number },
  one: (words: string) => Condition,
): Node {
  const wanted: Node[] = [];
  const left: Node[] = [];
  const joints: Joint[] = [];
  for (;;) {
    const joint = joints.length === 0 && wanted.length + left.length === 0 ? null : jointAt(tokens, state);
    const negated = joint === 'not' || notAt(tokens, state);
    // "not A or B" leaves both out, "not A and B" wants B.
    const goesOn = joint === 'or' && !negated && left.length > 0;
    const node = term(tokens, state, one);
    if (node === null) throw unclear(tokens.map((token) => ('words' in token ? token.words : '')).join(' '));
    if (negated || goesOn) left.push(node);
    else {
      if (joint === 'and' || joint === 'or') joints.push(joint);
      wanted.push(node);
    }
    const next = tokens[state.at];
    if (next === undefined || next.kind === 'close') break;
  }
  const between = new Set(wanted.length < 2 ? [] : joints.slice(-(wanted.length - 1)));
  if (between.size > 1) throw mixed();
  const kind = between.has('and') ? 'all' : 'any';
  const [only] = wanted;
  const positive: Node | null = wanted.length === 1 && only !== undefined ? only : { kind, of: wanted };
  if (left.length === 0) return positive;
  const without = left.map((of): Node => ({ kind: 'not', of }));
  return { kind: 'all', of: wanted.length === 0 ? without : [positive, ...without] };
}

/** The joint that stands here, "and not" and "but not" as one. Two wishes side by side are joined by nothing we know. */
function jointAt(tokens: readonly Token[], state: { at: number }): Joint | null {
  const token = tokens[state.at];
  if (token?.kind !== 'joint') return null;
  state.at += 1;
  return token.joint;
}

function notAt(tokens: readonly Token[], state: { at: number }): boolean {
  const token = tokens[state.at];
  if (token?.kind !== 'joint' || token.joint !== 'not') return false;
  state.at += 1;
  return true;
}

function term(
  tokens: readonly Token[],
  state: { at: number },
  one: (words: string) => Condition,
): Node | null {
  const token = tokens[state.at];
  state.at += 1;
  if (token?.kind === 'words') return { kind: 'one', condition: one(token.words) };
  if (token?.kind !== 'open') return null;
  const inside = expression(tokens, state, one);
  if (tokens[state.at]?.kind !== 'close') return null;
  state.at += 1;
  return inside;
}

/** The three lists a filter is made of; what no such filter can say is refused and not bent. */
function filterOf(tree: Node, typed: string): Filter {
  const parts = factors(tree);
  const filter: { all: Condition[]; any: Condition[]; not: Condition[] } = { all: [], any: [], not: [] };
  for (const part of parts) {
    if (part.kind === 'one') (parts.length === 1 ? filter.any : filter.all).push(part.condition);
    else if (part.kind === 'not') filter.not.push(...leaves(part.of, 'any', typed));
    else {
      if (filter.any.length > 0) throw unclear(typed);
      filter.any.push(...leaves(part, 'any', typed));
    }
  }
  // One thing that is wanted beside what is not: the shape that a single wish has elsewhere.
  if (filter.any.length === 0 && filter.all.length === 1) return { ...filter, any: filter.all, all: [] };
  return filter;
}

/** What all has to hold, however it was put together. */
function factors(tree: Node): readonly Node[] {
  return tree.kind === 'all' ? tree.of.flatMap(factors) : [tree];
}

function leaves(node: Node, kind: 'any' | 'all', typed: string): readonly Condition[] {
  if (node.kind === 'one') return [node.condition];
  if (node.kind !== kind) throw unclear(typed);
  return node.of.flatMap((each) => {
    if (each.kind !== 'one') throw unclear(typed);
    return [each.condition];
  });
}

function mixed(): Refusal {
  return new Refusal(
    'bad-value',
    'A filter with both “and” and “or” can be read in two ways; put what belongs together in brackets: (a or b) and c.',
  );
}

function unclear(typed: string): Refusal {
  return new Refusal(
    'bad-value',
    `The filter “${[...typed.trim()].slice(0, 80).join('')}” is not understood; join wishes with “and”, “or” and “not”: (a or b) and c and not d.`,
  );
}
