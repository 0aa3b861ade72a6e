import type { PlatformTally } from '../../../platforms/tally.ts';

/** Passes on what platforms tell to a tally that may come later. */
export function platformTally(tally: () => PlatformTally | undefined): PlatformTally {
  return {
    acknowledged: (platform, ms) => tally()?.acknowledged(platform, ms),
    reconnected: (platform) => tally()?.reconnected(platform),
    limited: (platform) => tally()?.limited(platform),
  };
}

type Kinds = Pick<typeof import('@prometheus-io/client'), 'Counter' | 'Histogram'>;

/** Upper bounds in seconds: Discord and Slack wait 3 s. */
const BUCKETS = [0.05, 0.1, 0.25, 0.5, 1, 1.5, 2, 2.5, 3, 5];

/** What platforms tell, as metrics. `platforms` are shown from the start: a rate is only known of what was 0 before. */
export function platformMetrics(
  { Counter, Histogram }: Kinds,
  registers: ConstructorParameters<Kinds['Counter']>[0]['registers'] & object,
  platforms: readonly string[],
): PlatformTally {
  const seconds = new Histogram({
    name: 'readout_acknowledge_seconds',
    help: 'Time from a question to when its platform heard from us, of which it waits 3 s.',
    labelNames: ['platform'],
    buckets: BUCKETS,
    registers,
  });
  const counter = (name: string, help: string) => {
    const made = new Counter({ name, help, labelNames: ['platform'], registers });
    for (const platform of platforms) made.inc({ platform }, 0);
    return made;
  };
  const again = counter('readout_reconnects_total', 'Connections to a platform in place of one that broke.');
  const limited = counter('readout_rate_limited_total', 'Requests that a platform refused for their rate.');
  return {
    acknowledged: (platform, ms) => seconds.observe({ platform }, ms / 1000),
    reconnected: (platform) => again.inc({ platform }),
    limited: (platform) => limited.inc({ platform }),
  };
}
