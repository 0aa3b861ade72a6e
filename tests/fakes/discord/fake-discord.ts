import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createFakeGateway, type FakeGateway } from './gateway.ts';
import { APPLICATION, BOT, CHANNEL, GUILD, snowflake } from './interactions.ts';
import { isObject, type Json, objects } from './json.ts';
import { callbackViolations, commandViolations, messageViolations } from './payload-rules.ts';

/** A request as the fake received it. */
export interface Received {
  readonly method: string;
  /** Below the API version, with the query. */
  readonly path: string;
  readonly body: Json;
  readonly files: readonly { readonly name: string; readonly bytes: Buffer }[];
  readonly authorization: string | undefined;
  /** When it was there in whole, by `performance.now()`. */
  readonly at: number;
}

/** What goes wrong with the next matching requests. `…-after` faults happen once the request has been carried out. */
export type Fault =
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly body?: Json;
      readonly headers?: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'limited'; readonly retryAfter: number; readonly global?: boolean }
  | { readonly kind: 'hang' }
  | { readonly kind: 'hang-after' }
  | { readonly kind: 'reset' }
  | { readonly kind: 'lost-reply' }
  | { readonly kind: 'bad-gateway-after' };

/** What a reader sees of one interaction in the end. */
export interface SeenReply {
  readonly body: Json;
  readonly ephemeral: boolean;
}

/** Discord on this machine: REST and gateway, with its rules checked and its faults on demand. */
export interface FakeDiscord {
  /** REST base without version. */
  readonly apiUrl: string;
  readonly requests: Received[];
  /** Rules of Discord's that a request broke. */
  readonly violations: string[];
  readonly gateway: FakeGateway;
  readonly channels: Map<string, Json>;
  /** Stored messages by channel, oldest first. */
  readonly messages: Map<string, Json[]>;
  readonly commands: Map<string, Json[]>;
  readonly roles: Map<string, Json[]>;
  sessionStartLimit: Json;
  /** How many connections to the gateway it wants. */
  shards: number;
  /** False: the token is refused. */
  tokenAccepted: boolean;
  /** How long a request and its reply are on their way together. */
  latencyMs: number;
  /** Registers an interaction so that its token works, and sends it over the gateway. */
  readonly send: (interaction: Json) => void;
  /** Registers an interaction that goes another way (signed HTTP). */
  readonly expect: (interaction: Json) => void;
  /** For HTTP interactions: the first answer as the request's reply gave it. */
  readonly firstAnswer: (interaction: Json, callback: Json) => void;
  /** The interaction's token is void from now on. */
  readonly expire: (interaction: Json) => void;
  readonly replies: (interaction: Json) => readonly SeenReply[];
  /** Resolves when the interaction shows something other than "is thinking". */
  readonly answered: (interaction: Json) => Promise<readonly SeenReply[]>;
  readonly fail: (match: (request: Received) => boolean, fault: Fault, times?: number) => void;
  /** Resolves once such a request has arrived. */
  readonly seen: (match: (request: Received) => boolean) => Promise<Received>;
  readonly close: () => Promise<void>;
}

interface Turn {
  acknowledged: 'no' | 'deferred' | 'deferred-update' | 'message';
  expired: boolean;
  original: SeenReply | null;
  readonly source: Json | null;
  readonly channel: string;
  readonly followUps: SeenReply[];
  /** The first answer as a message of its channel, once somebody asked for it. */
  message: Json | null;
}

export async function startFakeDiscord(): Promise<FakeDiscord> {
  const turns = new Map<string, Turn>();
  const faults: { readonly match: (request: Received) => boolean; readonly fault: Fault; left: number }[] =
    [];
  const watchers = new Set<() => void>();
  const nonces = new Map<string, Json>();
  const hanging = new Set<ServerResponse>();
  const server = createServer((request, response) => {
    // https://docs.discord.com/developers/reference#user-agent
    if (!/^DiscordBot \([^,()]+, \S+\)/.test(request.headers['user-agent'] ?? '')) {
      fake.violations.push(`user agent "${request.headers['user-agent']}"`);
    }
    receive(request).then((received) => onItsWay(() => serve(received, response)));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;

  const fake: FakeDiscord = {
    apiUrl: `http://127.0.0.1:${port}/api`,
    requests: [],
    violations: [],
    gateway: createFakeGateway(
      server,
      () => `ws://127.0.0.1:${port}`,
      () => [GUILD],
    ),
    channels: new Map([
      [CHANNEL, { id: CHANNEL, type: 0, guild_id: GUILD, name: 'desk', permission_overwrites: [] }],
    ]),
    messages: new Map(),
    commands: new Map(),
    roles: new Map([[GUILD, [{ id: GUILD, name: '@everyone', permissions: '309237746688' }]]]),
    shards: 1,
    sessionStartLimit: { total: 1000, remaining: 900, reset_after: 3_600_000, max_concurrency: 1 },
    tokenAccepted: true,
    latencyMs: 0,
    send(interaction) {
      fake.expect(interaction);
      fake.gateway.dispatch('INTERACTION_CREATE', interaction);
    },
    expect(interaction) {
      if (turns.has(String(interaction.token))) return;
      turns.set(String(interaction.token), {
        acknowledged: 'no',
        expired: false,
        original: null,
        source: isObject(interaction.message) ? interaction.message : null,
        channel: String(interaction.channel_id ?? ''),
        followUps: [],
        message: null,
      });
    },
    firstAnswer(interaction, callback) {
      fake.violations.push(...callbackViolations(callback, 'first answer'));
      const turn = turns.get(String(interaction.token));
      if (turn !== undefined) acknowledge(turn, callback);
      changed();
    },
    expire(interaction) {
      const turn = turns.get(String(interaction.token));
      if (turn !== undefined) turn.expired = true;
    },
    replies(interaction) {
      const turn = turns.get(String(interaction.token));
      if (turn === undefined) return [];
      return [...(turn.original === null ? [] : [turn.original]), ...turn.followUps];
    },
    answered: (interaction) =>
      until(() => {
        const replies = fake.replies(interaction);
        const turn = turns.get(String(interaction.token));
        const thinking =
          turn?.acknowledged === 'deferred' && replies.some(({ body }) => body.thinking === true);
        return replies.length > 0 && !thinking ? replies : null;
      }),
    fail(match, fault, times = 1) {
      faults.push({ match, fault, left: times });
    },
    seen: (match) => until(() => fake.requests.find(match) ?? null),
    async close() {
      for (const response of hanging) response.destroy();
      fake.gateway.drop();
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };

  function onItsWay(arrive: () => void): void {
    if (fake.latencyMs === 0) arrive();
    else setTimeout(arrive, fake.latencyMs / 2);
  }

  const changed = () => {
    for (const watcher of [...watchers]) watcher();
  };

  function until<T>(find: () => T | null): Promise<T> {
    return new Promise((resolve, reject) => {
      const clock = setTimeout(() => {
        watchers.delete(look);
        reject(
          new Error(
            `The fake waited in vain. It saw:\n${fake.requests.map(({ method, path }) => `${method} ${path}`).join('\n')}`,
          ),
        );
      }, 8000);
      const look = () => {
        const found = find();
        if (found === null) return;
        watchers.delete(look);
        clearTimeout(clock);
        resolve(found);
      };
      watchers.add(look);
      look();
    });
  }

  function serve(received: Received, response: ServerResponse): void {
    fake.requests.push(received);
    changed();
    const planned = faults.find(({ match, left }) => left > 0 && match(received));
    if (planned !== undefined) planned.left -= 1;
    const fault = planned?.fault;
    if (fault?.kind === 'status') {
      finish(response, fault.status, fault.body ?? {}, fault.headers);
      return;
    }
    if (fault?.kind === 'limited') {
      const { retryAfter, global = false } = fault;
      finish(
        response,
        429,
        { message: 'limited', retry_after: retryAfter, global },
        {
          'retry-after': String(retryAfter),
          ...(global ? { 'x-ratelimit-global': 'true' } : {}),
        },
      );
      return;
    }
    if (fault?.kind === 'hang') {
      hanging.add(response);
      return;
    }
    if (fault?.kind === 'reset') {
      response.socket?.destroy();
      return;
    }
    const [status, body, headers] = carryOut(received);
    if (fault?.kind === 'hang-after') hanging.add(response);
    else if (fault?.kind === 'lost-reply') response.socket?.destroy();
    else if (fault?.kind === 'bad-gateway-after') finish(response, 502, {});
    else onItsWay(() => finish(response, status, body, headers));
    changed();
  }

  type Answer = readonly [status: number, body: unknown, headers?: Readonly<Record<string, string>>];
  const refuse = (status: number, code: number, message: string): Answer => [status, { code, message }];

  function carryOut(request: Received): Answer {
    const path = request.path.replace(/\?.*$/, '');
    const query = new URLSearchParams(request.path.split('?')[1] ?? '');
    const route = (method: string, pattern: RegExp) =>
      request.method === method ? pattern.exec(path) : null;
    let match = route('POST', /^\/interactions\/(\d+)\/([^/]+)\/callback$/);
    if (match !== null) return callback(request, match[2] ?? '');
    match = /^\/webhooks\/(\d+)\/([^/]+)(\/messages\/@original)?$/.exec(path);
    if (match !== null) return webhook(request, match[2] ?? '', match[3] !== undefined);
    if (!fake.tokenAccepted || request.authorization?.startsWith('Bot ') !== true) {
      return refuse(401, 0, '401: Unauthorized');
    }
    if (route('GET', /^\/gateway\/bot$/)) {
      return [
        200,
        { url: `ws://127.0.0.1:${port}`, shards: fake.shards, session_start_limit: fake.sessionStartLimit },
      ];
    }
    if (route('GET', /^\/applications\/@me$/)) return [200, { id: APPLICATION, bot: { id: BOT } }];
    match = /^\/applications\/\d+(\/guilds\/\d+)?\/commands$/.exec(path);
    if (match !== null) return registered(request, match[1] ?? '', query);
    match = route('GET', /^\/guilds\/(\d+)\/roles$/);
    if (match !== null) return [200, fake.roles.get(match[1] ?? '') ?? []];
    match = route('GET', /^\/guilds\/\d+\/members\/(\d+)$/);
    if (match?.[1] === BOT) return [200, { user: { id: BOT }, roles: [] }];
    if (match !== null)
      return [200, { user: { id: match[1], username: 'ann', global_name: 'Ann M' }, roles: [] }];
    match = route('GET', /^\/guilds\/(\d+)\/channels$/);
    if (match !== null) {
      const inGuild = [...fake.channels.values()].filter(({ guild_id: guild }) => guild === match?.[1]);
      return [200, inGuild.filter(({ type }) => ![10, 11, 12].includes(Number(type)))];
    }
    match = route('GET', /^\/guilds\/(\d+)\/threads\/active$/);
    if (match !== null)
      return [200, { threads: [...fake.channels.values()].filter(({ type }) => type === 11), members: [] }];
    if (route('POST', /^\/users\/@me\/channels$/)) return directChannel(String(request.body.recipient_id));
    match = /^\/channels\/(\d+)(.*)$/.exec(path);
    const channel = fake.channels.get(match?.[1] ?? '');
    if (match !== null && channel === undefined) return refuse(404, 10003, 'Unknown Channel');
    if (match !== null && channel !== undefined) return inChannel(request, channel, match[2] ?? '', query);
    return refuse(404, 0, '404: Not Found');
  }

  function callback(request: Received, token: string): Answer {
    const where = `callback type ${String(request.body.type)}`;
    fake.violations.push(
      ...callbackViolations(request.body, where),
      ...attachmentViolations(request, request.body.data, where),
    );
    const turn = turns.get(token);
    if (turn === undefined || turn.expired) return refuse(404, 10062, 'Unknown interaction');
    if (turn.acknowledged !== 'no') return refuse(400, 40060, 'Interaction has already been acknowledged.');
    acknowledge(turn, request.body);
    return [204, null];
  }

  function acknowledge(turn: Turn, body: Json): void {
    const data = isObject(body.data) ? body.data : {};
    const ephemeral = ((Number(data.flags) || 0) & 64) !== 0;
    switch (body.type) {
      case 5:
        turn.acknowledged = 'deferred';
        turn.original = { body: { thinking: true }, ephemeral };
        return;
      case 9:
        // A form is open; sending it in is an interaction of its own.
        turn.acknowledged = 'message';
        turn.original = { body: data, ephemeral: true };
        return;
      case 6:
        turn.acknowledged = 'deferred-update';
        return;
      case 7:
        turn.acknowledged = 'message';
        turn.original = { body: data, ephemeral: wasEphemeral(turn.source) };
        return;
      default:
        turn.acknowledged = 'message';
        turn.original = { body: data, ephemeral };
    }
  }

  function webhook(request: Received, token: string, original: boolean): Answer {
    const turn = turns.get(token);
    if (turn === undefined || turn.acknowledged === 'no') return refuse(404, 10015, 'Unknown Webhook');
    if (original && request.method === 'GET') {
      if (turn.original === null) return refuse(404, 10008, 'Unknown Message');
      turn.message ??= posted(turn.channel, turn.original.body);
      return [200, turn.message];
    }
    if (request.method === 'DELETE') {
      turn.original = null;
      turn.acknowledged = 'message';
      return [204, null];
    }
    const where = `${request.method} of an interaction's message`;
    fake.violations.push(
      ...messageViolations(request.body, where),
      ...attachmentViolations(request, request.body, where),
    );
    if (original && request.method === 'PATCH') {
      const ephemeral = turn.original?.ephemeral ?? wasEphemeral(turn.source);
      turn.original = { body: request.body, ephemeral };
      turn.acknowledged = 'message';
      return [200, { id: snowflake(), ...request.body }];
    }
    turn.followUps.push({ body: request.body, ephemeral: ((Number(request.body.flags) || 0) & 64) !== 0 });
    return [200, posted(turn.channel, request.body)];
  }

  /** A message of ours that came as an answer, which a bot may edit like any other of its own. */
  function posted(channel: string, body: Json): Json {
    const message = { id: snowflake(), author: { id: BOT, bot: true }, channel_id: channel, ...body };
    if (((Number(body.flags) || 0) & 64) === 0)
      fake.messages.set(channel, [...(fake.messages.get(channel) ?? []), message]);
    return message;
  }

  function registered(request: Received, scope: string, query: URLSearchParams): Answer {
    if (request.method === 'PUT') {
      const list = Array.isArray(request.body) ? objects(request.body) : [];
      fake.violations.push(...commandViolations(list, scope === ''));
      fake.commands.set(
        scope,
        list.map((command) => decorated(command, scope === '')),
      );
    }
    const list = fake.commands.get(scope) ?? [];
    if (query.get('with_localizations') === 'true' || request.method === 'PUT') return [200, list];
    return [200, list.map(({ name_localizations: _, description_localizations: __, ...command }) => command)];
  }

  function inChannel(request: Received, channel: Json, rest: string, query: URLSearchParams): Answer {
    const id = String(channel.id);
    const list = fake.messages.get(id) ?? [];
    if (rest === '' && request.method === 'GET') return [200, channel];
    if (rest === '' && request.method === 'PATCH') {
      if (isLocked(channel)) return refuse(403, 50013, 'Missing Permissions');
      const changed = { ...channel, thread_metadata: request.body };
      fake.channels.set(id, changed);
      return [200, changed];
    }
    const opener = /^\/messages\/(\d+)\/threads$/.exec(rest)?.[1];
    if (opener !== undefined) return threadUnder(request, channel, opener);
    if (rest === '/threads' && request.method === 'POST') {
      const message = isObject(request.body.message) ? request.body.message : {};
      fake.violations.push(
        ...messageViolations(message, 'forum post'),
        ...attachmentViolations(request, message, 'forum post'),
      );
      if (channel.type !== 15) return refuse(400, 50024, 'Cannot execute action on this channel type');
      const post = snowflake();
      fake.channels.set(post, {
        id: post,
        type: 11,
        guild_id: GUILD,
        parent_id: id,
        owner_id: BOT,
        name: request.body.name,
      });
      fake.messages.set(post, [{ id: post, author: { id: BOT }, channel_id: post, ...message }]);
      return [201, { id: post, type: 11, parent_id: id, name: request.body.name }];
    }
    if (rest === '/messages' && request.method === 'GET') {
      const after = BigInt(query.get('after') ?? '0');
      const limit = Number(query.get('limit') ?? '50');
      const found = list
        .filter((message) => BigInt(String(message.id)) > after)
        .slice(0, limit)
        .reverse();
      // History does not give the nonce back.
      return [200, found.map(({ nonce: _, enforce_nonce: __, ...message }) => message)];
    }
    if (rest === '/messages' && request.method === 'POST') {
      fake.violations.push(
        ...messageViolations(request.body, 'message'),
        ...attachmentViolations(request, request.body, 'message'),
      );
      if (channel.type === 15) return refuse(400, 50008, 'Cannot send messages in a non-text channel');
      if (isLocked(channel)) return refuse(400, 160005, 'This thread is locked');
      // Posting takes a thread out of the archive.
      if (isArchived(channel)) fake.channels.set(id, { ...channel, thread_metadata: { archived: false } });
      const nonce = request.body.enforce_nonce === true ? `${id}:${String(request.body.nonce)}` : null;
      const before = nonce === null ? undefined : nonces.get(nonce);
      if (before !== undefined) return [200, before, RATE_HEADERS];
      const message = { id: snowflake(), author: { id: BOT, bot: true }, channel_id: id, ...request.body };
      fake.messages.set(id, [...list, message]);
      if (nonce !== null) nonces.set(nonce, message);
      return [200, message, RATE_HEADERS];
    }
    const one = /^\/messages\/(\d+)$/.exec(rest)?.[1];
    const at = list.findIndex((message) => message.id === one);
    if (one === undefined || at < 0) return refuse(404, 10008, 'Unknown Message');
    if (isArchived(channel)) return refuse(400, 50083, 'Thread is archived');
    if (request.method === 'DELETE') {
      fake.messages.set(id, list.toSpliced(at, 1));
      return [204, null];
    }
    fake.violations.push(
      ...messageViolations(request.body, 'edit'),
      ...attachmentViolations(request, request.body, 'edit'),
    );
    const message = { ...list[at], ...request.body };
    fake.messages.set(id, list.with(at, message));
    return [200, message];
  }

  /** A thread opened from a message takes the message's id, and there is at most one. */
  function threadUnder({ body }: Received, channel: Json, message: string): Answer {
    const id = String(channel.id);
    const name = String(body.name ?? '');
    if (name.length < 1 || name.length > 100)
      fake.violations.push(`thread: a name of ${name.length} characters`);
    if (channel.type !== 0 && channel.type !== 5) {
      return refuse(400, 50024, 'Cannot execute action on this channel type');
    }
    if (fake.messages.get(id)?.some((one) => one.id === message) !== true) {
      return refuse(404, 10008, 'Unknown Message');
    }
    if (fake.channels.has(message)) {
      return refuse(400, 160004, 'A thread has already been created for this message');
    }
    const type = channel.type === 5 ? 10 : 11;
    const thread = { id: message, type, guild_id: GUILD, parent_id: id, owner_id: BOT, name };
    fake.channels.set(message, thread);
    return [201, thread];
  }

  function directChannel(user: string): Answer {
    const known = [...fake.channels.values()].find(
      ({ type, recipients }) => type === 1 && objects(recipients)[0]?.id === user,
    );
    if (known !== undefined) return [200, known];
    const channel = { id: snowflake(), type: 1, recipients: [{ id: user, username: 'x' }] };
    fake.channels.set(channel.id, channel);
    return [200, channel];
  }

  return fake;
}

function isArchived(channel: Json): boolean {
  return isObject(channel.thread_metadata) && channel.thread_metadata.archived === true;
}

function isLocked(channel: Json): boolean {
  return isObject(channel.thread_metadata) && channel.thread_metadata.locked === true;
}

const RATE_HEADERS = {
  'x-ratelimit-bucket': 'messages',
  'x-ratelimit-limit': '50',
  'x-ratelimit-remaining': '49',
  'x-ratelimit-reset-after': '1.000',
};

function wasEphemeral(message: Json | null): boolean {
  return ((Number(message?.flags) || 0) & 64) !== 0;
}

function attachmentViolations(request: Received, message: unknown, where: string): readonly string[] {
  const named = isObject(message)
    ? objects(message.attachments).filter(({ filename }) => filename !== undefined)
    : [];
  return named.length === request.files.length
    ? []
    : [`${where}: ${named.length} attachments, ${request.files.length} files`];
}

/** What Discord adds to a command it has stored. */
function decorated(command: Json, global: boolean): Json {
  const withDefaults = (part: Json): Json => ({
    ...part,
    ...(part.options === undefined ? {} : { options: objects(part.options).map(withDefaults) }),
  });
  return {
    id: snowflake(),
    application_id: APPLICATION,
    version: snowflake(),
    default_member_permissions: null,
    dm_permission: true,
    nsfw: false,
    name_localizations: null,
    description_localizations: null,
    description: '',
    ...(global ? {} : { contexts: null, integration_types: [0], guild_id: GUILD }),
    ...withDefaults(command),
  };
}

function finish(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  const type = status === 204 ? {} : { 'content-type': 'application/json' };
  response.writeHead(status, { ...type, ...headers });
  response.end(status === 204 || body === null ? undefined : JSON.stringify(body));
}

async function receive(request: IncomingMessage): Promise<Received> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const raw = Buffer.concat(chunks);
  const type = request.headers['content-type'] ?? '';
  const boundary = /boundary=(\S+)/.exec(type)?.[1];
  const parts = boundary === undefined ? null : multipart(raw, boundary);
  const text =
    parts === null
      ? raw.toString('utf8')
      : (parts.find(({ name }) => name === 'payload_json')?.bytes.toString('utf8') ?? '');
  return {
    method: request.method ?? '',
    path: decodeURIComponent((request.url ?? '').replace(/^\/api\/v10/, '')),
    body: text === '' ? {} : (JSON.parse(text) as Json),
    files: (parts ?? []).flatMap(({ file, bytes }) => (file === null ? [] : [{ name: file, bytes }])),
    authorization: request.headers.authorization,
    at: performance.now(),
  };
}

function multipart(
  raw: Buffer,
  boundary: string,
): readonly { readonly name: string; readonly file: string | null; readonly bytes: Buffer }[] {
  const marker = Buffer.from(`--${boundary}`);
  const found: { name: string; file: string | null; bytes: Buffer }[] = [];
  let at = raw.indexOf(marker);
  while (at >= 0) {
    const next = raw.indexOf(marker, at + marker.length);
    if (next < 0) break;
    const part = raw.subarray(at + marker.length + 2, next - 2);
    const split = part.indexOf('\r\n\r\n');
    const head = part.subarray(0, split).toString('utf8');
    found.push({
      name: /name="([^"]*)"/.exec(head)?.[1] ?? '',
      file: /filename="([^"]*)"/.exec(head)?.[1] ?? null,
      bytes: part.subarray(split + 4),
    });
    at = next;
  }
  return found;
}
