import { entryIn } from '../../domain/mapping.ts';

/** Words that join those of an office. */
export const FILLER: ReadonlySet<string> = new Set(
  'the a an of for to in on at with by from s and his her their ex former then'.split(' '),
);
/** Adjectives that share too little with the name of the country they belong to. */
export const DEMONYMS: Readonly<Record<string, string>> = {
  british: 'britain kingdom uk',
  english: 'england britain',
  french: 'france',
  german: 'germany',
  polish: 'poland',
  dutch: 'netherlands',
  danish: 'denmark',
  swedish: 'sweden',
  finnish: 'finland',
  spanish: 'spain',
  irish: 'ireland',
  scottish: 'scotland',
  scots: 'scotland',
  welsh: 'wales',
  swiss: 'switzerland',
  greek: 'greece',
  turkish: 'turkey turkiye',
  american: 'states us usa america',
  us: 'states america american',
  chinese: 'china',
  norwegian: 'norway',
  portuguese: 'portugal',
  european: 'eu europe union european',
  eu: 'europe european union',
  uk: 'britain kingdom british',
};
/** Nouns of what somebody is that are no office before a name. */
export const CALLINGS: ReadonlySet<string> = new Set(
  `taoiseach tanaiste councillor clerk treasurer registrar auditor manager guarantor coordinator campaigner servant
  cofounder founder showrunner lawyer economist analyst activist laureate`.split(/\s+/),
);
/** Words for an office that stand for one another. */
export const SHORT: Readonly<Record<string, string>> = {
  pm: 'prime minister',
  premier: 'prime minister premier',
  potus: 'president',
  spox: 'spokesman spokesperson spokeswoman',
  fm: 'foreign minister',
  spokesman: 'spokesman spokesperson spokeswoman spokesmen',
  spokeswoman: 'spokesman spokesperson spokeswoman',
  spokesperson: 'spokesman spokesperson spokeswoman',
  boss: 'head chief chair director president leader commander',
  head: 'head chief director chair president leader commander',
  chief: 'chief head director president leader commander representative',
  chair: 'chair chairman chairwoman chairperson',
  chairman: 'chair chairman chairwoman chairperson',
  chairwoman: 'chair chairman chairwoman chairperson',
  leader: 'leader head president chief commander chair',
  envoy: 'envoy representative',
  negotiator: 'negotiator delegate delegation',
  negotiators: 'negotiator delegate delegation',
  adviser: 'adviser advisor aide',
  advisor: 'adviser advisor aide',
  aide: 'adviser advisor aide',
  treasurer: 'treasurer finance',
  minister: 'minister secretary',
  secretary: 'secretary minister',
  sec: 'secretary minister',
  gov: 'governor',
  govt: 'government',
  govts: 'government',
  gen: 'general',
  pres: 'president',
  prez: 'president',
  amb: 'ambassador',
  cllr: 'councillor',
};

/** Whoever leads, runs or heads something. */
const HEADS = 'leader head president chief chair chairman chairwoman chairperson director';

/** The same where a whole phrase is an office; in the middle of a question they may be something else. */
export const SHORT_IN_OFFICE: Readonly<Record<string, string>> = {
  ...SHORT,
  // "Who leads the party", "who speaks for the army": the office by what its holder does.
  leads: HEADS,
  led: HEADS,
  runs: HEADS,
  ran: HEADS,
  heads: HEADS,
  speaks: 'spokesman spokesperson spokeswoman',
  commands: 'commander',
  mediates: 'mediator',
  represents: 'representative',
  min: 'minister',
  dep: 'deputy',
  vp: 'vice president',
  def: 'defence defense',
  defense: 'defence',
  defence: 'defense',
  fin: 'finance',
  rep: 'representative congressman congresswoman',
  exec: 'executive',
  ceo: 'executive',
  speaker: 'presiding',
};

/** A word and those that a table has for it. */
export function expanded(word: string, table: Readonly<Record<string, string>>): readonly string[] {
  return [word, ...(entryIn(table, word) ?? '').split(' ').filter((other) => other !== '')];
}

/** Initials of two to six capitalised words in a row: "NI" in "Secretary of State for Northern Ireland". */
export function initialsIn(name: string): readonly string[] {
  const runs: string[][] = [[]];
  for (const word of name.split(' ')) {
    if (/^\p{Lu}/u.test(word)) runs.at(-1)?.push(word.charAt(0).toLowerCase());
    else if (!/^(?:of|the|and)$/.test(word)) runs.push([]);
    if (/[,;)]$/.test(word)) runs.push([]);
  }
  return runs.flatMap((letters) =>
    letters.flatMap((_, from) =>
      [2, 3, 4, 5, 6].flatMap((size) =>
        from + size <= letters.length ? [letters.slice(from, from + size).join('')] : [],
      ),
    ),
  );
}
