import { afterEach, describe, expect, it } from 'vitest';
import type { Answer } from '../../../../src/answer/answer.ts';
import { SYSTEM_CLOCK } from '../../../../src/core/clock.ts';
import type { Asker, OptionValues } from '../../../../src/core/command.ts';
import { tenantId } from '../../../../src/domain/schedule/tenant.ts';
import { type Chat, createChat } from '../../../fakes/chat.ts';
import { said } from '../../../fixtures/asking.ts';
import { type DeskServed, serveDesk } from './served-desk.ts';

const WORDS = 'A levy of that size is a gift to nobody but the people who drew it up';
const PASTED = `Levy row goes on\n\n"${WORDS}," said harbour analyst Arto Lehtinen on Monday.`;
const NOW = Temporal.Instant.from('2034-12-14T12:00:00Z').epochMilliseconds;
const CHANNEL = '  channels: [{platform: slack, tenant: T1, channel: C1, editors: [U1, U2]}]';

describe('a desk in chat', () => {
  let served: DeskServed;
  let chat: Chat;
  let time = NOW;
  const open = async (desk = CHANNEL) => {
    time = NOW;
    const clock = { ...SYSTEM_CLOCK, now: () => time };
    chat = createChat({ clock, kind: 'nonce', latencyMs: 0, nameOf: async (_, __, id) => `Name of ${id}` });
    served = await serveDesk({ desk, deliveries: new Map([['slack', chat.delivery]]), now: () => time });
  };
  afterEach(() => served.close());

  const asker = (user: string, over: Partial<Asker> = {}): Asker => ({
    ...{ platform: 'slack', tenant: tenantId('T1'), channel: 'C1', user, mayConfigure: false },
    ...over,
  });
  const ask = (user: string, path: string, values: OptionValues = {}, over: Partial<Asker> = {}) =>
    served.core.respond({ kind: 'command', path: path.split(' '), values, asker: asker(user, over) });
  const until = async (condition: () => boolean) => {
    for (let tries = 0; !condition(); tries += 1) {
      if (tries > 2_000)
        throw new Error(
          `waited in vain for ${condition}: ${chat.messages.map((m) => said(m.answer)).join('\n')}`,
        );
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
  };
  const words = (answer: Answer) => said(answer);
  const idIn = ({ actions }: Answer): string => {
    const [first] = actions.flatMap((action) => (action.kind === 'ask' ? [action.values['id'] ?? ''] : []));
    if (first === undefined) throw new Error('no buttons');
    return first;
  };
  const cardOf = (kind: string) => {
    const found = chat.messages.find(({ answer }) => words(answer).includes(`Draft ${kind}`));
    if (found === undefined) throw new Error(`no card of a ${kind}`);
    return found;
  };
  const proposed = async (user = 'U9') => {
    const answer = await ask(user, 'propose source', { what: PASTED });
    await until(() => chat.messages.length === 2);
    return answer;
  };

  it('posts each draft once as a card of the record with its evidence, and edits it once somebody has decided', async () => {
    await open();
    expect(words(await proposed())).toContain('2 drafts from Levy row goes on are up for review');
    const card = cardOf('statement');
    expect(card.destination).toMatchObject({ tenant: tenantId('T1'), channel: 'C1' });
    for (const part of [
      WORDS,
      'Proposed by Name of U9',
      '% sure',
      'said harbour analyst Arto Lehtinen on Monday',
    ])
      expect(words(card.answer)).toContain(part);
    expect(card.answer.actions.map(({ label }) => label)).toEqual([
      'Approve',
      'Edit',
      'Merge into …',
      'Reject',
      'Later',
    ]);
    served.beat();
    await ask('U9', 'propose source', { what: PASTED });
    const id = idIn(card.answer);
    const done = await ask('U1', 'review approve', { id });
    expect(done.audience).toBe('asker');
    expect(words(done)).toMatch(
      /Approved by Name of U1: ?statement:lehtinen-\S+ is live\. Proposed by Name of U9/,
    );
    await until(() => chat.messages.every(({ edits }) => edits === 1));
    expect(chat.messages).toHaveLength(2);
    expect(words(card.answer)).toContain('Approved by Name of U1:');
    expect(card.answer.actions).toEqual([]);
    expect(await served.pack('statements.yaml')).toContain(`words: ${WORDS}`);
    await served.reload();
    expect(words(await ask('U9', 'who-said', { words: WORDS }))).toContain('Arto Lehtinen');
    expect(words(await ask('U1', 'readout audit', {}, { mayConfigure: true }))).toMatch(
      /Approved lehtinen-\S+ by you \(proposed by Name of U9\)/,
    );
    const of = { platform: 'slack', tenant: tenantId('T1'), user: 'U9' };
    expect(JSON.stringify(await served.store.keptOf(of))).toContain('proposed by slack:U9;');
    const audit = await served.store.auditOf({ platform: 'slack', tenant: tenantId('T1') }, 5);
    expect(audit).toMatchObject([
      { actor: 'U1', action: 'approve', detail: 'proposed by slack:U9;' },
      { actor: 'U1', action: 'approve', detail: 'proposed by slack:U9;' },
    ]);
    await served.store.forgetPerson(of);
    expect(JSON.stringify(await served.store.keptOf(of))).not.toContain('U9');
  });

  it('is for its editors: others hear nothing of a draft, and from elsewhere nothing can be proposed', async () => {
    await open(`  two_person: on\n${CHANNEL}`);
    await proposed('U1');
    const id = idIn(cardOf('statement').answer);
    for (const path of ['review list', 'review card', 'review approve', 'review reject', 'review withdraw']) {
      const values =
        path === 'review list' ? {} : path.endsWith('withdraw') ? { record: 'event:x', reason: 'x' } : { id };
      for (const [user, over] of [
        ['U9', {}],
        ['U9', { mayConfigure: true }],
        ['U1', { tenant: tenantId('T2'), mayConfigure: true }],
      ] as const) {
        const refused = await ask(user, path, values, over);
        expect(refused.status).toBe('refused');
        expect(words(refused)).not.toContain('levy');
      }
    }
    expect((await ask('U1', 'propose source', { what: PASTED }, { tenant: tenantId('T2') })).status).toBe(
      'refused',
    );
    expect(words(await ask('U1', 'review approve', { id }))).toContain('You proposed it yourself');
    expect(words(await ask('U2', 'review approve', { id }))).toContain('Approved by Name of U2');
    expect(words(await ask('U1', 'review approve', { id }))).toContain('has approved it already');
  });

  it('lets a role of the server decide, and nobody by configuring alone where editors are named', async () => {
    await open('  channels: [{platform: slack, tenant: T1, channel: C1, roles: ["77"]}]');
    await proposed();
    expect((await ask('U5', 'review list', {}, { mayConfigure: true })).status).toBe('refused');
    expect(words(await ask('U5', 'review list', {}, { roles: ['12', '77'] }))).toContain(
      '2 drafts wait for review',
    );
  });

  it('edits through a form that shows the record, merges, rejects for good and puts off', async () => {
    await open();
    await proposed();
    const id = idIn(cardOf('statement').answer);
    const form = await served.core.form?.({
      kind: 'line',
      line: `/review edit id:${id}`,
      asker: asker('U1'),
    });
    const shown = Object.fromEntries(
      form?.fields.map(({ option, shown: value }) => [option.name, value]) ?? [],
    );
    expect(form?.carried).toEqual({ id });
    expect(shown).toMatchObject({
      words: WORDS,
      who: 'arto-lehtinen',
      more: expect.stringContaining('provenance: '),
    });
    expect(
      await served.core.form?.({ kind: 'line', line: `/review edit id:${id}`, asker: asker('U9') }),
    ).toBeNull();
    const same = await ask('U1', 'review edit', { id, ...shown });
    expect(words(same)).toContain('Nothing was changed');
    const more = `${shown['more']}`.replace(/provenance: \S+/, 'provenance: unnamed-source');
    const edited = await ask('U1', 'review edit', {
      id,
      ...shown,
      gist: 'It helps nobody.',
      who: 'Corwin Hale',
      more,
    });
    expect(words(edited)).toContain('unnamed-source');
    expect(words(edited)).toContain('Corwin Hale');
    await until(() => words(cardOf('statement').answer).includes('It helps nobody.'));
    expect(words(await ask('U1', 'review edit', { id, more: 'no lines' }))).toContain(
      'more takes lines like',
    );
    expect(words(await ask('U1', 'review edit', { id, who: 'Zebedee' }))).toContain(
      'Nobody in this briefing is called “Zebedee”',
    );
    expect(words(await ask('U1', 'review later', { id }))).toContain('Put off by Name of U1');
    const reject = await served.core.form?.({
      kind: 'line',
      line: `/review reject id:${id}`,
      asker: asker('U1'),
    });
    expect(reject?.fields).toMatchObject([{ option: { name: 'reason' }, needed: true }]);
    expect(words(await ask('U1', 'review reject', { id }))).toContain('reason is needed');
    expect(words(await ask('U1', 'review reject', { id, reason: 'Not of our story.' }))).toContain(
      'Rejected by Name of U1: Not of our story.',
    );
    await ask('U9', 'propose source', { what: `Another report\n\n${PASTED}` });
    expect(words(await ask('U2', 'review list'))).not.toContain('A levy');
  });

  it('holds what is approved until its time, and posts what became of it then', async () => {
    await open();
    await proposed();
    const id = idIn(cardOf('statement').answer);
    expect(words(await ask('U1', 'review approve', { id, until: 'noon-ish' }))).toContain(
      'until takes a time like 18:00',
    );
    const held = await ask('U1', 'review approve', { id, until: '2034-12-14 18:00' });
    expect(words(held)).toContain('live at 2034-12-14 18:00');
    await until(
      () =>
        words(chat.messages[1]?.answer ?? held).includes('and live at') ||
        words(chat.messages[0]?.answer ?? held).includes('and live at'),
    );
    expect(await served.pack('statements.yaml')).not.toContain(WORDS);
    time += 8 * 3_600_000;
    served.beat();
    await until(() => chat.messages.every(({ answer }) => words(answer).includes('Approved by Name of U1:')));
    expect(await served.pack('statements.yaml')).toContain(WORDS);
  });

  it('takes what somebody types into a form, with its source, and says what is not understood', async () => {
    await open();
    const [, source = ''] = /- id: (\S+)/.exec(await served.pack('sources.yaml')) ?? [];
    const values = {
      speaker: 'Corwin Hale',
      words: '“We will not pay for it.”',
      source,
      occasion: 'The quay, 7 September 2034',
    };
    expect(words(await ask('U9', 'propose statement', values))).toContain('your statement is up for review');
    expect(words(await ask('U9', 'propose statement', values))).toContain('have had this before');
    await until(() => chat.messages.length === 1);
    const card = cardOf('statement');
    for (const part of [
      'We will not pay for it.',
      'Corwin Hale',
      '7 September 2034',
      'were not found in the source',
    ])
      expect(words(card.answer)).toContain(part);
    expect(words(card.answer)).not.toContain('% sure');
    expect(words(await ask('U1', 'review approve', { id: idIn(card.answer) }))).toContain('is live');
    for (const [path, over, says] of [
      ['statement', { source: 'nowhere' }, 'source takes an address'],
      ['statement', { speaker: 'Zzyzx' }, 'Nobody in this briefing'],
      ['event', { what: 'It met.', date: 'some time' }, 'date takes a day'],
      [
        'position',
        { party: 'Corwin Hale', about: 'the levy', stance: 'rejects', wording: '' },
        'wording is needed',
      ],
      ['source', { what: 'short' }, 'Propose an address'],
      ['source', { what: '/etc/passwd' }, 'Propose an address'],
    ] as const) {
      const refused = await ask('U9', `propose ${path}`, { ...(path === 'source' ? {} : values), ...over });
      expect([path, words(refused)]).toEqual([path, expect.stringContaining(says)]);
    }
    const event = { what: 'The council met again.', date: '2034-09-06', source, who: 'Corwin Hale' };
    expect(words(await ask('U9', 'propose event', event))).toContain('your event is up for review');
    const position = {
      party: 'Corwin Hale',
      about: 'the levy',
      stance: 'rejects',
      wording: 'He rejects it.',
      source,
    };
    expect(words(await ask('U9', 'propose position', position))).toContain('your position is up for review');
    await until(() => chat.messages.length === 3);
    for (const { answer } of chat.messages.slice(1))
      expect(words(await ask('U2', 'review approve', { id: idIn(answer) }))).toContain('is live');
  });

  it('withdraws and amends with a reason, and asks for a second editor to amend where two must', async () => {
    await open(`  two_person: on\n${CHANNEL}`);
    const story = await served.pack('events.yaml');
    const disputed = await served.pack('conflicts.yaml');
    const ids = [...story.matchAll(/- id: (\S+)/g)]
      .map(([, id = '']) => id)
      .filter((id) => !disputed.includes(`event:${id}`));
    const [first = '', second = ''] = ids;
    expect(words(await ask('U1', 'review withdraw', { record: first }))).toContain('reason is needed');
    expect(words(await ask('U1', 'review withdraw', { record: 'event:none', reason: 'x' }))).toContain(
      'There is no record "event:none"',
    );
    expect(
      words(await ask('U1', 'review withdraw', { record: `event:${first}`, reason: 'It was another day.' })),
    ).toContain(`event:${first} answers nothing any more`);
    expect(await served.pack('events.yaml')).toContain('reason: It was another day.');
    expect(words(await ask('U1', 'review withdraw', { record: first, reason: 'x' }))).toContain(
      'is withdrawn already',
    );
    const change = { record: `event:${second}`, words: 'Something else happened.', reason: 'Misread.' };
    expect(words(await ask('U1', 'review amend', change))).toContain('another editor has to approve it');
    await until(() => chat.messages.length === 1);
    const [card] = chat.messages;
    if (card === undefined) throw new Error('no card');
    expect(words(card.answer)).toContain('Change of an event');
    const id = idIn(card.answer);
    expect(words(await ask('U1', 'review approve', { id }))).toContain('You proposed it yourself');
    expect(words(await ask('U2', 'review approve', { id }))).toContain('is live');
    const after = await served.pack('events.yaml');
    expect(after).toContain('what: Something else happened.');
    expect(after).toContain('reason: Misread.');
    await served.reload();
  });
});
