import { askerName } from '../../../domain/schedule/asker-name.ts';
import { SOMEONE } from '../../../domain/schedule/subscription.ts';
import { NO_TENANT } from '../../../domain/schedule/tenant.ts';
import type { Kept, KeptStore, PersonScope, TenantScope } from '../../ports/kept.ts';
import { askerKey } from '../desk/asker-key.ts';
import { type Row, type SqlDriver, type Statement, statement, tenantOf } from '../driver.ts';
import { dropOld } from './retention.ts';

type Values = readonly (string | number)[];

/** Which rows of a table are meant. */
interface Rows {
  readonly table: string;
  readonly where: string;
  readonly values: Values;
  readonly columns?: string;
}

export function keptStore(driver: SqlDriver): KeptStore {
  const read = async (some: readonly Rows[]): Promise<Kept> => {
    const found = await driver.batch(
      some.map(({ table, where, values, columns = '*' }) =>
        statement(`select ${columns} from ${table} where ${where}`, ...values),
      ),
    );
    return Object.fromEntries(
      some.flatMap(({ table }, at) => {
        const rows: readonly Row[] = found[at] ?? [];
        return rows.length === 0 ? [] : [[table, rows.map((row) => ({ ...row }))]];
      }),
    );
  };
  const written = async (statements: readonly Statement[]) =>
    (await driver.batch(statements)).reduce((sum, rows) => sum + rows.length, 0);
  /** Hashes by which somebody is known: without a tenant of every one that anything is kept of. */
  const keysOf = async ({ platform, tenant, user }: PersonScope): Promise<readonly string[]> => {
    const tenants = tenant === NO_TENANT ? await driver.all(EVERY_TENANT, platform) : [{ tenant }];
    return tenants.map((row) => askerKey(askerName(platform, tenantOf(row), user)));
  };
  return {
    async keptOf(person) {
      const asked = (await keysOf(person)).map((key) => `'${key}'`).join(', ');
      return read([
        ...rowsOfPerson(person),
        ...(asked === '' ? [] : [{ table: 'last_asked', where: `person in (${asked})`, values: [] }]),
      ]);
    },
    async forgetPerson(person) {
      const asked = (await keysOf(person)).map((key) =>
        statement('delete from last_asked where person = $1 returning 1 as n', key),
      );
      return written([...forgetStatements(person), ...asked]);
    },
    keptOfTenant: (tenant) => read(rowsOfTenant(tenant)),
    forgetTenant: (tenant) =>
      written(
        rowsOfTenant(tenant)
          // What hangs on other rows goes before them.
          .toReversed()
          .map(({ table, where, values }) =>
            statement(`delete from ${table} where ${where} returning 1 as n`, ...values),
          ),
      ),
    dropOld: (since, most) => dropOld(driver, since, most),
  };
}

/** `$1` platform, `$2` tenant or '' for all, `$3` the person. */
const IN_SCOPE = `platform = $1 and (tenant = $2 or $2 = '')`;

function rowsOfPerson({ platform, tenant, user }: PersonScope): readonly Rows[] {
  const values = [platform, tenant, user];
  return [
    { table: 'subscription', where: `${IN_SCOPE} and owner = $3`, values },
    { table: 'watch', where: `platform = $1 and (home = $2 or $2 = '') and owner = $3`, values },
    {
      table: 'audit',
      where: `${IN_SCOPE} and (actor = $3 or ${holds('detail', '$4')} or ${holds('detail', '$5')})`,
      values: [...values, ownerIn(user), proposedBy(platform, user)],
    },
    { table: 'channel_story', where: `${IN_SCOPE} and set_by = $3`, values },
    {
      table: 'proposed_article',
      where: `proposer_platform = $1 and (proposer_tenant = $2 or $2 = '') and proposer = $3`,
      values,
    },
    { table: 'proposal', where: 'decided_by = $1', values: [`${platform}:${user}`] },
    // Who put a draft off until later.
    { table: 'thread_line', where: 'line = $1', values: [`${platform}:${user}`] },
    // What was posted in a conversation with them alone.
    { table: 'delivery', where: inTheirs('delivery'), values },
    { table: 'parked', where: inTheirs('parked'), values },
  ];
}

/** Rows of a place in which a person, `$1` to `$3` as above, watches for themselves alone. */
function inTheirs(table: string): string {
  return `exists (select 1 from watch w where w.private = 1 and w.platform = $1 and (w.home = $2 or $2 = '')
    and w.owner = $3 and w.platform = ${table}.platform and w.tenant = ${table}.tenant and w.channel = ${table}.channel)`;
}

/** Rows of such places of everybody in a tenant, `$1` and `$2` as above. */
function inTheirsOf(table: string): string {
  return `exists (select 1 from watch w where w.private = 1 and w.platform = $1 and w.home = $2
    and w.platform = ${table}.platform and w.tenant = ${table}.tenant and w.channel = ${table}.channel)`;
}

/** Every tenant of the platform `$1` that somebody can have asked from. */
const EVERY_TENANT = [
  ...['subscription', 'audit', 'channel_story', 'installation', 'open_question', 'delivery'].map(
    (table) => `select tenant from ${table} where platform = $1`,
  ),
  'select home as tenant from watch where platform = $1',
  'select proposer_tenant as tenant from proposed_article where proposer_platform = $1',
].join(' union ');

function forgetStatements({ platform, tenant, user }: PersonScope): readonly Statement[] {
  const values = [platform, tenant, user];
  const renamed = (table: string, column: string, where: string) =>
    statement(`update ${table} set ${column} = $4 where ${where} returning 1 as n`, ...values, SOMEONE);
  const tenantOf = (column: string) => `(${column} = $2 or $2 = '')`;
  return [
    // Before the watch that says whose it is; what is planned there is not posted any more.
    ...['delivery', 'parked'].map((table) =>
      statement(`delete from ${table} where ${inTheirs(table)} returning 1 as n`, ...values),
    ),
    statement(`update audit set channel = '' where ${inTheirs('audit')} returning 1 as n`, ...values),
    statement('delete from thread_line where line = $1 returning 1 as n', `${platform}:${user}`),
    // A watch of one person is of use to nobody else; one in a channel tells everybody there.
    statement(
      `delete from watch where platform = $1 and ${tenantOf('home')} and owner = $3 and private = 1 returning 1 as n`,
      ...values,
    ),
    renamed('watch', 'owner', `platform = $1 and ${tenantOf('home')} and owner = $3`),
    renamed('subscription', 'owner', `${IN_SCOPE} and owner = $3`),
    renamed('audit', 'actor', `${IN_SCOPE} and actor = $3`),
    // A digest that was removed stands in the record as it was, with who had set it up.
    statement(
      `update audit set detail = replace(detail, $3, $4) where ${IN_SCOPE} and ${holds('detail', '$3')} returning 1 as n`,
      ...[platform, tenant, ownerIn(user), ownerIn(SOMEONE)],
    ),
    // So does what was decided on a draft, with who had proposed it.
    statement(
      `update audit set detail = replace(detail, $3, $4) where ${IN_SCOPE} and ${holds('detail', '$3')} returning 1 as n`,
      ...[platform, tenant, proposedBy(platform, user), proposedBy(platform, SOMEONE)],
    ),
    renamed('channel_story', 'set_by', `${IN_SCOPE} and set_by = $3`),
    renamed(
      'proposed_article',
      'proposer',
      `proposer_platform = $1 and ${tenantOf('proposer_tenant')} and proposer = $3`,
    ),
    statement(
      `update proposal set decided_by = $2 where decided_by = $1 returning 1 as n`,
      ...[`${platform}:${user}`, SOMEONE],
    ),
  ];
}

/** As a subscription has its owner in JSON. */
function ownerIn(user: string): string {
  return `"owner":${JSON.stringify(user)}`;
}

/** As the audit of a draft has who proposed it. */
function proposedBy(platform: string, user: string): string {
  return `proposed by ${platform}:${user};`;
}

/** Whether a column has a text in it, without the wildcards of `like`. */
function holds(column: string, text: string): string {
  return `replace(${column}, ${text}, '') <> ${column}`;
}

function rowsOfTenant({ platform, tenant }: TenantScope): readonly Rows[] {
  const values = [platform, tenant];
  const here = 'platform = $1 and tenant = $2';
  return [
    { table: 'installation', where: here, values, columns: 'platform, tenant, saved_at' },
    { table: 'subscription', where: here, values },
    { table: 'watch', where: 'platform = $1 and home = $2', values },
    {
      table: 'slot',
      where: `subscription in (select id from subscription where ${here})`,
      values,
    },
    { table: 'delivery', where: `(${here}) or ${inTheirsOf('delivery')}`, values },
    { table: 'parked', where: `(${here}) or ${inTheirsOf('parked')}`, values },
    { table: 'channel_story', where: here, values },
    { table: 'open_question', where: here, values },
    { table: 'proposed_article', where: 'proposer_platform = $1 and proposer_tenant = $2', values },
    {
      table: 'proposal',
      where: `exists (select 1 from proposed_article a where a.story = proposal.story and a.id = proposal.article
        and a.proposer_platform = $1 and a.proposer_tenant = $2)`,
      values,
    },
    { table: 'audit', where: here, values },
  ];
}
