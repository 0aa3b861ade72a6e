import { OCCASION_UNKNOWN } from '../../domain/occasion.ts';
import type { Statement } from '../../domain/statement.ts';
import { formatWhen } from '../../domain/when.ts';
import type { Change } from './revisions.ts';

/** New statements of one speaker at one occasion, or one change alone; in the order of the first of each. */
export interface Together {
  readonly first: Change;
  /** What else was said then; empty for every other change. */
  readonly others: readonly Change[];
}

/** The changes with what was said at one moment side by side: it is read as one. */
export function byOccasion(changes: readonly Change[]): readonly Together[] {
  return [...Map.groupBy(changes, (change) => momentOf(change) ?? change).values()].flatMap(
    ([first, ...others]) => (first === undefined ? [] : [{ first, others }]),
  );
}

function momentOf(change: Change): string | null {
  if (change.kind !== 'added' || change.record.kind !== 'statement') return null;
  return momentKey(change.record);
}

/** The same for what one speaker said at one occasion; null where nobody knows at which it was. */
function momentKey({ speaker, occasionId, occasion, date }: Statement): string | null {
  if (occasionId !== undefined) return JSON.stringify([speaker, occasionId]);
  if (occasion === '' || occasion === OCCASION_UNKNOWN || date.precision === 'undated') return null;
  return JSON.stringify([speaker, occasion, formatWhen(date)]);
}
