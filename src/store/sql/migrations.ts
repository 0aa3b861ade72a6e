import { noteStatement } from '../copy/notes.ts';
import { DELIVERY_STATES } from '../ports/deliveries.ts';
import { TROUBLES } from '../trouble.ts';
import { numberOf, type SqlDriver, statement } from './driver.ts';

/**
 * The steps from an empty database to today's, in order. A step that was released is never edited. Times are epoch
 * milliseconds in `bigint`, truth values 0 and 1, absent text is '': so that one text serves SQLite and PostgreSQL.
 */
export const MIGRATIONS: readonly (readonly string[])[] = [
  [
    `create table subscription (
      id text primary key, platform text not null, tenant text not null, channel text not null, thread text not null,
      story text not null, settings text not null, state text not null, owner text not null, declared text not null,
      created_at bigint not null, since bigint not null,
      told_mark bigint not null default 0, told_at bigint not null default 0)`,
    `create index subscription_by_place on subscription (platform, tenant, channel)`,
    `create table audit (
      at bigint not null, platform text not null, tenant text not null, channel text not null, actor text not null,
      action text not null, subject text not null, detail text not null)`,
    `create index audit_by_place on audit (platform, tenant, channel, at)`,
    `create table slot (
      subscription text not null, day text not null, due_at bigint not null, kind text not null,
      late integer not null, skipped integer not null, state text not null, planned_at bigint not null,
      primary key (subscription, day))`,
    `create index slot_by_state on slot (state, due_at, subscription)`,
    `create table content (
      hash text primary key, story text not null, body text not null, created_at bigint not null)`,
    `create table posted_revision (
      content text not null, record text not null, revision text not null, primary key (content, record))`,
    `create index posted_revision_by_record on posted_revision (record, revision)`,
    `create table delivery (
      id text primary key, kind text not null, subscription text not null, slot text not null, part integer not null,
      platform text not null, tenant text not null, channel text not null, thread text not null,
      post_key text not null, content text not null, parent text not null, edits text not null,
      mark bigint not null, state text not null, claim text not null, lease_until bigint not null,
      attempts integer not null, attempt_at bigint not null, due_at bigint not null, not_before bigint not null,
      expires_at bigint not null, message text not null, reason text not null,
      created_at bigint not null, updated_at bigint not null,
      unique (platform, tenant, channel, thread, slot, part))`,
    `create index delivery_by_state on delivery (state, platform, not_before, due_at, id)`,
    `create index delivery_by_place on delivery (platform, tenant, channel, created_at)`,
    `create index delivery_by_content on delivery (content)`,
    `create index delivery_by_claim on delivery (claim)`,
    `create table parked (
      platform text not null, tenant text not null, channel text not null, thread text not null,
      reason text not null, detail text not null, since bigint not null, told_at bigint not null,
      probed_at bigint not null, primary key (platform, tenant, channel, thread))`,
    `create table record_revision (
      story text not null, record text not null, mark bigint not null, hash text not null, content text not null,
      material integer not null, seen_at bigint not null, primary key (story, record, mark))`,
    `create index record_revision_by_mark on record_revision (story, mark)`,
    `create table lease (name text primary key, holder text not null, until bigint not null)`,
    `create table seen_key (key text primary key, until bigint not null)`,
    `create index seen_key_by_end on seen_key (until)`,
    `create table thread_line (thread text primary key, line text not null, until bigint not null)`,
    `create index thread_line_by_end on thread_line (until)`,
  ],
  [
    `create table installation (
      platform text not null, tenant text not null, key_id text not null, sealed text not null,
      saved_at bigint not null, primary key (platform, tenant))`,
  ],
  [`create index delivery_by_turn on delivery (state, platform, part, not_before, due_at, id)`],
  [
    `create table channel_story (
      platform text not null, tenant text not null, channel text not null, story text not null,
      set_by text not null, set_at bigint not null, primary key (platform, tenant, channel))`,
  ],
  [
    // 0: to be looked at; every change of a subscription counts it down from there.
    `alter table subscription add column next_due_at bigint not null default 0`,
    `create index subscription_by_due on subscription (state, next_due_at, id)`,
  ],
  [
    // Several processes: one of two that name a story's next state has it, and one of two that lead has the higher number.
    `create table story_mark (story text not null, mark bigint not null, primary key (story, mark))`,
    `insert into story_mark (story, mark) select distinct story, mark from record_revision`,
    `alter table lease add column fence bigint not null default 0`,
  ],
  [
    `create table proposed_article (
      story text not null, id text not null, url text not null, hash text not null, source text not null,
      body text not null, proposer_platform text not null, proposer_tenant text not null, proposer text not null,
      proposed_at bigint not null, primary key (story, id))`,
    `create table proposal (
      id text primary key, story text not null, fingerprint text not null, article text not null,
      place integer not null, kind text not null, draft text not null, state text not null,
      decided_by text not null, decided_at bigint not null, outcome text not null, proposed_at bigint not null,
      unique (story, article, fingerprint))`,
    `create index proposal_by_state on proposal (story, state, proposed_at)`,
    `create index proposal_by_fingerprint on proposal (story, fingerprint, state)`,
    `create table feed (
      url text primary key, etag text not null, last_modified text not null, read_at bigint not null,
      not_before bigint not null, failures bigint not null)`,
    `create table feed_key (
      key text primary key, item text not null, title text not null, seen_at bigint not null)`,
    `create index feed_key_by_time on feed_key (seen_at)`,
  ],
  [
    `create table watch (
      id text primary key, platform text not null, tenant text not null, channel text not null, thread text not null,
      story text not null, subject text not null, home text not null, owner text not null, private integer not null,
      zone text not null, created_at bigint not null, told_mark bigint not null, alert_day text not null,
      alert_count integer not null)`,
    `create index watch_by_place on watch (platform, tenant, channel)`,
    `create index watch_by_owner on watch (platform, home, owner)`,
    `create index watch_by_mark on watch (story, told_mark, id)`,
    // Whoever wants to be told what they missed, by a hash of who it is.
    `create table last_asked (person text primary key, at bigint not null, until bigint not null)`,
    `create index last_asked_by_end on last_asked (until)`,
    `create table open_question (
      id text primary key, story text not null, words text not null, meaning text not null, status text not null,
      platform text not null, tenant text not null, channel text not null, thread text not null,
      asked_at bigint not null, state text not null)`,
    `create index open_question_by_state on open_question (state, asked_at)`,
  ],
  [
    // Several machines: turns of limits that all of them share, and what a store says of itself (copied, moved).
    `create table rate_turn (name text primary key, next_at bigint not null)`,
    `create table store_note (name text primary key, value text not null)`,
  ],
  [
    // Packs that were pushed, the newest with its files; one row of the first is the present one.
    `create table pack_version (version text primary key, pushed_at bigint not null, present integer not null)`,
    `create table pack_file (
      version text not null, path text not null, body text not null, primary key (version, path))`,
  ],
  [
    // What is old is looked for every minute, and with each delivery what hangs on it.
    `create index delivery_by_age on delivery (created_at)`,
    `create index delivery_by_parent on delivery (parent) where parent <> ''`,
    `create index delivery_by_edited on delivery (edits) where edits <> ''`,
    `create index content_by_age on content (created_at, hash)`,
    `create index slot_by_age on slot (planned_at)`,
    `create index audit_by_age on audit (at)`,
  ],
  [
    // Watched feeds: when each was looked at and what was wrong then, and articles that came in one and are to be drafted.
    `alter table feed add column checked_at bigint not null default 0`,
    `alter table feed add column trouble text not null default ''`,
    `create table feed_item (
      feed text not null, item text not null, url text not null, title text not null, found_at bigint not null,
      not_before bigint not null, failures bigint not null, primary key (feed, item))`,
  ],
  // How many deliveries are in each state: the sum of `n`. The database itself keeps it, so that an older process does, too.
  [`create table delivery_count (state text not null, n bigint not null)`],
  [
    // Counted once it is kept: what is written meanwhile waits for the triggers' lock, and is in neither or in both.
    `insert into delivery_count (state, n) select k.column1, (select count(*) from delivery d where d.state = k.column1)
      from (values ${DELIVERY_STATES.map((state) => `('${state}')`).join(', ')}) as k`,
  ],
  // The turns that were taken lately, for limits over a window.
  [`alter table rate_turn add column recent text not null default ''`],
  [
    // Most deliveries are claimed by nobody: planning a hundred thousand wrote as many entries of ''.
    `create index delivery_claimed on delivery (claim) where claim <> ''`,
    `drop index delivery_by_claim`,
    `create index delivery_aloud on delivery (platform, tenant, channel) where kind = 'correction-aloud'`,
  ],
  [
    // Each minute asks what ran out of time and what was left half planned: mostly nothing, among a hundred thousand that wait.
    `create index delivery_by_end on delivery (state, expires_at) where state = 'planned'`,
    `create index slot_waiting on slot (due_at, subscription) where state = 'planned'`,
    `drop index slot_by_state`,
    `create index open_question_by_age on open_question (asked_at)`,
  ],
  [`create index proposed_article_by_age on proposed_article (proposed_at)`],
];

/** The schema whose step has the triggers that keep `delivery_count`, in each database's own words. */
export const COUNTS_KEPT = 14;

/** The newest schema this version knows. */
export const SCHEMA = MIGRATIONS.length;

/**
 * The oldest schema whose programs can go on working with the newest, so that processes are renewed one by one. A step that
 * only adds leaves this as it is; one that takes away, renames or means something else sets it to its own number.
 */
const WORKS_FOR = 10;

/** Whether this program can work with a newer schema, whose database says which programs can. */
export const WORKS_FOR_SQL = `select value from store_note where name = 'works for'`;
export function canWorkWith(schema: number, worksFor: unknown): boolean {
  return schema <= SCHEMA || (typeof worksFor === 'string' && Number(worksFor) <= SCHEMA);
}

/** The tables a database of this schema has. */
export function tablesOf(schema: number): readonly string[] {
  return MIGRATIONS.slice(0, schema)
    .flat()
    .flatMap((sql) => /^create table (\w+)/.exec(sql)?.[1] ?? []);
}

/** Brings the database to this version's shape. Refuses one that a newer Readout has written; `name` is what people call it. */
export async function migrate(driver: SqlDriver, name: string): Promise<void> {
  // Several processes may start at once: one of them migrates, and the others find it done.
  await driver.exclusive((alone) => migrateAlone(alone, name));
}

async function migrateAlone(driver: SqlDriver, name: string): Promise<void> {
  await driver.all('create table if not exists schema_version (version integer not null)');
  const [row] = await driver.all('select max(version) as version from schema_version');
  const version = row === undefined ? 0 : numberOf(row, 'version');
  if (version > SCHEMA) {
    const [least] = await driver.all(WORKS_FOR_SQL);
    if (!canWorkWith(version, least?.['value'])) throw TROUBLES.newer(name, version, SCHEMA);
    return;
  }
  for (const [at, steps] of MIGRATIONS.entries()) {
    if (at < version) continue;
    await driver.batch([
      ...[...steps, ...driver.dialect.ownSteps(at + 1)].map((sql) => statement(sql)),
      statement('insert into schema_version (version) values ($1)', at + 1),
      ...(at + 1 === SCHEMA ? [noteStatement('works for', String(WORKS_FOR))] : []),
    ]);
  }
}
