import type { CommandContext, OptionValues } from '../../core/command.ts';
import { asking, typing } from '../../domain/ask.ts';
import type { Briefing } from '../../domain/briefing.ts';
import { Refusal } from '../../domain/errors.ts';
import { lookupOf } from '../../domain/lookups/lookup.ts';
import { type Text, theText } from '../../domain/text.ts';
import { formatDay, latestDay } from '../../domain/when.ts';
import { findPeriod, findWhen, storyDay } from '../../search/dates/find-date.ts';
import { findTexts, textMentions } from '../../search/names/find-text.ts';
import { readPoint } from '../../search/names/read-point.ts';
import { phraseWords } from '../../search/names/topics.ts';

const NAME = 'compare';

/** Two drafts, and two days: what can be compared. */
export const TWO_OF_A_KIND = ['/compare', '/compare yesterday to:today'] as const;

/** What is set side by side. `point` is empty where all of the drafts is meant. */
type Sides =
  | { readonly kind: 'texts'; readonly from: Text; readonly to: Text; readonly point: string }
  /** ISO days. */
  | { readonly kind: 'days'; readonly from: string; readonly to: string };

/**
 * Which drafts or days are meant, wherever among the options their words fell. A single draft is told against its
 * parent. Throws a `Refusal` for a draft with a day, for words that mean neither nor a point, for twice the same draft,
 * and where two were not on record by the day asked for.
 */
export function readSides(values: OptionValues, context: CommandContext): Sides {
  const { briefing } = context;
  const first = values.from?.trim() ?? '';
  const second = values.to?.trim() ?? '';
  const point = values.point?.trim() ?? '';
  const period = findPeriod([first, second, point].join(' '), context.asOf, storyDay(briefing, context.asOf));
  // "24 november 26 november" falls apart at the spaces before it gets here.
  if (
    period?.rest === '' &&
    period.from !== undefined &&
    period.to !== undefined &&
    period.from !== period.to
  ) {
    return { kind: 'days', from: period.from, to: period.to };
  }
  const from = first === '' ? null : readSide(first, context);
  const to = second === '' ? null : readSide(second, context);
  if (typeof from === 'string' || typeof to === 'string') {
    if ((from !== null && typeof from !== 'string') || (to !== null && typeof to !== 'string')) {
      throw new Refusal(
        'bad-value',
        'Compare two drafts or two days, not a draft with a day.',
        TWO_OF_A_KIND.map(typing),
      );
    }
    const end = to ?? context.asOf;
    const start = from ?? storyStart(context);
    return { kind: 'days', ...inOrder(start, end) };
  }
  if ((first !== '' && from === null) || (second !== '' && to === null)) {
    // Words that fell into the wrong options, or a whole phrase in one: "the northern plan against the first on tariffs".
    const words = phraseWords([first, second, point].join(' '));
    const mentions = textMentions(words, briefing);
    const [one, other] = mentions;
    const rest = words.filter((_, at) => !mentions.some((mention) => mention.from <= at && at < mention.to));
    if (one !== undefined && other !== undefined) return textSides(one.text, other.text, topicIn(rest));
    if (one !== undefined) return readSides({ to: one.text.id, point: topicIn(rest) }, context);
  }
  const latest = lookupOf(briefing).text(briefing.latestText);
  const main = firstCompared(briefing);
  // What fits no draft and no day is a topic: "/compare army".
  const topic =
    point || (first !== '' && from === null ? first : '') || (second !== '' && to === null ? second : '');
  if (topic !== '' && topic !== point && readPoint(topic, briefing).kind === 'nothing') {
    throw new Refusal(
      'bad-value',
      `“${topic}” is neither a draft nor a day nor a point of this briefing.`,
      briefing.texts.slice(0, 3).map((one) => asking(NAME, { to: one.id })),
    );
  }
  const only = from ?? to;
  const [start, end] =
    from !== null && to !== null
      ? [from, to]
      : only === null || only.id === main?.id
        ? [main, latest]
        : [lookupOf(briefing).text(only.parents[0] ?? '') ?? main, only];
  if (start === undefined || end === undefined) {
    throw new Refusal('not-available', `No two drafts were on record by ${formatDay(context.asOf)}.`);
  }
  if (start.id === end.id) {
    throw new Refusal(
      'bad-value',
      `Both sides are ${theText(start)}; name another draft.`,
      briefing.texts
        .filter((one) => one.id !== start.id)
        .map((one) => asking(NAME, { from: start.id, to: one.id })),
    );
  }
  return textSides(start, end, topic);
}

/** What the newest draft is told against: the draft whose numbers are meant, or, where that is the newest, its parent. */
export function firstCompared(briefing: Briefing): Text | undefined {
  const { text } = lookupOf(briefing);
  const latest = text(briefing.latestText);
  return briefing.mainText === briefing.latestText ? text(latest?.parents[0] ?? '') : text(briefing.mainText);
}

/** The earlier ISO day first. */
function inOrder(one: string, other: string): { readonly from: string; readonly to: string } {
  return one < other ? { from: one, to: other } : { from: other, to: one };
}

/** Earlier draft first, whichever way round they were named. */
function textSides(one: Text, other: Text, point: string): Sides {
  const reversed = one.parents.includes(other.id);
  return { kind: 'texts', from: reversed ? other : one, to: reversed ? one : other, point };
}

/** What is left of a phrase without the words that join two drafts. */
function topicIn(words: readonly string[]): string {
  return words
    .filter(
      (word) =>
        !/^(?:and|to|with|against|vs|versus|from|between|the|on|about|in|compare|compared)$/.test(word),
    )
    .join(' ');
}

/** A text, an ISO day, or null for something else. A day goes before a draft that only resembles the words. */
function readSide(typed: string, { briefing, asOf }: CommandContext): Text | string | null {
  const [match] = findTexts(typed, briefing);
  const when = findWhen(typed, asOf, storyDay(briefing, asOf));
  if (match !== undefined && (when === null || match.score === 1) && match.score >= 0.6) return match.text;
  return when === null ? null : latestDay(when);
}

/** The ISO day on which the first draft was reported: where changes start if only a later day is named. */
function storyStart({ briefing }: CommandContext): string {
  return briefing.texts.map((one) => one.reported).sort()[0] ?? '';
}
