import type { Timings } from '../timings.ts';
import { type Connection, openConnection } from './socket.ts';

/** One connection, from its opening to its end. */
export interface Link {
  readonly connection: Connection;
  /** Epoch milliseconds of the last sign of life. */
  heard: number;
  status: 'opening' | 'live' | 'retiring';
  /** True once it has lived through a first round of pings: only then is the back-off forgotten. */
  proven: boolean;
  hearing: ReturnType<typeof setInterval> | undefined;
  /** Runs out where Slack never says hello, and later where a replaced connection never ends. */
  patience: ReturnType<typeof setTimeout> | undefined;
}

/** Every connection there is: the one that hears, its predecessors that may still deliver, its successor to be. */
export interface SocketLinks {
  readonly has: (status: Link['status']) => boolean;
  readonly connect: (url: string) => void;
  /** Slack said hello: it hears from now on, and those before it retire. False where it said so before. */
  readonly greet: (link: Link) => boolean;
  /** Says goodbye, and cuts it off where Slack does not. */
  readonly end: (link: Link) => void;
  /** Ends all; nothing more is heard of them. */
  readonly close: () => void;
}

/** How long Slack has for its own goodbye, in milliseconds: while serving, and when the process ends. */
const GOODBYE_MS = 1_000;
const LAST_GOODBYE_MS = 500;

export function createSocketLinks(parts: {
  readonly hear: (link: Link, text: string) => void;
  /** It is gone already; `status` is what it was. */
  readonly ended: (link: Link, reason: string) => void;
  readonly proven: () => void;
  readonly now: () => number;
  readonly timings: Timings;
}): SocketLinks {
  const { now, timings } = parts;
  const links = new Set<Link>();

  const drop = (link: Link) => {
    clearInterval(link.hearing);
    clearTimeout(link.patience);
    links.delete(link);
  };

  const close = (link: Link) => {
    link.connection.close();
    link.patience = setTimeout(() => link.connection.cut(), GOODBYE_MS);
  };

  /** Its successor hears; it may still deliver and acknowledge for a while. */
  const retire = (link: Link) => {
    link.status = 'retiring';
    link.patience = setTimeout(() => close(link), timings.drain);
  };

  return {
    has: (status) => [...links].some((link) => link.status === status),
    connect(url) {
      const connection = openConnection(url, {
        message(text) {
          link.heard = now();
          parts.hear(link, text);
        },
        pulse() {
          link.heard = now();
        },
        closed(reason) {
          drop(link);
          parts.ended(link, reason);
        },
      });
      const link: Link = {
        ...{ connection, heard: now(), status: 'opening', proven: false },
        ...{ hearing: undefined, patience: setTimeout(() => connection.cut(), timings.hello) },
      };
      links.add(link);
    },
    greet(link) {
      if (link.status !== 'opening') return false;
      clearTimeout(link.patience);
      for (const older of links) if (older !== link && older.status === 'live') retire(older);
      link.status = 'live';
      link.hearing = setInterval(() => {
        link.proven = true;
        parts.proven();
        if (now() - link.heard > timings.silence) link.connection.cut();
        else link.connection.ping();
      }, timings.pingEvery);
      return true;
    },
    end(link) {
      link.status = 'retiring';
      close(link);
    },
    close() {
      for (const link of links) {
        drop(link);
        link.connection.close();
        setTimeout(() => link.connection.cut(), LAST_GOODBYE_MS);
      }
    },
  };
}
