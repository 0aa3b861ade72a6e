import { describe, expect, test } from 'vitest';
import { type Answer, speaksOfStory } from '../../../src/answer/answer.ts';
import { cardOf } from '../../../src/answer/card.ts';
import { CARD_LIMITS } from '../../../src/answer/card-limits.ts';
import { renderPlain } from '../../../src/answer/plain.ts';
import { digestWith } from '../../../src/commands/digest/digest.ts';
import { auditWith } from '../../../src/commands/readout/audit.ts';
import { correctionsWith } from '../../../src/commands/readout/corrections.ts';
import type { Services } from '../../../src/commands/services.ts';
import type { Asker, CommandGroup } from '../../../src/core/command.ts';
import type { Core } from '../../../src/core/request.ts';
import { createCore } from '../../../src/dispatch/dispatch.ts';
import { tenantId } from '../../../src/domain/schedule/tenant.ts';
import { ASKER, askable, coreOver, said } from '../../fixtures/asking.ts';
import { lakeBriefing, statement } from '../../fixtures/briefing.ts';
import { type Desk, HOUR, MINUTE, openDesk } from '../../fixtures/digest-desk.ts';
import { linesOf } from '../../fixtures/written.ts';

const OWNER: Asker = {
  platform: 'discord',
  tenant: tenantId('guild-1'),
  channel: 'channel-1',
  user: 'ann',
  mayConfigure: true,
};
const commandsOver = (services: Services): readonly CommandGroup[] => [
  digestWith(services),
  {
    name: 'readout',
    summary: 'About Readout',
    subcommands: [correctionsWith(services), auditWith(services)],
  },
];

/** A core whose digests run at the desk. */
function coreAt(desk: Desk): Core {
  const story = askable(lakeBriefing());
  return createCore({
    stories: () => [story],
    commands: commandsOver({ digest: desk.digests.service }),
    clock: () => Temporal.Instant.fromEpochMilliseconds(desk.clock.now()),
  });
}
const lines = (answer: Answer) => said(answer).split('\n');

async function asking(): Promise<{
  desk: Desk;
  ask: (line: string, over?: Partial<Asker>) => Promise<Answer>;
}> {
  const desk = await openDesk();
  const core = coreAt(desk);
  return {
    desk,
    ask: (line, over = {}) => core.respond({ kind: 'line', line, asker: { ...OWNER, ...over } }),
  };
}

describe('/digest', () => {
  test('subscribes a channel and shows the next run in local time and UTC', async () => {
    const { ask } = await asking();
    const answer = await ask(
      '/digest subscribe time:8 days:weekdays zone:kyiv filter:speaker:vey format:full quiet:line',
    );
    expect([answer.status, lines(answer)]).toEqual([
      'answered',
      [
        'Subscribed: every weekday at 08:00 Kyiv time, next Tue 25 Nov 08:00 (06:00 UTC).',
        'The Lake Accord: in full and a line on a quiet day. Only what Tomás Vey says. (1 record of the last 7 days matches.)',
        'Nothing was posted yet. Set up by you on 25 November 2025. Its id is oken2.',
      ],
    ]);
  });

  test.each([
    ['/digest subscribe time:25:00', 'time takes a time of day such as 08:00, not “25:00”.'],
    ['/digest subscribe time:08:00 days:someday', 'days takes daily'],
    ['/digest subscribe time:08:00 zone:Atlantis', 'zone takes a time zone'],
    ['/digest subscribe time:08:00 filter:speaker:nobody', 'goes by "nobody"'],
    ['/digest subscribe time:08:00 thread:here', 'thread:here is for use in a thread'],
    ['/digest pause', 'This channel has no digest.'],
    ['/digest preview since:whenever', 'since takes a day'],
  ])('refuses %s in one sentence', async (line, sentence) => {
    const { ask } = await asking();
    const answer = await ask(line);
    expect([answer.status, said(answer)]).toEqual(['refused', expect.stringContaining(sentence)]);
  });

  test('lists, pauses, resumes and removes', async () => {
    const { desk, ask } = await asking();
    await desk.digests.start();
    await ask('/digest subscribe time:08:00');
    await desk.clock.advance(HOUR);
    expect(said(await ask('/digest list'))).toContain('Last Tue 25 Nov 08:00 (06:00 UTC): posted.');
    expect(lines(await ask('/digest pause'))[0]).toBe(
      'Paused: every day at 08:00 Kyiv time; nothing is posted until it is resumed.',
    );
    expect(lines(await ask('/digest resume'))[0]).toBe(
      'Resumed: every day at 08:00 Kyiv time, next Wed 26 Nov 08:00 (06:00 UTC).',
    );
    expect(lines(await ask('/digest remove'))[0]).toContain('Removed.');
    expect(lines(await ask('/digest'))[0]).toBe('No digest in this channel.');
    await desk.digests.stop();
  });

  test.each(['subscribe time:08:00', 'pause', 'resume', 'remove', 'test', 'list where:all'])(
    'refuses %s to somebody who may not configure, and shows nothing',
    async (line) => {
      const { ask } = await asking();
      await ask('/digest subscribe time:09:00');
      const answer = await ask(`/digest ${line}`, { mayConfigure: false });
      expect([answer.status, said(answer)]).toEqual(['refused', expect.not.stringContaining('channel-1')]);
    },
  );

  test('previews in the terminal what the last seven days would have said, to the asker alone', async () => {
    const core = coreOver(lakeBriefing(), [digestWith({})], '2025-11-25');
    const answer = await core.respond({ kind: 'line', line: '/digest preview', asker: ASKER });
    expect(lines(answer)[0]).toBe('Preview. The Lake Accord: 5 of 24 changes since 18 November 2025');
    expect(answer.audience).toBe('asker');
    const indexes = answer.citations.map(({ index }) => index);
    expect(new Set(indexes).size).toBe(indexes.length);
    const narrow = await core.respond({
      kind: 'line',
      line: '/digest preview filter:speaker:vey format:full',
      asker: ASKER,
    });
    expect(narrow.records).toEqual(expect.arrayContaining(['statement:doubt']));
    expect(narrow.records).not.toContain('statement:calm');
  });

  test('changes what is given and keeps the rest, and what it was told', async () => {
    const { desk, ask } = await asking();
    await desk.digests.start();
    await ask('/digest subscribe time:08:00 filter:vey format:full');
    await desk.clock.advance(HOUR);
    const known = async () => (await desk.store.subscriptionsIn(OWNER))[0];
    const told = (await known())?.toldMark;
    expect(lines(await ask('/digest edit time:9am days:weekdays'))[0]).toBe(
      'Changed: every weekday at 09:00 Kyiv time, next Wed 26 Nov 09:00 (07:00 UTC).',
    );
    expect(await known()).toMatchObject({ toldMark: told, subscription: { format: 'full', threads: false } });
    expect((await known())?.subscription.filter.any).toHaveLength(1);
    expect(said(await ask('/digest edit filter:none zone:London'))).not.toContain('Only');
    expect((await known())?.subscription.schedule).toEqual({
      time: '09:00',
      days: [1, 2, 3, 4, 5],
      zone: 'Europe/London',
    });
    expect((await ask('/digest edit zone:Atlantis')).status).toBe('refused');
    await desk.digests.stop();
  });

  test('shows what can be changed where nothing is said, and refuses to make two alike', async () => {
    const { ask } = await asking();
    await ask('/digest subscribe time:08:00');
    await ask('/digest subscribe time:10:00');
    const which = await ask('/digest edit');
    expect([which.status, linesOf(which)]).toEqual(['refused', ['/digest edit oken2', '/digest edit oken3']]);
    const shown = await ask('/digest edit oken3');
    expect(said(shown)).toContain('What is to be changed? This digest comes every day at 10:00');
    expect(linesOf(shown)).toContain('/digest edit oken3 days:weekdays');
    expect(said(await ask('/digest edit oken3 time:8'))).toContain('already gets that digest');
  });

  test('brings back what was removed, for a day and in its channel alone', async () => {
    const { desk, ask } = await asking();
    await ask('/digest subscribe time:08:00 filter:vey');
    const before = await desk.store.subscription('oken2');
    expect(linesOf(await ask('/digest unsubscribe'))).toContain('/digest restore oken2');
    expect((await ask('/digest restore oken2', { channel: 'channel-2' })).status).toBe('refused');
    expect((await ask('/digest restore oken2', { mayConfigure: false })).status).toBe('refused');
    expect(lines(await ask('/digest restore oken2'))[0]).toContain('Back again: every day at 08:00');
    expect((await desk.store.subscription('oken2'))?.subscription).toEqual(before?.subscription);
    expect((await ask('/digest restore oken2')).status).toBe('refused');
    await ask('/digest remove');
    await desk.clock.advance(25 * HOUR);
    expect(said(await ask('/digest undo'))).toContain('No digest was removed');
  });

  test('has buttons for what it lists, also in another channel where the whole server is listed', async () => {
    const { desk, ask } = await asking();
    await ask('/digest subscribe time:08:00');
    expect(linesOf(await ask('/digest list'))).toEqual([
      '/digest pause oken2',
      '/digest test oken2',
      '/digest edit oken2',
      '/digest remove oken2',
    ]);
    const elsewhere = { channel: 'channel-2' };
    const [pause = ''] = linesOf(await ask('/digest list where:server', elsewhere));
    expect(pause).toBe('/digest pause oken2 where:server');
    expect((await ask('/digest pause oken2', elsewhere)).status).toBe('refused');
    expect((await ask(pause, { ...elsewhere, tenant: tenantId('guild-2') })).status).toBe('refused');
    expect((await ask(pause, { ...elsewhere, mayConfigure: false })).status).toBe('refused');
    expect((await ask(pause, elsewhere)).status).toBe('answered');
    expect((await desk.store.subscription('oken2'))?.subscription.state).toBe('paused');
    for (const time of ['09:00', '10:00']) await ask(`/digest subscribe time:${time}`);
    expect(linesOf(await ask('/digest list'))).toEqual(
      ['oken2', 'oken3', 'oken4'].map((id) => `/digest list id:${id}`),
    );
    expect(linesOf(await ask('/digest list id:oken3'))).toContain('/digest remove oken3');
  });

  test('takes a time for the digest that comes then', async () => {
    const { desk, ask } = await asking();
    for (const time of ['08:00', '18:00']) await ask(`/digest subscribe time:${time}`);
    await ask('/digest pause 6pm');
    expect((await desk.store.subscription('oken3'))?.subscription.state).toBe('paused');
    expect((await ask('/digest pause 7pm')).status).toBe('refused');
  });

  test('says in the terminal that digests are posted in chat', async () => {
    const core = coreOver(lakeBriefing(), [digestWith({})]);
    const answer = await core.respond({ kind: 'line', line: '/digest subscribe time:08:00', asker: ASKER });
    expect([answer.status, said(answer)]).toEqual([
      'refused',
      expect.stringContaining('posted by a running Readout in chat'),
    ]);
  });
});

describe('/digest as people type it', () => {
  test.each([
    ['/digest subscribe 9am', 'every day at 09:00 Kyiv time'],
    ['/digest subscribe 9 pm mon - fri', 'every weekday at 21:00 Kyiv time'],
    ['/digest subscribe noon new york', 'every day at 12:00 New York time'],
    ['/digest subscribe 0730 on mondays and thursdays in Katmandu', null],
    ['/digest subscribe 0730 mondays and thursdays Katmandu', 'every Mon and Thu at 07:30 Kathmandu time'],
    ['/digest subscribe time:8.30pm days:mon—fri zone:Kiev', 'every weekday at 20:30 Kyiv time'],
    [
      '/digest subscribe time:８:００ days:every day zone:UTC',
      'every day at 08:00 UTC, next Tue 25 Nov 08:00 UTC',
    ],
    ['/digest add 18h30 weekends', 'every Sat and Sun at 18:30 Kyiv time'],
  ])('%s is %s', async (line, words) => {
    const { ask } = await asking();
    const answer = await ask(line);
    if (words === null) expect(answer.status).toBe('refused');
    else expect(lines(answer)[0]).toMatch(new RegExp(`^Subscribed: ${words}(?:,|\\.$)`));
  });

  test.each([
    ['/digest subscribe 08:00 mon—fry', '“mon-fry”'],
    ['/digest subscribe 9am EST', 'zone takes a time zone'],
    ['/digest subscribe 9am weekdays UTC+2', 'write Europe/Kyiv'],
    ['/digest subscribe time:8 zone:EST', 'write America/New_York or America/Panama'],
    ['/digest subscribe time:8 zone:UTC+2', 'write Europe/Kyiv'],
    ['/digest subscribe time:8 zone:Londn', 'Did you mean Europe/London?'],
    ['/digest subscribe', '/digest subscribe needs time: a time of day'],
    ['/digest remove nosuch', 'This channel has no digest'],
  ])('%s is refused with %s', async (line, words) => {
    const { ask } = await asking();
    const answer = await ask(line);
    expect([answer.status, said(answer)]).toEqual(['refused', expect.stringContaining(words)]);
  });

  test.each([
    ['/digest subcribe 08:00', 'Did you mean /digest subscribe 08:00?', '/digest subscribe 08:00'],
    ['/digest sub 9am', 'Did you mean /digest subscribe 9am?', '/digest subscribe 9am'],
    ['/digest lst', 'Did you mean /digest list?', '/digest list'],
    ['/digest unsubscrbe', 'Did you mean /digest remove?', '/digest remove'],
    [
      '/digest help',
      'With /digest goes subscribe, list, edit, pause, resume, remove, restore, preview or test.',
      '/digest list',
    ],
    ['/digest tomorrow', 'There is no /digest tomorrow. With /digest goes', '/digest list'],
    ['/readout audti', 'Did you mean /readout audit?', '/readout audit'],
  ])('%s is answered with %s', async (line, words, offered) => {
    const { ask } = await asking();
    const answer = await ask(line);
    expect([answer.status, said(answer)]).toEqual(['refused', expect.stringContaining(words)]);
    expect(linesOf(answer)[0]).toBe(offered);
  });

  test.each(['/digest unsubscribe', '/digest delete', '/digest cancel'])('%s removes', async (line) => {
    const { ask } = await asking();
    await ask('/digest subscribe 08:00');
    expect(said(await ask(line))).toContain(
      'Removed. The digest every day at 08:00 Kyiv time will not be posted any more.',
    );
  });

  test('a value of the fallback is still that: here, all and where: are not taken for subcommands', async () => {
    const { ask } = await asking();
    for (const line of ['/digest', '/digest here', '/digest where:here', '/digest ls'])
      expect(said(await ask(line))).toBe('No digest in this channel.');
    expect(said(await ask('/digest all'))).toBe('No digest in any channel.');
  });
});

describe('what chat shows of digests', () => {
  test('has neither a day nor a page, and “More” only where who set them up has no room', async () => {
    const { ask } = await asking();
    const card = async () => cardOf(await ask('/digest list'), CARD_LIMITS.chat, () => true);
    for (const [time, more] of [
      ['08:00', false],
      ['09:00', false],
      ['10:00', true],
    ] as const) {
      await ask(`/digest subscribe ${time}`);
      const shown = await card();
      expect({ time, more: shown.short?.more }).toEqual({ time, more });
      expect(shown.blocks.filter(({ kind }) => kind === 'item').length).toBe(Number(time.slice(0, 2)) - 7);
      expect(speaksOfStory(shown)).toBe(false);
      expect(renderPlain(shown)).not.toContain('As of');
    }
  });

  test('are names and sentences, and neither ids nor codes', async () => {
    const names: Readonly<Record<string, string>> = { 'channel-1': '#desk', ann: 'Ann', bob: 'Bob' };
    const desk = await openDesk({
      chat: { nameOf: async (_tenant, _kind, id) => names[id] ?? null },
    });
    const core = coreAt(desk);
    const ask = async (line: string, over: Partial<Asker> = {}) =>
      said(await core.respond({ kind: 'line', line, asker: { ...OWNER, ...over } }));
    await ask('/digest subscribe 9am');
    await ask('/digest subscribe 10am', { channel: 'channel-2' });
    await ask('/digest pause', { user: 'eve' });
    await desk.store.park(
      { platform: 'discord', tenant: tenantId('guild-1'), channel: 'channel-1', thread: '' },
      'archived',
      'Slack answered is_archived',
      desk.clock.now(),
    );
    const all = await ask('/digest list where:all', { user: 'bob' });
    expect(all.split('\n')[0]).toBe('2 digests in 2 channels.');
    expect(all).toContain('#desk: Paused: Every day at 09:00 Kyiv time');
    expect(all).toContain('A channel I cannot see: Every day at 10:00 Kyiv time');
    expect(all).toContain('The channel is archived.');
    expect(all).toContain('Set up by Ann on 25 November 2025');
    const audit = await ask('/readout audit', { user: 'bob' });
    expect(audit).toContain('Paused oken2 by a member in #desk');
    expect(audit).toContain('Set up oken3 by Ann in a channel I cannot see');
    expect(`${all}\n${audit}`).not.toMatch(/channel-\d|\b(?:ann|eve)\b|is_archived|reconciled|planned/);
  });

  test('offers the digests of a channel by id with their times beside them, to those of the channel alone', async () => {
    const desk = await openDesk();
    const core = coreAt(desk);
    const ask = (line: string) => core.respond({ kind: 'line', line, asker: OWNER });
    await ask('/digest subscribe time:9am filter:speaker:vey');
    await ask('/digest subscribe time:6pm days:weekdays');
    await ask('/digest pause oken3');
    const complete = (typed: string, asker = OWNER) =>
      core.complete?.({ path: ['digest', 'remove'], option: 'id', typed, values: {}, limit: 25, asker });
    expect(await complete('')).toEqual([
      { label: 'oken2 · every day at 09:00 Kyiv time · any speaker:tomas', value: 'oken2' },
      { label: 'oken3 · every weekday at 18:00 Kyiv time · paused', value: 'oken3' },
    ]);
    expect((await complete('oken3'))?.map(({ value }) => value)).toEqual(['oken3']);
    expect((await complete('weekday'))?.map(({ value }) => value)).toEqual(['oken3']);
    expect(await complete('', { ...OWNER, channel: 'channel-2' })).toEqual([]);
    const zone = {
      path: ['digest', 'subscribe'],
      option: 'zone',
      typed: 'lon',
      values: {},
      limit: 25,
      asker: OWNER,
    };
    expect((await core.complete?.(zone))?.[0]).toEqual({ label: 'Europe/London', value: 'Europe/London' });
  });
});

describe('/readout corrections and audit', () => {
  test('list what this channel was told that is no longer right, and nothing of another', async () => {
    const { desk, ask } = await asking();
    await desk.digests.start();
    await ask('/digest subscribe time:08:00 format:full');
    await desk.clock.advance(10 * MINUTE);
    expect(said(await ask('/readout corrections'))).toBe(
      'Nothing this channel was told has had to be corrected.',
    );
    desk.load(lakeBriefing({ statements: [statement('calm', { words: 'Other words.' })] }));
    await desk.clock.advance(10 * MINUTE);
    const answer = await ask('/readout corrections', { mayConfigure: false });
    expect(lines(answer)[0]).toBe('1 correction in this channel');
    expect(said(answer)).toContain('Now: Mira Holm: “Other words.” (21 November 2025) [1]');
    expect(said(await ask('/readout corrections', { channel: 'channel-2' }))).toContain(
      'Nothing this channel',
    );
    await desk.digests.stop();
  });

  test('list who changed what, to those who may configure', async () => {
    const { ask } = await asking();
    await ask('/digest subscribe time:08:00');
    expect(said(await ask('/readout audit'))).toContain(
      'Set up oken2 by you in this channel, Tue 25 Nov 07:58 (05:58 UTC)',
    );
    expect((await ask('/readout audit', { mayConfigure: false })).status).toBe('refused');
  });
});
