import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readConfig } from '../../../../src/app/process/process.ts';
import { loadStories } from '../../../../src/app/serve/briefings.ts';
import { deskWhenAsked } from '../../../../src/app/serve/desk/when-asked.ts';
import { commandsWith } from '../../../../src/commands/every-command.ts';
import { SYSTEM_CLOCK } from '../../../../src/core/clock.ts';
import type { Delivery } from '../../../../src/core/delivery.ts';
import type { Core } from '../../../../src/core/request.ts';
import type { Story } from '../../../../src/core/stories.ts';
import { createDigests, type Digests } from '../../../../src/digest/digests.ts';
import { createCore } from '../../../../src/dispatch/dispatch.ts';
import { SILENT } from '../../../../src/domain/log.ts';
import { openSqliteStore } from '../../../../src/store/sqlite/sqlite.ts';
import type { Store } from '../../../../src/store/store.ts';

const fixtures = fileURLToPath(new URL('../../../fixtures/', import.meta.url));

/** The harbour story in a folder of its own, with its desk, its digests and a core that answers from it. */
export interface DeskServed {
  readonly core: Core;
  readonly commands: Awaited<ReturnType<typeof commandsWith>>;
  readonly digests: Digests;
  readonly store: Store;
  readonly pack: (file: string) => Promise<string>;
  /** Takes the files over as they are now, as the process does within two seconds of a change. */
  readonly reload: () => Promise<void>;
  /** The minute's work, now. */
  readonly beat: () => void;
  readonly close: () => Promise<void>;
}

export async function serveDesk(options: {
  /** Lines of the configuration below `desk:`, indented by two. */
  readonly desk: string;
  readonly deliveries: ReadonlyMap<string, Delivery>;
  readonly now?: () => number;
}): Promise<DeskServed> {
  const home = await mkdtemp(join(tmpdir(), 'readout-desk-'));
  await cp(join(fixtures, 'harbour-budget'), join(home, 'pack'), { recursive: true });
  await writeFile(
    join(home, 'readout.yaml'),
    `briefings: ${JSON.stringify(join(home, 'pack'))}\ndesk:\n${options.desk}\n`,
  );
  const env = { READOUT_CONFIG: join(home, 'readout.yaml'), READOUT_HOME: home };
  const config = await readConfig({ env });
  const store = await openSqliteStore({ file: ':memory:', exclusive: true });
  let stories: readonly Story[] = await loadStories(config);
  let ring = () => {};
  const now = options.now ?? (() => Temporal.Instant.from('2034-12-14T12:00:00Z').epochMilliseconds);
  const { deliveries } = options;
  const desk = deskWhenAsked({
    ...{ config, store, stories: () => stories, deliveries, now, log: SILENT },
    changed: () => digests.packsChanged(),
  });
  let tokens = 0;
  const digests = createDigests({
    ...{ store, deliveries, chores: desk.work, declared: [], alone: true, log: SILENT },
    briefings: () => new Map(stories.map(({ briefing }) => [briefing.id, briefing])),
    beats: (rung) => {
      ring = rung;
      return () => {};
    },
    token: () => {
      tokens += 1;
      return `token${tokens}`;
    },
    clock: { ...SYSTEM_CLOCK, now },
  });
  const commands = await commandsWith({ desk: desk.service, digest: digests.service });
  await digests.start();
  return {
    ...{ commands, digests, store },
    core: createCore({
      ...{ stories: () => stories, commands },
      clock: () => Temporal.Instant.fromEpochMilliseconds(now()),
    }),
    pack: (file) => readFile(join(home, 'pack', file), 'utf8'),
    async reload() {
      stories = await loadStories(config);
      digests.packsChanged();
    },
    beat: () => ring(),
    async close() {
      await digests.stop();
      await store.close();
      await rm(home, { recursive: true, force: true });
    },
  };
}
