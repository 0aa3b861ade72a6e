import type { Readable, Writable } from 'node:stream';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import type { Log } from '../domain/log.ts';
import { createLineTransport } from './line-transport.ts';
import { createMcpServer } from './server.ts';
import type { Assisted } from './tools.ts';

/** Answers an assistant over two streams until the first ends. Only messages are written to the second. */
export async function serveOverLines(
  assisted: Assisted,
  streams: { readonly input: Readable; readonly output: Writable; readonly log: Log },
): Promise<void> {
  const transport = createLineTransport(streams.input, streams.output);
  const handle = serveStdio(() => createMcpServer(assisted), {
    transport,
    onerror: (error) => streams.log.debug('A message could not be handled.', { error: error.message }),
  });
  await transport.ended;
  await handle.close();
}
