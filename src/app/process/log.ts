import { harmless } from '../../answer/display-width.ts';
import type { Log, LogFacts } from '../../domain/log.ts';
import type { LogLevel } from '../config/config.ts';
import { createScrubber } from './scrub.ts';

/**
 * The process's log: JSON lines, or one readable line each where `pretty`. Every finished line is scrubbed of `secrets`
 * and of whatever looks like a credential before `write` gets it. pino is loaded here and nowhere else.
 */
export async function createLog(options: {
  readonly level: LogLevel;
  readonly pretty: boolean;
  /** Gets whole lines, line feed included. */
  readonly write: (line: string) => void;
  /** Values that must never appear: the configured tokens and passwords. */
  readonly secrets?: readonly string[];
}): Promise<Log> {
  const { pino } = await import('pino');
  const scrub = createScrubber(options.secrets);
  const write = (line: string) => {
    const clean = scrub(line);
    options.write(options.pretty ? prettyLine(clean) : escaped(clean));
  };
  const logger = pino(
    {
      level: options.level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    { write },
  );
  return {
    debug: (sentence, facts) => logger.debug(facts ?? {}, sentence),
    info: (sentence, facts) => logger.info(facts ?? {}, sentence),
    warn: (sentence, facts) => logger.warn(facts ?? {}, sentence),
    error: (sentence, facts) => logger.error(facts ?? {}, sentence),
  };
}

/** Those that JSON leaves as they are although a terminal acts on them: DEL, C1, direction overrides, line separators. */
const CONTROLS = /[\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;

/** A line of JSON that means the same and does nothing to the terminal it is looked at in. */
function escaped(line: string): string {
  return line.replace(CONTROLS, (control) => `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** `08:30:00 warn  Sentence. key=value`; the line itself where it is not the JSON it should be. */
function prettyLine(line: string): string {
  let parsed: LogFacts;
  try {
    parsed = JSON.parse(line);
  } catch {
    return line;
  }
  const { level, time, msg, ...facts } = parsed;
  const rest = Object.entries(facts).map(([key, value]) => ` ${key}=${harmless(String(value))}`);
  const clock = String(time).slice(11, 19);
  return `${clock} ${String(level).padEnd(5)} ${harmless(String(msg))}${rest.join('')}\n`;
}
