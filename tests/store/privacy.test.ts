import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, test } from 'vitest';
import { NO_TENANT, tenantId } from '../../src/domain/schedule/tenant.ts';
import type { SqlDriver } from '../../src/store/sql/driver.ts';
import { createSqlStore } from '../../src/store/sql/store.ts';
import { openSqliteDriver } from '../../src/store/sqlite/sqlite.ts';

/**
 * What a column can hold of somebody. `person`: who it is; `private`: where they alone are written to, or a hash of them;
 * `tenant`: a server or workspace, `channel`: a place in one; `words`: what people wrote or read; `soon`: any of it, gone
 * within a day. What is in none of these names no human being and no place of theirs.
 */
type Holds = 'person' | 'private' | 'tenant' | 'channel' | 'words' | 'soon' | 'nothing';

const PLACE = { tenant: 'tenant', channel: 'channel', thread: 'channel' } as const;

/** By table: the line of PRIVACY.md that tells of it, and each column that holds something of somebody. */
const TOLD: Readonly<
  Record<string, { readonly line: RegExp | null; readonly columns: Readonly<Record<string, Holds>> }>
> = {
  subscription: { line: /^Digests: channel/, columns: { ...PLACE, owner: 'person' } },
  audit: {
    line: /^The record of changes/,
    columns: { tenant: 'tenant', channel: 'channel', actor: 'person', detail: 'person', subject: 'words' },
  },
  slot: { line: /^Digests: channel/, columns: { subscription: 'nothing' } },
  content: { line: /^What was posted/, columns: { body: 'words' } },
  posted_revision: { line: /^What was posted/, columns: {} },
  delivery: { line: /^What was posted/, columns: { ...PLACE, channel: 'private', message: 'channel' } },
  parked: { line: /^What was posted/, columns: { ...PLACE, channel: 'private' } },
  record_revision: { line: null, columns: {} },
  lease: { line: null, columns: {} },
  seen_key: { line: /^Marks that an event/, columns: { key: 'soon' } },
  thread_line: { line: /last answered in a thread/, columns: { thread: 'soon', line: 'soon' } },
  installation: { line: /^Tokens of workspaces/, columns: { tenant: 'tenant', sealed: 'words' } },
  channel_story: {
    line: /^Which story a channel means/,
    columns: { tenant: 'tenant', channel: 'channel', set_by: 'person' },
  },
  story_mark: { line: null, columns: {} },
  proposed_article: {
    line: /^Articles put up for review/,
    columns: { proposer_tenant: 'tenant', proposer: 'person', body: 'words' },
  },
  proposal: { line: /^Articles put up for review/, columns: { decided_by: 'person', draft: 'words' } },
  feed: { line: /^What articles of feeds/, columns: {} },
  feed_key: { line: /^What articles of feeds/, columns: {} },
  feed_item: { line: /^What articles of feeds/, columns: {} },
  watch: { line: /^Watches: what/, columns: { ...PLACE, home: 'tenant', owner: 'person', subject: 'words' } },
  last_asked: { line: /^When somebody last asked/, columns: { person: 'private' } },
  open_question: { line: /^Questions nobody could answer/, columns: { ...PLACE, words: 'words' } },
  rate_turn: { line: /^Turns of/, columns: { name: 'soon' } },
  store_note: { line: null, columns: {} },
  pack_version: { line: null, columns: {} },
  pack_file: { line: null, columns: {} },
  delivery_count: { line: null, columns: {} },
  schema_version: { line: null, columns: {} },
};

/** Text columns that name neither a human being nor a place nor what somebody wrote: ids, states, what packs say. */
const OF_NOBODY = new Set(
  `action approved article claim content declared edits etag fingerprint hash holder id item key key_id kind last_modified
  material meaning name outcome parent path platform post_key proposer_platform reason record recent revision settings
  slot source state status story subscription title trouble url value version zone alert_day day detail feed body`
    .split(/\s+/)
    .filter((name) => name !== ''),
);

const open: SqlDriver[] = [];
afterEach(() => Promise.all(open.splice(0).map((driver) => driver.close())));

async function emptyStore() {
  const driver = await openSqliteDriver({ file: ':memory:', exclusive: true });
  open.push(driver);
  return { driver, store: createSqlStore(driver) };
}

async function columnsOf(driver: SqlDriver) {
  const rows = await driver.all(
    `select m.name as tab, p.name as col, p.type as type from sqlite_schema m, pragma_table_info(m.name) p
    where m.type = 'table' and m.name not like 'sqlite_%'`,
  );
  return rows.map(({ tab, col, type }) => ({
    table: String(tab),
    column: String(col),
    type: String(type).toLowerCase(),
  }));
}

/** One row in every table, each text column `<column>` or what `given` says by table and column. */
async function fill(driver: SqlDriver, given: (table: string, column: string) => string | undefined) {
  for (const [table, columns] of Map.groupBy(await columnsOf(driver), (each) => each.table)) {
    if (['schema_version', 'delivery_count'].includes(table)) continue;
    const values = columns.map(({ column, type }) =>
      type === 'text' ? (given(table, column) ?? column) : 1,
    );
    const places = values.map((_, at) => `$${at + 1}`).join(', ');
    await driver.all(
      `insert into ${table} (${columns.map(({ column }) => column).join(', ')}) values (${places})`,
      ...values,
    );
  }
}

/** Where a text still stands, as `table.column`. */
async function found(driver: SqlDriver, text: string): Promise<readonly string[]> {
  const places: string[] = [];
  for (const { table, column, type } of await columnsOf(driver)) {
    if (type !== 'text') continue;
    const rows = await driver.all(`select 1 from ${table} where instr(${column}, $1) > 0`, text);
    if (rows.length > 0) places.push(`${table}.${column}`);
  }
  return places;
}

const USER = 'U0CANARY';
const TENANT = 'T0CANARY';
const ROOM = 'D0CANARY';
const holds = (what: Holds) =>
  Object.entries(TOLD).flatMap(([table, { columns }]) =>
    Object.entries(columns).flatMap(([column, held]) => (held === what ? [`${table}.${column}`] : [])),
  );

describe('PRIVACY.md', () => {
  test('tells of every table, and of every column what it holds of somebody', async () => {
    const { driver } = await emptyStore();
    const columns = await columnsOf(driver);
    const tables = [...new Set(columns.map(({ table }) => table))].toSorted();
    // A new table is to be listed above, in PRIVACY.md, and in what mydata shows and forgets.
    expect(tables).toEqual(Object.keys(TOLD).toSorted());
    const unlisted = columns.filter(
      ({ table, column, type }) =>
        type === 'text' && TOLD[table]?.columns[column] === undefined && !OF_NOBODY.has(column),
    );
    expect(unlisted.map(({ table, column }) => `${table}.${column}`)).toEqual([]);
    const there = new Set(columns.map(({ table, column }) => `${table}.${column}`));
    const listed = Object.entries(TOLD).flatMap(([table, { columns: of }]) =>
      Object.keys(of).map((column) => `${table}.${column}`),
    );
    expect(listed.filter((one) => !there.has(one))).toEqual([]);
    const told = [
      ...readFileSync(new URL('../../PRIVACY.md', import.meta.url), 'utf8').matchAll(/^\| (.+)$/gm),
    ].map(([, line = '']) => line);
    for (const [table, { line }] of Object.entries(TOLD))
      expect([table, line === null || told.some((one) => line.test(one))]).toEqual([table, true]);
  });

  test.each([
    ['of the tenant', tenantId(TENANT)],
    ['of every tenant', NO_TENANT],
  ])('shows and forgets a person %s wherever they are kept', async (_, tenant) => {
    const { driver, store } = await emptyStore();
    const inJson = `{"owner":"${USER}"} proposed by slack:${USER}; and on`;
    await fill(driver, (table, column) => {
      if (column === 'platform' || column === 'proposer_platform') return 'slack';
      if (['tenant', 'home', 'proposer_tenant'].includes(column)) return TENANT;
      if (`${table}.${column}` === 'proposal.decided_by') return `slack:${USER}`;
      if (`${table}.${column}` === 'thread_line.line') return `slack:${USER}`;
      if (column === 'detail') return table === 'audit' ? inJson : undefined;
      if (column === 'channel') return ROOM;
      return TOLD[table]?.columns[column] === 'person' ? USER : undefined;
    });
    await store.keepAsked(`slack\n${TENANT}\n${USER}`, 1, 9e12);
    expect(await found(driver, USER)).toEqual(expect.arrayContaining([...holds('person')]));
    const shown = await store.keptOf({ platform: 'slack', tenant, user: USER });
    const named = [...holds('person'), ...holds('private')].map((one) => one.split('.')[0]);
    expect(Object.keys(shown).toSorted()).toEqual([...new Set([...named, 'thread_line'])].toSorted());
    expect(await store.forgetPerson({ platform: 'slack', tenant, user: USER })).toBeGreaterThan(0);
    expect(await found(driver, USER)).toEqual([]);
    expect(await store.keptOf({ platform: 'slack', tenant, user: USER })).toEqual({});
    expect(await store.lastAsked(`slack\n${TENANT}\n${USER}`, 2)).toBeNull();
    // Where they alone were written to.
    for (const place of ['delivery.channel', 'parked.channel', 'audit.channel', 'watch.channel'])
      expect(await found(driver, ROOM)).not.toContain(place);
  });

  test('shows and deletes all of a tenant, and nothing of another one', async () => {
    const { driver, store } = await emptyStore();
    const of = (canary: string) => (table: string, column: string) => {
      if (column === 'platform' || column === 'proposer_platform') return 'slack';
      if (['tenant', 'home', 'proposer_tenant'].includes(column)) return canary;
      if (column === 'detail' || column === 'subject' || column === 'draft' || column === 'words')
        return `${column} ${canary}`;
      return ['id', 'article', 'subscription', 'channel', 'hash', 'content'].includes(column) &&
        table !== 'lease'
        ? `${['id', 'article', 'subscription'].includes(column) ? 'ref' : column}-${canary}`
        : undefined;
    };
    await fill(driver, of(TENANT));
    const ours = (await found(driver, TENANT)).filter((one) => !/^(?:content|posted_revision)\./.test(one));
    const shown = await store.keptOfTenant({ platform: 'slack', tenant: tenantId(TENANT) });
    expect(Object.keys(shown).toSorted()).toEqual(
      [...new Set(ours.map((one) => one.split('.')[0]))]
        .filter((table) => !/^(?:record_rev|story)/.test(table ?? ''))
        .toSorted(),
    );
    expect(JSON.stringify(shown)).not.toContain('sealed');
    expect(await store.forgetTenant({ platform: 'slack', tenant: tenantId('T0OTHER') })).toBe(0);
    await store.forgetTenant({ platform: 'slack', tenant: tenantId(TENANT) });
    // Texts are of every channel that was sent them, and go when none has them any more.
    expect(
      (await found(driver, TENANT)).filter(
        (one) => !/^(?:content|posted_revision|record_revision)\./.test(one),
      ),
    ).toEqual([]);
  });
});
