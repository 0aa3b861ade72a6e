import type { Answer, Block } from '../../answer/answer.ts';
import { ask, createCiter, strong, text } from '../../answer/compose.ts';
import { counted, inSeries } from '../../answer/phrases.ts';
import { qualityWords } from '../../answer/provenance.ts';
import { answer } from '../../core/answering.ts';
import { type Command, type CommandContext, type CommandGroup, isGroup } from '../../core/command.ts';
import { askExample, examplesIn } from '../../core/examples.ts';
import { runnable } from '../../core/line/find-command.ts';
import { formatLine } from '../../core/line/format-line.ts';
import type { Briefing } from '../../domain/briefing.ts';
import { countStatements } from '../../domain/lookups/said-by.ts';
import { SOURCE_QUALITIES } from '../../domain/source.ts';
import { formatDay } from '../../domain/when.ts';

import type { Services } from '../services.ts';
import { storyWith } from './story.ts';

/** Asked for when a command runs, not when it is made: the list that holds this group is not whole before. */
type Commands = () => readonly (Command | CommandGroup)[];

/**
 * What can be asked, and what is loaded. `commands` is asked late, because this group is one of them. `further` are
 * told last in help.
 */
export function readoutWith(
  services: Services,
  commands: Commands,
  further: readonly Command[] = [],
): CommandGroup {
  return {
    name: 'readout',
    summary: 'Show what can be asked, and what is loaded',
    subcommands: [helpCommand(commands), status, storyWith(services), ...further],
    fallback: 'help',
    ofPlace: true,
  };
}

function helpCommand(commands: Commands): Command {
  return {
    name: 'help',
    summary: 'Show what can be asked',
    options: [],
    examples: ['/readout help'],
    run: (_, context) => help(commands(), context),
  };
}

/**
 * Every command with what it is for, to the asker alone. The card has only names and a few examples: the whole list is
 * more than a glance takes in.
 */
function help(commands: readonly (Command | CommandGroup)[], context: CommandContext): Answer {
  const all = runnable(commands);
  const blocks = all.map(({ path, command }) => helpLine(formatLine(path, {}), command, context.briefing));
  const lead = [strong('Ask in plain words'), text(', or use a command. Every claim comes with its source.')];
  const alone = all.filter(({ group }) => group === undefined);
  const groups = commands.filter(isGroup).map((group) => formatLine([group.name], {}));
  const examples = alone.flatMap(({ command }) => examplesIn(command, context.briefing).slice(0, 1));
  return answer(
    {
      command: 'readout',
      status: 'answered',
      headline: lead,
      card: {
        lead,
        rows: [
          item('Commands', [...alone.map(({ path }) => formatLine(path, {})), ...groups].join(' ')),
          item('For example', examples.slice(0, MOST_EXAMPLES).join(' · ')),
          item('Earlier days', 'as-of: and a day (as-of:yesterday) gives what was known then.'),
          ...severalStories(context),
        ],
      },
      blocks: [
        ...blocks,
        {
          kind: 'context',
          spans: [text('Add as-of: and a day (as-of:yesterday) to any of them for what was known then.')],
        },
        ...severalStories(context),
      ],
      actions: all
        .flatMap(({ command, group }) =>
          group === undefined ? examplesIn(command, context.briefing).slice(0, 1) : [],
        )
        .slice(0, 5)
        .map(askExample),
      audience: 'asker',
    },
    createCiter(context.briefing),
    context,
  );
}

/** Examples on the card, one of each command that is in no group. */
const MOST_EXAMPLES = 4;

function item(label: string, words: string): Block {
  return { kind: 'item', spans: [strong(`${label}:`), text(` ${words}`)] };
}

/** Empty where one story is loaded: there is nothing to tell apart then. */
function severalStories({ stories }: CommandContext): readonly Block[] {
  if (stories.length < 2) return [];
  const words = `${stories.length} stories are followed (${stories.map(({ id }) => id).join(', ')}): add story: and a part of a name to ask one of them.`;
  return [{ kind: 'context', spans: [text(words)] }];
}

/** One command on a line. An example that is the bare command is left out: the line begins with it. */
function helpLine(name: string, command: Command, briefing: Briefing): Block {
  const own = examplesIn(command, briefing)
    .filter((example) => example !== name)
    .slice(0, EXAMPLES_SHOWN);
  const examples = own.length === 0 ? '' : ` Try ${inSeries(own, 'or')}`;
  return { kind: 'item', spans: [strong(name), text(`: ${command.summary}.${examples}`)] };
}

/** Examples of one command in its line. */
const EXAMPLES_SHOWN = 2;

/**
 * Which briefing answers, how current it is, and how much it holds as of the day asked for. Votes, figures and
 * deadlines are named only where the briefing has some.
 */
const status: Command = {
  name: 'status',
  summary: 'Show which briefing is loaded, how current it is and what it holds',
  options: [],
  examples: ['/readout status'],
  run(_, context) {
    const { briefing, asOf } = context;
    const count = (label: string, items: { readonly length: number }, many?: string) =>
      counted(items.length, label, many);
    const readings = briefing.provisions.flatMap((provision) => provision.readings);
    const qualities = SOURCE_QUALITIES.flatMap((quality) => {
      const own = briefing.sources.filter((source) => source.quality === quality);
      return own.length === 0 ? [] : [`${own.length} ${qualityWords(quality)}`];
    });
    const field = (label: string, words: string): Block => ({ kind: 'field', label, spans: [text(words)] });
    return answer(
      {
        command: 'readout',
        status: 'answered',
        headline: [
          strong(`${briefing.title}:`),
          text(` as of ${formatDay(asOf)}, last reviewed ${formatDay(briefing.reviewed)}.`),
        ],
        blocks: [
          field(
            'Records',
            inSeries([
              count('draft', briefing.texts),
              count('provision', briefing.provisions),
              count('reading', readings),
              count('statement', { length: countStatements(briefing) }),
              count('event', briefing.events),
              count('position', briefing.positions),
              ...(['vote', 'figure', 'deadline'] as const).flatMap((one) =>
                briefing[`${one}s`].length === 0 ? [] : [count(one, briefing[`${one}s`])],
              ),
              count('contradiction', briefing.conflicts),
              count('known gap', briefing.gaps),
            ]),
          ),
          field('Sources', `${count('source', briefing.sources)}: ${inSeries(qualities)}`),
          field('Actors', count('person or party', briefing.actors, 'persons and parties')),
          field('Stories', context.stories.map((story) => `${story.title} (${story.id})`).join('; ')),
        ],
        actions: [ask('Sources', 'sources'), ask('Help', 'readout help')],
        audience: 'asker',
      },
      createCiter(briefing),
      context,
    );
  },
};
