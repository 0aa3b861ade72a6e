import type { Action, Answer, Block } from '../../answer/answer.ts';
import { withNotice } from '../../answer/card.ts';
import { renumbered } from '../../answer/citations.ts';
import { strong, text } from '../../answer/compose.ts';
import { inSeries } from '../../answer/phrases.ts';
import type { Command, CommandGroup } from '../../core/command.ts';
import { findCommand } from '../../core/line/find-command.ts';
import type { Story } from '../../core/stories.ts';
import type { Ask } from '../../domain/ask.ts';
import { Refusal } from '../../domain/errors.ts';
import { formatDay } from '../../domain/when.ts';
import type { Weigh } from '../../search/evidence/story-evidence.ts';

import { chooseStory, type Heard, saysSomething } from './choose-story.ts';

/** One question that can be put to each of several stories. */
export interface Inquiry {
  /** Asks one story. May reject with a `Refusal`. */
  readonly ask: (story: Story) => Promise<Told>;
  /** What is looked for, as far as it can be compared between stories. */
  readonly words: string;
}

/** What a story said, and what asks it the same again. */
export interface Told {
  readonly answer: Answer;
  readonly again: Ask;
  /** How well the answer fits the question, 0 to 1, comparable between stories; absent where nobody weighed it. */
  readonly fit?: number;
}

/** The stories a place may see. */
export interface Among {
  /** The one the place means first; never empty. */
  readonly stories: readonly Story[];
  /** What wins a tie: what was set for the place or the thread; null where only the default is meant. */
  readonly preferred: Story | null;
  readonly weigh: Weigh;
  readonly commands: readonly (Command | CommandGroup)[];
}

/** A story's answer, or why it refuses the question. */
interface Tried {
  readonly story: Story;
  readonly answer: Answer | null;
  readonly again: Ask | null;
  readonly fit?: number;
  readonly refusal: Refusal | null;
}

/** Asks one story and no other. */
export async function askOnly(inquiry: Inquiry, story: Story, among: Among): Promise<Answer> {
  return told((await inquiry.ask(story)).answer, story, among);
}

/** Asks the one story that was named. Before it is said that there is nothing, the others are looked at too. */
export async function askNamed(inquiry: Inquiry, named: Story, among: Among): Promise<Answer> {
  const { answer: own } = await inquiry.ask(named);
  if (among.stories.length === 1 || isWhole(own)) return told(own, named, among);
  const others = among.stories.filter((story) => story !== named);
  return withOthers(own, named, weighed(await tryAll(inquiry, others), inquiry, among), among);
}

/** Asks the story that is meant here, and the others where it has nothing: a command. */
export async function askFirst(inquiry: Inquiry, among: Among): Promise<Answer> {
  const [own, ...others] = among.stories;
  if (own === undefined) throw noStory();
  if (others.length === 0) return told((await inquiry.ask(own)).answer, own, among);
  const first = await tried(inquiry, own);
  if (first.answer !== null && isWhole(first.answer)) return told(first.answer, own, among);
  const heard = weighed([first, ...(await tryAll(inquiry, others))], inquiry, among);
  if (first.answer !== null && saysSomething(first.answer))
    return withOthers(first.answer, own, heard, among);
  const chosen = chooseStory(heard, own);
  const [only] = chosen;
  if (only === undefined) throw first.refusal ?? noStory();
  if (chosen.length > 1) return heads(chosen, among);
  if (!saysSomething(only.answer)) return withOthers(only.answer, only.story, heard, among);
  const notice = `Nothing on this in ${own.briefing.title}; this is from ${only.story.briefing.title}.`;
  const noticed = withNotice(only.answer, [text(notice)]);
  const blocks: readonly Block[] = [{ kind: 'context', spans: [text(notice)] }, ...only.answer.blocks];
  return told({ ...noticed, blocks }, only.story, among);
}

/** Asks all of them, and the one that has it answers: a plain question. */
export async function askAll(inquiry: Inquiry, among: Among): Promise<Answer> {
  const [own] = among.stories;
  if (own === undefined) throw noStory();
  if (among.stories.length === 1) return told((await inquiry.ask(own)).answer, own, among);
  const first = await tried(inquiry, own);
  if (first.answer !== null && isOfNoStory(first.answer)) return told(first.answer, own, among);
  const all = [first, ...(await tryAll(inquiry, among.stories.slice(1)))];
  const heard = weighed(all, inquiry, among);
  const chosen = chooseStory(heard, among.preferred);
  const [only] = chosen;
  if (only === undefined) throw all[0]?.refusal ?? noStory();
  if (chosen.length > 1) return heads(chosen, among);
  if (isWhole(only.answer)) return told(only.answer, only.story, among);
  return withOthers(only.answer, only.story, heard, among);
}

/** True for what states nothing of a story, such as help: it is said once. */
function isOfNoStory({ status, records, citations }: Answer): boolean {
  return status === 'answered' && records.length === 0 && citations.length === 0;
}

/** What is neither a denial nor "not reported", after which nothing has to be said of the other stories. */
function isWhole({ status }: Answer): boolean {
  return status !== 'not-found' && status !== 'not-reported';
}

async function tried(inquiry: Inquiry, story: Story): Promise<Tried> {
  try {
    return { story, ...(await inquiry.ask(story)), refusal: null };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { story, answer: null, again: null, refusal: error };
  }
}

async function tryAll(inquiry: Inquiry, stories: readonly Story[]): Promise<readonly Tried[]> {
  const all: Tried[] = [];
  for (const story of stories) all.push(await tried(inquiry, story));
  return all;
}

function weighed(all: readonly Tried[], { words }: Inquiry, { stories, weigh }: Among): readonly Heard[] {
  const evidence = weigh(words);
  return all.flatMap(({ story, answer, again, fit }) => {
    const own = evidence[stories.indexOf(story)];
    if (answer === null || again === null || own === undefined) return [];
    // How well the records fit the question, where that was found out, weighs besides the words they share.
    const best = fit === undefined ? own.best : own.best * (0.8 + 0.2 * fit);
    return [{ story, answer, again, evidence: { ...own, best } }];
  });
}

/** An answer with the story it is of; in another than the one meant here, what it offers asks that one again. */
function told(answer: Answer, story: Story, { stories, commands }: Among): Answer {
  const { id, title } = story.briefing;
  if (stories.length === 1) return { ...answer, story: { id } };
  const elsewhere = story !== stories[0];
  return {
    ...answer,
    // A command that changes what is meant here names the new one itself.
    story: answer.story ?? { id, title },
    ...(answer.readAs === undefined || !elsewhere ? {} : { readAs: `${answer.readAs} story:${id}` }),
    actions: elsewhere ? answer.actions.map((action) => askingIn(action, id, commands)) : answer.actions,
  };
}

/** What a story denies or does not report, with what others have on it, or that they were searched too. */
function withOthers(answer: Answer, story: Story, heard: readonly Heard[], among: Among): Answer {
  const own = told(answer, story, among);
  const others = heard.filter(
    (one) => one.story !== story && isWhole(one.answer) && saysSomething(one.answer),
  );
  const shown = others.slice(0, MOST_HEADS).map(headOf);
  const { blocks, citations } = shown.reduce(
    (base, head) => {
      const added = renumbered(base.citations, head);
      return { blocks: [...base.blocks, ...added.blocks], citations: added.citations };
    },
    { blocks: own.blocks, citations: own.citations },
  );
  const titles = among.stories.map(({ briefing }) => briefing.title);
  const searched: Block = {
    kind: 'context',
    spans: [text(`${countOf(titles.length, titles.length)} were searched: ${inSeries(titles)}.`)],
  };
  const having = others.map(({ story: { briefing } }) => briefing.title);
  const elsewhere: Block = {
    kind: 'context',
    spans: [
      text(`${inSeries(having)} ${having.length === 1 ? 'has' : 'have'} something on this: see below.`),
    ],
  };
  // A card of its own would say nothing of the others.
  const { card: _, ...rest } = own;
  return {
    ...rest,
    blocks: [shown.length > 0 ? elsewhere : searched, ...blocks],
    citations,
    actions: [...shown.map(({ action }) => action), ...own.actions],
  };
}

/** Stories whose answers are shown side by side; the others can be named. */
const MOST_HEADS = 4;

/** What several stories say, each in its headline, with a button that asks it alone. */
function heads(chosen: readonly Heard[], { stories }: Among): Answer {
  const shown = chosen.slice(0, MOST_HEADS).map((heard) => ({ ...headOf(heard), heard }));
  let blocks: readonly Block[] = [];
  let citations: Answer['citations'] = [];
  for (const head of shown) {
    const added = renumbered(citations, head);
    blocks = [...blocks, ...added.blocks];
    citations = added.citations;
  }
  const [first] = chosen;
  return {
    status: 'answered',
    headline: [
      strong(`${countOf(chosen.length, stories.length)} have something on this.`),
      text(' Which one is meant?'),
    ],
    blocks: [
      ...blocks,
      {
        kind: 'context',
        spans: [
          text(
            'A question with story: and a part of a name asks that one; /readout story sets the one meant here.',
          ),
        ],
      },
    ],
    citations,
    records: shown.flatMap(({ heard }) => heard.answer.records.slice(0, 1)),
    actions: shown.map(({ action }) => action),
    asOf: first?.answer.asOf ?? '',
    command: first?.answer.command ?? '',
    audience: 'default',
  };
}

/** A story's answer in short: its headline under its title, and the button for the whole. */
function headOf({ story, answer, again }: Heard) {
  const { id, title } = story.briefing;
  const said = answer.card?.lead ?? answer.headline;
  const blocks: readonly Block[] = [
    { kind: 'heading', text: `${title}, as of ${formatDay(answer.asOf)}` },
    { kind: 'paragraph', spans: said },
  ];
  const cited = new Set(said.flatMap((span) => (span.kind === 'cite' ? [span.index] : [])));
  const action: Action = {
    kind: 'ask',
    label: [...title].slice(0, LONGEST_LABEL).join(''),
    ...inStory(again, id),
  };
  return { blocks, citations: answer.citations.filter(({ index }) => cited.has(index)), action };
}

/** Slack's longest button text, in code points. */
const LONGEST_LABEL = 75;

/** What asks this story, whatever the place it is asked in means. */
export function inStory({ path, values }: Ask, id: string): Ask {
  return { path, values: { ...values, story: id } };
}

function askingIn(action: Action, id: string, commands: Among['commands']): Action {
  return action.kind === 'ask' && asksStory(action, commands)
    ? { ...action, ...inStory(action, id) }
    : action;
}

/** What is set for a channel is no question to a story. */
function asksStory({ path, values }: Ask, commands: Among['commands']): boolean {
  return values.story === undefined && !/\sstory:/.test(values.words ?? '') && !isOfPlace(path, commands);
}

/** Whether a command concerns the place it is asked in and no other story than the one meant there. */
export function isOfPlace(path: readonly string[], commands: Among['commands']): boolean {
  return findCommand(path, commands)?.group?.ofPlace === true;
}

/** "Both stories", "All 3 stories", "2 of the 3 stories". */
function countOf(count: number, all: number): string {
  if (count < all) return `${count} of the ${all} stories`;
  return count === 2 ? 'Both stories' : `All ${count} stories`;
}

/** Nothing can be asked. */
export function noStory(): Refusal {
  return new Refusal('bad-value', 'No briefing is loaded; run `readout check` to see why.');
}
