import { counted } from '../../../answer/phrases.ts';
import type { Finding } from '../../../platforms/finding.ts';
import type { Config } from '../../config/config.ts';
import { backupRules, lookAtBackups } from '../../serve/kept/backups.ts';

const HOUR_MS = 3_600_000;

/** Whether the store is copied by itself, and when it last was. */
export function examineBackups(
  config: Pick<Config, 'home' | 'behaviour' | 'database'>,
  now: number,
): readonly Finding[] {
  const part = 'backups';
  if (config.database.kind !== 'sqlite') return [];
  const rules = backupRules(config);
  if (rules === null) {
    const mend = 'Set backup.every in config/readout.yaml, or run "readout backup" from cron.';
    return [{ part, state: 'off', says: 'the store is not copied by itself', mend }];
  }
  const { newest, kept, late } = lookAtBackups(rules, now);
  if (newest === null)
    return [{ part, state: 'ok', says: `none yet; made in ${rules.folder} while Readout serves` }];
  const hours = Math.max(0, Math.round((now - newest.at) / HOUR_MS));
  const says = `${counted(kept, 'copy', 'copies')}, the last ${counted(hours, 'hour')} ago, ${newest.file}`;
  if (!late) return [{ part, state: 'ok', says }];
  const mend = `See that Readout serves, and that ${rules.folder} can be written and has room.`;
  return [{ part, state: 'warn', says, mend }];
}
