/** The smallest bot for Discord's HTTP interactions that answers with a constant of a real answer's size, with discord.js for what it has to send itself. */
import { createPublicKey, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { InteractionResponseType, REST } from 'discord.js';

const constant: unknown = JSON.parse(readFileSync(process.env.BENCH_ANSWER ?? '', 'utf8'));

const key = createPublicKey({
  key: Buffer.from(`302a300506032b6570032100${process.env.DISCORD_PUBLIC_KEY}`, 'hex'),
  format: 'der',
  type: 'spki',
});
const rest = new REST({ api: process.env.DISCORD_API_URL ?? '' }).setToken(process.env.DISCORD_TOKEN ?? '');
await rest.get('/applications/@me');

createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  const signed = Buffer.concat([Buffer.from(String(request.headers['x-signature-timestamp'])), body]);
  const signature = Buffer.from(String(request.headers['x-signature-ed25519']), 'hex');
  if (!verify(null, signed, key, signature)) {
    response.writeHead(401).end();
    return;
  }
  const { type } = JSON.parse(body.toString('utf8')) as { type: number };
  const answer =
    type === 1
      ? { type: InteractionResponseType.Pong }
      : { type: InteractionResponseType.ChannelMessageWithSource, data: constant };
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
}).listen(Number(process.env.PORT), '127.0.0.1');
