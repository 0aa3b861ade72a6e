import { PLACE, type Unit } from '../../../search/evidence/unit.ts';

/** "75 votes to 0", "passes by 329 to 300", "five votes to four", "97.85 percent", "9 for and 9 against", "unanimously". */
const TALLY =
  /(?:\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve))(?: votes?)? (?:to|for|against)\b(?! \d{1,2} \p{Lu})|\bby \d[\d.,]* (?:to|votes?)\b|\d(?:[.,]\d+)? ?(?:percent|%)|\bfor and \d|\babstention|\bmajority of \d|\bunanimous/iu;
/** What is done with votes, or who has them. */
const OF_VOTES =
  /\b(?:vot\w+|approv\w*|reject\w*|pass(?:es|ed)?|ratif\w+|authori[sz]\w+|adopt\w*|elect\w*|carr(?:y|ies|ied)|fall\w*|fell|fail\w*|defeat\w*|surviv\w+|wins?|won|los[et]\w*|says? (?:yes|no)|put off|recommend\w*|decid\w+|support\w*|back\w*)\b/i;
/** "432 to 202", "6,431,376 No to 6,377,482 Yes", "12 for, 6 against". */
const PAIR =
  /(?<![\d.,])(\d{1,3}(?:,\d{3})+|\d+)(?: votes?)?(?: (?:No|Yes|for|in favou?r))?,? (?:to |and )?(\d{1,3}(?:,\d{3})+|\d+)(?: (?:No|Yes|against)| votes?)?(?!\d|[.,]\d)/;

export interface Tally {
  /** By how many the one side was ahead; null where no two sides are counted. */
  readonly margin: number | null;
  /** What the record says happened. */
  readonly words: string;
}

const tallies = new WeakMap<Unit, Tally | null>();

function tallyIn(unit: Unit): Tally | null {
  if (unit.kind !== 'event') return null;
  const { record } = unit;
  const words = unit.prose
    .filter(({ place }) => (place & (PLACE.name | PLACE.body)) !== 0)
    .map(({ text }) => text)
    .join(' ');
  if (record.kind === 'vote') {
    const { for: pro, against } = record.counts;
    const outcome = record.outcome ?? '';
    return {
      margin: pro === undefined || against === undefined ? null : Math.abs(pro - against),
      words: `${outcome} ${words}`,
    };
  }
  if (!TALLY.test(words) || !OF_VOTES.test(words)) return null;
  const pair = PAIR.exec(words);
  const [one, two] = [pair?.[1], pair?.[2]].map((figure) =>
    Number(figure?.replaceAll(',', '') ?? Number.NaN),
  );
  const margin =
    one === undefined || two === undefined || Number.isNaN(one + two) ? null : Math.abs(one - two);
  return { margin, words };
}

function kept(unit: Unit): Tally | null {
  const known = tallies.get(unit);
  if (known !== undefined) return known;
  const made = tallyIn(unit);
  tallies.set(unit, made);
  return made;
}

/** Whether an event or a vote says how the votes fell. */
export function hasTally(unit: Unit): boolean {
  return kept(unit) !== null;
}

/** How the votes fell; without margin and words where the record does not say. */
export function talliesOf(unit: Unit): Tally {
  return kept(unit) ?? { margin: null, words: '' };
}
