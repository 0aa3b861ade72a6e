import { randomBytes } from 'node:crypto';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { examineStore } from '../../../src/app/cli/doctor-store.ts';
import { SYSTEM_CLOCK } from '../../../src/core/clock.ts';
import type { PostgresAddress } from '../../../src/store/postgres/address.ts';
import { openPostgresStore } from '../../../src/store/postgres/open.ts';
import { sessionPooler, startPostgresWire, transactionPooler } from '../../fakes/postgres-wire.ts';
import { addressOn, asOwner, postgresHost } from '../../fixtures/postgres/postgres.ts';

describe('a PostgreSQL that cannot be used', () => {
  let host = '';
  beforeAll(async () => {
    host = await postgresHost();
  });
  const cleaning: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const clean of cleaning.splice(0).reverse()) await clean();
  });
  const name = (what: string) => `${what}_${randomBytes(5).toString('hex')}`;
  const role = async (login: string) => {
    const user = name('role');
    await asOwner(host, `create role ${user} ${login}`);
    cleaning.push(() => asOwner(host, `drop owned by ${user}`, `drop role ${user}`));
    return user;
  };
  const wire = async (...options: Parameters<typeof startPostgresWire>) => {
    const started = await startPostgresWire(...options);
    cleaning.push(started.close);
    return started;
  };
  /** What a start and the doctor say, which must be the same. */
  const troubleOf = async (address: PostgresAddress) => {
    const error: unknown = await openPostgresStore({ address }).then(
      async (store) => store.close(),
      (reason: unknown) => reason,
    );
    const [finding] = await examineStore({ database: { kind: 'postgres', address } });
    expect(finding).toMatchObject({ part: 'store', state: 'wrong' });
    expect(`${finding?.says} ${finding?.mend}`).toBe(error instanceof Error ? error.message : error);
    expect(JSON.stringify(finding)).not.toContain('canary');
    return error;
  };

  test('because nothing listens there', async () => {
    expect(await troubleOf(addressOn('127.0.0.1', { port: 1, password: 'canary' }))).toMatchObject({
      code: 'away',
      message: expect.stringContaining('nothing listens there'),
    });
    expect(await troubleOf(addressOn('/nowhere/at/all'))).toMatchObject({ code: 'away' });
    expect(await troubleOf(addressOn('nowhere.invalid'))).toMatchObject({ code: 'away' });
  });

  test('because its password is wrong, or none is set', async () => {
    await asOwner(
      host,
      "do $$ begin create role visitor login password 'right'; exception when duplicate_object then null; end $$",
      'select 1 from pg_database',
    );
    const [there] = await asOwner(host, "select 1 as one from pg_database where datname = 'guarded'");
    if (there === undefined) await asOwner(host, 'create database guarded');
    const address = addressOn(host, { database: 'guarded', user: 'visitor', password: 'canary' });
    expect(await troubleOf(address)).toMatchObject({ code: 'refused' });
    expect(await troubleOf({ ...address, password: undefined })).toMatchObject({ code: 'refused' });
    expect(await troubleOf({ ...address, user: 'nobody_here' })).toMatchObject({ code: 'refused' });
  });

  test('because there is no such database', async () => {
    expect(await troubleOf(addressOn(host, { database: 'nowhere' }))).toMatchObject({
      code: 'refused',
      message: expect.stringContaining('no such database'),
    });
  });

  test('because its version is too old', async () => {
    const old = await wire(host, (letter, body) =>
      letter === 'D'
        ? Buffer.from(body.toString('latin1').replace(/1[5-9]0\d{3}/, '140018'), 'latin1')
        : body,
    );
    expect(await troubleOf(addressOn(old.host))).toMatchObject({
      code: 'unfit',
      message: expect.stringMatching(/needs 15 or newer/),
    });
  });

  test('because a pooler shares its sessions, and not because one lends them whole', async () => {
    const shared = await wire(host, transactionPooler);
    expect(await troubleOf(addressOn(shared.host))).toMatchObject({
      code: 'unfit',
      message: expect.stringMatching(/PgBouncer.*pool_mode = session/),
    });
    const lent = await wire(host, sessionPooler);
    await (await openPostgresStore({ address: addressOn(lent.host) })).close();
  });

  test('because it keeps text in which most languages cannot be written', async () => {
    const database = name('ascii');
    await asOwner(host, `create database ${database} encoding 'SQL_ASCII' locale 'C' template template0`);
    cleaning.push(() => asOwner(host, `drop database ${database} with (force)`));
    expect(await troubleOf(addressOn(host, { database }))).toMatchObject({ code: 'unfit' });
  });

  test('because it takes no writes', async () => {
    const user = await role('login superuser');
    await asOwner(host, `alter role ${user} set default_transaction_read_only = on`);
    expect(await troubleOf(addressOn(host, { user }))).toMatchObject({
      code: 'not-permitted',
      message: expect.stringContaining('takes no writes'),
    });
  });

  test('because the user may not make the schema, enter it, fill it or write in it', async () => {
    const user = await role('login');
    const address = addressOn(host, { user });
    expect(await troubleOf(address)).toMatchObject({
      code: 'not-permitted',
      message: expect.stringContaining(`create schema "${address.schema}" authorization "${user}"`),
    });
    await asOwner(host, `create schema ${address.schema}`);
    expect(await troubleOf(address)).toMatchObject({ message: expect.stringContaining('may not use') });
    await asOwner(host, `grant usage on schema ${address.schema} to ${user}`);
    expect(await troubleOf(address)).toMatchObject({
      message: expect.stringContaining('may not make tables'),
    });
    await (await openPostgresStore({ address: { ...address, user: 'desk' } })).close();
    expect(await troubleOf(address)).toMatchObject({ code: 'not-permitted' });
    await asOwner(host, `grant select on all tables in schema ${address.schema} to ${user}`);
    expect(await troubleOf(address)).toMatchObject({
      message: expect.stringMatching(/it may not delete in the table "audit"/),
    });
    await asOwner(
      host,
      `grant select, insert, update, delete on all tables in schema ${address.schema} to ${user}`,
    );
    // All that it needs where the tables are there.
    const store = await openPostgresStore({ address });
    await store.markSeen('key', Date.now(), Date.now() + 1_000);
    await store.close();
    cleaning.push(() => asOwner(host, `drop schema ${address.schema} cascade`));
  });

  test('because the schema is another program’s, a newer Readout’s, or has lost a table', async () => {
    const address = addressOn(host);
    await asOwner(
      host,
      `create schema ${address.schema}`,
      `create table ${address.schema}.orders (id integer)`,
    );
    expect(await troubleOf(address)).toMatchObject({ code: 'not-ours' });
    const ours = addressOn(host);
    await (await openPostgresStore({ address: ours })).close();
    await asOwner(host, `alter table ${ours.schema}.audit rename to audited`);
    expect(await troubleOf(ours)).toMatchObject({ code: 'damaged' });
    await asOwner(
      host,
      `alter table ${ours.schema}.audited rename to audit`,
      `insert into ${ours.schema}.schema_version values (9999)`,
    );
    // Its steps only added: processes are renewed one by one, and the old ones go on meanwhile.
    await (await openPostgresStore({ address: ours })).close();
    await asOwner(host, `update ${ours.schema}.store_note set value = '9999' where name = 'works for'`);
    expect(await troubleOf(ours)).toMatchObject({ code: 'newer' });
  });

  test.each([600_000, -600_000, 6_000])(
    'because this machine’s clock is %i ms off, by name',
    async (offMs) => {
      const clock = { ...SYSTEM_CLOCK, now: () => Date.now() + offMs };
      const opening = openPostgresStore({ address: addressOn(host), clock });
      await expect(opening).rejects.toMatchObject({
        code: 'skewed',
        message: expect.stringMatching(offMs > 0 ? /s ahead of that of/ : /s behind that of/),
      });
    },
  );

  test('is looked at by the doctor without a trace, and found well', async () => {
    const address = addressOn(host);
    const examine = () => examineStore({ database: { kind: 'postgres', address } });
    expect(await examine()).toMatchObject([
      { state: 'ok', says: expect.stringMatching(/PostgreSQL 1\d.*the tables will be made/) },
    ]);
    expect(
      await asOwner(host, `select 1 as one from pg_namespace where nspname = '${address.schema}'`),
    ).toEqual([]);
    await (await openPostgresStore({ address })).close();
    expect(await examine()).toMatchObject([{ state: 'ok', says: expect.stringMatching(/schema \d+$/) }]);
  });
});
