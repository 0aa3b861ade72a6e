import { lakeBriefing } from '../tests/fixtures/briefing.ts';
import { tellLengths } from './digest-length.ts';
import { machineLoad } from './machine.ts';
import { planningTicks, type Ticks } from './planning.ts';

/**
 * What digests look like (`digest-length.ts`), and what a minute costs where so many subscriptions wait (`--subscriptions`, 100,000): the first look of a process, one with
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
  const different = await planningTicks(count, briefing, (at) => ({
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
  }));
  for (const [kind, ticks] of Object.entries({ alike, different })) {
    for (const [when, tick] of Object.entries(ticks)) tell(`${kind}, ${when}`, tick);
  }
  console.log(`machine: ${machineLoad()}`);
  console.log(
    'What would flatter: a store in memory, subscriptions that are all alike (the first three lines), leaving out the first look.',
  );
}

function tell(kind: string, ticks: Ticks): void {
  const { planned, beats, longestBeatMs, processorMs, wallMs, longestMs, lagMs } = ticks;
  console.log(
    `${kind.padEnd(20)} ${planned} planned in ${beats} ticks, the longest ${longestBeatMs.toFixed(0)} ms; all ${wallMs.toFixed(0)} ms, processor ${processorMs.toFixed(0)} ms; stand-still p99 ${lagMs.toFixed(1)} ms, longest ${longestMs.toFixed(0)} ms`,
  );
}
