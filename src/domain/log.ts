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
