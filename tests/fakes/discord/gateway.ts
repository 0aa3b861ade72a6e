import type { Server } from 'node:http';
import { APPLICATION, BOT } from './interactions.ts';
import { isObject, type Json } from './json.ts';
import { acceptWebSockets, type ServerSocket } from './websocket-server.ts';

/** Discord's gateway on a local server: hello, heartbeats, identify, resume with replay, and faults on demand. */
export interface FakeGateway {
  /** Payloads of every IDENTIFY and RESUME received, in order. */
  readonly identifies: Json[];
  readonly resumes: Json[];
  /** Sends a dispatch to the shard of its guild, the first one where it has none; kept for sessions that resume. */
  readonly dispatch: (type: string, data: unknown) => void;
  /** Cuts every connection, or that of one shard, without a word. */
  readonly drop: (shard?: number) => void;
  /** From now on nothing is answered on connections that stand, and nothing is sent. */
  readonly blackHole: () => void;
  readonly close: (code: number) => void;
  readonly invalidate: (resumable: boolean) => void;
  readonly askToReconnect: () => void;
  /** Resolves when that many connections have become ready or resumed since the start. */
  readonly connected: (count: number) => Promise<void>;
  /** Next connections are refused with this close code after IDENTIFY. */
  refuseWith: number | null;
  heartbeatMs: number;
}

interface Session {
  readonly id: string;
  /** Which one, of how many. */
  readonly shard: readonly [number, number];
  sequence: number;
  readonly sent: string[];
}

export function createFakeGateway(
  server: Server,
  url: () => string,
  guilds: () => readonly string[],
): FakeGateway {
  const live = new Map<ServerSocket, { session: Session | null; deaf: boolean }>();
  const sessions = new Map<string, Session>();
  const waiting: { readonly count: number; readonly resolve: () => void }[] = [];
  let connections = 0;
  const connectedOnce = () => {
    connections += 1;
    for (const { count, resolve } of waiting) if (connections >= count) resolve();
  };

  const gateway: FakeGateway = {
    identifies: [],
    resumes: [],
    refuseWith: null,
    heartbeatMs: 30_000,
    dispatch(type, data) {
      for (const session of sessions.values()) {
        if (shardOf(data, session.shard[1]) !== session.shard[0]) continue;
        session.sequence += 1;
        const text = JSON.stringify({ op: 0, t: type, s: session.sequence, d: data });
        session.sent.push(text);
        for (const [socket, state] of live) {
          if (state.session === session && !state.deaf) socket.send(text);
        }
      }
    },
    drop(shard) {
      for (const [socket, { session }] of live) {
        if (shard === undefined || session?.shard[0] === shard) socket.drop();
      }
    },
    blackHole() {
      for (const state of live.values()) state.deaf = true;
    },
    close(code) {
      for (const socket of live.keys()) socket.close(code);
    },
    invalidate(resumable) {
      if (!resumable) sessions.clear();
      for (const socket of live.keys()) socket.send(JSON.stringify({ op: 9, d: resumable }));
    },
    askToReconnect() {
      for (const socket of live.keys()) socket.send(JSON.stringify({ op: 7, d: null }));
    },
    connected: (count) =>
      connections >= count
        ? Promise.resolve()
        : new Promise((resolve) => {
            waiting.push({ count, resolve });
          }),
  };

  const guildsOf = ([shard, of]: Session['shard']) =>
    guilds().filter((id) => shardOf({ guild_id: id }, of) === shard);

  const identify = (socket: ServerSocket, d: Json) => {
    gateway.identifies.push(d);
    if (gateway.refuseWith !== null) {
      socket.close(gateway.refuseWith);
      return;
    }
    const session: Session = {
      id: `session-${sessions.size + 1}-${gateway.identifies.length}`,
      shard: shardIn(d.shard),
      sequence: 0,
      sent: [],
    };
    sessions.set(session.id, session);
    const state = live.get(socket);
    if (state === undefined) return;
    state.session = session;
    const send = (type: string, data: unknown) => {
      session.sequence += 1;
      socket.send(JSON.stringify({ op: 0, t: type, s: session.sequence, d: data }));
    };
    send('READY', {
      v: 10,
      user: { id: BOT, username: 'readout', discriminator: '0', bot: true, avatar: null, global_name: null },
      guilds: guildsOf(session.shard).map((id) => ({ id, unavailable: true })),
      session_id: session.id,
      resume_gateway_url: url(),
      shard: session.shard,
      application: { id: APPLICATION, flags: 0 },
    });
    for (const id of guildsOf(session.shard)) {
      send('GUILD_CREATE', {
        id,
        name: 'Desk',
        owner_id: '1',
        channels: [],
        roles: [],
        members: [],
        threads: [],
        emojis: [],
        stickers: [],
        features: [],
        member_count: 2,
        voice_states: [],
        presences: [],
        stage_instances: [],
        guild_scheduled_events: [],
        soundboard_sounds: [],
      });
    }
    connectedOnce();
  };

  const resume = (socket: ServerSocket, d: Json) => {
    gateway.resumes.push(d);
    const session = sessions.get(String(d.session_id));
    const state = live.get(socket);
    if (session === undefined || state === undefined) {
      socket.send(JSON.stringify({ op: 9, d: false }));
      return;
    }
    state.session = session;
    for (const text of session.sent) {
      const { s } = JSON.parse(text) as { s: number };
      if (s > Number(d.seq)) socket.send(text);
    }
    session.sequence += 1;
    socket.send(JSON.stringify({ op: 0, t: 'RESUMED', s: session.sequence, d: {} }));
    connectedOnce();
  };

  acceptWebSockets(server, (socket) => {
    live.set(socket, { session: null, deaf: false });
    socket.onClose = () => live.delete(socket);
    socket.onMessage = (text) => {
      if (live.get(socket)?.deaf === true) return;
      const payload: unknown = JSON.parse(text);
      if (!isObject(payload)) return;
      const d = isObject(payload.d) ? payload.d : {};
      if (payload.op === 1) socket.send(JSON.stringify({ op: 11 }));
      if (payload.op === 2) identify(socket, d);
      if (payload.op === 6) resume(socket, d);
    };
    socket.send(JSON.stringify({ op: 10, d: { heartbeat_interval: gateway.heartbeatMs } }));
  });
  return gateway;
}

function shardIn(shard: unknown): Session['shard'] {
  const [which, of]: unknown[] = Array.isArray(shard) ? shard : [];
  return [Number(which ?? 0), Number(of ?? 1)];
}

/** https://docs.discord.com/developers/events/gateway#sharding-sharding-formula */
function shardOf(data: unknown, of: number): number {
  const guild = isObject(data) && typeof data.guild_id === 'string' ? data.guild_id : '';
  return /^\d+$/.test(guild) ? Number((BigInt(guild) >> 22n) % BigInt(of)) : 0;
}
