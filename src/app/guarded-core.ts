import type { Answer } from '../answer/answer.ts';
import type { Core } from '../commands/request.ts';
import type { Log } from '../domain/log.ts';
import type { Answered } from './metrics.ts';

/**
 * The core as platforms get it: it never rejects or throws. An error of ours is logged without the question, which may
 * be private, and becomes an answer that says so; `answered` hears of every answer.
 */
export function guardCore(
  core: Core,
  options: {
    readonly log: Log;
    readonly clock: () => Temporal.Instant;
    readonly answered?: (answer: Answered) => void;
  },
): Core {
  const { log, clock, answered } = options;
  return {
    async respond(request) {
      const started = performance.now();
      const { platform } = request.asker;
      try {
        const answer = await core.respond(request);
        answered?.({
          command: answer.command,
          platform,
          status: answer.status,
          tookMs: performance.now() - started,
        });
        return answer;
      } catch (error) {
        log.error('A question could not be answered because of an error in Readout.', {
          kind: request.kind,
          platform,
          error: error instanceof Error ? (error.stack ?? error.message) : String(error),
        });
        answered?.({ command: 'none', platform, status: 'error', tookMs: performance.now() - started });
        return failure(clock());
      }
    },
    suggest(query) {
      try {
        return core.suggest(query);
      } catch (error) {
        log.error('Suggestions failed because of an error in Readout.', {
          error: error instanceof Error ? (error.stack ?? error.message) : String(error),
        });
        return [];
      }
    },
  };
}

function failure(now: Temporal.Instant): Answer {
  return {
    status: 'refused',
    headline: [
      { kind: 'text', text: 'Something went wrong while answering; it has been logged. Please try again.' },
    ],
    blocks: [],
    citations: [],
    records: [],
    actions: [],
    asOf: now.toZonedDateTimeISO('UTC').toPlainDate().toString(),
    command: 'none',
    audience: 'asker',
  };
}
