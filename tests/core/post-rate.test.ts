import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPostRate, createSpacing } from '../../src/core/post-rate.ts';
import { tenantId } from '../../src/domain/schedule/tenant.ts';

const NOW = 1_764_000_000_000;
const ASKED = fc.array(
  fc.record({
    tenant: fc.constantFrom('a', 'b'),
    channel: fc.constantFrom('1', '2', '3'),
    afterMs: fc.nat(400),
  }),
  { maxLength: 60 },
);

describe('the rate of posts', () => {
  it('keeps posts to one channel, in one tenant and over all apart, whoever asks when', () => {
    fc.assert(
      fc.property(ASKED, (asked) => {
        const rate = createPostRate({ perSecond: 50, perTenantPerSecond: 5, perChannelMs: 1_000 });
        const times = new Map<string, number[]>();
        let now = NOW;
        for (const { tenant, channel, afterMs } of asked) {
          now += afterMs;
          const at = rate.reserve({ tenant: tenantId(tenant), channel }, now);
          expect(at).toBeGreaterThanOrEqual(now);
          for (const [key, apartMs] of [
            [`${tenant} ${channel}`, 1_000],
            [tenant, 200],
          ] as const) {
            const before = times.get(key) ?? [];
            for (const each of before) expect(Math.abs(at - each)).toBeGreaterThanOrEqual(apartMs);
            times.set(key, [...before, at]);
          }
        }
        expect([0, 1, 2].map(() => rate.turn(now) - now)).toEqual([0, 20, 40]);
      }),
    );
  });

  it('gives no turn to a channel before the platform takes it again, and takes nothing from others', () => {
    const rate = createPostRate({ perSecond: 50, perTenantPerSecond: 50, perChannelMs: 1_000 });
    rate.hold({ tenant: tenantId('a'), channel: '1' }, NOW + 30_000, NOW);
    // A shorter one does not end it.
    rate.hold({ tenant: tenantId('a'), channel: '1' }, NOW + 5_000, NOW);
    expect(rate.reserve({ tenant: tenantId('a'), channel: '2' }, NOW)).toBe(NOW);
    expect(rate.reserve({ tenant: tenantId('b'), channel: '1' }, NOW)).toBe(NOW);
    expect(rate.reserve({ tenant: tenantId('a'), channel: '1' }, NOW)).toBe(NOW + 30_000);
  });

  it('tells whoever has a turn already that it was taken back', () => {
    const spacing = createSpacing(100);
    spacing.take('c', NOW, NOW);
    expect(spacing.freeAt('c')).toBe(NOW + 100);
    spacing.hold('c', NOW + 5_000, NOW);
    expect(spacing.heldUntil('c')).toBe(NOW + 5_000);
    expect(spacing.freeAt('c')).toBe(NOW + 5_000);
    expect(spacing.heldUntil('other')).toBe(0);
  });
});
