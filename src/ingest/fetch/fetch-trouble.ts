/** Why a page could not be had. The message is one sentence for people, ending with a full stop. */
export class FetchTrouble extends Error {
  readonly code: 'refused' | 'robots' | 'status' | 'type' | 'size' | 'time' | 'network' | 'redirects';

  /** How long the server asks to be left alone; 0 where it does not. */
  readonly retryAfterMs: number;

  /** What the server answered; 0 where it is not that. */
  readonly status: number;

  constructor(
    code: FetchTrouble['code'],
    sentence: string,
    options: ErrorOptions & { readonly retryAfterMs?: number; readonly status?: number } = {},
  ) {
    super(sentence, options);
    this.name = 'FetchTrouble';
    this.code = code;
    this.retryAfterMs = options.retryAfterMs ?? 0;
    this.status = options.status ?? 0;
  }
}
