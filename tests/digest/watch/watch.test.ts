import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Answer } from '../../../src/answer/answer.ts';
import { watchWith } from '../../../src/commands/watch/watch.ts';
import type { Asker } from '../../../src/core/command.ts';
import type { Delivery } from '../../../src/core/delivery.ts';
import { claimsOf } from '../../../src/digest/compose/revisions.ts';
import type { DigestsOptions } from '../../../src/digest/digests.ts';
import { matchesOf } from '../../../src/digest/watch/matching.ts';
import { readSubject } from '../../../src/digest/watch/read-subject.ts';
import { createCore } from '../../../src/dispatch/dispatch.ts';
import { type Briefing, datedRecords, recordId } from '../../../src/domain/briefing.ts';
import { tenantId } from '../../../src/domain/schedule/tenant.ts';
import type { Watch } from '../../../src/domain/schedule/watch.ts';
import type { DeadlineStep } from '../../../src/domain/tracked/deadline.ts';
import { askable, said } from '../../fixtures/asking.ts';
import { lakeBriefing, statement, when } from '../../fixtures/briefing.ts';
import { type Desk, HOUR, MINUTE, openDesk } from '../../fixtures/digest-desk.ts';
import { linesOf } from '../../fixtures/written.ts';

const ANN: Asker = {
  platform: 'discord',
  tenant: tenantId('guild-1'),
  channel: 'channel-1',
  user: 'ann',
  mayConfigure: true,
};

/** The lake story in which Vey said these things besides. */
function withSaid(...ids: readonly string[]): Briefing {
  const story = lakeBriefing();
  const said = ids.map((id) =>
    statement(id, { speaker: 'tomas', words: `Words of ${id}.`, gist: `Vey says ${id}.`, about: ['fleet'] }),
  );
  return { ...story, statements: [...story.statements, ...said] };
}

async function watching(
  start = '2025-11-25T09:58:00Z',
  more: Partial<Delivery> & { readonly beatMs?: number; readonly over?: Partial<DigestsOptions> } = {},
): Promise<{
  desk: Desk;
  ask: (line: string, over?: Partial<Asker>) => Promise<Answer>;
}> {
  const { beatMs, over = {}, ...delivery } = more;
  const desk = await openDesk({
    ...{ start, over },
    ...(beatMs === undefined ? {} : { beatMs }),
    chat: {
      tell: async (_tenant, user) => ({
        kind: 'sent',
        message: 'hello',
        place: { tenant: tenantId(`dm-of-${user}`), channel: `dm-${user}` },
      }),
    },
  });
  Object.assign(desk.chat.delivery, delivery);
  const story = askable(lakeBriefing());
  const core = createCore({
    stories: () => [story],
    commands: [watchWith({ watch: desk.digests.watches })],
    clock: () => Temporal.Instant.fromEpochMilliseconds(desk.clock.now()),
  });
  await desk.digests.start();
  return { desk, ask: (line, over = {}) => core.respond({ kind: 'line', line, asker: { ...ANN, ...over } }) };
}
const told = (desk: Desk) =>
  desk.chat.messages.map(({ destination, answer }) => [destination.channel, said(answer).split('\n')[0]]);

describe('/watch', () => {
  test('is had as often in one tenant as it may be, in channels and by everybody for themselves', async () => {
    const { ask } = await watching(undefined, { over: { quotas: { watches: 2 } } });
    await ask('/watch vey here');
    await ask('/watch vey', { user: 'bob', mayConfigure: false });
    expect(said(await ask('/watch amnesty here', { channel: 'channel-9' }))).toContain(
      'At most 2 watches are set up for one server or workspace here',
    );
    expect(said(await ask('/watch amnesty', { user: 'eve', tenant: tenantId('guild-9') }))).toContain(
      'Watching',
    );
    await ask('/watch stop', {
      user: 'bob',
      mayConfigure: false,
      channel: 'dm-bob',
      tenant: tenantId('dm-of-bob'),
    });
  });

  test('tells what changes within five minutes in one alert, to whom it concerns, once', async () => {
    const { desk, ask } = await watching();
    expect(said(await ask('/watch vey here'))).toContain('Watching Tomás Vey. This channel will be told');
    await ask('/watch vey', { user: 'bob', mayConfigure: false });
    await ask('/watch amnesty', { user: 'eve' });
    desk.load(withSaid('one'));
    await desk.clock.advance(3 * MINUTE);
    desk.load(withSaid('one', 'two'));
    await desk.clock.advance(10 * MINUTE);
    expect(told(desk).toSorted()).toEqual([
      ['channel-1', 'Tomás Vey: 2 changes.'],
      ['dm-bob', 'Tomás Vey: 2 changes.'],
    ]);
    await desk.clock.advance(2 * HOUR);
    expect(desk.chat.messages).toHaveLength(2);
    await desk.digests.stop();
  });

  test('gives all changes behind a button where an alert has room for five of them, and none where it told all', async () => {
    const { desk, ask } = await watching();
    await ask('/watch vey here');
    await ask('/watch vey', { user: 'bob', mayConfigure: false });
    const ids = ['one', 'two', 'three', 'four', 'five', 'six', 'seven'];
    desk.load(withSaid(...ids));
    await desk.clock.advance(10 * MINUTE);
    for (const { answer, destination } of desk.chat.messages) {
      expect(said(answer)).toContain('and 2 more');
      const [all] = answer.actions;
      const [line = ''] = linesOf(answer);
      expect(all).toMatchObject({ label: 'All 7 changes', whole: true });
      const asker =
        destination.channel === 'channel-1'
          ? { user: 'eve' }
          : { user: 'bob', channel: 'dm-bob', tenant: tenantId('dm-of-bob') };
      const whole = await ask(line, { ...asker, mayConfigure: false });
      expect(whole.records).toEqual(ids.map((id) => `statement:${id}`));
      expect(said(whole).split('\n')[0]).toBe('Tomás Vey: 7 changes.');
    }
    expect(said(await ask('/watch changes', { user: 'zoe', channel: 'channel-9' }))).toContain(
      'Nothing like that',
    );
    // Of the last days where no alert says from when on: what the story had before is among them.
    expect((await ask('/watch changes')).records).toEqual(
      expect.arrayContaining(ids.map((id) => `statement:${id}`)),
    );
    desk.load(withSaid(...ids, 'eight'));
    await desk.clock.advance(10 * MINUTE);
    expect(desk.chat.messages.at(-1)?.answer.actions[0]).toMatchObject({ label: 'Stop watching' });
    await desk.digests.stop();
  });

  test('says nothing of what was there before, nor of what is gone again by then', async () => {
    const { desk, ask } = await watching();
    desk.load(withSaid('before'));
    await desk.clock.advance(MINUTE);
    await ask('/watch vey here');
    await desk.clock.advance(10 * MINUTE);
    desk.load(withSaid('before', 'slip'));
    await desk.clock.advance(2 * MINUTE);
    desk.load(withSaid('before'));
    await desk.clock.advance(10 * MINUTE);
    expect(desk.chat.messages).toEqual([]);
    await desk.digests.stop();
  });

  test('corrects an alert by an edit, and a withdrawal is an alert of its own and no reply', async () => {
    const { desk, ask } = await watching();
    await ask('/watch vey here');
    desk.load(withSaid('one'));
    await desk.clock.advance(10 * MINUTE);
    desk.load(withSaid());
    await desk.clock.advance(10 * MINUTE);
    expect(desk.chat.messages.map(({ edits, destination }) => [edits, destination.thread])).toEqual([
      [1, undefined],
      [0, undefined],
    ]);
    expect(said(desk.chat.messages[1]?.answer ?? (await ask('/watch list')))).toContain('Withdrawn: ');
    await desk.digests.stop();
  });

  test('sends six a day, keeps quiet at night, and tells the rest together in the morning', async () => {
    const { desk, ask } = await watching();
    await ask('/watch vey here');
    const ids: string[] = [];
    for (let at = 0; at < 9; at += 1) {
      ids.push(`said-${at}`);
      desk.load(withSaid(...ids));
      await desk.clock.advance(10 * MINUTE);
    }
    expect(desk.chat.messages).toHaveLength(6);
    await desk.clock.advance(17 * HOUR);
    expect(desk.chat.messages).toHaveLength(6);
    await desk.clock.advance(4 * HOUR);
    expect(told(desk).slice(6)).toEqual([['channel-1', 'Tomás Vey: 3 changes since the last alert.']]);
    await desk.digests.stop();
  });

  test('is stopped by one button, by its owner or who may manage the channel and nobody else', async () => {
    const { desk, ask } = await watching();
    await ask('/watch the fleet here');
    await ask('/watch vey');
    desk.load(withSaid('one'));
    await desk.clock.advance(10 * MINUTE);
    const buttons = desk.chat.messages.flatMap(({ answer }) => linesOf(answer));
    const [here = '', mine = ''] = buttons.filter((line) => line.startsWith('/watch stop'));
    const guest = { user: 'bob', mayConfigure: false };
    expect((await ask(here, guest)).status).toBe('refused');
    expect((await ask(mine, { ...guest, mayConfigure: true })).status).toBe('refused');
    expect((await ask(here, { tenant: tenantId('guild-2') })).status).toBe('refused');
    expect(linesOf(await ask('/watch list', guest))).toHaveLength(1);
    const direct = { tenant: tenantId('dm-of-ann'), channel: 'dm-ann', mayConfigure: false };
    expect((await ask(mine, direct)).status).toBe('answered');
    expect((await ask(here)).status).toBe('answered');
    expect(said(await ask('/watch list'))).toContain('Nothing is watched here.');
    desk.load(withSaid('one', 'two'));
    await desk.clock.advance(20 * MINUTE);
    expect(desk.chat.messages).toHaveLength(2);
    await desk.digests.stop();
  });

  test.each([
    ['/watch', 'needs what'],
    ['/watch 99', 'No point of The Lake Accord is called "99".'],
    ['/watch the', 'what takes a point'],
    ['/watch add what:speaker:nobody', 'Nobody in The Lake Accord'],
  ])('refuses %s in one sentence', async (line, sentence) => {
    const { ask } = await watching();
    const answer = await ask(line);
    expect([answer.status, said(answer)]).toEqual(['refused', expect.stringContaining(sentence)]);
  });

  test('refuses the channel to those who may not manage it, the same twice, and more than twenty', async () => {
    const { ask } = await watching();
    expect((await ask('/watch vey here', { mayConfigure: false })).status).toBe('refused');
    expect((await ask('/watch vey here')).status).toBe('answered');
    expect(said(await ask('/watch tomas vey here'))).toContain('watched there already');
    for (let at = 1; at < 20; at += 1) await ask(`/watch thing number${at} here`);
    expect(said(await ask('/watch one more thing here'))).toContain('At most 20');
  });

  test('has its tables to itself: a second process plans nothing twice', async () => {
    const { desk, ask } = await watching();
    await ask('/watch vey here');
    desk.load(withSaid('one'));
    await desk.clock.advance(4 * MINUTE);
    await desk.digests.stop();
    const next = desk.another();
    await next.start();
    await desk.clock.advance(10 * MINUTE);
    await next.stop();
    const third = desk.another();
    await third.start();
    await desk.clock.advance(10 * MINUTE);
    await third.stop();
    expect(told(desk)).toEqual([['channel-1', 'Tomás Vey: 1 change.']]);
  });
});

describe('every change', () => {
  test('reaches each who watches once, in any order of changes, withdrawals, restarts and pauses', async () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constant('load' as const), ids: fc.subarray(['a', 'b', 'c', 'd']) }),
      fc.record({ kind: fc.constant('wait' as const), minutes: fc.integer({ min: 1, max: 12 }) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 6 }), async (steps) => {
        const { desk, ask } = await watching();
        await ask('/watch vey here');
        let now: readonly string[] = [];
        for (const each of steps) {
          if (each.kind === 'load') {
            now = each.ids;
            desk.load(withSaid(...now));
          } else await desk.clock.advance(each.minutes * MINUTE);
        }
        await desk.clock.advance(12 * MINUTE);
        await desk.digests.stop();
        // What was told, read from the first alert to the last, leaves exactly what there is.
        const known = new Set<string>();
        for (const { answer } of desk.chat.messages)
          for (const record of answer.records.filter((id) => /^statement:[abcd]$/.test(id))) {
            const text = said(answer);
            const id = record.slice('statement:'.length);
            if (text.includes(`Withdrawn: “Words of ${id}`)) known.delete(id);
            else if (!known.has(id)) known.add(id);
          }
        const alerts = desk.chat.messages.length;
        expect(alerts).toBeLessThanOrEqual(steps.length + 1);
        for (const id of now) expect(known.has(id)).toBe(true);
      }),
      { numRuns: 15 },
    );
  }, 20_000);
});

describe('ten thousand watches', () => {
  test('meet five hundred changes by what they name, and as looking at each with each would have it', () => {
    const story = lakeBriefing();
    const claims = claimsOf(story);
    const all = datedRecords(story).flatMap((record) => {
      const claim = claims.get(recordId(record));
      return claim === undefined ? [] : [{ kind: 'added', record, claim } as const];
    });
    const changes = Array.from({ length: 500 }, (_, at) => all[at % all.length]).filter(
      (change) => change !== undefined,
    );
    const subjects = ['vey', '2', 'amnesty', 'boats', 'not denied', 'vey or point 4', 'nothing of it'].map(
      (typed) => readSubject(typed, story),
    );
    const watches = Array.from({ length: 10_000 }, (_, at): Watch => {
      const subject = subjects[at % subjects.length];
      if (subject === undefined) throw new Error('No subject.');
      return {
        ...subject,
        ...{ id: `w${at}`, story: story.id, home: tenantId('g'), owner: 'u', private: false, zone: 'UTC' },
        place: { platform: 'discord', tenant: tenantId('g'), channel: `c${at}`, thread: '' },
        ...{ createdAt: 0, toldMark: 0, alertDay: '', alertCount: 0 },
      };
    });
    const matches = matchesOf(watches, changes);
    const one = watches.slice(0, subjects.length).map((watch) => matches.get(watch)?.length ?? 0);
    const alone = watches
      .slice(0, subjects.length)
      .map((watch) => matchesOf([watch], changes).get(watch)?.length ?? 0);
    expect(one).toEqual(alone);
    expect(one.at(-1)).toBe(0);
    expect(one.slice(0, 4).every((count) => count > 0)).toBe(true);
  });
});

describe('on the day of a deadline', () => {
  const step = (due: string, over: Partial<DeadlineStep> = {}): DeadlineStep => ({
    ...{ kind: 'step', id: 'reply/set', deadline: 'reply', step: 'set', date: when('2025-11-20') },
    ...{ due: when(due), provenance: 'official-statement', sources: [{ source: 'gazette' }] },
    ...{ materiality: 'material', reported: '2025-11-20', ...over },
  });
  const dueOn = (...steps: readonly DeadlineStep[]): Briefing => ({
    ...lakeBriefing(),
    deadlines: [
      {
        kind: 'deadline',
        id: 'reply',
        title: 'a reply to the draft',
        aliases: [],
        who: ['south'],
        about: ['fleet'],
        steps,
      },
    ],
  });
  /** Watches set up the day before, of a channel and of a person who lives elsewhere. */
  const waiting = async (story: Briefing) => {
    const { desk, ask } = await watching('2025-11-25T20:58:00Z', {
      beatMs: 10 * MINUTE,
      zoneOf: async (_tenant, user) => (user === 'bob' ? 'America/New_York' : null),
    });
    desk.load(story);
    await desk.clock.advance(12 * MINUTE);
    await ask('/watch the fleet here');
    await ask('/watch the fleet', { user: 'bob', mayConfigure: false });
    await ask('/watch amnesty', { user: 'eve' });
    return desk;
  };
  const at = (desk: Desk) =>
    desk.chat.messages.map(({ destination, answer, at }) => [
      ...[destination.channel, said(answer).split('\n')[0]],
      Temporal.Instant.fromEpochMilliseconds(at).toString().slice(11, 16),
    ]);

  test('those who watch it are told once, each after the night where they are', async () => {
    const desk = await waiting(dueOn(step('2025-11-26')));
    await desk.clock.advance(20 * HOUR);
    // Seven in Kyiv, and seven in New York.
    expect(at(desk)).toEqual([
      ['channel-1', 'Due today: a reply to the draft.', '05:00'],
      ['dm-bob', 'Due today: a reply to the draft.', expect.stringMatching(/^12:(?:0\d|1[0-5])$/)],
    ]);
    await desk.digests.stop();
  });

  test.each([
    ['was dropped', [step('2025-11-26'), step('2025-11-26', { id: 'reply/dropped', step: 'dropped' })]],
    ['was moved', [step('2025-11-26'), step('2025-12-24', { id: 'reply/moved', step: 'moved' })]],
    ['is no day but a month', [step('2025-11')]],
  ] as const)('nobody is told of one that %s', async (_, steps) => {
    const kept = steps.map(
      ({ due, ...one }) => (one.step === 'dropped' ? one : { ...one, due }) as DeadlineStep,
    );
    const desk = await waiting(dueOn(...kept));
    await desk.clock.advance(20 * HOUR);
    expect(at(desk)).toEqual([]);
    await desk.digests.stop();
  });
});
