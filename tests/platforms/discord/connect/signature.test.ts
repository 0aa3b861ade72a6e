import { afterEach, describe, expect, it } from 'vitest';
import { createProcessMemory } from '../../../../src/core/memory.ts';
import { SILENT } from '../../../../src/domain/log.ts';
import { publicKeyOf } from '../../../../src/platforms/discord/connect/signature.ts';
import { createDiscordPlatform } from '../../../../src/platforms/discord/platform.ts';
import type { HttpRequest } from '../../../../src/platforms/http-route.ts';
import { startFakeDiscord } from '../../../fakes/discord/fake-discord.ts';
import { createSigner, PING, slash } from '../../../fakes/discord/interactions.ts';
import { createDesk } from '../desk.ts';
import { TOKEN } from '../platform-under-test.ts';

describe('the address for HTTP interactions', () => {
  let close = async () => {};
  afterEach(() => close());

  async function route(memory = createProcessMemory(Date.now)) {
    const discord = await startFakeDiscord();
    const signer = createSigner();
    const platform = createDiscordPlatform({
      settings: {
        token: TOKEN,
        publicKey: signer.publicKeyHex,
        transport: 'http',
        apiUrl: discord.apiUrl,
        publicAnswers: false,
      },
      log: SILENT,
      memory,
      commands: createDesk().commands,
    });
    await platform.start(createDesk().core);
    close = async () => {
      await platform.stop();
      await discord.close();
    };
    const [found] = platform.routes;
    if (found === undefined) throw new Error('no route');
    return { handle: found.handle, signer };
  }
  const now = () => Math.floor(Date.now() / 1000);
  const changed = (request: HttpRequest, headers: HttpRequest['headers']): HttpRequest => ({
    ...request,
    headers: { ...request.headers, ...headers },
  });

  it('accepts one of nine: signed by Discord, now, and for the first time', async () => {
    const { handle, signer } = await route();
    const body = JSON.stringify(PING);
    const good = signer.signed(body, now());
    const altered = { ...signer.signed(body, now() - 1), body: Buffer.from(`${body} `) };
    const vectors: readonly (readonly [string, HttpRequest])[] = [
      ['another key', createSigner().signed(body, now())],
      ['no signature', changed(good, { 'x-signature-ed25519': undefined })],
      ['two signatures', changed(good, { 'x-signature-ed25519': ['a', 'b'] })],
      ['no timestamp', changed(good, { 'x-signature-timestamp': undefined })],
      ['signed 301 s ago', signer.signed(body, now() - 301)],
      ['signed 305 s ahead', signer.signed(body, now() + 305)],
      ['one byte more', altered],
      ['good', good],
      ['the same again', good],
    ];
    const accepted: string[] = [];
    for (const [name, request] of vectors) {
      const response = await handle(request);
      if (response.status === 200) accepted.push(name);
      else expect([name, response.status]).toEqual([name, 401]);
    }
    expect(accepted).toEqual(['good']);
  });

  it('answers a ping with a pong in JSON', async () => {
    const { handle, signer } = await route();
    expect(await handle(signer.request(PING))).toEqual({
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: '{"type":1}',
    });
  });

  it('refuses a replay also after a restart, and signed nonsense with 400', async () => {
    const memory = createProcessMemory(Date.now);
    const { handle, signer } = await route(memory);
    const request = signer.request(slash(['echo'], { words: 'x' }));
    expect((await handle(request)).status).toBe(200);
    await close();
    const again = await route(memory);
    expect((await again.handle(request)).status).toBe(401);
    expect((await again.handle(again.signer.signed('{"type":', now()))).status).toBe(400);
    expect((await again.handle(again.signer.signed('{"type":2}', now()))).status).toBe(400);
  });

  it('refuses an interaction that comes again under a second signature', async () => {
    const { handle, signer } = await route();
    const interaction = slash(['echo'], { words: 'x' });
    expect((await handle(signer.request(interaction))).status).toBe(200);
    const second = await handle(signer.request(interaction, Date.now() + 1000));
    expect(second.status).toBe(401);
  });
});

describe('a public key', () => {
  it('is 64 hexadecimal digits', () => {
    expect(publicKeyOf('')).toBeNull();
    expect(publicKeyOf('zz'.repeat(32))).toBeNull();
    expect(publicKeyOf('ab'.repeat(31))).toBeNull();
    expect(publicKeyOf(createSigner().publicKeyHex.toUpperCase())).not.toBeNull();
  });
});
