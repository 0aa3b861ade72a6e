import type { Log } from '../../domain/log.ts';
import type { ServedPlatform } from '../../platforms/module.ts';
import type { Config } from '../config/config.ts';
import { secretsOf } from '../config/secrets.ts';
import { createScrubber } from '../process/scrub.ts';
import type { Part } from './app.ts';
import { healthRoutes, type Vitals } from './health.ts';
import { createHttpServer } from './http-server.ts';
import { createMetrics, type Looked, type Metrics } from './metrics/metrics.ts';

/** The HTTP server where a transport needs it or `PORT` is set; else null. */
export async function httpPart(
  config: Config,
  platforms: readonly ServedPlatform[],
  vitals: Vitals,
  log: Log,
  looked: Looked,
): Promise<{ readonly part: Part; readonly metrics: Metrics } | null> {
  const routes = platforms.flatMap((platform) => platform.routes ?? []);
  const { metrics: own } = config;
  if (!config.http.always && routes.length === 0 && own === null) return null;
  const metrics = await createMetrics(vitals, {
    ...looked,
    platforms: platforms.map(({ name }) => name),
    posting: platforms.filter(({ delivery }) => delivery !== undefined).map(({ name }) => name),
  });
  const { host, port } = config.http;
  const servers = [
    // What is measured is for its own address where it has one, and then for no other; on the common one not for the world.
    ...(own === null ? [] : [createHttpServer({ routes: [metrics.route], ...own, log, keys: 'METRICS_' })]),
    ...(config.http.always || routes.length > 0
      ? [
          createHttpServer({
            routes: [
              ...healthRoutes(vitals, createScrubber(secretsOf(config))),
              ...(own === null ? [{ ...metrics.route, isNear: true }] : []),
              ...routes,
            ],
            ...{ host, port, log },
          }),
        ]
      : []),
  ];
  return {
    metrics,
    part: {
      name: 'http',
      async start() {
        for (const server of servers) {
          const bound = await server.start();
          log.info('The HTTP server listens.', { port: bound });
        }
      },
      close() {
        for (const server of servers) server.close();
      },
      async stop() {
        for (const server of servers.toReversed()) await server.stop();
      },
    },
  };
}
