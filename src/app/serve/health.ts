import type { HttpRoute } from '../../platforms/http-route.ts';
import type { PlatformHealth } from '../../platforms/platform.ts';
import type { Role } from '../../platforms/role.ts';
import { OLDEST_BEAT_MS } from './beat.ts';

/** What the process can tell about itself, asked anew each time. */
export interface Vitals {
  /** Resolves where the store answers; absent where the process has none. */
  readonly store?: () => Promise<void>;
  readonly platforms: () => readonly { readonly name: string; readonly health: PlatformHealth }[];
  /** Milliseconds since the scheduler last looked at what is due; null before its first look; absent without one. */
  readonly tickAgeMs?: () => number | null;
  /** By default `all`. */
  readonly role?: Role;
  /** Whether it leads those on its store now; absent where it posts nothing unasked. */
  readonly leads?: () => boolean;
  readonly pack: () => PackHealth;
}

/** How the briefings in use came to be. */
export interface PackHealth {
  readonly stories: readonly {
    readonly id: string;
    readonly reviewed: string;
    readonly statements: number;
  }[];
  /** Milliseconds since they were read. */
  readonly ageMs: number;
  /** True where a newer edit has problems and the last good pack is served. */
  readonly stale: boolean;
  /** Which of those that were pushed, or `folder`; absent where none can be. */
  readonly version?: string;
  /** The version that the others are to answer from and this process cannot read. */
  readonly behind?: string;
}

export interface Readiness {
  readonly ready: boolean;
  readonly role: Role;
  /** Of a process that may lead. */
  readonly lead?: 'leads' | 'stands by';
  readonly store: 'ok' | 'none' | string;
  readonly platforms: Readonly<Record<string, PlatformHealth>>;
  readonly lastTickAgeMs: number | null;
  readonly pack: PackHealth;
}

const STORE_TIMEOUT_MS = 2_000;

/**
 * By role (README): an `ingress` that listens and has a pack can answer, also while the store is away; what leads or sends
 * can do its work where the store answers. Of a process that does everything, ready means: the store answers, the scheduler beats, there is a story, and some platform serves. One platform being
 * down is told but does not make the process unready: taking it out of service would stop the other one too.
 */
export async function readiness(vitals: Vitals): Promise<Readiness> {
  const store = await storeState(vitals);
  const platforms = vitals.platforms();
  const lastTickAgeMs = vitals.tickAgeMs?.() ?? null;
  const pack = vitals.pack();
  const serving = platforms.filter(({ health }) => health.state === 'ready' || health.state === 'degraded');
  const { role = 'all', leads } = vitals;
  const storeAnswers = store === 'ok' || store === 'none';
  const beats = lastTickAgeMs === null || lastTickAgeMs < OLDEST_BEAT_MS;
  const hasPack = pack.stories.length > 0;
  const ready: Readonly<Record<Role, boolean>> = {
    all: storeAnswers && beats && hasPack && (platforms.length === 0 || serving.length > 0),
    ingress: hasPack,
    deliver: storeAnswers && beats,
    lead: storeAnswers && beats,
  };
  return {
    ready: ready[role],
    role,
    ...(leads === undefined || !mayLead(vitals) ? {} : { lead: leads() ? 'leads' : 'stands by' }),
    store,
    platforms: Object.fromEntries(platforms.map(({ name, health }) => [name, health])),
    lastTickAgeMs,
    pack,
  };
}

export function mayLead({ leads, role }: Pick<Vitals, 'leads' | 'role'>): boolean {
  return leads !== undefined && role !== 'ingress' && role !== 'deliver';
}

async function storeState(vitals: Vitals): Promise<string> {
  if (vitals.store === undefined) return 'none';
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve('does not answer'), STORE_TIMEOUT_MS);
  });
  const asked = vitals.store().then(
    () => 'ok',
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
  try {
    return await Promise.race([asked, late]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * `/healthz`: the process runs. `/readyz`: it can do its work, and if not, what is missing. `clean` takes secrets out: what is
 * wrong is told in the words of libraries.
 */
export function healthRoutes(
  vitals: Vitals,
  clean: (text: string) => string = (text) => text,
): readonly HttpRoute[] {
  return [
    {
      method: 'GET',
      path: '/healthz',
      handle: async () => ({ status: 200, headers: { 'content-type': 'text/plain' }, body: 'ok\n' }),
    },
    {
      method: 'GET',
      path: '/readyz',
      async handle() {
        const state = await readiness(vitals);
        return {
          status: state.ready ? 200 : 503,
          headers: { 'content-type': 'application/json' },
          body: clean(`${JSON.stringify(state, null, 2)}\n`),
        };
      },
    },
  ];
}
