import { createMcpHandler } from '@modelcontextprotocol/server';
import type { Log } from '../domain/log.ts';
import { createMcpServer } from './server.ts';
import type { Assisted } from './tools.ts';

/** A request of HTTP as the process has it. */
interface Posted {
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: Uint8Array;
}

/** Answers one message of an assistant over HTTP, each by itself: nothing is kept between two, and nothing streams. */
export async function answerOverHttp(
  assisted: Assisted,
  { headers, body }: Posted,
  log: Log,
): Promise<{ readonly status: number; readonly headers: Record<string, string>; readonly body: string }> {
  const handler = createMcpHandler(() => createMcpServer(assisted), {
    maxSubscriptions: 0,
    keepAliveMs: 0,
    onerror: (error) => log.debug('A message of an assistant could not be handled.', { error: error.name }),
  });
  try {
    const given = Object.entries(headers).flatMap(([name, value]): [string, string][] =>
      value === undefined ? [] : [[name, typeof value === 'string' ? value : value.join(', ')]],
    );
    const request = new Request('http://readout.invalid/mcp', {
      ...{ method: 'POST', headers: given, body: Buffer.from(body) },
    });
    const response = await handler.fetch(request);
    const kept = [...response.headers].filter(([name]) => name !== 'content-length' && name !== 'connection');
    return { status: response.status, headers: Object.fromEntries(kept), body: await response.text() };
  } finally {
    await handler.close();
  }
}
