/** A subject of an earlier draft or a part of a later one. */
export interface Alignable {
  /** As its draft prints it; several where one subject stands in several parts. */
  readonly labels: readonly string[];
  readonly words: string;
  /** Short words over it, which count as its own. */
  readonly heading?: string;
}
