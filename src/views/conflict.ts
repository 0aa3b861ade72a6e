import type { Block, Spans } from '../answer/answer.ts';
import { type Citer, strong, text } from '../answer/compose.ts';
import { type Briefing, type BriefingRecord, oncePerBriefing } from '../domain/briefing.ts';
import { type Conflict, type ConflictKind, isOpenConflict } from '../domain/conflict.ts';
import { unreachable } from '../domain/errors.ts';
import { wholeOf } from '../domain/lookups/known-by.ts';
import { lookupOf } from '../domain/lookups/lookup.ts';
import { clearest } from './wording.ts';

/** Both sides of each conflict, each with its sources, and how to read it. */
export function conflictBlocks(conflicts: readonly Conflict[], citer: Citer): readonly Block[] {
  return conflicts.flatMap((conflict): Block[] => [
    { kind: 'heading', text: conflictHeading(conflict) },
    ...conflict.sides.map(
      (side): Block => ({ kind: 'item', spans: [text(`${side.claim} `), ...citer.cite(side.sources)] }),
    ),
    { kind: 'context', spans: assessmentSpans(conflict, citer) },
  ]);
}

/** That there is a conflict, of what kind and on what, as one line among other records. */
export function conflictLine(conflict: Conflict, citer: Citer): Spans {
  return [
    text(`${conflictHeading(conflict)} `),
    ...citer.cite(conflict.sides.flatMap((side) => clearest(side.sources, 2))),
  ];
}

/** A conflict as one block where it stands alone: both sides, and how to read it. */
export function conflictBlock(conflict: Conflict, citer: Citer): Block {
  return {
    kind: 'item',
    spans: [
      ...sidesSpans(conflictHeading(conflict), conflict, citer),
      text(' '),
      ...assessmentSpans(conflict, citer),
    ],
  };
}

/** Both sides of each conflict in one line, for lists where the conflict is not what was asked. */
export function conflictLines(conflicts: readonly Conflict[], citer: Citer): readonly Block[] {
  if (conflicts.length === 0) return [];
  return [
    { kind: 'heading', text: 'Disputed' },
    ...conflicts.map(
      (conflict): Block => ({
        kind: 'item',
        spans: sidesSpans(conflict.title, conflict, citer),
      }),
    ),
  ];
}

function sidesSpans(title: string, conflict: Conflict, citer: Citer): Spans {
  return [
    strong(/[?!]$/.test(title) ? title : `${title}:`),
    ...conflict.sides.flatMap((side, at) => [
      text(`${at === 0 ? '' : ' /'} ${side.claim} `),
      ...citer.cite(clearest(side.sources, 2)),
    ]),
  ];
}

function assessmentSpans(conflict: Conflict, citer: Citer): Spans {
  return [
    strong('How to read it:'),
    text(` ${conflict.assessment} `),
    ...citer.cite(conflict.sides.flatMap((side) => side.sources)),
  ];
}

/** That there are conflicts, by title, for long lists. */
export function conflictTitles(conflicts: readonly Conflict[], citer: Citer): readonly Block[] {
  if (conflicts.length === 0) return [];
  return [
    { kind: 'heading', text: 'Disputed' },
    ...conflicts.map(
      (conflict): Block => ({
        kind: 'item',
        spans: [
          text(`${conflict.title} `),
          ...citer.cite(conflict.sides.flatMap((side) => side.sources.slice(0, 1))),
        ],
      }),
    ),
  ];
}

/** What kind of conflict it is, and on what: "Sources disagree: who wrote it". */
export function conflictHeading(conflict: Conflict): string {
  return `${conflictLabel(conflict.type)}: ${conflict.title}`;
}

/** Conflicts on any of these records, each once, open ones first, otherwise in the briefing's order. */
export function conflictsOn(records: readonly BriefingRecord[], briefing: Briefing): readonly Conflict[] {
  const lookup = lookupOf(briefing);
  const found = new Set<Conflict>();
  for (const record of records) for (const conflict of lookup.conflictsOn(record)) found.add(conflict);
  if (found.size < 2) return [...found];
  const places = conflictPlaces(wholeOf(briefing));
  const placeOf = ({ id }: Conflict) => places.get(id) ?? 0;
  const ordered = [...found].sort((a, b) => placeOf(a) - placeOf(b));
  return [
    ...ordered.filter((conflict) => isOpenConflict(conflict.type)),
    ...ordered.filter((conflict) => !isOpenConflict(conflict.type)),
  ];
}

const conflictPlaces = oncePerBriefing(
  ({ conflicts }): ReadonlyMap<string, number> => new Map(conflicts.map(({ id }, place) => [id, place])),
);

function conflictLabel(type: ConflictKind): string {
  switch (type) {
    case 'attribution':
      return 'Sources credit different people';
    case 'fact':
    case 'strength':
      return 'Sources disagree';
    case 'wording':
      return 'Sources word it differently';
    case 'tension':
      return 'Claims in tension';
    case 'superseded':
      return 'Superseded';
    case 'change-over-time':
      return 'Changed over time';
    case 'completeness':
      return 'Sources complete each other';
    case 'detail':
      return 'Detail differs';
    case 'trap':
      return 'Easily confused';
    default:
      return unreachable(type);
  }
}
