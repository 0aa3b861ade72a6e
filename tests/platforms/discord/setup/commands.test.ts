import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runCommandLine } from '../../../../src/app/cli/command-line.ts';
import { type FakeDiscord, startFakeDiscord } from '../../../fakes/discord/fake-discord.ts';
import { APPLICATION, GUILD } from '../../../fakes/discord/interactions.ts';

describe('readout discord sync', () => {
  let discord: FakeDiscord;
  beforeEach(async () => {
    discord = await startFakeDiscord();
  });
  afterEach(async () => {
    await discord.close();
    expect(discord.violations).toEqual([]);
  });

  async function run(...words: readonly string[]) {
    const [input, output, errors] = [new PassThrough(), new PassThrough(), new PassThrough()];
    const code = await runCommandLine(['discord', 'sync', ...words], {
      ...{ input, output, errors, clock: () => Temporal.Now.instant() },
      env: { DISCORD_TOKEN: 'MTIz.abc.def', DISCORD_API_URL: discord.apiUrl, READOUT_CONFIG: '' },
    });
    output.end();
    errors.end();
    return { code, output: await text(output), errors: await text(errors) };
  }
  const writes = () => discord.requests.filter(({ method }) => method === 'PUT').map(({ path }) => path);

  it('registers everywhere, then finds nothing to do', async () => {
    expect((await run()).output).toMatch(/^Registered: added plan-point, /);
    expect((await run()).output).toMatch(/as they should be/);
    expect(writes()).toEqual([`/applications/${APPLICATION}/commands`]);
  });

  it('registers in one server with --guild, and only says so with --dry-run', async () => {
    expect((await run('--guild', GUILD, '--dry-run')).output).toMatch(/^Would register: added/);
    expect(writes()).toEqual([]);
    expect((await run('--guild', GUILD)).code).toBe(0);
    expect(writes()).toEqual([`/applications/${APPLICATION}/guilds/${GUILD}/commands`]);
  });

  it('says what a server id looks like', async () => {
    expect(await run('--guild', 'our desk')).toEqual({
      ...{ code: 2, output: '' },
      errors: expect.stringContaining('--guild must be a server id, digits only; it is "our desk".'),
    });
    expect(discord.requests).toEqual([]);
  });
});

describe('readout discord invite', () => {
  async function invite(env: NodeJS.ProcessEnv) {
    const [input, output, errors] = [new PassThrough(), new PassThrough(), new PassThrough()];
    const code = await runCommandLine(['discord', 'invite'], {
      ...{ input, output, errors, clock: () => Temporal.Now.instant(), env },
    });
    output.end();
    errors.end();
    return { code, output: await text(output), errors: await text(errors) };
  }
  const token = `${Buffer.from('1234567890123456789').toString('base64url')}.abc.def`;

  it('takes the application from the token', async () => {
    expect((await invite({ DISCORD_TOKEN: token })).output).toMatch(/client_id=1234567890123456789&/);
  });

  it('prefers the id that is set', async () => {
    const { output } = await invite({ DISCORD_TOKEN: token, DISCORD_CLIENT_ID: '42' });
    expect(output).toMatch(/client_id=42&/);
  });

  it.each([[{}], [{ DISCORD_TOKEN: 'MTIz.abc.def' }], [{ DISCORD_TOKEN: 'no token at all' }]])(
    'says what is missing with %j',
    async (env) => {
      const { code, output, errors } = await invite(env);
      expect([code, output]).toEqual([2, '']);
      expect(errors).toMatch(/DISCORD_CLIENT_ID or DISCORD_TOKEN must be set/);
      expect(errors).not.toMatch(/abc/);
    },
  );
});
