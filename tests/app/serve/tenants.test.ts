import { expect, test } from 'vitest';
import { createLog } from '../../../src/app/process/log.ts';
import { createChannelStories } from '../../../src/app/serve/channel-stories.ts';
import { guardCore } from '../../../src/app/serve/guarded-core.ts';
import { createMyData } from '../../../src/app/serve/kept/my-data.ts';
import { countedStore } from '../../../src/app/serve/metrics/counted-store.ts';
import { createMetrics } from '../../../src/app/serve/metrics/metrics.ts';
import { noteQuestions } from '../../../src/app/serve/noted-questions.ts';
import { commandsWith } from '../../../src/commands/every-command.ts';
import { COMMANDS } from '../../../src/commands/registry.ts';
import { type Asker, isGroup } from '../../../src/core/command.ts';
import { createQuestionList } from '../../../src/digest/questions/question-list.ts';
import { createCore } from '../../../src/dispatch/dispatch.ts';
import { tenantId } from '../../../src/domain/schedule/tenant.ts';
import { openSqliteStore } from '../../../src/store/sqlite/sqlite.ts';
import { askable } from '../../fixtures/asking.ts';
import { openDesk } from '../../fixtures/digest-desk.ts';
import { smallBriefing } from '../../fixtures/small-briefing.ts';
import { riverBriefing } from '../../fixtures/two-stories.ts';

const OPERATIONS = 10_000;

/** Two tenants with channels and people of the same ids; whatever tells them apart is secret to the other. */
const TENANTS = [
  {
    tenant: tenantId('guild-alpha'),
    story: smallBriefing(),
    secret: 'alphaquartz',
    asked: 'how many boats may Northmark keep?',
  },
  {
    tenant: tenantId('guild-beta'),
    story: riverBriefing(),
    secret: 'betaquartz',
    asked: 'how high may the dam be?',
  },
] as const;
type Tenant = (typeof TENANTS)[number];

test(`two tenants read nothing of each other in ${OPERATIONS} operations: answers, completion, errors, logs and metrics`, async () => {
  const random = randomFrom(29);
  const among = <T>(all: readonly T[]): T => {
    const one = all[Math.floor(random() * all.length)];
    if (one === undefined) throw new Error('There is nothing to choose from.');
    return one;
  };
  const lines: string[] = [];
  const log = await createLog({
    level: 'debug',
    pretty: false,
    write: (line) => lines.push(line),
    secrets: [],
  });
  const vitals = {
    ...{ store: async () => {}, platforms: () => [], tickAgeMs: () => 1_000 },
    pack: () => ({ stories: [], ageMs: 5, stale: false }),
  };
  let time = Date.parse('2031-05-20T12:00:00Z');
  const now = () => time;
  const metrics = await createMetrics(vitals, { now, version: '0' });
  // A store that fails when it is told to, with words that nobody else may read.
  let failing: string | null = null;
  const kept = await openSqliteStore({ file: ':memory:', exclusive: true });
  const broken = Object.fromEntries(
    Object.entries(kept).map(([name, work]: [string, (...values: never[]) => unknown]) => [
      name,
      async (...values: never[]) => {
        if (failing !== null) throw new Error(`The row of ${failing} is broken.`);
        return work(...values);
      },
    ]),
  ) as unknown as typeof kept;
  const store = countedStore(broken, () => metrics.tally);
  const { digests } = await openDesk({ store, start: '2031-05-20T12:00:00Z', over: { log, briefings } });
  const channels = await createChannelStories({
    ...{ store, now },
    configured: TENANTS.map(({ tenant, story }) => ({ platform: 'discord', tenant, sees: [story.id] })),
  });
  const stories = TENANTS.map(({ story }) => askable(story));
  const core = guardCore(
    createCore({
      stories: () => stories,
      commands: await commandsWith({
        ...{ stories: channels, digest: digests.service, watch: digests.watches, missed: digests.missed },
        ...{ questions: questionList(), myData: createMyData(store) },
      }),
      clock: () => Temporal.Instant.fromEpochMilliseconds(now()),
      channels,
    }),
    {
      ...{ log, clock: () => Temporal.Instant.fromEpochMilliseconds(now()), answered: metrics.answered },
      reference: () => 'ref',
    },
  );
  const noting = noteQuestions(core, {
    ...{ questions: questionList(), keeps: true, story: () => '', asked: digests.missed.asked },
  });
  function briefings() {
    return new Map(TENANTS.map(({ story }) => [story.id, story] as const));
  }
  function questionList() {
    return createQuestionList({ store, keeps: true, token: () => `${random()}`, now });
  }

  const options = COMMANDS.flatMap((command) =>
    (isGroup(command) ? command.subcommands : [command]).flatMap((one) =>
      one.options.map(({ name }) => ({
        path: isGroup(command) ? [command.name, one.name] : [one.name],
        name,
      })),
    ),
  );
  const own = {
    asks: ({ asked }: Tenant) => asked,
    asksInVain: ({ secret }: Tenant) => `what about the ${secret} of ${among(['moons', 'tides', 'owls'])}`,
    subscribes: () => `/digest subscribe 0${among([5, 6, 7, 8])}:${among([10, 20, 30])}`,
    removes: () => '/digest remove',
    lists: () => `/digest ${among(['list', 'list all:true', 'corrections', 'history', 'preview'])}`,
    watches: ({ secret }: Tenant) => `/watch ${secret} here`,
    looksAtWatches: () => '/watch list',
    stops: () => '/watch stop',
    looksAtQuestions: () => '/readout questions',
    looksAtStories: () => `/readout ${among(['story', 'mydata', 'status'])}`,
    helps: () => among(['help', '/readout help', '/changes', '/since']),
  } as const;
  const seen = { answers: 0, failures: 0, suggestions: 0 };
  for (let at = 0; at < OPERATIONS; at += 1) {
    // Nobody asks more in a minute than one person may.
    time += 5_000;
    const tenant = among(TENANTS);
    const other = TENANTS[tenant === TENANTS[0] ? 1 : 0];
    const asker: Asker = {
      ...{ platform: 'discord', tenant: tenant.tenant, channel: among(['c1', 'c2']) },
      ...{ user: among(['ann', 'bob']), mayConfigure: random() < 0.8 },
    };
    const secrets = [other.tenant, other.secret, other.story.id, other.story.title];
    if (random() < 0.93) {
      const { path, name } = among(options);
      const typed = among(['', 'a', 'the', 'n', other.secret.slice(0, 4), other.story.id.slice(0, 3)]);
      const query = { path, option: name, typed, values: {}, limit: 25, place: asker, asker };
      const offered = random() < 0.1 ? await noting.complete?.(query) : noting.suggest(query);
      seen.suggestions += offered?.length ?? 0;
      const text = JSON.stringify(offered);
      for (const secret of secrets) expect(text, `${path} ${name}: ${typed}`).not.toContain(secret);
      continue;
    }
    const attack = random() < 0.3;
    const line = attack
      ? among([other.asked, `${other.asked} story:${other.story.id}`, `/readout story ${other.story.id}`])
      : among(Object.values(own))(tenant);
    failing = random() < 0.05 ? `${tenant.tenant} ${tenant.secret} ann` : null;
    // What is asked in vain is listed as it was asked.
    const answer = await (attack ? core : noting).respond({
      kind: line.startsWith('/') ? 'line' : 'words',
      ...{ line, words: line },
      asker,
    });
    const text = JSON.stringify(answer);
    seen.answers += 1;
    if (failing !== null && text.includes('Something went wrong')) {
      seen.failures += 1;
      expect(text).not.toContain(tenant.secret);
    }
    failing = null;
    expect(answer.story?.id ?? tenant.story.id).toBe(tenant.story.id);
    // What somebody typed may be said back to them.
    for (const secret of secrets.filter((each) => !line.includes(each)))
      expect(text, line).not.toContain(secret);
  }
  expect(seen.answers).toBeGreaterThan(500);
  expect(seen.failures).toBeGreaterThan(3);
  expect(seen.suggestions).toBeGreaterThan(1_000);
  const shown = await metrics.route.handle({
    ...{ method: 'GET', path: '/metrics', query: new URLSearchParams(), headers: {}, body: new Uint8Array() },
  });
  const secrets = TENANTS.flatMap(({ tenant, secret, story }) => [tenant, secret, story.title, story.id]);
  for (const secret of [...secrets, 'ann', 'bob']) {
    expect(lines.join('\n')).not.toContain(secret);
    expect(JSON.stringify(shown)).not.toContain(`"${secret}"`);
  }
  await store.close();
}, 60_000);

function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}
