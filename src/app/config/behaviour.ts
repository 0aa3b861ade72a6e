import { z } from 'zod';
import { type Read, refusedWords } from '../../domain/schedule/reading.ts';
import { readSpan } from '../../domain/schedule/span.ts';
import { CORRECTIONS } from '../../domain/schedule/subscription.ts';
import { tenantId } from '../../domain/schedule/tenant.ts';
import { readTime } from '../../domain/schedule/time-of-day.ts';
import { readDays } from '../../domain/schedule/weekdays.ts';
import { readZone } from '../../domain/schedule/zones.ts';
import { readYaml } from '../../pack/yaml/read-yaml.ts';
import type { IdListGroup } from '../../platforms/module.ts';
import { PLATFORMS } from '../../platforms/registry.ts';

/** What `config/readout.yaml` may say. Unknown keys are errors; everything has a default. */
const behaviourSchema = z.strictObject({
  briefings: z.string().trim().min(1).default('briefings'),
  story: z.string().trim().min(1).optional(),
  channels: z.array(channelSchema()).default([]),
  zone: readBy(readZone).optional(),
  public_answers: z.boolean().default(false),
  questions: z.enum(['on', 'off']).default('on'),
  abstain_below: z.number().min(0).max(1).optional(),
  approvers: idLists('approvers'),
  installs: idLists('installs'),
  desk: deskSchema(),
  web: z.strictObject({ user_header: headerName().optional() }).default({}),
  keep: keepSchema(),
  backup: backupSchema(),
  quotas: quotasSchema(),
  feeds: z.array(feedSchema()).max(200).default([]),
  digest: z
    .strictObject({
      window_hours: z.number().min(0).max(24).default(6),
      subscriptions: z.array(subscriptionSchema()).default([]),
    })
    .default({ window_hours: 6, subscriptions: [] }),
});

/** Where drafts are reviewed in chat, and by whose rules, in the terminal too. */
function deskSchema() {
  const channel = z.strictObject({
    platform: z.enum(PLATFORMS.map(({ name }) => name)),
    tenant: platformId().transform(tenantId),
    channel: platformId(),
    story: z.string().trim().min(1).optional(),
    editors: z.array(platformId()).default([]),
    roles: z.array(platformId()).default([]),
  });
  const moment = z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}$/, 'a day and a time like "2025-12-01 18:00"')
    .refine(isMoment, 'a day and a time that there are, like "2025-12-01 18:00"');
  return z
    .strictObject({
      channels: z.array(channel).default([]),
      two_person: z.enum(['on', 'off']).default('off'),
      embargo: moment.optional(),
      git: z.enum(['on', 'off']).default('off'),
    })
    .prefault({});
}

function isMoment(text: string): boolean {
  try {
    Temporal.PlainDateTime.from(text.replace(' ', 'T'), { overflow: 'reject' });
    return true;
  } catch {
    return false;
  }
}

/** Days after which what was posted, who changed what, what nobody could answer and articles that were reviewed are deleted. */
function keepSchema() {
  const days = (least: number, usual: number) => z.int().min(least).max(36_500).default(usual);
  // A post is corrected for 60 days, and a digest that was removed is brought back for one.
  return z
    .strictObject({
      deliveries: days(61, 180),
      audit: days(2, 365),
      questions: days(1, 30),
      articles: days(30, 365),
    })
    .prefault({});
}

/** Copies of the store; none are made where `every` is not there. */
function backupSchema() {
  return z
    .strictObject({
      every: readBy(readSpan).optional(),
      keep: z.int().min(1).max(1_000).default(7),
      folder: z.string().trim().min(1).default('backups'),
    })
    .prefault({});
}

/** How much one server or workspace may have; without a number, as much as it likes. */
function quotasSchema() {
  const most = z.int().min(1).max(1_000_000).optional();
  return z.strictObject({ subscriptions: most, watches: most, questions_an_hour: most }).prefault({});
}

function channelSchema() {
  return z
    .strictObject({
      platform: z.enum(PLATFORMS.map(({ name }) => name)),
      tenant: platformId().transform(tenantId),
      channel: platformId().optional(),
      story: z.string().trim().min(1).optional(),
      sees: z.array(z.string().trim().min(1)).min(1).optional(),
    })
    .refine(({ story, sees }) => story !== undefined || sees !== undefined, 'a place with "story" or "sees"')
    .refine(
      ({ story, sees }) => story === undefined || sees === undefined || sees.includes(story),
      'a place whose "story" is among those it "sees"',
    );
}

function subscriptionSchema() {
  return z.strictObject({
    name: z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'lower-case words joined by hyphens'),
    platform: z.enum(PLATFORMS.map(({ name }) => name)),
    tenant: platformId().transform(tenantId),
    channel: platformId(),
    thread: platformId().optional(),
    story: z.string().min(1).optional(),
    time: readBy(readTime),
    days: readBy(readDays).default('daily'),
    zone: readBy(readZone).optional(),
    filter: z.string().optional(),
    format: z.enum(['brief', 'standard', 'full']).default('brief'),
    quiet: z.enum(['skip', 'line']).default('skip'),
    threads: z.boolean().default(false),
    corrections: z.enum(CORRECTIONS).optional(),
  });
}

/** A feed that is read by itself. */
function feedSchema() {
  return z.strictObject({
    url: z
      .string()
      .trim()
      .superRefine((url, context) => {
        const message = feedAddressTrouble(url);
        if (message !== null) context.addIssue({ code: 'custom', message });
      }),
    story: z.string().trim().min(1).optional(),
    every: readBy(readSpan).default('30 minutes'),
  });
}

function feedAddressTrouble(written: string): string | null {
  const url = URL.parse(written);
  if (url === null || !/^https?:$/.test(url.protocol))
    return 'a whole address that begins with https:// or http://';
  return url.username === '' && url.password === '' ? null : 'an address without a login in it';
}

/** The lists of ids that platforms have in a group, each empty where it is not there. */
function idLists(group: IdListGroup) {
  const names = PLATFORMS.flatMap((platform) => platform.idLists?.[group] ?? []);
  const list = z.array(platformId()).default([]);
  return z.strictObject(Object.fromEntries(names.map((name) => [name, list]))).prefault({});
}

function headerName() {
  return z
    .string()
    .trim()
    .regex(/^[A-Za-z][A-Za-z-]*$/, 'the name of a header, like X-Forwarded-User')
    .transform((name) => name.toLowerCase());
}

/** Long Discord ids lose digits as YAML numbers, so they must be quoted. */
function platformId() {
  return z.string('an id in quotation marks').regex(/^\S+$/, 'an id without spaces');
}

/** Text that is read as it would be in chat; what is not understood there is not here. */
function readBy(read: (text: string) => Read<unknown>) {
  return z.string().superRefine((text, context) => {
    const found = read(text);
    if (found.kind === 'refused') context.addIssue({ code: 'custom', message: refusedWords(found) });
  });
}

/** How the process behaves: the configuration file with its defaults. */
export type Behaviour = z.output<typeof behaviourSchema>;

/** The behaviour an absent or empty file means. */
export function defaultBehaviour(): Behaviour {
  return behaviourSchema.parse({});
}

/** Reads the file's text; every problem is one sentence that begins with `file:line:`. */
export function parseBehaviour(
  text: string,
  file: string,
): { readonly behaviour: Behaviour; readonly problems: readonly string[] } {
  const read = readYaml(Buffer.from(text));
  if (read.problems.length > 0) {
    const problems = read.problems.map(
      ({ line, expected, found, hint }) =>
        `${file}:${line}: expected ${expected}, found: ${found}${hint === undefined ? '.' : `: ${asRest(hint)}`}`,
    );
    return { behaviour: defaultBehaviour(), problems };
  }
  const at = (path: readonly PropertyKey[]) => {
    const steps = path.filter((step) => typeof step !== 'symbol');
    return `${file}:${read.lineOf(steps)}:`;
  };
  const result = behaviourSchema.safeParse(read.value ?? {}, { reportInput: true });
  if (result.success) {
    const doubled = [
      ...doubledNames(result.data),
      ...doubledPlaces(result.data),
      ...doubledFeeds(result.data),
    ];
    const problems = doubled.map(
      ({ path, name }) => `${at(path)} ${path.join('.')} must be unique, but "${name}" stands above already.`,
    );
    return { behaviour: result.data, problems };
  }
  const problems = result.error.issues.flatMap((issue) => {
    if (issue.code !== 'unrecognized_keys') return [`${at(issue.path)} ${sentenceFor(issue, issue.path)}`];
    return issue.keys.map((key) => `${at([...issue.path, key])} ${sentenceFor(issue, [...issue.path, key])}`);
  });
  return { behaviour: defaultBehaviour(), problems };
}

/** A hint as the rest of a sentence. */
function asRest(hint: string): string {
  return `${hint.slice(0, 1).toLowerCase()}${hint.slice(1)}`;
}

/** Where a later subscription takes the name of an earlier one: the path to it, and the name. */
function doubledNames(
  behaviour: Behaviour,
): readonly { readonly path: readonly PropertyKey[]; name: string }[] {
  const names = behaviour.digest.subscriptions.map((subscription) => subscription.name);
  return names.flatMap((name, at) =>
    names.indexOf(name) === at ? [] : [{ path: ['digest', 'subscriptions', at, 'name'], name }],
  );
}

/** Where a later entry is for the place of an earlier one. */
function doubledPlaces(
  behaviour: Behaviour,
): readonly { readonly path: readonly PropertyKey[]; name: string }[] {
  const names = behaviour.channels.map(({ platform, tenant, channel }) =>
    [platform, tenant, ...(channel === undefined ? [] : [channel])].join(' '),
  );
  return names.flatMap((name, at) => (names.indexOf(name) === at ? [] : [{ path: ['channels', at], name }]));
}

/** Where a later feed is one that stands above for the same story. */
function doubledFeeds({
  feeds,
}: Behaviour): readonly { readonly path: readonly PropertyKey[]; name: string }[] {
  const names = feeds.map(({ url, story = '' }) => `${url} ${story}`.trim());
  return names.flatMap((name, at) => (names.indexOf(name) === at ? [] : [{ path: ['feeds', at], name }]));
}

function sentenceFor(issue: z.core.$ZodIssue, path: readonly PropertyKey[]): string {
  const name = path.length === 0 ? 'the file' : path.map(String).join('.');
  if (issue.code === 'unrecognized_keys') return `${name} is not a setting; it may be misspelled.`;
  if (issue.code === 'invalid_type') return `${name} must be ${typeInWords(issue)}.`;
  if (issue.code === 'invalid_value') return `${name} must be ${issue.values.map(String).join(' or ')}.`;
  if (issue.code === 'too_small' && issue.origin !== 'number') return `${name} must not be empty.`;
  const not = typeof issue.input === 'number' ? `, not ${issue.input}` : '';
  if (issue.code === 'too_small') return `${name} must be at least ${issue.minimum}${not}.`;
  if (issue.code === 'too_big') return `${name} must be at most ${issue.maximum}${not}.`;
  return `${name} must be ${issue.message}.`;
}

function typeInWords(issue: z.core.$ZodIssueInvalidType): string {
  if (!issue.message.startsWith('Invalid input')) return issue.message;
  switch (issue.expected) {
    case 'boolean':
      return 'true or false';
    case 'array':
      return 'a list';
    case 'object':
      return 'a group of settings';
    case 'string':
      return 'text (in quotation marks where it looks like a number)';
    default:
      return `a ${issue.expected}`;
  }
}
