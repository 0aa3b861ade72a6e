import type { Action, Answer, Block, Spans } from '../answer/answer.ts';
import { createCiter, strong, text } from '../answer/compose.ts';
import { formatFilter, parseFilter } from '../digest/filter.ts';
import { previewDigest } from '../digest/preview.ts';
import type { DigestService, SubscriptionView } from '../digest/service.ts';
import { Refusal } from '../domain/errors.ts';
import {
  EVERY_DAY,
  FORMATS,
  type Format,
  formatDays,
  formatWallTime,
  parseDays,
  parseTime,
  parseZone,
  QUIET_DAYS,
  type Schedule,
  type Subscription,
  zoneCity,
} from '../domain/subscription.ts';
import { formatDay } from '../domain/when.ts';
import { findDate } from '../search/find-date.ts';
import { answer } from './answering.ts';
import type { Command, CommandContext, CommandGroup, OptionSpec, OptionValues } from './command.ts';

const THREADS = ['on', 'off', 'here'] as const;
const PREVIEW_DAYS = 7;

const FILTER: OptionSpec = {
  name: 'filter',
  description: 'Only what matches: any speaker:x, point:6; all material; not provenance:denied',
};
const FORMAT: OptionSpec = {
  name: 'format',
  description: 'How much to say; brief is a lead and a thread',
  choices: FORMATS,
};
const ID: OptionSpec = {
  name: 'id',
  description: 'Which digest, where the channel has several (see /digest list)',
};

const subscribe: Command = {
  name: 'subscribe',
  summary: 'Post a digest in this channel at a time of day',
  options: [
    { name: 'time', description: 'When, on the clock of the zone: 08:00', required: true, picks: 'time' },
    {
      name: 'days',
      description: 'daily, weekdays, mon-fri, or days like mon,thu (daily)',
      picks: 'weekdays',
    },
    { name: 'zone', description: 'Time zone: Europe/Kyiv, New York (the desk’s)', suggest: 'zone' },
    FILTER,
    FORMAT,
    {
      name: 'quiet',
      description: 'On a day without a change: skip it, or post one line',
      choices: QUIET_DAYS,
    },
    {
      name: 'thread',
      description: 'Detail in a thread (on), in no thread (off), or post in this thread (here)',
      choices: THREADS,
    },
  ],
  examples: [
    '/digest subscribe time:08:00',
    '/digest subscribe time:18:30 days:weekdays zone:London format:full',
  ],
  form: true,
  async run(values, context) {
    const { briefing } = context;
    const view = await serviceOf(context).subscribe(
      context.asker,
      {
        ...{
          story: briefing.id,
          schedule: scheduleFrom(values, briefing.zone),
          filter: filterFrom(values, context),
        },
        ...{ format: formatFrom(values), quiet: oneOf(QUIET_DAYS, values.quiet) ?? 'skip' },
        ...{ threads: values.thread !== 'off', here: values.thread === 'here' },
      },
      briefing,
    );
    return about(view, context, [strong('Subscribed.'), text(` ${nextWords(view)}`)]);
  },
};

const list: Command = {
  name: 'list',
  summary: 'Show the digests of this channel, who set them up and when they come',
  options: [
    {
      name: 'where',
      description: 'This channel, or every channel (for those who may configure)',
      choices: ['here', 'all'],
    },
  ],
  examples: ['/digest list', '/digest list where:all'],
  async run(values, context) {
    const service = serviceOf(context);
    const all = values.where === 'all';
    const views = all ? await service.listAll(context.asker) : await service.list(context.asker);
    const where = all ? 'here in all channels' : 'in this channel';
    return plain(context, {
      headline: [strong(views.length === 0 ? `No digest ${where}.` : `${count(views.length)} ${where}.`)],
      blocks: views.flatMap((view) => viewBlocks(view, all)),
      actions: views.length === 0 ? [ask('Subscribe at 08:00', '/digest subscribe time:08:00')] : [],
    });
  },
};

const pause = changing(
  'pause',
  'Stop a digest without forgetting it',
  (service, { asker }, id) => service.pause(asker, id),
  'Paused.',
);
const resume = changing(
  'resume',
  'Start a paused or parked digest again',
  (service, { asker }, id) => service.resume(asker, id),
  'Resumed.',
);
const test = changing(
  'test',
  'Post today’s digest in this channel now, marked as a test',
  (service, { asker }, id) => service.test(asker, id),
  'A test post is on its way.',
);

const remove: Command = {
  name: 'remove',
  summary: 'Remove a digest from this channel',
  options: [ID],
  examples: ['/digest remove'],
  async run(values, context) {
    const gone = await serviceOf(context).remove(context.asker, values.id?.trim() ?? '');
    return plain(context, {
      headline: [strong('Removed.'), text(` The digest "${gone.id}" will not be posted any more.`)],
      actions: [ask('Digests here', '/digest list')],
    });
  },
};

const preview: Command = {
  name: 'preview',
  summary: 'Show what a digest would say, to you alone',
  options: [
    { name: 'since', description: 'From which day on (the last seven days)', suggest: 'date' },
    FILTER,
    FORMAT,
  ],
  examples: ['/digest preview', '/digest preview filter:speaker:x since:2025-11-20'],
  run(values, context) {
    const typed = values.since?.trim() ?? '';
    const weekAgo = Temporal.PlainDate.from(context.asOf).subtract({ days: PREVIEW_DAYS }).toString();
    const since = typed === '' ? weekAgo : findDate(typed, context.asOf);
    if (since === null)
      throw new Refusal('bad-value', `since takes a day such as 2025-11-24 or yesterday, not “${typed}”.`);
    const { briefing, now } = context;
    const format = values.format === undefined ? 'brief' : formatFrom(values);
    const made = previewDigest({
      ...{ briefing, since, format, now, filter: filterFrom(values, context), zone: briefing.zone },
      ...(context.services.board === undefined ? {} : { picture: context.services.board(briefing) }),
    });
    return { ...made, asOf: context.asOf };
  },
};

/** `/digest`: everything a desk can change or look up about its scheduled posts. */
export const digest: CommandGroup = {
  name: 'digest',
  summary: 'Subscribe this channel to a scheduled digest, list, pause or preview it',
  subcommands: [subscribe, list, pause, resume, remove, preview, test],
  fallback: 'list',
};

function changing(
  name: string,
  summary: string,
  change: (service: DigestService, context: CommandContext, id: string) => Promise<SubscriptionView>,
  done: string,
): Command {
  return {
    name,
    summary,
    options: [ID],
    examples: [`/digest ${name}`],
    async run(values, context) {
      const view = await change(serviceOf(context), context, values.id?.trim() ?? '');
      return about(view, context, [strong(done), text(` ${nextWords(view)}`)]);
    },
  };
}

/** The digests of the running process, or a refusal that says where there are some. */
export function serviceOf({ services }: CommandContext): DigestService {
  if (services.digest !== undefined) return services.digest;
  throw new Refusal(
    'not-available',
    'Digests are posted by a running Readout in chat; here you can preview one.',
    ['/digest preview'],
  );
}

function scheduleFrom(values: OptionValues, deskZone: string): Schedule {
  const time = parseTime(values.time ?? '');
  if (time === null)
    throw new Refusal('bad-value', `time takes a time of day such as 08:00, not “${values.time}”.`);
  const days = values.days === undefined || values.days.trim() === '' ? EVERY_DAY : parseDays(values.days);
  if (days === null)
    throw new Refusal(
      'bad-value',
      `days takes daily, weekdays, mon-fri or a list such as mon,thu, not “${values.days}”.`,
    );
  const zone = values.zone === undefined || values.zone.trim() === '' ? deskZone : parseZone(values.zone);
  if (zone === null)
    throw new Refusal(
      'bad-value',
      `zone takes a time zone such as Europe/Kyiv or a city such as London, not “${values.zone}”.`,
    );
  return { time, days, zone };
}

function filterFrom(values: OptionValues, { briefing }: CommandContext) {
  return parseFilter(values.filter ?? '', briefing);
}

function formatFrom(values: OptionValues): Format {
  return oneOf(FORMATS, values.format) ?? 'brief';
}

function oneOf<T extends string>(known: readonly T[], value: string | undefined): T | undefined {
  return known.find((candidate) => candidate === value?.trim());
}

/** `Next: Mon 08:00 Kyiv, 06:00 UTC.` */
function nextWords({ next, subscription }: SubscriptionView): string {
  if (next === null) return 'Nothing is posted until it is resumed.';
  return `Next: ${inZone(next, subscription.schedule.zone)}.`;
}

function inZone(at: Temporal.Instant, zone: string): string {
  const [local, utc] = [formatWallTime(at, zone), formatWallTime(at, 'UTC')];
  const sameDay = local.slice(0, 3) === utc.slice(0, 3);
  return `${local} ${zoneCity(zone)}, ${sameDay ? utc.slice(4) : utc} UTC`;
}

function about(view: SubscriptionView, context: CommandContext, headline: Spans): Answer {
  return plain(context, {
    headline,
    blocks: viewBlocks(view, false),
    actions: [ask('Preview', '/digest preview'), ask('Digests here', '/digest list')],
  });
}

function viewBlocks(view: SubscriptionView, named: boolean): readonly Block[] {
  const { subscription, last, parked } = view;
  const { schedule, place } = subscription;
  const where = named ? ` in channel ${place.channel}` : '';
  const wanted = formatFilter(subscription.filter);
  const state = subscription.state === 'paused' ? ', paused' : '';
  const facts: readonly (readonly [string, string])[] = [
    ['When', `${schedule.time} ${zoneCity(schedule.zone)}, ${formatDays(schedule.days)}${state}`],
    ...(view.next === null ? [] : [['Next', inZone(view.next, schedule.zone)] as const]),
    [
      'Last',
      last === null ? 'none yet' : `${inZone(last.at, schedule.zone)}: ${last.state}${because(last.reason)}`,
    ],
    ...(parked === null ? [] : [['Cannot be posted', `${parked.reason}: ${parked.detail}`] as const]),
    ...(wanted === '' ? [] : [['Filter', wanted] as const]),
    [
      'Form',
      `${subscription.format}, quiet days: ${subscription.quiet}, threads: ${subscription.threads ? 'on' : 'off'}`,
    ],
    ['Set up by', setUpBy(subscription)],
    ...(view.note === undefined ? [] : [['Note', view.note] as const]),
  ];
  return [
    { kind: 'heading', text: `${subscription.id}: ${subscription.story}${where}` },
    ...facts.map(([label, words]): Block => ({ kind: 'field', label, spans: [text(words)] })),
  ];
}

function setUpBy({ owner, declared, createdAt, schedule }: Subscription): string {
  const who = declared === '' ? owner : `the configuration file, as "${declared}"`;
  const day = Temporal.Instant.fromEpochMilliseconds(createdAt)
    .toZonedDateTimeISO(schedule.zone)
    .toPlainDate();
  return `${who}, ${formatDay(day.toString())}`;
}

function because(reason: string): string {
  return reason === '' ? '' : ` (${reason})`;
}

function plain(
  context: CommandContext,
  parts: {
    readonly headline: Spans;
    readonly blocks?: readonly Block[];
    readonly actions?: readonly Action[];
  },
): Answer {
  const shared = { command: 'digest', status: 'answered', audience: 'asker' } as const;
  return answer({ ...shared, ...parts }, createCiter(context.briefing), context);
}

function ask(label: string, line: string): Action {
  return { kind: 'ask', label, line };
}

function count(number: number): string {
  return `${number} ${number === 1 ? 'digest' : 'digests'}`;
}
