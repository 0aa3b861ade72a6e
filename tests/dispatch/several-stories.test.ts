import { describe, expect, it } from 'vitest';
import { answerToJson } from '../../src/answer/json.ts';
import { renderPlain } from '../../src/answer/plain.ts';
import { createChannelStories } from '../../src/app/serve/channel-stories.ts';
import { commandsWith } from '../../src/commands/every-command.ts';
import { COMMANDS } from '../../src/commands/registry.ts';
import type { Asker } from '../../src/core/command.ts';
import { createCore } from '../../src/dispatch/dispatch.ts';
import { tenantId } from '../../src/domain/schedule/tenant.ts';
import { askable, said } from '../fixtures/asking.ts';
import { smallBriefing } from '../fixtures/small-briefing.ts';
import { channelStoryStore, inChannel, riverBriefing } from '../fixtures/two-stories.ts';
import { linesOf } from '../fixtures/written.ts';

type Channels = Parameters<typeof createChannelStories>[0]['configured'];

const clock = () => Temporal.Instant.from('2031-05-20T12:00:00Z');

async function desk(configured: Channels = [], more: Partial<Parameters<typeof createCore>[0]> = {}) {
  const stories = [askable(smallBriefing()), askable(riverBriefing())];
  const store = channelStoryStore();
  const channels = await createChannelStories({ store, configured, now: () => clock().epochMilliseconds });
  const core = createCore({
    stories: () => stories,
    commands: await commandsWith({ stories: channels }),
    clock,
    channels,
    ...more,
  });
  const line = (typed: string, asker: Asker = inChannel('common')) =>
    core.respond({ kind: 'line', line: typed, asker });
  const words = (typed: string, asker: Asker = inChannel('common'), previous?: string) =>
    core.respond({ kind: 'words', words: typed, asker, ...(previous === undefined ? {} : { previous }) });
  return { core, store, line, words };
}

describe('a plain question where two stories are loaded', () => {
  it.each([
    ['how high may the dam be?', 'provision:dam', 'river-2031'],
    ['how many boats may Northmark keep?', 'provision:fleet-size', 'lake'],
    ['who said nine metres of concrete', 'statement:nine-metres', 'river-2031'],
    ['who said forty boats were never going to be enough', 'statement:forty-is-enough', 'lake'],
    ['what is the maximum hieght of the dam', 'provision:dam', 'river-2031'],
    ['what did Vane say?', 'statement:nine-metres', 'river-2031'],
    ['what does point 6 say', 'provision:tariff', 'lake'],
  ])('%s is answered by the story that has it', async (question, record, story) => {
    const answer = await (await desk()).words(question);
    expect(answer.records).toContain(record);
    expect(answer.story?.id).toBe(story);
  });

  it('names the story in text and in JSON, and reads as a line that asks it again', async () => {
    const answer = await (await desk()).words('how high may the dam be?');
    expect(renderPlain(answer)).toContain('As of 19 May 2031 · The river treaty');
    expect(answerToJson(answer, '').story).toBe('river-2031');
    expect(answer.readAs).toBe('/plan-point Height of the dam story:river-2031');
    for (const line of linesOf(answer)) expect(line).toMatch(/ story:river-2031$/);
  });

  it('that fits both is answered by both in short, each with a button that asks it alone', async () => {
    const { words, line } = await desk();
    const answer = await words('what about the ferry?');
    expect(said(answer)).toContain('Both stories have something on this.');
    expect(said(answer)).toMatch(/the League pays half of the ferry/i);
    expect(said(answer)).toContain('The ferry runs each hour');
    expect(answer.citations.map(({ publisher }) => publisher)).toEqual(
      expect.arrayContaining(['Lake Wire', 'River Post']),
    );
    expect(answerToJson(answer, '').story).toBeNull();
    expect(linesOf(answer)).toEqual([
      '/plan-point The ferry story:lake',
      '/plan-point The ferry story:river-2031',
    ]);
    expect((await line(linesOf(answer)[1] ?? '')).records).toContain('provision:ferry-line');
    expect((await line(linesOf(answer)[0] ?? '')).records).toContain('provision:ferry');
  });

  it('is denied only after every story was searched, which the answer says', async () => {
    const answer = await (await desk()).words('who said we will never surrender the moon');
    expect(answer.status).toBe('not-found');
    expect(said(answer)).toContain('Both stories were searched: The lake accord and The river treaty.');
    expect(said(await (await desk()).words('zzz qqq'))).toContain('Both stories were searched');
  });

  it('that is of no story is answered once', async () => {
    const answer = await (await desk()).words('help');
    expect(said(answer)).toMatch(/^Ask in plain words/);
    expect(said(answer)).toContain('2 stories are followed (lake, river-2031)');
  });

  it('follows up in the story of the thread', async () => {
    const { words } = await desk();
    const answer = await words('what about the ferry', undefined, '/plan-point dam story:river-2031');
    expect(answer.records).toContain('provision:ferry-line');
    const own = await words('what about the ferry', undefined, '/plan-point fleet');
    expect(own.records).toContain('provision:ferry');
  });
});

describe('story: in a question', () => {
  it.each([
    'story:river what about the ferry?',
    'what about story:river the ferry?',
    'what about the ferry? story:river-2031',
    'what about the ferry? story:treaty',
    'what about the ferry? Story: river treaty',
    'what about the ferry story:"the river treaty"',
    '/plan-point ferry story:river',
    '/plan-point story:river ferry',
    'plan-point ferry story:riv',
  ])('is heeded wherever it stands, by a part of an id or a title: %s', async (question) => {
    const answer = await (await desk()).line(question);
    expect(answer.records).toContain('provision:ferry-line');
    expect(answer.readAs ?? '').not.toContain('treaty ferry');
  });

  it('is refused with the choices where no story or several are meant', async () => {
    const { words, line } = await desk();
    for (const [question, choices] of [
      ['who said long row story:zz', ['lake', 'river-2031']],
      ['/who-said long row story:zz', ['lake', 'river-2031']],
      ['what about the ferry story:the', ['lake', 'river-2031']],
    ] as const) {
      const answer = await (question.startsWith('/') ? line(question) : words(question));
      expect(answer.status).toBe('refused');
      for (const id of choices) {
        expect(said(answer)).toContain(id);
        expect(linesOf(answer).some((asked) => asked.endsWith(`story:${id}`))).toBe(true);
      }
    }
  });

  it('keeps to that story, and says what another has instead of denying it', async () => {
    const answer = await (await desk()).line('/who-said nine metres of concrete story:lake');
    expect(answer.status).toBe('not-found');
    expect(answer.story?.id).toBe('lake');
    expect(said(answer)).toContain('The river treaty has something on this');
    expect(said(answer)).toContain('Cora Vane');
    expect(linesOf(answer)[0]).toContain('story:river-2031');
  });

  it('within quotation marks or a sentence is only words', async () => {
    const { words } = await desk();
    expect((await words('who said "the story: he left"')).status).toBe('not-found');
    expect((await words('who said here is the story: he left')).status).not.toBe('refused');
  });
});

describe('a command where two stories are loaded', () => {
  it('asks the default story, and the others before it denies anything', async () => {
    const { line } = await desk();
    expect((await line('/plan-point 3')).story?.id).toBe('lake');
    const other = await line('/who-said nine metres of concrete');
    expect(other.story?.id).toBe('river-2031');
    expect(said(other)).toContain('Nothing on this in The lake accord; this is from The river treaty.');
    expect((await line('/who-said speaker:Vane')).records).toContain('statement:nine-metres');
    expect((await line('/plan-point weir')).records).toContain('provision:dam');
    const nobody = await line('/who-said we will never surrender the moon');
    expect(said(nobody)).toContain('Both stories were searched');
  });

  it('is refused as before where it cannot be understood by any', async () => {
    const { line } = await desk();
    expect((await line('/plan-point 3 show:some')).status).toBe('refused');
    expect((await line('/who-said row as-of:soonish')).status).toBe('refused');
  });
});

describe('the story of a channel', () => {
  it('is set in chat by whoever may configure it, is said with the reason, and is audited', async () => {
    const { line, store } = await desk();
    expect(said(await line('/readout story', inChannel('rivers')))).toContain(
      'The lake accord is meant here: the default, because it was loaded first.',
    );
    const set = await line('/readout story river', inChannel('rivers'));
    expect(said(set)).toContain('This channel now means The river treaty.');
    expect(said(await line('/readout story', inChannel('rivers')))).toContain(
      'The river treaty is meant here: set for this channel by ann on 20 May 2031.',
    );
    expect((await line('/plan-point 3', inChannel('rivers'))).records).toContain('provision:dam');
    expect((await line('/plan-point 3', inChannel('lakes'))).records).toContain('provision:fleet-size');
    expect(store.audit).toEqual(['ann story river-2031 rivers']);
    await line('/readout story default', inChannel('rivers'));
    expect((await line('/plan-point 3', inChannel('rivers'))).records).toContain('provision:fleet-size');
    expect(store.audit).toEqual(['ann story river-2031 rivers', 'ann story default rivers']);
  });

  it('is not set by others, nor to what is not loaded, nor against the configuration file', async () => {
    const { line, store } = await desk([
      { platform: 'discord', tenant: tenantId('guild-1'), channel: 'fixed', story: 'lake' },
    ]);
    const guest = inChannel('rivers', { mayConfigure: false });
    expect((await line('/readout story river', guest)).status).toBe('refused');
    expect((await line('/readout story zz')).status).toBe('refused');
    expect(said(await line('/readout story river', inChannel('fixed')))).toContain('configuration file');
    expect(store.audit).toEqual([]);
  });

  it('wins where a plain question fits several, and not where another story has it', async () => {
    const { words, line } = await desk();
    await line('/readout story river', inChannel('rivers'));
    expect((await words('what about the ferry?', inChannel('rivers'))).records).toContain(
      'provision:ferry-line',
    );
    expect((await words('what about the fish tariff?', inChannel('rivers'))).story?.id).toBe('lake');
    expect(said(await words('what about the ferry?', inChannel('lakes')))).toContain('Both stories');
  });

  it('is configured for a channel, for a whole server, and limits what it may see', async () => {
    const { words, line, core } = await desk([
      { platform: 'discord', tenant: tenantId('guild-1'), story: 'river-2031' },
      { platform: 'discord', tenant: tenantId('guild-1'), channel: 'lakes', story: 'lake' },
      { platform: 'discord', tenant: tenantId('guild-1'), channel: 'closed', sees: ['river-2031'] },
    ]);
    expect((await line('/plan-point 3', inChannel('any'))).story?.id).toBe('river-2031');
    expect((await line('/plan-point 3', inChannel('lakes'))).story?.id).toBe('lake');
    expect((await line('/plan-point 3', inChannel('any', { tenant: tenantId('guild-2') }))).story?.id).toBe(
      'lake',
    );
    const closed = await words('who said forty boats were never going to be enough', inChannel('closed'));
    expect(closed.status).toBe('not-found');
    expect(said(closed)).not.toContain('lake');
    expect(said(await words('what about boats story:lake', inChannel('closed')))).not.toContain('The lake');
    const suggested = (channel: string) =>
      core
        .suggest({
          ...{ path: ['who-said'], option: 'story', typed: '', values: {}, limit: 25 },
          place: inChannel(channel),
        })
        .map(({ value }) => value);
    expect(suggested('closed')).toEqual(['river-2031']);
    expect(suggested('lakes')).toEqual(['lake', 'river-2031']);
  });

  it('is whose points and names are suggested', async () => {
    const { core, line } = await desk();
    await line('/readout story river', inChannel('rivers'));
    const suggested = (place: Asker | undefined, values = {}) =>
      core
        .suggest({
          ...{ path: ['plan-point'], option: 'point', typed: '', values, limit: 25 },
          ...(place === undefined ? {} : { place }),
        })
        .map(({ value }) => value);
    expect(suggested(inChannel('rivers'))).toContain('Height of the dam');
    expect(suggested(inChannel('lakes'))).toContain('Fish tariff');
    expect(suggested(undefined, { story: 'river' })).toContain('Height of the dam');
  });
});

describe('one story alone', () => {
  it('is named in JSON and nowhere in the text', async () => {
    const [lake] = [askable(smallBriefing())];
    const core = createCore({ stories: () => [lake], commands: COMMANDS, clock });
    const answer = await core.respond({ kind: 'line', line: '/plan-point 3', asker: inChannel('any') });
    expect(answerToJson(answer, '').story).toBe('lake');
    expect(renderPlain(answer)).not.toContain('The lake accord');
    const nobody = await core.respond({ kind: 'line', line: '/who-said zzz', asker: inChannel('any') });
    expect(said(nobody)).not.toContain('searched');
  });
});

describe('a story named for every question', () => {
  it('is the one that is asked, unless the question names another', async () => {
    const { line, words } = await desk([], { named: 'river-2031' });
    expect((await line('/plan-point 3')).records).toContain('provision:dam');
    expect((await words('what about the ferry?')).records).toContain('provision:ferry-line');
    expect((await words('what about the ferry? story:lake')).records).toContain('provision:ferry');
  });
});
