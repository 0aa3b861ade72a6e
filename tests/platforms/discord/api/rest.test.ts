import { afterEach, describe, expect, it } from 'vitest';
import { SILENT } from '../../../../src/domain/log.ts';
import { createRateLimits } from '../../../../src/platforms/discord/api/rate-limits.ts';
import { createRest, type Rest, routeName } from '../../../../src/platforms/discord/api/rest.ts';
import { startFakeDiscord } from '../../../fakes/discord/fake-discord.ts';
import { CHANNEL } from '../../../fakes/discord/interactions.ts';
import { recordingLog, TOKEN } from '../platform-under-test.ts';

describe('a request to Discord', () => {
  let close = async () => {};
  afterEach(() => close());

  async function rest(lines: string[] = []) {
    const discord = await startFakeDiscord();
    const made: Rest = createRest({
      token: TOKEN,
      apiUrl: discord.apiUrl,
      now: Date.now,
      log: recordingLog(lines),
    });
    close = async () => {
      made.close();
      await discord.close();
    };
    return { discord, send: made.send };
  }

  it('was certainly not sent where nobody listens', async () => {
    const { discord } = await rest();
    await close();
    close = async () => {};
    const late = createRest({ token: TOKEN, apiUrl: discord.apiUrl, now: Date.now, log: SILENT });
    expect(await late.send({ method: 'POST', path: '/channels/1/messages', body: {} })).toEqual({
      kind: 'failed',
      sent: 'no',
      reason: 'ECONNREFUSED',
    });
    late.close();
  });

  it.each(['hang', 'hang-after', 'reset', 'lost-reply'] as const)(
    'may have been sent after %s, and is sent once',
    async (kind) => {
      const { discord, send } = await rest();
      discord.fail(() => true, { kind });
      const result = await send({ method: 'GET', path: `/channels/${CHANNEL}`, timeLimitMs: 100 });
      expect(result).toMatchObject({ kind: 'failed', sent: 'maybe' });
      expect(discord.requests).toHaveLength(1);
    },
  );

  it('carries the bot token only where it belongs', async () => {
    const { discord, send } = await rest();
    await send({ method: 'GET', path: `/channels/${CHANNEL}` });
    await send({ method: 'POST', path: '/webhooks/1/token', body: {}, bot: false });
    expect(discord.requests.map(({ authorization }) => authorization)).toEqual([`Bot ${TOKEN}`, undefined]);
  });

  it('waits for its turn and is sent once more after a refusal for its rate, within its patience', async () => {
    const { discord, send } = await rest();
    discord.fail(() => true, { kind: 'limited', retryAfter: 0.05 });
    const read = { method: 'GET', path: `/channels/${CHANNEL}` } as const;
    expect(await send({ ...read, patienceMs: 5_000 })).toMatchObject({ kind: 'ok' });
    expect(discord.requests).toHaveLength(2);
    discord.fail(() => true, { kind: 'limited', retryAfter: 30 });
    expect(await send({ ...read, patienceMs: 5_000 })).toEqual({ kind: 'limited', retryAfterMs: 30_050 });
    expect(discord.requests).toHaveLength(3);
  });

  it('is held back where Discord holds the whole bot back, and interactions are not', async () => {
    const { discord, send } = await rest();
    discord.fail(() => true, { kind: 'limited', retryAfter: 30, global: true });
    await send({ method: 'GET', path: `/channels/${CHANNEL}` });
    expect(await send({ method: 'GET', path: '/applications/@me' })).toMatchObject({ kind: 'limited' });
    expect(discord.requests).toHaveLength(1);
    await send({ method: 'POST', path: '/webhooks/1/token', body: {}, bot: false });
    expect(discord.requests).toHaveLength(2);
  });

  it('finds the token refused until Discord takes it again, however long that is', async () => {
    const { discord } = await rest();
    let later = 0;
    const now = () => Date.now() + later;
    const made = createRest({ token: TOKEN, apiUrl: discord.apiUrl, now, log: SILENT });
    const ask = () => made.send({ method: 'GET', path: `/channels/${CHANNEL}` });
    discord.tokenAccepted = false;
    await ask();
    later = 86_400_000;
    expect(made.unauthorised()).toBe(true);
    discord.tokenAccepted = true;
    await ask();
    expect(made.unauthorised()).toBe(false);
    made.close();
  });

  it('leaves no token in the log', async () => {
    const lines: string[] = [];
    const { discord, send } = await rest(lines);
    discord.fail(() => true, { kind: 'limited', retryAfter: 1 });
    await send({
      method: 'POST',
      path: '/webhooks/123/interaction-token/messages/@original',
      body: {},
      bot: false,
    });
    expect(lines.join()).toContain('POST /webhooks/:id/:token/messages/@original');
    expect(lines.join()).not.toContain('interaction-token');
    expect(routeName({ method: 'POST', path: '/interactions/1/secret/callback' })).toBe(
      'POST /interactions/:id/:token/callback',
    );
  });
});

describe('rate limits', () => {
  const bucket = (remaining: number, resetAfter: number, name = 'b') => ({
    'x-ratelimit-bucket': name,
    'x-ratelimit-remaining': String(remaining),
    'x-ratelimit-reset-after': String(resetAfter),
  });

  it('are kept per bucket and channel, and end', () => {
    let now = 1000;
    const limits = createRateLimits(() => now);
    limits.learn('POST', '/channels/1/messages', bucket(0, 5));
    expect(limits.waitFor('POST', '/channels/1/messages')).toBe(5050);
    expect(limits.waitFor('POST', '/channels/2/messages')).toBe(0);
    expect(limits.waitFor('GET', '/channels/1/messages')).toBe(0);
    now += 5051;
    expect(limits.waitFor('POST', '/channels/1/messages')).toBe(0);
  });

  it('count what is on its way', () => {
    const limits = createRateLimits(() => 1000);
    limits.learn('POST', '/channels/1/messages', bucket(2, 5));
    limits.sending('POST', '/channels/1/messages');
    limits.sending('POST', '/channels/1/messages');
    expect(limits.waitFor('POST', '/channels/1/messages')).toBeGreaterThan(0);
    // An older reply that arrives late does not give back what is spent.
    limits.learn('POST', '/channels/1/messages', bucket(1, 5));
    expect(limits.waitFor('POST', '/channels/1/messages')).toBeGreaterThan(0);
  });

  it('are shared by routes that Discord puts into one bucket', () => {
    const limits = createRateLimits(() => 1000);
    limits.learn('PATCH', '/channels/1/messages/5', bucket(3, 5, 'one'));
    limits.learn('DELETE', '/channels/1/messages/5', bucket(0, 5, 'one'));
    expect(limits.waitFor('PATCH', '/channels/1/messages/6')).toBeGreaterThan(0);
  });

  it('tell a refusal of the bot as a whole from one of the route', () => {
    const limits = createRateLimits(() => 1000);
    const global = { 'x-ratelimit-global': 'true' };
    expect(limits.refused('POST', '/channels/1/messages', global, { retry_after: 2 })).toEqual({
      ...{ waitMs: 2050, everywhere: true },
    });
    expect(limits.waitFor('POST', '/channels/1/messages')).toBe(0);
    expect(limits.refused('POST', '/channels/1/messages', {}, { retry_after: 2 })).toEqual({
      ...{ waitMs: 2050, everywhere: false },
    });
    expect(limits.waitFor('POST', '/channels/1/messages')).toBe(2050);
  });
});
