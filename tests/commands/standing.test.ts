import { describe, expect, it } from 'vitest';
import { createChannelStories } from '../../src/app/serve/channel-stories.ts';
import type { DeskService, DraftCard } from '../../src/commands/desk/service.ts';
import { commandsWith } from '../../src/commands/every-command.ts';
import { COMMANDS } from '../../src/commands/registry.ts';
import type { Asker, Command, CommandGroup } from '../../src/core/command.ts';
import { createQuestionList } from '../../src/digest/questions/question-list.ts';
import { createCore } from '../../src/dispatch/dispatch.ts';
import { Refusal } from '../../src/domain/errors.ts';
import { tenantId } from '../../src/domain/schedule/tenant.ts';
import { ASKER, askable } from '../fixtures/asking.ts';
import { lakeBriefing } from '../fixtures/briefing.ts';
import { openDesk } from '../fixtures/digest-desk.ts';

/** Every command that can be run, with its path. */
const RUNNABLE = COMMANDS.flatMap((command: Command | CommandGroup) =>
  'subcommands' in command
    ? command.subcommands.map((sub) => ({ path: [command.name, sub.name], command: sub }))
    : [{ path: [command.name], command }],
);

/** Values with which a command comes as far as asking for standing. */
const VALUES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'digest subscribe': { time: '09:00' },
  'digest list': { where: 'all' },
  'readout story': { id: 'lake' },
  'watch add': { what: 'amnesty', where: 'here' },
  'watch stop': { id: 'w1' },
  ...Object.fromEntries(
    ['card', 'approve', 'edit', 'merge', 'reject', 'later'].map((name) => [
      `review ${name}`,
      { id: 'a1b2c3' },
    ]),
  ),
  'review withdraw': { record: 'event:x', reason: 'x' },
  'review amend': { record: 'event:x', reason: 'x' },
  'propose source': { what: 'https://news.example/a' },
};

/** A desk whose editors are those who may configure. */
function deskService(): DeskService {
  const card: DraftCard = {
    ...{
      id: 'a1b2c3',
      story: 'lake',
      kind: 'event',
      fields: [],
      missing: [],
      conflicts: [],
      proposedBy: 'Ann',
    },
    source: { title: 'Paper', published: '2025-11-24' },
    ...{ evidence: { before: '', text: '', after: '' }, confidence: null, standing: { kind: 'open' } },
  };
  const forEditors =
    <T>(value: T) =>
    async ({ mayConfigure }: Asker): Promise<T> => {
      if (!mayConfigure) throw new Refusal('not-allowed', 'Only the editors may do that.');
      return value;
    };
  return {
    ...{ list: forEditors([card]), card: forEditors(card), decide: forEditors({ card }) },
    ...{ draftFields: forEditors({}), recordFields: forEditors({}) },
    ...{ withdraw: forEditors('done'), amend: forEditors('done') },
    propose: async () => ({ says: 'Thank you.', problems: [] }),
  };
}

/** A core with one digest in the asker's channel, so that there is something to change. */
async function serving() {
  const desk = await openDesk();
  const asker: Asker = {
    ...ASKER,
    ...{ platform: 'discord', tenant: tenantId('guild-1'), channel: 'channel-1' },
  };
  const { tenant, channel } = asker;
  await desk.subscribe({ place: { platform: 'discord', tenant, channel, thread: '' } });
  await desk.store.addWatch({
    ...{ id: 'w1', story: 'lake', title: 'Tomás Vey', words: [], private: false, zone: 'UTC' },
    filter: { any: [{ kind: 'speaker', actor: 'tomas' }], all: [], not: [] },
    place: { platform: 'discord', tenant, channel, thread: '' },
    ...{ home: tenant, owner: 'somebody', createdAt: 0, toldMark: 1, alertDay: '', alertCount: 0 },
  });
  const channels = await createChannelStories({
    store: desk.store,
    configured: [],
    now: () => desk.clock.now(),
  });
  const core = createCore({
    stories: () => [askable(lakeBriefing())],
    commands: await commandsWith({
      ...{
        digest: desk.digests.service,
        watch: desk.digests.watches,
        stories: channels,
        desk: deskService(),
      },
      questions: createQuestionList({
        ...{ store: desk.store, keeps: true, token: () => 'token', now: () => desk.clock.now() },
      }),
    }),
    channels,
    clock: () => Temporal.Instant.fromEpochMilliseconds(desk.clock.now()),
  });
  return { core, asker };
}

describe('whether somebody may change things', () => {
  it.each(RUNNABLE)(
    'is declared by $path where it matters, and asked then and only then',
    async ({ path, command }) => {
      const values = VALUES[path.join(' ')] ?? {};
      const answers = [];
      for (const mayConfigure of [true, false]) {
        const { core, asker } = await serving();
        const answer = await core.respond({
          kind: 'command',
          path,
          values,
          asker: { ...asker, mayConfigure },
        });
        answers.push(answer.headline.map(({ kind, ...rest }) => [kind, rest]));
      }
      const matters = JSON.stringify(answers[0]) !== JSON.stringify(answers[1]);
      const declared = command.changes === true || command.standing === true;
      expect(declared).toBe(matters);
      const { core, asker } = await serving();
      let times = 0;
      const standing = async () => {
        times += 1;
        return true;
      };
      const answer = await core.respond({
        kind: 'command',
        path,
        values,
        asker: { ...asker, mayConfigure: false },
        standing,
      });
      expect([times, answer.headline.map(({ kind, ...rest }) => [kind, rest])]).toEqual([
        declared ? 1 : 0,
        answers[0],
      ]);
    },
  );

  it('is never taken from the request where the platform can be asked', async () => {
    const { core, asker } = await serving();
    const standing = async () => false;
    for (const line of [
      '/digest pause',
      'digest pause',
      '/readout digest pause',
      '/readout audit',
      '/digest unsubscribe',
    ])
      expect(
        (await core.respond({ kind: 'line', line, asker: { ...asker, mayConfigure: true }, standing }))
          .status,
      ).toBe('refused');
  });
});
