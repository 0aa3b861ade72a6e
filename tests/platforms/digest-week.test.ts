import { afterEach, describe, expect, it } from 'vitest';
import { commandsWith } from '../../src/commands/every-command.ts';
import { COMMANDS } from '../../src/commands/registry.ts';
import type { Delivery } from '../../src/core/delivery.ts';
import { createDigests, type Digests } from '../../src/digest/digests.ts';
import { createCore } from '../../src/dispatch/dispatch.ts';
import type { Briefing } from '../../src/domain/briefing.ts';
import { SILENT } from '../../src/domain/log.ts';
import { openSqliteStore } from '../../src/store/sqlite/sqlite.ts';
import type { Store } from '../../src/store/store.ts';
import { createSimulatedClock } from '../fakes/simulated-clock.ts';
import { askable } from '../fixtures/asking.ts';
import { lakeBriefing, statement } from '../fixtures/briefing.ts';
import { HOUR, MINUTE } from '../fixtures/digest-desk.ts';
import { type Chatting, chattingOnDiscord, chattingOnSlack } from './chatting.ts';

/** Nobody waits for a platform's pace here: the clock stands while it works. */
const AT_ONCE = { perSecond: 1_000, perTenantPerSecond: 1_000, perChannelMs: 0 };
const DAY = 24 * HOUR;

const SPOKE = statement('spoke', {
  ...{ speaker: 'tomas', words: 'The boats stay where they are.', gist: 'Vey keeps the boats.' },
  ...{ about: ['fleet'], reported: '2025-11-25' },
});
const REWORDED = { ...SPOKE, words: 'The boats stay where they were.' };

describe.each([
  ['Discord', chattingOnDiscord],
  ['Slack', chattingOnSlack],
] as const)('a week of digests on %s, over its wire', (_, chattingOn) => {
  let chat: Chatting;
  let store: Store;
  let digests: Digests;

  afterEach(async () => {
    await digests.stop();
    await chat.close();
    await store.close();
    expect(chat.violations()).toEqual([]);
  });

  it('is set up by the form and by a sentence, told each morning, corrected, edited, paused, removed and undone', async () => {
    const clock = createSimulatedClock(Temporal.Instant.from('2025-11-24T05:00:00Z').epochMilliseconds);
    let briefing: Briefing = lakeBriefing();
    let story = askable(briefing);
    store = await openSqliteStore({ file: ':memory:', exclusive: true });
    const services = {
      get digest() {
        return digests.service;
      },
    };
    const core = createCore({
      stories: () => [story],
      commands: await commandsWith(services),
      clock: () => Temporal.Instant.fromEpochMilliseconds(clock.now()),
    });
    chat = await chattingOn({ core, commands: COMMANDS });
    const delivery: Delivery = { ...chat.delivery, limits: AT_ONCE };
    const [one, two] = chat.channels;
    let ring = () => {};
    let tokens = 0;
    digests = createDigests({
      ...{ store, clock, alone: true, log: SILENT, declared: [] },
      deliveries: new Map([[chat.platform, delivery]]),
      briefings: () => new Map([[briefing.id, briefing]]),
      beats: (beat) => {
        ring = beat;
        return () => {};
      },
      token: () => `token${++tokens}`,
    });
    await digests.start();
    /** Lets what is under way go on until it has come to this. */
    const comes = async (holds: () => boolean) => {
      for (let tries = 0; tries < 2_000 && !holds(); tries += 1) await moment();
      expect(holds(), String(holds)).toBe(true);
    };
    const moment = async () => {
      await clock.advance(10);
      await new Promise((resolve) => setTimeout(resolve, 2));
    };
    /** What is to come is awaited; this only gives what must not come the time to. */
    const settle = async () => {
      for (let count = 0; count < 10; count += 1) await moment();
    };
    const runFor = async (ms: number) => {
      await clock.advance(ms);
      ring();
      await settle();
    };
    const load = async (next: Briefing) => {
      briefing = next;
      story = askable(next);
      digests.packsChanged();
      await settle();
      await runFor(MINUTE);
    };
    const last = (channel: string) => chat.posts(channel).at(-1)?.replaceAll(/\s+/g, ' ') ?? '';
    const lead = (channel: string, nth: number) =>
      chat.posts(channel).filter((post) => post.includes('The Lake Accord:'))[nth] ?? '';
    const said = (text: Promise<string>) => text.then((words) => words.replaceAll(/[\s*]+/g, ' '));

    expect(
      await said(chat.form(one, { time: '08:00', days: ['mon', 'tue', 'wed', 'thu', 'fri'] })),
    ).toContain('every weekday at 08:00 Kyiv time, next Mon 24 Nov 08:00 (06:00 UTC)');
    expect(await said(chat.say(two, 'post a digest here every day at 9am please'))).toContain(
      'A digest can come to this channel.',
    );
    expect(await said(chat.press('Subscribe at 09:00 daily'))).toContain('every day at 09:00 Kyiv time');

    await runFor(HOUR + MINUTE);
    await comes(() => lead(one, 0).includes('where it stands'));
    expect(chat.posts(two)).toEqual([]);
    await runFor(HOUR);
    await comes(() => lead(two, 0).includes('where it stands'));

    await load(withSaid(SPOKE));
    await runFor(23 * HOUR);
    await comes(() => lead(one, 1).includes('1 change since Mon 08:01'));
    expect(lead(one, 1)).toContain(SPOKE.words);
    // In place, and once more where people read it.
    await load(withSaid(REWORDED));
    await comes(() => lead(one, 1).includes(REWORDED.words) && chat.posts(one).length === 3);
    expect(lead(one, 1)).toContain('Corrected Tue');
    expect(last(one)).toContain(REWORDED.words);
    const record = 'statement:spoke';
    await load(lakeBriefing({ withdrawn: [{ record, on: '2025-11-25', reason: 'never said' }] }));
    await comes(() => lead(one, 1).includes('Never said.') && chat.posts(one).length === 4);
    expect(last(one)).toContain('Withdrawn:');
    // Whoever was not told of it is told of neither.
    await runFor(HOUR);
    expect(chat.posts(two)).toHaveLength(1);

    expect(await said(chat.type(one, 'list'))).toContain('Every weekday at 08:00 Kyiv time');
    expect(chat.labels()).toEqual(['Pause', 'Test', 'Edit', 'Remove']);
    expect(await said(chat.press('Pause'))).toContain('nothing is posted until it is resumed');
    await load(withSaid({ ...SPOKE, id: 'later', words: 'The boats may sail again.' }));
    await runFor(DAY);
    expect(chat.posts(one)).toHaveLength(4);
    await said(chat.type(one, 'list'));
    expect(await said(chat.press('Resume'))).toContain('next Thu 27 Nov 08:00 (06:00 UTC)');
    expect(await said(chat.press('Edit', '07:30'))).toContain('every weekday at 07:30 Kyiv time');
    expect(await said(chat.press('Remove'))).toContain('will not be posted any more');
    expect(await said(chat.press('Undo'))).toContain('every weekday at 07:30 Kyiv time');
    await runFor(DAY);
    // What changed since it last told is told, though it was paused, edited, removed and brought back between.
    await comes(() => lead(one, 2).includes('1 change since Tue'));
    expect(lead(one, 2)).toContain('The boats may sail again.');
    expect(chat.posts(one)).toHaveLength(5);
  }, 30_000);
});

function withSaid(said: ReturnType<typeof statement>): Briefing {
  return lakeBriefing({ statements: [...lakeBriefing().statements, said] });
}
