import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dropOld } from '../../src/digest/schedule/drop-old.ts';
import { tenantId } from '../../src/domain/schedule/tenant.ts';
import type { PostgresAddress } from '../../src/store/postgres/address.ts';
import { openPostgresDriver } from '../../src/store/postgres/open.ts';
import { numberOf, type SqlDriver } from '../../src/store/sql/driver.ts';
import { createSqlStore } from '../../src/store/sql/store.ts';
import { openSqliteDriver } from '../../src/store/sqlite/sqlite.ts';
import type { Store } from '../../src/store/store.ts';
import { subscription } from '../../tests/fixtures/subscription.ts';
import { tell } from './figure.ts';

const DAY_MS = 86_400_000;
const START = Date.UTC(2026, 0, 1, 6);
const MONTH = 30;
/** Longer than anything is kept by default, and three months more. */
const DAYS = 365 + 3 * MONTH;
/** As `keep` has it where nobody says anything. */
const KEPT = { deliveries: 180, shared: 30, audit: 365, questions: 30, feedKeys: 60, articles: 365 };
/** Records of the story, of which some change each day; digests of so many different texts. */
const [RECORDS, CHANGES, TEXTS] = [300, 20, 10];

/**
 * On each database, month by month: digests of so many channels with their detail, corrections of fifty of them, changes of the
 * record, audit, questions, articles, and what events are known by; with what was deleted meanwhile, as each minute does.
 */
export async function year(address: PostgresAddress, channels: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'readout-bench-'));
  const file = join(folder, 'readout.db');
  try {
    await yearOn('SQLite', channels, await openSqliteDriver({ file, exclusive: true }), async (driver) => {
      const [free] = await driver.all('select * from pragma_freelist_count');
      const beside = (end: string) => statSync(`${file}${end}`, { throwIfNoEntry: false })?.size ?? 0;
      const pages = free === undefined ? 0 : numberOf(free, 'freelist_count');
      return { bytes: beside(''), note: `log ${shown(beside('-wal'))}, ${pages} free pages` };
    });
    const postgres = await openPostgresDriver({ address });
    await yearOn('PostgreSQL', channels, postgres, async (driver) => {
      const [size] = await driver.all(
        `select sum(pg_total_relation_size(format('%I.%I', schemaname, tablename)::regclass))::bigint as n
        from pg_tables where schemaname = $1`,
        address.schema,
      );
      return { bytes: size === undefined ? 0 : numberOf(size, 'n'), note: 'vacuumed once a day' };
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

type Measured = { readonly bytes: number; readonly note: string };

async function yearOn(
  name: string,
  channels: number,
  driver: SqlDriver,
  measure: (driver: SqlDriver) => Promise<Measured>,
): Promise<void> {
  const store = createSqlStore(driver);
  const months: Measured[] = [];
  let longestMs = 0;
  let deleting = 0;
  const slowed: Pick<Store, 'dropOld'> = {
    async dropOld(since, most) {
      const began = process.cpuUsage();
      const dropped = await store.dropOld(since, most);
      const { user, system } = process.cpuUsage(began);
      longestMs = Math.max(longestMs, (user + system) / 1_000);
      return dropped;
    },
  };
  await subscribe(store, channels);
  for (let day = 0; day < DAYS; day += 1) {
    const now = START + day * DAY_MS;
    await oneDay(store, driver, { day, now, channels });
    const cpu = process.cpuUsage();
    const since = Object.fromEntries(Object.entries(KEPT).map(([what, days]) => [what, now - days * DAY_MS]));
    // By name as the store wants them.
    while (await dropOld(slowed, since as unknown as Parameters<Store['dropOld']>[0]));
    await store.forget(now);
    const { user, system } = process.cpuUsage(cpu);
    deleting += (user + system) / 1_000;
    if (driver.dialect.lockRows !== '') await driver.all('vacuum');
    if ((day + 1) % MONTH === 0) {
      months.push(await measure(driver));
      console.log(
        `      ${name}, day ${day + 1}: ${shown(months.at(-1)?.bytes ?? 0)}, ${months.at(-1)?.note}`,
      );
    }
  }
  const rows = await tableSizes(driver);
  await store.close();
  // The first month in which all that is deleted was kept for its time; the record's own history is never deleted.
  const [full = 0, last = 0] = [months[12]?.bytes, months.at(-1)?.bytes];
  const grown = (last / full - 1) * 100;
  tell(
    `${name}: a year of ${channels} channels, and three months more`,
    `${shown(full)} after 13 months, then ${shown(last)} (${grown.toFixed(1)} % more)`,
    'at most 2 % more',
    grown <= 2,
  );
  console.log(`      ${rows}`);
  console.log(
    `      deleting, processor: at most ${longestMs.toFixed(0)} ms for fifty rows of each kind, ${(deleting / DAYS).toFixed(0)} ms a day`,
  );
}

async function subscribe(store: Store, channels: number): Promise<void> {
  for (let at = 0; at < channels; at += 1) {
    const made = subscription({ id: `sub-${at}`, place: placeOf(at), since: START });
    const why = { ...made.place, at: START, actor: `user-${at % 50}`, action: 'subscribe', subject: made.id };
    await store.saveSubscription(made, { ...why, detail: '' });
  }
}

function placeOf(at: number) {
  return { platform: 'discord', tenant: tenantId(`guild-${at % 200}`), channel: `channel-${at}`, thread: '' };
}

async function oneDay(
  store: Store,
  driver: SqlDriver,
  { day, now, channels }: { readonly day: number; readonly now: number; readonly channels: number },
): Promise<void> {
  const mark = day + 1;
  const changed = Array.from({ length: day === 0 ? RECORDS : CHANGES }, (_, at) => ({
    record: `statement:r${(day * CHANGES + at) % RECORDS}`,
    ...{
      hash: `hash-${day}-${at}`,
      content: 'what the record says then. '.repeat(20),
      material: at % 5 === 0,
    },
  }));
  await store.addRevisions('lake', mark, changed, now);
  const revisions = new Map(changed.slice(0, CHANGES).map(({ record, hash }) => [record, hash]));
  const text = (hash: string) => ({ hash, story: 'lake', body: `${hash} `.repeat(400), revisions });
  const slots = Array.from({ length: channels }, (_, at) => {
    const [id, slot] = [`sub-${at}/${mark}`, `sub-${at}/${mark}`];
    const shared = { kind: 'digest', subscription: `sub-${at}`, slot, place: placeOf(at), mark } as const;
    const times = { dueAt: now, notBefore: now, expiresAt: now + 6 * 3_600_000 };
    const part = (number: number, parent: string) => ({
      ...{
        ...shared,
        ...times,
        id: `${id}#${number}`,
        part: number,
        key: `${id}${number}`,
        parent,
        edits: '',
      },
      content: `text-${day}-${at % TEXTS}-${number}`,
    });
    return {
      ...{ subscription: `sub-${at}`, day: new Date(now).toISOString().slice(0, 10), dueAt: now },
      ...({ kind: 'digest', late: false, skipped: 0 } as const),
      decided: {
        ...({
          subscription: `sub-${at}`,
          day: new Date(now).toISOString().slice(0, 10),
          state: 'composed',
        } as const),
        contents: at < TEXTS ? [text(`text-${day}-${at}-0`), text(`text-${day}-${at}-1`)] : [],
        deliveries: [part(0, ''), part(1, `${id}#0`)],
      },
    };
  });
  for (let from = 0; from < channels; from += 250)
    await store.planSlots(slots.slice(from, from + 250), now, []);
  const late = day === 0 ? [] : Array.from({ length: 50 }, (_, at) => at);
  await store.enqueue(
    late.slice(0, TEXTS).map((at) => text(`fix-${day}-${at}`)),
    late.map((at) => ({
      ...({
        id: `edit/${day}/${at}`,
        slot: `edit/${day}/${at}`,
        kind: 'correction',
        subscription: '',
      } as const),
      ...{
        part: 0,
        place: placeOf(at),
        key: `e${day}-${at}`,
        content: `fix-${day}-${at % TEXTS}`,
        mark,
        parent: '',
      },
      ...{ edits: `sub-${at}/${day}#0`, dueAt: now, notBefore: now, expiresAt: now + DAY_MS },
    })),
    now,
  );
  await driver.all(`update delivery set state = 'sent', message = 'm' || id where state = 'planned'`);
  await asked(store, day, now);
  await proposed(store, day, now);
}

/** What people do: changes, questions that nobody could answer, events, threads. */
async function asked(store: Store, day: number, now: number): Promise<void> {
  for (let at = 0; at < 20; at += 1) {
    const entry = { ...placeOf(at), at: now + at, actor: `user-${at}`, action: 'edit', subject: `sub-${at}` };
    await store.recordAudit({ ...entry, detail: '{"was":"a schedule"}'.repeat(10) });
  }
  for (let at = 0; at < 100; at += 1) {
    await store.noteQuestion({
      ...{
        ...placeOf(at),
        id: `q${day}-${at}`,
        story: 'lake',
        words: `who builds bridge ${at}`,
        askedAt: now,
      },
      ...{ meaning: `bridge ${at}`, status: 'not-found' },
    });
  }
  const keys = Array.from({ length: 5_000 }, (_, at) => `discord:${day}:${at}`);
  await store.markAllSeen(keys, now + 900_000);
  for (let at = 0; at < 200; at += 1)
    await store.keepLine(`discord:${day}:${at}`, `/plan-point ${at}`, now + DAY_MS);
}

/** Ten articles of feeds, three drafts each, all decided. */
async function proposed(store: Store, day: number, now: number): Promise<void> {
  for (let at = 0; at < 10; at += 1) {
    const id = `article-${day}-${at}`;
    const drafts = [0, 1, 2].map((each) => ({
      ...{ id: `lake/${id}/${each}`, fingerprint: `${day}-${at}-${each}`, kind: 'statement' },
      draft: JSON.stringify({ record: { words: 'words of somebody '.repeat(20) } }),
    }));
    await store.propose(
      {
        ...{ story: 'lake', id, url: `https://news.example/${id}`, hash: id, source: '{}', proposedAt: now },
        text: 'a sentence of the article. '.repeat(300),
        proposer: { platform: 'terminal', tenant: tenantId(''), actor: 'desk' },
      },
      drafts,
    );
    for (const [which, draft] of drafts.entries()) {
      const state = which === 0 ? 'approved' : 'rejected';
      await store.decideProposal(draft.id, { state, by: 'terminal:desk', outcome: 'r', now });
    }
  }
}

/** The tables with most rows. */
async function tableSizes(driver: SqlDriver): Promise<string> {
  const names = [
    'delivery',
    'content',
    'posted_revision',
    'slot',
    'audit',
    'open_question',
    'record_revision',
  ];
  const counts: string[] = [];
  for (const name of [...names, 'story_mark', 'proposed_article', 'proposal', 'seen_key', 'thread_line']) {
    const [row] = await driver.all(`select count(*) as n from ${name}`);
    counts.push(`${name} ${row === undefined ? 0 : numberOf(row, 'n')}`);
  }
  return counts.join(', ');
}

function shown(bytes: number): string {
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}
