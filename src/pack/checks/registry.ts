import type { Check } from './check.ts';
import { cycle } from './cycle.ts';
import {
  happenedAfterReport,
  heldAfterReport,
  roleOrder,
  saidAfterReport,
  takenAfterReport,
  textPublication,
  undatedSource,
} from './dates.ts';
import { duplicateId } from './duplicate-id.ts';
import { fragmentWhole } from './fragments.ts';
import { annexOfItself, numberingWord } from './labels.ts';
import {
  occasionDate,
  occasionKnownLater,
  occasionSpeaker,
  speakerAndDate,
  unknownOccasion,
} from './occasions.ts';
import { unknownReference } from './pointers/unknown-reference.ts';
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
import { sharedAlias, sharedOccasionName, sharedTextName } from './shared-name.ts';
import { deadlineSteps, memberOrder, repeatedPart, votedTwice, votesCounted } from './tracked.ts';
import { translationLanguage } from './translations.ts';
import { visibleName } from './visible-name.ts';

/**
 * Every check over the records of a pack; a new rule is its file and one line here. Problems of one line are told in
 * this order, behind those of the file and its schema.
 */
export const CHECKS: readonly Check[] = [
  // What all records have in common.
  duplicateId,
  unknownReference,
  // Names, by which people ask.
  sharedAlias,
  sharedTextName,
  sharedOccasionName,
  visibleName,
  // Texts, and what is read in them.
  numberingWord,
  annexOfItself,
  readingNumber,
  repeatedReading,
  changeWithoutParent,
  unpublishedReading,
  absentUnread,
  // Occasions, and what statements take from them.
  unknownOccasion,
  speakerAndDate,
  occasionSpeaker,
  occasionDate,
  occasionKnownLater,
  // Whose words they are, and whether exact.
  fragmentWhole,
  translationLanguage,
  rewordedQuotation,
  unquotedQuotation,
  wordsFollowForm,
  wordsPrinted,
  outerQuoteMarks,
  // Days: nothing is known before it is reported.
  undatedSource,
  textPublication,
  roleOrder,
  saidAfterReport,
  happenedAfterReport,
  heldAfterReport,
  // What is followed over time.
  votedTwice,
  votesCounted,
  memberOrder,
  repeatedPart,
  deadlineSteps,
  takenAfterReport,
  // Ways over many records.
  cycle,
];
