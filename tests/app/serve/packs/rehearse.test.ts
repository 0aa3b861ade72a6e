import { describe, expect, it } from 'vitest';
import { rehearsing } from '../../../../src/app/serve/packs/prepare.ts';
import { questionsAbout } from '../../../../src/ask/prepare.ts';
import { COMMANDS } from '../../../../src/commands/registry.ts';
import { indexStatements } from '../../../../src/search/statements/statement-index.ts';
import { ASKER, coreOver } from '../../../fixtures/asking.ts';
import { briefing, lakeBriefing } from '../../../fixtures/briefing.ts';

describe('questions that nobody asked, before a large pack answers', () => {
  it('are asked one a step and change no answer, of a full story and of one with next to nothing in it', async () => {
    for (const story of [lakeBriefing(), briefing({ statements: [], events: [], positions: [] })]) {
      const core = coreOver(story, COMMANDS, story.reviewed);
      const ask = () => core.respond({ kind: 'words', words: 'who said the lake', asker: ASKER });
      const before = await ask();
      let steps = 0;
      for await (const _ of rehearsing(story, indexStatements(story))) steps += 1;
      expect(steps).toBe(questionsAbout(story).length);
      expect(await ask()).toEqual(before);
    }
  });
});
