import { withoutUndefined } from './mapping.ts';

/**
 * Where events of the running process are told. `facts` are flat, JSON-safe and never hold an SDK object, a token or
 * message text; the sentence is plain English. The implementation scrubs secrets from the finished line all the same.
 */
export interface Log {
  readonly debug: (sentence: string, facts?: LogFacts) => void;
  readonly info: (sentence: string, facts?: LogFacts) => void;
  readonly warn: (sentence: string, facts?: LogFacts) => void;
  readonly error: (sentence: string, facts?: LogFacts) => void;
}

export type LogFacts = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** Says nothing: for tests and one-shot commands. */
export const SILENT: Log = { debug() {}, info() {}, warn() {}, error() {} };

/** Kind and place of an error. Never its message: that can quote what somebody wrote. */
export function errorFacts(error: unknown): { readonly error: string; readonly at?: string } {
  if (!(error instanceof Error)) return { error: typeof error };
  const code = 'code' in error && typeof error.code === 'string' ? ` ${error.code}` : '';
  const frame = /^ +at (.+)$/mu.exec(error.stack?.slice(error.stack.indexOf('\n    at ')) ?? '')?.[1];
  const at = frame === undefined ? undefined : belowSource(frame);
  return withoutUndefined({ error: `${error.name}${code}`, at });
}

/**
 * `run (file:///opt/readout/src/a.ts:1:2)` as `run src/a.ts:1:2`, of the published package `run lib/a-12345678.js:1:2`: where
 * Readout is installed is nobody's business.
 */
function belowSource(frame: string): string {
  const place = frame.slice(frame.lastIndexOf(' ') + 1);
  const source = place.lastIndexOf('/src/');
  // The files of the bundle lie in one folder; a package's own "lib" has folders of its own as a rule.
  const bundle = place.lastIndexOf('/') - '/lib'.length;
  const from = source < 0 && place.startsWith('/lib/', bundle) ? bundle : source;
  return from < 0 ? frame : frame.slice(0, -place.length) + place.slice(from + 1).replace(/\)$/u, '');
}
