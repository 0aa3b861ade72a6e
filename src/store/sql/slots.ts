import type { SlotState, SlotStore, StoredSlot } from '../store.ts';
import { contentStatements, deliveryStatement } from './deliveries.ts';
import { numberOf, onlyAfter, type Row, type SqlDriver, statement, textOf } from './driver.ts';
import { knownSubscription } from './subscriptions.ts';

export function slotStore(driver: SqlDriver): SlotStore {
  return {
    async planSlots(slots, now, looked = []) {
      if (slots.length === 0 && looked.length === 0) return 0;
      const written = await driver.batch([
        ...slots.map((slot) =>
          statement(
            `insert into slot (subscription, day, due_at, kind, late, skipped, state, planned_at)
            values ($1, $2, $3, $4, $5, $6, 'planned', $7)
            on conflict (subscription, day) do nothing returning day`,
            ...[slot.subscription, slot.day, slot.dueAt, slot.kind, Number(slot.late), slot.skipped, now],
          ),
        ),
        ...looked.map(({ subscription, was, nextDueAt }) =>
          statement(
            'update subscription set next_due_at = $3 where id = $1 and next_due_at = $2',
            ...[subscription, was, nextDueAt],
          ),
        ),
      ]);
      return written.slice(0, slots.length).filter((rows) => rows.length > 0).length;
    },
    async slotsToCompose(limit) {
      const rows = await driver.all(
        `select s.*, l.day as last_day, l.day as day, l.due_at as due_at, l.kind as slot_kind, l.late as late,
          l.skipped as skipped
        from slot l join subscription s on s.id = l.subscription
        where l.state = 'planned' order by l.due_at, l.subscription limit $1`,
        limit,
      );
      return rows.map((row) => ({
        known: knownSubscription(row),
        slot: storedSlot(row, textOf(row, 'id'), textOf(row, 'slot_kind')),
      }));
    },
    async slotsOf(subscription, limit) {
      const rows = await driver.all(
        'select * from slot where subscription = $1 order by day desc limit $2',
        ...[subscription, limit],
      );
      return rows.map((row) => ({
        ...storedSlot(row, subscription, textOf(row, 'kind')),
        state: slotState(textOf(row, 'state')),
      }));
    },
    async composeSlots(composed, now) {
      await driver.batch([
        ...composed.flatMap((slot) => {
          const decided = statement(
            `update slot set state = $3 where subscription = $1 and day = $2 and state = 'planned' returning day`,
            ...[slot.subscription, slot.day, slot.state],
          );
          // Contents are kept whatever becomes of the slot: those handed out once a beat serve later slots, too.
          return [
            ...slot.contents.flatMap((content) => contentStatements(content, now)),
            decided,
            ...onlyAfter(
              decided,
              slot.deliveries.map((delivery) => deliveryStatement(delivery, now)),
            ),
          ];
        }),
        ...driver.dialect.wake('deliver'),
      ]);
    },
  };
}

function storedSlot(row: Row, subscription: string, kind: string): StoredSlot {
  return {
    subscription,
    day: textOf(row, 'day'),
    dueAt: numberOf(row, 'due_at'),
    kind: kind === 'missed' ? 'missed' : 'digest',
    late: numberOf(row, 'late') === 1,
    skipped: numberOf(row, 'skipped'),
  };
}

function slotState(text: string): SlotState {
  return text === 'composed' || text === 'quiet' || text === 'dropped' ? text : 'planned';
}
