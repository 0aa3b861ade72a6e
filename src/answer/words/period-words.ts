import { formatDay } from '../../domain/when.ts';

/** "from 20 November 2025 up to 25 November 2025", "on 25 November 2025" or "of" it; empty where no ISO day is given. */
export function periodWords(
  { from, to }: { readonly from?: string | undefined; readonly to?: string | undefined },
  beforeADay: 'on' | 'of' = 'on',
): string {
  if (from !== undefined && from === to) return `${beforeADay} ${formatDay(from)}`;
  return [
    from === undefined ? '' : `from ${formatDay(from)}`,
    to === undefined ? '' : `up to ${formatDay(to)}`,
  ]
    .filter((words) => words !== '')
    .join(' ');
}
