import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../../src/commands/registry.ts';
import { recordPath } from '../../../src/core/pages/page-address.ts';
import { createCore } from '../../../src/dispatch/dispatch.ts';
import { ASKER, askable } from '../../fixtures/asking.ts';
import { bundledBriefings, linesFor } from '../../fixtures/every-line.ts';
import { openSite } from './site.ts';

const PAGES = 'https://readout.example';
const DAY = '2025-11-27';

/** A share of a list, evenly chosen. */
function some<T>(list: readonly T[], most: number): readonly T[] {
  const step = Math.max(1, Math.floor(list.length / most));
  return list.filter((_, at) => at % step === 0).slice(0, most);
}

describe('answers in chat where pages are served', () => {
  it('lead to pages that are there: 300 answers, each source and each record of them', async () => {
    const [briefing] = bundledBriefings();
    if (briefing === undefined) throw new Error('There is no bundled pack.');
    const story = askable(briefing);
    const clock = () => Temporal.Instant.from(`${DAY}T12:00:00Z`);
    const core = createCore({ stories: () => [story], commands: COMMANDS, clock, pages: PAGES });
    const lines = some(linesFor(briefing), 300);
    expect(lines.length).toBe(300);
    const paths = new Set<string>();
    let cited = 0;
    for (const line of lines) {
      const answer = await core.respond({ kind: 'line', line, asker: ASKER });
      for (const { page } of answer.citations) {
        expect([line, page?.startsWith(`${PAGES}/`)]).toEqual([line, true]);
        paths.add((page ?? '').slice(PAGES.length));
        cited += 1;
      }
      for (const record of answer.records) paths.add(recordPath(briefing.id, record));
    }
    expect(cited).toBeGreaterThan(300);
    const asked = await Promise.all(
      some(lines, 12).map(
        async (line) => (await core.respond({ kind: 'line', line, asker: ASKER })).page ?? '',
      ),
    );
    for (const page of asked.filter((one) => one !== '')) paths.add(page.slice(PAGES.length));
    const site = await openSite([briefing], { day: DAY });
    for (const path of paths) expect([path, (await site.get(path)).status]).toEqual([path, 200]);
    await site.stop();
  });
});
