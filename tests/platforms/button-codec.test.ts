import { describe, expect, it } from 'vitest';
import { tenantId } from '../../src/domain/schedule/tenant.ts';
import { type ButtonState, createCodecs } from '../../src/platforms/button-codec.ts';

describe('a button', () => {
  it('is signed the same however many were made in between, and read only by the server it was made for', () => {
    const codecs = createCodecs({ secret: 's', maxLength: 100 });
    const servers = [tenantId('1'), tenantId('2')] as const;
    const states = Array.from(
      { length: 200 },
      (_, page): ButtonState => ({ kind: 'ask', line: '/plan', page }),
    );
    const made = servers.map((server) => states.map((state) => codecs(server).encode(state) ?? ''));
    for (const [at, server] of servers.entries()) {
      const again = states.map((state) => codecs(server).encode(state));
      expect(again).toEqual(made[at]);
      expect(made[at]?.map((text) => codecs(server).decode(text, server))).toEqual(states);
      expect(made[1 - at]?.every((text) => codecs(server).decode(text, server) === null)).toBe(true);
    }
  });

  it('that is too long is left out each time', () => {
    const codec = createCodecs({ secret: 's', maxLength: 100 })(tenantId('1'));
    const state: ButtonState = { kind: 'share', line: 'x'.repeat(100) };
    expect([codec.encode(state), codec.encode(state)]).toEqual([null, null]);
  });
});
