import type { TurnWish } from '../../core/shared-turns.ts';
import type { TurnStore } from '../store.ts';
import { numberOf, type SqlDriver } from './driver.ts';

export function turnStore(driver: SqlDriver): TurnStore {
  const now = driver.dialect.now('$2');
  const first = `case when rate_turn.next_at > ${now} then rate_turn.next_at else ${now} end`;
  return {
    async takeTurns({ name, spacingMs, count, patienceMs }: TurnWish, at) {
      const all = Math.ceil(spacingMs * count);
      const [taken] = await driver.soon(
        `insert into rate_turn (name, next_at) values ($1, ${now} + $3)
        on conflict (name) do update set next_at = ${first} + $3 where rate_turn.next_at <= ${now} + $4
        returning next_at - $3 - ${now} as after_ms`,
        ...[name, at, all, Math.floor(patienceMs)],
      );
      if (taken !== undefined) return { kind: 'given', afterMs: Math.max(0, numberOf(taken, 'after_ms')) };
      const [row] = await driver.all(
        `select next_at - ${now} as after_ms from rate_turn where name = $1`,
        ...[name, at],
      );
      return { kind: 'later', afterMs: Math.max(1, row === undefined ? 1 : numberOf(row, 'after_ms')) };
    },
    async holdTurns(name, forMs, at) {
      const until = `${now} + $3`;
      await driver.soon(
        `insert into rate_turn (name, next_at) values ($1, ${until})
        on conflict (name) do update set next_at = ${until} where rate_turn.next_at < ${until}`,
        ...[name, at, Math.ceil(forMs)],
      );
    },
  };
}
