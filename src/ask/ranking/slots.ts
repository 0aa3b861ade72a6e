import { lookupOf } from '../../domain/lookups/lookup.ts';
import type { Candidate } from '../../search/evidence/evidence-index.ts';
import { PLACE, type Unit } from '../../search/evidence/unit.ts';
import { phraseWords } from '../../search/names/topics.ts';
import { stem } from '../../search/text/stem.ts';
import { synonymsOf } from '../../search/text/synonyms.ts';
import type { Asked } from './asked.ts';

/** What a question asks to be filled in and whether a record fills it; each 0 or 1. */
export const SLOTS = [
  'attribute-held',
  'attribute-missed',
  'attribute-unknown',
  'first-missed',
  'last-missed',
  'two-missed',
  'unknown-name',
  'unknown-noun',
  'person-filled',
  'person-empty',
  'place-filled',
  'place-empty',
  'count-beside',
  'count-apart',
  'count-none',
  'vote-counted',
  'vote-uncounted',
  'reason-given',
  'reason-none',
  'done-expected',
  'done-only-text',
  'asks-of-text',
  'named-absent',
  'named-unvoiced',
  'only-kindred',
] as const;
export type Slot = (typeof SLOTS)[number];

/**
 * "Salary of the mayor", "the mayor's salary", "which salary": the word that says what of it is asked. The first that
 * finds a word of the question counts.
 */
const ATTRIBUTES = [
  /^(?:and |so |the |any |is there an? )?(?:what(?:'s| is| was| are| were)? |which )?(?:the |an? )?([\p{L}-]{3,30}) (?:of|for|in|on) /iu,
  /[\p{L}]'s? ([\p{L}-]{3,30})[?.! ]*$/iu,
  /^(?:and |so )?(?:what|which|whose|how many|how much) ([\p{L}-]{3,30})\b/iu,
];

/** Words that a reason is given with. */
const REASONS =
  /\b(?:because|since|as|over|due to|so that|to|for fear|owing|in order|after|reason|therefore|believes?|says?|would|argu\w+)\b/i;
/** Words that a count of votes stands with. */
const VOTES = /\b(?:vot\w+|ballot\w*|majority|for and|against|abst\w+|to)\b/i;
/** A number, or a word that stands for one: "none" and "unanimous" count too. */
const COUNT =
  /\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|twenty|thirty|forty|fifty|hundred|half|dozen|none|no|all|unanimous\w*)\b/i;
/** Done, not merely provided for: "how many were freed", "did they pay". */
const DONE =
  /\b(?:so far|actually|already|really|ended up|in the end)\b|^(?:and |so |but )?(?:did|has|have|had|was|were|who|when did|when was|how many (?:\S+ ){1,3}(?:were|was|have|has|had|got))\b.*(?<=\p{L}{2})(?:ed|en|ught|ank|ote|ade|ept|aid|eft|ost|ent|ot)\b/iu;

/** How a record fills what is asked. */
export function slotsOf({ unit, held }: Candidate, asked: Asked): Partial<Record<Slot, number>> {
  const slots: Partial<Record<Slot, number>> = {};
  wordSlots(held, asked, slots);
  attributeSlot(held, asked, slots);
  askedSlots(unit, held, asked, slots);
  namedSlots(unit, held, asked, slots);
  return slots;
}

/** A slot that is absent is 0. */
type Slots = Partial<Record<Slot, number>>;
type HeldTerms = Candidate['held'];

/**
 * Which words the record misses. The first and the last of a question are looked at by themselves, rare ones by how
 * many are missed.
 */
function wordSlots(held: HeldTerms, { terms }: Asked, slots: Slots): void {
  const words = terms.flatMap((term, at) => (term.part === 'word' ? [{ term, hit: held[at] ?? null }] : []));
  const [first] = words;
  const last = words.at(-1);
  if (words.length > 1 && first?.hit === null) slots['first-missed'] = 1;
  if (words.length > 1 && last?.hit === null) slots['last-missed'] = 1;
  if (words.filter(({ hit, term }) => hit === null && term.idf > 0.5).length > 1) slots['two-missed'] = 1;
  for (const { term } of words) {
    if (term.stems.length > 0) continue;
    if (isPlainWord(term.word)) continue;
    slots[/s$/.test(term.word) ? 'unknown-noun' : 'unknown-name'] = 1;
  }
  const hits = words.flatMap(({ hit }) => (hit === null ? [] : [hit]));
  if (hits.length > 0 && hits.every(({ factor }) => factor < 0.6)) slots['only-kindred'] = 1;
}

/** A word of the language that any story may be told with, not a name or a thing of its own. */
function isPlainWord(word: string): boolean {
  return synonymsOf(word).size > 0 || /(?:ed|ing|ly|ful|less|ness|est)$/.test(word);
}

/** Whether the record has the word that says what of a thing is asked; `unknown` where no record has it. */
function attributeSlot(held: HeldTerms, { terms, mentions }: Asked, slots: Slots): void {
  for (const pattern of ATTRIBUTES) {
    const word = pattern.exec(mentions.plain)?.[1]?.toLowerCase();
    if (word === undefined) continue;
    const at = terms.findIndex(
      (term) => term.part === 'word' && term.word === (phraseWords(word)[0] ?? word),
    );
    const term = terms[at];
    if (term === undefined) continue;
    if (held[at] != null) slots['attribute-held'] = 1;
    else if (term.stems.length === 0) slots['attribute-unknown'] = 1;
    else slots['attribute-missed'] = 1;
    return;
  }
}

/**
 * Whether a person, a place, a number, votes or a reason that is asked for stands in the record. Who is named in the
 * question does not fill it: he is known already.
 */
function askedSlots(unit: Unit, held: HeldTerms, asked: Asked, slots: Slots): void {
  const { wanted, mentions } = asked;
  const told = toldBy(unit);
  if (wanted.person === 1) {
    const others = unit.who.filter(
      (id) => !mentions.named.some(({ actors }) => actors.some((one) => one.id === id)),
    );
    const names = others.length > 0 || (unit.kind !== 'reading' && /\S\s\p{Lu}\p{L}/u.test(told));
    slots[names ? 'person-filled' : 'person-empty'] = 1;
  }
  if (wanted.place === 1) {
    const { record } = unit;
    const has =
      (record.kind === 'event' && record.place !== undefined) ||
      record.kind === 'statement' ||
      /\b(?:in|at|near|from) (?:the )?\p{Lu}/u.test(told);
    slots[has ? 'place-filled' : 'place-empty'] = 1;
  }
  if (wanted.number === 1) {
    const beside = countBeside(unit, held, asked);
    slots[beside ? 'count-beside' : COUNT.test(told) ? 'count-apart' : 'count-none'] = 1;
  }
  if (wanted.vote > 0) slots[VOTES.test(told) && /\d/.test(told) ? 'vote-counted' : 'vote-uncounted'] = 1;
  if (wanted.reason > 0) slots[REASONS.test(told) ? 'reason-given' : 'reason-none'] = 1;
  if (DONE.test(mentions.plain)) {
    if (unit.record.kind === 'event' && unit.record.status === 'expected') slots['done-expected'] = 1;
    if (unit.kind === 'reading') slots['done-only-text'] = 1;
  }
  if (unit.kind === 'text' && wanted.text === 0 && mentions.texts.length === 0) slots['asks-of-text'] = 1;
}

/** A count stands within a few words of a word that is asked for. */
function countBeside(unit: Unit, held: HeldTerms, { terms }: Asked): boolean {
  const roots = new Set(
    terms.flatMap((term, at) =>
      held[at] == null || term.part !== 'word' ? [] : term.stems.map(({ stem: root }) => root),
    ),
  );
  return unit.prose.some(({ place, text }) => {
    if ((place & (PLACE.alias | PLACE.about | PLACE.note)) !== 0 || text === '') return false;
    const words = phraseWords(text);
    return words.some(
      (word, at) =>
        COUNT.test(word) && words.slice(Math.max(0, at - 6), at + 7).some((other) => roots.has(stem(other))),
    );
  });
}

const told = new WeakMap<Unit, string>();

/** What the record itself tells, without other names of it and names of what it is about. */
export function toldBy(unit: Unit): string {
  const kept = told.get(unit);
  if (kept !== undefined) return kept;
  const made = unit.prose
    .filter(({ place }) => (place & (PLACE.alias | PLACE.about)) === 0)
    .map(({ text }) => text)
    .join(' ');
  told.set(unit, made);
  return made;
}

/**
 * Whether those who are named are in the record, and whether its words are theirs. Whoever speaks for somebody, or is
 * spoken for, counts as that one.
 */
function namedSlots(unit: Unit, held: HeldTerms, { mentions, terms, briefing }: Asked, slots: Slots): void {
  const lookup = lookupOf(briefing);
  for (const { actors, from, to } of mentions.named) {
    const words = new Set(mentions.words.slice(from, to));
    const meant = lookup.sideOf(actors.map(({ id }) => id));
    const concerned = unit.who.some((id) => meant.has(id));
    const said = terms.some(({ word }, at) => words.has(word) && held[at] != null);
    if (!concerned && !said) slots['named-absent'] = 1;
    if (unit.voice !== '' && !meant.has(unit.voice)) slots['named-unvoiced'] = 1;
  }
}
