import type { Delivery, DeliveryResult } from '../src/platforms/platform.ts';
import type { ChatKind } from './loopback-chat.ts';

const TIMEOUT_MS = 500;

/** Delivery to the loopback chat, one attempt a call and no retries, as the real adapters are. */
export function loopbackDelivery(url: string, kind: ChatKind, perSecond: number): Delivery {
  return {
    limits: { perSecond, perTenantPerSecond: perSecond, perChannelMs: 0 },
    async post(_, answer, key): Promise<DeliveryResult> {
      try {
        const response = await fetch(`${url}/${kind}/post`, {
          method: 'POST',
          body: JSON.stringify({ key, text: answer.headline }),
          signal: AbortSignal.timeout(TIMEOUT_MS),
        });
        const body = (await response.json()) as { readonly id?: string };
        if (response.ok && body.id !== undefined) return { kind: 'sent', message: body.id };
        return { kind: 'in-doubt', reason: `status ${response.status}` };
      } catch (error) {
        const refused = error instanceof Error && JSON.stringify(error.cause ?? {}).includes('ECONNREFUSED');
        return { kind: refused ? 'not-sent' : 'in-doubt', reason: String(error) };
      }
    },
    async find(_, key) {
      const response = await fetch(`${url}/${kind}/find?key=${encodeURIComponent(key)}`, {
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      const body = (await response.json()) as { readonly id?: string };
      return body.id === undefined ? { kind: 'absent' } : { kind: 'found', message: body.id };
    },
    async edit(_, message) {
      return { kind: 'sent', message };
    },
    async probe({ channel }) {
      return { kind: 'ok', name: channel };
    },
  };
}
