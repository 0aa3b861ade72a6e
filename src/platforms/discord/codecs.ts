import { type ButtonCodec, createButtonCodec } from '../button.ts';
import { LIMITS } from './limits.ts';

/** The codec of a server's buttons. */
export type CodecFor = (tenant: string) => ButtonCodec;

const MOST_KEPT = 1000;

/** Codecs by server, kept, because making one costs more than using it. `secret` outlives restarts. */
export function createCodecs(secret: string): CodecFor {
  const kept = new Map<string, ButtonCodec>();
  return (tenant) => {
    const known = kept.get(tenant);
    if (known !== undefined) return known;
    const codec = createButtonCodec({ secret, tenant, maxLength: LIMITS.customId });
    if (kept.size >= MOST_KEPT) kept.clear();
    kept.set(tenant, codec);
    return codec;
  };
}
