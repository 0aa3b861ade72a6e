/**
 * One scheduled local day of one subscription: its identity is the subscription and the local date, so that no clock
 * change, zone change or new time zone data can make two of it.
 */
export interface Slot {
  readonly subscription: string;
  /** ISO day in the subscription's zone. */
  readonly day: string;
  /** Epoch milliseconds at which it was due. */
  readonly dueAt: number;
  /** `missed`: found too late to be of use; a notice is posted in its place. */
  readonly kind: 'digest' | 'missed';
  /** True where it runs noticeably after its time. */
  readonly late: boolean;
  /** Scheduled days before this one that nobody got, because nothing ran. */
  readonly skipped: number;
}
