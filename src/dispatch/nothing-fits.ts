import type { Action, Answer } from '../answer/answer.ts';
import { ask, strong, text } from '../answer/compose.ts';
import type { Command, CommandGroup } from '../core/command.ts';
import { askExample, examplesIn } from '../core/examples.ts';
import { runnable } from '../core/line/find-command.ts';
import type { Briefing } from '../domain/briefing.ts';
import { findProvisions, SURE_ENOUGH } from '../search/names/find-provision.ts';
import { textMentions } from '../search/names/find-text.ts';
import { phraseWords, tellingWords } from '../search/names/topics.ts';
import { provisionsAt } from '../views/provision.ts';

const LONGEST_SHOWN = 80;
const MOST_OFFERS = 3;
const MOST_EXAMPLES = 4;

/**
 * The answer to a plain question that nothing in the briefing fits: what may have been meant, where something comes near,
 * and what can be asked, with names of this story. `titles` are of all stories that were asked.
 */
export function nothingFits(
  words: string,
  { briefing, titles, asOf }: { readonly briefing: Briefing; readonly titles: string; readonly asOf: string },
  commands: readonly (Command | CommandGroup)[],
): Answer {
  const asked = [...words.trim()].slice(0, LONGEST_SHOWN).join('') !== '';
  const offers = offersFor(words, briefing);
  const examples = runnable(commands).flatMap(({ command, group }): readonly Action[] =>
    group === undefined ? examplesIn(command, briefing).slice(0, 1).map(askExample) : [],
  );
  const meant = offers.map(({ label }) => label).join('; ');
  return {
    status: 'not-found',
    headline: [
      strong(asked ? 'I found nothing in this briefing to answer that with.' : 'Ask me about this briefing.'),
    ],
    blocks: [
      ...(offers.length === 0
        ? []
        : [{ kind: 'paragraph', spans: [text(`Did you mean: ${meant}?`)] } as const]),
      {
        kind: 'paragraph',
        spans: [
          text(
            `I can say what a point of the plan says, who said what, where a party stands, what changed between texts, what happened when, and where sources disagree, on: ${titles}.`,
          ),
        ],
      },
    ],
    citations: [],
    records: [],
    actions: [...offers, ...examples].slice(0, MOST_EXAMPLES),
    asOf,
    command: 'help',
    audience: 'default',
  };
}

/** What comes near without being asked for: a number's point, a subject or a draft by a slip. */
function offersFor(typed: string, briefing: Briefing): readonly Action[] {
  const words = phraseWords(typed);
  const main = briefing.texts.find((one) => one.id === briefing.mainText);
  const offers = new Map<string, string>();
  for (const word of words) {
    const number = /^\d{1,3}$/.test(word) ? Number(word) : undefined;
    if (number === undefined || main === undefined || provisionsAt(number, main, briefing).length === 0)
      continue;
    offers.set(String(number), `Point ${number}`);
  }
  for (const { text: draft } of textMentions(words, briefing)) offers.set(draft.id, draft.name);
  if (tellingWords(words).some((word) => !/^\d{1,2}$/.test(word))) {
    for (const { provision, score } of findProvisions(typed, briefing).slice(0, 2))
      if (score >= SURE_ENOUGH) offers.set(provision.id, provision.title);
  }
  return [...offers].slice(0, MOST_OFFERS).map(([point, label]) => ask(label, 'plan-point', { point }));
}
