import type { Subscription } from '../../domain/schedule/subscription.ts';
import type { AuditScope, AuditStore } from '../../store/ports/audit.ts';

/** How long a digest that was removed can be brought back. */
const RESTORED_WITHIN_MS = 86_400_000;
/** Entries of a channel's record among which the removal is looked for. */
const MOST_LOOKED_BACK = 100;

/** The digest that was removed from a channel last, or the one of that id, as it was; null after a day. */
export async function lastRemoved(
  store: AuditStore,
  scope: AuditScope,
  id: string,
  now: number,
): Promise<Subscription | null> {
  const entries = await store.auditOf(scope, MOST_LOOKED_BACK);
  const removed = entries.find(
    ({ action, subject, detail, at }) =>
      action === 'remove' && (id === '' || subject === id) && detail !== '' && at > now - RESTORED_WITHIN_MS,
  );
  // Written by `remove` of the digest service alone, from this very type.
  return removed === undefined ? null : JSON.parse(removed.detail);
}
