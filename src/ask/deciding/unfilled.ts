import { isPeopled } from '../../search/evidence/unit.ts';
import { commonWords } from '../../search/text/common-words.ts';
import type { Asked } from '../ranking/asked.ts';
import type { RankedUnit } from '../ranking/rank.ts';
import { lacksDetail } from './details.ts';
import { isNotCounted, isOfAnother } from './identifies.ts';

/** Details that a record must name to tell them: what is close by does not give somebody's pay or the names on a list. */
const DETAIL =
  /\b(names?|by name|colou?rs?|salary|salaries|wages?|age|address|phone number|weather|temperature|maps?|list of|menu|dress|passport|photos?|pictures?|videos?|transcript|exchange rate|dollar rate|price|birthday|wife|husband|nationality|hotel|minutes of|invoice|hashtag|password|score)\b/gi;
/** Asks how much of it was done, not how much of it a text provides for. */
const DONE_SO_FAR =
  /\b(?:so far|actually|already|to date|by now)\b|\b(?:number|amount|sum|count|total) (?:of )?(?:\S+ ){0,3}(?:\p{L}{3,}ed|paid|sent|built|met|held|lost|won|spent|kept|left|shot)\b|\bhow (?:many|much) (?:\S+ ){0,3}(?:were|was|have been|has been|had been|got)\b|\bamount paid\b/iu;
/** Asks whether a deed was done. */
const DID = /^(?:and |so |but )?did (?!you\b)/i;
/** Two names in a row. */
const NAMED_IN = /\p{Lu}\p{Ll}+ \p{Lu}\p{Ll}+/u;
/** How well a word must stand in a record for the record to be about it. */
const SURE = 0.8;

/**
 * Whether the likeliest record leaves open the very thing that is asked: a detail it does not have, a count of what was done
 * where it only says what is to be done, a draft that the rarest word of the question does not stand in.
 */
export function isUnfilled(found: RankedUnit, asked: Asked): boolean {
  const { unit, held } = found.candidate;
  const { terms, mentions, wanted } = asked;
  const isHeld = (word: string) =>
    terms.some(
      (term, at) => word.toLowerCase().startsWith(term.word.slice(0, 4)) && (held[at]?.factor ?? 0) >= SURE,
    );
  for (const [detail] of mentions.plain.matchAll(DETAIL)) {
    if (/^(?:names?|by name|list of)$/i.test(detail)) {
      const told = unit.prose.map(({ text }) => text).join(' ');
      if (unit.kind !== 'gap' && !isPeopled(unit.kind) && !NAMED_IN.test(told)) return true;
    } else if (unit.kind !== 'gap' && !isHeld(detail)) return true;
  }
  if (
    unit.kind === 'reading' &&
    (wanted.number > 0 || wanted.happened > 0) &&
    DONE_SO_FAR.test(mentions.plain)
  )
    return true;
  // That somebody or a paper is on record does not say whether something was done.
  if (
    DID.test(mentions.plain) &&
    wanted.role === 0 &&
    (unit.kind === 'source' || isPeopled(unit.kind)) &&
    unit.kind !== 'statement'
  )
    return true;
  if (lacksDetail(found, asked)) return true;
  if (isCountOfOther(unit, held, asked) || isNotCounted(unit, asked) || isOfAnother(unit, held, asked))
    return true;
  if (unit.kind === 'text') {
    const words = terms.flatMap((term, at) => (term.part === 'word' ? [{ term, at }] : []));
    const [rarest] = words.toSorted((a, b) => b.term.idf - a.term.idf);
    if (rarest !== undefined && rarest.term.idf > 0.5 && (held[rarest.at]?.factor ?? 0) < 0.5) return true;
  }
  return false;
}

const COUNTED = /\bhow many ([\p{L}-]+)(?: ([\p{L}-]+))?/iu;

/** "How many ships": the record holds nothing of what is to be counted. */
function isCountOfOther(
  unit: RankedUnit['candidate']['unit'],
  held: RankedUnit['candidate']['held'],
  { terms, mentions }: Asked,
): boolean {
  if (unit.kind === 'gap' || unit.kind === 'conflict') return false;
  const match = COUNTED.exec(mentions.plain);
  if (match === null) return false;
  const counted = match
    .slice(1)
    .flatMap((word) =>
      word === undefined ? [] : terms.findIndex((term) => term.word === word.toLowerCase()),
    )
    .filter((at) => at >= 0 && terms[at]?.part === 'word');
  // A misspelt word may stand for one that the record has another word for.
  if (
    counted.some(
      (at) =>
        terms[at]?.stems.every(({ factor }) => factor < 1) &&
        terms[at]?.stems.length !== 0 &&
        !commonWords.has(terms[at]?.word ?? ''),
    )
  )
    return false;
  return counted.length > 0 && counted.every((at) => (held[at] ?? null) === null);
}
