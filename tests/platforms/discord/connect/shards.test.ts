import fc from 'fast-check';
import { afterEach, describe, expect, it, test } from 'vitest';
import { createIdentifyGate } from '../../../../src/platforms/discord/connect/identify-limit.ts';
import { startFakeDiscord } from '../../../fakes/discord/fake-discord.ts';
import { slash } from '../../../fakes/discord/interactions.ts';
import { textOf } from '../message-parts.ts';
import { type UnderTest, underTest } from '../platform-under-test.ts';
import { waitFor } from '../wait-for.ts';

/** Guilds of the first, second and third of three shards. */
const GUILDS = [3n, 4n, 5n].map((number) => String(number << 22n));

describe('a gateway for which Discord wants three connections', () => {
  let under: UnderTest;
  afterEach(() => under.close());

  async function three(): Promise<UnderTest> {
    const discord = await startFakeDiscord();
    discord.shards = 3;
    discord.sessionStartLimit = { ...discord.sessionStartLimit, max_concurrency: 16 };
    under = await underTest('gateway', { discord });
    await discord.gateway.connected(3);
    return under;
  }
  const ask = async ({ discord }: UnderTest, guild: string) => {
    const interaction = slash(['echo'], { words: `of ${guild}` }, { guild });
    discord.send(interaction);
    return textOf((await discord.answered(interaction))[0]?.body);
  };

  it('opens each once, answers what comes over any of them, and registers its commands once', async () => {
    const { discord, platform, tallied } = await three();
    expect(discord.gateway.identifies.map(({ shard }) => shard)).toEqual(
      expect.arrayContaining([
        [0, 3],
        [1, 3],
        [2, 3],
      ]),
    );
    await waitFor(() => platform.health().state === 'ready');
    for (const guild of GUILDS) expect(await ask(under, guild)).toContain(`of ${guild}`);
    await discord.seen(({ method }) => method === 'PUT');
    expect(discord.requests.filter(({ method }) => method === 'PUT')).toHaveLength(1);
    expect(tallied).not.toContain('reconnected discord');
  });

  it('says so while one of them is away, answers over the others, and misses nothing of it', async () => {
    const { discord, platform, tallied } = await three();
    await waitFor(() => platform.health().state === 'ready');
    discord.gateway.drop(1);
    await waitFor(() => platform.health().state === 'degraded');
    const missed = slash(['echo'], { words: 'missed' }, { guild: GUILDS[1] ?? '' });
    discord.send(missed);
    expect(await ask(under, GUILDS[2] ?? '')).toContain('of ');
    expect(textOf((await discord.answered(missed))[0]?.body)).toContain('missed');
    await waitFor(() => platform.health().state === 'ready');
    expect(discord.gateway.resumes).toHaveLength(1);
    await waitFor(() => tallied.includes('reconnected discord'));
  });
});

test('shards that connect at the same time identify five seconds apart in each slot of Discord’s', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 1, max: 16 }),
      async (shards, slots) => {
        const times = new Map<number, number[]>();
        const gate = createIdentifyGate({
          clock: {
            now: () => 0,
            // When it would have gone on, by a clock on which all of them ask at once.
            sleep: async (ms) => void waits.push(ms),
            after: () => () => undefined,
          },
          onHeld: () => undefined,
        });
        const waits: number[] = [];
        const limit = { total: 1000, remaining: 900, reset_after: 1, max_concurrency: slots };
        const { signal } = new AbortController();
        await Promise.all(
          Array.from({ length: shards }, async (_, shard) => {
            await gate.wait(shard, async () => ({ session_start_limit: limit }), signal);
            const slot = shard % slots;
            times.set(slot, [...(times.get(slot) ?? []), shard]);
          }),
        );
        const expected = [...times.values()].flatMap((of) => of.slice(1).map((_, at) => 5_000 * (at + 1)));
        expect(waits.toSorted((a, b) => a - b)).toEqual(expected.toSorted((a, b) => a - b));
      },
    ),
    { numRuns: 30 },
  );
});
