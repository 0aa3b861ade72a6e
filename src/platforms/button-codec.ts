import { createHmac, timingSafeEqual } from 'node:crypto';
import type { TenantId } from '../domain/schedule/tenant.ts';

/** What a pressed button asks for. */
export type ButtonState =
  /** Run a command line again, from the page given (0-based). */
  | { readonly kind: 'ask'; readonly line: string; readonly page: number }
  /** Post the answer to this line in the channel, naming who shared it. */
  | { readonly kind: 'share'; readonly line: string }
  /** Something a feature defines for itself; `verb` is unique per feature. */
  | { readonly kind: 'act'; readonly verb: string; readonly argument: string };

/** Turns button states into the short strings a platform carries in a button, and back. */
export interface ButtonCodec {
  /** Null where the state does not fit `maxLength` characters: then the button is left out. */
  readonly encode: (state: ButtonState) => string | null;
  /** Null for anything this codec did not make for this tenant: a forged or foreign button is refused. */
  readonly decode: (text: string, tenant: TenantId) => ButtonState | null;
}

const MAC_BYTES = 9;
/** Buttons whose signature is kept: an answer is laid out several times until it fits, each time with the same buttons. */
const MOST_SIGNED = 64;

/**
 * Signs with HMAC-SHA256 over tenant and state, cut to 72 bits: enough that guessing means 2^72 requests to a rate
 * limited endpoint, short enough for Discord's 100-character custom_id. `secret` outlives restarts (derived from the
 * platform's own credential), so old buttons keep working.
 */
export function createButtonCodec(options: {
  readonly secret: string;
  readonly tenant: TenantId;
  /** 100 on Discord (custom_id), 255 or 2000 on Slack (action_id, value). */
  readonly maxLength: number;
}): ButtonCodec {
  const key = createHmac('sha256', options.secret).update('readout button').digest();
  const mac = (tenant: TenantId, body: string) =>
    createHmac('sha256', key)
      .update(`${tenant}\n${body}`)
      .digest()
      .subarray(0, MAC_BYTES)
      .toString('base64url');
  const signed = new Map<string, string | null>();
  return {
    encode(state) {
      const body = pack(state);
      const known = signed.get(body);
      if (known !== undefined) return known;
      const text = `${mac(options.tenant, body)}${body}`;
      const fitting = [...text].length <= options.maxLength ? text : null;
      if (signed.size >= MOST_SIGNED) signed.clear();
      signed.set(body, fitting);
      return fitting;
    },
    decode(text, tenant) {
      const [given, body] = [text.slice(0, 12), text.slice(12)];
      const expected = mac(tenant, body);
      const same =
        given.length === expected.length && timingSafeEqual(Buffer.from(given), Buffer.from(expected));
      return same ? unpack(body) : null;
    },
  };
}

function pack(state: ButtonState): string {
  if (state.kind === 'ask') return `a${state.page.toString(36)}:${state.line}`;
  if (state.kind === 'share') return `s:${state.line}`;
  return `x${state.verb}:${state.argument}`;
}

function unpack(body: string): ButtonState | null {
  const colon = body.indexOf(':');
  if (colon < 1) return null;
  const [head, rest] = [body.slice(1, colon), body.slice(colon + 1)];
  switch (body[0]) {
    case 'a':
      return { kind: 'ask', line: rest, page: Number.parseInt(head, 36) || 0 };
    case 's':
      return { kind: 'share', line: rest };
    case 'x':
      return { kind: 'act', verb: head, argument: rest };
    default:
      return null;
  }
}

/** The codec of one tenant's buttons. */
export type CodecFor = (tenant: TenantId) => ButtonCodec;

const MOST_CODECS = 1000;

/** Codecs by tenant, kept, because making one costs more than using it. Options as for `createButtonCodec`. */
export function createCodecs(options: { readonly secret: string; readonly maxLength: number }): CodecFor {
  const kept = new Map<string, ButtonCodec>();
  return (tenant) => {
    const known = kept.get(tenant);
    if (known !== undefined) return known;
    const codec = createButtonCodec({ ...options, tenant });
    if (kept.size >= MOST_CODECS) kept.clear();
    kept.set(tenant, codec);
    return codec;
  };
}
