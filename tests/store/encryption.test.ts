import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createEncryption } from '../../src/store/encryption.ts';
import { CODE_POINT } from '../fixtures/code-point.ts';

const SEAL = await createEncryption({ secret: 'a state secret', salt: 'slack client' });

test('opens what it closed, whatever the text, and never shows it', () => {
  fc.assert(
    fc.property(fc.string({ unit: CODE_POINT, minLength: 12 }), fc.string(), (text, about) => {
      const sealed = SEAL.close(text, about);
      expect(SEAL.open(sealed, about)).toBe(text.toWellFormed());
      expect(SEAL.close(text, about)).not.toBe(sealed);
      expect(Buffer.from(sealed, 'base64url').includes(Buffer.from(text))).toBe(false);
    }),
  );
});

test('is the same in the next process with the same secret, and another with any other', async () => {
  const sealed = SEAL.close('xoxb-1', 'slack/T1');
  const again = await createEncryption({ secret: 'a state secret', salt: 'slack client' });
  expect([again.keyId, again.open(sealed, 'slack/T1')]).toEqual([SEAL.keyId, 'xoxb-1']);
  for (const other of [
    { secret: 'a state secret ', salt: 'slack client' },
    { secret: 'a state secret', salt: 'slack client 2' },
  ]) {
    const stranger = await createEncryption(other);
    expect(stranger.keyId).not.toBe(SEAL.keyId);
    expect(stranger.open(sealed, 'slack/T1')).toBeNull();
  }
});

test('opens nothing that was changed, cut short, or moved to another row', () => {
  const sealed = SEAL.close('xoxb-1', 'slack/T1');
  expect(SEAL.open(sealed, 'slack/T2')).toBeNull();
  const bytes = Buffer.from(sealed, 'base64url');
  for (let at = 0; at < bytes.length; at += 1) {
    const changed = Buffer.from(bytes);
    changed[at] = (changed[at] ?? 0) ^ 1;
    expect(SEAL.open(changed.toString('base64url'), 'slack/T1')).toBeNull();
    expect(SEAL.open(bytes.subarray(0, at).toString('base64url'), 'slack/T1')).toBeNull();
  }
});
