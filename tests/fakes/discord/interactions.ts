import { generateKeyPairSync, sign } from 'node:crypto';
import type { HttpRequest } from '../../../src/platforms/http-route.ts';
import { isObject, type Json, objects } from './json.ts';

export const GUILD = '300000000000000001';
export const CHANNEL = '400000000000000001';
export const USER = '500000000000000001';
export const APPLICATION = '600000000000000001';
export const BOT = '600000000000000001';

const EPOCH = 1_420_070_400_000;
let serial = 0;

/** A fresh id of the given moment, in the order made. */
export function snowflake(epochMs = Date.now()): string {
  serial += 1;
  return String((BigInt(Math.trunc(epochMs) - EPOCH) << 22n) | BigInt(serial & 0x3fffff));
}

interface Where {
  readonly guild?: string | null;
  readonly channel?: string;
  readonly channelType?: number;
  readonly parent?: string;
  readonly user?: string;
  readonly nick?: string;
  readonly permissions?: string;
  readonly id?: string;
}

function base(type: number, data: Json, where: Where): Json & { id: string; token: string } {
  const guild = where.guild === undefined ? GUILD : where.guild;
  const id = where.id ?? snowflake();
  const user = {
    id: where.user ?? USER,
    username: 'jane.d',
    global_name: 'Jane Doe',
    avatar: null,
    discriminator: '0',
    public_flags: 0,
  };
  const channel = {
    id: where.channel ?? CHANNEL,
    type: where.channelType ?? (guild === null ? 1 : 0),
    ...(guild === null ? {} : { guild_id: guild, name: 'desk' }),
    ...(where.parent === undefined ? {} : { parent_id: where.parent }),
    permissions: '2248473465835073',
  };
  return {
    id,
    application_id: APPLICATION,
    type,
    data,
    token: `token-${id}`,
    version: 1,
    channel_id: channel.id,
    channel,
    locale: 'en-GB',
    app_permissions: '2248473465835073',
    entitlements: [],
    attachment_size_limit: 10_485_760,
    authorizing_integration_owners: guild === null ? {} : { '0': guild },
    context: guild === null ? 1 : 0,
    ...(guild === null
      ? { user }
      : {
          guild_id: guild,
          guild: { id: guild, locale: 'en-US', features: [] },
          guild_locale: 'en-US',
          member: {
            user,
            nick: where.nick ?? null,
            roles: [],
            permissions: where.permissions ?? '2048',
            joined_at: '2025-01-01T00:00:00.000000+00:00',
            premium_since: null,
            avatar: null,
            deaf: false,
            mute: false,
            pending: false,
            flags: 0,
            communication_disabled_until: null,
          },
        }),
  };
}

/** A slash command; a path of two words is a subcommand. */
export function slash(
  path: readonly string[],
  values: Readonly<Record<string, string>> = {},
  where: Where = {},
) {
  const options = Object.entries(values).map(([name, value]) => ({ type: 3, name, value }));
  const [name, sub] = path;
  return base(
    2,
    {
      id: '700000000000000001',
      name,
      type: 1,
      options: sub === undefined ? options : [{ type: 1, name: sub, options }],
    },
    where,
  );
}

/** An option being typed. */
export function typing(
  path: readonly string[],
  option: string,
  typed: string,
  values: Readonly<Record<string, string>> = {},
  where: Where = {},
) {
  const options = [
    ...Object.entries(values).map(([name, value]) => ({ type: 3, name, value })),
    { type: 3, name: option, value: typed, focused: true },
  ];
  const [name, sub] = path;
  return base(
    4,
    {
      id: '700000000000000001',
      name,
      type: 1,
      options: sub === undefined ? options : [{ type: 1, name: sub, options }],
    },
    where,
  );
}

/** "Who said this?" used on a message. */
export function messageCommand(name: string, message: Json, where: Where = {}) {
  const target = {
    id: snowflake(),
    type: 0,
    channel_id: CHANNEL,
    content: '',
    embeds: [],
    author: { id: USER, username: 'x' },
    ...message,
  };
  return base(
    2,
    {
      id: '700000000000000002',
      name,
      type: 3,
      target_id: target.id,
      resolved: { messages: { [target.id]: target } },
    },
    where,
  );
}

/** A pressed button on a message as Discord shows it to us. */
export function press(customId: string, message: Json, where: Where = {}) {
  return {
    ...base(3, { component_type: 2, custom_id: customId, id: 5 }, where),
    message: {
      id: snowflake(),
      channel_id: where.channel ?? CHANNEL,
      type: 0,
      author: { id: BOT, bot: true },
      ...message,
    },
  };
}

/** A modal of ours sent in, as it was shown, with what was filled in. */
export function sendForm(modal: Json, filled: Readonly<Record<string, string>>, where: Where = {}) {
  const components = objects(modal.components).map(({ component }, at) => {
    const field = isObject(component) ? component : {};
    const name = String(field.custom_id);
    const value = filled[name] ?? String(field.value ?? '');
    const entry =
      field.type === 3
        ? { type: 3, custom_id: name, values: value === '' ? [] : [value] }
        : { type: 4, custom_id: name, value };
    return { type: 18, id: at + 1, component: { ...entry, id: at + 10 } };
  });
  return base(5, { custom_id: modal.custom_id, components }, where);
}

export const PING: Json = {
  id: snowflake(),
  application_id: APPLICATION,
  type: 1,
  version: 1,
  token: 'ping',
};

/** Signs interactions as Discord does. */
export function createSigner() {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const publicKeyHex = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('hex');
  const signed = (body: string, seconds: number, path = '/discord/interactions'): HttpRequest => {
    const timestamp = String(seconds);
    const signature = sign(null, Buffer.from(timestamp + body), privateKey).toString('hex');
    return {
      method: 'POST',
      path,
      query: new URLSearchParams(),
      headers: {
        'content-type': 'application/json',
        'x-signature-ed25519': signature,
        'x-signature-timestamp': timestamp,
      },
      body: Buffer.from(body),
    };
  };
  return {
    publicKeyHex,
    signed,
    request: (interaction: Json, nowMs = Date.now()): HttpRequest =>
      signed(JSON.stringify(interaction), Math.floor(nowMs / 1000)),
  };
}
