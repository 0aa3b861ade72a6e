import type { Block } from '../../answer/answer.ts';
import { strong, text } from '../../answer/compose.ts';
import { capital } from '../../answer/phrases.ts';
import type { CommandContext } from '../../core/command.ts';
import { blockedWords, stateWords } from '../../core/delivery-words.ts';
import { formatFilter } from '../../digest/compose/filter.ts';
import type { SubscriptionView } from '../../digest/schedule/service.ts';
import { clockWords, momentWords } from '../../domain/schedule/wall-time.ts';
import { daysInWords } from '../../domain/schedule/weekdays.ts';
import { formatDay } from '../../domain/when.ts';

/** `every weekday at 08:00 Kyiv time, next Mon 30 Nov 08:00 (06:00 UTC)`: what was understood, whole. */
export function whenWords({ next, subscription }: SubscriptionView): string {
  const { days, time, zone } = subscription.schedule;
  const when = `${daysInWords(days)} at ${clockWords(time, zone)}`;
  return next === null
    ? `${when}; nothing is posted until it is resumed`
    : `${when}, next ${momentWords(next, zone)}`;
}

/** What an owner wants to know of a digest. `all`: of every channel, so that each says its own; `said`: the headline says when already. */
export function subscriptionBlocks(
  view: SubscriptionView,
  context: CommandContext,
  { all = false, said = false }: { readonly all?: boolean; readonly said?: boolean },
): readonly Block[] {
  const { subscription, last, parked } = view;
  const { id, story, schedule, filter, format, quiet, threads } = subscription;
  const where = all ? ` in ${view.channelName ?? 'a channel I cannot see'}` : '';
  const wanted = formatFilter(filter);
  const title = context.stories.find((other) => other.id === story)?.title ?? story;
  const posted = (at: Temporal.Instant, state: string, reason: string) =>
    `${momentWords(at, schedule.zone)}: ${stateWords(state, reason)}`;
  const facts: readonly (readonly [string, string])[] = [
    ...(said ? [] : [['When', capital(whenWords(view))] as const]),
    ['Last', last === null ? 'none yet' : posted(last.at, last.state, last.reason)],
    ...(wanted === '' ? [] : [['Filter', wanted] as const]),
    ['Form', `${format}, quiet days: ${quiet}, threads: ${threads ? 'on' : 'off'}`],
    ['Set up by', setUpBy(view, context)],
    ...(view.note === undefined ? [] : [['Note', view.note] as const]),
  ];
  return [
    { kind: 'heading', text: `${id}: ${title}${where}` },
    ...(parked === null ? [] : [notPosted(blockedWords(parked.reason, parked.detail))]),
    ...facts.map(([label, words]): Block => ({ kind: 'field', label, spans: [text(words)] })),
  ];
}

/** A paragraph and no field: what is to be typed has to come out of it as it stands. */
function notPosted(why: string): Block {
  return { kind: 'paragraph', spans: [strong('Cannot be posted.'), text(` ${why}`)] };
}

function setUpBy({ subscription, ownerName }: SubscriptionView, { asker }: CommandContext): string {
  const { owner, declared, createdAt, schedule } = subscription;
  const person = owner === asker.user ? 'you' : (ownerName ?? 'a member');
  const who = declared === '' ? person : `the configuration file, as "${declared}"`;
  const day = Temporal.Instant.fromEpochMilliseconds(createdAt)
    .toZonedDateTimeISO(schedule.zone)
    .toPlainDate();
  return `${who}, ${formatDay(day.toString())}`;
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
