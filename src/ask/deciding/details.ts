import { lookupOf } from '../../domain/lookups/lookup.ts';
import { isPeopled, PLACE } from '../../search/evidence/unit.ts';
import { mentionedActors } from '../../search/names/mentioned-actors.ts';
import type { Asked } from '../ranking/asked.ts';
import type { RankedUnit } from '../ranking/rank.ts';
import { toldBy } from '../ranking/slots.ts';
import { isSoft } from '../reading/words/soft-words.ts';

/** Whether a record leaves open one detail that a question asks for. */
type Lacks = (found: RankedUnit, asked: Asked) => boolean;

/** "Names of the judges", "who are the judges". */
const NAMES = /\bnames? of\b|^(?:and |so )?who (?:are|were) the \p{L}+s\b/iu;
/** Two names in a row within a sentence. */
const NAMED_IN = /(?<=[\p{Ll},;:] )\p{Lu}\p{Ll}+ \p{Lu}\p{Ll}+/u;

const lacksNames: Lacks = ({ candidate: { unit } }, { mentions, briefing }) => {
  if (!NAMES.test(mentions.plain) || isPeopled(unit.kind)) return false;
  return unit.prose.every(({ place, text }) => {
    if ((place & (PLACE.body | PLACE.said)) === 0 && unit.kind !== 'event') return true;
    // In brackets stands who says so.
    const told = text.replace(/\([^()]*\)/g, ' ');
    return !NAMED_IN.test(told) && mentionedActors(told, briefing).every(({ score }) => score < 1);
  });
};

/** "How cold is": a property, and not how much, how far or how good something is. */
const HOW =
  /\bhow (?!many|much|long|often|far|soon|big|large|high|close|come|old|likely|good|bad|sure|did|do|does|is|are|was|were|has|have|had|can|could|would|will|should|to|about|exactly|else|on)(\p{L}{3,}) (?:is|are|was|were)\b/iu;

const lacksProperty: Lacks = ({ candidate: { unit, held } }, { mentions, terms, wanted }) => {
  const word = HOW.exec(mentions.plain)?.[1]?.toLowerCase();
  if (word === undefined || unit.kind === 'source' || wanted.trust + wanted.stance > 0) return false;
  const at = terms.findIndex((term) => term.word === word);
  return at >= 0 && (held[at]?.factor ?? 0) < ITSELF;
};

/** From this likelihood on a word in a record is the one that was typed, or says the same. */
const ITSELF = 0.6;

/** What a text fixes a time by. */
const TIMES =
  /\d|\b(?:days?|weeks?|months?|years?|yearly|hours?|time|dates?|when|after|before|until|till|once|from|since|begin\w*|begun|starts?|started|ends?|ended|soon|later|immediately|if|yet|already|first|second|third|annual\w*|permanent\w*|expir\w+|next|now|as)\b/i;

const lacksTime: Lacks = ({ candidate: { unit } }, { wanted }) =>
  wanted.time === 1 && unit.kind === 'reading' && !TIMES.test(toldBy(unit));

const COSTS =
  /\bhow much (?:did|does|do|will|would|is|was|has|have)\b.{0,80}\bcosts?\b|\bcosts? of\b|\bwhat .{1,80} costs?[?.! ]{0,4}$/i;
const MONEY =
  /[$£€]|\b(?:dollars?|euros?|pounds?|pence|pesos?|cents?|francs?|kroner|yuan|rou?bles?|costs?|prices?|paid|pays?|fund\w*|financ\w*|cheap\w*|expensive)\b/i;

const lacksPrice: Lacks = ({ candidate: { unit } }, { mentions }) =>
  COSTS.test(mentions.plain) && unit.kind !== 'conflict' && !MONEY.test(toldBy(unit));

/** "David Young's diagnosis": that somebody is on record tells nothing of what no record has a word of. */
const onlyTellsWho: Lacks = ({ candidate: { unit } }, { terms, wanted }) =>
  (unit.kind === 'person' || unit.kind === 'party') &&
  wanted.role + wanted.person === 0 &&
  terms.some(({ part, word, stems }) => part === 'word' && stems.length === 0 && !isSoft(word));

/** How each one voted. */
const EACH = /\bhow did .{2,60} vote\b|\bwhich way .{1,60} vote|\babst|\beach\b.{0,60}\bvote/i;
const VOTED =
  /\bvot\w+|\bfor and\b|\bagainst\b|\bunanimous\w*|\bballot|\d{1,7} to \d|\bback\w*|\bsupport\w*|\babst/i;

const lacksVotes: Lacks = ({ candidate: { unit } }, { mentions, wanted }) => {
  if (wanted.vote < 1 || !EACH.test(mentions.plain) || unit.record.kind === 'vote') return false;
  const told = toldBy(unit);
  return /\babst/i.test(mentions.plain) && unit.kind === 'event' ? !/\babst/i.test(told) : !VOTED.test(told);
};

const DOES =
  /^(?:and |so |but )?(?:why |how |when |where )?(?:did|does|do|has|have|had|was|were|is|are|will|would)$/i;

/** "Did X …": what others did says nothing of X. */
const lacksDoer: Lacks = ({ candidate: { unit, held } }, { mentions, terms, briefing }) => {
  const [first] = mentions.named;
  if (first === undefined || unit.kind === 'reading' || unit.kind === 'text' || unit.kind === 'conflict')
    return false;
  const before = mentions.words.slice(0, first.from).filter((word) => word !== 'the');
  if (!DOES.test(before.join(' '))) return false;
  const meant = lookupOf(briefing).sideOf(first.actors.map(({ id }) => id));
  if (meant.has(unit.voice) || unit.who.some((id) => meant.has(id))) return false;
  const words = new Set(mentions.words.slice(first.from, first.to));
  return !terms.some(({ word }, at) => words.has(word) && held[at]?.factor === 1);
};

const ALL: readonly Lacks[] = [
  lacksNames,
  lacksProperty,
  lacksTime,
  lacksPrice,
  onlyTellsWho,
  lacksVotes,
  lacksDoer,
];

/** Whether a question asks for names, a price, a time, a property, somebody's vote or deed, and the record has none. */
export function lacksDetail(found: RankedUnit, asked: Asked): boolean {
  return found.candidate.unit.kind !== 'gap' && ALL.some((lacks) => lacks(found, asked));
}
