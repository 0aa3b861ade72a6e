import { createRequire } from 'node:module';
import type * as Yaml from 'yaml';
import { type LineTree, lineTree } from './line-tree.ts';
import { MOST_BYTES } from './pack-folder.ts';
import { readPlainYaml } from './plain-yaml.ts';
import { shortened, shown } from './problem.ts';

/** Something in a file that is not plain YAML. */
interface YamlProblem {
  readonly rule: YamlRule;
  readonly line: number;
  readonly expected: string;
  readonly found: string;
  readonly hint?: string;
}

/** What is checked while a file is read, before anything is known of its meaning. */
export const YAML_RULES = {
  'file-size': 'no file is over 5 MB',
  'not-utf8': 'every file is UTF-8',
  'odd-character': 'no control characters and no characters that turn the direction of text',
  'yaml-syntax': 'every file is YAML',
  'one-document': 'a file holds one YAML document',
  'plain-yaml': 'no tags, anchors, aliases and directives: what is written is what is meant',
  'plain-key': 'keys are words, and none that JavaScript gives a meaning',
  'duplicate-key': 'a key stands once in its mapping',
} as const;
type YamlRule = keyof typeof YAML_RULES;

/** True for a problem after which the rest of the file may mean something else than was written. */
export function breaksSyntax(rule: string): boolean {
  return rule === 'yaml-syntax' || rule === 'one-document';
}

/** A file's value, as far as it could be read, and where its nodes are. Null for a file that is no YAML at all. */
export interface YamlFile {
  readonly value: unknown;
  /** Reads the lines of all nodes: cheap, but for problems only. */
  readonly lines: () => LineTree;
  readonly problems: readonly YamlProblem[];
}

const require = createRequire(import.meta.url);

/** Reads one file. Never throws: whatever is wrong with the bytes is a problem, and the rest is read all the same. */
export function readYaml(bytes: Uint8Array): YamlFile {
  if (bytes.byteLength > MOST_BYTES) {
    const problem = {
      rule: 'file-size',
      line: 0,
      expected: 'at most 5 MB',
      found: 'more',
      hint: SPLIT,
    } as const;
    return { value: undefined, lines: () => lineTree(0), problems: [problem] };
  }
  const text = decode(bytes);
  const problems = characterProblems(text);
  const quick = readPlainYaml(text);
  if (quick === null) {
    const file = readAnyYaml(text);
    return { ...file, problems: [...problems, ...file.problems] };
  }
  return {
    value: quick.value,
    lines: () => {
      const tree = lineTree(1);
      readPlainYaml(text, tree);
      return tree;
    },
    problems,
  };
}

const SPLIT = 'Split it: a kind may have a folder of files beside or instead of its one file.';

/** The text; U+FFFD stands for bytes that are not UTF-8, and is reported with the other odd characters. */
function decode(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

/** Control characters but tab and line ends, bidirectional overrides and isolates, noncharacters, the replacement character. */
const ODD_CHARACTERS = /[^\P{Cc}\t\n\r]|[\u202A-\u202E\u2066-\u2069\uFFFD-\uFFFF]/gu;

function characterProblems(text: string): readonly YamlProblem[] {
  return Array.from(text.matchAll(ODD_CHARACTERS), ({ 0: character, index }) =>
    oddCharacter(character, lineAt(text, index)),
  );
}

function oddCharacter(character: string, line: number): YamlProblem {
  if (character === '\uFFFD') {
    return {
      rule: 'not-utf8',
      line,
      expected: 'UTF-8',
      found: 'bytes that are not',
      hint: 'Save the file as UTF-8.',
    };
  }
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  const found = `the character U+${code}`;
  return {
    rule: 'odd-character',
    line,
    expected: 'visible text',
    found,
    hint: 'Delete it; it cannot be seen.',
  };
}

function lineAt(text: string, index: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < index; at = text.indexOf('\n', at + 1)) line += 1;
  return line;
}

/** Reads with the full parser, which also knows what is wrong. It is loaded only here: most packs never need it. */
function readAnyYaml(text: string): YamlFile {
  const yaml = require('yaml') as typeof Yaml;
  const lineCounter = new yaml.LineCounter();
  try {
    const document = yaml.parseDocument(text, {
      lineCounter,
      version: '1.2',
      schema: 'core',
      merge: false,
      prettyErrors: false,
      // At "silent" a second document would go unnoticed.
      logLevel: 'error',
      // The parser compares every key with every other; `readDocument` does it with a set.
      uniqueKeys: false,
    });
    return readDocument(yaml, document, text, (offset) => lineCounter.linePos(offset).line);
  } catch (error) {
    // Only input made to break parsers comes here: nesting beyond the stack.
    const found = error instanceof RangeError ? 'nesting too deep to read' : shortened(String(error));
    const problem = { rule: 'yaml-syntax', line: 1, expected: 'YAML', found } as const;
    return { value: undefined, lines: () => lineTree(1), problems: [problem] };
  }
}

/** An error so few lines after another is what the parser made of the first; so is one at the end of the text. */
const ECHO_LINES = 4;

function readDocument(
  yaml: typeof Yaml,
  document: Yaml.Document.Parsed,
  text: string,
  lineOfOffset: (offset: number) => number,
): YamlFile {
  const problems: YamlProblem[] = [];
  const report = (rule: YamlRule, line: number, expected: string, found: string, hint?: string) =>
    problems.push({ rule, line, expected, found, ...(hint === undefined ? {} : { hint }) });

  let lastError = Number.NEGATIVE_INFINITY;
  for (const error of document.errors) {
    const line = lineOfOffset(error.pos[0]);
    const atEnd = error.pos[0] >= text.length && Number.isFinite(lastError);
    const isEcho = atEnd || line - lastError <= ECHO_LINES;
    lastError = line;
    if (error.code === 'MULTIPLE_DOCS') {
      report(
        'one-document',
        line,
        'one document',
        'a second one after "---"',
        'Put it in a file of its own.',
      );
    } else if (!isEcho) {
      report('yaml-syntax', line, 'YAML', shortened(error.message), syntaxHint(error.code));
    }
  }
  for (const directive of text.matchAll(/^%.*$/gm)) {
    report('plain-yaml', lineAt(text, directive.index), 'plain YAML', `the directive ${shown(directive[0])}`);
  }

  const root = lineTree(1);
  const value = read(document.contents, root);
  return { value, lines: () => root, problems };

  function read(node: Yaml.Node | null, tree: LineTree): unknown {
    if (node === null) return null;
    const line = node.range ? lineOfOffset(node.range[0]) : tree.line;
    if (yaml.isAlias(node)) {
      report('plain-yaml', line, 'a value written out', `the alias *${shortened(node.source)}`, WRITE_OUT);
      return undefined;
    }
    if (node.tag !== undefined) {
      report(
        'plain-yaml',
        line,
        'a value without a tag',
        `the tag ${shortened(node.tag)}`,
        'Delete the tag.',
      );
    }
    if (node.anchor !== undefined) {
      report(
        'plain-yaml',
        line,
        'a value without an anchor',
        `the anchor &${shortened(node.anchor)}`,
        WRITE_OUT,
      );
    }
    if (yaml.isMap(node)) return readMap(node, tree);
    if (yaml.isSeq(node)) return node.items.map((item, index) => readItem(item, index, tree));
    return readScalar(node.value, line);
  }

  function readItem(item: unknown, index: number, tree: LineTree): unknown {
    const node = yaml.isNode(item) ? item : null;
    const child = lineTree(node?.range ? lineOfOffset(node.range[0]) : tree.line);
    tree.children.set(index, child);
    return read(node, child);
  }

  function readMap(map: Yaml.YAMLMap, tree: LineTree): Record<string, unknown> {
    const result: Record<string, unknown> = {};
    for (const { key, value } of map.items) {
      const node = yaml.isNode(key) ? key : null;
      const line = node?.range ? lineOfOffset(node.range[0]) : tree.line;
      const name = keyName(node, line);
      const child = lineTree(line);
      if (name !== null && Object.hasOwn(result, name)) {
        report(
          'duplicate-key',
          line,
          'each key once',
          `${shown(name)} a second time`,
          'Keep one of the two.',
        );
      }
      const content = read(yaml.isNode(value) ? value : null, child);
      if (name === null || Object.hasOwn(result, name)) continue;
      tree.children.set(name, child);
      result[name] = content;
    }
    return result;
  }

  function keyName(key: Yaml.Node | null, line: number): string | null {
    const name =
      yaml.isScalar(key) && key.tag === undefined && key.anchor === undefined ? key.value : undefined;
    if (typeof name === 'number') return String(name);
    if (typeof name === 'string' && !RESERVED_KEYS.has(name)) return name;
    report('plain-key', line, 'a word as key', name === undefined ? 'something else' : shown(name));
    return null;
  }

  function readScalar(value: unknown, line: number): unknown {
    if (typeof value !== 'string') return value;
    // What stands in the file itself is reported already; this is about escapes: "\u202e".
    const odd = value.isWellFormed() ? value.match(ODD_CHARACTERS)?.[0] : '\uFFFD';
    if (odd === undefined || text.includes(odd)) return value;
    problems.push(oddCharacter(odd, line));
    return value;
  }
}

const RESERVED_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);
const WRITE_OUT = 'Write the value out where it is needed.';

function syntaxHint(code: string): string | undefined {
  switch (code) {
    case 'BAD_INDENT':
    case 'TAB_AS_INDENT':
      return 'Indent with spaces, entries of one list or mapping equally far.';
    case 'BLOCK_AS_IMPLICIT_KEY':
    case 'MULTILINE_IMPLICIT_KEY':
    case 'UNEXPECTED_TOKEN':
    case 'MISSING_CHAR':
      return 'Put text that has a colon, a quote mark or a bracket into double quotes, or below "key: >-".';
    default:
      return undefined;
  }
}
