import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLog } from '../../../src/app/process/log.ts';

async function logged(
  say: (log: Awaited<ReturnType<typeof createLog>>) => void,
  options: {
    readonly pretty?: boolean;
    readonly secrets?: readonly string[];
    readonly level?: 'debug' | 'warn';
  } = {},
): Promise<string> {
  const lines: string[] = [];
  const log = await createLog({
    level: options.level ?? 'debug',
    pretty: options.pretty ?? false,
    write: (line) => lines.push(line),
    secrets: options.secrets ?? [],
  });
  say(log);
  return lines.join('');
}

/** Assembled here so that no scanner takes them for real credentials. */
const CANARY = 'CaNaRy'.repeat(5);
const CANARIES = [
  `xox${'b'}-1234567890-${CANARY}`,
  `xox${'e'}.xox${'b'}-1-${CANARY}`,
  `xox${'p'}-${CANARY}`,
  `xap${'p'}-1-A0-${CANARY}`,
  `MTIzNDU2Nzg5MDEyMzQ1Njc4.GabcdE.${CANARY}`,
  `https://discord.com/api/webhooks/123456789/${CANARY}`,
  `https://discord.com/api/v10/interactions/123456789/${CANARY}/callback`,
  `https://hooks.slack.com/services/T0/B0/${CANARY}`,
  `https://hooks.slack.com/commands/T0/1/${CANARY}`,
  `postgres://readout:${CANARY}@db/readout`,
  `postgresql://readout:pa/ss@${CANARY}@db/readout`,
  `https://user:${CANARY}@example.org/`,
  `Bearer ${CANARY}`,
  `Authorization: Bot ${CANARY}`,
  `wss://wss.example.org/link/?ticket=${CANARY}&app_id=1`,
];
const FORBIDDEN = /CaNaRyCaNaRy/;

describe('createLog', () => {
  it('writes one line of JSON with level, time, sentence and facts', async () => {
    const line = await logged((log) => log.info('The pack was read.', { records: 3, story: 'a-story' }));
    expect(line.endsWith('\n')).toBe(true);
    expect(JSON.parse(line)).toEqual({
      level: 'info',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      records: 3,
      story: 'a-story',
      msg: 'The pack was read.',
    });
  });

  it('writes a readable line where it is asked to be pretty', async () => {
    const line = await logged((log) => log.warn('Slow.', { ms: 12, from: 'a\u001b[2Jb' }), { pretty: true });
    expect(line).toMatch(/^\d\d:\d\d:\d\d warn {2}Slow\. ms=12 from=a\ufffd\[2Jb\n$/);
  });

  it('writes JSON that does nothing to the terminal it is looked at in, and means the same', async () => {
    const from = 'a\u009b2Jb\u202ec\u2028d\u007f\u001b[31m';
    const line = await logged((log) => log.warn('Odd.', { from }));
    expect(line).toMatch(/^[ -~]+\n$/);
    expect(JSON.parse(line).from).toBe(from);
  });

  it('keeps quiet below its level', async () => {
    expect(await logged((log) => log.info('Not now.'), { level: 'warn' })).toBe('');
  });

  it.each(CANARIES)('leaks nothing of canary %#, in the sentence or in a fact', async (canary) => {
    for (const pretty of [false, true]) {
      const text = await logged(
        (log) => {
          log.error(`The request to ${canary} failed.`);
          log.error('Failed.', { url: canary, nested: `{"token":"${canary}"}` });
          log.debug(JSON.stringify({ error: `at ${canary}`, headers: { authorization: canary } }));
        },
        { pretty },
      );
      expect(text).not.toMatch(FORBIDDEN);
      expect(text.split('\n')).toHaveLength(4);
    }
  });

  it('leaks no configured secret, whatever characters it is made of and however it is written', async () => {
    const secret = fc
      .string({ unit: 'grapheme-ascii', minLength: 8, maxLength: 40 })
      .filter((s) => /\S{6}/.test(s));
    await fc.assert(
      fc.asyncProperty(secret, async (value) => {
        const known = `canary${value}canary`;
        const text = await logged(
          (log) => {
            log.info(`Set to ${known}.`, {
              fact: known,
              url: `https://a.example/?q=${encodeURIComponent(known)}`,
            });
          },
          { secrets: [known] },
        );
        expect(text).not.toContain('canary');
      }),
      { numRuns: 60 },
    );
  });

  /** How libraries put a credential into what they throw: errors of pg, undici, discord.js, Bolt and of what they carry. */
  const THROWN: readonly ((secret: string) => unknown)[] = [
    (secret) => new Error(`connect ECONNREFUSED host=db user=readout password=${secret} dbname=readout`),
    (secret) => new Error(`getaddrinfo ENOTFOUND redis://default:pa@${secret}@cache:6379`),
    (secret) => new Error(`invalid dsn: PGPASSWORD='${secret}'`),
    (secret) => ({ headers: ['authorization', `Bot ${secret}`, 'accept', '*/*'] }),
    (secret) => ({ headers: { Authorization: secret, Cookie: `session=${secret}` } }),
    (secret) => ({ rawHeaders: ['Proxy-Authorization', `Basic ${basic(secret)}`] }),
    (secret) => ({ op: 2, d: { token: secret, intents: 1 } }),
    (secret) => ({ requestBody: { json: { type: 4, token: secret }, url: '/interactions/1' } }),
    (secret) => ({ body: `client_id=1&client_secret=${secret}&grant_type=x` }),
    (secret) => ({ original: { config: { data: `{"refresh_token":"${secret}"}` } } }),
    (secret) => ({ payload: { response_url: `https://other.example/${secret}`, bot_token: secret } }),
    (secret) => new Error(`GET https://feeds.example/rss?apikey=${secret}&page=1 failed`),
    (secret) => new Error(`GET https://feeds.example/rss?page=1&key=${secret} failed`),
    (secret) => new Error(`Incorrect API key provided: sk-proj-${secret}.`),
    (secret) => new Error(`jwt malformed: eyJhbGciOiJIUzI1NiJ9.${secret}.${secret}`),
  ];
  const basic = (secret: string) => Buffer.from(`a:${secret}`).toString('base64');

  it('leaks nothing of what a library threw, however it is turned into text', async () => {
    const letters = fc.stringMatching(/^[A-Za-z0-9]{12}$/);
    await fc.assert(
      fc.asyncProperty(letters, fc.constantFrom(...THROWN), async (part, thrown) => {
        const secret = `CaNaRyCaNaRy${part}`;
        const error = thrown(secret);
        const words = [String(error), inspect(error, { depth: 9 }), JSON.stringify(error)];
        words.push(JSON.stringify({ error: words[2] }));
        for (const pretty of [false, true]) {
          const said = await logged(
            (log) => {
              for (const word of words) log.error(`Failed: ${word}`, { error: word });
            },
            { pretty },
          );
          expect([part, said.includes(secret), said.includes(basic(secret))]).toEqual([part, false, false]);
        }
      }),
      { numRuns: 90 },
    );
  });

  it.each([
    'Bot commands were registered at https://discord.com/api/v10/applications/1/commands.',
    'SLACK_APP_TOKEN: Slack refuses it (invalid_auth); the token is refused, and its secret, too.',
    'Basic authentication is not used; write to desk@example.org or ask https://example.org?to=desk@example.org.',
    'The cookie, the password: neither is kept. The key=value pairs of .env were read.',
  ])('leaves ordinary sentences and addresses alone: %s', async (sentence) => {
    expect(await logged((log) => log.info(sentence))).toContain(sentence);
  });
});
