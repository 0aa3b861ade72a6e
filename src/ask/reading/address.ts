import { editDistance } from '../../search/text/edit-distance.ts';

/** A question without a mention of the bot, courtesy and filler at the start. */
export function withoutAddress(question: string): string {
  return question
    .replace(/<@[^<>]*>|^@\S+/g, ' ')
    .replace(/[’ʼ]/g, "'")
    .replace(/\s+/g, ' ')
    .trim()
    .replace(
      /^(?:(?:hi|hello|hey|ok|okay|so|well|please|pls|quick question|quick q|quick one|question|sorry|um|erm|hmm|guys|team|bot)[\s,:!.-]+)+/i,
      '',
    )
    .replace(FOR_US, '$1 me')
    .replace(
      /^(?:can|could|would|will) (?:you|u) (?:please |pls )?(?:tell|show|give|remind) me\s+(?:if\s+)?/i,
      '',
    )
    .replace(
      /^(?:do you know|any idea|i(?:'d| would) like to know|i (?:want|need) to know|tell me|show me|remind me)\s+(?:if\s+)?/i,
      '',
    )
    .trim()
    .replace(DATE_OF, 'when is $1')
    .replace(ITS_DATE, 'when is $1')
    .replace(DATE_AND_PLACE, 'when and where is $1')
    .replace(ITS_DATE_AFTER, 'when is $1');
}

/** "Tell us about the deal": those who ask, and no country. In capitals it is one. */
const FOR_US =
  /^((?:(?:[Cc]an|[Cc]ould|[Ww]ould|[Ww]ill) (?:you|u) (?:please |pls )?)?(?:[Tt]ell|[Ss]how|[Gg]ive|[Gg]et|[Rr]emind|[Bb]rief|[Uu]pdate|[Ww]alk|[Cc]atch|[Ff]ill|[Hh]elp|[Ll]et)) us\b/;

/** "Date of the summit", "summit, day": when it is. */
const DATE_OF = /^(?:the )?(?:exact )?(?:date|day) of ((?:the )?[^,?]{3,60}?)[?.! ]*$/i;
const ITS_DATE = /^([^,?:–-]{3,60})(?:,| -| –|:) (?:what |which |the |on what )?(?:date|day|when)[?.! ]*$/i;

/** "Hearing date", "the leak date": the name of a thing and nothing else before it. */
const ITS_DATE_AFTER =
  /^(?:the |exact |the exact )?((?!what|which|who|when|where|why|how|is|are|was|were|do|does|did|has|have|had|any|next|no|new|set|give|name|on|in)[^,?:–-]{3,50}) dates?[?.! ]*$/i;
const DATE_AND_PLACE =
  /^(?:the )?([^,?:–+&-]{3,50}) (?:date|day) ?(?:and|\+|&|n) ?(?:place|venue|where|location)[?.! ]*$/i;

/** A name and its number in one word: "inc2" where a session is called INC-2. */
const GLUED = /(?<![\p{L}\d])(\p{L}{2,12})(\d{1,4})(?![\p{L}\d])/gu;

/** The question with such a word in two, where the records know the name and not the whole (`isKnown`). */
export function partGlued(question: string, isKnown: (word: string) => boolean): string {
  return question.replace(GLUED, (whole, name: string, number: string) =>
    !isKnown(whole.toLowerCase()) && isKnown(name.toLowerCase()) ? `${name} ${number}` : whole,
  );
}

/** First words of questions, as they are spelled. */
const OPENERS =
  'what whats when where who whos which why how has have did does is are was were will can'.split(' ');
/** Words that carry what is asked for and are often mistyped. */
const CARRIERS =
  'latest summary different difference compare changed position sources timeline happened accept reject support meeting deadline deadlines signed agreed'.split(
    ' ',
  );

/** First words that are one slip from a word that asks, and are words of their own. */
const OWN_WORDS = new Set(
  'art arts car cans cane ware ways hats hat hall wall hard card dad dead deed idea dig lid ill mill kill bill hare haze fare care bare rare mare arc arm area acre ire ace age ore arena war wars wash wasp wage win wine wide wire whey whale white whole while then than that these those there chose shoe show hoe'.split(
    ' ',
  ),
);

/**
 * Mends slips in the words that ask: "wen", "wat", "hwo" at the start, "latst", "diferent" anywhere. Words of five letters
 * and more count from the same first letter on, one slip apart; everything else is left as typed, and so is a first word that
 * the records know (`isKnown`): "car" is no slip of "can" where cars are spoken of.
 */
export function mendAsking(question: string, isKnown: (word: string) => boolean): string {
  return question.replace(/[\p{L}']+/gu, (word, at: number) => {
    const lower = word.toLowerCase();
    if (at === 0 && lower.length >= 2 && !OPENERS.includes(lower)) {
      if (OWN_WORDS.has(lower) || isKnown(lower)) return word;
      const opener = OPENERS.find(
        (known) => known.length >= 3 && lower[0] === known[0] && editDistance(lower, known, 1) === 1,
      );
      return opener ?? word;
    }
    if (lower.length < 5 || CARRIERS.includes(lower)) return word;
    return CARRIERS.find((known) => lower[0] === known[0] && editDistance(lower, known, 1) === 1) ?? word;
  });
}
