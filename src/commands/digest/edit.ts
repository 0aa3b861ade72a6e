import type { Answer } from '../../answer/answer.ts';
import { ask, strong, text } from '../../answer/compose.ts';
import type { Command, CommandContext, OptionValues } from '../../core/command.ts';
import { formatFilter } from '../../digest/filter/filter.ts';
import type { Changes, DigestService } from '../../digest/subscriptions/service.ts';
import { asking } from '../../domain/ask.ts';
import { Refusal } from '../../domain/errors.ts';
import { withoutUndefined } from '../../domain/mapping.ts';
import { CORRECTIONS, FORMATS, QUIET_DAYS, type Subscription } from '../../domain/schedule/subscription.ts';
import { dayName } from '../../domain/schedule/weekdays.ts';
import { capital } from '../../domain/words/capital.ts';
import type { Services } from '../services.ts';
import { scheduleChanges } from './schedule-options.ts';
import {
  about,
  CORRECTED,
  FILTER,
  FORMAT,
  filterFrom,
  idOf,
  oneOf,
  oneOfThem,
  personOf,
  plain,
  QUIET,
  serviceOf,
} from './shared.ts';
import { subscriptionBlocks, whenWords } from './views.ts';

/** The options that change something; `id` and `where` only say of which digest. */
const EDITED = ['time', 'days', 'zone', 'filter', 'format', 'quiet', 'thread', 'corrections'] as const;

/**
 * `/digest edit`: changes what exists. What is left out stays as it is. Throws a `Refusal` for a value that is not
 * understood, and whatever the service refuses.
 */
export const edit = (services: Services): Command => ({
  name: 'edit',
  summary: 'Change when a digest comes or what is in it; what is left out stays as it is',
  alsoCalled: ['change', 'modify', 'update', 'set', 'reschedule', 'move', 'configure'],
  changes: true,
  options: [
    idOf(services),
    { name: 'time', description: 'Another time of day: 08:00, 9am', picks: 'time' },
    { name: 'days', description: 'Other days: daily, weekdays, mon,thu', picks: 'weekdays' },
    { name: 'zone', description: 'Another time zone: Europe/Kyiv, New York', suggest: 'zone' },
    { ...FILTER, description: 'Only what matches: vey or point 6, not denied; none for everything' },
    FORMAT,
    QUIET,
    { name: 'thread', description: 'Detail in a thread (on) or in no thread (off)', choices: ['on', 'off'] },
    CORRECTED,
  ],
  examples: ['/digest edit time:09:00', '/digest edit filter:none'],
  carried: ['where'],
  form: { about: ['id'], aside: ['quiet', 'thread', 'corrections'] },
  async prefill(values, asker) {
    const views = (await services.digest?.list(asker)) ?? [];
    const all = asker.mayConfigure ? ((await services.digest?.listAll(asker)) ?? []) : [];
    const id = values.id?.trim() ?? '';
    // A button may mean a digest of another channel; without an id the form shows the first of this one.
    const found = [...views, ...all].find(({ subscription }) => id === '' || subscription.id === id);
    return found === undefined ? {} : valuesOf(found.subscription);
  },
  async run(values, context) {
    const service = serviceOf(services);
    const id = values.id?.trim() ?? '';
    const given = EDITED.filter((name) => (values[name]?.trim() ?? '') !== '');
    // Who may not change anything is refused by the service, whatever they say.
    if (given.length === 0 && context.asker.mayConfigure)
      return whatCanBeEdited(id, values, service, context);
    const { schedule, ...settings } = changesFrom(values, context);
    const changes = { ...settings, ...(schedule === undefined ? {} : { schedule }) };
    return about(
      await service.edit(personOf(values, context), id, changes, context.briefing),
      context,
      'Changed',
    );
  },
});

/** Only what was given: what is left out must not set a digest back to what is usual. */
function changesFrom(values: OptionValues, context: CommandContext): Changes {
  const { format, quiet, filter, thread, corrections } = values;
  return withoutUndefined({
    schedule: scheduleChanges(values),
    filter: (filter?.trim() ?? '') === '' ? undefined : filterFrom(values, context),
    format: oneOf(FORMATS, format),
    quiet: oneOf(QUIET_DAYS, quiet),
    threads: (thread?.trim() ?? '') === '' ? undefined : thread !== 'off',
    corrections: oneOf(CORRECTIONS, corrections),
  });
}

/**
 * What a form shows of a digest before somebody changes it. In the words that would be typed, as what the form gives
 * back is read like them.
 */
function valuesOf({
  id,
  schedule,
  filter,
  format,
  quiet,
  threads,
  corrections = 'loud',
}: Subscription): OptionValues {
  return {
    id,
    time: schedule.time,
    days: schedule.days.map((day) => dayName(day).toLowerCase()).join(','),
    zone: schedule.zone,
    filter: formatFilter(filter),
    format,
    quiet,
    thread: threads ? 'on' : 'off',
    corrections,
  };
}

/**
 * Where nothing is said to change: the digest as it is, and the changes people make most, to press. Throws a `Refusal`
 * where the channel has none, or several and no id was given; each of several is offered.
 */
async function whatCanBeEdited(
  id: string,
  values: OptionValues,
  service: DigestService,
  context: CommandContext,
): Promise<Answer> {
  const here = await service.list(context.asker);
  const views = id === '' ? here : await oneOfThem(id, here, service, context);
  const [view] = views;
  if (view === undefined || views.length > 1)
    throw new Refusal(
      'bad-value',
      views.length === 0 ? 'This channel has no digest.' : 'Which digest is to be changed?',
      views.length === 0
        ? [asking('digest subscribe', { time: '08:00' })]
        : views.map(({ subscription }) => asking('digest edit', { id: subscription.id })),
    );
  const { subscription } = view;
  const { where } = values;
  // Carried by every button, so that it changes the same digest wherever it is.
  const it = { id: subscription.id, ...(where === undefined ? {} : { where }) };
  const change = (label: string, changed: OptionValues) => ask(label, 'digest edit', { ...it, ...changed });
  const weekdays = subscription.schedule.days.join() === '1,2,3,4,5';
  return plain(context, {
    headline: [strong('What is to be changed?'), text(` This digest comes ${whenWords(view)}.`)],
    blocks: [
      ...subscriptionBlocks(view, context, { said: true }),
      {
        kind: 'context',
        spans: [text('Type what is to be different: /digest edit time:09:00 days:weekdays filter:none')],
      },
    ],
    actions: [
      change(weekdays ? 'Every day' : 'Weekdays only', { days: weekdays ? 'daily' : 'weekdays' }),
      ...FORMATS.filter((format) => format !== subscription.format).map((format) =>
        change(capital(format), { format }),
      ),
      change(subscription.quiet === 'skip' ? 'A line on quiet days' : 'Nothing on quiet days', {
        quiet: subscription.quiet === 'skip' ? 'line' : 'skip',
      }),
      ...(formatFilter(subscription.filter) === '' ? [] : [change('No filter', { filter: 'none' })]),
      ask('Remove', 'digest remove', it),
    ],
  });
}
