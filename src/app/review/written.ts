/** Files of a pack that a decision has changed. */
export interface Written {
  readonly folder: string;
  /** Relative to the folder. */
  readonly files: readonly string[];
  /** What was done to which record: `approved statement:x`. */
  readonly what: string;
  /** Who decided and who had proposed it, as `platform:id`. */
  readonly by: string;
  readonly proposer: string;
}
