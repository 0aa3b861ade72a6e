/** What was found about one part: well, not set up (which is no fault), or wrong, with what to do about it. */
export interface Finding {
  readonly part: string;
  /** `warn` works, but not as well as it should. */
  readonly state: 'ok' | 'off' | 'warn' | 'wrong';
  readonly says: string;
  /** What to do, where it is not ok. */
  readonly mend?: string;
}

/** Something wrong, with what mends it. */
export function wrong(part: string, says: string, mend: string): Finding {
  return { part, state: 'wrong', says, mend };
}
