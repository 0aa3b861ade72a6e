import { describe, expect, it } from 'vitest';
import { storyPacks } from '../../../bench/questions/question-sets.ts';
import { mentionsOf } from '../../../src/ask/reading/mentions.ts';

const packs = storyPacks();

function named(story: string, question: string): readonly string[] {
  const briefing = packs.get(story);
  if (briefing === undefined) throw new Error(`There is no pack ${story}.`);
  return mentionsOf(question, briefing, briefing.reviewed).named.flatMap(({ actors }) =>
    actors.map(({ id }) => id),
  );
}

describe('somebody who is named by what is of them', () => {
  it.each([
    ['iran-nuclear-2015', 'french position before geneva', 'france'],
    ['us-ukraine-peace-plan', "brits' line", 'united-kingdom'],
    ['us-ukraine-peace-plan', 'us answer to russian complaints', 'united-states'],
    ['gaza-20-points', 'what do the egyptians say', 'egypt'],
    ['plastics-treaty', 'norwegians view', 'norway'],
    ['colombia-2016', "quito's role", 'ecuador'],
    ['plastics-treaty', 'where do the likeminded stand', 'like-minded-group'],
    ['us-ukraine-peace-plan', 'quote from that civil servant in kyiv', 'anzhelika-yurkevych'],
    ['colombia-2016', 'spanish ex premier, would he take such terms', 'jose-maria-aznar'],
    ['plastics-treaty', 'UN sec gen reaction to the collapse', 'antonio-guterres'],
  ])('in %s is found: %s', (story, question, id) => {
    expect(named(story, question)).toContain(id);
  });

  it.each([
    ['iran-nuclear-2015', 'french fries at the talks'],
    ['us-ukraine-peace-plan', 'tell us what is in it'],
  ])('in %s is not found where it is something else that is theirs: %s', (story, question) => {
    expect(named(story, question)).toEqual([]);
  });
});
