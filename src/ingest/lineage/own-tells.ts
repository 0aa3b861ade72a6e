import { wordsOf } from './likeness.ts';

/**
 * What programs that swap each word for another one write, and nobody else: words in small letters that stand for an
 * everyday one in the wrong sense ("arsenic" for "as", "oregon" for "or", "connected Monday" for "on Monday").
 */
const MISPLACED: readonly RegExp[] = [
  /\b(?:arsenic|astatine) (?:the|a|an|it|he|she|they|well|good|slightest|least|soon|that|this|his|her|its|their|part|much|many)\b/g,
  /\b(?:successful|connected|aft|oregon|nary|arsenic|astatine|successful) (?:the|a|an|his|her|its|their|this|that|which|what|how|[A-Z]\w+)\b/g,
  /\b(?:nary|immoderate|conscionable|wantonness|archetypal|backmost|volition|disconnected|pugnacious|besides known|oregon|ain) \w+\b/g,
  /\b(?:person|person already|person besides) (?:been|had|said|made|agreed|told|not|failed|tried|called|seen|taken|the|a|no)\b/g,
  /\b(?:amended|greenish light|connected the one hand|astatine slightest|close connected|based connected|depends connected|focus connected|comment connected)\b/g,
];

/** Fixed terms as such programs render them. */
const TORTURED =
  /\b(?:prime (?:clergyman|curate|priest|serve)|(?:remote|overseas|outside|distant|international) (?:clergyman|curate|pastor|priest)s?|white (?:home|household|residence)(?= (?:said|told|authorit|representative|press))|joined (?:states|countries|kingdom|nations)|(?:unified|assembled|combined) (?:states|countries|nations|kingdom)|secretary of (?:province|nation|country)|bid (?:plan|program|deal|talks|framework)|harmony (?:plan|deal|talks|arrangement)|tranquility (?:plan|deal|talks|arrangement)|(?:counterfeit|fake|man-made) (?:consciousness|intelligence)|human (?:privileges|freedoms)(?= (?:gathering|bunch|association|group))|(?:flying|aviation) (?:corps|based armed forces)|truce (?:understanding|arrangement)|security (?:ensures|certifications|assurances and certifications)|atomic (?:weapons store|munitions)|(?:outfitted|furnished|equipped) (?:powers|clash|struggle)|european (?:association|coalition)|(?:state|nation)'s (?:top of the state|leader of state)|general get-together|universal (?:law court|courtroom)|news (?:meeting|gathering) on (?:mon|tues|wednes|thurs|fri)day)\b/gi;

/**
 * Prepositions that such programs swap; people write more than two of them in a hundred words. Below the least share of
 * all of them together a text has none left but by chance.
 */
const SWAPPED: ReadonlySet<string> = new Set(['in', 'on', 'as', 'at']);
const LEAST_SHARE = 0.01;
/** Fewer words have no shares to speak of. */
const LEAST_WORDS = 150;

/**
 * How much a text in English reads as if a program had put other words in place of its own, from 0 (not at all) on; 1
 * and more is certain enough to say so.
 */
export function rewordedByTells(text: string): number {
  const words = wordsOf(text);
  if (words.length < 40) return 0;
  const misplaced = MISPLACED.reduce((sum, pattern) => sum + (text.match(pattern)?.length ?? 0), 0);
  const tortured = new Set(Array.from(text.matchAll(TORTURED), ([found]) => found.toLowerCase())).size;
  return misplaced / Math.max(3, words.length / 120) + tortured / 2 + missingWords(words);
}

function missingWords(words: readonly string[]): number {
  if (words.length < LEAST_WORDS) return 0;
  return words.filter((word) => SWAPPED.has(word)).length < LEAST_SHARE * words.length ? 0.7 : 0;
}
