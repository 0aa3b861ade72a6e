import { editDistance } from '../search/edit-distance.ts';

/** Asks what somebody said. */
export const SAID =
  /^(?:what (?:did|has|have|does)|did|has|have|when did)\b.*\b(?:say|said|saying|tell|told|call|called|claim|claimed|warn|warned|comment|promise|promised|announce|announced|write|post|posted|tweet|tweeted)\b/i;
/** Asks where somebody stands. */
export const STANDS =
  /\b(?:agree|agrees|agreed|agreeing|accept|accepts|accepted|except|backs|backed|back (?:the|this|it|a)|support|supports|supported|oppose|opposes|opposed|reject|rejects|rejected|want|wants|wanted|think|thinks|happy|unhappy|content|willing|ready|approve|approves|approved|like|likes|object|objects|position|positions|stance|stances|stand|stands|view|views|opinion|attitude|reaction|react|reacted|respond|responded|endorse|endorsed|sign|signed|on board|for or against)\b/i;
/** Asks for a date or the order of things. */
export const WHEN =
  /^(?:when\b|what (?:date|day|time)\b|timeline\b|chronology\b|schedule\b|on (?:what|which) (?:day|date)\b)|\b(?:timeline|chronology|what happened (?:on|in|at|between|before|after|since)|next (?:meeting|step|steps|round)|what(?:'s| is|s| happens| comes) next|how long|upcoming)\b/i;
/** Asks after a meeting or a journey. */
export const MET =
  /\b(?:been (?:to|in)|meet|met|meets|meeting|talks|visit|visited|visits|travel|travelled|go|went|gone|going|summit)\b/i;
/** Asks for a difference between texts. */
export const COMPARES =
  /\b(?:compare|compared|comparison|differ|differs|different|differences?|versus|vs\.?|changed? (?:between|from|since|in)|what(?:'s| is| has| have|s)? (?:changed|new in|different)|which points (?:were|are|was|got)|dropped|removed|cut|diff)\b/i;
/** Asks for the state of things and nothing else. */
export const BRIEFS =
  /^(?:brief(?: me|ing)?|summar(?:y|ise|ize)(?: .*)?|(?:the )?latest(?: news)?|news|updates?|status|overview|tl;?dr|catch me up|where (?:do )?(?:things|we|are things|are we|is it|does it) (?:stand|now|at).*|what(?:'s| is|s) (?:new|the latest|going on|happening|up|the (?:status|state|situation)).*|what do we know.*|current state.*)[?.! ]*$/is;
/** Asks where the knowledge comes from. */
export const SOURCES =
  /\b(?:sources?|outlets?|publications?|articles?|where (?:does|did|do) (?:this|that|it|you|these) (?:come|get|know)|reliable|trustworthy|reworded|spun)\b/i;
/** Opens a claim to be checked. */
export const TRUE_OR_NOT =
  /^(?:is it (?:true|right|correct|a fact) (?:that)?|is there (?:any )?(?:truth|evidence)|fact.?check|verify)\b[\s:,]*/i;
/** Asks where sources contradict each other. */
export const DISPUTES =
  /\b(?:contradict(?:s|ed|ions?|ory)?|conflict(?:s|ing)? (?:accounts?|reports?|claims?|versions?)|disagree(?:s|ment|ments)?|disputed?|disputes|inconsistent|inconsistenc(?:y|ies))\b/i;
/** Asks for help and nothing else. */
export const HELPS =
  /^(?:help(?: me)?(?: please| pls)?|commands|usage|(?:who|what) (?:are|r) (?:you|u)|who (?:made|built|created|wrote|runs) you|are you (?:a |an )?(?:bot|human|robot|ai|person|real|machine).*|what do you do|what can (?:you|i) (?:do|answer|ask).*|how (?:do|does) (?:i|you|this|it) (?:use|work).*|\?)[?.! ]*$/is;

/** True for "and the other side?" and "does it say so": a question that leans on the one before. */
export function leansBack(words: string): boolean {
  const leadIn = /^(?:and|what about|how about|also|but)\b/i.test(words.trim());
  const short = words.trim().split(/\s+/).length <= 6;
  return leadIn || (short && /\b(?:it|that|this|they|them|he|she|there)\b/i.test(words));
}

/** First words of questions, as they are spelled. */
const OPENERS =
  'what whats when where who whos which why how has have did does is are was were will can'.split(' ');
/** Words that carry what is asked for and are often mistyped. */
const CARRIERS =
  'latest summary different difference compare changed position sources timeline happened accept reject support meeting deadline'.split(
    ' ',
  );

/**
 * Mends slips in the words that ask: "wen", "wat", "hwo" at the start, "latst", "diferent" anywhere. Words of five letters
 * and more count from the same first letter on, one slip apart; everything else is left as typed.
 */
export function mendAsking(question: string): string {
  return question.replace(/[\p{L}']+/gu, (word, at: number) => {
    const lower = word.toLowerCase();
    if (at === 0 && lower.length >= 2 && !OPENERS.includes(lower)) {
      const opener = OPENERS.find(
        (known) => known.length >= 3 && lower[0] === known[0] && editDistance(lower, known, 1) === 1,
      );
      return opener ?? word;
    }
    if (lower.length < 5 || CARRIERS.includes(lower)) return word;
    return CARRIERS.find((known) => lower[0] === known[0] && editDistance(lower, known, 1) === 1) ?? word;
  });
}
