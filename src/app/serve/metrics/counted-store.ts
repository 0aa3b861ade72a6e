import type { StoredDelivery } from '../../../store/ports/deliveries.ts';
import type { Store } from '../../../store/store.ts';

/** What happens at the store, as it happens. */
export interface StoreTally {
  /** An operation took so long. */
  readonly took: (operation: string, ms: number) => void;
  /** What became of a delivery: one of `OUTCOMES`; `lateMs` after it was due. One that stays in doubt is told once. */
  readonly settled: (delivery: StoredDelivery, outcome: string, lateMs: number) => void;
  /** A scheduled day was planned late, or found too late. */
  readonly slot: (how: 'late' | 'missed') => void;
}

/** What can become of a delivery. */
export const OUTCOMES = ['sent', 'reconciled', 'failed', 'expired', 'in-doubt'] as const;

/** Deliveries in hand at one time: what is claimed is settled or given back long before. */
const MOST_IN_HAND = 10_000;

/** The same store, with a word to the tally about what it does. `tally` is asked for each time: it may come later. */
export function countedStore(store: Store, tally: () => StoreTally | undefined): Store {
  const inHand = new Map<string, StoredDelivery>();
  const take = (rows: readonly StoredDelivery[]) => {
    if (inHand.size > MOST_IN_HAND) inHand.clear();
    for (const row of rows) inHand.set(row.id, row);
    return rows;
  };
  const timed = Object.fromEntries(
    Object.entries(store).map(([name, operation]: [string, (...values: never[]) => unknown]) => {
      if (name === 'leading') return [name, operation];
      const measured = async (...values: never[]) => {
        const began = performance.now();
        try {
          return await operation(...values);
        } finally {
          tally()?.took(name, performance.now() - began);
        }
      };
      return [name, measured];
    }),
    // Each has the type of the operation it calls.
  ) as unknown as Store;
  return {
    ...timed,
    leading: (lease) => countedStore(store.leading(lease), tally),
    claim: async (request) => take(await timed.claim(request)),
    claimDoubtful: async (request) => take(await timed.claimDoubtful(request)),
    async settle(id, claim, outcome, now) {
      const written = await timed.settle(id, claim, outcome, now);
      const row = inHand.get(id);
      inHand.delete(id);
      const isNews =
        outcome.state !== 'planned' && !(outcome.state === 'in-doubt' && row?.state === 'in-doubt');
      if (written && row !== undefined && isNews) {
        tally()?.settled(row, outcome.state, now - row.dueAt);
      }
      return written;
    },
    async expire(now, most) {
      const rows = await timed.expire(now, most);
      for (const row of rows) tally()?.settled(row, 'expired', now - row.dueAt);
      return rows;
    },
    async enqueue(contents, deliveries, at) {
      await timed.enqueue(contents, deliveries, at);
      // A notice outside a slot stands for a day that ran out of time after it was planned.
      for (const { kind, part } of deliveries) if (kind === 'missed' && part === 0) tally()?.slot('missed');
    },
    async planSlots(slots, now, looked) {
      const planned = await timed.planSlots(slots, now, looked);
      if (planned > 0) {
        for (const { kind, late } of slots) {
          if (kind === 'missed') tally()?.slot('missed');
          else if (late) tally()?.slot('late');
        }
      }
      return planned;
    },
  };
}
