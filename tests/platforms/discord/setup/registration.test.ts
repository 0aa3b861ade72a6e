import { afterEach, describe, expect, it } from 'vitest';
import { SILENT } from '../../../../src/domain/log.ts';
import { createRest } from '../../../../src/platforms/discord/api/rest.ts';
import { inviteUrl, PERMISSION_BITS } from '../../../../src/platforms/discord/setup/invite.ts';
import { registrationOf } from '../../../../src/platforms/discord/setup/registration.ts';
import { applicationOf, syncCommands } from '../../../../src/platforms/discord/setup/sync.ts';
import { type FakeDiscord, startFakeDiscord } from '../../../fakes/discord/fake-discord.ts';
import { APPLICATION, GUILD } from '../../../fakes/discord/interactions.ts';
import { commandViolations } from '../../../fakes/discord/payload-rules.ts';
import { createDesk } from '../desk.ts';
import { TOKEN } from '../platform-under-test.ts';

const { commands } = createDesk();

describe('the registration of commands', () => {
  it('derives from the declaration', () => {
    const some = commands.filter(({ name }) => ['who-said', 'long', 'desk'].includes(name));
    expect(registrationOf(some, 'global')).toMatchSnapshot();
  });

  it('keeps Discord’s rules, for everywhere and for one server', () => {
    expect(commandViolations(registrationOf(commands, 'global'), true)).toEqual([]);
    expect(commandViolations(registrationOf(commands, 'guild'), false)).toEqual([]);
  });

  it('offers the message command only where there is a command behind it', () => {
    const without = commands.filter(({ name }) => name !== 'who-said');
    expect(registrationOf(without, 'global').some(({ type }) => type === 3)).toBe(false);
  });
});

describe('the synchronisation of commands', () => {
  let discord: FakeDiscord;
  afterEach(async () => {
    await discord.close();
    expect(discord.violations).toEqual([]);
  });

  async function sync(options: { guild?: string; dryRun?: boolean; only?: string } = {}) {
    const rest = createRest({ token: TOKEN, apiUrl: discord.apiUrl, now: Date.now, log: SILENT });
    const declared = commands.filter(({ name }) => options.only === undefined || name === options.only);
    const result = await syncCommands({
      rest,
      application: APPLICATION,
      ...(options.guild === undefined ? {} : { guild: options.guild }),
      commands: registrationOf(declared, options.guild === undefined ? 'global' : 'guild'),
      dryRun: options.dryRun ?? false,
    });
    rest.close();
    return result;
  }
  const writes = () => discord.requests.filter(({ method }) => method === 'PUT').length;

  it.each([undefined, GUILD])('writes once and then finds nothing to write (server %s)', async (guild) => {
    discord = await startFakeDiscord();
    const where = guild === undefined ? {} : { guild };
    expect((await sync(where)).kind).toBe('written');
    expect(await sync(where)).toEqual({ kind: 'same' });
    expect(writes()).toBe(1);
  });

  it('says what differs: new, changed and gone', async () => {
    discord = await startFakeDiscord();
    await sync();
    const stored = discord.commands.get('') ?? [];
    const [first, ...others] = stored;
    discord.commands.set('', [
      { ...first, description: 'Something else' },
      ...others.slice(1),
      { id: '1', type: 1, name: 'old', description: 'Old', options: [] },
    ]);
    expect(await sync({ dryRun: true })).toEqual({
      kind: 'would-write',
      plan: { added: [others[0]?.name], changed: [first?.name], removed: ['old'] },
    });
    expect(writes()).toBe(1);
    await sync();
    expect(await sync()).toEqual({ kind: 'same' });
  });

  it('notices a changed option deep inside, a lost translation and a forgotten context', async () => {
    discord = await startFakeDiscord();
    for (const [key, value] of [
      ['name_localizations', { de: 'x' }],
      ['contexts', [0]],
      ['options', []],
      ['default_member_permissions', '0'],
    ] as const) {
      await sync({ only: 'desk' });
      const [desk] = discord.commands.get('') ?? [];
      discord.commands.set('', [{ ...desk, [key]: value }]);
      expect(await sync({ only: 'desk', dryRun: true }), key).toMatchObject({
        kind: 'would-write',
        plan: { changed: ['desk'] },
      });
    }
  });

  it('takes another order of commands and contexts for the same', async () => {
    discord = await startFakeDiscord();
    await sync();
    discord.commands.set(
      '',
      (discord.commands.get('') ?? []).toReversed().map((command) => ({ ...command, contexts: [1, 0] })),
    );
    expect(await sync()).toEqual({ kind: 'same' });
  });

  it('says in one sentence why it failed', async () => {
    discord = await startFakeDiscord();
    discord.fail(({ method }) => method === 'PUT', { kind: 'status', status: 403, body: { code: 50001 } });
    expect(await sync()).toEqual({
      kind: 'failed',
      lasting: true,
      reason: 'Discord refused to let me register the commands (status 403, code 50001).',
    });
    discord.fail(({ method }) => method === 'GET', { kind: 'limited', retryAfter: 3 });
    expect(await sync()).toMatchObject({ kind: 'failed', lasting: false });
  });

  it('registers where the list may not be read', async () => {
    discord = await startFakeDiscord();
    discord.fail(({ method, path }) => method === 'GET' && path.includes('/commands'), {
      kind: 'status',
      status: 405,
    });
    expect(await sync()).toMatchObject({ kind: 'written' });
  });

  it('finds the application of a token', async () => {
    discord = await startFakeDiscord();
    const rest = createRest({ token: TOKEN, apiUrl: discord.apiUrl, now: Date.now, log: SILENT });
    expect(await applicationOf(rest)).toBe(APPLICATION);
    rest.close();
  });
});

describe('the invitation', () => {
  it('asks for what is needed and never for Administrator', () => {
    const url = new URL(inviteUrl(APPLICATION));
    expect(url.origin + url.pathname).toBe('https://discord.com/oauth2/authorize');
    expect(url.searchParams.get('scope')).toBe('bot applications.commands');
    // View Channels, Send Messages, Attach Files, Read Message History, Send Messages in Threads.
    expect(url.searchParams.get('permissions')).toBe(String(1024 + 2048 + 32768 + 65536 + 2 ** 35 + 2 ** 38));
    expect(PERMISSION_BITS & 8n).toBe(0n);
  });
});
