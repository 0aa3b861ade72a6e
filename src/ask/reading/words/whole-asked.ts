import { type Briefing, oncePerBriefing } from '../../../domain/briefing.ts';
import { DRAFT_WORDS } from '../../../search/names/draft-words.ts';
import { tokens } from '../../../search/text/normalize.ts';
import { stem } from '../../../search/text/stem.ts';
import type { Asked } from '../../ranking/asked.ts';

/** What any story as a whole may be called beside its drafts. */
const WHOLE =
  /^(?:talks?|negotiations?|process|story|whole|thing|things|matter|situation|contract|everything|it|all)$/;
/** Says how something stands, not what: "is it over", "dead or what", "agreed yet". */
const STANDS =
  /^(?:over|dead|alive|done|dusted|finished|complete|completed|ended?|ends|ending|agreed|settled|sealed|concluded|closed|force|binding|final|finally|signed|reached|stuck|stalled|collapsed|failed|passed|adopted|approved|ongoing|running|going|continues?|continuing|hold|holds|holding|held|stand|stands|live|valid|on|off|track|close|near|far|still|yet|now|so|already|today|currently|rn|state|status|progress|happening|there|exist|exists|or|not|what)$/;

/** "Is there a deal", "do they have a budget". */
const HAS =
  /\b(?:is there|are there|(?:do|does) (?:they|we|you|both) have|(?:has|have) (?:they|we|you|both) got)\b/i;
/** Words of these that stand in any question. */
const WEAK = /^(?:or|not|what|on|off|so|there|going|close|live|running|near|far)$/;

/** Whether a question asks how the story as a whole stands, and nothing else. */
export function isOfTheWhole({ mentions, terms, wanted, briefing, thread }: Asked): boolean {
  const { named, points, quantities, period, texts, telling } = mentions;
  if (thread !== null || points.length + quantities.length > 0) return false;
  // A word that says how it stands is taken for a slip of a name: "in force".
  const isSlip = ({ how, from, to }: (typeof named)[number]) =>
    how === 'slip' && mentions.words.slice(from, to).every((word) => STANDS.test(word));
  if (!named.every(isSlip)) return false;
  if (period !== null && wanted.now === 0) return false;
  if (texts.some(({ id }) => id !== briefing.mainText && id !== briefing.latestText)) return false;
  if (wanted.verdict + wanted.now === 0 || wanted.person + wanted.speaker + wanted.reason > 0) return false;
  const whole = titleWordsOf(briefing);
  const isWhole = (word: string) => WHOLE.test(word) || DRAFT_WORDS.has(word) || whole.has(stem(word));
  const own = terms.filter(({ part }) => part === 'word').map(({ word }) => word);
  const isNamed = texts.length > 0 || telling.some(({ word }) => isWhole(word));
  if (
    wanted.now === 0 &&
    !HAS.test(mentions.plain) &&
    !mentions.words.some((word) => STANDS.test(word) && !WEAK.test(word))
  )
    return false;
  return isNamed && own.every((word) => isWhole(word) || STANDS.test(word));
}

/** Stems of the words of the story's title, without names and numbers: what it is called as a whole. */
const titleWordsOf = oncePerBriefing(
  ({ title }: Briefing): ReadonlySet<string> =>
    new Set(
      tokens(title).flatMap(({ word, start }) =>
        word.length >= 4 && !/\d/.test(word) && !/\p{Lu}/u.test(title.charAt(start)) ? [stem(word)] : [],
      ),
    ),
);
