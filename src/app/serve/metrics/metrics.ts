import type { Mark } from '../../../digest/questions/question-list.ts';
import type { FeedLook } from '../../../ingest/feeds/feed-look.ts';
import type { HttpRoute } from '../../../platforms/http-route.ts';
import type { PlatformTally } from '../../../platforms/tally.ts';
import { DELIVERY_KINDS } from '../../../store/ports/deliveries.ts';
import type { Queue } from '../../../store/ports/kept.ts';
import { mayLead, readiness, type Vitals } from '../health.ts';
import type { BackupLook } from '../kept/backups.ts';
import { OUTCOMES, type StoreTally } from './counted-store.ts';
import { platformMetrics } from './platform-metrics.ts';
import { roleMetrics, tellsOfTheStore } from './role-metrics.ts';

/** One answer given, for counting. */
export interface Answered {
  readonly command: string;
  readonly platform: string;
  /** An answer's status, or `error` where there was none. */
  readonly status: string;
  readonly tookMs: number;
}

/** What readers say of answers, by platform. */
interface MarkTally {
  readonly marked: (mark: Mark, platform: string) => void;
}

/** What the process counts and `/metrics` shows. */
export interface Metrics {
  readonly answered: (answer: Answered) => void;
  readonly tally: StoreTally & PlatformTally & MarkTally & { readonly beatFailed: () => void };
  readonly route: HttpRoute;
}

/** Upper bounds in seconds: a chat platform waits 3 s, an answer takes a few milliseconds. */
const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1, 3];

/** A digest is due at a minute; what comes hours later is late, and told so. */
const DELIVERY_BUCKETS = [1, 5, 15, 30, 60, 120, 300, 900, 3600, 21_600];

/** What else is asked for when somebody looks. */
export interface Looked {
  readonly queue?: () => Promise<Queue>;
  /** Absent where none is watched. */
  readonly feeds?: () => Promise<readonly FeedLook[]>;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly version: string;
  /** How the copies of the store are doing; absent where none are made. */
  readonly backups?: () => BackupLook;
  /** Names of those that are served. */
  readonly platforms?: readonly string[];
  /** Names of those among them that post unasked. */
  readonly posting?: readonly string[];
}

/** Sets up counting. Loads the metrics library, so it is called only where there is an HTTP server to show them. */
export async function createMetrics(vitals: Vitals, looked: Looked): Promise<Metrics> {
  const { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } = await import(
    '@prometheus-io/client'
  );
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const answers = new Counter({
    name: 'readout_answers_total',
    help: 'Answers given, by command, platform and status.',
    labelNames: ['command', 'platform', 'status'],
    registers,
  });
  const seconds = new Histogram({
    name: 'readout_answer_seconds',
    help: 'Time from request to answer, by command.',
    labelNames: ['command'],
    buckets: BUCKETS,
    registers,
  });
  const platformUp = new Gauge({
    name: 'readout_platform_up',
    help: '1 where the platform serves, also with trouble; 0 where it does not.',
    labelNames: ['platform'],
    registers,
  });
  const ready = new Gauge({ name: 'readout_ready', help: '1 where /readyz says 200.', registers });
  const tickAge = new Gauge({
    name: 'readout_tick_age_seconds',
    help: 'Time since the scheduler last looked at what is due; that it is still busy with since it began.',
    registers,
  });
  const beatsFailed = new Counter({
    name: 'readout_beats_failed_total',
    help: 'Minutes whose work failed; it is tried again with the next.',
    registers,
  });
  const packStale = new Gauge({
    name: 'readout_pack_stale',
    help: '1 where an edit of the briefings has problems and the last good state is served.',
    registers,
  });
  const deliveries = deliveryMetrics({ Counter, Gauge, Histogram }, registers, looked);
  const ofPlatforms = platformMetrics({ Counter, Histogram }, registers, looked.platforms ?? []);
  const lookAtRole = roleMetrics({ Gauge }, registers, mayLead(vitals));
  const lookAtBackups = backupMetrics({ Gauge }, registers, looked);
  const lookAtFeeds = feedMetrics({ Gauge }, registers, looked);
  const packAge = new Gauge({
    name: 'readout_pack_age_seconds',
    help: 'Time since the briefings in use were read.',
    registers,
  });
  new Gauge({
    name: 'readout_build_info',
    help: '1; version, Node and role of this process are its labels.',
    labelNames: ['version', 'node', 'role'],
    registers,
  }).set({ version: looked.version, node: process.versions.node, role: vitals.role ?? 'all' }, 1);
  return {
    tally: {
      ...deliveries.tally,
      ...ofPlatforms,
      ...markMetrics({ Counter }, registers),
      beatFailed: () => beatsFailed.inc(),
    },
    answered({ command, platform, status, tookMs }) {
      answers.inc({ command, platform, status });
      seconds.observe({ command }, tookMs / 1000);
    },
    route: {
      method: 'GET',
      path: '/metrics',
      async handle() {
        const state = await readiness(vitals);
        ready.set(state.ready ? 1 : 0);
        packAge.set(state.pack.ageMs / 1000);
        lookAtRole(state);
        lookAtBackups();
        await Promise.all([deliveries.look(tellsOfTheStore(state)), lookAtFeeds()]);
        packStale.set(state.pack.stale ? 1 : 0);
        if (state.lastTickAgeMs !== null) tickAge.set(state.lastTickAgeMs / 1000);
        for (const [platform, health] of Object.entries(state.platforms)) {
          platformUp.set({ platform }, health.state === 'ready' || health.state === 'degraded' ? 1 : 0);
        }
        return {
          status: 200,
          headers: { 'content-type': registry.contentType },
          body: await registry.metrics(),
        };
      },
    },
  };
}

type Kinds = Pick<typeof import('@prometheus-io/client'), 'Counter' | 'Gauge' | 'Histogram'>;
type Registers = ConstructorParameters<Kinds['Counter']>[0]['registers'] & object;

/** How the copies of the store are doing. */
function backupMetrics(
  { Gauge }: Pick<Kinds, 'Gauge'>,
  registers: Registers,
  { backups, now }: Looked,
): () => void {
  if (backups === undefined) return () => {};
  const age = new Gauge({
    name: 'readout_backup_age_seconds',
    help: 'Time since the store was last copied by itself; none before the first time.',
    labelNames: [],
    registers,
  });
  const late = new Gauge({
    name: 'readout_backup_late',
    help: '1 where no copy of the store is as young as twice the time between two.',
    registers,
  });
  return () => {
    const look = backups();
    late.set(look.late ? 1 : 0);
    age.reset();
    if (look.newest !== null) age.set(Math.max(0, now() - look.newest.at) / 1000);
  };
}

/** How watched feeds are doing. A feed is named without what may be somebody's key. */
function feedMetrics(
  { Gauge }: Pick<Kinds, 'Gauge'>,
  registers: Registers,
  { feeds, now }: Looked,
): () => Promise<void> {
  if (feeds === undefined) return async () => {};
  const gauge = (name: string, help: string) =>
    new Gauge({ name, help, labelNames: ['feed', 'story'], registers });
  const age = gauge(
    'readout_feed_read_age_seconds',
    'Time since a watched feed was last read; none before the first.',
  );
  const failures = gauge('readout_feed_failures', 'Times in a row that a watched feed could not be read.');
  const waiting = gauge('readout_feed_waiting', 'Articles of a watched feed that are to be drafted.');
  return async () => {
    const found = await feeds().catch(() => []);
    // A store that is away tells nothing, and old figures would be wrong.
    for (const each of [age, failures, waiting]) each.reset();
    for (const { label: feed, story, ...look } of found) {
      failures.set({ feed, story }, look.failures);
      waiting.set({ feed, story }, look.waiting);
      if (look.readAt > 0) age.set({ feed, story }, Math.max(0, now() - look.readAt) / 1000);
    }
  };
}

function markMetrics({ Counter }: Pick<Kinds, 'Counter'>, registers: Registers): MarkTally {
  const marks = new Counter({
    name: 'readout_answer_marks_total',
    help: 'Answers that readers marked as helpful or wrong, by platform.',
    labelNames: ['mark', 'platform'],
    registers,
  });
  return { marked: (mark, platform) => marks.inc({ mark, platform }) };
}

/** What becomes of posts. No label tells whose they are. */
function deliveryMetrics(
  { Counter, Gauge, Histogram }: Kinds,
  registers: Registers,
  { queue, now, posting = [] }: Looked,
): { readonly tally: StoreTally; readonly look: (tells: boolean) => Promise<void> } {
  const done = new Counter({
    name: 'readout_deliveries_total',
    help: 'Posts by platform, kind and what became of them.',
    labelNames: ['platform', 'kind', 'outcome'],
    registers,
  });
  const seconds = new Histogram({
    name: 'readout_delivery_seconds',
    help: 'Time from due to sent, by platform.',
    labelNames: ['platform'],
    buckets: DELIVERY_BUCKETS,
    registers,
  });
  const slots = new Counter({
    name: 'readout_slots_total',
    help: 'Scheduled days that were planned late, or found too late.',
    labelNames: ['how'],
    registers,
  });
  // Shown from the start: a rise is only known of what was 0 before, and a first failure is one, too.
  for (const platform of posting)
    for (const kind of DELIVERY_KINDS)
      for (const outcome of OUTCOMES) done.inc({ platform, kind, outcome }, 0);
  for (const how of ['late', 'missed']) slots.inc({ how }, 0);
  const storeSeconds = new Histogram({
    name: 'readout_store_seconds',
    help: 'Time of the store by operation.',
    labelNames: ['operation'],
    buckets: BUCKETS,
    registers,
  });
  const depth = new Gauge({
    name: 'readout_queue_depth',
    help: 'Posts that are not done, by platform and state; without those of parked channels.',
    labelNames: ['platform', 'state'],
    registers,
  });
  const age = new Gauge({
    name: 'readout_queue_age_seconds',
    help: 'Time since the oldest of them was due, by platform and state.',
    labelNames: ['platform', 'state'],
    registers,
  });
  const parked = new Gauge({
    name: 'readout_parked',
    help: 'Channels that cannot be posted to, by platform and reason.',
    labelNames: ['platform', 'reason'],
    registers,
  });
  return {
    tally: {
      took: (operation, ms) => storeSeconds.observe({ operation }, ms / 1000),
      slot: (how) => slots.inc({ how }),
      settled({ place: { platform }, kind }, outcome, lateMs) {
        done.inc({ platform, kind, outcome });
        if (outcome === 'sent' || outcome === 'reconciled')
          seconds.observe({ platform }, Math.max(0, lateMs) / 1000);
      },
    },
    async look(tells) {
      const found = tells ? await queue?.().catch(() => null) : null;
      // A store that is away tells nothing, and old figures would be wrong.
      for (const gauge of [depth, age, parked]) gauge.reset();
      if (found === null || found === undefined) return;
      for (const { platform, state, count, oldestDueAt } of found.waiting) {
        depth.set({ platform, state }, count);
        age.set({ platform, state }, Math.max(0, now() - oldestDueAt) / 1000);
      }
      for (const { platform, reason, count } of found.parked) parked.set({ platform, reason }, count);
    },
  };
}
