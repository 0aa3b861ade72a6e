import type { Logger } from '@slack/bolt';
import type { Log } from '../../../domain/log.ts';

/**
 * Bolt's and the Web API client's log lines as ours. Debug and info lines hold whole payloads and are dropped; of the
 * others only a first string is kept, because the objects behind it hold tokens and message text.
 */
export function boltLogger(log: Log): Logger {
  const first = (words: readonly unknown[]) =>
    typeof words[0] === 'string' ? words[0].slice(0, 200) : 'no details';
  const logger: Logger = {
    debug() {},
    info() {},
    warn: (...words) => log.debug('The Slack SDK warns.', { sdk: first(words) }),
    error: (...words) => log.warn('The Slack SDK reports an error.', { sdk: first(words) }),
    setLevel() {},
    getLevel: () => LEVEL,
    setName() {},
  };
  return logger;
}

// The SDK's enum is a string at run time; naming it as a value would load the SDK here.
const LEVEL = 'warn' as ReturnType<Logger['getLevel']>;
