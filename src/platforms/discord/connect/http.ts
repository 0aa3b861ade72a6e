import type { KeyObject } from 'node:crypto';
import type { Clock } from '../../../core/clock.ts';
import { createProcessMemory, type Memory } from '../../../core/memory.ts';
import type { Log } from '../../../domain/log.ts';
import { isFirst } from '../../dedupe.ts';
import type { HttpResponse, HttpRoute } from '../../http-route.ts';

import { type Interaction, readInteraction } from '../read/interaction.ts';
import { CALLBACK } from '../render/payload.ts';
import type { FirstAnswer } from '../reply/reply.ts';
import { isSigned } from './signature.ts';

export const INTERACTIONS_PATH = '/discord/interactions';

const NOT_SERVING: HttpResponse = { status: 503, body: 'not serving' };
const REFUSED: HttpResponse = { status: 401, body: 'invalid request signature' };

/**
 * The address Discord sends interactions to. Refuses what Discord did not sign, signed too long ago or sent before;
 * the first answer to an interaction is the answer to its request.
 */
export function interactionsRoute(parts: {
  readonly key: KeyObject;
  readonly memory: Memory;
  readonly clock: Clock;
  readonly log: Log;
  /** False before the platform serves and once it stops. */
  readonly serving: () => boolean;
  /** Resolves when the whole turn is over, which may be long after the first answer. */
  readonly respond: (interaction: Interaction, first: FirstAnswer) => Promise<void>;
}): HttpRoute {
  const seenHere = createProcessMemory(parts.clock.now);
  return {
    method: 'POST',
    path: INTERACTIONS_PATH,
    async handle(request) {
      if (!isSigned(request, parts.key, parts.clock.now())) return REFUSED;
      if (!parts.serving()) return NOT_SERVING;
      // A signature covers time and body, so the same one twice is the same request twice.
      const signature = `discord:signature:${String(request.headers['x-signature-ed25519']).toLowerCase()}`;
      if (!(await seenHere.firstTime(signature))) return REFUSED;
      const interaction = readInteraction(parse(request.body));
      if (interaction.kind === 'unreadable') return { status: 400, body: 'not an interaction' };
      if (interaction.kind === 'ping' && !(await isFirst(signature, parts))) return REFUSED;
      return new Promise<HttpResponse>((resolve) => {
        const turn = parts.respond(interaction, firstInReply(resolve, parts.clock));
        // What was answered before, perhaps by an earlier process, ends without a word: a replay.
        turn.finally(() => resolve(REFUSED));
      });
    },
  };
}

/** After a deferral, time for it to reach Discord before the edit that fills it in sets out on another connection. */
const HEAD_START_MS = 50;

function firstInReply(resolve: (response: HttpResponse) => void, clock: Clock): FirstAnswer {
  let given = false;
  return {
    takesFiles: false,
    async give(callback) {
      if (given) return 'failed';
      given = true;
      resolve({
        status: 200,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(callback),
      });
      if (callback.type === CALLBACK.deferredMessage || callback.type === CALLBACK.deferredUpdate) {
        await clock.sleep(HEAD_START_MS);
      }
      return 'given';
    },
  };
}

function parse(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8'));
  } catch {
    return null;
  }
}
