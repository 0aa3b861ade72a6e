import type { Briefing } from '../../domain/briefing.ts';
import type { Draft } from '../add/added.ts';
import { type ArticleFacts, type ArticleView, viewOf } from './article-view.ts';
import { eventDrafts } from './events.ts';
import { indirectDrafts } from './indirect.ts';
import { MOST_PEOPLE } from './people/who-spoke.ts';
import { positionDrafts } from './positions.ts';
import { touching } from './sentences.ts';
import { MOST_STATEMENTS, statementDrafts } from './statements.ts';
import { termDrafts } from './terms.ts';
import { answersOfNobody } from './turns.ts';

/** Quotations of nobody that are told one by one; of the others how many. */
const MOST_NAMED = 20;

/** Surer than so is nothing in an article that changed words of which the right ones are on record, and keeps none. */
const MOST_OF_ALTERED = 0.5;

function doubted(drafts: readonly Draft[], altered: number): readonly Draft[] {
  const kept = drafts.filter(
    ({ record, known }) => known !== undefined && record['words'] !== undefined,
  ).length;
  if (altered <= kept) return drafts;
  return drafts.map((draft) => ({ ...draft, confidence: Math.min(draft.confidence, MOST_OF_ALTERED) }));
}

function isUnnamedInterview(view: ArticleView, drafts: readonly Draft[]): boolean {
  const isDrafted = touching(drafts.map(({ evidence }) => evidence));
  return answersOfNobody(view).filter((answer) => !isDrafted(answer)).length >= 2;
}

function short(words: string): string {
  return words.length > 60 ? `${words.slice(0, 59)}…` : words;
}

/** Everything an article is a reason to record, each with the words that say so; `problems` are a sentence each. */
export function draftArticle(
  facts: ArticleFacts,
  briefing: Briefing,
): { readonly drafts: readonly Draft[]; readonly problems: readonly string[] } {
  const view = viewOf(facts, briefing);
  const { drafts, nobody, altered, leftOut } = statementDrafts(view);
  const problems = [
    ...nobody
      .slice(0, MOST_NAMED)
      .map((words) => `Nobody is named for the words "${short(words)}", so they are not drafted.`),
    ...altered
      .slice(0, MOST_NAMED)
      .map(
        ({ words, id }) =>
          `The words "${short(words)}" are those of ${id} with some of them changed, so they are not drafted as exact words.`,
      ),
    ...(isUnnamedInterview(view, drafts)
      ? ['It reads like an interview whose answers name nobody: they are not drafted.']
      : []),
    ...(nobody.length > MOST_NAMED
      ? [`Nobody is named for ${nobody.length - MOST_NAMED} more quotations either.`]
      : []),
    ...(leftOut.people > 0
      ? [
          `More than ${MOST_PEOPLE} people are quoted whom the pack does not have: ${leftOut.people} quotations of the others are not drafted.`,
        ]
      : []),
    ...(leftOut.more > 0
      ? [
          `The first ${MOST_STATEMENTS} quotations are drafted; ${leftOut.more} more are not: hand the article in by parts.`,
        ]
      : []),
  ];
  // Of a copy whose words a machine swapped only figures and who was quoted are worth anybody's time.
  const told =
    view.quality === 'machine-reworded'
      ? []
      : [...indirectDrafts(view), ...eventDrafts(view), ...positionDrafts(view)];
  const others = [...told, ...termDrafts(view)];
  return { drafts: [...doubted(drafts, altered.length), ...others], problems };
}
