import { counted } from '../../../answer/phrases.ts';
import { blockedWords } from '../../../core/delivery-words.ts';
import type { Finding } from '../../../platforms/finding.ts';
import { PLATFORMS } from '../../../platforms/registry.ts';
import type { Config } from '../../config/config.ts';
import { lastBeatAge } from '../../serve/beat.ts';
import { openToLook } from './look.ts';

const HOUR_MS = 3_600_000;

/**
 * Why what people set up is not posted: no process serves it, a channel takes nothing, or posts wait for long. Nothing where
 * there is no store to ask; what is wrong with the store itself is told elsewhere.
 */
export async function examinePosts(
  config: Pick<Config, 'database'>,
  now: number,
): Promise<readonly Finding[]> {
  const part = 'posts';
  const store = await openToLook(config).catch(() => null);
  if (store === null) return [];
  try {
    const known = await Promise.all(PLATFORMS.map(({ name }) => store.subscriptionsIn({ platform: name })));
    const digests = known.flat().length;
    if (digests === 0) return [];
    const findings: Finding[] = [];
    if ((await lastBeatAge(store, now)) === null) {
      findings.push({
        ...{
          part,
          state: 'warn',
          says: `${counted(digests, 'digest')} set up, and no process here posts them`,
        },
        mend: 'Start "readout serve" on this machine, or under the supervisor that starts it again.',
      });
    }
    const { waiting, parked } = await store.queue();
    for (const { platform, reason, count } of parked) {
      findings.push({
        ...{ part, state: 'warn' },
        says: `${counted(count, 'channel')} of ${platform} cannot be posted to: ${blockedWords(reason, '')}`,
        mend: `Mend that on ${platform}; "/digest list" there names the channel, and "/digest resume" tries at once.`,
      });
    }
    for (const { platform, count, oldestDueAt } of waiting) {
      if (now - oldestDueAt < HOUR_MS) continue;
      const hours = Math.floor((now - oldestDueAt) / HOUR_MS);
      findings.push({
        ...{ part, state: 'warn' },
        says: `${counted(count, 'post')} to ${platform} wait, the oldest for ${counted(hours, 'hour')}`,
        mend: 'See above whether the platform can be reached and a process serves; they go out by themselves then.',
      });
    }
    return findings.length > 0
      ? findings
      : [{ part, state: 'ok', says: `${counted(digests, 'digest')} set up, nothing in the way` }];
  } finally {
    await store.close();
  }
}
