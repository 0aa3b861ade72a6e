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
import { unknownReference } from './unknown-reference.ts';
import { visibleName } from './visible-name.ts';

/** Every check over the records of a pack; a new rule is its file and one line here. */
export const CHECKS: readonly Check[] = [
  duplicateId,
  unknownReference,
  sharedAlias,
  sharedTextName,
  sharedOccasionName,
  visibleName,
  numberingWord,
  annexOfItself,
  readingNumber,
  repeatedReading,
  changeWithoutParent,
  unpublishedReading,
  absentUnread,
  unknownOccasion,
  speakerAndDate,
  occasionSpeaker,
  occasionDate,
  occasionKnownLater,
  fragmentWhole,
  translationLanguage,
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
  heldAfterReport,
  votedTwice,
  votesCounted,
  memberOrder,
  repeatedPart,
  deadlineSteps,
  takenAfterReport,
  cycle,
];
