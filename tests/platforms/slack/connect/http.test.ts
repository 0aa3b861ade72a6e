import { describe, expect, it } from 'vitest';
import type { HttpRequest } from '../../../../src/platforms/http-route.ts';
import {
  createHttpReceiver,
  type HttpDelivery,
  verifySignature,
} from '../../../../src/platforms/slack/connect/http.ts';
import { SIGNING_SECRET, signedHeaders } from '../../../fakes/slack/slack.ts';

const NOW = Date.UTC(2031, 4, 20, 12);
const BODY = 'command=%2Fpoint&text=6&team_id=T1';

function request(body: string, headers: HttpRequest['headers']): HttpRequest {
  return {
    method: 'POST',
    path: '/slack/events',
    query: new URLSearchParams(),
    headers,
    body: Buffer.from(body),
  };
}

function receiver(
  options: { readonly receive?: (delivery: HttpDelivery) => Promise<void>; readonly serving?: boolean } = {},
) {
  const received: HttpDelivery[] = [];
  const rules: string[] = [];
  const handle = createHttpReceiver({
    secret: SIGNING_SECRET,
    now: () => NOW,
    ackWithinMs: 30,
    serving: () => options.serving ?? true,
    refused: (rule) => rules.push(rule),
    receive:
      options.receive ??
      (async (delivery) => {
        received.push(delivery);
        delivery.respond('done');
      }),
  });
  return { handle, received, rules };
}

describe('verifySignature', () => {
  const good = signedHeaders(BODY, { at: NOW });
  const vectors: readonly (readonly [string, HttpRequest['headers'], string])[] = [
    ['accepts the signature of Slack', good, BODY],
    ['refuses another secret', signedHeaders(BODY, { at: NOW, secret: 'another' }), BODY],
    ['refuses a request without headers', {}, BODY],
    [
      'refuses repeated headers',
      { ...good, 'x-slack-signature': [good['x-slack-signature'] ?? '', 'v0=00'] },
      BODY,
    ],
    ['refuses what is five minutes and ten seconds old', signedHeaders(BODY, { at: NOW - 310_000 }), BODY],
    ['refuses what comes from ten years ahead', signedHeaders(BODY, { at: NOW + 315_360_000_000 }), BODY],
    [
      'refuses a certificate check that carries a payload',
      {},
      'ssl_check=1&payload=%7B%22type%22%3A%22x%22%7D',
    ],
    ['refuses a changed byte', good, BODY.replace('6', '7')],
  ];

  it.each(vectors)('%s', (name, headers, body) => {
    const verdict = verifySignature({ secret: SIGNING_SECRET, headers, body: Buffer.from(body), nowMs: NOW });
    expect(verdict.kind).toBe(name.startsWith('accepts') ? 'authentic' : 'refused');
  });

  it('refuses everything without a secret', () => {
    const headers = signedHeaders(BODY, { at: NOW, secret: '' });
    expect(verifySignature({ secret: '', headers, body: Buffer.from(BODY), nowMs: NOW })).toEqual({
      kind: 'refused',
      rule: 'no signing secret is set',
    });
  });

  it.each(['', 'soon', '1e9', '-1', '17640000000000000000'])('refuses the timestamp %j', (timestamp) => {
    const headers = { ...good, 'x-slack-request-timestamp': timestamp };
    expect(
      verifySignature({ secret: SIGNING_SECRET, headers, body: Buffer.from(BODY), nowMs: NOW }).kind,
    ).toBe('refused');
  });

  it.each(['', 'v0=', 'v1=00', `v0=${'0'.repeat(63)}`, `v0=${'é'.repeat(64)}`])(
    'refuses the signature %j',
    (signature) => {
      const headers = { ...good, 'x-slack-signature': signature };
      expect(
        verifySignature({ secret: SIGNING_SECRET, headers, body: Buffer.from(BODY), nowMs: NOW }).kind,
      ).toBe('refused');
    },
  );

  it('accepts one of nine requests, a replay being the ninth', async () => {
    const { handle, received } = receiver();
    const statuses: number[] = [];
    for (const [, headers, body] of [...vectors, vectors[0] ?? (['', {}, ''] as const)])
      statuses.push((await handle(request(body, headers))).status);
    expect(statuses).toEqual([200, 401, 401, 401, 401, 401, 401, 401, 401]);
    expect(received).toHaveLength(1);
  });
});

describe('POST /slack/events', () => {
  it('answers the challenge of a new address', async () => {
    const body = JSON.stringify({ type: 'url_verification', challenge: 'abc', token: 'old' });
    const headers = signedHeaders(body, { at: NOW, contentType: 'application/json' });
    const response = await receiver().handle(request(body, headers));
    expect(response).toMatchObject({ status: 200, body: '{"challenge":"abc"}' });
  });

  it('answers an unsigned certificate check and does nothing', async () => {
    const { handle, received } = receiver();
    expect((await handle(request('ssl_check=1&token=old', {}))).status).toBe(200);
    expect(received).toEqual([]);
  });

  it.each(['ssl_check=1&command=%2Fpoint', 'ssl_check=1&payload=x', '{"ssl_check":1}', 'ssl_check=0'])(
    'refuses %s unsigned',
    async (body) => {
      expect((await receiver().handle(request(body, {}))).status).toBe(401);
    },
  );

  it('acknowledges a repetition that Slack announces, without effect', async () => {
    const { handle, received } = receiver();
    const headers = signedHeaders(BODY, { at: NOW });
    await handle(request(BODY, headers));
    const again = { ...headers, 'x-slack-retry-num': '1', 'x-slack-retry-reason': 'http_timeout' };
    expect((await handle(request(BODY, again))).status).toBe(200);
    expect(received).toHaveLength(1);
  });

  it('refuses after a restart what the process before may have seen, but takes events that are late', async () => {
    const { handle, received } = receiver();
    const at = NOW - 2_000;
    expect((await handle(request(BODY, signedHeaders(BODY, { at })))).status).toBe(401);
    const body = JSON.stringify({ type: 'event_callback', event_id: 'Ev1', event: { type: 'app_mention' } });
    const headers = signedHeaders(body, { at, contentType: 'application/json' });
    expect((await handle(request(body, headers))).status).toBe(200);
    expect(received).toHaveLength(1);
  });

  it('passes on that a first delivery is a repetition', async () => {
    const { handle, received } = receiver();
    const headers = {
      ...signedHeaders(BODY, { at: NOW }),
      'x-slack-retry-num': '2',
      'x-slack-retry-reason': 'http_error',
    };
    await handle(request(BODY, headers));
    expect(received).toMatchObject([{ retryNum: 2, retryReason: 'http_error' }]);
  });

  it('refuses a body over the limit before it looks at it', async () => {
    const body = 'x'.repeat(1_000_001);
    expect((await receiver().handle(request(body, signedHeaders(body, { at: NOW })))).status).toBe(413);
  });

  it.each(['{', '[]', '"text"', 'null'])('answers 400 to the signed body %s', async (body) => {
    const headers = signedHeaders(body, { at: NOW, contentType: 'application/json' });
    expect((await receiver().handle(request(body, headers))).status).toBe(400);
  });

  it('acknowledges empty where the app takes too long, and lets no second answer through', async () => {
    let late: boolean | undefined;
    const { handle } = receiver({
      receive: async ({ respond }) => {
        await new Promise((resolve) => setTimeout(resolve, 60));
        late = respond('late');
      },
    });
    expect(await handle(request(BODY, signedHeaders(BODY, { at: NOW })))).toMatchObject({
      status: 200,
      body: '',
    });
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(late).toBe(false);
  });

  it('acknowledges where the app fails', async () => {
    const { handle } = receiver({ receive: () => Promise.reject(new Error('no')) });
    expect((await handle(request(BODY, signedHeaders(BODY, { at: NOW })))).status).toBe(200);
  });

  it('answers 503 while it does not serve, so that Slack tries again', async () => {
    const { handle, received } = receiver({ serving: false });
    expect((await handle(request(BODY, signedHeaders(BODY, { at: NOW })))).status).toBe(503);
    expect(received).toEqual([]);
  });

  it('reads a form, a form with a payload, and JSON alike', async () => {
    const { handle, received } = receiver();
    const json = 'application/json; charset=utf-8';
    const bodies = [
      ['a=1', undefined],
      [`payload=${encodeURIComponent('{"a":"1"}')}`, undefined],
      ['{"a":"1"}', json],
    ] as const;
    for (const [body, contentType] of bodies)
      await handle(
        request(
          body,
          signedHeaders(body, { at: NOW, ...(contentType === undefined ? {} : { contentType }) }),
        ),
      );
    expect(received.map((each) => each.body)).toEqual([{ a: '1' }, { a: '1' }, { a: '1' }]);
  });
});
