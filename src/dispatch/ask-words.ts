import type { Answer } from '../answer/answer.ts';
import type { Choose } from '../ask/deciding/choice.ts';
import type { Asker } from '../core/command.ts';
import { formatLine } from '../core/line/format-line.ts';
import type { Story } from '../core/stories.ts';
import { storiesNamed, takeStory } from '../core/story-names.ts';
import { typing } from '../domain/ask.ts';
import { dayIn } from '../domain/schedule/day-in.ts';
import { storyDay } from '../search/dates/find-date.ts';
import { askCommand, readAsOf, runCommand } from './ask-command.ts';
import { type Asking, lastKnownDay, namedIn, ownStory, today, withAge } from './asking.ts';
import { nothingFits } from './nothing-fits.ts';
import { commandAt, commandCalled } from './read-line.ts';
import { askAll, askNamed, type Inquiry, type Told } from './stories/ask-stories.ts';
import { leansBack } from './stories/leans-back.ts';
import { takeDay } from './take-day.ts';
import { wayToDigest, wishedCommand } from './wish-in-words.ts';

/** After an answer, "is that still true" and "and on the first one" ask on: they are no reactions. */
const ASKS_ON =
  /^\W*(?:and|but|also|what|how|is|are|was|were|did|does|do|has|have|says who|who|whose|when|where|why|which|sources?|still|any|anyone|anything)\b|\?\s?$/i;

/** A plain question: put to all the stories the place may see, or to the one it names. */
export async function askWords(
  question: { readonly words: string; readonly named: string | null; readonly previous: string | undefined },
  asker: Asker,
  parts: Asking,
): Promise<Answer> {
  const { among } = parts;
  const { words } = question;
  const called = commandCalled(words, parts.commands) ?? wishedCommand(words, parts.commands);
  if (called !== null && question.named === null && question.previous === undefined)
    return askCommand(() => called, null, asker, parts);
  const way = wayToDigest(words, parts.commands, lastKnownDay(ownStory(parts).briefing, today(parts)));
  if (way !== null) return way;
  // Loaded by the first plain question: a typed command needs none of it.
  const { smallTalkAnswer } = await import('./small-talk/small-talk.ts');
  const asksOn = question.previous !== undefined && ASKS_ON.test(words);
  const chat = asksOn
    ? null
    : smallTalkAnswer(words, among.stories, lastKnownDay(ownStory(parts).briefing, today(parts)));
  if (chat !== null) return chat;
  const before = question.previous === undefined ? null : takeStory(question.previous, among.stories);
  const thread =
    before === null ? null : (storiesNamed(before.named ?? '', among.stories)[0] ?? ownStory(parts));
  const named = namedIn(question.named ?? undefined, typing(words), parts);
  const choose = parts.chooser?.();
  const inquiry: Inquiry = {
    words,
    ask: (story) =>
      answerWords(
        { words, previous: story === thread ? before?.rest : undefined, choose },
        story,
        asker,
        parts,
      ),
  };
  if (named !== null) return askNamed(inquiry, named, among);
  const meant = thread !== null && leansBack(words) ? thread : among.preferred;
  return askAll(inquiry, { ...among, preferred: meant });
}

/** What one story answers to plain words. */
async function answerWords(
  {
    words,
    previous,
    choose,
  }: { readonly words: string; readonly previous: string | undefined; readonly choose: Choose | undefined },
  story: Story,
  asker: Asker,
  parts: Asking,
): Promise<Told> {
  // Loaded by the first plain question: a typed command needs none of it.
  const { ask } = await import('../ask/ask.ts');
  const { readAsOf: asOfInWords } = await import('../ask/reading/fixed.ts');
  const { letChoose } = await import('../ask/deciding/choice.ts');
  const { withWhole } = await import('../ask/telling/with-whole.ts');
  const currentDay = dayIn(parts.clock(), story.briefing.zone);
  const near = storyDay(story.briefing, currentDay);
  const { rest, given } = takeDay(words, currentDay, near);
  const { asOf, plain } =
    given === null
      ? asOfInWords(words, currentDay, near)
      : { asOf: readAsOf(given, currentDay, story.briefing), plain: rest };
  const answered = ask(plain, {
    briefing: asOf === null ? story.briefing : story.on(asOf),
    index: story.index,
    today: currentDay,
    asOf: asOf ?? lastKnownDay(story.briefing, currentDay),
    previous,
  });
  const { short, whole, fit } = await letChoose(plain, answered, choose);
  if (whole === null) {
    if (short === null) return { answer: nothingHere(rest, asOf, story, parts), again: typing(words), fit };
    return {
      answer: asOf === null ? withAge(short, story.briefing, currentDay) : short,
      again: typing(words),
      fit,
    };
  }
  const { command, path } = commandAt(whole.path, parts.commands);
  const values = asOf === null ? whole.values : { ...whole.values, 'as-of': asOf };
  const behind = await runCommand(command, values, story, asker, parts);
  const line = formatLine(path, values, parts.commands);
  const answer = short === null ? { ...behind, readAs: line } : withWhole(short, behind, line);
  return { answer, again: { path, values }, fit };
}

function nothingHere(words: string, day: string | null, { briefing }: Story, parts: Asking): Answer {
  const titles = parts.among.stories.map((one) => one.briefing.title).join('; ');
  const asOf = day ?? lastKnownDay(briefing, dayIn(parts.clock(), briefing.zone));
  return nothingFits(words, { briefing, titles, asOf }, parts.commands);
}
