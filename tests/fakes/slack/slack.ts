import { createHmac, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { violationsOfMessage, violationsOfView } from './payload-check.ts';
import { acceptWebSocket, type ServerSocket } from './websocket-server.ts';

type Fields = Readonly<Record<string, unknown>>;

/** One call of the Web API as it came over the wire. */
interface Call {
  readonly method: string;
  readonly token: string;
  /** Form fields, with JSON in `blocks`, `metadata`, `view` and `files` parsed. */
  readonly args: Fields;
  readonly at: number;
}

/** How one call goes wrong. `commit`: Slack does what was asked before it fails. */
export type Fault =
  | { readonly kind: 'rate-limited'; readonly retryAfter: number }
  | { readonly kind: 'status'; readonly status: number; readonly commit?: boolean }
  | { readonly kind: 'error'; readonly code: string; readonly fields?: Fields }
  | { readonly kind: 'hang'; readonly commit?: boolean }
  | { readonly kind: 'lost-reply'; readonly commit: boolean };

/** A stored message. */
interface Stored extends Fields {
  readonly ts: string;
  readonly channel: string;
  readonly thread_ts?: string;
}

/** One visible reply outside the Web API. */
interface Response {
  readonly id: string;
  readonly body: Fields;
}

interface FakeLink {
  readonly socket: ServerSocket;
  readonly openedAt: number;
  /** Envelope ids acknowledged on this connection, with their payloads. */
  readonly acks: { readonly id: string; readonly payload: Fields | undefined }[];
  readonly says: (message: Fields) => void;
}

/** A stand-in for Slack on loopback: Web API, Socket Mode, response_url and uploads, with faults on request. */
export interface FakeSlack {
  readonly apiUrl: string;
  readonly calls: readonly Call[];
  readonly messages: readonly Stored[];
  readonly responses: readonly Response[];
  readonly links: readonly FakeLink[];
  /** Everything sent that Slack's documentation does not allow. */
  readonly violations: readonly string[];
  readonly callsOf: (method: string) => readonly Call[];
  /** The next calls of a method fail like this, one fault each; `null` lets one through. */
  readonly fail: (method: string, ...faults: readonly (Fault | null)[]) => void;
  /** Every call of a method fails like this from now on; undefined cures it. */
  readonly failAlways: (method: string, fault: Fault | undefined) => void;
  /** What a method answers, instead of the default. */
  readonly answer: (method: string, give: (args: Fields, token: string) => Fields) => void;
  /** A fresh response_url. */
  readonly responseUrl: () => string;
  /** HTTP status, and body, with which response_url answers from now on. */
  readonly failResponses: (status: number | undefined, body?: string) => void;
  /** Sends an envelope on the newest open connection and gives its id. */
  readonly deliver: (type: string, payload: Fields, more?: Fields) => string;
  /** The same, with what was acknowledged, once it is. */
  readonly answered: (type: string, payload: Fields) => Promise<{ readonly payload: Fields | undefined }>;
  readonly ackOf: (id: string) => { readonly payload: Fields | undefined } | undefined;
  /** Whether new connections are greeted; without, they hang. */
  readonly greet: (yes: boolean) => void;
  readonly stop: () => Promise<void>;
}

export const TEAM = 'T0READOUT';
const BOT_USER = 'U0BOT';
export const BOT_TOKEN = 'xoxb-fake-bot-token';
export const APP_TOKEN = 'xapp-fake-app-token';
export const SIGNING_SECRET = 'fake-signing-secret';

export async function startFakeSlack(): Promise<FakeSlack> {
  const calls: Call[] = [];
  const messages: Stored[] = [];
  const responses: Response[] = [];
  const links: FakeLink[] = [];
  const violations: string[] = [];
  const faults = new Map<string, (Fault | null)[]>();
  const constant = new Map<string, Fault>();
  const answers = new Map<string, (args: Fields, token: string) => Fields>();
  const sockets = new Set<import('node:net').Socket>();
  let responseStatus: number | undefined;
  let responseBody = 'no';
  let greeting = true;
  let clock = 1_764_000_000;

  const waiting = new Map<string, (ack: { readonly payload: Fields | undefined }) => void>();

  const nextTs = () => {
    clock += 1;
    return `${clock}.000100`;
  };

  const defaults: Readonly<Record<string, (args: Fields, token: string) => Fields>> = {
    'auth.test': () => ({ team_id: TEAM, team: 'Desk', user_id: BOT_USER, bot_id: 'B0BOT', user: 'readout' }),
    'apps.connections.open': () => ({ url: `ws://127.0.0.1:${port()}/link/${randomUUID()}` }),
    'chat.postMessage': (args) => {
      const { metadata, thread_ts: thread, ...rest } = args;
      const stored: Stored = {
        ...rest,
        ts: nextTs(),
        channel: String(args['channel']),
        ...(metadata === undefined ? {} : { metadata }),
        ...(typeof thread === 'string' ? { thread_ts: thread } : {}),
      };
      messages.push(stored);
      return { channel: stored.channel, ts: stored.ts, message: { text: args['text'] } };
    },
    'chat.postEphemeral': () => ({ message_ts: nextTs() }),
    'chat.update': (args) => {
      const at = messages.findIndex(
        (message) => message.ts === args['ts'] && message.channel === args['channel'],
      );
      const before = messages[at];
      if (before === undefined) return { ok: false, error: 'message_not_found' };
      messages[at] = { ...before, text: args['text'], blocks: args['blocks'] };
      return { channel: before.channel, ts: before.ts };
    },
    'conversations.history': (args) => ({
      messages: messages
        .filter((message) => message.channel === args['channel'] && message.thread_ts === undefined)
        .map(({ channel: _, ...message }) => message)
        .reverse(),
    }),
    'conversations.replies': (args) => ({
      messages: messages
        .filter((message) => message.channel === args['channel'])
        .filter((message) => message.thread_ts === args['ts'] || message.ts === args['ts'])
        .map(({ channel: _, ...message }) => message),
    }),
    'conversations.info': (args) => ({
      channel: { id: args['channel'], name: 'desk', is_member: true, is_archived: false },
    }),
    'users.info': (args) => ({
      user: { id: args['user'], team_id: TEAM, is_bot: false, is_restricted: false },
    }),
    'views.publish': () => ({ view: { id: 'V1' } }),
    'views.open': () => ({ view: { id: 'V2' } }),
    'files.getUploadURLExternal': () => ({
      upload_url: `http://127.0.0.1:${port()}/upload/1`,
      file_id: 'F0PICTURE',
    }),
    'files.completeUploadExternal': () => ({ files: [{ id: 'F0PICTURE' }] }),
    'oauth.v2.access': () => ({
      access_token: 'xoxb-installed',
      token_type: 'bot',
      scope: 'chat:write,commands',
      bot_user_id: 'U0OTHERBOT',
      app_id: 'A1',
      team: { id: 'T0OTHER', name: 'Other desk' },
      is_enterprise_install: false,
    }),
  };

  const check = (method: string, args: Fields) => {
    const path = {
      'chat.postMessage': 'post',
      'chat.postEphemeral': 'ephemeral',
      'chat.update': 'update',
    } as const;
    if (method === 'chat.postMessage' || method === 'chat.postEphemeral' || method === 'chat.update')
      for (const problem of violationsOfMessage(args, path[method])) violations.push(`${method}: ${problem}`);
    if (method === 'views.publish' || method === 'views.open')
      for (const problem of violationsOfView(args['view'])) violations.push(`${method}: ${problem}`);
    if ('team_id' in args) violations.push(`${method}: team_id is no argument`);
  };

  const server = createServer((request, response) => {
    void serve(request, response);
  });

  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    const body = await readAll(request);
    const url = new URL(request.url ?? '/', 'http://fake');
    if (url.pathname.startsWith('/response/')) {
      if (responseStatus !== undefined) return void response.writeHead(responseStatus).end(responseBody);
      const parsed: Fields = JSON.parse(body.toString('utf8'));
      responses.push({ id: url.pathname.slice('/response/'.length), body: parsed });
      if (parsed['delete_original'] !== true)
        for (const problem of violationsOfMessage(parsed, 'response'))
          violations.push(`response_url: ${problem}`);
      return void response.writeHead(200).end('ok');
    }
    if (url.pathname.startsWith('/upload/')) return void response.writeHead(200).end('OK');
    const method = url.pathname.replace('/api/', '');
    const args = parseArgs(body.toString('utf8'));
    const token = String(request.headers.authorization ?? '').replace('Bearer ', '');
    calls.push({ method, token, args, at: Date.now() });
    check(method, args);
    const fault = constant.get(method) ?? faults.get(method)?.shift() ?? undefined;
    const commit = () => {
      const give = answers.get(method) ?? defaults[method];
      return give === undefined ? { ok: false, error: 'unknown_method' } : { ok: true, ...give(args, token) };
    };
    if (fault === undefined) return json(response, 200, commit());
    switch (fault.kind) {
      case 'rate-limited':
        response.setHeader('retry-after', String(fault.retryAfter));
        return json(response, 429, { ok: false, error: 'ratelimited' });
      case 'status':
        if (fault.commit === true) commit();
        return void response.writeHead(fault.status).end('bad');
      case 'error':
        return json(response, 200, { ok: false, error: fault.code, ...fault.fields });
      case 'hang':
        if (fault.commit === true) commit();
        return;
      case 'lost-reply':
        if (fault.commit) commit();
        return void request.socket.destroy();
    }
  };

  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });

  server.on('upgrade', (request, line) => {
    const acks: FakeLink['acks'] = [];
    const socket = acceptWebSocket(request, line, {
      message(text) {
        const ack: Fields = JSON.parse(text);
        const payload = ack['payload'];
        const fields = typeof payload === 'object' && payload !== null ? { ...payload } : undefined;
        if (fields !== undefined && 'blocks' in fields)
          for (const problem of violationsOfMessage(fields, 'response')) violations.push(`ack: ${problem}`);
        const id = String(ack['envelope_id']);
        acks.push({ id, payload: fields });
        waiting.get(id)?.({ payload: fields });
        waiting.delete(id);
      },
      closed() {},
    });
    const link: FakeLink = {
      socket,
      openedAt: Date.now(),
      acks,
      says: (message) => socket.send(JSON.stringify(message)),
    };
    links.push(link);
    if (greeting)
      link.says({
        type: 'hello',
        num_connections: links.filter((each) => each.socket.isOpen()).length,
        debug_info: { host: 'fake', approximate_connection_time: 18_060 },
        connection_info: { app_id: 'A1' },
      });
  });

  const deliver: FakeSlack['deliver'] = (type, payload, more = {}) => {
    const link = links.findLast((each) => each.socket.isOpen());
    if (link === undefined) throw new Error('no connection is open');
    const id = randomUUID();
    const accepts = type === 'slash_commands';
    link.says({ envelope_id: id, type, payload, accepts_response_payload: accepts, ...more });
    return id;
  };

  const port = () => {
    const address: string | AddressInfo | null = server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  return {
    apiUrl: `http://127.0.0.1:${port()}/api/`,
    calls,
    messages,
    responses,
    links,
    violations,
    callsOf: (method) => calls.filter((call) => call.method === method),
    fail: (method, ...list) => void faults.set(method, [...(faults.get(method) ?? []), ...list]),
    failAlways: (method, fault) =>
      void (fault === undefined ? constant.delete(method) : constant.set(method, fault)),
    answer: (method, give) => void answers.set(method, give),
    responseUrl: () => `http://127.0.0.1:${port()}/response/${randomUUID()}`,
    failResponses: (status, body = 'no') => {
      responseStatus = status;
      responseBody = body;
    },
    deliver,
    answered: (type, payload) =>
      new Promise((resolve) => {
        waiting.set(deliver(type, payload), resolve);
      }),
    ackOf: (id) => links.flatMap((link) => link.acks).find((ack) => ack.id === id),
    greet: (yes) => {
      greeting = yes;
    },
    async stop() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Headers with which Slack would send this body. */
export function signedHeaders(
  body: string,
  options: { readonly secret?: string; readonly at?: number; readonly contentType?: string } = {},
): Record<string, string> {
  const timestamp = String(Math.floor((options.at ?? Date.now()) / 1_000));
  const signature = createHmac('sha256', options.secret ?? SIGNING_SECRET)
    .update(`v0:${timestamp}:${body}`)
    .digest('hex');
  return {
    'content-type': options.contentType ?? 'application/x-www-form-urlencoded',
    'x-slack-request-timestamp': timestamp,
    'x-slack-signature': `v0=${signature}`,
  };
}

const JSON_FIELDS = new Set(['blocks', 'metadata', 'view', 'files']);

function parseArgs(body: string): Fields {
  return Object.fromEntries(
    [...new URLSearchParams(body)].map(([key, value]) => [
      key,
      JSON_FIELDS.has(key) ? JSON.parse(value) : value,
    ]),
  );
}

function json(response: ServerResponse, status: number, body: Fields): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

async function readAll(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}
