import type { Answer } from '../../answer/answer.ts';
import type { Core } from '../../core/request.ts';
import type { Log } from '../../domain/log.ts';
import { dayIn } from '../../domain/schedule/day-in.ts';
import type { Answered } from './metrics/metrics.ts';

/**
 * The core as platforms get it: it never rejects or throws. An error of ours is logged without the question, which may
 * be private, and becomes an answer that says so; a store that is away is told in its own words. `answered` hears of every
 * answer.
 */
export function guardCore(
  core: Core,
  options: {
    readonly log: Log;
    readonly clock: () => Temporal.Instant;
    readonly answered?: (answer: Answered) => void;
    /** What is told of an error that is a store's that is away; null for every other one. */
    readonly away?: (error: unknown) => string | null;
    /** A fresh short name for an error, told to the asker and in the log. */
    readonly reference?: () => string;
  },
): Core {
  const { log, clock, answered, reference = newReference } = options;
  const suggestionsFailed = (error: unknown) => {
    log.error('Suggestions failed because of an error in Readout.', { error: whereItHappened(error) });
    return [];
  };
  return {
    async respond(request) {
      const started = answered === undefined ? 0 : performance.now();
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
        const away = options.away?.(error) ?? null;
        if (away !== null) {
          // Said in the log when it began; here the asker is told, in the same words.
          answered?.({ command: 'none', platform, status: 'error', tookMs: performance.now() - started });
          return saying(clock(), 'This cannot be looked up or changed now.', away);
        }
        const ref = reference();
        log.error('A question could not be answered because of an error in Readout.', {
          reference: ref,
          kind: request.kind,
          platform,
          error: whereItHappened(error),
        });
        answered?.({ command: 'none', platform, status: 'error', tookMs: performance.now() - started });
        return saying(
          clock(),
          `Something went wrong while answering. Please try again; the log has it as ${ref}.`,
        );
      }
    },
    ...(core.answerAt === undefined
      ? {}
      : {
          async answerAt(address, asker) {
            try {
              return (await core.answerAt?.(address, asker)) ?? null;
            } catch (error) {
              log.error('A page could not be shown in short because of an error in Readout.', {
                error: whereItHappened(error),
              });
              return null;
            }
          },
        }),
    ...(core.form === undefined
      ? {}
      : {
          async form(asked) {
            try {
              return (await core.form?.(asked)) ?? null;
            } catch (error) {
              // The command itself then says what is wrong, with a reference.
              log.error('A form could not be opened because of an error in Readout.', {
                error: whereItHappened(error),
              });
              return null;
            }
          },
        }),
    suggest(query) {
      try {
        return core.suggest(query);
      } catch (error) {
        return suggestionsFailed(error);
      }
    },
    async complete(query) {
      try {
        return (await core.complete?.(query)) ?? core.suggest(query);
      } catch (error) {
        return suggestionsFailed(error);
      }
    },
  };
}

/** The kind of error and the lines of code it passed; not its message, which may repeat what somebody typed. */
function whereItHappened(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return [error.name, ...frames.slice(0, 8).map((line) => line.trim())].join(' ');
}

/** `why` stands below: it says how to mend it, and what leads an answer is cut to two sentences. */
function saying(now: Temporal.Instant, words: string, why?: string): Answer {
  return {
    status: 'refused',
    headline: [{ kind: 'text', text: words }],
    blocks: why === undefined ? [] : [{ kind: 'paragraph', spans: [{ kind: 'text', text: why }] }],
    citations: [],
    records: [],
    actions: [],
    asOf: dayIn(now, 'UTC'),
    command: 'none',
    audience: 'asker',
  };
}

/** Eight letters that find one failure in the log. */
function newReference(): string {
  return Buffer.from(crypto.getRandomValues(new Uint8Array(4))).toString('hex');
}
