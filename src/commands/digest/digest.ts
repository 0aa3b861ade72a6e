import type { Action, Answer, Block, Spans } from '../../answer/answer.ts';
import { ask, createCiter, strong, text } from '../../answer/compose.ts';
import { answer } from '../../core/answering.ts';
import type { Command, CommandContext, CommandGroup, OptionSpec, OptionValues } from '../../core/command.ts';
import { formatFilter, parseFilter } from '../../digest/compose/filter.ts';
import { previewDigest } from '../../digest/compose/preview.ts';
import type { DigestService, SubscriptionView } from '../../digest/schedule/service.ts';
import { asking } from '../../domain/ask.ts';
import { Refusal } from '../../domain/errors.ts';
import { FORMATS, type Format, QUIET_DAYS } from '../../domain/schedule/subscription.ts';
import { clockWords } from '../../domain/schedule/wall-time.ts';
import { daysInWords } from '../../domain/schedule/weekdays.ts';
import { findDate } from '../../search/dates/find-date.ts';
import type { Services } from '../services.ts';
import { scheduleFrom } from './schedule-options.ts';
import { inAllChannels, inThisChannel, subscriptionBlocks, whenWords } from './views.ts';

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
/** Which of the channel's digests is meant. */
function idOf(services: Services): OptionSpec {
  return {
    name: 'id',
    description: 'Which digest, where the channel has several (see /digest list)',
    suggest: 'digest',
    async complete(asker) {
      const views = (await services.digest?.list(asker)) ?? [];
      return views.map(({ subscription: { id, schedule, filter, state } }) => {
        const when = `${daysInWords(schedule.days)} at ${clockWords(schedule.time, schedule.zone)}`;
        const facts = [id, when, formatFilter(filter), state === 'paused' ? 'paused' : ''];
        return { label: facts.filter((fact) => fact !== '').join(' · '), value: id };
      });
    },
  };
}

const subscribe = (services: Services): Command => ({
  name: 'subscribe',
  summary: 'Post a digest in this channel at a time of day',
  alsoCalled: ['add', 'create', 'new', 'follow', 'schedule'],
  changes: true,
  options: [
    {
      name: 'time',
      description: 'a time of day on the clock of the zone: 08:00, 9am',
      required: true,
      picks: 'time',
    },
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
    const view = await serviceOf(services).subscribe(
      context.asker,
      {
        story: briefing.id,
        schedule: scheduleFrom(values, briefing.zone),
        filter: filterFrom(values, context),
        format: formatFrom(values),
        quiet: oneOf(QUIET_DAYS, values.quiet) ?? 'skip',
        threads: values.thread !== 'off',
        here: values.thread === 'here',
      },
      briefing,
    );
    return about(view, context, 'Subscribed');
  },
});

const list = (services: Services): Command => ({
  name: 'list',
  summary: 'Show the digests of this channel, who set them up and when they come',
  alsoCalled: ['show', 'ls', 'status'],
  standing: true,
  options: [
    {
      name: 'where',
      description: 'This channel, or every channel (for those who may configure)',
      choices: ['here', 'all'],
    },
  ],
  examples: ['/digest list', '/digest list where:all'],
  async run(values, context) {
    const service = serviceOf(services);
    const all = values.where === 'all';
    const views = all ? await service.listAll(context.asker) : await service.list(context.asker);
    return plain(context, {
      headline: [strong(all ? inAllChannels(views) : inThisChannel(views))],
      blocks: views.flatMap((view) => subscriptionBlocks(view, context, { all })),
      actions: views.length === 0 ? [ask('Subscribe at 08:00', 'digest subscribe', { time: '08:00' })] : [],
    });
  },
});

const pause = changing({
  name: 'pause',
  summary: 'Stop a digest without forgetting it',
  alsoCalled: ['stop', 'mute', 'off'],
  change: (service, { asker }, id) => service.pause(asker, id),
  done: 'Paused',
});
const resume = changing({
  name: 'resume',
  summary: 'Start a paused or parked digest again',
  alsoCalled: ['start', 'unpause', 'unmute', 'continue', 'on'],
  change: (service, { asker }, id) => service.resume(asker, id),
  done: 'Resumed',
});
const test = changing({
  name: 'test',
  summary: 'Post today’s digest in this channel now, marked as a test',
  alsoCalled: ['try'],
  change: (service, { asker }, id) => service.test(asker, id),
  done: 'A test post is on its way',
});

const remove = (services: Services): Command => ({
  name: 'remove',
  summary: 'Remove a digest from this channel',
  options: [idOf(services)],
  examples: ['/digest remove'],
  alsoCalled: ['unsubscribe', 'delete', 'cancel', 'unfollow'],
  changes: true,
  async run(values, context) {
    const gone = await serviceOf(services).remove(context.asker, values.id?.trim() ?? '');
    return plain(context, {
      headline: [strong('Removed.'), text(` The digest ${gone.id} will not be posted any more.`)],
      actions: [ask('Digests here', 'digest list')],
    });
  },
});

const preview = (services: Services): Command => ({
  name: 'preview',
  summary: 'Show what a digest would say, to you alone',
  alsoCalled: ['view'],
  options: [
    { name: 'since', description: 'From which day on (the last seven days)', suggest: 'date' },
    FILTER,
    FORMAT,
  ],
  examples: ['/digest preview', '/digest preview since:yesterday'],
  run(values, context) {
    const typed = values.since?.trim() ?? '';
    const weekAgo = Temporal.PlainDate.from(context.asOf).subtract({ days: PREVIEW_DAYS }).toString();
    const since = typed === '' ? weekAgo : findDate(typed, context.asOf);
    if (since === null)
      throw new Refusal('bad-value', `since takes a day such as 2025-11-24 or yesterday, not “${typed}”.`);
    const { briefing, now } = context;
    const format = values.format === undefined ? 'brief' : formatFrom(values);
    const made = previewDigest({
      briefing,
      since,
      format,
      now,
      filter: filterFrom(values, context),
      zone: briefing.zone,
      ...(services.board === undefined ? {} : { picture: services.board(briefing) }),
    });
    return { ...made, asOf: context.asOf };
  },
});

/** `/digest`: everything a desk can change or look up about its scheduled posts. */
export function digestWith(services: Services): CommandGroup {
  return {
    name: 'digest',
    summary: 'Subscribe this channel to a scheduled digest, list, pause or preview it',
    subcommands: [subscribe, list, pause, resume, remove, preview, test].map((make) => make(services)),
    fallback: 'list',
    ofPlace: true,
  };
}

function changing(parts: {
  readonly name: string;
  readonly summary: string;
  readonly alsoCalled: readonly string[];
  readonly change: (service: DigestService, context: CommandContext, id: string) => Promise<SubscriptionView>;
  readonly done: string;
}): (services: Services) => Command {
  const { name, summary, alsoCalled, change, done } = parts;
  return (services) => ({
    name,
    summary,
    alsoCalled,
    changes: true,
    options: [idOf(services)],
    examples: [`/digest ${name}`],
    async run(values, context) {
      return about(await change(serviceOf(services), context, values.id?.trim() ?? ''), context, done);
    },
  });
}

/** The digests of the running process, or a refusal that says where there are some. */
export function serviceOf({ digest }: Services): DigestService {
  if (digest !== undefined) return digest;
  throw new Refusal(
    'not-available',
    'Digests are posted by a running Readout in chat; here you can preview one.',
    [asking('digest preview')],
  );
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

function about(view: SubscriptionView, context: CommandContext, done: string): Answer {
  return plain(context, {
    headline: [strong(`${done}:`), text(` ${whenWords(view)}.`)],
    blocks: subscriptionBlocks(view, context, { said: true }),
    actions: [ask('Preview', 'digest preview'), ask('Digests here', 'digest list')],
  });
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
