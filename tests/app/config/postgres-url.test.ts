import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDatabaseUrl } from '../../../src/app/config/database-url.ts';

const read = (value: string) => readDatabaseUrl(value);

describe('DATABASE_URL of a PostgreSQL', () => {
  const usual = {
    ...{
      host: '127.0.0.1',
      port: 5432,
      user: 'desk',
      password: 'canary',
      database: 'news',
      schema: 'readout',
    },
    tls: false,
  };

  it.each([
    ['postgres://desk:canary@127.0.0.1/news', {}],
    ['postgresql://desk:canary@127.0.0.1:5432/news', {}],
    ['POSTGRES://desk:canary@localhost/news', { host: 'localhost' }],
    ['postgres://desk@[::1]:6000/news', { host: '::1', port: 6000, password: undefined }],
    ['postgres://desk:can%40%2Fary%3A%25@127.0.0.1/news', { password: 'can@/ary:%' }],
    ['postgres://desk:c@n:ary@127.0.0.1/news', { password: 'c@n:ary' }],
    ['postgres://desk:canary@127.0.0.1/news?schema=desk_2', { schema: 'desk_2' }],
    ['postgres://desk@/news?host=/var/run/postgresql', { host: '/var/run/postgresql', password: undefined }],
    ['postgres://desk@/news?host=%2Ftmp&port=6001', { host: '/tmp', port: 6001, password: undefined }],
    ['postgres://desk:canary@127.0.0.1/news?sslmode=disable', {}],
    [
      'postgres://desk:canary@db.example.org/news?sslmode=verify-full',
      { host: 'db.example.org', tls: { authorities: undefined } },
    ],
    [
      'postgres://desk:canary@db/news?sslmode=verify-full&sslrootcert=/etc/ca.pem',
      { host: 'db', tls: { authorities: '/etc/ca.pem' } },
    ],
    ['postgres://desk:canary@db/news?sslmode=disable&sslmode=disable', { host: 'db' }],
  ])('reads %s', (value, over) => {
    expect(read(value)).toEqual({ kind: 'postgres', address: { ...usual, ...over } });
  });

  it.each([
    ['postgres:desk', /must be postgres:/],
    ['postgres://desk:can#ary@127.0.0.1/news', /must be postgres:/],
    ['postgres://desk:can/ary@127.0.0.1/news', /%2F for a \//],
    ['postgres://127.0.0.1/news', /name a user/],
    ['postgres://:canary@127.0.0.1/news', /name a user/],
    ['postgres://desk:canary@127.0.0.1', /name a database/],
    ['postgres://desk:canary@127.0.0.1/', /name a database/],
    ['postgres://desk:canary@127.0.0.1/news/readout', /more than one \//],
    ['postgres://desk:canary@/news', /name a host/],
    ['postgres://desk:canary@a,b/news', /one host/],
    ['postgres://desk:canary@[::1/news', /host/],
    ['postgres://desk:canary@ho st/news', /name a host/],
    ['postgres://desk:canary@127.0.0.1:0/news', /a port/],
    ['postgres://desk:canary@127.0.0.1:99999/news', /a port/],
    ['postgres://desk:canary@127.0.0.1:abc/news', /a port/],
    ['postgres://desk:100%@127.0.0.1/news', /write %25/],
    ['postgres://desk:canary@127.0.0.1/news?host=/tmp', /a host twice/],
    ['postgres://desk:canary@/news?host=tmp', /whole path/],
    ['postgres://desk:canary@127.0.0.1/news?options=-csearch_path%3Dx', /does not read/],
    ['postgres://desk:canary@127.0.0.1/news?pgbouncer=true', /does not read/],
    ['postgres://desk:canary@127.0.0.1/news?schema=a&schema=b', /schema= twice/],
    ['postgres://desk:canary@127.0.0.1/news?schema=Desk', /small letters/],
    ['postgres://desk:canary@127.0.0.1/news?schema=pg_desk', /small letters/],
    ['postgres://desk:canary@127.0.0.1/news?schema=information_schema', /small letters/],
    ['postgres://desk:canary@db.example.org/news', /add \?sslmode=verify-full/],
    ['postgres://desk:canary@10.0.0.5/news', /add \?sslmode=verify-full/],
    ['postgres://desk:canary@127.0.0.1.example.org/news', /add \?sslmode=verify-full/],
    ['postgres://desk:canary@db/news?sslmode=disable', /sslmode=disable twice/],
    ['postgres://desk:canary@db/news?sslmode=disable&sslmode=verify-full', /two different/],
    ['postgres://desk:canary@db/news?sslmode=require', /verify-full/],
    ['postgres://desk:canary@db/news?sslmode=prefer', /verify-full/],
    ['postgres://desk:canary@127.0.0.1/news?sslrootcert=/ca.pem', /without sslmode/],
  ])('refuses %s by name, in one sentence that shows none of it', (value, says) => {
    const found = read(value);
    expect(found).toMatchObject({ kind: 'problem', problem: expect.stringMatching(says) });
    expect(JSON.stringify(found)).not.toMatch(/canary|can#|example/);
  });

  it('reads back any user, password and database as they were meant', () => {
    const text = fc
      .string({ minLength: 1, maxLength: 20, unit: 'grapheme' })
      .filter((each) => each.isWellFormed());
    fc.assert(
      fc.property(
        text,
        text,
        text.filter((each) => !each.includes('/')),
        (user, password, database) => {
          const [u, p, d] = [user, password, database].map(encodeURIComponent);
          expect(read(`postgres://${u}:${p}@127.0.0.1/${d}`)).toMatchObject({
            address: { user, password, database },
          });
        },
      ),
    );
  });
});
