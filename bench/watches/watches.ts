import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createStories } from '../../src/digest/schedule/story-revisions.ts';
import { BUNDLED_MS, createAlertPlanner } from '../../src/digest/watch/plan-alerts.ts';
import { readSubject } from '../../src/digest/watch/read-subject.ts';
import type { Briefing } from '../../src/domain/briefing.ts';
import { tenantId } from '../../src/domain/schedule/tenant.ts';
import { openSqliteStore } from '../../src/store/sqlite/sqlite.ts';
import { lakeBriefing, statement } from '../../tests/fixtures/briefing.ts';
import { machineLoad, processorMs } from '../machine.ts';

const WATCHES = 10_000;
const CHANGES = 500;

/** How long it takes to plan what ten thousand watches are told of five hundred changed records, writes included. */
export async function run(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'readout-watches-'));
  const store = await openSqliteStore({ file: join(folder, 'readout.db'), exclusive: true });
  let briefing: Briefing = lakeBriefing();
  // Noon of a working day: nobody sleeps.
  let now = Temporal.Instant.from('2025-11-25T10:00:00Z').epochMilliseconds;
  const stories = createStories(
    store,
    () => new Map([[briefing.id, briefing]]),
    () => now,
  );
  const before = await stories.story(briefing.id);
  const subjects = ['vey', '2', 'amnesty', 'boats', 'vey or point 4', 'nothing of it'].map((typed) =>
    readSubject(typed, briefing),
  );
  for (let at = 0; at < WATCHES; at += 1) {
    const subject = subjects[at % subjects.length];
    if (subject === undefined) throw new Error('There is no subject.');
    await store.addWatch({
      ...subject,
      ...{
        id: `w${at}`,
        story: briefing.id,
        home: tenantId('g'),
        owner: 'u',
        private: false,
        zone: 'Europe/Kyiv',
      },
      place: { platform: 'discord', tenant: tenantId('g'), channel: `c${at}`, thread: '' },
      ...{ createdAt: now, toldMark: before?.mark ?? 0, alertDay: '', alertCount: 0 },
    });
  }
  const said = Array.from({ length: CHANGES }, (_, at) =>
    statement(`said-${at}`, {
      ...{ speaker: 'tomas', words: `Words ${at} of boats.`, gist: `Vey says ${at}.` },
      about: at % 2 === 0 ? ['fleet'] : ['amnesty'],
    }),
  );
  briefing = { ...briefing, statements: [...briefing.statements, ...said] };
  const planner = createAlertPlanner({ store, stories, followed: () => [briefing.id] });
  let began = performance.now();
  const processorBefore = processorMs();
  await planner.beat(now);
  const seenMs = Math.round(performance.now() - began);
  now += BUNDLED_MS;
  began = performance.now();
  const alerts = await planner.beat(now);
  const plannedMs = Math.round(performance.now() - began);
  const processor = Math.round(processorMs() - processorBefore);
  const figures = {
    watches: WATCHES,
    changes: CHANGES,
    seenMs,
    plannedMs,
    processorMs: processor,
    alerts,
    machine: machineLoad(),
  };
  process.stdout.write(`${JSON.stringify(figures)}\n`);
  await store.close();
  rmSync(folder, { recursive: true });
}
