import type { Slot } from '../../domain/schedule/slot.ts';
import type { ComposedSlot, NewSlot, SlotState, SlotStore } from '../ports/slots.ts';
import { contentStatements, deliveryStatements } from './deliveries.ts';
import {
  type Following,
  numberOf,
  type Row,
  type SqlDriver,
  type Statement,
  type Step,
  textOf,
} from './driver.ts';
import { MOST_ROWS, manyRows } from './many-rows.ts';
import { knownSubscription } from './subscriptions.ts';

export function slotStore(driver: SqlDriver): SlotStore {
  return {
    async planSlots(slots, now, looked = []) {
      if (slots.length === 0 && looked.length === 0) return 0;
      const decided = slots.flatMap((slot) => slot.decided ?? []);
      const contents = contentsOf(decided, now);
      const insert = (some: readonly NewSlot[]) =>
        insertSlots(
          some.map((slot) => [
            ...[slot.subscription, slot.day, slot.dueAt, slot.kind, Number(slot.late), slot.skipped],
            ...[slot.decided?.state ?? 'planned', now],
          ]),
        );
      // First: what somebody changes from then on waits for what is planned here, and what was changed before is passed over.
      const noted = noteNext(
        looked.map(({ subscription, was, nextDueAt }) => [subscription, was, nextDueAt]),
      );
      const seen = new Set(looked.map(({ subscription }) => subscription));
      const those = new Map(slots.map((slot) => [slot.subscription, slot]));
      const inserts = [
        ...insert(slots.filter(({ subscription }) => !seen.has(subscription))),
        ...noted.map((after) => ({
          after,
          make: (rows: readonly Row[]) => insert(rows.flatMap((row) => those.get(textOf(row, 'id')) ?? [])),
        })),
      ];
      // Whoever posts waits for the disk before each post, and with that for all that was planned before.
      const written = await driver.batchSoon([
        ...noted,
        ...contents,
        ...inserts,
        ...deliveriesOf(decided, inserts, now),
        ...(decided.some(({ deliveries }) => deliveries.length > 0) ? driver.dialect.wake('deliver') : []),
      ]);
      const before = noted.length + contents.length;
      return written.slice(before, before + inserts.length).reduce((sum, rows) => sum + rows.length, 0);
    },
    async slotsToCompose(limit, after) {
      const rows = await driver.page(
        // The page first, by the index that has this order: joined to all that wait, each page would read all of them.
        `select s.*, l.day as last_day, l.day as day, l.due_at as due_at, l.kind as slot_kind, l.late as late,
          l.skipped as skipped
        from (select w.* from slot w where w.state = 'planned' ${after === undefined ? '' : 'and (w.due_at, w.subscription) > ($2, $3)'}
          and exists (select 1 from subscription u where u.id = w.subscription)
          order by w.due_at, w.subscription limit $1) l
        join subscription s on s.id = l.subscription order by l.due_at, l.subscription`,
        ...[limit, ...(after === undefined ? [] : [after.dueAt, after.subscription])],
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
      const decided = decideSlots(composed.map(({ subscription, day, state }) => [subscription, day, state]));
      await driver.batchSoon([
        ...contentsOf(composed, now),
        ...decided,
        ...deliveriesOf(composed, decided, now),
        ...driver.dialect.wake('deliver'),
      ]);
    },
  };
}

/** Contents are kept whatever becomes of the slot: those handed out once a beat serve later slots, too. */
function contentsOf(composed: readonly ComposedSlot[], now: number): readonly Statement[] {
  return contentStatements(
    composed.flatMap(({ contents }) => contents),
    now,
  );
}

/** Deliveries of the slots that these statements give back: those that nobody had decided before. */
function deliveriesOf(
  composed: readonly ComposedSlot[],
  written: readonly Step[],
  now: number,
): readonly Following[] {
  const deliveries = new Map(composed.map((slot) => [nameOf(slot.subscription, slot.day), slot.deliveries]));
  const named = (row: Row) => deliveries.get(nameOf(textOf(row, 'subscription'), textOf(row, 'day'))) ?? [];
  return written.map((after) => ({ after, make: (rows) => deliveryStatements(rows.flatMap(named), now) }));
}

function nameOf(subscription: string, day: string): string {
  return `${subscription}/${day}`;
}

/** A list that is known to be short: SQLite would else walk the whole table and look each of its rows up in the list. */
function few(list: string): string {
  return `(select * from (values ${list}) as given limit ${MOST_ROWS})`;
}

const insertSlots = manyRows({
  row: (of) => `(${[1, 2, 3, 4, 5, 6, 7, 8].map(of).join(', ')})`,
  whole: (list) =>
    `insert into slot (subscription, day, due_at, kind, late, skipped, state, planned_at) values ${list}
    on conflict (subscription, day) do nothing returning subscription, day`,
});

// Both databases call the columns of a list of values so, and want to be told what they hold.
const noteNext = manyRows({
  row: (of) => `(cast(${of(1)} as text), cast(${of(2)} as bigint), cast(${of(3)} as bigint))`,
  whole: (list) =>
    `update subscription set next_due_at = looked.column3 from ${few(list)} as looked
    where subscription.id = looked.column1 and subscription.next_due_at = looked.column2
    returning subscription.id`,
});

// The state is compared so that it is no way to find the row: SQLite would walk all that are planned, once for each.
const decideSlots = manyRows({
  row: (of) => `(cast(${of(1)} as text), cast(${of(2)} as text), cast(${of(3)} as text))`,
  whole: (list) =>
    `update slot set state = decided.column3 from ${few(list)} as decided
    where slot.subscription = decided.column1 and slot.day = decided.column2 and coalesce(slot.state, '') = 'planned'
    returning slot.subscription, slot.day`,
});

function storedSlot(row: Row, subscription: string, kind: string): Slot {
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
