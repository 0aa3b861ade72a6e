import { afterEach, describe, expect, it } from 'vitest';
import { ConfigError } from '../../../../src/domain/errors.ts';
import { backOffMs } from '../../../../src/platforms/discord/connect/health.ts';
import { createIdentifyGate } from '../../../../src/platforms/discord/connect/identify-limit.ts';
import { patience } from '../../../../src/platforms/discord/reply/deferral.ts';
import { startFakeDiscord } from '../../../fakes/discord/fake-discord.ts';
import { slash, snowflake } from '../../../fakes/discord/interactions.ts';
import type { Json } from '../../../fakes/discord/json.ts';
import { textOf } from '../message-parts.ts';
import { TOKEN, type UnderTest, underTest } from '../platform-under-test.ts';
import { waitFor } from '../wait-for.ts';

describe('the gateway connection', () => {
  let test: UnderTest;
  afterEach(async () => {
    const before = Date.now();
    await test.close();
    expect(Date.now() - before).toBeLessThan(5000);
    expect(test.discord.violations).toEqual([]);
    expect(test.logged.join('\n')).not.toContain(TOKEN);
  });
  const ask = async (interaction: Json = slash(['echo'], { words: 'hello' })) => {
    test.discord.send(interaction);
    return test.discord.answered(interaction);
  };

  it('is ready after one IDENTIFY with no privileged intent, and has registered the commands', async () => {
    test = await underTest('gateway');
    expect(test.platform.health()).toEqual({ state: 'ready' });
    expect(test.discord.gateway.identifies).toHaveLength(1);
    // GUILDS, GUILD_MESSAGES, DIRECT_MESSAGES.
    expect(test.discord.gateway.identifies[0]?.intents).toBe(1 + 512 + 4096);
    await test.discord.seen(({ method }) => method === 'PUT');
    expect(test.discord.requests.filter(({ path }) => path === '/gateway/bot')).toHaveLength(1);
  });

  it.each(['drop', 'askToReconnect'] as const)(
    'resumes after %s, and answers what was missed once',
    async (fault) => {
      test = await underTest('gateway');
      await ask();
      const missed = slash(['echo'], { words: 'missed' });
      test.discord.gateway[fault]();
      test.discord.send(missed);
      await test.discord.gateway.connected(2);
      expect(textOf((await test.discord.answered(missed))[0]?.body)).toContain('missed');
      expect(test.discord.gateway.resumes).toHaveLength(1);
      expect(test.discord.gateway.identifies).toHaveLength(1);
      await waitFor(() => test.platform.health().state === 'ready');
      await waitFor(() => test.tallied.length === 3);
      expect(test.tallied).toContain('reconnected discord');
    },
  );

  it('notices a connection that went silent, by its heartbeats', async () => {
    const discord = await startFakeDiscord();
    discord.gateway.heartbeatMs = 200;
    test = await underTest('gateway', { discord });
    discord.gateway.blackHole();
    await discord.gateway.connected(2);
    expect((await ask()).length).toBe(1);
  });

  it('identifies anew when its session is invalid, spaced as Discord asks, after asking for the budget', async () => {
    test = await underTest('gateway');
    test.discord.gateway.invalidate(false);
    await test.discord.gateway.connected(2);
    expect(test.discord.gateway.identifies).toHaveLength(2);
    await waitFor(() => test.tallied.includes('reconnected discord'));
    expect(test.discord.requests.filter(({ path }) => path === '/gateway/bot')).toHaveLength(2);
    await ask();
  });

  it('handles a repeated dispatch once, and survives nonsense', async () => {
    test = await underTest('gateway');
    const interaction = slash(['echo'], { words: 'once' });
    test.discord.gateway.dispatch('INTERACTION_CREATE', { type: 2, id: 5 });
    test.discord.gateway.dispatch('INTERACTION_CREATE', null);
    test.discord.gateway.dispatch('MESSAGE_CREATE', { author: 3 });
    test.discord.gateway.dispatch('GUILD_DELETE', {});
    test.discord.send(interaction);
    test.discord.send(interaction);
    await test.discord.answered(interaction);
    await ask();
    expect(test.desk.requests).toHaveLength(2);
  });

  it('does not come down when an interaction is no longer known, and says so in one line', async () => {
    test = await underTest('gateway');
    const interaction = slash(['echo'], { words: 'late' });
    test.discord.expect(interaction);
    test.discord.expire(interaction);
    test.discord.send(interaction);
    await waitFor(() => test.logged.some((line) => line.includes('no longer waited')));
    await ask();
    expect(test.logged.filter((line) => line.includes('no longer waited'))).toHaveLength(1);
  });

  it('gives its first answer once although the receipt is lost', async () => {
    test = await underTest('gateway');
    test.discord.fail(({ path }) => path.endsWith('/callback'), { kind: 'lost-reply' });
    const interaction = slash(['echo'], { words: 'hello' });
    const replies = await ask(interaction);
    expect(replies).toHaveLength(1);
    await test.discord.seen(({ path }) => path.endsWith('/callback'));
  });

  it('begins to retry, and says why, when Discord fails at the start', async () => {
    const discord = await startFakeDiscord();
    discord.fail(({ path }) => path === '/gateway/bot', { kind: 'status', status: 500 }, 2);
    test = await underTest('gateway', { discord });
    expect(test.platform.health().state).toBe('down');
    await discord.gateway.connected(1);
    await waitFor(() => test.platform.health().state === 'ready');
    expect(discord.requests.filter(({ path }) => path === '/gateway/bot')).toHaveLength(3);
  });

  it('does not hammer when the token is refused, and recovers nowhere near a crash', async () => {
    const discord = await startFakeDiscord();
    discord.tokenAccepted = false;
    test = await underTest('gateway', { discord });
    expect(test.platform.health()).toMatchObject({ state: 'down' });
    expect(test.platform.health().reason).toContain('DISCORD_TOKEN');
    expect(discord.gateway.identifies).toHaveLength(0);
    expect(test.logged.filter((line) => line.startsWith('error'))).toHaveLength(1);
  });

  it('is down, not looping, when the token is revoked while connected', async () => {
    test = await underTest('gateway');
    test.discord.gateway.refuseWith = 4004;
    test.discord.gateway.invalidate(false);
    await waitFor(() => test.platform.health().state === 'down');
    const identifies = test.discord.gateway.identifies.length;
    expect(test.platform.health().reason).toContain('DISCORD_TOKEN');
    expect(identifies).toBe(2);
  });

  it('tries again later, not at once, when the intents are refused', async () => {
    const discord = await startFakeDiscord();
    discord.gateway.refuseWith = 4014;
    test = await underTest('gateway', { discord });
    expect(test.platform.health().state).toBe('down');
    expect(discord.gateway.identifies).toHaveLength(1);
  });

  it('never identifies below fifty left, and does once the budget is back', async () => {
    const discord = await startFakeDiscord();
    discord.sessionStartLimit = { total: 1000, remaining: 49, reset_after: 6000, max_concurrency: 1 };
    test = await underTest('gateway', { discord });
    expect(test.platform.health().state).not.toBe('ready');
    expect(test.logged.some((line) => line.includes('49 of 1000'))).toBe(true);
    expect(discord.gateway.identifies).toHaveLength(0);
    discord.sessionStartLimit = { ...discord.sessionStartLimit, remaining: 1000 };
    await discord.gateway.connected(1);
    expect(discord.gateway.identifies).toHaveLength(1);
  });

  it('finishes what is under way when it stops', async () => {
    test = await underTest('gateway');
    const interaction = slash(['slow']);
    test.discord.send(interaction);
    await waitFor(() => test.desk.requests.length === 1);
    const stopped = test.platform.stop();
    test.desk.release();
    await stopped;
    expect(textOf(test.discord.replies(interaction)[0]?.body)).toContain('Answer of slow');
    expect(test.platform.health().state).toBe('down');
  });
});

describe('the configuration of Discord', () => {
  it.each([
    [{ token: ' ' }, 'DISCORD_TOKEN is empty'],
    [{ transport: 'http', publicKey: '' }, 'DISCORD_PUBLIC_KEY is missing'],
    [{ transport: 'http', publicKey: 'abc' }, '64 hexadecimal digits; it has 3'],
    [{ apiUrl: 'discord.com/api' }, 'DISCORD_API_URL must be'],
  ] as const)('%j is refused before any request', async (settings, sentence) => {
    const test = await underTest('gateway', { settings, start: false });
    await expect(test.platform.start(test.desk.core)).rejects.toThrow(ConfigError);
    await expect(test.platform.start(test.desk.core)).rejects.toThrow(sentence);
    expect(test.discord.requests).toHaveLength(0);
    await test.close();
  });
});

describe('the identify gate', () => {
  const information = (remaining: number) => async () => ({
    session_start_limit: { total: 1000, remaining, reset_after: 60_000, max_concurrency: 1 },
  });

  it('spaces identifications of one slot by five seconds and asks anew after the first', async () => {
    const pauses: number[] = [];
    const asked: boolean[] = [];
    let now = 0;
    const gate = createIdentifyGate({
      clock: {
        now: () => now,
        sleep: async (ms) => {
          pauses.push(ms);
          now += ms;
        },
        after: () => () => undefined,
      },
      onHeld: () => undefined,
    });
    const ask = async (fresh: boolean) => {
      asked.push(fresh);
      return information(900)();
    };
    const { signal } = new AbortController();
    await gate.wait(0, ask, signal);
    now += 1000;
    await gate.wait(0, ask, signal);
    expect(pauses).toEqual([4000]);
    expect(asked).toEqual([false, true]);
  });
});

describe('waiting', () => {
  it('grows with failures, up to a bound, and is long for a refused token', () => {
    expect([0, 1, 2, 30].map((failures) => backOffMs('other', failures, () => 0.5))).toEqual([
      1000, 2000, 4000, 300_000,
    ]);
    expect([0, 9].map((failures) => backOffMs('token', failures, () => 0.5))).toEqual([300_000, 3_600_000]);
  });

  it('for an answer that may be the first one is shorter the older the interaction is', () => {
    const now = Date.now();
    expect(patience(snowflake(now), now)).toBe(800);
    expect(patience(snowflake(now - 500), now)).toBe(300);
    expect(patience(snowflake(now - 2000), now)).toBe(0);
    expect(patience(snowflake(now + 60_000), now)).toBe(800);
    expect(patience('1', now)).toBe(800);
    expect(patience('x', now)).toBe(800);
  });
});
