import type { Check } from './check.ts';
import { cycle } from './cycle.ts';
import { happenedAfterReport, roleOrder, saidAfterReport, textPublication, undatedSource } from './dates.ts';
import { duplicateId } from './duplicate-id.ts';
import {
  outerQuoteMarks,
  rewordedQuotation,
  unquotedQuotation,
  wordsFollowForm,
  wordsPrinted,
} from './quotations.ts';
import {
  absentUnread,
  changeWithoutParent,
  readingNumber,
  repeatedReading,
  unpublishedReading,
} from './readings.ts';
import { sharedAlias, sharedTextName } from './shared-name.ts';
import { unknownReference } from './unknown-reference.ts';
import { visibleName } from './visible-name.ts';

/** Every check over the records of a pack; a new rule is its file and one line here. */
export const CHECKS: readonly Check[] = [
  duplicateId,
  unknownReference,
  sharedAlias,
  sharedTextName,
  visibleName,
  readingNumber,
  repeatedReading,
  changeWithoutParent,
  unpublishedReading,
  absentUnread,
  rewordedQuotation,
  unquotedQuotation,
  wordsFollowForm,
  wordsPrinted,
  outerQuoteMarks,
  undatedSource,
  textPublication,
  roleOrder,
  saidAfterReport,
  happenedAfterReport,
  cycle,
];
