import type { Answer } from '../answer/answer.ts';
import { ask, createCiter, strong } from '../answer/compose.ts';
import { answer } from '../core/answering.ts';
import type { Command, CommandContext, OptionValues } from '../core/command.ts';
import { anyWords } from '../core/examples.ts';
import type { Actor } from '../domain/actor.ts';
import { asking } from '../domain/ask.ts';
import { unreachable } from '../domain/errors.ts';
import { eachStatement, saidBy } from '../domain/lookups/said-by.ts';
import { occasionCalled } from '../search/evidence/find-occasion.ts';
import { isTaken, whoIsMeant } from '../search/names/find-actor.ts';
import { quotedWords } from './quoted-words.ts';
import { nobodyCalled, takenFor, whichOfThem } from './which-actor.ts';
import { saidAtOccasion } from './who-said/at-occasion.ts';
import { everythingSaid } from './who-said/everything-said.ts';
import { found } from './who-said/found.ts';
import { hitsFor, type Speakers, saidByAnother } from './who-said/hits.ts';
import { gapIn, nobodySaid } from './who-said/nobody-said.ts';

const NAME = 'who-said';
/** What a page number is held to, whatever was typed; a number that cannot be read is page 1. */
const MOST_PAGES = 1_000_000;

/** Finds the statement behind half-remembered words, or says that nobody on record said them. */
export const whoSaid: Command = {
  name: NAME,
  reads: 'message',
  summary: 'Find who said something, with the exact words, or learn that nobody did',
  options: [
    {
      name: 'words',
      description: 'Words you remember, in any order: a long way to go',
      rest: true,
      suggest: 'statement',
    },
    { name: 'speaker', description: 'Only this person, party or office', suggest: 'speaker' },
  ],
  carried: ['page'],
  examples: [],
  storyExamples: (briefing) => {
    const words = anyWords(briefing);
    return words === undefined ? [] : [asking(NAME, { words })];
  },
  run,
};

/** Words, a speaker or both. Of a name that was misspelt the answer says whom it was taken for. */
function run(values: OptionValues, context: CommandContext): Answer {
  const words = quotedWords(values.words ?? '');
  const typed = values.speaker?.trim() ?? '';
  const page = Math.max(1, Math.min(MOST_PAGES, Number.parseInt(values.page ?? '1', 10) || 1));
  if (typed === '') return answerFor(words, null, page, context);
  const meant = whoIsMeant(typed, context.briefing);
  const asked = {
    command: NAME,
    typed,
    askFor: (actor: Actor) => asking(NAME, { words, speaker: actor.id }),
  };
  switch (meant.kind) {
    case 'several':
      return whichOfThem(asked, meant.actors, context);
    case 'nobody':
      return nobodyCalled(asked, meant.near, context, gapIn(typed, context.briefing));
    case 'one': {
      const { actor } = meant;
      const found = answerFor(words, { actor, said: saidBy(actor.id, context.briefing) }, page, context);
      return isTaken(meant.fit) ? takenFor(found, typed, actor) : found;
    }
    default:
      return unreachable(meant);
  }
}

/** Without words it tells all that a speaker said. `speakers` is null where nobody was named. */
function answerFor(words: string, speakers: Speakers | null, page: number, context: CommandContext): Answer {
  if (words === '')
    return speakers === null ? nothingAsked(context) : everythingSaid(speakers, page, context);
  const occasion = occasionCalled(words, context.briefing);
  if (occasion !== undefined) {
    const of = speakers === null ? null : { actor: speakers.actor, has: speakers.said.has };
    return saidAtOccasion(occasion, of, context);
  }
  const hits = hitsFor(words, speakers, context);
  const [first] = hits.first;
  if (first === undefined || saidByAnother(words, first, speakers, context)) {
    return nobodySaid(words, speakers, context);
  }
  return found(words, first, hits, context);
}

function nothingAsked(context: CommandContext): Answer {
  return answer(
    {
      command: NAME,
      status: 'refused',
      headline: [strong('Give me words you remember, or a speaker.')],
      actions: eachStatement(context.briefing)
        .take(1)
        .map((statement) => {
          const sample = (statement.words ?? statement.gist).split(' ').slice(0, 4).join(' ');
          return ask(sample, NAME, { words: sample });
        })
        .toArray(),
    },
    createCiter(context.briefing),
    context,
  );
}
