import { ConfigError } from '../../../domain/errors.ts';
import { NO_TENANT, tenantId } from '../../../domain/schedule/tenant.ts';
import { PLATFORMS } from '../../../platforms/registry.ts';
import { complain, type ExitCode, readConfig, type Terminal } from '../../process/process.ts';
import { openStoreBeside } from '../several/open-beside.ts';
import { openToLook } from './look.ts';

export interface MyDataOptions {
  readonly user?: string;
  readonly tenant?: string;
  readonly forget?: boolean;
}

/** `readout mydata`: what is kept of a person or a tenant as one JSON object, and its end. Also while a process serves. */
export async function myData(terminal: Terminal, options: MyDataOptions): Promise<ExitCode> {
  const [user, tenant] = [named(options.user, '--user'), named(options.tenant, '--tenant')];
  const platform = user?.platform ?? tenant?.platform;
  if (platform === undefined) {
    throw new ConfigError(['readout mydata needs --user or --tenant, as platform:id (slack:U0123456789).']);
  }
  if (user !== null && tenant !== null && user.platform !== tenant.platform) {
    throw new ConfigError([
      `--user is of ${user.platform} and --tenant of ${tenant.platform}: name one platform.`,
    ]);
  }
  const config = await readConfig(terminal);
  const store = options.forget === true ? await openStoreBeside(config) : await openToLook(config);
  // No empty answer: it may be the wrong place.
  if (store === null) {
    const { database } = config;
    const name = database.kind === 'sqlite' ? database.path : 'the PostgreSQL that DATABASE_URL names';
    throw new Error(`There is no store at ${name}: nothing is kept of anybody there.`);
  }
  try {
    const whole = { platform, tenant: tenant === null ? NO_TENANT : tenantId(tenant.id) };
    const person = user === null ? null : { ...whole, user: user.id };
    const kept = person === null ? await store.keptOfTenant(whole) : await store.keptOf(person);
    terminal.output.write(`${JSON.stringify(kept, null, 2)}\n`);
    if (options.forget !== true) return 0;
    const count = await (person === null ? store.forgetTenant(whole) : store.forgetPerson(person));
    complain(
      terminal,
      `${count} ${count === 1 ? 'entry' : 'entries'} ${person === null ? 'deleted' : 'no longer name them'}.`,
    );
    return 0;
  } finally {
    await store.close();
  }
}

/** @throws ConfigError where it is not `platform:id` */
function named(given: string | undefined, option: string) {
  if (given === undefined) return null;
  const [, platform = '', id = ''] = /^([a-z]+):(\S+)$/.exec(given) ?? [];
  const known = PLATFORMS.map(({ name }) => name);
  if (known.includes(platform)) return { platform, id };
  throw new ConfigError([`${option} must be platform:id with one of ${known.join(', ')}, not "${given}".`]);
}
