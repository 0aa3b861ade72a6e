import type { Server } from 'node:http';
import { APPLICATION, BOT } from './interactions.ts';
import { isObject, type Json } from './json.ts';
import { acceptWebSockets, type ServerSocket } from './websocket-server.ts';

/** Discord's gateway on a local server: hello, heartbeats, identify, resume with replay, and faults on demand. */
export interface FakeGateway {
  /** Payloads of every IDENTIFY and RESUME received, in order. */
  readonly identifies: Json[];
  readonly resumes: Json[];
  /** Sends a dispatch to every live connection; kept for sessions that resume. */
  readonly dispatch: (type: string, data: unknown) => void;
  /** Cuts every connection without a word. */
  readonly drop: () => void;
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
        session.sequence += 1;
        const text = JSON.stringify({ op: 0, t: type, s: session.sequence, d: data });
        session.sent.push(text);
        for (const [socket, state] of live) {
          if (state.session === session && !state.deaf) socket.send(text);
        }
      }
    },
    drop() {
      for (const socket of live.keys()) socket.drop();
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

  const identify = (socket: ServerSocket, d: Json) => {
    gateway.identifies.push(d);
    if (gateway.refuseWith !== null) {
      socket.close(gateway.refuseWith);
      return;
    }
    const session: Session = {
      id: `session-${sessions.size + 1}-${gateway.identifies.length}`,
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
      guilds: guilds().map((id) => ({ id, unavailable: true })),
      session_id: session.id,
      resume_gateway_url: url(),
      shard: [0, 1],
      application: { id: APPLICATION, flags: 0 },
    });
    for (const id of guilds()) {
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
