import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type TenantId, tenantId } from '../../src/domain/schedule/tenant.ts';
import type { Watch } from '../../src/domain/schedule/watch.ts';
import type { QuestionStatus, StoredQuestion } from '../../src/store/ports/questions.ts';
import type { Store } from '../../src/store/store.ts';
import { content, newDelivery } from '../fixtures/delivery.ts';
import { subscription } from '../fixtures/subscription.ts';

const HERE = { platform: 'discord', tenant: tenantId('guild-1'), channel: 'channel-1' };

function watchOf(id: string, over: Partial<Watch> = {}): Watch {
  return {
    ...{
      id,
      story: 'lake',
      title: `Watch “${id}”`,
      filter: subscription().filter,
      words: ['fleet', 'größe'],
    },
    ...{
      place: { ...HERE, thread: '' },
      home: tenantId('guild-1'),
      owner: 'user-1',
      private: false,
      zone: 'Europe/Kyiv',
    },
    ...{ createdAt: 5, toldMark: 1, alertDay: '', alertCount: 0 },
    ...over,
  };
}

function question(id: string, askedAt: number, over: Partial<StoredQuestion> = {}): StoredQuestion {
  return {
    ...{
      id,
      story: 'lake',
      words: `who said “${id}”?`,
      meaning: id,
      status: 'not-found',
      ...HERE,
      thread: '',
    },
    askedAt,
    ...over,
  };
}

/** What a store keeps of watches, of what nobody could answer, of who asked when, and of what people shared. */
export function describeTold(name: string, open: () => Promise<Store>): void {
  describe(`what is told and asked: ${name}`, () => {
    let store: Store;
    beforeEach(async () => {
      store = await open();
    });
    afterEach(() => store.close());

    describe('watches', () => {
      const ids = (watches: readonly Watch[]) => watches.map(({ id }) => id);

      test('are kept whole, once an id, and gone when they are removed', async () => {
        const watch = watchOf('w1', { private: true, alertDay: '2025-11-25', alertCount: 3 });
        expect(await store.addWatch(watch)).toBe(true);
        expect(await store.addWatch(watchOf('w1', { title: 'Another' }))).toBe(false);
        expect(await store.watch('w1')).toEqual(watch);
        expect([await store.removeWatch('w1'), await store.removeWatch('w1')]).toEqual([true, false]);
        expect(await store.watch('w1')).toBe(null);
      });

      test('are listed to those who may see them: a channel’s to it, a person’s own to them alone, of one tenant', async () => {
        const direct = { platform: 'discord', tenant: tenantId('@me:9'), channel: 'dm-9', thread: '' };
        await store.addWatch(watchOf('channel', { createdAt: 3 }));
        await store.addWatch(watchOf('own', { createdAt: 1, private: true, place: direct }));
        await store.addWatch(
          watchOf('theirs', { createdAt: 2, private: true, place: direct, owner: 'user-2' }),
        );
        await store.addWatch(
          watchOf('elsewhere', { place: { ...direct, channel: 'c' }, home: tenantId('guild-2') }),
        );
        const seen = async (user: string, channel = 'channel-1') =>
          ids(await store.watchesFor({ ...HERE, channel, user }));
        expect(await seen('user-1')).toEqual(['own', 'channel']);
        expect(await seen('user-2')).toEqual(['theirs', 'channel']);
        expect(await seen('user-1', 'channel-2')).toEqual(['own']);
        expect(await seen('user-3', 'channel-2')).toEqual([]);
      });

      test('that are behind a mark come in pages, those of other stories never', async () => {
        for (let at = 0; at < 7; at += 1) await store.addWatch(watchOf(`w${at}`, { toldMark: at % 2 }));
        await store.addWatch(watchOf('other', { story: 'sea', toldMark: 0 }));
        expect(ids(await store.watchesBehind('lake', 1, '', 10))).toEqual(['w0', 'w2', 'w4', 'w6']);
        expect(ids(await store.watchesBehind('lake', 2, 'w1', 3))).toEqual(['w2', 'w3', 'w4']);
      });

      test('are told and passed together, once, and never back to an earlier mark', async () => {
        const many = Array.from({ length: 900 }, (_, at) => `p${at}`);
        for (const id of ['w1', 'w2', ...many.slice(0, 3)]) await store.addWatch(watchOf(id));
        const alert = newDelivery({ id: 'alert-1', kind: 'alert', slot: 'alert/2', content: 'hash-1' });
        const told = {
          ...{ contents: [content('hash-1', { 'statement:x': 'r1' })], deliveries: [alert], mark: 2 },
          ...{ alerted: [{ id: 'w1', day: '2025-11-25', count: 1 }], passed: many },
        };
        await store.tellWatches(told, 10);
        await store.tellWatches({ ...told, alerted: [{ id: 'w1', day: '2025-11-26', count: 9 }] }, 11);
        await store.tellWatches({ ...told, contents: [], deliveries: [], mark: 1, passed: ['p1'] }, 12);
        expect(await store.watch('w1')).toMatchObject({ toldMark: 2, alertDay: '2025-11-25', alertCount: 1 });
        expect(ids(await store.watchesBehind('lake', 2, '', 10))).toEqual(['w2']);
        expect((await store.deliveriesIn(alert.place, 9)).map(({ id, kind }) => [id, kind])).toEqual([
          ['alert-1', 'alert'],
        ]);
      });
    });

    describe('questions that nobody could answer', () => {
      const listed = async (since = 0, limit = 10, of?: { platform: string; tenant: TenantId }) =>
        (await store.openQuestions(since, limit, of)).map(({ id }) => id);

      test('are open until they are closed, newest first, of one tenant or of all', async () => {
        const statuses: readonly QuestionStatus[] = ['not-found', 'not-reported', 'refused', 'wrong'];
        for (const [at, status] of statuses.entries())
          await store.noteQuestion(question(`q${at}`, at + 1, { status }));
        await store.noteQuestion(question('q0', 99, { words: 'again' }));
        await store.noteQuestion(question('there', 9, { tenant: tenantId('guild-2') }));
        expect(await store.openQuestions(0, 1, { platform: 'discord', tenant: tenantId('guild-1') })).toEqual(
          [question('q3', 4, { status: 'wrong' })],
        );
        expect(await listed()).toEqual(['there', 'q3', 'q2', 'q1', 'q0']);
        expect(await listed(3, 10, { platform: 'discord', tenant: tenantId('guild-1') })).toEqual([
          'q3',
          'q2',
        ]);
        expect(await listed(0, 10, { platform: 'slack', tenant: tenantId('guild-1') })).toEqual([]);
        expect(await store.closeQuestions(['q1', 'q2', 'nobody'], 'dismissed')).toBe(2);
        expect(await store.closeQuestions(['q1'], 'done')).toBe(0);
        expect(await listed()).toEqual(['there', 'q3', 'q0']);
        expect(await store.closeQuestions([], 'done')).toBe(0);
      });

      test('are forgotten when they are old', async () => {
        for (const at of [1, 2, 3]) await store.noteQuestion(question(`q${at}`, at));
        await store.dropOld(
          { deliveries: 0, shared: 0, audit: 0, questions: 3, feedKeys: 0, articles: 0 },
          50,
        );
        expect(await listed()).toEqual(['q3']);
      });
    });

    test('when somebody asked last is known of those who wanted it, for a time, until they take it back', async () => {
      await store.noteAsked(['ann'], 10, 100);
      expect(await store.lastAsked('ann', 20)).toBe(null);
      await store.keepAsked('ann', 20, 100);
      await store.noteAsked(['nobody', 'ann'], 30, 200);
      // Of several processes one may come late.
      await store.noteAsked(['ann'], 25, 150);
      expect([await store.lastAsked('ann', 199), await store.lastAsked('ann', 200)]).toEqual([30, null]);
      // What has run out is not taken up again by asking.
      await store.noteAsked(['ann'], 300, 400);
      expect(await store.lastAsked('ann', 301)).toBe(null);
      await store.keepAsked('ben', 1, 50);
      await store.forget(60);
      expect(await store.forgetAsked('ben')).toBe(false);
      await store.keepAsked('ben', 1, 50);
      expect([await store.forgetAsked('ben'), await store.lastAsked('ben', 2)]).toEqual([true, null]);
      // More than one statement takes.
      await store.keepAsked('cem', 1, 50);
      await store.noteAsked([...Array.from({ length: 1_500 }, (_, at) => `p${at}`), 'cem'], 2, 60);
      expect(await store.lastAsked('cem', 3)).toBe(2);
    });

    test('the state of a story at a time is the newest one that was seen by then', async () => {
      const seen = (mark: number, at: number) =>
        store.addRevisions(
          'lake',
          mark,
          [{ record: 'event:x', hash: `h${mark}`, content: '{}', material: true }],
          at,
        );
      await seen(1, 100);
      await seen(2, 200);
      const marks = [99, 100, 199, 200, 999].map((time) => store.markAt('lake', time));
      expect(await Promise.all(marks)).toEqual([0, 1, 1, 2, 2]);
      expect(await store.markAt('sea', 999)).toBe(0);
    });

    describe('an answer that somebody shared', () => {
      const shared = (id: string, at: number) => ({
        body: content('hash-1', { 'statement:x': 'r1' }),
        row: newDelivery({
          ...{
            id,
            kind: 'shared',
            subscription: '',
            slot: id,
            key: id,
            dueAt: at,
            notBefore: at,
            expiresAt: at,
          },
        }),
      });

      test('counts as sent, is never sent from here, and is noted once', async () => {
        const { body, row } = shared('shared-1', 50);
        await store.notePosted(body, row, 'm-1', 50);
        await store.notePosted(body, row, 'm-2', 60);
        const claimed = await store.claim({
          ...{ platform: 'discord', claim: 'c', now: 50 },
          leaseUntil: 99,
          limit: 9,
        });
        expect(claimed).toEqual([]);
        expect(await store.deliveriesIn(row.place, 9)).toMatchObject([{ state: 'sent', message: 'm-1' }]);
        expect(await store.nextMove('discord', 50)).toBe(null);
      });

      test('is outdated as a digest is, and its edit finds its message', async () => {
        const { body, row } = shared('shared-1', 50);
        const revision = (hash: string) => [
          { record: 'statement:x', hash, content: `{"h":"${hash}"}`, material: true },
        ];
        await store.addRevisions('lake', 1, revision('r1'), 40);
        await store.notePosted(body, row, 'm-1', 50);
        expect(await store.outdatedPosts('lake', 0)).toEqual([]);
        await store.addRevisions('lake', 2, revision('r2'), 60);
        expect(await store.outdatedPosts('lake', 0)).toMatchObject([
          { record: 'statement:x', delivery: { kind: 'shared', message: 'm-1' }, told: { hash: 'r1' } },
        ]);
        const edit = newDelivery({
          id: 'edit-1',
          kind: 'correction',
          slot: 'edit-1',
          content: 'hash-2',
          edits: row.id,
        });
        await store.enqueue([content('hash-2', { 'statement:x': 'r2' })], [edit], 70);
        const [claimed] = await store.claim({
          ...{ platform: 'discord', claim: 'c', now: 1_000, leaseUntil: 2_000, limit: 9 },
        });
        expect(claimed).toMatchObject({ id: 'edit-1', editedMessage: 'm-1' });
        await store.startSending('edit-1', 'c', 1_000, 2_000);
        await store.settle('edit-1', 'c', { state: 'sent', message: 'm-1' }, 1_001);
        expect(await store.outdatedPosts('lake', 0)).toEqual([]);
      });

      test('is deleted after a time of its own, where other posts stay longer', async () => {
        const { body, row } = shared('shared-1', 50);
        await store.notePosted(body, row, 'm-1', 50);
        await store.notePosted(body, { ...row, id: 'digest-1', kind: 'digest', slot: 'd' }, 'm-2', 50);
        await store.dropOld(
          { deliveries: 10, shared: 60, audit: 0, questions: 0, feedKeys: 0, articles: 0 },
          10,
        );
        expect((await store.deliveriesIn(row.place, 9)).map(({ id }) => id)).toEqual(['digest-1']);
      });
    });
  });
}
