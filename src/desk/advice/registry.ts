import type { BriefingProblem } from '../../domain/errors.ts';
import type { LoadedPack } from '../../pack/read/load.ts';
import { problemAt } from '../../pack/read/problem.ts';
import type { Advice } from './advice.ts';
import { daysAhead } from './days-ahead.ts';
import {
  copiesWithoutOrigin,
  deadlinesPast,
  groupsWithoutMembers,
  leadBehind,
  unreadInLatest,
  voicesWithoutPosition,
} from './missing-records.ts';
import { peopleByName } from './people.ts';

/** What a pack is advised on beside its names; a new kind is its function and one line here. */
const KINDS: readonly Advice[] = [
  leadBehind,
  deadlinesPast,
  unreadInLatest,
  voicesWithoutPosition,
  groupsWithoutMembers,
  copiesWithoutOrigin,
  daysAhead,
  peopleByName,
];

/** Advice on a pack without problems as it stands on an ISO day, kind by kind, in the order of its files. */
export function adviceOn(
  { briefing, records, lineAt }: LoadedPack,
  today: string,
): readonly BriefingProblem[] {
  return KINDS.flatMap(({ find }) => [...find({ briefing, records, today })]).map((finding) =>
    problemAt(finding, lineAt),
  );
}
