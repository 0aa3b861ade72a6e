import { boolCoreTag, floatCoreTag, intCoreTag, NOT_RESOLVED, nullCoreTag } from 'js-yaml';

/** What words without quotation marks may stand for: YAML's core schema. */
const CORE_TAGS = [nullCoreTag, boolCoreTag, intCoreTag, floatCoreTag];
const MAY_BE_OTHER = /^[-+.~\dnNtTfF]/;

/** What words without quotation marks mean: text, or a number, true, false or null. */
export function plainValue(words: string): string | number | boolean | null {
  if (!MAY_BE_OTHER.test(words)) return words;
  for (const tag of CORE_TAGS) {
    const value = tag.resolve(words, false, tag.tagName);
    if (value !== NOT_RESOLVED) return value;
  }
  return words;
}
