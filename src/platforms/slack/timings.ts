import { backOff } from '../back-off.ts';

/** How long the platform waits for what, in milliseconds. Parameters, so that tests need not wait. */
export interface Timings {
  /** An answer ready by then goes out with the acknowledgement; Slack allows 3 s in all. */
  readonly ackWithin: number;
  /** A question not answered by then gets an apology instead. */
  readonly answerWithin: number;
  /** One call of the Web API or a response_url. */
  readonly call: number;
  /** Between two messages to one channel: Slack allows about one a second. */
  readonly betweenPosts: number;
  /** Between two edits in one workspace: Slack allows fifty a minute. */
  readonly betweenEdits: number;
  /** A post that would have to wait longer for its turn is given back to the outbox. */
  readonly longestTurn: number;
  /** Between two pings on a Socket Mode connection. */
  readonly pingEvery: number;
  /** A connection on which nothing was heard for so long is replaced. */
  readonly silence: number;
  /** From opening a connection to Slack's hello. */
  readonly hello: number;
  /** How long a replaced connection may still deliver and acknowledge. */
  readonly drain: number;
  /** First and longest wait between attempts to connect or to prove the token; doubled in between. */
  readonly retryFirst: number;
  readonly retryMost: number;
  /** Between two attempts with a token Slack has refused: only a person can mend it. */
  readonly retryRefused: number;
  /** Between two proofs that the token still works. */
  readonly proveEvery: number;
  /** Between two looks through the workspaces that installed by OAuth: a dead token is deleted within a minute. */
  readonly sweepEvery: number;
  /** How long a person's standing in the workspace is believed. */
  readonly standing: number;
  /** How long `stop` lets questions under way finish. */
  readonly stop: number;
}

export const TIMINGS: Timings = {
  ackWithin: 1_500,
  answerWithin: 60_000,
  call: 12_000,
  betweenPosts: 1_000,
  betweenEdits: 1_200,
  longestTurn: 8_000,
  pingEvery: 5_000,
  silence: 16_000,
  hello: 10_000,
  drain: 8_000,
  retryFirst: 500,
  retryMost: 30_000,
  retryRefused: 60_000,
  proveEvery: 3_600_000,
  sweepEvery: 45_000,
  standing: 60_000,
  stop: 4_000,
};

/** The wait after so many failures in a row, the last one counted, in milliseconds. */
export function retryWait(failures: number, timings: Timings, random: () => number): number {
  return backOff(failures - 1, { first: timings.retryFirst, most: timings.retryMost }, random);
}
