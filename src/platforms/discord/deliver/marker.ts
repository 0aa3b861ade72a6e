import { createHash } from 'node:crypto';
import type { DeliveryKey } from '../../../core/delivery.ts';
import { isMapping } from '../../../domain/mapping.ts';
import type { PartMark } from '../../delivery-parts.ts';
import { records } from '../api/json.ts';
import { LIMITS } from '../render/limits.ts';
import { COMPONENT, type TopComponent } from '../render/payload.ts';

/**
 * Component ids are ours to choose, invisible, and kept by Discord with the message: they carry a mark of the delivery
 * key that history still shows when the nonce is long forgotten.
 * https://docs.discord.com/developers/components/reference#anatomy-of-a-component
 */
interface Mark {
  readonly container: number;
  readonly text: number;
}

/** The components with the mark of one part on the container and its first text. */
export function marked(components: readonly TopComponent[], part: PartMark): readonly TopComponent[] {
  const mark = markOf(part);
  return components.map((component) =>
    component.type === COMPONENT.container
      ? {
          ...component,
          id: mark.container,
          components: component.components.map((part, at) =>
            at === 0 && part.type === COMPONENT.textDisplay ? { ...part, id: mark.text } : part,
          ),
        }
      : component,
  );
}

/** Reads the mark of a message as history gives it; null where it is not of this key. */
export function partOf(
  message: Readonly<Record<string, unknown>>,
  key: DeliveryKey,
): Omit<PartMark, 'key'> | null {
  const wanted = markOf({ key, index: 0, count: 0 });
  for (const component of records(message.components)) {
    const [first] = records(component.components);
    if (component.id !== wanted.container || !isMapping(first) || typeof first.id !== 'number') continue;
    if ((first.id & HASH_BITS) !== wanted.text) continue;
    return { index: (first.id >> 8) & 0xff, count: first.id & 0xff };
  }
  return message.nonce === nonceOf({ key, index: 0 }) ? { index: 0, count: 1 } : null;
}

/** Positive 32-bit numbers; the lower 16 bits of the text's id hold part and count. */
const HASH_BITS = 0x7fff0000;

function markOf({ key, index, count }: PartMark): Mark {
  const hash = createHash('sha256').update(`readout mark ${key}`).digest();
  return {
    // Small ids are given out by Discord itself to components without one.
    container: (hash.readUInt32BE(0) & 0x7fffffff) | 0x40000000,
    text: (hash.readUInt32BE(4) & HASH_BITS) | ((index & 0xff) << 8) | (count & 0xff),
  };
}

/** The nonce of one part: the key itself for the first. */
export function nonceOf({ key, index }: Omit<PartMark, 'count'>): string {
  if (index === 0 && key.length <= LIMITS.nonce) return key;
  return createHash('sha256')
    .update(`${key} ${index}`)
    .digest('base64url')
    .slice(0, LIMITS.nonce - 1);
}
