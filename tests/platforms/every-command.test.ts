import { PassThrough, Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer } from '../../src/answer/answer.ts';
import { guardCore } from '../../src/app/serve/guarded-core.ts';
import { commandsWith } from '../../src/commands/every-command.ts';
import type { OptionValues } from '../../src/core/command.ts';
import { runnable } from '../../src/core/line/find-command.ts';
import { formatLine } from '../../src/core/line/format-line.ts';
import { parseLine } from '../../src/core/line/parse-line.ts';
import type { Core } from '../../src/core/request.ts';
import { createQuestionList } from '../../src/digest/questions/question-list.ts';
import { createCore } from '../../src/dispatch/dispatch.ts';
import { SILENT } from '../../src/domain/log.ts';
import { tenantId } from '../../src/domain/schedule/tenant.ts';
import { createTerminalPlatform } from '../../src/platforms/terminal/terminal.ts';
import { BOT, CHANNEL, slash as discordSlash, GUILD, snowflake } from '../fakes/discord/interactions.ts';
import { TEAM } from '../fakes/slack/slack.ts';
import { ASKER, askable, said } from '../fixtures/asking.ts';
import { openDesk as openDigests } from '../fixtures/digest-desk.ts';
import { smallBriefing } from '../fixtures/small-briefing.ts';
import { riverBriefing } from '../fixtures/two-stories.ts';
import { type UnderTest, underTest } from './discord/platform-under-test.ts';
import { type Desk, event, openDesk, shownText, slash, stamp, until } from './slack/desk.ts';
import { openSite, type Site } from './web/site.ts';

/**
 * Every row of the README's table of commands on every surface, as who may manage the channel, as a member, as a guest and
 * as somebody in a place that may not see the story. The rows are the registry's: a new command is in here by itself.
 */

const COMMANDS = await commandsWith({});
const LAKE = smallBriefing();
/** A place that may see the river's story alone. */
const OUTSIDE = { discord: '400000000000000009', slack: 'C0OUT' } as const;
const NOON = Temporal.Instant.from('2031-05-20T12:00:00Z');

interface Row {
  readonly name: string;
  readonly path: readonly string[];
  readonly values: OptionValues;
  readonly line: string;
  /** What it was asked with changes something. */
  readonly changes: boolean;
}

/** What is typed for each: the first of its examples that is of it, else the command with what it cannot do without. */
const ROWS: readonly Row[] = runnable(COMMANDS).map(({ path, command }) => {
  const examples = [
    ...(command.storyExamples?.(LAKE) ?? []).map((ask) => formatLine(ask.path, ask.values, COMMANDS)),
    ...command.examples,
  ];
  const example = examples.map(parsed).find((found) => found?.path.join(' ') === path.join(' '));
  const needed = command.options.filter(({ required }) => required === true).map(({ name }) => [name, 'x']);
  const values: OptionValues = example?.values ?? Object.fromEntries(needed);
  const line = formatLine(path, values, COMMANDS);
  return {
    name: line,
    path,
    values,
    line,
    changes: command.changes === true && Object.keys(values).length > 0,
  };
});

/** Null for a line that is none of a command's. */
function parsed(line: string) {
  try {
    return parseLine(line, COMMANDS, LAKE);
  } catch {
    return null;
  }
}

type Who = 'manager' | 'member' | 'guest' | 'outsider';

/** One reply as its reader sees it. */
interface Seen {
  readonly words: string;
  readonly whispered: boolean;
}

/** Everything of the lake's story that nobody outside may read, in lower case. */
const SECRETS: readonly string[] = [
  ...LAKE.sources.map(({ publisher }) => publisher),
  ...LAKE.statements.flatMap(({ words, gist }) => [words ?? gist, gist]),
  ...LAKE.provisions.flatMap(({ title, readings }) => [title, ...readings.map(({ wording }) => wording)]),
  LAKE.title,
]
  .map((words) => words.toLowerCase())
  .filter((words) => words.length > 8 && !JSON.stringify(riverBriefing()).toLowerCase().includes(words));

/** The product's commands over two stories, with digests, watches and questions behind them; keeps each answer. */
async function productCore(): Promise<{
  readonly core: Core;
  readonly given: Answer[];
  /** Digests and who changed what, as text. */
  readonly kept: () => Promise<string>;
  readonly close: () => void;
}> {
  const desk = await openDigests({ briefing: LAKE, start: '2031-05-20T12:00:00Z' });
  const stories = [askable(LAKE), askable(riverBriefing())];
  let token = 0;
  const now = () => desk.clock.now();
  const questions = createQuestionList({
    ...{ store: desk.store, keeps: true, now },
    token: () => `token-${++token}`,
  });
  const { service: digest, watches: watch, missed } = desk.digests;
  const outside: readonly string[] = Object.values(OUTSIDE);
  const inner = guardCore(
    createCore({
      stories: () => stories,
      commands: await commandsWith({ digest, watch, missed, questions }),
      clock: () => NOON,
      channels: {
        settingOf: ({ channel }) => ({
          ...{ story: null, because: '' },
          sees: outside.includes(channel) ? ['river-2031'] : null,
        }),
        choose: () => Promise.reject(new Error('nothing is set here')),
      },
    }),
    { log: SILENT, clock: () => NOON, reference: () => 'f00dcafe' },
  );
  const given: Answer[] = [];
  const kept = async () =>
    JSON.stringify([
      await desk.store.subscriptionsIn({ platform: 'discord' }),
      await desk.store.subscriptionsIn({ platform: 'slack' }),
      await desk.store.auditOf({ platform: 'discord', tenant: tenantId(GUILD) }, 100),
      await desk.store.auditOf({ platform: 'slack', tenant: tenantId(TEAM) }, 100),
    ]);
  return {
    given,
    kept,
    core: {
      ...inner,
      // A form is filled in by a person; here each command answers.
      form: async () => null,
      async respond(request) {
        const answer = await inner.respond(request);
        given.push(answer);
        return answer;
      },
    },
    close: () => void desk.store.close(),
  };
}

/** What holds of a reply whatever was asked and wherever. */
function expectFit(row: Row, who: Who, { words }: Seen, answer: Answer | undefined): void {
  expect(words.trim(), row.line).not.toBe('');
  expect(words, row.line).not.toMatch(/went wrong|f00dcafe/);
  const lower = words.toLowerCase();
  const leaked =
    who === 'outsider'
      ? SECRETS.filter((secret) => lower.includes(secret) && !row.line.toLowerCase().includes(secret))
      : [];
  expect(leaked, row.line).toEqual([]);
  if (answer === undefined || who === 'manager') return;
  // Whoever asks for the first time has a budget of questions of their own.
  expect(said(answer), row.line).not.toContain('within a minute');
  if (!row.changes) return;
  // Refused because of who asks, and not for what is typed.
  expect([row.line, answer.status, MAY_NOT.test(said(answer))]).toEqual([row.line, 'refused', true]);
}

/** May not, or nothing of it runs here. */
const MAY_NOT = /for those who may|by those who may|by a running Readout|in a running Readout/;

describe('every command on Discord', () => {
  let product: Awaited<ReturnType<typeof productCore>>;
  let under: UnderTest;
  beforeAll(async () => {
    product = await productCore();
    under = await underTest('gateway', { asked: { core: product.core, commands: COMMANDS } });
    under.discord.channels.set(OUTSIDE.discord, {
      ...{ id: OUTSIDE.discord, type: 0, guild_id: GUILD, name: 'out', permission_overwrites: [] },
    });
  });
  afterAll(async () => {
    expect(under.discord.violations).toEqual([]);
    await under.close();
    product.close();
  });

  const PERMISSIONS: Readonly<Record<Who, string>> = {
    manager: '48',
    member: '2048',
    guest: '0',
    outsider: '0',
  };

  for (const who of ['manager', 'member', 'guest', 'outsider'] as const)
    it(`answers a slash command of a ${who}, to them alone, once`, async () => {
      const unchanged = await product.kept();
      for (const row of ROWS) {
        const where = {
          user: snowflake(),
          permissions: PERMISSIONS[who],
          ...(who === 'outsider' ? { channel: OUTSIDE.discord } : {}),
        };
        const interaction = discordSlash(row.path, row.values, where);
        const before = product.given.length;
        under.interact(interaction);
        const [reply, ...more] = await under.discord.answered(interaction);
        expect([row.line, more.length]).toEqual([row.line, 0]);
        const answer = product.given[before];
        const seen = { words: textIn(reply?.body), whispered: reply?.ephemeral === true };
        expectFit(row, who, seen, answer);
        if (answer?.audience !== 'channel') expect([row.line, seen.whispered]).toEqual([row.line, true]);
      }
      if (who !== 'manager') expect(await product.kept()).toBe(unchanged);
    });

  it('answers a mention once, and shows the channel nothing that is for who asked alone', async () => {
    for (const row of ROWS) {
      for (const who of ['member', 'outsider'] as const) {
        const channel = who === 'outsider' ? OUTSIDE.discord : CHANNEL;
        const [before, there] = [product.given.length, under.discord.messages.get(channel)?.length ?? 0];
        under.discord.gateway.dispatch('MESSAGE_CREATE', {
          ...{ id: snowflake(), type: 0, channel_id: channel, guild_id: GUILD, mentions: [{ id: BOT }] },
          ...{ author: { id: snowflake(), username: 'jane.d' }, content: `<@${BOT}> ${row.line}` },
        });
        await under.discord.seen(() => (under.discord.messages.get(channel)?.length ?? 0) > there);
        const words = textIn(under.discord.messages.get(channel)?.[there]);
        const answer = product.given[before];
        expectFit(row, who, { words, whispered: false }, answer);
        expectNotShown(row, words, answer);
      }
    }
  });
});

/** What is for the asker alone does not stand in a channel. */
function expectNotShown(row: Row, words: string, answer: Answer | undefined): void {
  if (answer === undefined || answer.audience !== 'asker' || answer.status === 'refused') return;
  const first = said({ ...answer, blocks: [] }).trim();
  if (first.length > 12) expect([row.line, words.includes(first)]).toEqual([row.line, false]);
}

/** Every word a payload shows. */
function textIn(value: unknown): string {
  if (Array.isArray(value)) return value.map(textIn).join(' ');
  if (typeof value !== 'object' || value === null) return '';
  return Object.entries(value)
    .map(([key, inner]) =>
      (key === 'content' || key === 'label') && typeof inner === 'string' ? inner : textIn(inner),
    )
    .join(' ')
    .replace(/\\(?=[^\w\s])/g, '');
}

let people = 0;

/** A new one each time. */
function slackUser(who: Who): string {
  people += 1;
  return `U0${who.toUpperCase()}${people}`;
}

describe('every command in Slack', () => {
  let product: Awaited<ReturnType<typeof productCore>>;
  let desk: Desk;
  beforeAll(async () => {
    product = await productCore();
    desk = await openDesk('http', {
      ...{ core: product.core, commands: COMMANDS },
      timings: { ackWithin: 2_000, answerWithin: 10_000 },
    });
    desk.slack.answer('users.info', ({ user }) => ({
      user: {
        ...{
          id: user,
          team_id: String(user).startsWith('U0OUTSIDER') ? 'T0OTHER' : TEAM,
          real_name: 'Somebody',
        },
        ...{
          is_restricted: String(user).startsWith('U0GUEST'),
          is_stranger: String(user).startsWith('U0OUTSIDER'),
        },
      },
    }));
  });
  afterAll(async () => {
    expect(desk.slack.violations).toEqual([]);
    await desk.close();
    product.close();
  });

  // Members of a workspace may manage what is posted there: the two are one.
  for (const who of ['manager', 'guest', 'outsider'] as const)
    it(`answers a slash command of a ${who}, to them alone, once`, async () => {
      const unchanged = await product.kept();
      for (const row of ROWS) {
        const [command = '', ...words] = row.line.split(' ');
        const person = { user_id: slackUser(who) };
        const where = who === 'outsider' ? { channel_id: OUTSIDE.slack } : {};
        const [before, responses] = [product.given.length, desk.slack.responses.length];
        const reply = await desk.give(
          'slash_commands',
          slash(desk.slack, command, words.join(' '), { ...person, ...where }),
        );
        if (reply === undefined) await until(() => desk.slack.responses.length > responses);
        const body = reply ?? desk.slack.responses[responses]?.body;
        const answer = product.given[before];
        expectFit(row, who, { words: shownText(body), whispered: true }, answer);
        if (answer?.audience !== 'channel')
          expect(body, row.line).toMatchObject({ response_type: 'ephemeral' });
      }
      if (who !== 'manager') expect(await product.kept()).toBe(unchanged);
    });

  it('answers a mention once, and shows the channel nothing that is for who asked alone', async () => {
    for (const row of ROWS) {
      for (const who of ['guest', 'outsider'] as const) {
        const channel = who === 'outsider' ? OUTSIDE.slack : 'C0DESK';
        const ephemerals = () => desk.slack.callsOf('chat.postEphemeral').length;
        const [before, there, whispers] = [product.given.length, desk.slack.messages.length, ephemerals()];
        const mention = {
          user: slackUser(who),
          text: `<@U0BOT> ${row.line}`,
          ts: stamp(),
          channel,
        };
        await desk.give('events_api', event('app_mention', mention));
        await until(() => desk.slack.messages.length > there || ephemerals() > whispers);
        const words = shownText(desk.slack.messages[there]);
        const answer = product.given[before];
        if (words !== '') expectFit(row, who, { words, whispered: false }, answer);
        expectNotShown(row, words, answer);
      }
    }
  });
});

it('every command answers a line of the terminal in one JSON object', async () => {
  const product = await productCore();
  const output = new PassThrough();
  const chunks: string[] = [];
  output.on('data', (chunk) => chunks.push(String(chunk)));
  const platform = createTerminalPlatform({
    input: Readable.from(ROWS.map(({ line }) => `${line}\n`)),
    ...{ output, commands: COMMANDS, greeting: [], json: true, colour: false },
  });
  await platform.start(product.core);
  await platform.finished;
  const replies = chunks.join('').trim().split('\n');
  expect(replies).toHaveLength(ROWS.length);
  for (const [at, row] of ROWS.entries()) {
    const { text } = JSON.parse(replies[at] ?? '{}') as { readonly text?: string };
    expectFit(row, 'manager', { words: text ?? '', whispered: true }, product.given[at]);
  }
  expect(ASKER.mayConfigure).toBe(true);
  product.close();
});

describe('every command on the pages', () => {
  let inside: Site;
  let outside: Site;
  beforeAll(async () => {
    inside = await openSite([LAKE, riverBriefing()]);
    outside = await openSite([LAKE, riverBriefing()], { sees: ['river-2031'] });
  });
  afterAll(async () => {
    await inside.stop();
    await outside.stop();
  });

  it('answers at /ask, changes nothing, and tells nothing of a story that the pages do not show', async () => {
    for (const row of ROWS) {
      for (const who of ['member', 'outsider'] as const) {
        const path = `/ask?q=${encodeURIComponent(row.line)}`;
        const response = await (who === 'outsider' ? outside : inside).get(path);
        expect([row.line, response.status]).toEqual([row.line, 200]);
        const page = await response.text();
        const answered = /<main[\s\S]*<\/main>/.exec(page)?.[0] ?? page;
        // What was typed stands in the field again, and says nothing.
        const words = answered.replaceAll(/<(?:input|textarea|title)[^>]*>/g, '').replaceAll(/<[^>]*>/g, ' ');
        expectFit(row, who, { words: words.replaceAll(row.line, ''), whispered: true }, undefined);
        if (row.changes)
          expect([row.line, /Done|Set up|Removed|Noted/.test(words)]).toEqual([row.line, false]);
      }
    }
  });
});
