import type { Briefing } from '../../domain/briefing.ts';
import { DRAFT_WORDS } from '../../search/names/draft-words.ts';
import { isOffice } from '../../search/names/name-words.ts';
import { commonWords } from '../../search/text/common-words.ts';
import { synonymsOf } from '../../search/text/synonyms.ts';
import type { Asked } from '../ranking/asked.ts';
import { ASKING } from './mentions.ts';

/** Where a question has the name of the one whose words, stance, vote or deed it asks for. */
const SLOTS = [
  /^(?:and |so |but )?(?:who|whos|who's)(?:'s| is| was)? ((?:the )?[\p{L}'.-]{3,30}(?: [\p{L}'.-]{2,30})?)[?.! ]*$/iu,
  /^(?:and |so |but )?(?:what|how|when|where|why|which way)(?:'?s| is| was)? (?:did |does |do |has |have |had |is |was |would |will )((?:the )?[\p{L}'.-]{2,30}(?: [\p{L}'.-]{1,30}){0,3}?) (?:say|said|saying|says|think|thinks|feel|feels|sign(?:ed)?|vote[ds]?|react(?:ed)?|accept(?:ed)?|reject(?:ed)?|agree[ds]?|stand|want(?:ed|s)?|comment(?:ed)?|promise[ds]?|offer(?:ed)?|propose[ds]?|support(?:s|ed)?|back(?:s|ed)?|oppose[sd]?|call(?:ed|s)?|tell|told|tweet(?:ed)?|respond(?:ed)?|respond|warn(?:ed)?|demand(?:ed|s)?|like[sd]?|meet|met|resign(?:ed)?|approve[sd]?|ratif(?:y|ied)|refuse[ds]?|join(?:ed)?)\b/iu,
  /^(?:and |so |but )?(?:did|does|has|have|had|is|was|would|will) ((?:the )?[\p{L}'.-]{2,30}(?: [\p{L}'.-]{1,30}){0,3}?) (?:say|said|saying|says|think|thinks|feel|feels|sign(?:ed)?|vote[ds]?|react(?:ed)?|accept(?:ed)?|reject(?:ed)?|agree[ds]?|stand|want(?:ed|s)?|comment(?:ed)?|promise[ds]?|offer(?:ed)?|propose[ds]?|support(?:s|ed)?|back(?:s|ed)?|oppose[sd]?|call(?:ed|s)?|tell|told|tweet(?:ed)?|respond(?:ed)?|respond|warn(?:ed)?|demand(?:ed|s)?|like[sd]?|meet|met|resign(?:ed)?|approve[sd]?|ratif(?:y|ied)|refuse[ds]?|join(?:ed)?)\b/iu,
  /^(?:and |so |but )?(?:what(?:'?s| is| was| are)? |any |anything on )?((?:the )?[\p{L}'.-]{2,30}(?: [\p{L}'.-]{1,30}){0,3}?)(?:'s|s'|’s)? (?:own |latest |exact |public |official )?(?:views?|position|stance|opinions?|take|line|words?|reaction|response|reply|comments?|quotes?|remarks|attitude|mood|vote)(?: (?:on|of|about|at|in|to|over|re)\b|[?.! ]*$)/iu,
  /\b(?:views?|position|stance|opinions?|take|line|words?|reaction|response|reply|comments?|quotes?|remarks|attitude|mood|vote) (?:of|by|from) ((?:the )?[\p{L}'.-]{2,30}(?: [\p{L}'.-]{1,30}){0,3}?)(?: (?:on|about|in|at|to|over|re|regarding)\b|[?.! ]*$)/iu,
  /^(?:and |so )?((?:the )?[\p{L}'.-]{2,30}(?: [\p{L}'.-]{1,30}){0,3}?) (?:said|says|sez) (?:what|anything|about)\b/iu,
  /^(?:anything|something|any word|a word) (?:from|by) ((?:the )?[\p{L}'.-]{2,30}(?: [\p{L}'.-]{1,30}){0,3}?)(?: (?:on|about|in|at|yet|today|so far)\b|[?.! ]*$)/iu,
];

/** "Senator Graham on the draft": nothing says that words are asked for, so that every word of it must be a name or an office. */
const ON =
  /^((?:the )?[\p{L}'.-]{2,30}(?: [\p{L}'.-]{1,30}){0,2}) (?:on|about|re) (?:the|it|this|that|his|her|their)\b/iu;

/** "Orban on eu money": one word that is none of the records', not even misspelt, and no noun of another thing by its ending. */
const ON_ANY =
  /^((?!\p{L}*(?:tion|ment|ance|ence|ity|down|out|up|er|or|ist|al|ics?|ism|age|ure|s)\b)\p{L}{4,20}) (?:on|about|re) \S/iu;

/** Bodies that are not the country or the party whose name stands behind them. */
const BODY_OF =
  /^(?:the )?(bank|church|university|supreme court|court|academy|museum|port|institute|chamber|federation|house|bishops?|archbishop|king|queen|prince|duke|football association|statistics office|central bank|national bank|senate|parliament|army|navy|air force|police|embassy|ambassador|opposition|press|media|people|public|farmers|workers|unions?|students|churches|bishops|voters|women|mayor|governor) (?:of|in|from) /i;

/**
 * The name, as typed, of somebody nobody on record goes by, where his words, stance, vote or deed is asked for: "obama's view",
 * "bank of england on the deal". Null where the one who is asked after is on record, or no name can be told from other words.
 */
export function strangerAsked({ mentions, terms, briefing }: Asked): string | null {
  const { plain, named, words, texts, period } = mentions;
  const [first] = terms;
  const alone = ON_ANY.exec(plain)?.[1]?.toLowerCase();
  if (
    alone !== undefined &&
    first?.word === alone &&
    first.part === 'word' &&
    first.stems.length === 0 &&
    !NO_NAME.test(alone)
  )
    return alone;
  for (const slot of [...SLOTS, ON]) {
    const typed = slot
      .exec(plain)?.[1]
      ?.trim()
      .replace(/['’]s?$/, '');
    if (typed === undefined) continue;
    const own = wordsOf(typed).filter((word) => !ASKING.has(word));
    if (own.length === 0) continue;
    const inSlot = named.map(({ from, to }) => wordsOf(words.slice(from, to).join(' ')));
    const found = inSlot.filter((name) =>
      name.some((word) => own.includes(word) || own.includes(word.replace(/s$/, ''))),
    );
    const body = BODY_OF.exec(typed)?.[1];
    if (found.length > 0) {
      const head = wordsOf(body ?? '').at(-1);
      if (head === undefined || found.some((name) => name.includes(head))) continue;
      return typed;
    }
    if (
      texts.some(({ name, label, aliases }) =>
        [name, label, ...aliases].some((one) => one.toLowerCase().includes(own[0] ?? '-')),
      )
    )
      continue;
    const last = own.at(-1) ?? '';
    if (period !== null && wordsOf(period.rest).every((word) => !own.includes(word))) continue;
    if (isBeginning(last, briefing) || DRAFT_WORDS.has(last)) continue;
    if (
      slot === ON &&
      (ASKING.has(wordsOf(typed)[0] ?? '') ||
        !own.every((word) => isOffice(word) || (isProper(word, plain) && !isHeld(word, terms, plain))))
    )
      continue;
    // "Minerals memo vote": what the records have beside it says that it is something and nobody.
    const beside = own.slice(0, -1).filter((word) => !isOffice(word) && isHeld(word, terms, plain));
    if (isProper(last, plain) && !isHeld(last, terms, plain) && beside.length === 0) return typed;
  }
  return null;
}

function wordsOf(words: string): readonly string[] {
  return words
    .toLowerCase()
    .replace(/['’]s\b/g, '')
    .split(/[\s'’.-]+/)
    .filter((word) => word !== '');
}

/** "ukr" for somebody whose name begins so. */
function isBeginning(word: string, { actors }: Briefing): boolean {
  return actors.some(({ name, aliases }) =>
    [name, ...aliases].some((one) =>
      wordsOf(one).some((own) => own.startsWith(word) || own.startsWith(word.replace(/s$/, ''))),
    ),
  );
}

/** Bodies that news of any story names by their letters: none of them is a slip of another word. */
const BODIES = new Set(
  `imf wto ecb opec oecd nato unesco unicef iaea icc icj osce asean brics fifa uefa ioc fbi cia nsa mi5 mi6 nhs fda epa
  icrc msf hrw pope pontiff vatican`.split(/\s+/),
);

function isHeld(word: string, terms: Asked['terms'], plain: string): boolean {
  // What is typed in capitals is no slip of a word that is not.
  const isCalled = BODIES.has(word) || plain.split(' ').includes(word.toUpperCase());
  const least = word.length > 2 && isCalled ? 1 : SURE;
  return terms.some((term) => term.word === word && term.stems.some(({ factor }) => factor >= least));
}

/** Numbers, months and words that say what is asked name nobody. */
const NO_NAME =
  /^(?:sources?|quotes?|reason|grounds|background|breakdown|timeline|history|news|updates?|details?|status|progress|info|facts?|background|clarity|story|stories|rules?|limits?|figures?|numbers?|part|bits?|clauses?|wording|text|deal|compromise|vote|votes|talks?|meeting|one|two|three|four|five|six|seven|eight|nine|ten|twelve|first|second|third|fourth|fifth|sixth|last|next|other|jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec|january|february|march|april|august|september|october|november|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday)$/;

/** From this likelihood on a word is one of the records' own, or a slip of one. */
const SURE = 0.75;

/** A word that is none of the language's: a name, or a body nobody on record is called. */
function isProper(word: string, plain: string): boolean {
  if (BODIES.has(word)) return true;
  const [, ...within] = plain.split(' ');
  if (within.some((one) => one.startsWith(`${word.charAt(0).toUpperCase()}${word.slice(1)}`))) return true;
  return (
    word.length > 2 &&
    !NO_NAME.test(word) &&
    !commonWords.has(word) &&
    synonymsOf(word).size === 0 &&
    !/(?:ed|ing|ly|ful|less|ness|est)$/.test(word)
  );
}
