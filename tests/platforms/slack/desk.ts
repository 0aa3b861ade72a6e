import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Answer } from '../../../src/answer/answer.ts';
import { quote, strong, text } from '../../../src/answer/compose.ts';
import { type Clock, SYSTEM_CLOCK } from '../../../src/core/clock.ts';
import type { Command, CommandGroup } from '../../../src/core/command.ts';
import { createProcessMemory, type Memory } from '../../../src/core/memory.ts';
import type { Core } from '../../../src/core/request.ts';
import { Refusal } from '../../../src/domain/errors.ts';
import type { Log } from '../../../src/domain/log.ts';
import type { HttpRequest } from '../../../src/platforms/http-route.ts';
import type { Installations } from '../../../src/platforms/slack/connect/workspaces.ts';
import { createSlackPlatform, type SlackPlatform } from '../../../src/platforms/slack/platform.ts';
import type { SlackSettings } from '../../../src/platforms/slack/setup/settings.ts';
import type { Timings } from '../../../src/platforms/slack/timings.ts';
import {
  APP_TOKEN,
  BOT_TOKEN,
  type FakeSlack,
  SIGNING_SECRET,
  signedHeaders,
  startFakeSlack,
  TEAM,
} from '../../fakes/slack/slack.ts';
import { coreOver } from '../../fixtures/asking.ts';
import { smallBriefing } from '../../fixtures/small-briefing.ts';
import { recordingTally } from '../recording-tally.ts';

/** An answer of a test command; only what matters is given. */
export function answer(given: Partial<Answer>): Answer {
  return {
    status: 'answered',
    headline: [text('Something is on record')],
    blocks: [],
    citations: [],
    records: [],
    actions: [],
    asOf: '2031-05-20',
    command: 'point',
    audience: 'default',
    ...given,
  };
}

export const SOURCE = {
  index: 1,
  id: 'herald-1',
  publisher: 'Herald',
  title: 'What the draft says',
  published: { precision: 'day', from: '2031-05-01', to: '2031-05-01' },
  url: 'https://herald.example/draft?a=1&b=2',
  quality: 'original',
} as const;

/** Real commands through the Command interface, one per behaviour a platform must carry. */
export const COMMANDS: readonly (Command | CommandGroup)[] = [
  {
    name: 'point',
    summary: 'Tell what one point says',
    options: [{ name: 'number', description: 'Which point', required: true }],
    examples: ['/point 6'],
    run: (values, { asker }) =>
      answer({
        headline: [strong(`Point ${values['number']} sets a cap`), { kind: 'cite', index: 1 }],
        blocks: [
          {
            kind: 'quotation',
            verbatim: true,
            spans: [quote('a cap of 600')],
            attribution: [text('Somebody')],
          },
          { kind: 'context', spans: [text(`asked by ${asker.user} of ${asker.tenant}`)] },
        ],
        citations: [SOURCE],
        actions: [
          { kind: 'ask', label: 'Next point', path: ['point'], values: { number: '7' } },
          { kind: 'open', label: 'Open the source', url: SOURCE.url },
        ],
      }),
  },
  {
    name: 'who-said',
    reads: 'message',
    summary: 'Find who said something',
    options: [{ name: 'words', description: 'The words', rest: true }],
    examples: ['/who-said cap'],
    run: (values) =>
      answer({ headline: [text('Found: '), quote(values['words'] ?? '')], command: 'who-said' }),
  },
  {
    name: 'long',
    summary: 'Answer at length',
    options: [],
    examples: ['/long'],
    run: () => longAnswer(),
  },
  {
    name: 'secret',
    summary: 'Answer the asker alone',
    options: [],
    examples: [],
    run: () => answer({ headline: [text('Only for you')], audience: 'asker' }),
  },
  {
    name: 'loud',
    summary: 'Answer everyone',
    options: [],
    examples: [],
    run: () => answer({ audience: 'channel' }),
  },
  {
    name: 'slow',
    summary: 'Take a while',
    options: [],
    examples: [],
    run: () =>
      new Promise((resolve) => setTimeout(() => resolve(answer({ headline: [text('At last')] })), 120)),
  },
  {
    name: 'silent',
    summary: 'Never answer',
    options: [],
    examples: [],
    run: () => new Promise<Answer>(() => {}),
  },
  {
    name: 'broken',
    summary: 'Fail',
    options: [],
    examples: [],
    run: () => {
      throw new Error('what somebody typed');
    },
  },
  {
    name: 'digest',
    summary: 'Change what is posted',
    fallback: 'list',
    subcommands: [
      {
        name: 'list',
        standing: true,
        summary: 'List',
        options: [],
        examples: [],
        run: (_, { asker }) =>
          answer({ headline: [text(asker.mayConfigure ? 'You may configure' : 'You may only ask')] }),
      },
      {
        name: 'subscribe',
        changes: true,
        summary: 'Post something in this channel',
        options: [
          { name: 'time', description: 'When', required: true, picks: 'time' },
          { name: 'days', description: 'Which days', picks: 'weekdays' },
          { name: 'zone', description: 'On whose clock', suggest: 'zone' },
          { name: 'format', description: 'How much', choices: ['brief', 'full'] },
          { name: 'filter', description: 'Only what matches' },
        ],
        examples: ['/digest subscribe time:08:00'],
        form: true,
        async run(values, { asker }) {
          if (!asker.mayConfigure)
            throw new Refusal('not-allowed', 'Only members may change what is posted.');
          if (values['filter'] === 'nonsense')
            throw new Refusal('bad-value', 'filter takes words that I know.');
          if (values['filter'] === 'slow') await new Promise((resolve) => setTimeout(resolve, 120));
          return answer({
            headline: [text(`Subscribed ${asker.channel}: ${JSON.stringify(values)}`)],
            audience: 'asker',
          });
        },
      },
    ],
  },
];

/** Several pages long. */
export function longAnswer(): Answer {
  return answer({
    headline: [text('Much is on record')],
    blocks: Array.from({ length: 60 }, (_, at) => ({
      kind: 'paragraph' as const,
      spans: [
        text(`Paragraph ${at + 1}: ${'many words of it '.repeat(20)}`),
        { kind: 'cite' as const, index: 1 },
      ],
    })),
    citations: [SOURCE],
    command: 'long',
  });
}

const FAST: Partial<Timings> = {
  ackWithin: 40,
  answerWithin: 250,
  call: 500,
  betweenPosts: 20,
  betweenEdits: 1,
  longestTurn: 200,
  pingEvery: 1_000,
  silence: 5_000,
  hello: 400,
  drain: 60,
  retryFirst: 10,
  retryMost: 60,
  retryRefused: 60,
  stop: 300,
};

export interface Desk {
  readonly slack: FakeSlack;
  readonly platform: SlackPlatform;
  readonly lines: string[];
  /** What it told for counting. */
  readonly tallied: string[];
  readonly memory: Memory;
  readonly post: (body: string, headers: Record<string, string>) => Promise<{ status: number; body: string }>;
  /** Puts a payload to the platform the way its transport does, and gives the answer to it. */
  readonly give: (
    kind: 'slash_commands' | 'interactive' | 'events_api',
    payload: Record<string, unknown>,
  ) => Promise<unknown>;
  readonly close: () => Promise<void>;
}

/** A platform on a fake Slack, started unless told otherwise. */
export async function openDesk(
  transport: 'socket' | 'http',
  options: {
    readonly settings?: Partial<SlackSettings>;
    readonly timings?: Partial<Timings>;
    readonly memory?: Memory;
    readonly core?: Core;
    readonly commands?: readonly (Command | CommandGroup)[];
    readonly slack?: FakeSlack;
    readonly start?: boolean;
    readonly installations?: Installations;
    readonly clock?: Clock;
  } = {},
): Promise<Desk> {
  const slack = options.slack ?? (await startFakeSlack());
  const lines: string[] = [];
  const tallied: string[] = [];
  const write = (level: string) => (sentence: string, facts?: object) =>
    void lines.push(`${level} ${sentence} ${JSON.stringify(facts ?? {})}`);
  const log: Log = { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
  const memory = options.memory ?? createProcessMemory(Date.now);
  const platform = createSlackPlatform({
    settings: {
      botToken: BOT_TOKEN,
      appToken: APP_TOKEN,
      signingSecret: SIGNING_SECRET,
      transport,
      apiUrl: slack.apiUrl,
      publicAnswers: false,
      ...options.settings,
    },
    log,
    tally: recordingTally(tallied),
    memory,
    commands: options.commands ?? COMMANDS,
    ...(options.installations === undefined ? {} : { installations: options.installations }),
    clock: options.clock ?? SYSTEM_CLOCK,
    timings: { ...FAST, ...options.timings },
    random: () => 0.5,
  });
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', async () => {
      const url = new URL(incoming.url ?? '/', 'http://desk');
      const route = platform.routes.find((each) => each.path === url.pathname);
      const request: HttpRequest = {
        method: incoming.method ?? 'GET',
        path: url.pathname,
        query: url.searchParams,
        headers: incoming.headers,
        body: Buffer.concat(chunks),
      };
      const response = await route?.handle(request);
      outgoing.writeHead(response?.status ?? 404, response?.headers ?? {});
      outgoing.end(response?.body ?? '');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address: string | AddressInfo | null = server.address();
  const base = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
  const post = async (body: string, headers: Record<string, string>) => {
    const response = await fetch(`${base}/slack/events`, { method: 'POST', headers, body });
    return { status: response.status, body: await response.text() };
  };
  if (options.start !== false) await platform.start(options.core ?? coreOver(smallBriefing(), COMMANDS));
  return {
    slack,
    platform,
    lines,
    tallied,
    memory,
    post,
    async give(kind, payload) {
      if (transport === 'socket') {
        const id = slack.deliver(kind, payload);
        await until(() => slack.ackOf(id) !== undefined);
        return slack.ackOf(id)?.payload;
      }
      const { body, contentType } = httpBody(kind, payload);
      const response = await post(body, signedHeaders(body, { contentType }));
      return response.body.startsWith('{')
        ? JSON.parse(response.body)
        : response.body === ''
          ? undefined
          : response.body;
    },
    async close() {
      await platform.stop();
      server.closeAllConnections();
      server.close();
      if (options.slack === undefined) await slack.stop();
    },
  };
}

function httpBody(kind: string, payload: Record<string, unknown>): { body: string; contentType: string } {
  if (kind === 'events_api') return { body: JSON.stringify(payload), contentType: 'application/json' };
  const form = new URLSearchParams(
    kind === 'interactive'
      ? { payload: JSON.stringify(payload) }
      : Object.fromEntries(Object.entries(payload).map(([key, value]) => [key, String(value)])),
  );
  return { body: form.toString(), contentType: 'application/x-www-form-urlencoded' };
}

/** Waits for what the other side does, at most ten seconds. */
export async function until(condition: () => boolean): Promise<void> {
  const end = Date.now() + 10_000;
  while (!condition()) {
    if (Date.now() > end) throw new Error(`waited in vain for ${condition}`);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

export function slash(slack: FakeSlack, command: string, words: string, more: Record<string, unknown> = {}) {
  return {
    token: 'old',
    team_id: TEAM,
    team_domain: 'desk',
    channel_id: 'C0DESK',
    channel_name: 'desk',
    user_id: 'U0ANA',
    user_name: 'ana',
    command,
    text: words,
    api_app_id: 'A1',
    is_enterprise_install: 'false',
    response_url: slack.responseUrl(),
    trigger_id: '1.2.3',
    ...more,
  };
}

let events = 0;

export function event(type: string, inner: Record<string, unknown>, more: Record<string, unknown> = {}) {
  events += 1;
  return {
    token: 'old',
    team_id: TEAM,
    api_app_id: 'A1',
    type: 'event_callback',
    event_id: `Ev${events}`,
    event_time: 1_764_000_000,
    authorizations: [{ enterprise_id: null, team_id: TEAM, user_id: 'U0BOT', is_bot: true }],
    event: { type, ...inner },
    ...more,
  };
}

let stamps = 0;

export function stamp(): string {
  stamps += 1;
  return `${1_765_000_000 + stamps}.000200`;
}

/** A press on a button of a message. */
export function press(
  slack: FakeSlack,
  button: { readonly action_id: string; readonly value?: string },
  more: Record<string, unknown> = {},
) {
  return {
    type: 'block_actions',
    team: { id: TEAM, domain: 'desk' },
    user: { id: 'U0ANA', username: 'ana', name: 'ana', team_id: TEAM },
    api_app_id: 'A1',
    token: 'old',
    container: { type: 'message', message_ts: stamp(), channel_id: 'C0DESK', is_ephemeral: true },
    trigger_id: '1.2.3',
    channel: { id: 'C0DESK', name: 'desk' },
    response_url: slack.responseUrl(),
    actions: [
      {
        type: 'button',
        block_id: 'b',
        action_ts: stamp(),
        text: { type: 'plain_text', text: 'x' },
        ...button,
      },
    ],
    ...more,
  };
}

/** Every text in a payload, in order, as a reader would see it. */
export function shownText(value: unknown): string {
  if (Array.isArray(value)) return value.map(shownText).join('');
  if (typeof value !== 'object' || value === null) return '';
  return Object.entries(value)
    .map(([key, inner]) => (key === 'text' && typeof inner === 'string' ? `${inner}\n` : shownText(inner)))
    .join('');
}

/** The buttons of a payload. */
export function buttonsOf(
  value: unknown,
): readonly { action_id: string; value?: string; url?: string; label: string }[] {
  if (Array.isArray(value)) return value.flatMap(buttonsOf);
  if (typeof value !== 'object' || value === null) return [];
  const fields: Record<string, unknown> = { ...value };
  if (fields['type'] !== 'button') return Object.values(fields).flatMap(buttonsOf);
  const label = shownText([{ text: fields['text'] }]).trim();
  return [
    {
      action_id: String(fields['action_id']),
      label,
      ...(fields['value'] === undefined ? {} : { value: String(fields['value']) }),
      ...(fields['url'] === undefined ? {} : { url: String(fields['url']) }),
    },
  ];
}
