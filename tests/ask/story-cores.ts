import { storyPacks } from '../../bench/questions/question-sets.ts';
import { COMMANDS } from '../../src/commands/registry.ts';
import type { Core } from '../../src/core/request.ts';
import { coreOver } from '../fixtures/asking.ts';

const packs = storyPacks();

/** A core over one of the stories that questions are asked over, on the day it was last reviewed. */
export function coreOf(id: string): Core {
  const briefing = packs.get(id);
  if (briefing === undefined) throw new Error(`There is no pack ${id}.`);
  return coreOver(briefing, COMMANDS, briefing.reviewed);
}
