import type { Place, Subscription } from '../../domain/schedule/subscription.ts';
import type { AuditEntry } from '../../store/ports/audit.ts';
import type { Person } from './service.ts';

/** An audit entry for something somebody did in a channel. */
export function auditOf(person: Person, action: string, subject: string, at: number): AuditEntry {
  const { platform, tenant, channel, user } = person;
  return { at, platform, tenant, channel, actor: user, action, subject, detail: '' };
}

export function scopeOf({ platform, tenant, channel }: Person) {
  return { platform, tenant, channel };
}

export function placeOf({ platform, tenant, channel, thread }: Person, here: boolean): Place {
  return { platform, tenant, channel, thread: here ? (thread ?? '') : '' };
}

export function placeIds({ place: { platform, tenant, channel } }: Subscription) {
  return { platform, tenant, channel };
}
