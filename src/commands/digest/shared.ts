import type { Action, Answer, Block, Card, Spans } from '../../answer/answer.ts';
import { ask, createCiter, strong, text } from '../../answer/compose.ts';
import { answer } from '../../core/answering.ts';
import type { CommandContext, OptionSpec, OptionValues } from '../../core/command.ts';
import { formatFilter, parseFilter } from '../../digest/filter/filter.ts';
import type { DigestService, Person, SubscriptionView } from '../../digest/subscriptions/service.ts';
import { asking } from '../../domain/ask.ts';
import { Refusal } from '../../domain/errors.ts';
import { CORRECTIONS, FORMATS, type Format, QUIET_DAYS } from '../../domain/schedule/subscription.ts';
import { clockWords } from '../../domain/schedule/wall-time.ts';
import { daysInWords } from '../../domain/schedule/weekdays.ts';
import type { Services } from '../services.ts';
import { subscriptionActions, subscriptionBlocks, whenWords } from './views.ts';

/** Options that several subcommands share, so that they are named and told alike. */
export const FILTER: OptionSpec = {
  name: 'filter',
  description: 'Only what matches: vey or point 6, not denied; speaker:x, provenance:official-statement',
};
export const FORMAT: OptionSpec = {
  name: 'format',
  description: 'brief is one screen (usual); standard and full put everything in the channel',
  choices: FORMATS,
};
export const QUIET: OptionSpec = {
  name: 'quiet',
  description: 'On a day without a change: skip it, or post one line',
  choices: QUIET_DAYS,
};
export const CORRECTED: OptionSpec = {
  name: 'corrections',
  description:
    'Say what was wrong in the channel (loud, usual), in the thread (quiet), or only mend the post (off)',
  choices: CORRECTIONS,
};
/** Which of the channel's digests is meant. May be left out where the channel has one digest. */
export function idOf(services: Services): OptionSpec {
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

/**
 * The one that a button or a completed id means, also in another channel for those who may look there. Throws a
 * `Refusal` for an id that neither place has.
 */
export async function oneOfThem(
  id: string,
  here: readonly SubscriptionView[],
  service: DigestService,
  { asker }: CommandContext,
): Promise<readonly SubscriptionView[]> {
  const all = [...here, ...(asker.mayConfigure ? await service.listAll(asker) : [])];
  const one = all.find(({ subscription }) => subscription.id === id);
  if (one !== undefined) return [one];
  throw new Refusal('bad-value', `There is no digest "${id}" here.`, [asking('digest list')]);
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

/** Empty words are no filter. Throws a `Refusal` for a condition that is not understood. */
export function filterFrom(values: OptionValues, { briefing }: CommandContext) {
  return parseFilter(values.filter ?? '', briefing);
}

/** `brief` where none was named. */
export function formatFrom(values: OptionValues): Format {
  return oneOf(FORMATS, values.format) ?? 'brief';
}

/** One of a closed set, or undefined. */
export function oneOf<T extends string>(known: readonly T[], value: string | undefined): T | undefined {
  return known.find((candidate) => candidate === value?.trim());
}

/** What was done and to which digest, with the buttons that go on from there. */
export function about(view: SubscriptionView, context: CommandContext, done: string): Answer {
  return plain(context, {
    headline: [strong(`${done}:`), text(` ${whenWords(view)}.`)],
    blocks: subscriptionBlocks(view, context, { said: true }),
    actions: [
      ...subscriptionActions([view], context.asker),
      ask('Preview', 'digest preview'),
      ask('Digests here', 'digest list'),
    ],
  });
}

/** An answer about digests, to the asker alone, with its buttons in sight. */
export function plain(
  context: CommandContext,
  parts: {
    readonly headline: Spans;
    readonly blocks?: readonly Block[];
    readonly card?: Card;
    readonly actions?: readonly Action[];
  },
): Answer {
  const shared = { command: 'digest', status: 'answered', audience: 'asker' } as const;
  return { ...answer({ ...shared, ...parts }, createCiter(context.briefing), context), controls: true };
}

/** Who asks; a button of a list of the whole tenant says that its digest may be in another channel. */
export function personOf(values: OptionValues, { asker }: CommandContext): Person {
  return (values.where ?? 'here') === 'here' ? asker : { ...asker, everywhere: true };
}
