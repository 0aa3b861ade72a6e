import { isMapping } from '../../../domain/mapping.ts';
import { type JsonRecord, records, string } from '../api/json.ts';
import { type Rest, type RestResult, routes } from '../api/rest.ts';

/** One of a guild's roles, as far as permissions go. */
export interface RoleFacts {
  readonly id: string;
  readonly permissions: bigint;
}

/** What Discord says of a guild or channel, or the result that says why it cannot be told. */
export type Told<T> = { readonly kind: 'told'; readonly value: T } | Exclude<RestResult, { kind: 'ok' }>;

/**
 * What is read of guilds, each once for all who ask within a minute: a fan-out to a hundred channels of one guild asks
 * the same. `maxAgeMs` 0 believes only what is being read now, for what somebody may just have changed.
 */
export interface GuildFacts {
  /** Every role of the guild that is ours, with its `@everyone`. */
  readonly roles: (guild: string, self: string, maxAgeMs?: number) => Promise<Told<readonly RoleFacts[]>>;
  /** Every channel of the guild by id, threads not among them. */
  readonly channels: (guild: string, maxAgeMs?: number) => Promise<Told<ReadonlyMap<string, JsonRecord>>>;
  /** A channel or thread by itself. */
  readonly channel: (id: string, maxAgeMs?: number) => Promise<Told<JsonRecord>>;
}

/** Longer than a look at a thousand channels takes, shorter than anybody waits for a change to be seen. */
const BELIEVED_MS = 60_000;
const MOST_KNOWN = 2000;
/** Long enough for a queue of our own; what asks is not shown to anybody before it is answered. */
const PATIENCE_MS = 10_000;

export function createGuildFacts(rest: Rest, now: () => number): GuildFacts {
  const known = new Map<
    string,
    { readonly told: Promise<Told<unknown>>; readonly at: number; pending: boolean }
  >();

  const once = <T>(key: string, maxAgeMs: number, read: () => Promise<Told<T>>): Promise<Told<T>> => {
    const before = known.get(key);
    if (before !== undefined && (before.pending || now() - before.at < maxAgeMs))
      return before.told as Promise<Told<T>>;
    const told = read();
    if (known.size >= MOST_KNOWN)
      for (const [old, { at }] of known) if (now() - at >= BELIEVED_MS) known.delete(old);
    if (known.size >= MOST_KNOWN) known.clear();
    const entry = { told, at: now(), pending: true };
    known.set(key, entry);
    // What could not be asked now may be asked for the next who wants to know.
    void told.then(({ kind }) => {
      entry.pending = false;
      if (kind !== 'told' && kind !== 'refused' && known.get(key) === entry) known.delete(key);
    });
    return told;
  };
  const get = async <T>(path: string, value: (body: unknown) => T | null): Promise<Told<T>> => {
    const got = await rest.send({ method: 'GET', path, patienceMs: PATIENCE_MS });
    if (got.kind !== 'ok') return got;
    const read = value(got.body);
    return read === null
      ? { kind: 'failed', sent: 'maybe', reason: 'Discord’s reply could not be read' }
      : { kind: 'told', value: read };
  };

  return {
    roles: (guild, self, maxAgeMs = BELIEVED_MS) =>
      once(`roles ${guild} ${self}`, maxAgeMs, async () => {
        const [member, all] = await Promise.all([
          get(`/guilds/${guild}/members/${self}`, (body) => (isMapping(body) ? body : null)),
          get(`/guilds/${guild}/roles`, (body) => (Array.isArray(body) ? records(body) : null)),
        ]);
        if (member.kind !== 'told') return member;
        if (all.kind !== 'told') return all;
        const ours = new Set(Array.isArray(member.value.roles) ? member.value.roles.map(string) : []);
        return {
          kind: 'told',
          value: all.value
            .filter((role) => role.id === guild || ours.has(string(role.id)))
            .map((role) => ({ id: string(role.id), permissions: bits(role.permissions) })),
        };
      }),
    channels: (guild, maxAgeMs = BELIEVED_MS) =>
      once(`channels ${guild}`, maxAgeMs, () =>
        get(`/guilds/${guild}/channels`, (body) =>
          Array.isArray(body)
            ? new Map(records(body).map((channel) => [string(channel.id), channel] as const))
            : null,
        ),
      ),
    channel: (id, maxAgeMs = BELIEVED_MS) =>
      once(`channel ${id}`, maxAgeMs, () =>
        get(routes.channel(id), (body) => (isMapping(body) ? body : null)),
      ),
  };
}

/** A set of permissions as Discord writes it; nothing for anything else. */
export function bits(value: unknown): bigint {
  return typeof value === 'string' && /^\d{1,30}$/u.test(value) ? BigInt(value) : 0n;
}
