import type { z } from 'zod';
import { SCHEMA_RULES, type SchemaRule } from '../format/rules.ts';
import { nearest, shown } from './problem.ts';

/** What zod reports; its own words name types of JavaScript, which an editor of YAML does not know. */
type Issue = z.core.$ZodIssue;
/** Keys and 0-based indices from the record down. */
type Path = readonly (string | number)[];

/** What is wrong with one value, at a path inside the record. */
export interface SchemaProblem {
  readonly path: Path;
  readonly rule: SchemaRule;
  readonly expected: string;
  readonly found: string;
  readonly hint?: string;
}

/** What a record was checked against, and its value as it was read. */
interface Checked {
  readonly schema: z.core.$ZodType;
  readonly record: unknown;
}

/** Says what zod found wrong with a record in the words of the format. */
export function schemaProblems(issues: readonly Issue[], checked: Checked): readonly SchemaProblem[] {
  return issues.flatMap((issue) => describe(issue, [], checked));
}

/** One issue of zod, at the path of what is around it: the issues in a union have paths of their own. */
function describe(issue: Issue, above: Path, checked: Checked): readonly SchemaProblem[] {
  const path = [...above, ...issue.path.filter((step) => typeof step !== 'symbol')];
  const value = valueAt(checked.record, path);
  switch (issue.code) {
    case 'invalid_type':
      return [typeProblem(path, value, typeName(issue.expected))];
    case 'unrecognized_keys':
      return issue.keys.map((key) => unknownKey(path, key, keysAt(checked.schema, path)));
    case 'invalid_value':
      return [choiceProblem(path, value, issue.values.map(String))];
    case 'invalid_union':
      return unionProblems(issue, path, checked);
    case 'too_small':
    case 'too_big':
      return [sizeProblem(issue, path, value)];
    default:
      return [namedProblem(issue.message, path, value)];
  }
}

/** A key the format does not have at this place. */
export function unknownKey(path: Path, key: string, keys: readonly string[]): SchemaProblem {
  return {
    path: [...path, key],
    rule: 'unknown-key',
    expected: keys.length === 1 ? `the key ${keys[0]}` : `one of the keys ${keys.join(', ')}`,
    found: shown(key),
    ...hintFor(nearest(key, keys)),
  };
}

/** A wrong type; where a key is not there at all, zod reports the type it wanted, and here it is a missing key. */
function typeProblem(path: Path, value: unknown, expected: string): SchemaProblem {
  const key = path.at(-1);
  if (value === undefined && typeof key === 'string') {
    const rule = key === 'sources' ? 'no-source' : 'missing-key';
    const hint = rule === 'no-source' ? { hint: CITE } : {};
    return { path, rule, expected: `the key "${key}" with ${expected}`, found: 'nothing', ...hint };
  }
  const scalar = typeof value === 'number' || typeof value === 'boolean';
  const hint =
    scalar && expected.includes('text') ? { hint: 'Put it in quotation marks to make it text.' } : {};
  return { path, rule: 'wrong-type', expected, found: shown(value), ...hint };
}

const CITE = 'Say which source it is from; what no source says is not for the pack.';

/** A value that is not in its closed list, with the nearest that is. */
function choiceProblem(path: Path, value: unknown, choices: readonly string[]): SchemaProblem {
  const list = choices.length === 1 ? (choices[0] ?? '') : `one of ${choices.join(', ')}`;
  if (value === undefined) return typeProblem(path, value, list);
  const near = typeof value === 'string' ? nearest(value, choices) : undefined;
  return { path, rule: 'not-a-choice', expected: list, found: shown(value), ...hintFor(near) };
}

/** The problems of the one form the value can have been meant as, or that it has none of the forms. */
function unionProblems(
  issue: Extract<Issue, { code: 'invalid_union' }>,
  path: Path,
  checked: Checked,
): readonly SchemaProblem[] {
  const value = valueAt(checked.record, path);
  const forms = issue.errors.map((errors) => errors.flatMap((error) => describe(error, path, checked)));
  const meant = forms.filter((problems) => !problems.some((problem) => isOfWholeValue(problem, path)));
  const [only] = meant;
  if (meant.length === 1 && only !== undefined) return only;
  const expected = [...new Set(forms.flat().map((problem) => problem.expected))].join(', or ');
  return [typeProblem(path, value, value === undefined ? 'a value' : expected)];
}

/**
 * True where the value cannot have been meant as this form: it is of another type, not the right one with a slip
 * inside.
 */
function isOfWholeValue(problem: SchemaProblem, path: Path): boolean {
  return (
    problem.path.length === path.length && ['wrong-type', 'missing-key', 'no-source'].includes(problem.rule)
  );
}

/** Too few or too many characters, entries or a number out of range; an empty list of sources has a rule of its own. */
function sizeProblem(
  issue: Extract<Issue, { code: 'too_small' | 'too_big' }>,
  path: Path,
  value: unknown,
): SchemaProblem {
  const bound = issue.code === 'too_small' ? `at least ${issue.minimum}` : `at most ${issue.maximum}`;
  if (issue.origin === 'string') {
    const length = typeof value === 'string' ? value.trim().length : 0;
    if (length === 0) return { path, rule: 'text-length', expected: 'text', found: 'empty text' };
    const found = `${length}: ${shown(value)}`;
    return { path, rule: 'text-length', expected: `${bound} characters`, found, hint: 'Shorten it.' };
  }
  if (issue.origin !== 'array') {
    return { path, rule: 'number-range', expected: `a number of ${bound}`, found: shown(value) };
  }
  const found = Array.isArray(value) ? `${value.length || 'none'}` : shown(value);
  switch (path.at(-1)) {
    case 'sources':
      return { path, rule: 'no-source', expected: 'at least one source', found, hint: CITE };
    case 'sides':
      return { path, rule: 'one-sided-conflict', expected: 'two sides or more', found, hint: ONE_SIDE };
    default:
      return { path, rule: 'list-length', expected: `${bound} entries`, found };
  }
}

const ONE_SIDE = 'With one side it is not in dispute: add the other, or make it a note.';

/** A check of our own, whose message begins with its rule. */
function namedProblem(message: string, path: Path, value: unknown): SchemaProblem {
  const [rule = '', ...rest] = message.split(': ');
  if (!isSchemaRule(rule)) return { path, rule: 'bad-format', expected: message, found: shown(value) };
  return { path, rule, expected: rest.join(': '), found: shown(value) };
}

function isSchemaRule(rule: string): rule is SchemaRule {
  return Object.hasOwn(SCHEMA_RULES, rule);
}

function hintFor(near: string | undefined): { readonly hint?: string } {
  return near === undefined ? {} : { hint: `Did you mean "${near}"?` };
}

/** The value as it was read. Undefined where the path leads nowhere; own keys only. */
function valueAt(record: unknown, path: Path): unknown {
  let value = record;
  for (const step of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as Readonly<Record<string | number, unknown>>)[step];
  }
  return value;
}

/** The keys a mapping may have where the path leads, in the order of the schema. */
function keysAt(schema: z.core.$ZodType, path: Path): readonly string[] {
  let schemas = unwrapped(schema);
  for (const step of path) schemas = schemas.flatMap((parent) => childrenOf(parent, step)).flatMap(unwrapped);
  return schemas.flatMap((candidate) => {
    const { def } = (candidate as z.core.$ZodTypes)._zod;
    return def.type === 'object' ? Object.keys(def.shape) : [];
  });
}

/** The schemas one step further down; none where the schema has no such key. */
function childrenOf(schema: z.core.$ZodType, step: string | number): readonly z.core.$ZodType[] {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  if (def.type === 'array') return [def.element];
  const child = def.type === 'object' ? def.shape[step] : undefined;
  return child === undefined ? [] : [child];
}

/** The schemas a value may meet here, without defaults, transforms and unions around them. */
function unwrapped(schema: z.core.$ZodType): readonly z.core.$ZodType[] {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case 'default':
    case 'optional':
      return unwrapped(def.innerType);
    case 'pipe':
      return unwrapped(def.in);
    case 'union':
      return def.options.flatMap(unwrapped);
    default:
      return [schema];
  }
}

/** The words of YAML for a type of zod. */
function typeName(expected: string): string {
  switch (expected) {
    case 'string':
      return 'text';
    case 'number':
      return 'a number';
    case 'int':
      return 'a whole number';
    case 'boolean':
      return 'true or false';
    case 'array':
      return 'a list';
    case 'object':
      return 'a mapping';
    default:
      return expected;
  }
}
