import type { Answer } from '../../answer/answer.ts';

/** One message of a digest. `speaksFor` names, block by block, the record a block was made from; empty where none. */
export interface Part {
  readonly answer: Answer;
  readonly speaksFor: readonly string[];
}
