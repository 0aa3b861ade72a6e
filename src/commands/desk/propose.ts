import type { Block } from '../../answer/answer.ts';
import { createCiter, strong, text } from '../../answer/compose.ts';
import { answer } from '../../core/answering.ts';
import type { Command, CommandGroup, OptionSpec } from '../../core/command.ts';
import { STANCES } from '../../domain/position.ts';
import type { Services } from '../services.ts';
import { deskOf } from './review.ts';
import type { Proposing } from './service.ts';

const SOURCE: OptionSpec = {
  name: 'source',
  description: 'Where it says so: an address, or the id of a source on record',
};

/**
 * `/propose`: what anybody in the desk's own server or workspace hands to its editors. A first word that is no subcommand
 * is an address or a text: `/propose https://…`.
 */
export function proposeWith(services: Services): CommandGroup {
  const proposes = (
    name: Proposing['kind'],
    about: Pick<Command, 'summary' | 'options' | 'examples' | 'form'> & Partial<Command>,
  ): Command => ({
    name,
    ...about,
    async run(values, context) {
      const what: Proposing =
        name === 'source' ? { kind: name, what: values['what']?.trim() ?? '' } : { kind: name, values };
      const { says, problems } = await deskOf(services).propose(context.asker, what, context.briefing);
      const shared = { command: 'propose', status: 'answered', audience: 'asker' } as const;
      return answer(
        {
          ...shared,
          headline: [strong(says)],
          blocks: problems.map((problem): Block => ({ kind: 'item', spans: [text(problem)] })),
        },
        createCiter(context.briefing),
        context,
      );
    },
  });
  const all = (options: readonly OptionSpec[], least = options.length) => ({
    options,
    form: { needs: options.slice(0, least).map(({ name }) => name) },
  });
  return {
    name: 'propose',
    summary: 'Hand the editors an article, a statement, an event or a position',
    fallback: 'source',
    subcommands: [
      proposes('source', {
        summary: 'Hand the editors an article: its address, or its text',
        ...all([
          { name: 'what', description: 'An address, or the text of an article', rest: true, lines: true },
        ]),
        examples: ['/propose https://news.example/article'],
        reads: 'source',
      }),
      proposes('statement', {
        summary: 'Hand the editors what somebody said, and where it says so',
        ...all(
          [
            { name: 'speaker', description: 'Who said it' },
            { name: 'words', description: 'The exact words, without quotation marks', lines: true },
            { name: 'source', description: SOURCE.description },
            { name: 'occasion', description: 'Where or to whom, and the day: Geneva, 2025-11-23' },
            { name: 'gist', description: 'What was said, in our words', lines: true },
          ],
          4,
        ),
        examples: ['/propose statement'],
      }),
      proposes('event', {
        summary: 'Hand the editors what happened or is to come, and where it says so',
        ...all(
          [
            { name: 'what', description: 'What happened, one sentence in our words', lines: true },
            { name: 'date', description: 'The day: 2025-11-24, 24 November' },
            SOURCE,
            { name: 'who', description: 'Who took part: names, commas between' },
            { name: 'place', description: 'Where' },
          ],
          3,
        ),
        examples: ['/propose event'],
      }),
      proposes('position', {
        summary: 'Hand the editors where somebody stands, and where it says so',
        ...all([
          { name: 'party', description: 'Whose stance it is' },
          { name: 'about', description: 'On what: a point, a draft or a topic' },
          { name: 'stance', description: 'The stance in one word', choices: STANCES },
          { name: 'wording', description: 'Where they stand, one sentence in our words', lines: true },
          SOURCE,
        ]),
        examples: ['/propose position'],
      }),
    ],
  };
}
