import type { Standing, StepKind } from '../../domain/tracked/deadline.ts';

export type Kind = Standing['kind'];

/** In the order in which they are listed and counted. */
export const EVERY: readonly Kind[] = ['open', 'overdue', 'missed', 'met', 'dropped'];

/** Which deadlines are asked for: by where they stand, and by what ever became of them. */
export interface State {
  readonly kinds: readonly Kind[];
  readonly steps: readonly StepKind[];
}

/** Words that ask for deadlines in one state, what else they ask left out. One that was moved after it was missed was missed. */
const STATES: readonly (readonly [RegExp, State])[] = [
  [
    /^(?:next|due(?: next)?|upcoming|coming(?: up)?|ahead|open|expected|to come)$/,
    { kinds: ['open'], steps: [] },
  ],
  [
    /^(?:overdue|late|slipped|moved|passed|past|expired|postponed|delayed|extended)$/,
    { kinds: ['overdue', 'missed'], steps: ['moved', 'missed'] },
  ],
  [/^(?:missed|failed)$/, { kinds: ['missed', 'overdue'], steps: ['missed'] }],
  [/^(?:met|kept|done|fulfilled)$/, { kinds: ['met'], steps: [] }],
  [/^(?:dropped|cancell?ed|gone|scrapped)$/, { kinds: ['dropped'], steps: [] }],
];

/** What questions are made of and says nothing of a state: "which deadlines were missed" asks for "missed". */
const AROUND = /\b(?:what|which|was|were|is|are|has|have|been|all|the|any|deadlines?|still)\b/g;

/** Undefined where any other word is left: then those words say which deadlines are meant. */
export function stateIn(typed: string): State | undefined {
  const words = typed
    .toLowerCase()
    .replace(AROUND, ' ')
    .replace(/[?.!,]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return STATES.find(([state]) => state.test(words))?.[1];
}
