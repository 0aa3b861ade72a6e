import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Clock, SYSTEM_CLOCK } from '../../../../src/core/clock.ts';
import { createDigests, type Digests } from '../../../../src/digest/digests.ts';
import type { Briefing } from '../../../../src/domain/briefing.ts';
import { SILENT } from '../../../../src/domain/log.ts';
import type { Subscription } from '../../../../src/domain/schedule/subscription.ts';
import { tenantId } from '../../../../src/domain/schedule/tenant.ts';
import { openSqliteStore } from '../../../../src/store/sqlite/sqlite.ts';
import type { Store } from '../../../../src/store/store.ts';
import { type FakeSlack, TEAM } from '../../../fakes/slack/slack.ts';
import { lakeBriefing } from '../../../fixtures/briefing.ts';
import { subscription } from '../../../fixtures/subscription.ts';
import { type Desk, openDesk, shownText, until } from '../desk.ts';

const PLACE = { platform: 'slack', tenant: tenantId(TEAM), channel: 'C0DESK', thread: '' };
const DUE = Temporal.Instant.from('2025-11-25T06:00:00Z').epochMilliseconds;

/** Real digests, real outbox, real store and the real Slack platform, with only Slack itself a fake. */
describe('a digest in Slack', () => {
  let desk: Desk;
  let slack: FakeSlack;
  let store: Store;
  let digests: Digests;
  let briefing: Briefing;

  /** Runs twenty times as fast as the machine's, from the moment a digest is due. */
  const began = Date.now();
  let daysLater = 0;
  const clock: Clock = {
    ...SYSTEM_CLOCK,
    now: () => DUE + daysLater * 86_400_000 + (Date.now() - began) * 20,
    sleep: (ms, signal) =>
      wait(Math.ceil(ms / 20), undefined, signal === undefined ? {} : { signal }).catch(() => {}),
  };

  beforeEach(async () => {
    daysLater = 0;
    desk = await openDesk('http');
    slack = desk.slack;
    store = await openSqliteStore({ file: ':memory:', exclusive: true });
    briefing = lakeBriefing();
    let tokens = 0;
    digests = createDigests({
      ...{ store, clock, alone: true, log: SILENT, declared: [] },
      deliveries: new Map([['slack', desk.platform.delivery]]),
      briefings: () => new Map([[briefing.id, briefing]]),
      beats: () => () => {},
      token: () => {
        tokens += 1;
        return `token${tokens}`;
      },
      timing: { leaseMs: 60_000, doubtMs: 1_000, lookAgainMs: 1_000 },
    });
  });

  afterEach(async () => {
    await digests.stop();
    await store.close();
    await desk.close();
    expect(slack.violations).toEqual([]);
  });

  const begin = async (over: Partial<Subscription> = {}) => {
    const made = subscription({ place: PLACE, format: 'brief', threads: true, owner: 'U0ANA', ...over });
    const why = { ...PLACE, at: DUE, actor: 'U0ANA', action: 'subscribe', subject: made.id, detail: '' };
    await store.saveSubscription(made, why);
    await digests.start();
  };
  const load = (next: Briefing) => {
    briefing = next;
    digests.packsChanged();
  };
  const states = async () =>
    (await store.deliveriesIn(PLACE, 50)).map(({ kind, part, state }) => `${kind} ${part} ${state}`).sort();
  const settled = async (...expected: readonly string[]) => {
    for (const end = Date.now() + 8_000; Date.now() < end; await wait(10)) {
      if ((await states()).join() === expected.join()) return;
    }
    expect(await states()).toEqual(expected);
  };
  /** Where each message is: in the channel, or in the thread of which one. */
  const places = () =>
    slack.messages.map(({ thread_ts: thread }) =>
      thread === undefined ? 'channel' : `thread of ${slack.messages.findIndex(({ ts }) => ts === thread)}`,
    );

  it('is a lead in the channel and the detail in its one thread', async () => {
    await begin();
    await settled('digest 0 sent', 'digest 1 sent');
    expect(places()).toEqual(['channel', 'thread of 0']);
    expect(slack.messages[0]?.['text']).toContain('The Lake Accord: where it stands');
    expect(shownText(slack.messages[1]?.['blocks'])).toContain('What second says on fleet');
    expect(slack.messages.map(({ metadata }) => metadata)).toMatchObject([
      ...[{ event_payload: { part: 0, parts: 1 } }, { event_payload: { part: 0, parts: 1 } }],
    ]);
  });

  it.each([
    ['the lead', [], 'conversations.history', ['digest 0 reconciled', 'digest 1 sent']],
    ['the detail', [null], 'conversations.replies', ['digest 0 sent', 'digest 1 reconciled']],
  ] as const)(
    'is there once where the reply to %s was lost, found through %s',
    async (_, before, method, end) => {
      slack.fail('chat.postMessage', ...before, { kind: 'lost-reply', commit: true });
      await begin();
      await settled(...end);
      expect(places()).toEqual(['channel', 'thread of 0']);
      expect(slack.callsOf(method).length).toBeGreaterThan(0);
      expect(slack.callsOf('chat.postMessage')).toHaveLength(2);
    },
  );

  it('is posted again where it certainly is not there', async () => {
    slack.fail('chat.postMessage', { kind: 'lost-reply', commit: false }, null, {
      ...{ kind: 'status', status: 502 },
    });
    await begin();
    await settled('digest 0 sent', 'digest 1 sent');
    expect(places()).toEqual(['channel', 'thread of 0']);
  });

  it('stays in doubt, and is never posted blindly, where Slack does not let us look', async () => {
    slack.fail('chat.postMessage', { kind: 'lost-reply', commit: true });
    slack.failAlways('conversations.history', { kind: 'error', code: 'missing_scope' });
    await begin();
    await until(() => slack.callsOf('conversations.history').length > 3);
    expect(await states()).toEqual(['digest 0 in-doubt', 'digest 1 planned']);
    expect(places()).toEqual(['channel']);
    slack.failAlways('conversations.history', undefined);
    await settled('digest 0 reconciled', 'digest 1 sent');
  });

  describe('that was wrong', () => {
    /** A second digest, of the next day, whose lead and detail both tell one statement. */
    beforeEach(async () => {
      await begin();
      await settled('digest 0 sent', 'digest 1 sent');
      daysLater = 1;
      load(withStatement('The dam will be shared.'));
      await settled('digest 0 sent', 'digest 0 sent', 'digest 1 sent', 'digest 1 sent');
      expect(places()).toEqual(['channel', 'thread of 0', 'channel', 'thread of 2']);
      for (const message of slack.messages.slice(2))
        expect(shownText(message['blocks'])).toContain('The dam will be shared.');
    });

    const DIGESTS = ['digest 0 sent', 'digest 0 sent', 'digest 1 sent', 'digest 1 sent'];

    const isCorrected = () => {
      expect(places()).toEqual(['channel', 'thread of 0', 'channel', 'thread of 2', 'thread of 2']);
      for (const message of slack.messages.slice(2)) {
        const shown = shownText(message['blocks']);
        expect(shown).toMatch(/Corrected \w{3} \d\d:\d\d/);
        expect(shown).toContain('The dam will not be shared.');
      }
      const edited = new Set(slack.callsOf('chat.update').map(({ args }) => args['ts']));
      // The channel sees it, and it is once in the thread.
      const [answer] = slack.callsOf('chat.postMessage').slice(-1);
      expect(answer?.args).toMatchObject({ reply_broadcast: 'true' });
      expect(edited).toEqual(new Set(slack.messages.slice(2, 4).map(({ ts }) => ts)));
    };

    it('is edited in both places and answered once in its thread', async () => {
      load(withStatement('The dam will not be shared.'));
      await settled('correction 0 sent', 'correction 0 sent', 'correction-aloud 0 sent', ...DIGESTS);
      isCorrected();
      expect(slack.callsOf('chat.update')).toHaveLength(2);
    });

    it('is so once where the replies to the edits and to the answer are lost', async () => {
      slack.fail('chat.update', { kind: 'lost-reply', commit: true }, { kind: 'status', status: 502 });
      slack.fail('chat.postMessage', { kind: 'hang', commit: true });
      load(withStatement('The dam will not be shared.'));
      await settled('correction 0 sent', 'correction 0 sent', 'correction-aloud 0 reconciled', ...DIGESTS);
      isCorrected();
    });
  });

  it('is kept where it cannot be posted, and its owner is told once, in private', async () => {
    slack.fail('chat.postMessage', { kind: 'error', code: 'not_in_channel' });
    await begin();
    await until(() => slack.messages.length === 1);
    expect(slack.messages[0]).toMatchObject({ channel: 'U0ANA' });
    expect(shownText(slack.messages[0])).toContain('A digest you set up cannot be posted in #desk.');
    expect(shownText(slack.messages[0])).toContain(
      'invite me first: /invite @Readout. It is sub-1, every day at 08:00 Kyiv time.',
    );
    expect(await states()).toEqual(['digest 0 planned', 'digest 1 planned']);
    digests.packsChanged();
    await wait(50);
    expect(slack.callsOf('chat.postMessage')).toHaveLength(2);
  });
});

/** The lake story with one more statement. */
function withStatement(words: string): Briefing {
  const story = lakeBriefing();
  const [first] = story.statements;
  if (first === undefined) throw new Error('The fixture has statements.');
  return { ...story, statements: [...story.statements, { ...first, id: 'new', words }] };
}
