/** The packs that every process on the store is to answer from. */
export interface PushedPack {
  /** Hash over all files. */
  readonly version: string;
  readonly pushedAt: number;
}

export interface PackStore {
  /** Makes these files the present ones; those of all earlier ones but the last are dropped. */
  readonly pushPack: (
    pack: PushedPack,
    files: readonly { readonly path: string; readonly body: string }[],
  ) => Promise<void>;
  /** Null where none was ever pushed. */
  readonly presentPack: () => Promise<PushedPack | null>;
  readonly packFiles: (
    version: string,
  ) => Promise<readonly { readonly path: string; readonly body: string }[]>;
}
