import type { Held } from '../../search/evidence/evidence-index.ts';
import type { Unit } from '../../search/evidence/unit.ts';
import { phraseWords } from '../../search/names/topics.ts';
import { stem } from '../../search/text/stem.ts';
import type { Asked } from '../ranking/asked.ts';

/** Peoples and countries, as an adjective or by name: whatever is called so is that one's and no other's. */
const NATIONS = new Set(
  `afghan albanian algerian american arab argentine argentinian armenian australian austrian azerbaijani bangladeshi belarusian
  belgian bolivian bosnian brazilian british bulgarian cambodian canadian catalan chechen chilean chinese colombian croatian cuban cypriot
  czech danish dutch ecuadorian egyptian estonian ethiopian filipino finnish french georgian german greek hungarian
  icelandic indian indonesian iranian iraqi irish israeli italian japanese jordanian kazakh kenyan korean kurdish kuwaiti latvian
  lebanese libyan lithuanian malaysian maltese mexican moldovan mongolian moroccan nigerian norwegian omani pakistani palestinian
  peruvian polish portuguese qatari romanian russian saudi scottish serbian slovak slovenian spanish sudanese swedish swiss syrian taiwanese
  thai tunisian turkish ukrainian venezuelan vietnamese welsh yemeni
  afghanistan albania algeria argentina armenia australia austria azerbaijan bangladesh belarus belgium bolivia bosnia brazil
  britain bulgaria cambodia canada catalonia chile china colombia croatia cuba cyprus czechia denmark ecuador egypt england estonia
  ethiopia finland france germany greece hungary iceland india indonesia iran iraq ireland israel italy japan jordan kazakhstan kenya
  korea kosovo kuwait latvia lebanon libya lithuania malaysia malta mexico moldova mongolia morocco netherlands nigeria norway oman
  pakistan palestine peru poland portugal qatar romania russia scotland serbia slovakia slovenia spain sudan sweden switzerland syria
  taiwan thailand tunisia turkey turkiye ukraine venezuela vietnam wales yemen`.split(/\s+/),
);
/** Below this likelihood a word in a record is only kin to the one that was typed. */
const ITSELF = 0.6;

/** A language, not a people: "the exact Spanish wording". */
const LANGUAGE = /^(?:wording|words?|text|version|language|translations?|original|quote|phrase|paper|press)$/;

/**
 * Whether the record is of another country or people than the question names: "the French senate" is not answered by any other
 * senate.
 */
export function isOfAnother(
  unit: Unit,
  held: readonly (Held | null)[],
  { terms, mentions: { words } }: Asked,
): boolean {
  if (unit.kind === 'gap' || unit.kind === 'conflict') return false;
  return terms.some(
    ({ part, word }, at) =>
      part === 'word' &&
      NATIONS.has(word) &&
      (held[at]?.factor ?? 0) < ITSELF &&
      !LANGUAGE.test(words[words.indexOf(word) + 1] ?? ''),
  );
}

const COUNTED = /\b(?:how many|number of|count of) ([\p{L}'-]+(?: [\p{L}'-]+){0,3})/iu;
const ENDS =
  /^(?:are|is|was|were|did|do|does|have|has|had|will|would|can|could|come|comes|came|go|goes|went|get|got|take|took|say|said|of|in|on|at|for|by|to|from|with|that|who|which|the|a|an|still|now|per|left|so|during|since|after|before|under|each|every)$/i;
/** Counts in these go before or without their name, and what was done is nothing that is counted. */
const UNIT =
  /^(?:percent|pct|times|points?|articles?|votes?|people|persons?|more|less|fewer)$|(?:ed|ing|ly)$/;
const FIGURE =
  /\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|twenty|thirty|forty|fifty|hundred|thousand|million|half|dozen|none|no|all|both|some|unanimous\w*)\b/i;

/** "How many ships": no number in the record stands near ships. */
export function isNotCounted(unit: Unit, { mentions, terms }: Asked): boolean {
  if (unit.kind !== 'reading' && unit.kind !== 'event' && unit.kind !== 'statement') return false;
  const typed = COUNTED.exec(mentions.plain)?.[1]?.trim().split(/\s+/) ?? [];
  const end = typed.findIndex((word) => ENDS.test(word));
  const noun = (end < 0 ? typed : typed.slice(0, end)).at(-1)?.toLowerCase();
  if (noun === undefined || UNIT.test(noun)) return false;
  const term = terms.find(({ word, part }) => part === 'word' && word === noun);
  // A misspelt word may stand for one that the record has another word for.
  if (term === undefined || term.stems.every(({ factor }) => factor < 1)) return false;
  const roots = new Set([stem(noun), ...term.stems.map(({ stem: one }) => one)]);
  return !unit.prose.some(({ text }) => {
    const words = phraseWords(text);
    return words.some(
      (word, at) =>
        FIGURE.test(word) && words.slice(Math.max(0, at - 4), at + 6).some((other) => roots.has(stem(other))),
    );
  });
}
