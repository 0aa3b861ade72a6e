import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What stands between Readout and a PostgreSQL server, on a socket of its own. */
export interface PostgresWire {
  /** Folder of its socket. */
  readonly host: string;
  /** Cuts every connection there is, and refuses new ones until `mend`. */
  readonly cut: () => void;
  readonly mend: () => void;
  readonly close: () => Promise<void>;
}

/** Told of each statement that the server is asked, as it is written in SQL. */
export type Asked = (sql: string) => void;

/**
 * Passes everything on, each message of the server changed by `change`, or dropped where it gives null. A message is a letter,
 * its length and its body (https://www.postgresql.org/docs/18/protocol-message-formats.html, read 2026-11-28).
 */
export async function startPostgresWire(
  serverHost: string,
  change: (letter: string, body: Buffer) => Buffer | null = (_, body) => body,
  asked: Asked = () => {},
): Promise<PostgresWire> {
  const host = mkdtempSync(join(tmpdir(), 'rdpg-wire-'));
  const pairs = new Set<Socket>();
  let refusing = false;
  const server = createServer((client) => {
    if (refusing) return client.destroy();
    const upstream = connect(join(serverHost, '.s.PGSQL.5432'));
    for (const [one, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      pairs.add(one);
      one.on('error', () => {});
      one.on('close', () => {
        pairs.delete(one);
        other.destroy();
      });
    }
    client.pipe(upstream);
    client.on('data', statementsTo(asked));
    let rest = Buffer.alloc(0);
    upstream.on('data', (chunk: Buffer) => {
      rest = Buffer.concat([rest, chunk]);
      while (rest.length >= 5 && rest.length >= 1 + rest.readUInt32BE(1)) {
        const end = 1 + rest.readUInt32BE(1);
        const head = rest.subarray(0, 5);
        const body = change(String.fromCharCode(rest[0] ?? 0), Buffer.from(rest.subarray(5, end)));
        if (body !== null) client.write(Buffer.concat([head, body]));
        rest = rest.subarray(end);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(join(host, '.s.PGSQL.5432'), resolve));
  const cut = () => {
    refusing = true;
    for (const socket of pairs) socket.destroy();
  };
  return {
    host,
    cut,
    mend() {
      refusing = false;
    },
    async close() {
      cut();
      await new Promise((resolve) => server.close(resolve));
      rmSync(host, { recursive: true, force: true });
    },
  };
}

/** Reads what a client sends, from its first message, which alone has no letter. */
function statementsTo(asked: Asked): (chunk: Buffer) => void {
  let rest = Buffer.alloc(0);
  let head = 0;
  return (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    while (rest.length >= head + 4 && rest.length >= head + rest.readUInt32BE(head)) {
      const end = head + rest.readUInt32BE(head);
      const letter = head === 0 ? '' : String.fromCharCode(rest[0] ?? 0);
      const body = rest.subarray(head + 4, end);
      // A simple query, or one that is parsed under a name before it is run.
      const from = letter === 'Q' ? 0 : letter === 'P' ? body.indexOf(0) + 1 : -1;
      if (from >= 0) asked(body.subarray(from, body.indexOf(0, from)).toString('utf8'));
      rest = rest.subarray(end);
      head = 1;
    }
  };
}

/** PgBouncer with `pool_mode = transaction`: process numbers of its own, and no notice reaches whoever waits for one. */
export function transactionPooler(letter: string, body: Buffer): Buffer | null {
  if (letter === 'K') body.writeUInt32BE(0x7fff_fff0, 0);
  return letter === 'A' ? null : body;
}

/** PgBouncer with `pool_mode = session`. */
export function sessionPooler(letter: string, body: Buffer): Buffer {
  if (letter === 'K') body.writeUInt32BE(0x7fff_fff0, 0);
  return body;
}
