import type { HttpRoute } from '../../platforms/http-route.ts';
import { readiness, type Vitals } from './health.ts';

/** One answer given, for counting. */
export interface Answered {
  readonly command: string;
  readonly platform: string;
  /** An answer's status, or `error` where there was none. */
  readonly status: string;
  readonly tookMs: number;
}

/** What the process counts and `/metrics` shows. */
export interface Metrics {
  readonly answered: (answer: Answered) => void;
  readonly route: HttpRoute;
}

/** Upper bounds in seconds: a chat platform waits 3 s, an answer takes a few milliseconds. */
const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1, 3];

/** Sets up counting. Loads the metrics library, so it is called only where there is an HTTP server to show them. */
export async function createMetrics(vitals: Vitals): Promise<Metrics> {
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
    help: 'Time since the scheduler last looked at what is due.',
    registers,
  });
  const packStale = new Gauge({
    name: 'readout_pack_stale',
    help: '1 where an edit of the briefings has problems and the last good state is served.',
    registers,
  });
  return {
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
