import type { Delivery } from '../../../core/delivery.ts';
import type { TenantId } from '../../../domain/schedule/tenant.ts';
import type { SlackClient } from '../api/api.ts';

/** How long a name is believed. */
const BELIEVED_MS = 600_000;
/** Names; the one asked for longest ago goes first. */
const MOST_REMEMBERED = 1_000;

/** What people call a person or a channel; asked of Slack once in ten minutes. */
export function createNames(options: {
  readonly clientOf: (tenant: TenantId) => Promise<SlackClient | undefined>;
  /** Epoch milliseconds. */
  readonly now: () => number;
}): NonNullable<Delivery['nameOf']> {
  const known = new Map<string, { readonly until: number; readonly name: string }>();
  return async (tenant, kind, id) => {
    const key = `${tenant}/${id}`;
    const before = known.get(key);
    if (before !== undefined && before.until > options.now()) return before.name;
    try {
      const client = await options.clientOf(tenant);
      const name = client === undefined ? null : await ask(client, kind, id);
      if (name === null) return null;
      known.delete(key);
      known.set(key, { until: options.now() + BELIEVED_MS, name });
      const oldest = known.keys().next();
      if (known.size > MOST_REMEMBERED && !oldest.done) known.delete(oldest.value);
      return name;
    } catch {
      return null;
    }
  };
}

/**
 * One name; null where Slack shows none. People choose their display name, so it goes first, then the full name,
 * then the account's. A direct conversation has no name of its own.
 */
async function ask(client: SlackClient, kind: 'person' | 'channel', id: string): Promise<string | null> {
  if (kind === 'person') {
    const { user } = await client.users.info({ user: id });
    return [user?.profile?.display_name, user?.real_name, user?.name].find((name) => given(name)) ?? null;
  }
  if (/^[DUW]/.test(id)) return 'direct messages';
  const { channel } = await client.conversations.info({ channel: id });
  return given(channel?.name) ? `#${channel?.name}` : null;
}

function given(name: string | undefined): boolean {
  return name !== undefined && name.trim() !== '';
}
