import { createPublicKey, type KeyObject, verify } from 'node:crypto';

/** Signed times further off than this, either way, are refused: a clock may be wrong in both directions. */
export const WINDOW_MS = 5 * 60_000;

/** DER of an Ed25519 public key without the key itself. https://www.rfc-editor.org/rfc/rfc8410 */
const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');

/** The application's public key from its 64 hexadecimal digits; null where they are none. */
export function publicKeyOf(hex: string): KeyObject | null {
  if (!/^[0-9a-f]{64}$/iu.test(hex)) return null;
  try {
    return createPublicKey({
      key: Buffer.concat([SPKI_PREFIX, Buffer.from(hex, 'hex')]),
      format: 'der',
      type: 'spki',
    });
  } catch {
    return null;
  }
}

/**
 * Whether a request is Discord's own: Ed25519 over timestamp and raw body, signed within `WINDOW_MS` of `nowMs`.
 * https://docs.discord.com/developers/interactions/overview#setting-up-an-endpoint-validating-security-request-headers
 */
export function isSigned(
  request: {
    readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
    readonly body: Uint8Array;
  },
  key: KeyObject,
  nowMs: number,
): boolean {
  const signature = request.headers['x-signature-ed25519'];
  const timestamp = request.headers['x-signature-timestamp'];
  if (typeof signature !== 'string' || typeof timestamp !== 'string') return false;
  if (!/^[0-9a-f]{128}$/iu.test(signature) || !/^\d{1,15}$/u.test(timestamp)) return false;
  if (Math.abs(nowMs - Number(timestamp) * 1000) > WINDOW_MS) return false;
  return verify(
    null,
    Buffer.concat([Buffer.from(timestamp), request.body]),
    key,
    Buffer.from(signature, 'hex'),
  );
}
