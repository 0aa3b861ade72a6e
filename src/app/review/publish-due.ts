import { publishHeld } from './decide.ts';
import type { Desk, Outcome } from './decision.ts';

/** Puts every draft of a story whose time has come into the pack. What became of each, oldest first. */
export async function publishDue(
  desk: Omit<Desk, 'by'>,
): Promise<readonly { readonly id: string; readonly outcome: Outcome }[]> {
  const held = await desk.store.proposalsOf(desk.story, { state: 'held' });
  const done: { readonly id: string; readonly outcome: Outcome }[] = [];
  for (const { id, outcome } of held) {
    if (Number(outcome) <= desk.now()) done.push({ id, outcome: await publishHeld(desk, id) });
  }
  return done;
}
