import { describe, expect, it } from 'vitest';
import { ask } from '../../src/ask/ask.ts';
import { prepareQuestions } from '../../src/ask/prepare.ts';
import { indexStatements } from '../../src/search/statements/statement-index.ts';
import { briefing, lakeBriefing } from '../fixtures/briefing.ts';

describe('questions prepared for', () => {
  it('are answered as they are without, by a full story and by one with next to nothing in it', () => {
    for (const story of [lakeBriefing(), briefing({ statements: [], events: [], positions: [] })]) {
      const index = indexStatements(story);
      const ground = { briefing: story, index: () => index, today: story.reviewed, asOf: story.reviewed };
      const before = ask('who said the lake', ground);
      const steps = [...prepareQuestions(story, index)];
      expect(steps.length).toBeGreaterThan(10);
      expect(ask('who said the lake', ground).short?.headline).toEqual(before.short?.headline);
    }
  });
});
