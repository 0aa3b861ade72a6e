/** Placeholder types until the engine lands on this branch. */
export interface IndexedStatement {
  readonly id: string;
  readonly speaker: string;
  readonly text: string;
}
export interface QuoteIndex {
  readonly search: (
    query: string,
    options?: { readonly limit?: number },
  ) => readonly { readonly id: string; readonly score: number }[];
}
