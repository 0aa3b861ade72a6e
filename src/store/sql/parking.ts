import type { Place } from '../../domain/schedule/subscription.ts';
import type { ParkedPlace, ParkingStore } from '../ports/parking.ts';
import { numberOf, type Row, type SqlDriver, textOf } from './driver.ts';
import { placeOf } from './subscriptions.ts';

/** Nobody is probed so long after another time that is looked at now. */
const WRONG_CLOCK_MS = 3 * 86_400_000;

const HERE = 'platform = $1 and tenant = $2 and channel = $3 and thread = $4';

export function parkingStore(driver: SqlDriver): ParkingStore {
  return {
    async park(place, reason, detail, now) {
      const rows = await driver.all(
        `insert into parked (platform, tenant, channel, thread, reason, detail, since, told_at, probed_at)
        values ($1, $2, $3, $4, $5, $6, $7, 0, $7)
        on conflict (platform, tenant, channel, thread) do nothing returning channel`,
        ...[...columns(place), reason, detail, now],
      );
      return rows.length > 0;
    },
    unpark: async (place) =>
      (await driver.all(`delete from parked where ${HERE} returning channel`, ...columns(place))).length > 0,
    async parked(place) {
      const rows = await driver.all(
        `select * from parked where platform = $1 and tenant = $2 and channel = $3 and thread in ('', $4)
        order by thread limit 1`,
        ...columns(place),
      );
      return rows[0] === undefined ? null : parkedPlace(rows[0]);
    },
    parkedNotProbedSince: async (before, limit) =>
      (
        await driver.all(
          // One from days ahead comes from a clock that was wrong for a while.
          `select * from parked where probed_at <= $1 or probed_at > $3 order by probed_at limit $2`,
          ...[before, limit, before + WRONG_CLOCK_MS],
        )
      ).map(parkedPlace),
    async markProbed(place, now) {
      await driver.all(`update parked set probed_at = $5 where ${HERE}`, ...columns(place), now);
    },
    markTold: async (place, now) =>
      (
        await driver.all(
          `update parked set told_at = $5 where ${HERE} and told_at = 0 returning channel`,
          ...[...columns(place), now],
        )
      ).length > 0,
  };
}

function columns(place: Place): readonly string[] {
  return [place.platform, place.tenant, place.channel, place.thread];
}

function parkedPlace(row: Row): ParkedPlace {
  return {
    place: placeOf(row),
    reason: textOf(row, 'reason'),
    detail: textOf(row, 'detail'),
    since: numberOf(row, 'since'),
    toldAt: numberOf(row, 'told_at'),
    probedAt: numberOf(row, 'probed_at'),
  };
}
