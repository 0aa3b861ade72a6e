/** Why a store cannot do what was asked; `trouble.ts` has the sentence of each. */
export type StoreTrouble =
  /** No room, or a quota is reached: what is there can be read. */
  | 'full'
  /** The user we run as may not read or write something, or the file system is mounted read-only. */
  | 'not-permitted'
  /** Some of its bytes are not what was written. */
  | 'damaged'
  /** The path names something else: a folder, a file that is no database, another program's database. */
  | 'not-ours'
  /** The file that keeps a second process out is not what was written. */
  | 'bad-lock'
  /** The file system cannot keep a second process out. */
  | 'no-locks'
  /** Another Readout process has it. */
  | 'locked'
  /** Another program holds it for longer than we wait. */
  | 'busy'
  /** Deleted, moved or replaced while it was open. */
  | 'gone'
  /** A newer Readout wrote it. */
  | 'newer'
  /** An earlier Readout wrote it, and a look from outside asks for what that did not keep. */
  | 'older'
  /** The disk reports an error. */
  | 'disk'
  /** The server cannot be reached, or ended the connection: it is tried again. */
  | 'away'
  /** The server does not let us in: user, password, certificate or database are not right. */
  | 'refused'
  /** The server is of a version or kind that Readout cannot stand on. */
  | 'unfit'
  /** This machine's clock and the database's are too far apart to agree on anything. */
  | 'skewed'
  /** It was moved to another place, or is being moved here. */
  | 'moved'
  /** Another process leads since. */
  | 'overtaken'
  /** Anything else; a fault of ours as a rule. */
  | 'broken';

/** The store cannot do what was asked. The message is `fault` and `remedy`, a sentence each, which name the path. */
export class StoreError extends Error {
  readonly code: StoreTrouble;
  readonly fault: string;
  readonly remedy: string;

  constructor(
    code: StoreTrouble,
    words: { readonly fault: string; readonly remedy: string },
    options?: ErrorOptions,
  ) {
    super(`${words.fault} ${words.remedy}`, options);
    this.name = 'StoreError';
    this.code = code;
    this.fault = words.fault;
    this.remedy = words.remedy;
  }
}
