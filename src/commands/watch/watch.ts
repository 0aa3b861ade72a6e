import type { Action, Answer, Block } from '../../answer/answer.ts';
import { ask, createCiter, strong, text } from '../../answer/compose.ts';
import { answer } from '../../core/answering.ts';
import type { Command, CommandContext, CommandGroup, OptionSpec } from '../../core/command.ts';
import { filterMatches, matchesWords } from '../../digest/filter/filter-words.ts';
import { readSubject } from '../../digest/watch/read-subject.ts';
import type { WatchService } from '../../digest/watch/watch-service.ts';
import { Refusal } from '../../domain/errors.ts';
import type { Watch } from '../../domain/schedule/watch.ts';
import { formatDay } from '../../domain/when.ts';
import type { Services } from '../services.ts';

/** `dm` is usual: anybody may be told alone, a channel is everybody’s. */
const PLACES = ['dm', 'here'] as const;
/** Watches that have a button; any other is stopped by its id. */
const MOST_STOPS = 8;
/** Of a button, in code points. */
const LONGEST_LABEL = 40;

/**
 * When alerts come. The numbers are those that `plan-alerts.ts` holds to: bundling, alerts a day, hours of the night.
 */
const HOW =
  'New, changed, withdrawn and disputed records are told within minutes, together where several change, at most six times a day, and not between 22:00 and 07:00.';

/**
 * Watches privately where nothing else is said. Throws a `Refusal` for words that are too general or too many, for what
 * is watched there already, and where the person or the channel cannot be written to.
 */
const add = (services: Services): Command => ({
  name: 'add',
  summary: 'Be told at once when something about a point, a person or words changes',
  alsoCalled: ['subscribe', 'follow', 'alert', 'new', 'start'],
  standing: true,
  options: [
    {
      name: 'what',
      description: 'A point, a person or party, a draft, or words: 6, army, Zelenskyy, frozen assets',
      required: true,
      rest: true,
      suggest: 'point',
    },
    {
      name: 'where',
      description: 'To you directly (dm), or in this channel (here, for those who may manage it)',
      choices: PLACES,
    },
  ],
  examples: ['/watch 6', '/watch 6 here'],
  async run(values, context) {
    const service = serviceOf(services);
    const { what, where } = split(values.what ?? '', values.where);
    const subject = readSubject(what, context.briefing);
    const privately = where !== 'here';
    const watch = await service.add(context.asker, subject, privately, context.briefing);
    const place = privately ? 'You will be told directly' : 'This channel will be told';
    const lately =
      watch.words.length > 0
        ? ''
        : ` Of what came lately, ${matchesWords(filterMatches(watch.filter, context.briefing, context.asOf))}.`;
    return plain(context, {
      headline: [strong(`Watching ${watch.title}.`), text(` ${place} when something about it changes.`)],
      blocks: [{ kind: 'context', spans: [text(`${HOW}${lately}`)] }],
      actions: [ask('Stop watching', 'watch stop', { id: watch.id }), ask('My watches', 'watch list')],
    });
  },
});

/**
 * "army here", "army dm": where it is to be told may stand last. Where the option is given, the last words belong to
 * what is watched.
 */
function split(typed: string, where: string | undefined): { readonly what: string; readonly where: string } {
  const given = where?.trim() ?? '';
  const match = /^(.*\S)\s+(?:in\s+)?(dm|here|this channel|direct(?:ly)?|dms)$/i.exec(typed.trim());
  if (given !== '' || match === null) return { what: typed.trim(), where: given };
  return { what: match[1] ?? '', where: /^(?:here|this)/i.test(match[2] ?? '') ? 'here' : 'dm' };
}

/** What is watched in this channel and by the asker privately. */
const list = (services: Services): Command => ({
  name: 'list',
  summary: 'Show what is watched in this channel and by you, with a button to stop each',
  alsoCalled: ['show', 'ls', 'watches', 'alerts', 'mine'],
  options: [],
  examples: ['/watch list'],
  async run(_, context) {
    const watches = await serviceOf(services).list(context.asker);
    return plain(context, {
      headline: [strong(headlineFor(watches.length))],
      blocks: watches.map((watch) => lineFor(watch, context)),
      actions: watches
        .slice(0, MOST_STOPS)
        .map(({ id, title }): Action => ask(cut(title), 'watch stop', { id })),
    });
  },
});

/** How far it looks back where no alert says from when on. */
const LAST_DAYS = 7;

/**
 * Everything that changed about what is watched here, of which an alert tells the first. Throws a `Refusal` where nothing
 * like that is watched.
 */
const changes = (services: Services): Command => ({
  name: 'changes',
  summary: 'Show all that changed in the last days about what is watched here',
  alsoCalled: ['all', 'news', 'more', 'history'],
  options: [idOf(services)],
  carried: ['since-mark'],
  examples: ['/watch changes'],
  run(values, { asker, now }) {
    const ids = (values.id ?? '').split(/[\s,]/).filter((id) => id !== '');
    const mark = /^\d{1,15}$/.exec(values['since-mark']?.trim() ?? '')?.[0];
    return serviceOf(services).changes(
      asker,
      ids,
      mark === undefined
        ? { kind: 'time', at: now.subtract({ hours: 24 * LAST_DAYS }) }
        : { kind: 'mark', mark: Number(mark) },
    );
  },
});

/** Without an id it means the only watch there is. Throws a `Refusal` where that is none or several. */
const stop = (services: Services): Command => ({
  name: 'stop',
  summary: 'Stop being told about something that is watched',
  alsoCalled: ['remove', 'delete', 'unwatch', 'unsubscribe', 'cancel', 'off', 'end'],
  standing: true,
  options: [idOf(services)],
  examples: ['/watch stop'],
  async run(values, context) {
    const gone = await serviceOf(services).stop(context.asker, values.id?.trim() ?? '');
    return plain(context, {
      headline: [strong(`${gone.title} is watched no more.`)],
      blocks: [],
      actions: [ask('My watches', 'watch list')],
    });
  },
});

/** Which watch; completed from those that the asker may see. */
function idOf(services: Services): OptionSpec {
  return {
    name: 'id',
    description: 'Which one, where several are watched (see /watch list)',
    suggest: 'watch',
    async complete(asker) {
      const watches = (await services.watch?.list(asker)) ?? [];
      return watches.map(({ id, title }) => ({ label: `${title} · ${id}`, value: id }));
    },
  };
}

/**
 * `/watch`: what somebody is told of at once. A first word that is no subcommand is what is to be watched: `/watch 6`.
 */
export function watchWith(services: Services): CommandGroup {
  return {
    name: 'watch',
    summary: 'Be told at once when something about a point, a person or words changes',
    subcommands: [add, list, changes, stop].map((make) => make(services)),
    fallback: 'add',
    ofPlace: true,
  };
}

/** The watches of the running process, or a refusal that says where there are some. */
function serviceOf({ watch }: Services): WatchService {
  if (watch !== undefined) return watch;
  throw new Refusal(
    'not-available',
    'Alerts are sent by a running Readout in chat; here nothing can be watched.',
  );
}

function headlineFor(count: number): string {
  if (count === 0) return 'Nothing is watched here. /watch and a point, a person or words begins.';
  return count === 1 ? 'One thing is watched.' : `${count} things are watched.`;
}

/**
 * One watch, without a name: others see only that a member set it up. A story that is loaded no more goes by its id.
 * The day is that of the watch’s own zone.
 */
function lineFor(watch: Watch, { asker, stories }: CommandContext): Block {
  const title = stories.find(({ id }) => id === watch.story)?.title ?? watch.story;
  const where = watch.private ? 'told to you directly' : 'told in this channel';
  const who = watch.owner === asker.user ? 'by you' : 'by a member';
  const day = Temporal.Instant.fromEpochMilliseconds(watch.createdAt)
    .toZonedDateTimeISO(watch.zone)
    .toPlainDate();
  return {
    kind: 'item',
    spans: [
      strong(watch.title),
      text(`, ${title}: ${where}, set up ${who} on ${formatDay(day.toString())}.`),
    ],
  };
}

/** What the button of a watch says. */
function cut(title: string): string {
  const label = [...`Stop ${title}`];
  return label.length <= LONGEST_LABEL ? label.join('') : `${label.slice(0, LONGEST_LABEL - 1).join('')}…`;
}

function plain(context: CommandContext, parts: Pick<Answer, 'headline' | 'blocks' | 'actions'>): Answer {
  const shared = { command: 'watch', status: 'answered', audience: 'asker' } as const;
  return { ...answer({ ...shared, ...parts }, createCiter(context.briefing), context), controls: true };
}
