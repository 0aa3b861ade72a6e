import {
  COLLECTION_STYLE,
  EVENT_ID,
  type Event,
  getScalarValue,
  type MappingEvent,
  SCALAR_STYLE,
  type ScalarEvent,
  type SequenceEvent,
} from 'js-yaml';
import { characterName, oddCharacter, oddCharacterIn } from '../read/file-text.ts';
import { shortened, shown } from '../read/problem.ts';
import { createLineFinder } from './line-finder.ts';
import type { YamlProblem, YamlRule } from './problem.ts';
import { plainValue } from './scalars.ts';

/** The first document of some events: its value, what in it is not plain, and where its nodes stand. */
export interface YamlNodes {
  readonly value: unknown;
  readonly problems: readonly YamlProblem[];
}

/** The line of every node, in the shape of the document: by key in a mapping, by index in a list. */
interface LineTree {
  readonly line: number;
  readonly children: Map<string | number, LineTree>;
}

/**
 * Builds the value from the parser's events. Nothing is expanded: aliases have no value, tags no effect, and of a key
 * that stands twice the first counts; each of these is a problem.
 */
export function readNodes(text: string, events: readonly Event[]): YamlNodes {
  const problems: YamlProblem[] = [];
  const value = createReader(text, events, (problem) => problems.push(problem)).document();
  return { value, problems };
}

/**
 * A function that gives the 1-based line of the node a path leads to, or of the nearest one above it that exists; an
 * entry's line is that of its key.
 */
export function nodeLines(
  text: string,
  events: readonly Event[],
): (path: readonly (string | number)[]) => number {
  const root: LineTree = { line: 1, children: new Map() };
  createReader(text, events).document(root);
  return (path) => {
    let node = root;
    for (const step of path) {
      const child = node.children.get(step);
      if (child === undefined) break;
      node = child;
    }
    return node.line;
  };
}

/** What a node is worth by itself, and what is refused of it. */
function createLeaves(
  text: string,
  lineOf: (place: number) => number,
  add: ((problem: YamlProblem) => void) | undefined,
) {
  /** Without `add` nothing is reported: the reading for lines alone goes over what has been reported once. */
  function report(rule: YamlRule, place: number, expected: string, found: string, hint?: string): void {
    add?.({ rule, line: lineOf(place), expected, found, ...(hint === undefined ? {} : { hint }) });
  }

  /** Tags and anchors: a tag can name a type of the language that reads it, an anchor is only there to be copied. */
  function refuseProperties(event: ScalarEvent | SequenceEvent | MappingEvent): void {
    if (event.tagStart >= 0) {
      const tag = text.slice(event.tagStart, event.tagEnd);
      report(
        'plain-yaml',
        event.tagStart,
        'a value without a tag',
        `the tag ${shortened(tag)}`,
        'Delete the tag.',
      );
    }
    if (event.anchorStart >= 0) {
      const anchor = `the anchor &${shortened(text.slice(event.anchorStart, event.anchorEnd))}`;
      report('plain-yaml', event.anchorStart, 'a value without an anchor', anchor, WRITE_OUT);
    }
  }

  /** Aliases of aliases make a small file a huge value; none is ever followed. */
  function refuseAlias(event: { readonly anchorStart: number; readonly anchorEnd: number }): void {
    const alias = `the alias *${shortened(text.slice(event.anchorStart, event.anchorEnd))}`;
    report('plain-yaml', event.anchorStart, 'a value written out', alias, WRITE_OUT);
  }

  /** The key as it looks: with the invisible character it would be an unknown key that looks like a known one. */
  function visible(name: string, place: number): string {
    const [invisible] = name.match(INVISIBLE) ?? [];
    if (invisible === undefined) return name;
    const word = name.replace(INVISIBLE, '');
    const found = `${shown(word)} with the character ${characterName(invisible)}`;
    report('plain-key', place, 'a word as key', found, 'Delete that character; it cannot be seen.');
    return word;
  }

  /** A value by itself; null where nothing is written. Only plain words may be numbers or the like. */
  function scalar(event: ScalarEvent): unknown {
    if (event.valueStart < 0) return null;
    const words = getScalarValue(text, event);
    if (event.style === SCALAR_STYLE.PLAIN) return plainValue(words);
    if (event.style === SCALAR_STYLE.DOUBLE_QUOTED && !event.fast) {
      // What stands in the file itself is reported already; this is about escapes: "\u202e".
      const odd = oddCharacterIn(words);
      if (odd !== undefined && !text.includes(odd)) add?.(oddCharacter(odd, lineOf(event.valueStart)));
    }
    return words;
  }

  return { report, refuseProperties, refuseAlias, visible, scalar };
}

/** Goes over the events once, with the value and, where a tree is given, the lines of its nodes. */
function createReader(text: string, events: readonly Event[], add?: (problem: YamlProblem) => void) {
  const lineOf = createLineFinder(text);
  const { report, refuseProperties, refuseAlias, visible, scalar } = createLeaves(text, lineOf, add);
  let next = 0;
  /** Where the last node that has a place ends or begins: an empty one has none. */
  let near = 0;

  function take(): Event {
    const event = events[next];
    if (event === undefined) throw new Error('the events of a document end within it');
    next += 1;
    near = placeOf(event) ?? near;
    return event;
  }

  function isOpen(): boolean {
    return events[next]?.type !== EVENT_ID.POP;
  }

  function node(tree: LineTree | undefined): unknown {
    const event = take();
    switch (event.type) {
      case EVENT_ID.SCALAR:
        refuseProperties(event);
        return scalar(event);
      case EVENT_ID.SEQUENCE:
        refuseProperties(event);
        return list(event, tree);
      case EVENT_ID.MAPPING:
        refuseProperties(event);
        return mapping(tree);
      case EVENT_ID.ALIAS:
        refuseAlias(event);
        return undefined;
      default:
        throw new Error('a document or an end where a node is expected');
    }
  }

  function list(event: SequenceEvent, tree: LineTree | undefined): unknown[] {
    const result: unknown[] = [];
    while (isOpen()) {
      result.push(
        node(tree === undefined ? undefined : branch(tree, result.length, itemPlace(event, result.length))),
      );
    }
    take();
    return result;
  }

  /** Where the coming entry of a list stands; an empty one where its dash does. */
  function itemPlace(list: SequenceEvent, index: number): number {
    const coming = events[next];
    const place = coming === undefined ? undefined : placeOf(coming);
    if (place !== undefined || list.style === COLLECTION_STYLE.FLOW) return place ?? near;
    const dash = index === 0 ? -1 : text.slice(near).search(/\n *-/);
    if (dash < 0) return near;
    near += dash + 1;
    return near;
  }

  function mapping(tree: LineTree | undefined): Record<string, unknown> {
    const result: Record<string, unknown> = {};
    while (isOpen()) {
      const coming = events[next];
      const place = (coming === undefined ? undefined : placeOf(coming)) ?? near;
      const name = key();
      const known = name !== null && Object.hasOwn(result, name);
      if (known) {
        const found = `${shown(name)} a second time`;
        report('duplicate-key', place, 'each key once', found, 'Keep one of the two.');
      }
      const isNew = name !== null && !known;
      const content = node(isNew && tree !== undefined ? branch(tree, name, place) : undefined);
      if (isNew) result[name] = content;
    }
    take();
    return result;
  }

  /** The name of the coming key; null where there is none that can be used, which is reported. */
  function key(): string | null {
    const event = events[next];
    if (event?.type !== EVENT_ID.SCALAR) {
      const place = (event === undefined ? undefined : placeOf(event)) ?? near;
      node(undefined);
      if (event?.type !== EVENT_ID.ALIAS) report('plain-key', place, 'a word as key', 'something else');
      return null;
    }
    take();
    refuseProperties(event);
    const name = scalar(event);
    if (typeof name === 'number') return String(name);
    if (name === '<<' && event.style === SCALAR_STYLE.PLAIN) {
      report('plain-yaml', near, 'every value written out', 'the merge key "<<"', WRITE_OUT);
      return null;
    }
    if (typeof name !== 'string' || RESERVED_KEYS.has(name)) {
      report('plain-key', near, 'a word as key', shown(name));
      return null;
    }
    return visible(name, near);
  }

  function branch(tree: LineTree, name: string | number, place: number): LineTree {
    const child: LineTree = { line: lineOf(place), children: new Map() };
    tree.children.set(name, child);
    return child;
  }

  return {
    document(tree?: LineTree): unknown {
      if (events.length === 0) return null;
      take();
      return node(tree);
    },
  };
}

/** Where a node begins, before its mark of quotation but behind its anchor and tag; undefined where it is empty. */
function placeOf(event: Event): number | undefined {
  switch (event.type) {
    case EVENT_ID.SCALAR: {
      if (event.valueStart < 0) return undefined;
      const isQuoted =
        event.style === SCALAR_STYLE.SINGLE_QUOTED || event.style === SCALAR_STYLE.DOUBLE_QUOTED;
      return isQuoted ? event.valueStart - 1 : event.valueStart;
    }
    case EVENT_ID.SEQUENCE:
    case EVENT_ID.MAPPING:
      return event.start;
    case EVENT_ID.ALIAS:
      return event.anchorStart;
    default:
      return undefined;
  }
}

/** As keys of an object they would reach its prototype. */
const RESERVED_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);
const WRITE_OUT = 'Write the value out where it is needed.';

/** What is in a key without being seen: a space that is none of YAML's, a joiner, a mark of direction. */
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu;
