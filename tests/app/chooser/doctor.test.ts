import { afterEach, describe, expect, it } from 'vitest';
import { examineChooser } from '../../../src/app/chooser/doctor.ts';
import { type OpenAiServer, type Reply, startOpenAi } from '../../fakes/openai-server.ts';

describe('what the doctor says of the chooser', () => {
  let server: OpenAiServer | undefined;
  afterEach(() => server?.close());

  async function told(reply: Reply, model = 'small'): Promise<string> {
    server = await startOpenAi(reply);
    const settings = { address: server.url, key: 'sk-of-a-test', model };
    const findings = await examineChooser(settings, fetch);
    return findings.map(({ state, says }) => `${state}: ${says}`).join('\n');
  }
  const listing: Reply = (_, response) =>
    response.end('{"object":"list","data":[{"id":"small"},{"id":"large"}]}');

  it('is that it is off where none is set', async () => {
    expect(await examineChooser(null, fetch)).toMatchObject([{ state: 'off' }]);
  });

  it('is that it answers, without a question having been sent', async () => {
    expect(await told(listing)).toMatch(
      /^ok: small at 127\.0\.0\.1:\d+; it gets each plain question and ten records$/,
    );
    expect(server?.asked).toMatchObject([{ method: 'GET', url: '/v1/models', body: null }]);
  });

  it('is that the model is not there', async () => {
    expect(await told(listing, 'huge')).toMatch(/^wrong: .* has no model huge$/);
  });

  it('is that the key is not taken', async () => {
    expect(await told((_, response) => response.writeHead(401).end())).toMatch(
      /^wrong: .* does not take the key$/,
    );
  });

  it.each(['not json', '[]', '{"data":null}', 'null'])(
    'is that the model is not checked after %s',
    async (body) => {
      expect(await told((_, response) => response.end(body))).toMatch(/^warn: .* lists no models/);
    },
  );

  it('is that nothing answers', async () => {
    expect(await told((_, response) => response.destroy())).toMatch(/^wrong: .* does not answer$/);
  });
});
