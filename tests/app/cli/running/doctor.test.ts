import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { doctor } from '../../../../src/app/cli/doctor.ts';
import { tenantId } from '../../../../src/domain/schedule/tenant.ts';
import { openSqliteStore } from '../../../../src/store/sqlite/sqlite.ts';
import { damage } from '../../../fixtures/damage.ts';
import { content, newDelivery } from '../../../fixtures/delivery.ts';
import { subscription } from '../../../fixtures/subscription.ts';

const NOW = Date.UTC(2025, 10, 26, 12, 0, 0);
const PACK = fileURLToPath(new URL('../../../fixtures/harbour-budget', import.meta.url));
const DISCORD = { DISCORD_TOKEN: 'MTIzNDU2Nzg5MDEyMzQ1Njc4.GbenCh.0123456789012345678901234567890123456' };
const SLACK = { SLACK_BOT_TOKEN: 'xoxb-1-2-abcdefghijkl', SLACK_APP_TOKEN: 'xapp-1-A1-2-abcdefghijkl' };

let home = '';
afterEach(() => rmSync(home, { recursive: true, force: true }));

/** How a server answers by the end of the address that is asked. */
type Replies = Readonly<
  Record<string, { readonly status?: number; readonly body: unknown; headers?: object }>
>;

const APPLICATION = { id: '1', name: 'Desk', verify_key: 'k'.repeat(64), interactions_endpoint_url: null };
const SLACK_WELL: Replies = {
  'auth.test': { body: { ok: true, user: 'readout', team: 'Desk' } },
  'apps.connections.open': { body: { ok: true, url: 'wss://slack.example' } },
};
const DISCORD_WELL: Replies = {
  '/applications/@me': { body: APPLICATION },
  '/commands': { body: [{ name: 'briefing' }] },
};

interface Case {
  readonly env?: Readonly<Record<string, string>>;
  /** Files of the home; `config/readout.yaml` is empty where it is not given. */
  readonly files?: Readonly<Record<string, string>>;
  readonly replies?: Replies;
  /** What else is so; `home` has its pack already. */
  readonly before?: () => Promise<void>;
}

async function examined({ env = {}, files = {}, replies, before }: Case): Promise<string> {
  home = mkdtempSync(join(tmpdir(), 'readout-twenty-'));
  cpSync(PACK, join(home, 'briefings/harbour-budget'), { recursive: true });
  for (const [name, said] of Object.entries(files)) {
    mkdirSync(dirname(join(home, name)), { recursive: true });
    writeFileSync(join(home, name), said);
  }
  await before?.();
  const output = new PassThrough();
  const ask: typeof fetch = async (input) => {
    const [, reply] = Object.entries(replies ?? {}).find(([end]) => String(input).endsWith(end)) ?? [];
    if (reply === undefined) throw new TypeError('fetch failed');
    const { status = 200, body, headers = {} } = reply;
    return new Response(JSON.stringify(body), { status, headers: { ...headers } });
  };
  const terminal = { input: new PassThrough(), output, errors: new PassThrough() };
  const clock = () => Temporal.Instant.fromEpochMilliseconds(NOW);
  await doctor({ ...terminal, clock, env: { READOUT_HOME: home, ...env } }, ask);
  output.end();
  return text(output);
}

const WHY = {
  ...{ at: 1, platform: 'discord', tenant: tenantId('guild-1'), channel: 'channel-1', actor: 'user-1' },
  ...{ action: 'subscribe', subject: 'sub-1', detail: '' },
};

async function withStore(work: (store: Awaited<ReturnType<typeof openSqliteStore>>) => Promise<unknown>) {
  const store = await openSqliteStore({ file: join(home, 'data/readout.db'), exclusive: true });
  await store.saveSubscription(subscription({ id: 'sub-1' }), WHY);
  await work(store);
  await store.close();
}

/** What people who run such bots report most, each with the sentence that finds it and the beginning of what mends it. */
const FAULTS: readonly (readonly [string, Case, RegExp, RegExp])[] = [
  [
    'the token of the bot was reset',
    { env: DISCORD, replies: { '/applications/@me': { status: 401, body: {} } } },
    /WRONG +discord +the token is refused/,
    /Make a new one/,
  ],
  [
    'the token is set under another name',
    { files: { '.env': 'DISCORD_BOT_TOKEN=abc\n' } },
    /\.env:1: DISCORD_BOT_TOKEN/,
    /DISCORD_TOKEN/,
  ],
  [
    'the placeholder of a guide was left in place of the token',
    { env: { DISCORD_TOKEN: 'your-token-here' } },
    /WRONG +configuration +environment: DISCORD_TOKEN/,
    /See \.env\.example/,
  ],
  [
    'commands go to an address, and the bot listens at the gateway',
    {
      env: DISCORD,
      replies: {
        ...DISCORD_WELL,
        '/applications/@me': { body: { ...APPLICATION, interactions_endpoint_url: 'https://old.example/' } },
      },
    },
    /commands are sent to https:\/\/old\.example\/ and never reach the gateway/,
    /Clear the Interactions Endpoint URL/,
  ],
  [
    'Discord knows no address for commands over HTTP',
    {
      env: { ...DISCORD, DISCORD_TRANSPORT: 'http', DISCORD_PUBLIC_KEY: 'a'.repeat(64), PORT: '0' },
      replies: {
        ...DISCORD_WELL,
        '/applications/@me': { body: { ...APPLICATION, verify_key: 'a'.repeat(64) } },
      },
    },
    /Discord knows no address to send commands to/,
    /Set the Interactions Endpoint URL/,
  ],
  [
    'no command shows when somebody types a slash',
    { env: DISCORD, replies: { ...DISCORD_WELL, '/commands': { body: [] } } },
    /warn +discord +no command is registered/,
    /readout discord sync/,
  ],
  [
    'the bot is not in the server that it is set up for',
    {
      env: { ...DISCORD, DISCORD_GUILD_ID: '1000000000000000001' },
      replies: { ...DISCORD_WELL, '/guilds/1000000000000000001': { status: 404, body: {} } },
    },
    /the bot is not in the server that DISCORD_GUILD_ID names/,
    /readout discord invite/,
  ],
  [
    'the app was removed from the workspace',
    { env: SLACK, replies: { ...SLACK_WELL, 'auth.test': { body: { ok: false, error: 'token_revoked' } } } },
    /SLACK_BOT_TOKEN: Slack refuses it \(token_revoked\)/,
    /Install the app again/,
  ],
  [
    'Socket Mode is off, or its token is of the wrong kind',
    {
      env: SLACK,
      replies: {
        ...SLACK_WELL,
        'apps.connections.open': { body: { ok: false, error: 'not_allowed_token_type' } },
      },
    },
    /SLACK_APP_TOKEN: Slack refuses it/,
    /turn Socket Mode on/,
  ],
  [
    'a scope is missing',
    {
      env: SLACK,
      replies: {
        ...SLACK_WELL,
        'auth.test': { body: { ok: true, user: 'r', team: 'D' }, headers: { 'x-oauth-scopes': 'commands' } },
      },
    },
    /SLACK_BOT_TOKEN: the app may not .*chat:write/,
    /Add these scopes .* install the app again/,
  ],
  [
    'the network does not let the platform be reached',
    { env: SLACK, replies: {} },
    /WRONG +slack +https:\/\/slack\.com\/api.* cannot be reached/,
    /(?:network|proxy|HTTPS_PROXY|DNS)/i,
  ],
  [
    'a proxy is named in a way that cannot be used',
    { env: { HTTPS_PROXY: 'socks5://127.0.0.1:1080' } },
    /warn +configuration +.*HTTPS_PROXY/,
    /http:\/\//,
  ],
  [
    'the clock of the machine is wrong',
    {
      env: SLACK,
      replies: {
        ...SLACK_WELL,
        'auth.test': { body: { ok: true }, headers: { date: new Date(NOW - 600_000).toUTCString() } },
      },
    },
    /WRONG +clock +this machine's clock is 10 min ahead of that of slack\.com/,
    /Have the system keep its time/,
  ],
  [
    'the store is damaged',
    { before: () => withStore(async () => {}).then(() => damage(join(home, 'data/readout.db'))) },
    /WRONG +store +.*readout\.db/,
    /backup/,
  ],
  [
    'the volume of the store is not mounted after an upgrade',
    { env: { READOUT_EXPECT_STORE: '1' } },
    /WRONG +store +.*READOUT_EXPECT_STORE/,
    /(?:mount|DATABASE_URL|READOUT_HOME)/,
  ],
  [
    'nothing is posted because nothing runs',
    { before: () => withStore(async () => {}) },
    /warn +posts +1 digest set up, and no process here posts them/,
    /Start "readout serve"/,
  ],
  [
    'nothing is posted because the bot may not post in the channel',
    { before: () => withStore((store) => store.park(newDelivery().place, 'no-permission', '', 1)) },
    /warn +posts +1 channel of discord cannot be posted to: I am not allowed to post in the channel/,
    /digest resume/,
  ],
  [
    'posts wait',
    {
      before: () =>
        withStore((store) => store.enqueue([content('hash-1')], [newDelivery()], NOW - 9_000_000)),
    },
    /warn +posts +1 post to discord wait/,
    /go out by themselves/,
  ],
  ['nobody makes backups', {}, /off +backups +the store is not copied by itself/, /Set backup\.every/],
  [
    'a pack has a fault since the last edit',
    { before: async () => writeFileSync(join(home, 'briefings/harbour-budget/events.yaml'), '- id: [\n') },
    /WRONG +packs +harbour-budget has problems, the first is .*events\.yaml:\d/,
    /readout check/,
  ],
  [
    'the story of a channel is none that is loaded',
    {
      files: {
        'config/readout.yaml': 'channels: [{ platform: slack, tenant: T0, channel: C0, story: gone }]\n',
      },
    },
    /WRONG +packs +channels: the story "gone" of slack T0 C0 is not one of/,
    /Name a story that is loaded/,
  ],
  [
    'a setting is misspelt',
    { files: { 'config/readout.yaml': 'digests: {}\n' } },
    /WRONG +configuration +\S*readout\.yaml:1: digests is not a setting/,
    /misspelled/,
  ],
];

describe('readout doctor', () => {
  it('knows at least twenty faults', () => expect(FAULTS.length).toBeGreaterThanOrEqual(20));

  it.each(FAULTS)('finds that %s, and says what to do', async (_, fault, says, mend) => {
    const told = await examined(fault);
    expect(told).toMatch(says);
    expect(told).toMatch(mend);
  });

  it('finds that another program has the port', async () => {
    const server = createServer((_, response) => response.end('{}')).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? String(address.port) : '';
    const told = await examined({ env: { PORT: port }, replies: { '/readyz': { body: {} } } });
    server.close();
    expect(told).toMatch(new RegExp(`WRONG +port +.*${port}`));
  });

  it('finds nothing where all is well', async () => {
    const told = await examined({
      env: { ...SLACK, ...DISCORD },
      replies: { ...SLACK_WELL, ...DISCORD_WELL },
      files: { 'config/readout.yaml': 'backup: { every: 1 day }\n' },
    });
    expect(told).not.toMatch(/^(?:WRONG|warn)/m);
    expect(told).toMatch(/ok +slack +connects as readout in Desk/);
  });
});
