import type { Place } from '../../domain/schedule/subscription.ts';

/** A place that cannot be posted to until somebody changes something. */
export interface ParkedPlace {
  readonly place: Place;
  readonly reason: string;
  readonly detail: string;
  readonly since: number;
  /** When the owner was told; 0 while they were not. */
  readonly toldAt: number;
  readonly probedAt: number;
}

export interface ParkingStore {
  /** True where it was not parked before; the first reason's date stays. */
  readonly park: (place: Place, reason: string, detail: string, now: number) => Promise<boolean>;
  readonly unpark: (place: Place) => Promise<boolean>;
  readonly parked: (place: Place) => Promise<ParkedPlace | null>;
  /** Those not probed since `before`, oldest first. */
  readonly parkedNotProbedSince: (before: number, limit: number) => Promise<readonly ParkedPlace[]>;
  readonly markProbed: (place: Place, now: number) => Promise<void>;
  /** True for the one caller that may tell the owner. */
  readonly markTold: (place: Place, now: number) => Promise<boolean>;
}
