import type { MemoryStore } from '../../store/ports/memory.ts';

const DAY_MS = 86_400_000;
/** Between two looks at the store: longer, and either nobody ran or the clock was set forward. */
const USUAL_MS = 2 * DAY_MS;
/** In which somebody sees that a clock is wrong and sets it right. */
const HELD_MS = DAY_MS;
const KEPT_MS = 3_650 * DAY_MS;
const KEY = 'clock:deleting';

/**
 * Whether the clock can be believed enough to delete what it says is old. One that went forward by days, as seen from the
 * last look, is held for a day, also through starts anew: a machine that woke in a wrong year would else delete all there
 * is. To be asked each minute.
 */
export async function mayDelete(
  store: Pick<MemoryStore, 'lineOf' | 'keepLine'>,
  now: number,
): Promise<boolean> {
  const [seenAt = now, heldUntil = 0] = ((await store.lineOf(KEY, now)) ?? '').split(' ').flatMap(momentsIn);
  // Set right again, nothing is to be held from what it said meanwhile.
  const held = now - seenAt > USUAL_MS ? now + HELD_MS : seenAt - now > USUAL_MS ? 0 : heldUntil;
  await store.keepLine(KEY, `${now} ${held}`, now + KEPT_MS);
  return now >= held;
}

function momentsIn(text: string): readonly number[] {
  return /^\d+$/.test(text) ? [Number(text)] : [];
}
