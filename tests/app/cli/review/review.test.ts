import { execFileSync } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { add } from '../../../../src/app/cli/add.ts';
import { ask } from '../../../../src/app/cli/ask.ts';
import { check } from '../../../../src/app/cli/check.ts';
import { propose as proposeLines } from '../../../../src/app/cli/propose.ts';
import { review } from '../../../../src/app/cli/review/review.ts';
import type { ExitCode, Terminal } from '../../../../src/app/process/process.ts';
import { decide } from '../../../../src/app/review/decide.ts';
import type { Desk } from '../../../../src/app/review/decision.ts';
import { publishDue } from '../../../../src/app/review/publish-due.ts';
import { tenantId } from '../../../../src/domain/schedule/tenant.ts';
import { lookAtSqliteStore, openSqliteStoreBeside } from '../../../../src/store/sqlite/sqlite.ts';
import type { Store } from '../../../../src/store/store.ts';

const fixtures = fileURLToPath(new URL('../../../fixtures/', import.meta.url));
const page = join(fixtures, 'pages', 'plain-report.html');
const PASTED = `Levy row goes on

"A levy of that size is a gift to nobody but the people who drew it up," said harbour analyst Arto Lehtinen on Monday.`;
const WORDS = 'A levy of that size is a gift to nobody but the people who drew it up';

describe('readout review', () => {
  let home: string;
  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'readout-review-'));
    await cp(join(fixtures, 'harbour-budget'), join(home, 'pack'), { recursive: true });
    await writeFile(join(home, 'readout.yaml'), `briefings: ${JSON.stringify(join(home, 'pack'))}\n`);
  });
  afterEach(() => rm(home, { recursive: true, force: true }));

  async function run(action: (terminal: Terminal) => Promise<ExitCode>, input = '') {
    const [output, errors] = [new PassThrough(), new PassThrough()];
    const written = Promise.all([text(output), text(errors)]);
    const env = {
      READOUT_CONFIG: join(home, 'readout.yaml'),
      READOUT_HOME: home,
      DATABASE_URL: `file://${join(home, 'readout.db')}`,
    };
    const clock = () => Temporal.Instant.from('2034-12-14T12:00:00Z');
    const code = await action({ env, input: Readable.from([Buffer.from(input)]), output, errors, clock });
    output.end();
    errors.end();
    const [printed] = await written;
    return { code, printed };
  }
  const propose = (what: string, input = '') => run((terminal) => add(terminal, [what], {}), input);
  const typed = (...lines: readonly string[]) =>
    run((terminal) => review(terminal, undefined, {}), `${lines.join('\n')}\n`);
  const decided = async (...decisions: readonly object[]) => {
    const input = decisions.map((one) => `${JSON.stringify(one)}\n`).join('');
    return objectsOf((await run((terminal) => review(terminal, '-', { json: true }), input)).printed);
  };
  const waiting = async () =>
    objectsOf((await run((terminal) => review(terminal, undefined, { json: true }))).printed);
  const configure = (more: string) =>
    writeFile(join(home, 'readout.yaml'), `briefings: ${JSON.stringify(join(home, 'pack'))}\n${more}`);
  const desk = (store: Store): Desk => ({
    ...{ store, story: 'harbour-budget', folder: join(home, 'pack'), by: 'slack:U2' },
    now: () => Temporal.Instant.from('2034-12-14T12:00:00Z').epochMilliseconds,
    place: { tenant: tenantId('T1'), channel: 'C1' },
  });
  async function withStore<T>(use: (store: Store) => Promise<T>): Promise<T> {
    const store = await openSqliteStoreBeside(join(home, 'readout.db'));
    return use(store).finally(() => store.close());
  }
  const pack = (file: string) => readFile(join(home, 'pack', file), 'utf8');

  it('puts what is approved into the pack with its source, and answers from it', async () => {
    await propose(page);
    const before = await pack('statements.yaml');
    const { code, printed } = await typed('set gist Nobody is to be the poorer for it.', 'approve', 'later');
    expect(code).toBe(0);
    expect(printed).toContain('[[Nobody leaves this room poorer than he came]]');
    expect(printed).toContain('1 approved, 6 drafts still open.');
    const after = await pack('statements.yaml');
    for (const line of before.split('\n')) expect(after).toContain(line);
    expect(after).toContain('gist: Nobody is to be the poorer for it.');
    expect((await run((terminal) => check(terminal, undefined, {}))).code).toBe(0);
    const answer = await run((terminal) =>
      ask(terminal, ['who said "nobody leaves this room poorer than he came"'], {}),
    );
    expect(answer.printed).toContain('Ilse Brandreth');
    expect(answer.printed).toContain('Saltmere Courier, 6 December 2034');
  });

  it('writes somebody new along with the first record that needs them, and says who decided', async () => {
    await propose('-', PASTED);
    const { code } = await typed('later', 'a');
    expect(code).toBe(0);
    expect(await pack('actors.yaml')).toContain('name: Arto Lehtinen');
    expect(await pack('statements.yaml')).toContain(`words: ${WORDS}`);
    expect(await waiting()).toEqual([]);
    const store = lookAtSqliteStore(join(home, 'readout.db'));
    const all = await store?.proposalsOf('harbour-budget');
    await store?.close();
    expect(all).toMatchObject([
      { kind: 'actor', state: 'approved', decidedBy: expect.stringMatching(/^terminal:./) },
      { kind: 'statement', state: 'approved', decidedBy: expect.stringMatching(/^terminal:./) },
    ]);
  });

  it('writes the source of somebody of whom the article says no office', async () => {
    await propose('-', `Levy row goes on\n\n"${WORDS}," said Arto Lehtinen on Monday.`);
    expect((await typed('a', 'a')).code).toBe(0);
    expect(await waiting()).toEqual([]);
  });

  it('adds a printing to words that are on record, and a record of their own only where that is asked for', async () => {
    await propose('-', PASTED);
    await typed('later', 'a');
    const again = (day: string) => `Council hears ${day}\n\n"${WORDS}," said Arto Lehtinen on ${day}.`;
    await propose('-', again('Tuesday'));
    const onRecord = (await waiting()).find(({ kind }) => kind === 'statement');
    const { printed } = await typed('later');
    expect(printed).toContain('these words are on record; approving adds this printing to');
    expect(await decided({ id: onRecord?.['id'], decision: 'approve' })).toMatchObject([
      { outcome: 'merged' },
    ]);
    const once = await pack('statements.yaml');
    expect(once.match(/speaker: arto-lehtinen/g)).toHaveLength(1);
    await propose('-', again('Wednesday'));
    const apart = (await waiting()).find(({ kind }) => kind === 'statement')?.['id'];
    expect(
      await decided(
        { id: apart, decision: 'edit', record: { known: 'zoning' } },
        { id: apart, decision: 'edit', record: { known: null } },
        { id: apart, decision: 'approve' },
      ),
    ).toMatchObject([{ outcome: 'refused' }, { outcome: 'edited' }, { outcome: 'approved' }]);
    expect((await pack('statements.yaml')).match(/speaker: arto-lehtinen/g)).toHaveLength(2);
  });

  it('never offers again what was rejected, and needs to hear why', async () => {
    await propose('-', PASTED);
    expect(await typed('later', 'reject')).toMatchObject({
      code: 1,
      printed: expect.stringContaining('! Expected reject <reason>.'),
    });
    await typed('later', 'reject He is no party to it.');
    await propose('-', `Another report\n\n${PASTED}`);
    expect((await waiting()).filter(({ kind }) => kind === 'statement')).toEqual([]);
  });

  it('refuses what names somebody who was rejected, and leaves it open', async () => {
    await propose('-', PASTED);
    const [actor, statement] = await waiting();
    const outcomes = await decided(
      { id: actor?.['id'], decision: 'reject', reason: 'Unknown.' },
      { id: statement?.['id'], decision: 'approve' },
    );
    expect(outcomes).toMatchObject([
      { outcome: 'rejected' },
      { outcome: 'refused', problems: [expect.stringContaining('has rejected "arto-lehtinen"')] },
    ]);
    expect(await waiting()).toHaveLength(1);
  });

  it('merges somebody into a person there is, by their name, and gives them what they said', async () => {
    await propose('-', PASTED);
    await typed('merge corwin-hale', 'a');
    expect(await pack('actors.yaml')).toContain('Arto Lehtinen');
    expect(await pack('statements.yaml')).toMatch(
      /speaker: corwin-hale\n(?: {4}.*\n){1,2} {4}words: A levy of that/,
    );
    expect((await run((terminal) => check(terminal, undefined, {}))).code).toBe(0);
  });

  it('adds the source to a statement on record that it is merged into', async () => {
    await propose('-', PASTED);
    await typed('l', 'a');
    const [, entry = ''] = /- id: (lehtinen-\S+)/.exec(await pack('statements.yaml')) ?? [];
    await propose('-', `Second paper\n\nMore of it.\n\n“${WORDS},” Arto Lehtinen said at the quay.`);
    const [second] = await waiting();
    expect(second).toMatchObject({ kind: 'statement', nearest: { list: 'statements', id: entry } });
    expect(await decided({ id: second?.['id'], decision: 'merge', into: entry })).toMatchObject([
      { outcome: 'merged', record: entry },
    ]);
    expect((await pack('statements.yaml')).split(`words: ${WORDS}`)).toHaveLength(4);
  });

  it('writes nothing over a hand edit, and shows what is there', async () => {
    await propose('-', PASTED);
    const [actor, statement] = await waiting();
    const actors = await pack('actors.yaml');
    await writeFile(
      join(home, 'pack', 'actors.yaml'),
      `${actors.trimEnd()}\n  - id: arto-lehtinen\n    name: Arto V. Lehtinen\n`,
    );
    const edited = await pack('actors.yaml');
    expect(await decided({ id: actor?.['id'], decision: 'approve' })).toMatchObject([
      { outcome: 'conflict', now: { name: 'Arto V. Lehtinen' } },
    ]);
    expect(await pack('actors.yaml')).toBe(edited);
    expect(await pack('sources.yaml')).not.toContain('levy-row-goes-on');
    expect(await waiting()).toHaveLength(2);
    expect(await decided({ id: statement?.['id'], decision: 'approve' })).toMatchObject([
      { outcome: 'approved' },
    ]);
  });

  it('shows the sentences of the check for a record that is not complete, and writes nothing', async () => {
    await propose('-', PASTED);
    const before = await Promise.all(['sources.yaml', 'actors.yaml', 'statements.yaml'].map(pack));
    const { code, printed } = await typed('later', 'e gist:', 'approve');
    expect(code).toBe(1);
    expect(printed).toContain('missing: gist');
    expect(printed).toMatch(/! statements\.yaml:\d+: missing-key: .*gist/);
    expect(await Promise.all(['sources.yaml', 'actors.yaml', 'statements.yaml'].map(pack))).toEqual(before);
    expect(await waiting()).toHaveLength(2);
  });

  it('answers every line of JSON with one, whatever stands in it', async () => {
    await propose('-', PASTED);
    const [, statement] = await waiting();
    const id = statement?.['id'];
    const input = `no json\n[]\n{"id":1}\n${JSON.stringify({ id, decision: 'maybe' })}\n${JSON.stringify({ id: `${id}x`, decision: 'approve' })}\n${JSON.stringify({ id, decision: 'edit', record: { gist: 'It helps nobody.' } })}\n`;
    const { code, printed } = await run((terminal) => review(terminal, '-', { json: true }), input);
    expect(code).toBe(1);
    expect(objectsOf(printed).map(({ outcome }) => outcome)).toEqual([
      ...['refused', 'refused', 'refused', 'refused', 'refused', 'edited'],
    ]);
    expect((await waiting())[1]).toMatchObject({ record: { gist: 'It helps nobody.' } });
    expect(await decided({ id, decision: 'approve' }, { id, decision: 'approve' })).toMatchObject([
      { outcome: 'approved' },
      { outcome: 'refused', problems: [expect.stringContaining('has approved it already')] },
    ]);
  });

  it('takes back and amends what is published, with the reason, by JSON lines and by an option', async () => {
    const disputed = await pack('conflicts.yaml');
    const [first = '', second = ''] = [...(await pack('events.yaml')).matchAll(/- id: (\S+)/g)]
      .map(([, id = '']) => id)
      .filter((id) => !disputed.includes(`event:${id}`));
    expect(
      await decided(
        { decision: 'withdraw', record: `event:${first}` },
        { decision: 'withdraw', record: 'event:none', reason: 'x' },
        { decision: 'withdraw', record: `event:${first}`, reason: 'It was another day.' },
        {
          decision: 'amend',
          record: second,
          reason: 'Misread.',
          change: { what: 'Something else happened.' },
        },
        { decision: 'amend', record: second, reason: 'Misread.' },
      ),
    ).toMatchObject([
      { outcome: 'refused', problems: ['"reason" must say why: corrections say it to readers.'] },
      { outcome: 'refused', problems: [expect.stringContaining('There is no record "event:none"')] },
      { outcome: 'changed', record: `event:${first}`, files: ['events.yaml'] },
      { outcome: 'changed', record: `event:${second}` },
      { outcome: 'refused', problems: ['"change" must be an object with the keys to change.'] },
    ]);
    const after = await pack('events.yaml');
    for (const part of ['reason: It was another day.', 'reason: Misread.', 'what: Something else happened.'])
      expect(after).toContain(part);
    const again = await run((terminal) =>
      review(terminal, undefined, { withdraw: `event:${first}`, reason: 'Again.' }),
    );
    expect(again).toMatchObject({ code: 1, printed: `! event:${first} is withdrawn already.\n` });
    expect((await run((terminal) => check(terminal, undefined, {}))).code).toBe(0);
  });

  it('takes what other tools propose, and answers every line with one', async () => {
    const [, source = ''] = /- id: (\S+)/.exec(await pack('sources.yaml')) ?? [];
    const statement = {
      ...{
        kind: 'statement',
        speaker: 'Corwin Hale',
        words: 'We will not pay.',
        source,
        occasion: 'The quay',
      },
    };
    const lines = [
      'no json',
      { kind: 'rumour' },
      { kind: 'statement' },
      { kind: 'source' },
      statement,
      statement,
      { kind: 'source', what: PASTED },
      { ...statement, story: 'nowhere' },
    ];
    const input = lines
      .map((line) => (typeof line === 'string' ? `${line}\n` : `${JSON.stringify(line)}\n`))
      .join('');
    const { code, printed } = await run((terminal) => proposeLines(terminal, '-', { json: true }), input);
    expect(code).toBe(1);
    expect(objectsOf(printed)).toMatchObject([
      { outcome: 'refused', problems: ['Expected a JSON object on a line.'] },
      { outcome: 'refused', problems: [expect.stringContaining('"kind" must be source, statement')] },
      { outcome: 'refused', problems: [expect.stringContaining('source takes an address')] },
      { outcome: 'refused', problems: ['"what" must be an address or the text of an article.'] },
      { outcome: 'proposed', source, ids: [expect.stringMatching(/^harbour-budget\//)], problems: [] },
      { outcome: 'known', ids: [] },
      { outcome: 'proposed', ids: [expect.any(String), expect.any(String)] },
      { outcome: 'refused', problems: [expect.stringContaining('must be one of')] },
    ]);
    expect(await waiting()).toHaveLength(3);
  });

  it('lets nobody approve what they proposed where two persons must, and names both in the audit', async () => {
    await configure('desk: {two_person: on}\n');
    await propose('-', PASTED);
    const [, statement] = await waiting();
    const id = String(statement?.['id']);
    expect(await decided({ id, decision: 'approve' })).toMatchObject([
      { outcome: 'refused', problems: ['You proposed it yourself: somebody else has to approve it.'] },
    ]);
    const outcome = await withStore((store) =>
      decide({ ...desk(store), rules: { twoPerson: true, embargo: null } }, id, { kind: 'approve' }),
    );
    expect(outcome).toMatchObject({ kind: 'approved' });
    const [entry] = await withStore((store) =>
      store.auditOf({ platform: 'slack', tenant: tenantId('T1') }, 5),
    );
    expect(entry).toMatchObject({
      ...{ actor: 'U2', action: 'approve', channel: 'C1' },
      detail: expect.stringMatching(/^proposed by terminal:./),
    });
  });

  it('holds what is approved until its time, and what is taken back meanwhile for good', async () => {
    await propose('-', PASTED);
    const [actor, statement] = await waiting();
    const [who, id] = [String(actor?.['id']), String(statement?.['id'])];
    const until = '2034-12-15T18:00Z';
    const before = await pack('statements.yaml');
    expect(
      await decided({ id, decision: 'approve', until }, { id: who, decision: 'approve', until }),
    ).toMatchObject([
      { outcome: 'held', until },
      { outcome: 'held', until },
    ]);
    expect(await pack('statements.yaml')).toBe(before);
    expect(
      await decided({ id, decision: 'approve' }, { id: who, decision: 'reject', reason: 'No.' }),
    ).toMatchObject([
      { outcome: 'refused', problems: [expect.stringContaining(`it goes live at ${until}`)] },
      { outcome: 'rejected' },
    ]);
    const late = () => Temporal.Instant.from(until).epochMilliseconds;
    // Whom it names was taken back: it is open again, and says so.
    expect(await withStore((store) => publishDue({ ...desk(store), now: late }))).toMatchObject([
      { id, outcome: { kind: 'refused' } },
    ]);
    expect(await waiting()).toMatchObject([{ id }]);
    await decided(
      { id, decision: 'edit', record: { speaker: 'corwin-hale' } },
      { id, decision: 'approve', until },
    );
    expect(await withStore((store) => publishDue({ ...desk(store), now: () => late() - 1 }))).toEqual([]);
    expect(await withStore((store) => publishDue({ ...desk(store), now: late }))).toMatchObject([
      { id, outcome: { kind: 'approved' } },
    ]);
    expect(await pack('statements.yaml')).toContain(WORDS);
  });

  it('holds everything under an embargo, and refuses to hold what is not complete', async () => {
    await configure('desk: {embargo: "2034-12-15 18:00"}\n');
    await propose('-', PASTED);
    const [, statement] = await waiting();
    const id = statement?.['id'];
    expect(
      await decided(
        { id, decision: 'approve', until: 'soon' },
        { id, decision: 'edit', record: { gist: null } },
        { id, decision: 'approve' },
      ),
    ).toMatchObject([
      { outcome: 'refused', problems: ['"until" must be a moment like 2025-12-01T18:00Z.'] },
      { outcome: 'edited' },
      { outcome: 'refused', problems: ['It lacks gist: edit it first.'] },
    ]);
    const [held] = await decided(
      { id, decision: 'edit', record: { gist: 'It helps nobody.' } },
      { id, decision: 'approve' },
    ).then((all) => all.slice(1));
    expect(held).toMatchObject({ outcome: 'held', until: expect.stringMatching(/^2034-12-15T/) });
  });

  it.each(['approve', 'reject', 'edit'] as const)(
    'gives one record where two decide at once, one with %s',
    async (other) => {
      await propose('-', PASTED);
      const [, statement] = await waiting();
      const id = String(statement?.['id']);
      const outcomes = await withStore((store) =>
        Promise.all([
          decide(desk(store), id, { kind: 'approve' }),
          decide(
            { ...desk(store), by: 'slack:U3' },
            id,
            other === 'reject'
              ? { kind: other, reason: 'No.' }
              : other === 'edit'
                ? { kind: other, record: { gist: 'Other.' } }
                : { kind: other },
          ),
        ]),
      );
      const stored = await withStore((store) => store.proposal(id));
      const written = (await pack('statements.yaml')).split('\n    words: A levy of that').length - 1;
      const done = outcomes.map(({ kind }) => kind).toSorted();
      if (stored?.state === 'approved') expect(written).toBe(1);
      else expect(written).toBe(0);
      expect(done.filter((kind) => kind === 'approved' || kind === 'rejected').length).toBeLessThan(2);
      expect(stored?.state).toBe(
        done.includes('approved') ? 'approved' : done.includes('rejected') ? 'rejected' : 'open',
      );
    },
  );

  it('commits what was approved and nothing else, and says so where there is no repository', async () => {
    await configure('desk: {git: on}\n');
    await propose('-', PASTED);
    const [actor, statement] = await waiting();
    const [refused] = await decided({ id: actor?.['id'], decision: 'approve' });
    expect(refused).toMatchObject({
      outcome: 'approved',
      note: expect.stringContaining('is in no git repository'),
    });
    const git = (...words: readonly string[]) =>
      execFileSync('git', ['-C', join(home, 'pack'), ...words], { encoding: 'utf8' });
    git('init', '--quiet');
    git('-c', 'user.name=A', '-c', 'user.email=a@b.c', 'commit', '--quiet', '--allow-empty', '-m', 'begun');
    await writeFile(join(home, 'pack', 'gaps.yaml'), 'gaps: []\n');
    git('add', 'gaps.yaml');
    const [done] = await decided({ id: statement?.['id'], decision: 'approve' });
    expect(done).toMatchObject({ outcome: 'approved' });
    expect(done).not.toHaveProperty('note');
    expect(git('show', '--name-only', '--format=%s%n%b')).toMatch(
      /^Approved statement:lehtinen-\S+\n+Proposed by terminal:\S+, approved by terminal:\S+\.\n+statements\.yaml\n$/,
    );
    expect(git('status', '--short', 'gaps.yaml')).toBe('A  gaps.yaml\n');
  });
});

function objectsOf(printed: string): readonly Readonly<Record<string, unknown>>[] {
  return printed
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}

describe('readout review of briefings that ship with Readout', () => {
  it('writes nothing into them, and says where to copy them', async () => {
    const home = await mkdtemp(join(tmpdir(), 'readout-review-'));
    try {
      const env = { READOUT_HOME: home };
      const [output, errors] = [new PassThrough(), new PassThrough()];
      const clock = () => Temporal.Instant.from('2034-12-14T12:00:00Z');
      const terminal = { env, input: Readable.from([]), output, errors, clock };
      await expect(review(terminal, undefined, {})).rejects.toThrow(
        `copy them to ${join(home, 'briefings')} first`,
      );
    } finally {
      await rm(home, { recursive: true, force: true });
    }
  });
});
