import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../../src/app/config/config.ts';
import { ConfigError } from '../../../src/domain/errors.ts';
import type { Role } from '../../../src/platforms/role.ts';

const SHARED = 'postgres://readout@127.0.0.1/readout';
const DISCORD = { DISCORD_TOKEN: 'discord-token' };
const SLACK = { SLACK_BOT_TOKEN: 'xoxb-1' };
const KEY = 'a'.repeat(64);

async function load(role: Role, env: NodeJS.ProcessEnv) {
  const absent = () => {
    throw Object.assign(new Error('no such file'), { code: 'ENOENT' });
  };
  try {
    const { platforms } = await loadConfig({
      ...{ role, env: { DATABASE_URL: SHARED, ...env }, readFile: absent },
    });
    return platforms.map(({ name, settings, needsPort, holdsConnection }) => ({
      ...{ name, needsPort, holdsConnection, transport: Reflect.get(settings, 'transport') },
    }));
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}

const silent = { transport: 'none', needsPort: false, holdsConnection: false };

describe('a role of several processes on one store', () => {
  it.each<readonly [string, Role, NodeJS.ProcessEnv, readonly object[]]>([
    [
      'sends with bot tokens alone',
      'deliver',
      { ...DISCORD, ...SLACK },
      [
        { name: 'discord', ...silent },
        { name: 'slack', ...silent },
      ],
    ],
    [
      'sends with bot tokens where the transports of the others are named as well',
      'deliver',
      { ...DISCORD, ...SLACK, DISCORD_TRANSPORT: 'http', SLACK_TRANSPORT: 'socket' },
      [
        { name: 'discord', ...silent },
        { name: 'slack', ...silent },
      ],
    ],
    [
      'leads over a gateway and Socket Mode',
      'lead',
      { ...DISCORD, ...SLACK, SLACK_APP_TOKEN: 'xapp-1' },
      [
        { name: 'discord', transport: 'gateway', needsPort: false, holdsConnection: true },
        { name: 'slack', transport: 'socket', needsPort: false, holdsConnection: true },
      ],
    ],
    [
      'leads without what only requests over HTTP need, where they come to others',
      'lead',
      { ...DISCORD, ...SLACK, DISCORD_TRANSPORT: 'http', SLACK_TRANSPORT: 'http' },
      [
        { name: 'discord', ...silent },
        { name: 'slack', ...silent },
      ],
    ],
    [
      'takes requests of both over HTTP',
      'ingress',
      {
        ...{ ...DISCORD, ...SLACK, DISCORD_TRANSPORT: 'http', DISCORD_PUBLIC_KEY: KEY },
        SLACK_SIGNING_SECRET: 'signing',
      },
      [
        { name: 'discord', transport: 'http', needsPort: true, holdsConnection: false },
        { name: 'slack', transport: 'http', needsPort: true, holdsConnection: false },
      ],
    ],
  ])('%s', async (_, role, env, expected) => {
    expect(await load(role, env)).toEqual(expected);
  });

  it.each<readonly [string, Role, NodeJS.ProcessEnv, readonly RegExp[]]>([
    ['a gateway by default', 'ingress', DISCORD, [/not set, which means gateway.*--role ingress.*http/]],
    [
      'a gateway by name',
      'ingress',
      { ...DISCORD, DISCORD_TRANSPORT: 'gateway' },
      [/DISCORD_TRANSPORT is gateway, and serve --role ingress/],
    ],
    [
      'Socket Mode by its token',
      'ingress',
      { ...SLACK, SLACK_APP_TOKEN: 'xapp-1', SLACK_SIGNING_SECRET: 's' },
      [/SLACK_APP_TOKEN is set, which means Socket Mode, and serve --role ingress/],
    ],
    [
      'Socket Mode by name',
      'ingress',
      { ...SLACK, SLACK_TRANSPORT: 'socket', SLACK_SIGNING_SECRET: 's' },
      [/SLACK_TRANSPORT is socket, and serve --role ingress/],
    ],
    [
      'an ingress that cannot tell whose requests they are',
      'ingress',
      { ...DISCORD, ...SLACK, DISCORD_TRANSPORT: 'http' },
      [/needs DISCORD_PUBLIC_KEY/, /SLACK_SIGNING_SECRET/],
    ],
    ['no platform', 'deliver', {}, [/serve --role deliver has no platform/]],
    [
      'a store that one process has',
      'deliver',
      { ...DISCORD, DATABASE_URL: 'file:data/readout.db' },
      [/serve --role deliver is for several processes on one PostgreSQL: DATABASE_URL must be postgres/],
    ],
    ['no store that is named', 'lead', { ...DISCORD, DATABASE_URL: '' }, [/serve --role lead .* is not set/]],
  ])('refuses %s', async (_, role, env, sentences) => {
    const problems = await load(role, env);
    expect(problems).toEqual(sentences.map((sentence) => expect.stringMatching(sentence)));
  });
});
