import { CARD_LIMITS } from '../../answer/card-limits.ts';
import { ask, strong, text } from '../../answer/compose.ts';
import type { Command, CommandGroup } from '../../core/command.ts';
import { previewDigest } from '../../digest/compose/preview.ts';
import type { DigestService, Person, SubscriptionView } from '../../digest/subscriptions/service.ts';
import { Refusal } from '../../domain/errors.ts';
import { withoutUndefined } from '../../domain/mapping.ts';
import { CORRECTIONS, QUIET_DAYS } from '../../domain/schedule/subscription.ts';
import { clockWords } from '../../domain/schedule/wall-time.ts';
import { daysInWords } from '../../domain/schedule/weekdays.ts';
import { findDate } from '../../search/dates/find-date.ts';
import type { Services } from '../services.ts';
import { edit } from './edit.ts';
import { scheduleFrom } from './schedule-options.ts';
import {
  about,
  CORRECTED,
  FILTER,
  FORMAT,
  filterFrom,
  formatFrom,
  idOf,
  oneOf,
  oneOfThem,
  personOf,
  plain,
  QUIET,
  serviceOf,
} from './shared.ts';
import { inAllChannels, inThisChannel, subscriptionActions, subscriptionBlocks } from './views.ts';

/** `on` keeps the detail in a thread under each post, `here` posts into the thread the command was typed in. */
const THREADS = ['on', 'off', 'here'] as const;
/** How many days a preview looks back where no `since` is given. */
const PREVIEW_DAYS = 7;

/**
 * A new digest of the story this channel means, in the desk’s zone where none is named. Throws a `Refusal` for a time,
 * days, a zone or a filter that is not understood, and whatever the service refuses.
 */
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
    QUIET,
    {
      name: 'thread',
      description: 'on keeps the detail in a thread, off (usual) behind buttons; here posts in this thread',
      choices: THREADS,
    },
    CORRECTED,
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
        threads: values.thread === 'on',
        ...withoutUndefined({ corrections: oneOf(CORRECTIONS, values.corrections) }),
        here: values.thread === 'here',
      },
      briefing,
    );
    return about(view, context, 'Subscribed');
  },
});

/**
 * What is posted in this channel, or with `where` in every channel. Throws a `Refusal` for an id that none of them has,
 * and for every channel to those who may not configure.
 */
const list = (services: Services): Command => ({
  name: 'list',
  summary: 'Show the digests of this channel, who set them up and when they come',
  alsoCalled: ['show', 'ls', 'status', 'subscription', 'subscriptions', 'subs', 'digests', 'manage'],
  standing: true,
  reads: 'posts',
  options: [
    {
      name: 'where',
      description: 'This channel, or every channel of the server or workspace (for those who may configure)',
      choices: ['here', 'server', 'workspace', 'all'],
    },
    idOf(services),
  ],
  examples: ['/digest list', '/digest list where:server'],
  async run(values, context) {
    const service = serviceOf(services);
    const id = values.id?.trim() ?? '';
    const all = (values.where ?? 'here') !== 'here';
    const found = all ? await service.listAll(context.asker) : await service.list(context.asker);
    const views = id === '' ? found : await oneOfThem(id, found, service, context);
    const lead = [strong(id === '' ? (all ? inAllChannels(views) : inThisChannel(views)) : 'This digest.')];
    const blocks = views.flatMap((view) => subscriptionBlocks(view, context, { all: all || id !== '' }));
    return plain(context, {
      headline: lead,
      blocks,
      // Of many, who set each up waits behind "More"; why one is not posted does not.
      ...(blocks.length <= CARD_LIMITS.chat.rows
        ? {}
        : { card: { lead, rows: blocks.filter(({ kind }) => kind !== 'context') } }),
      actions:
        views.length === 0
          ? [ask('Subscribe at 08:00', 'digest subscribe', { time: '08:00' })]
          : [
              ...subscriptionActions(views, context.asker),
              ...(id === '' ? [] : [ask('All digests here', 'digest list')]),
            ],
    });
  },
});

const pause = changing({
  name: 'pause',
  summary: 'Stop a digest without forgetting it',
  alsoCalled: ['stop', 'mute', 'off', 'hold', 'suspend'],
  change: (service, asker, id) => service.pause(asker, id),
  done: 'Paused',
});
const resume = changing({
  name: 'resume',
  summary: 'Start a paused or parked digest again',
  alsoCalled: ['start', 'unpause', 'unmute', 'continue', 'on'],
  change: (service, asker, id) => service.resume(asker, id),
  done: 'Resumed',
});
const test = changing({
  name: 'test',
  summary: 'Post today’s digest in this channel now, marked as a test',
  alsoCalled: ['try'],
  change: (service, asker, id) => service.test(asker, id),
  done: 'A test post is on its way',
});

/** Answered with Undo, which is `restore`; without an id it means the only digest of the channel. */
const remove = (services: Services): Command => ({
  name: 'remove',
  summary: 'Remove a digest from this channel',
  options: [idOf(services)],
  carried: ['where'],
  examples: ['/digest remove'],
  alsoCalled: ['unsubscribe', 'unsub', 'delete', 'cancel', 'unfollow', 'end', 'quit'],
  changes: true,
  async run(values, context) {
    const person = personOf(values, context);
    const { subscription } = await serviceOf(services).remove(person, values.id?.trim() ?? '');
    const { id, schedule } = subscription;
    const when = `${daysInWords(schedule.days)} at ${clockWords(schedule.time, schedule.zone)}`;
    return plain(context, {
      headline: [strong('Removed.'), text(` The digest ${when} will not be posted any more.`)],
      actions: [ask('Undo', 'digest restore', { id }), ask('Digests here', 'digest list')],
    });
  },
});

const restore = changing({
  name: 'restore',
  summary: 'Bring back a digest that was removed from this channel within the last day',
  alsoCalled: ['undo', 'undelete', 'bring-back'],
  change: (service, asker, id) => service.restore(asker, id),
  done: 'Back again',
});

/**
 * What a digest would say. It needs no store and no service, so that the terminal has it too. Throws a `Refusal` where
 * `since` names no day.
 */
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
      pages: services.pages,
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
    subcommands: [subscribe, list, edit, pause, resume, remove, restore, preview, test].map((make) =>
      make(services),
    ),
    fallback: 'list',
    ofPlace: true,
  };
}

/**
 * A subcommand that takes only which digest is meant and does one thing to it. `where` is carried by the buttons of a
 * list of every channel: the digest that they mean may be in another one.
 */
function changing(parts: {
  readonly name: string;
  readonly summary: string;
  readonly alsoCalled: readonly string[];
  readonly change: (service: DigestService, person: Person, id: string) => Promise<SubscriptionView>;
  readonly done: string;
}): (services: Services) => Command {
  const { name, summary, alsoCalled, change, done } = parts;
  return (services) => ({
    name,
    summary,
    alsoCalled,
    changes: true,
    options: [idOf(services)],
    carried: ['where'],
    examples: [`/digest ${name}`],
    async run(values, context) {
      const person = personOf(values, context);
      return about(await change(serviceOf(services), person, values.id?.trim() ?? ''), context, done);
    },
  });
}
