import type { Position } from '../../domain/position.ts';
import type { Subject } from '../../search/names/find-subject.ts';
/** Positions in one list. */
export const POSITIONS_SHOWN = 12;

/** Without a subject every position is on it. */
export function isOn(candidate: Position, subject: Subject | undefined): boolean {
  if (subject === undefined || subject.positions.has(candidate)) return true;
  return candidate.about.some((id) => subject.about.has(id));
}
