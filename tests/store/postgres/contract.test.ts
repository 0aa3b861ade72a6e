import { describe, test } from 'vitest';
import { openPostgresStore } from '../../../src/store/postgres/open.ts';
import { addressOn, postgresHost, SERVERS } from '../../fixtures/postgres/postgres.ts';
import { describeStore } from '../contract.ts';
import { describeKept } from '../kept-contract.ts';
import { describeTold } from '../told-contract.ts';

for (const { name, bin } of SERVERS) {
  // The suite makes its own time; that claims and leases go by the database's is a test of its own.
  const open = async () =>
    openPostgresStore({ address: addressOn(await postgresHost(bin)), time: 'callers', connections: 2 });
  describeStore(name, open);
  describeKept(name, open);
  describeTold(name, open);
}

describe('PostgreSQL 15 to 17', () => {
  test.skipIf(process.env.PG_BIN === undefined)(
    'are tested where PG_BIN names the folder of their programs (/usr/lib/postgresql/15/bin)',
    () => {},
  );
});
