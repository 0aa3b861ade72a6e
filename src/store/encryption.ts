import { createCipheriv, createDecipheriv, createHmac, randomBytes, scrypt } from 'node:crypto';
import { promisify } from 'node:util';

/** Keeps text so that whoever finds the database cannot read it. */
export interface Encryption {
  /** Tells one key from another and nothing about either. */
  readonly keyId: string;
  /** `about` says what the text belongs to: moved to another row it no longer opens. */
  readonly close: (text: string, about: string) => string;
  /** Null for what was closed under another key or about something else, or was changed since. */
  readonly open: (sealed: string, about: string) => string | null;
}

const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * AES-256-GCM under a key stretched from `secret`, which people choose: guessing it from a stolen file is slow. The same
 * secret and salt give the same key in every process.
 */
export async function createEncryption(options: {
  readonly secret: string;
  readonly salt: string;
}): Promise<Encryption> {
  const derived = await promisify(scrypt)(options.secret, `readout seal ${options.salt}`, 32);
  if (!Buffer.isBuffer(derived)) throw new TypeError('scrypt gave no key');
  const key = derived;
  return {
    keyId: createHmac('sha256', key).update('key id').digest('base64url').slice(0, 12),
    close(text, about) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES });
      cipher.setAAD(Buffer.from(about));
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url');
    },
    open(sealed, about) {
      const bytes = Buffer.from(sealed, 'base64url');
      const body = bytes.subarray(NONCE_BYTES + TAG_BYTES);
      try {
        const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, NONCE_BYTES), {
          authTagLength: TAG_BYTES,
        });
        decipher.setAAD(Buffer.from(about));
        decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
        return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8');
      } catch {
        return null;
      }
    },
  };
}
