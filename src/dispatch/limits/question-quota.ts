import { text } from '../../answer/compose.ts';
import { counted } from '../../answer/phrases.ts';
import type { Core, Request } from '../../core/request.ts';

const HOUR_MS = 3_600_000;
/** Tenants whose count is kept before those that are over are forgotten. */
const MANY_TENANTS = 10_000;

/**
 * The core, answering each tenant so many questions in an hour, which begins with its first. One tenant's questions count
 * for nobody else; suggestions and forms are no questions. `most` absent: any number.
 */
export function limitQuestions(
  core: Core,
  { most, now }: { readonly most: number | undefined; readonly now: () => number },
): Core {
  if (most === undefined) return core;
  const hours = new Map<string, { readonly until: number; asked: number }>();
  /** Milliseconds until the tenant may ask again; 0 where it may now, which then counts. */
  const wait = ({ asker: { platform, tenant } }: Request): number => {
    const at = now();
    const key = JSON.stringify([platform, tenant]);
    const known = hours.get(key);
    if (known === undefined || known.until <= at) {
      if (hours.size >= MANY_TENANTS)
        for (const [old, { until }] of hours) if (until <= at) hours.delete(old);
      hours.set(key, { until: at + HOUR_MS, asked: 1 });
      return 0;
    }
    known.asked += 1;
    return known.asked > most ? known.until - at : 0;
  };
  return {
    ...core,
    async respond(request) {
      const waitMs = wait(request);
      if (waitMs === 0) return core.respond(request);
      const minutes = counted(Math.ceil(waitMs / 60_000), 'minute');
      return {
        status: 'refused',
        headline: [
          text(
            `This server or workspace has asked the ${counted(most, 'question')} it may ask in an hour; the next can be asked in ${minutes}.`,
          ),
        ],
        blocks: [],
        citations: [],
        records: [],
        actions: [],
        asOf: new Date(now()).toISOString().slice(0, 10),
        command: 'none',
        audience: 'asker',
      };
    },
  };
}
