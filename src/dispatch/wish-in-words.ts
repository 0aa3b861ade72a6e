import type { Answer } from '../answer/answer.ts';
import { ask, strong, text } from '../answer/compose.ts';
import { withoutAddress } from '../ask/reading/address.ts';
import type { Command, CommandGroup } from '../core/command.ts';
import { findCommand } from '../core/line/find-command.ts';
import type { ParsedLine } from '../core/line/parse-line.ts';
import type { Read } from '../domain/schedule/reading.ts';
import { EVERY_DAY, type Weekday } from '../domain/schedule/subscription.ts';
import { readTime } from '../domain/schedule/time-of-day.ts';
import { dayName, readDays } from '../domain/schedule/weekdays.ts';
import { readZone } from '../domain/schedule/zones.ts';

const MISSED =
  /^(?:so |ok(?:ay)? |hi |hey )?(?:what (?:did|have) (?:i|we) miss(?:ed)?|what(?:'s|’s| is| has|s)? (?:new|changed) since (?:i (?:last )?asked|last time|my last (?:visit|question))|catch me up|did (?:i|we) miss (?:something|anything|much))(?: (?:here|today|lately|since then|please))?\s?[?!.]*$/i;

const END =
  /^(?:please |can you |could you )?(?:unsubscribe|unsub|stop(?: (?:posting|sending|the|these|this|your))*(?: daily| morning)? (?:digests?|subscriptions?|updates?|summar(?:y|ies))|cancel (?:the |my |our |this )?(?:digests?|subscriptions?)|end (?:the |my |our )?subscriptions?)(?: (?:me|us|this channel|here|please))?\s?[!.]*$/i;

const SHOW =
  /^(?:please )?(?:show |list |manage |change |edit |pause |resume )?(?:me )?(?:my |our |the |this channel(?:'s|’s)? |your )?(?:digests?|subscriptions?)(?: (?:settings|here|please|in this channel|list))?\s?[?!.]*$/i;

const BEGIN =
  /^(?:please |pls |hi |hey |can |could |would |will |i |we |you |want |to |need |like |d |’d |'d |get |have |set up |make |start |send |post |give |me |us |a |the |an |your |our |subscribe|this channel |here |each |every |some )*(?:(?:daily|weekly|morning|evening|weekday|regular|scheduled|automatic|\d{1,2}(?::\d\d)? ?[ap]m|\d{1,2}:\d\d) )*(?:digests?|subscri(?:be|ption)|briefing every|summary every|update every|updates every|summaries every)\b/i;

/** The same in other words: to be told when something happens. */
const TELL_ME =
  /^(?:(?:please|pls|just|and|also|now|you|to|i|we|want|need|would|like|i'd|can|could|will) )*(?:(?:un)?subscribe(?: (?:me|us|to|here|this|now)\b.*|[\s!.]*$)|(?:notify|alert|ping|warn) (?:me|us)\b|keep (?:me|us) (?:posted|updated|informed|in the loop)|let (?:me|us) know (?:when|if|once|as soon)|(?:message|text|dm) (?:me|us) (?:when|if)|tell (?:me|us) (?:when|if|as soon as) (?:something|anything|it|that|this|he|she|they)\b|send (?:me |us )?(?:a |the |all |your )?(?:daily|weekly|updates?|digests?|alerts?|news)\b|set (?:up )?an? (?:alert|reminder)|post (?:this|it|an update|updates) (?:every|daily|each)|(?:every|each) (?:morning|day|monday|week)[\s,:]+(?:please|post|send|tell|give|a|an|the)\b)/i;

/** Words that a question has and a wish has not. */
const ASKS = /^(?:who|what|when|where|why|which|how|did|does|is|are|was|were|has)\b/i;

/**
 * The command that plain words wish for, where it is one that shows something: what was missed, what is posted here.
 */
export function wishedCommand(
  words: string,
  commands: readonly (Command | CommandGroup)[],
): ParsedLine | null {
  const plain = words.trim();
  const path = MISSED.test(plain)
    ? ['since']
    : !/[?？]/.test(plain) && SHOW.test(plain)
      ? ['digest', 'list']
      : null;
  const found = path === null ? null : findCommand(path, commands);
  return found === null ? null : { ...found, values: {} };
}

/**
 * The way to a digest, for words that wish for one or for none: what is understood of the time stands on a button. Null
 * where they ask something. Nothing is set up by words alone: the button says what it does.
 */
export function wayToDigest(
  words: string,
  commands: readonly (Command | CommandGroup)[],
  asOf: string,
): Answer | null {
  const plain = words.trim();
  if (plain.length > LONGEST_WISH || findCommand(['digest', 'list'], commands) === null) return null;
  if (END.test(plain))
    return way(asOf, 'Which digest is to end?', 'The list has a button for each.', [
      ask('Digests here', 'digest list'),
      ask('Remove the only one', 'digest remove'),
    ]);
  if (ASKS.test(plain) || !(BEGIN.test(plain) || TELL_ME.test(withoutAddress(plain)))) return null;
  const { time, days, zone } = scheduleIn(plain);
  const values = {
    time: time ?? '08:00',
    ...(days === undefined ? {} : { days }),
    ...(zone === undefined ? {} : { zone }),
  };
  const label = `Subscribe at ${values.time}${days === undefined ? '' : ` ${days}`}`;
  return way(
    asOf,
    'A digest can come to this channel.',
    `/digest subscribe takes a time, days and a zone: /digest subscribe ${values.time} ${days ?? 'weekdays'}${zone === undefined ? '' : ` zone:${zone}`}.`,
    [
      ask(label, 'digest subscribe', values),
      ask('Preview', 'digest preview'),
      ask('Digests here', 'digest list'),
    ],
  );
}

const LONGEST_WISH = 200;

/** Where it was asked for: it tells nothing of anybody, and Discord has no answer to a message that one person alone sees. */
function way(asOf: string, lead: string, how: string, actions: Answer['actions']): Answer {
  return {
    ...{ status: 'asks-back', command: 'digest', audience: 'default', asOf },
    headline: [strong(lead), text(` ${how}`)],
    blocks: [],
    citations: [],
    records: [],
    actions,
    controls: true,
  };
}

/** The time, days and zone that some words of a wish say, each as it is typed. */
function scheduleIn(words: string): {
  readonly time?: string;
  readonly days?: string;
  readonly zone?: string;
} {
  const all = words
    .replace(/[!?,]/g, ' ')
    .trim()
    .split(/\s+/)
    .map((word) => word.replace(/\.$/, ''));
  // "Point 7" is no time; "at 7" is.
  const timed = all.map((word, at) =>
    /^\d{1,2}$/.test(word) && all[at - 1] !== 'at' && !/^[ap]m$/i.test(all[at + 1] ?? '') ? '' : word,
  );
  const time = longest(timed, 2, (part) => (/\d|noon|midnight/i.test(part) ? readTime(part) : null));
  const days =
    longest(all, 5, readDays) ??
    (/\b(?:every|each) morning\b|\bdaily\b/i.test(words) ? EVERY_DAY : undefined);
  const zone = longest(all, 3, (part) => (/^\p{Lu}/u.test(part) ? readZone(part) : null));
  return {
    ...(time === undefined ? {} : { time }),
    ...(days === undefined ? {} : { days: daysTyped(days) }),
    ...(zone === undefined ? {} : { zone }),
  };
}

/** As an option takes them. */
function daysTyped(days: readonly Weekday[]): string {
  if (days.length === 7) return 'daily';
  return days.join() === '1,2,3,4,5' ? 'weekdays' : days.map((day) => dayName(day).toLowerCase()).join(',');
}

function longest<T>(
  words: readonly string[],
  most: number,
  read: (part: string) => Read<T> | null,
): T | undefined {
  for (let length = most; length > 0; length -= 1)
    for (let at = 0; at + length <= words.length; at += 1) {
      const found = read(words.slice(at, at + length).join(' '));
      if (found?.kind === 'read') return found.value;
    }
  return undefined;
}
