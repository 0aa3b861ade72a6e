import type { Action, Block, Span, Spans } from '../../answer/answer.ts';
import { ask, strong, text } from '../../answer/compose.ts';
import { inSeries } from '../../answer/phrases.ts';
import type { CommandContext } from '../../core/command.ts';
import { blockedWords, stateWords } from '../../core/delivery-words.ts';
import { filterMatches, filterSentence, matchesWords } from '../../digest/filter/filter-words.ts';
import type { SubscriptionView } from '../../digest/subscriptions/service.ts';
import type { Subscription } from '../../domain/schedule/subscription.ts';
import { clockWords, momentWords } from '../../domain/schedule/wall-time.ts';
import { daysInWords } from '../../domain/schedule/weekdays.ts';
import { formatDay } from '../../domain/when.ts';
import { capital } from '../../domain/words/capital.ts';

/** `every weekday at 08:00 Kyiv time, next Mon 30 Nov 08:00 (06:00 UTC)`: what was understood, whole. */
export function whenWords(view: SubscriptionView): string {
  const { next, subscription } = view;
  const when = whenever(subscription);
  return next === null
    ? `${when}; nothing is posted until it is resumed`
    : `${when}, next ${momentWords(next, subscription.schedule.zone)}`;
}

/** The same with the next time in the reader's own zone, where the platform knows it. */
export function whenSpans(view: SubscriptionView): Spans {
  const { next, subscription } = view;
  const when = strong(capital(whenever(subscription)));
  if (next === null) return [when, text('; nothing is posted until it is resumed')];
  const own: Span = { kind: 'moment', text: ', for you ', at: next.epochMilliseconds };
  return [when, text(`, next ${momentWords(next, subscription.schedule.zone)}`), own];
}

function whenever({ schedule: { days, time, zone } }: Subscription): string {
  return `${daysInWords(days)} at ${clockWords(time, zone)}`;
}

/**
 * A digest as an owner wants it told: when and where, what of which story, why nothing is posted, and in small print who
 * set it up. `all`: of every channel, so that each says its own; `said`: the headline says when already.
 */
export function subscriptionBlocks(
  view: SubscriptionView,
  context: CommandContext,
  { all = false, said = false }: { readonly all?: boolean; readonly said?: boolean },
): readonly Block[] {
  const { subscription, parked } = view;
  const lead: Spans = said ? [] : [...whereSpans(view, all), ...whenSpans(view), text('. ')];
  return [
    { kind: 'item', spans: [...lead, text(whatWords(subscription, context))] },
    ...(parked === null ? [] : [notPosted(blockedWords(parked.reason, parked.detail))]),
    ...(view.note === undefined ? [] : [{ kind: 'paragraph', spans: [text(view.note)] } as const]),
    { kind: 'context', spans: [text(smallPrint(view, context))] },
  ];
}

function whereSpans({ channelName, subscription }: SubscriptionView, all: boolean): Spans {
  const paused = subscription.state === 'paused' ? [text('Paused: ')] : [];
  return all ? [strong(channelName ?? 'A channel I cannot see'), text(': '), ...paused] : paused;
}

/** `The Lake Accord, in brief, details in a thread, nothing on a quiet day. Only what Vey says (1 record of …).` */
function whatWords(subscription: Subscription, context: CommandContext): string {
  const { story, format, quiet, threads } = subscription;
  const title = context.stories.find((other) => other.id === story)?.title ?? story;
  const how = inSeries([
    FORMAT_WORDS[format],
    ...(threads ? ['details in a thread'] : []),
    quiet === 'line' ? 'a line on a quiet day' : 'nothing on a quiet day',
  ]);
  const wanted = filterOf(subscription, context);
  return `${title}: ${how}.${wanted === '' ? '' : ` ${wanted}`}`;
}

const FORMAT_WORDS: Readonly<Record<Subscription['format'], string>> = {
  brief: 'in brief',
  standard: 'in one message',
  full: 'in full',
};

/** The filter as a sentence, with how many records of the last days it would have let through; empty without a filter. */
function filterOf({ filter, story }: Subscription, { briefing, asOf }: CommandContext): string {
  // Names are those of the story it is about, which may not be the one that is asked.
  if (story !== briefing.id) return filterSentence(filter, briefing);
  const sentence = filterSentence(filter, briefing);
  if (sentence === '') return '';
  return `${sentence} (${capital(matchesWords(filterMatches(filter, briefing, asOf)))}.)`;
}

function smallPrint(view: SubscriptionView, context: CommandContext): string {
  const { last, subscription } = view;
  const posted =
    last === null
      ? 'Nothing was posted yet'
      : `Last ${momentWords(last.at, subscription.schedule.zone)}: ${stateWords(last.state, last.reason).replace(/\.$/, '')}`;
  return `${posted}. Set up by ${setUpBy(view, context)}. Its id is ${subscription.id}.`;
}

/** A paragraph and no field: what is to be typed has to come out of it as it stands. */
function notPosted(why: string): Block {
  return { kind: 'paragraph', spans: [strong('Cannot be posted.'), text(` ${why}`)] };
}

function setUpBy({ subscription, ownerName }: SubscriptionView, { asker }: CommandContext): string {
  const { owner, declared, createdAt, schedule } = subscription;
  const person = owner === asker.user ? 'you' : (ownerName ?? 'a member');
  const day = Temporal.Instant.fromEpochMilliseconds(createdAt)
    .toZonedDateTimeISO(schedule.zone)
    .toPlainDate();
  return declared === ''
    ? `${person} on ${formatDay(day.toString())}`
    : `the configuration file, as "${declared}", on ${formatDay(day.toString())}`;
}

/** Few enough for every platform's rows of buttons: of more digests each has one button, which leads to its own. */
const MOST_WITH_BUTTONS = 2;
/** Slack's longest button text is longer; people read less. */
const LONGEST_LABEL = 40;

/** What can be done with these digests, each button naming its own where there are several. */
export function subscriptionActions(
  views: readonly SubscriptionView[],
  { channel }: Pick<CommandContext['asker'], 'channel'>,
): readonly Action[] {
  const managed = views.filter(({ subscription }) => subscription.declared === '');
  const several = views.length > 1;
  const where = ({ place }: Subscription) => (place.channel === channel ? {} : { where: 'server' });
  if (managed.length > MOST_WITH_BUTTONS)
    return managed.map(({ subscription, channelName }) => {
      const name = `${subscription.schedule.time} ${daysInWords(subscription.schedule.days)}${channelName === undefined ? '' : ` ${channelName}`}`;
      return ask(cut(name), 'digest list', { id: subscription.id, ...where(subscription) });
    });
  return managed.flatMap(({ subscription }) => {
    const { id, state, schedule } = subscription;
    const label = (what: string) => (several ? `${what} ${schedule.time}` : what);
    const turn = state === 'active' ? 'pause' : 'resume';
    return [turn, 'test', 'edit', 'remove'].map((what) =>
      ask(label(capital(what)), `digest ${what}`, { id, ...where(subscription) }),
    );
  });
}

function cut(label: string): string {
  const characters = [...label];
  return characters.length <= LONGEST_LABEL ? label : `${characters.slice(0, LONGEST_LABEL - 1).join('')}…`;
}

/** `2 digests in this channel.` */
export function inThisChannel(views: readonly SubscriptionView[]): string {
  if (views.length === 0) return 'No digest in this channel.';
  return `${count(views.length, 'digest')} in this channel.`;
}

/** `5 digests in 3 channels.` */
export function inAllChannels(views: readonly SubscriptionView[]): string {
  if (views.length === 0) return 'No digest in any channel.';
  const channels = new Set(views.map(({ subscription }) => subscription.place.channel));
  return `${count(views.length, 'digest')} in ${count(channels.size, 'channel')}.`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
