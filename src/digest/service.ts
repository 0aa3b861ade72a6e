/** What chat commands ask of digests: subscriptions, previews, corrections, audit. */
export interface DigestService {
  /** Number of subscriptions of one tenant, paused ones included. */
  readonly count: (tenant: string) => Promise<number>;
}
