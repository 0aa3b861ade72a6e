import type { Briefing } from '../domain/briefing.ts';
import { datedIn } from './ranking/fits/time-fits.ts';
import { mentionsOf } from './reading/mentions.ts';

/** Makes, in steps, what the first plain question about a large pack would otherwise wait for. */
export function* prepareQuestions(briefing: Briefing): Generator<void, void> {
  yield* datedIn.prepare(briefing);
  // Names, offices and dates are looked up by asking for some.
  mentionsOf('who is the minister', briefing, briefing.reviewed);
}
