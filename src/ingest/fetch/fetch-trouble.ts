/** Why a page could not be had. The message is one sentence for people, ending with a full stop. */
export class FetchTrouble extends Error {
  readonly code: 'refused' | 'robots' | 'status' | 'type' | 'size' | 'time' | 'network' | 'redirects';

  constructor(code: FetchTrouble['code'], sentence: string, options?: ErrorOptions) {
    super(sentence, options);
    this.name = 'FetchTrouble';
    this.code = code;
  }
}
