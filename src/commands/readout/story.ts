import type { Action, Answer, Block } from '../../answer/answer.ts';
import { ask, strong, text } from '../../answer/compose.ts';
import type { Command, CommandContext } from '../../core/command.ts';
import { storyNamed } from '../../core/story-names.ts';
import { asking } from '../../domain/ask.ts';
import { Refusal } from '../../domain/errors.ts';
import type { Services } from '../services.ts';

/** What is typed instead of a story to have none set. */
const DEFAULT = 'default';

/** Said with every setting: what is set is asked first, it does not shut the other stories out. */
const WHAT_IT_DOES =
  'Commands ask it first, and new digests are about it. Plain questions are still put to every story, and the one that has it answers.';

/**
 * Which story is meant in a channel, and setting it. Throws a `Refusal` where a name means none or several of them, and
 * where nothing can be set.
 */
export const storyWith = (services: Services): Command => ({
  name: 'story',
  summary: 'Show which story this channel means, or set it',
  options: [
    {
      name: 'id',
      description: 'The story to mean here, by its id or a part of its name; default for the common one',
      rest: true,
      suggest: 'story',
    },
  ],
  examples: ['/readout story'],
  changes: true,
  async run(values, context) {
    const typed = values.id?.trim() ?? '';
    if (typed === '') return shown(context);
    const channels = services.stories;
    if (channels === undefined)
      throw new Refusal(
        'not-available',
        'A channel’s story is set in a running Readout; here a question names it, with story: and a part of its name.',
        [asking('readout story')],
      );
    if (typed.toLowerCase() === DEFAULT) {
      await channels.choose(context.asker, null);
      return said(context, [strong('This channel means the default story again.')], []);
    }
    const loaded = context.stories.map((briefing) => ({ briefing }));
    const { briefing } = storyNamed(typed, loaded, (id) => asking('readout story', { id }));
    await channels.choose(context.asker, briefing.id);
    const set = said(
      context,
      [strong(`This channel now means ${briefing.title}.`)],
      [{ kind: 'paragraph', spans: [text(WHAT_IT_DOES)] }],
    );
    return { ...set, story: { id: briefing.id, title: briefing.title } };
  },
});

/** Which story is meant and why, and all that could be; the current one comes first and has no button. */
function shown(context: CommandContext): Answer {
  const [own] = context.stories;
  return said(
    context,
    [strong(`${own?.title ?? 'No story'} is meant here:`), text(` ${context.storyBecause}.`)],
    context.stories.map(
      ({ id, title }): Block => ({ kind: 'item', spans: [strong(id), text(`: ${title}`)] }),
    ),
    context.stories
      .slice(1)
      .map(({ id, title }) =>
        ask([...`Mean ${title} here`].slice(0, LONGEST_LABEL).join(''), 'readout story', { id }),
      ),
  );
}

/** Slack's longest button text, in code points. */
const LONGEST_LABEL = 75;

/** To the asker alone. */
function said(
  { asOf }: CommandContext,
  headline: Answer['headline'],
  blocks: readonly Block[],
  actions: readonly Action[] = [],
): Answer {
  return {
    status: 'answered',
    headline,
    blocks,
    actions,
    citations: [],
    records: [],
    asOf,
    command: 'readout',
    audience: 'asker',
  };
}
