/** Something in a file that is not plain YAML. */
export interface YamlProblem {
  readonly rule: YamlRule;
  readonly line: number;
  readonly expected: string;
  readonly found: string;
  readonly hint?: string;
}

/** What is checked while a file is read, before anything is known of its meaning. */
export const YAML_RULES = {
  'file-size': 'no file is over 5 MB',
  'not-utf8': 'every file is text in UTF-8',
  'odd-character': 'no control characters and no characters that turn the direction of text',
  'merge-conflict': 'no file holds two versions of a line',
  'yaml-syntax': 'every file is YAML',
  'one-document': 'a file holds one YAML document',
  'plain-yaml': 'no tags, anchors, aliases, merge keys and directives: what is written is what is meant',
  'plain-key': 'keys are words without invisible characters, and none that JavaScript gives a meaning',
  'duplicate-key': 'a key stands once in its mapping',
  'cut-text': 'no comment stands behind text, which ends where a comment begins',
} as const;
export type YamlRule = keyof typeof YAML_RULES;

/** True for a problem after which the rest of the file may mean something else than was written. */
export function breaksSyntax(rule: string): boolean {
  return rule === 'yaml-syntax' || rule === 'one-document' || rule === 'merge-conflict';
}
