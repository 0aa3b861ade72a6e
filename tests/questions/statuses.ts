/** What may come of a question, as its expectations name it. */
export const STATUSES = [
  'answered',
  'conflict',
  'corrected',
  'asks-back',
  'not-found',
  'not-reported',
  'refused',
] as const;
