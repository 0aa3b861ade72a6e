import { lakeBriefing } from '../../tests/fixtures/briefing.ts';
import { machineLoad } from '../machine.ts';
import { type Delivered, deliver } from './deliver.ts';
import { tellLengths } from './length.ts';
import { type Differ, planningTicks, type Ticks } from './planning.ts';

/**
 * What digests look like (`digest-length.ts`), what posting them over sockets to `--channels` (300) channels of each platform takes, and what a minute costs where so many subscriptions wait (`--subscriptions`, 100,000): the first look of a process, one with
 * nothing due, and one with everything due at once; with all alike, and with different filters, formats and told
 * times so that they cannot share what is composed. On a store on disk. `--lengths` ends after the former.
 */
export async function run(flags: readonly string[]): Promise<void> {
  const count = Number(flags[flags.indexOf('--subscriptions') + 1] ?? 100_000) || 100_000;
  tellLengths();
  if (flags.includes('--lengths')) return;
  console.log(`machine: ${machineLoad()}`);
  const briefing = lakeBriefing();
  const alike = await planningTicks(count, briefing, () => ({}));
  const speakers = briefing.actors.map(({ id }) => id);
  const differ: Differ = (at) => ({
    told: 1 + (at % 977),
    filter: {
      all: at % 7 === 0 ? [{ kind: 'material' }] : [],
      any: at % 3 === 0 ? [{ kind: 'speaker', actor: speakers[at % speakers.length] ?? '' }] : [],
      not: [],
    },
    format: (['brief', 'standard', 'full'] as const)[at % 3] ?? 'brief',
    quiet: at % 2 === 0 ? 'line' : 'skip',
    threads: at % 5 === 0,
    schedule: {
      time: '09:00',
      days: [2],
      zone: ['Europe/Kyiv', 'Europe/Athens', 'Europe/Bucharest'][at % 3] ?? 'UTC',
    },
  });
  const different = await planningTicks(count, briefing, differ);
  for (const [kind, ticks] of Object.entries({ alike, different })) {
    for (const [when, tick] of Object.entries(ticks)) tell(`${kind}, ${when}`, tick);
  }
  const channels = Number(flags[flags.indexOf('--channels') + 1] ?? 300) || 300;
  // Once to load what the platforms' clients need, as a process has that serves.
  await deliver(briefing, 3, 0, differ);
  for (const idle of [0, count]) tellDelivered(await deliver(briefing, channels, idle, differ));
  console.log(`machine: ${machineLoad()}`);
  console.log(
    'What would flatter: a store in memory, subscriptions that are all alike (the first four lines), leaving out the first look, platforms that share our process or keep no pace.',
  );
}

function tell(kind: string, ticks: Ticks): void {
  const { planned, beats, longestBeatMs, processorMs, wallMs, longestMs, lagMs } = ticks;
  console.log(
    `${kind.padEnd(20)} ${planned} planned in ${beats} ticks, the longest ${longestBeatMs.toFixed(0)} ms; all ${wallMs.toFixed(0)} ms, processor ${processorMs.toFixed(0)} ms; stand-still p99 ${lagMs.toFixed(1)} ms, longest ${longestMs.toFixed(0)} ms`,
  );
}

function tellDelivered(found: Delivered): void {
  const { posts, channels, wrong, idle, firstMs, allMs, processorMsAPost, lagP99Ms, lagLongestMs } = found;
  console.log(
    `posted over sockets, ${idle} others idle: ${posts} posts to ${channels} channels, ${wrong} not exactly once; the first after ${firstMs.toFixed(0)} ms, all after ${(allMs / 1_000).toFixed(1)} s, ${processorMsAPost.toFixed(2)} ms of processor a post with all that waits; stand-still p99 ${lagP99Ms.toFixed(1)} ms, longest ${lagLongestMs.toFixed(0)} ms; memory ${found.memoryMb.toFixed(0)} MB`,
  );
  for (const [why, count] of found.again) console.log(`  ${count} not at the first attempt: ${why}`);
}
