import type { Command } from '../core/command.ts';
import { anySubject } from '../core/examples.ts';
import { asking } from '../domain/ask.ts';
import { compareDays } from './compare/days.ts';
import { compareTexts } from './compare/drafts.ts';
import { firstCompared, readSides, TWO_OF_A_KIND } from './compare/sides.ts';

const NAME = 'compare';

/** What changed between two drafts, or what became known between two days. */
export const compare: Command = {
  name: NAME,
  summary: 'Compare two drafts, or what was known on two days',
  options: [
    { name: 'from', description: 'A draft or a day; the first plan if left out', suggest: 'text-or-date' },
    { name: 'to', description: 'A draft or a day; the newest draft if left out', suggest: 'text-or-date' },
    { name: 'point', description: 'Only this point: a number or a topic', suggest: 'point' },
  ],
  examples: TWO_OF_A_KIND,
  storyExamples: (briefing) => {
    const subject = anySubject(briefing);
    const first = firstCompared(briefing);
    if (first === undefined) return [];
    return [
      asking(NAME, { from: first.id, to: briefing.latestText }),
      ...(subject === undefined ? [] : [asking(NAME, { point: subject })]),
    ];
  },
  run(values, context) {
    const asked = readSides(values, context);
    return asked.kind === 'days'
      ? compareDays(asked.from, asked.to, context)
      : compareTexts(asked.from, asked.to, asked.point, context);
  },
};
