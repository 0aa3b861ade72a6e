import type { Answer } from '../answer/answer.ts';
import { ask, strong, text } from '../answer/compose.ts';
import type { Command, CommandContext } from '../core/command.ts';
import { missedAnswer } from '../digest/compose/missed.ts';
import { Refusal } from '../domain/errors.ts';
import { readTime } from '../domain/schedule/time-of-day.ts';
import { findDate, storyDay } from '../search/dates/find-date.ts';
import type { Services } from './services.ts';

/** Where nobody said since when and it is not kept. In days. */
const DAYS_WITHOUT = 7;

const FORGET = /^(?:forget|forget (?:me|it)|off|stop)$/i;
const REMEMBER = /^(?:remember|remember me|on|keep)$/i;

/**
 * What changed since a time, or since this person asked last: that is kept only of those who ask for it. Throws a
 * `Refusal` for words that name no past day or time, and for `remember` where nothing can be kept.
 */
export const sinceWith = (services: Services): Command => ({
  name: 'since',
  summary: 'Show what changed since you last asked, or since a time',
  options: [
    {
      name: 'time',
      description: 'yesterday, 24 November, 08:00; remember or forget when you asked last',
      suggest: 'date',
      rest: true,
    },
  ],
  examples: ['/since', '/since yesterday'],
  async run(values, context) {
    const typed = values.time?.trim() ?? '';
    const { missed } = services;
    if (FORGET.test(typed)) {
      const there = (await missed?.forget(context.asker)) ?? false;
      return said(
        context,
        there
          ? 'Forgotten: when you asked last is not kept any more.'
          : 'Nothing was kept of when you asked last.',
      );
    }
    if (REMEMBER.test(typed)) {
      if (missed === undefined)
        throw new Refusal('not-available', 'A running Readout in chat keeps when you asked last.');
      await missed.remember(context.asker);
      return said(
        context,
        'From now on /since shows what changed since you last asked here. It is kept for 30 days, for you alone.',
        ['Forget it', 'forget'],
      );
    }
    // Null where nobody asked to be remembered, or a time is given: that goes before what is kept.
    const own = typed === '' ? ((await missed?.lastAsked(context.asker)) ?? null) : null;
    const from = own ?? (typed === '' ? weekAgo(context) : readSince(typed, context));
    const { briefing, now } = context;
    const known = (await missed?.knownAt(briefing.id, from)) ?? null;
    const answer = missedAnswer({ briefing, since: from, known, zone: briefing.zone, now });
    // Whoever named a time, and whoever cannot be remembered, is not offered it.
    if (typed !== '' || missed === undefined) return answer;
    const [label, time] =
      own === null ? ['Remember when I asked', 'remember'] : ['Forget when I asked', 'forget'];
    const note =
      own === null
        ? `These are the last ${DAYS_WITHOUT} days. Readout can keep when you asked last (30 days, for you alone), to begin there.`
        : 'Since you last asked here.';
    return {
      ...answer,
      blocks: [...answer.blocks, { kind: 'context', spans: [text(note)] }],
      actions: [ask(label, 'since', { time }), ...answer.actions],
    };
  },
});

/** The beginning of that day in the briefing’s zone. */
function weekAgo({ asOf, briefing }: CommandContext): Temporal.Instant {
  return Temporal.PlainDate.from(asOf)
    .subtract({ days: DAYS_WITHOUT })
    .toZonedDateTime(briefing.zone)
    .toInstant();
}

/**
 * A day, or a time of today or, where that is still to come, of yesterday. Days begin at midnight of the briefing’s
 * zone. Throws a `Refusal` for what is neither and for what has not come yet.
 */
function readSince(typed: string, { asOf, briefing, now }: CommandContext): Temporal.Instant {
  const words = typed.replace(/^(?:since|after|from)\s+/i, '');
  const time = readTime(words);
  if (time.kind === 'read') {
    const today = now.toZonedDateTimeISO(briefing.zone).toPlainDate();
    const at = (day: Temporal.PlainDate) =>
      day.toZonedDateTime({ timeZone: briefing.zone, plainTime: time.value }).toInstant();
    return Temporal.Instant.compare(at(today), now) <= 0 ? at(today) : at(today.subtract({ days: 1 }));
  }
  const day = findDate(words, asOf, storyDay(briefing, asOf));
  if (day === null)
    throw new Refusal('bad-value', `time takes a day or a time such as yesterday or 08:00, not “${typed}”.`);
  const at = Temporal.PlainDate.from(day).toZonedDateTime(briefing.zone).toInstant();
  if (Temporal.Instant.compare(at, now) > 0)
    throw new Refusal('bad-value', `time takes a past day or time; “${typed}” has not come yet.`);
  return at;
}

/** To the asker alone: what is kept of somebody is nobody else’s. */
function said({ asOf }: CommandContext, words: string, offer?: readonly [string, string]): Answer {
  return {
    ...{ status: 'answered', command: 'since', audience: 'asker', asOf },
    headline: [strong(words)],
    blocks: [],
    citations: [],
    records: [],
    actions: offer === undefined ? [] : [ask(offer[0], 'since', { time: offer[1] })],
  };
}

/** The same where nothing is kept of anybody. */
export const since = sinceWith({});
