import type { Briefing } from '../domain/briefing.ts';
import type { QuoteIndex } from '../search/statements/quote-index.ts';
import { ask } from './ask.ts';
import { decide } from './deciding/decide.ts';
import { datedIn } from './ranking/fits/time-fits.ts';
import { modelInUse } from './ranking/model.ts';
import { rank } from './ranking/rank.ts';
import { mentionsOf } from './reading/mentions.ts';
import { askedOutright } from './reading/outright.ts';
import { plainQuestion, readQuestion } from './reading/read-question.ts';
import { trackedAsked } from './reading/tracked/tracked.ts';

/**
 * Makes, in steps, what the first plain questions about a large pack would otherwise wait for: what is looked up, and code
 * that nothing ran yet, which takes ten times as long as it does later.
 */
export function* prepareQuestions(briefing: Briefing, index: QuoteIndex): Generator<void, void> {
  yield* datedIn.prepare(briefing);
  const ground = { briefing, index: () => index, today: briefing.reviewed, asOf: briefing.reviewed };
  for (const question of questionsAbout(briefing)) {
    // The parts first, each in a step of its own: the whole would hold up whoever asks meanwhile.
    yield;
    plainQuestion(question, briefing);
    yield;
    mentionsOf(question, briefing, briefing.reviewed);
    yield;
    index.candidates(question, { limit: 1 });
    yield;
    const { asked, candidates } = readQuestion(question, { ...ground, thread: null });
    yield;
    const { rank: weights, support } = modelInUse();
    yield;
    const ranked = rank(candidates, asked, weights);
    yield;
    decide(ranked, asked, support, ground.index);
    yield;
    askedOutright(question, { ...ground, follows: false });
    yield;
    trackedAsked(asked, ground);
    yield;
    ask(question, ground);
  }
}

/**
 * One of each kind, in the pack's own words, each as a string of bytes and as one of wider characters: V8 compiles every
 * regular expression for each of the two, and the first question with a curly apostrophe took 100 ms longer than the others.
 */
export function questionsAbout(briefing: Briefing): readonly string[] {
  return onEach(briefing).flatMap((question) => [
    Buffer.from(question.replace(/[^ -~]/g, ' '), 'latin1').toString('latin1'),
    `${question} \u2013`,
  ]);
}

function onEach({ statements, actors, provisions, events }: Briefing): readonly string[] {
  const name = actors.find(({ kind }) => kind === 'person')?.name ?? actors[0]?.name ?? 'the minister';
  const title = provisions[0]?.title ?? 'the plan';
  const said = statements[0]?.gist.split(' ').slice(0, 8).join(' ') ?? title;
  return [
    `who said ${said}`,
    `what did ${name} say about ${title}`,
    `where does ${name} stand on ${title}`,
    `when was ${events[0]?.what ?? title}`,
    `how many ${title}`,
    'who is the minister',
  ];
}
