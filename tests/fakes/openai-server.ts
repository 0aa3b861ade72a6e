import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One request as it came in. */
export interface Asked {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: unknown;
}

/** A local server that speaks OpenAI's API as far as a chooser uses it. */
export interface OpenAiServer {
  /** The API's address, as CHOOSER_URL has it. */
  readonly url: string;
  readonly asked: readonly Asked[];
  /** Resolves with the next request. */
  readonly next: () => Promise<Asked>;
  readonly close: () => Promise<void>;
}

/** Answers a request; what it does not end stays open until the server is closed. */
export type Reply = (asked: Asked, response: ServerResponse) => void;

/** The model says this. */
export function saying(content: string): Reply {
  return (_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    const message = { role: 'assistant', content, refusal: null };
    response.end(
      JSON.stringify({
        ...{ id: 'chatcmpl-1', object: 'chat.completion', created: 1, model: 'small' },
        choices: [{ index: 0, finish_reason: 'stop', message }],
      }),
    );
  };
}

/** The ids of the records a request offers. */
export function idsIn({ body }: Asked): readonly string[] {
  const { messages } = body as { messages: readonly { role: string; content: string }[] };
  const content = messages.find(({ role }) => role === 'user')?.content ?? '{}';
  const { records } = JSON.parse(content) as { records: readonly { id: string }[] };
  return records.map(({ id }) => id);
}

export async function startOpenAi(reply: Reply): Promise<OpenAiServer> {
  const asked: Asked[] = [];
  let waiting: ((one: Asked) => void)[] = [];
  const server: Server = createServer((request, response) => {
    let text = '';
    request.setEncoding('utf8');
    request.on('data', (part: string) => {
      text += part;
    });
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      const one = { method, url, headers, body: text === '' ? null : (JSON.parse(text) as unknown) };
      asked.push(one);
      for (const tell of waiting) tell(one);
      waiting = [];
      reply(one, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    asked,
    next: () => new Promise((resolve) => waiting.push(resolve)),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
