import type { Subscription } from '../../domain/schedule/subscription.ts';
import type { AuditScope, AuditStore } from '../../store/ports/audit.ts';
import type { KnownSubscription, Told } from '../../store/ports/subscriptions.ts';

/** How long a digest that was removed can be brought back. */
const RESTORED_WITHIN_MS = 86_400_000;
/** Entries of a channel's record among which the removal is looked for. */
const MOST_LOOKED_BACK = 100;

/** A digest that was removed, and what it had told by then; `told` is absent where an earlier version removed it. */
export interface Removed {
  readonly subscription: Subscription;
  readonly told: Told | undefined;
}

/** What the record of a removal holds, so that it can be undone. */
export function removalDetail({ subscription, toldMark, toldAt }: KnownSubscription): string {
  return JSON.stringify({ ...subscription, told: { mark: toldMark, at: toldAt } });
}

/** The digest that was removed from a channel last, or the one of that id, as it was; null after a day. */
export async function lastRemoved(
  store: AuditStore,
  scope: AuditScope,
  id: string,
  now: number,
): Promise<Removed | null> {
  const entries = await store.auditOf(scope, MOST_LOOKED_BACK);
  const removed = entries.find(
    ({ action, subject, detail, at }) =>
      action === 'remove' && (id === '' || subject === id) && detail !== '' && at > now - RESTORED_WITHIN_MS,
  );
  if (removed === undefined) return null;
  // Written by `removalDetail` alone, from these very types.
  const { told, ...subscription }: Subscription & Pick<Removed, 'told'> = JSON.parse(removed.detail);
  return { subscription, told };
}
