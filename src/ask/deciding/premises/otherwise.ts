import { lookupOf } from '../../../domain/lookups/lookup.ts';
import type { Unit } from '../../../search/evidence/unit.ts';
import { phraseWords } from '../../../search/names/topics.ts';
import { tokens } from '../../../search/text/normalize.ts';
import { stem } from '../../../search/text/stem.ts';
import type { Asked } from '../../ranking/asked.ts';
import type { RankedUnit } from '../../ranking/rank.ts';
import { toldBy } from '../../ranking/slots.ts';
import { lineOf } from '../positions-on.ts';
import type { Premise } from './premise.ts';

/**
 * Puts something as a fact and asks on: "why did they reject it", "so it was kept, which page", "they backed it, right?". A plain
 * yes-or-no question takes nothing for granted.
 */
const TAKES_FOR_GRANTED =
  /^(?:and |but |ok |okay )?(?:why|how come|when|where|since|so |now that|given that|because|after|on (?:what|which)|(?:what|which) (?:day|date|page|point|article)|by how (?:much|many))\b|,? (?:right|correct|no|innit|yes|yeah|huh|eh|is ?n'?t it|did ?n'?t (?:he|she|they|we|it)|was ?n'?t it)[?.! ]*$|, ?(?:why|when|how|where|who|what|which|since when|reason|date|page|quote|link|source)\b[^,]*$/i;
/** Asks itself whether it is so. */
const OPEN = /\b(?:not|n't|never|whether|or not|if|would|will|could|should|might|may)\b/i;

/** Two sides of one deed: what is said of one is not so where a record has the other. */
const SIDES: readonly (readonly [ReadonlySet<string>, ReadonlySet<string>])[] = [
  sides(
    'reject rejected rejects rejection refuse refused refuses oppose opposed opposes opposition veto vetoed defeat defeated vote_down voted_down turn_down turned_down threw_out',
    'approve approved approves accept accepted accepts pass passed passes ratify ratified ratifies adopt adopted adopts endorse endorsed endorses back backed backs support supported supports supportive agree agreed agrees recommend recommended recommends welcome welcomed welcomes praise praised praises applaud applauded applauds cheer cheered',
  ),
  sides(
    'praise praised praises cheer cheered cheers welcome welcomed welcomes applaud applauded applauds hail hailed',
    'criticise criticised criticize criticized condemn condemned attack attacked reject rejected rejects slam slammed blast blasted',
  ),
  sides(
    'ban banned bans forbid forbidden forbids prohibit prohibited prohibits outlaw outlawed',
    'allow allowed allows permit permitted permits',
  ),
  sides(
    'raise raised raises increase increased increases higher',
    'lower lowered lowers cut cuts reduce reduced reduces',
  ),
  sides(
    'keep kept keeps remain remained remains retain retained survive survived',
    'removed gone dropped deleted struck',
  ),
];

function sides(one: string, other: string): readonly [ReadonlySet<string>, ReadonlySet<string>] {
  const read = (words: string) =>
    new Set(words.split(' ').map((word) => word.split('_').map(stem).join(' ')));
  return [read(one), read(other)];
}

/** Share of what else is asked that a record must hold to be on the same. */
const ON_IT = 0.6;
/** Records looked at. */
const MOST = 5;
/** Says that what stands in the clause was not so. */
const NEGATED =
  /\b(?:no|not|never|without|neither|nor|nobody|none|cannot|fail\w*|den(?:y|ies|ied)|\w+n['’]t)\b/;

/** Whether a question puts something as a fact and asks on. */
export function takesForGranted(plain: string): boolean {
  return TAKES_FOR_GRANTED.test(plain);
}

/** "Since they agreed to it, who leads", "now that it is gone what is next": what is put as a fact. */
const CLAIM =
  /^((?:and |but )?(?:so|now that|since|given that|because|after) .{8,}?),? (?:what|whats|who|whos|when|where|why|how|which)\b/i;

/** "They took it, right?" */
const TAGGED = /^(.{8,}?),? (?:right|correct|innit|yeah|huh|eh)[?.! ]*$/i;

/** A question cut to what it takes for granted; as it is where nothing follows on it. */
export function claimIn(asked: Asked): Asked {
  const { mentions, terms } = asked;
  const claim = CLAIM.exec(mentions.plain)?.[1] ?? TAGGED.exec(mentions.plain)?.[1];
  if (claim === undefined) return asked;
  const words = mentions.words.slice(0, tokens(claim).length);
  return {
    ...asked,
    mentions: {
      ...mentions,
      plain: claim,
      words,
      named: mentions.named.filter(({ to }) => to <= words.length),
    },
    // Each keeps its place: that is how a record holds it.
    terms: terms.map((term) => (words.includes(term.word) ? term : { ...term, part: 'asking' })),
  };
}

/** A record on what is asked that says the contrary of what the question takes for granted. */
export function otherwiseOf(ranked: readonly RankedUnit[], asked: Asked): Premise | null {
  const { plain } = asked.mentions;
  if (OPEN.test(plain) || asked.wanted.speaker > 0) return null;
  // "Back to work": only the deed in its other forms is one.
  const said = stemsOf(plain.replace(/\bback\b/gi, ' '));
  const granted = takesForGranted(plain);
  for (const [one, other] of SIDES)
    for (const [taken, contrary] of [
      [one, other],
      [other, one],
    ] as const) {
      if (!hasAny(said, taken) || hasAny(said, contrary)) continue;
      if (!granted && !isDeclared(asked, taken)) continue;
      const unit = ranked.slice(0, MOST).find(
        (found, at) =>
          isOnIt(found, asked, taken) &&
          // Where nobody is named somebody's stance may be anybody's.
          (at === 0 || found.candidate.unit.kind !== 'position' || asked.mentions.named.length > 0) &&
          !isOneOfSeveral(found, ranked) &&
          tells(found.candidate.unit, contrary, taken),
      )?.candidate.unit;
      if (unit !== undefined) return { kind: 'otherwise', unit };
      const stance = stanceOf(ranked, asked);
      const found = ranked.find(({ candidate }) => candidate.unit === stance);
      if (found !== undefined && isOnIt(found, asked, taken) && tells(found.candidate.unit, contrary, taken))
        return { kind: 'otherwise', unit: found.candidate.unit };
    }
  return null;
}

/** Of several votes that ended in different ways any may be meant. */
function isOneOfSeveral({ candidate: { unit } }: RankedUnit, ranked: readonly RankedUnit[]): boolean {
  const { record } = unit;
  if (record.kind !== 'vote') return false;
  return ranked
    .slice(0, MOST)
    .some(
      ({ candidate: { unit: other } }) =>
        other.record.kind === 'vote' && other.record.outcome !== record.outcome,
    );
}

/** Where the one who is named, or whom he speaks for, stands on what is asked; the newest. */
function stanceOf(ranked: readonly RankedUnit[], asked: Asked): Unit | undefined {
  const [first] = asked.mentions.named;
  const [actor, ...alike] = first?.actors ?? [];
  if (actor === undefined || alike.length > 0) return undefined;
  return lineOf(actor, ranked, asked);
}

/** "Lavrov praised the plan": somebody's name and at once what he is said to have done. */
function isDeclared(asked: Asked, taken: ReadonlySet<string>): boolean {
  return hasAny(declaredIn(asked).map(stem), taken);
}

/** What is put at once behind the name a statement opens with, in a past form; empty for a question. */
export function declaredIn({ mentions: { plain, named, words } }: Asked): readonly string[] {
  const [first] = named;
  if (first === undefined || words.slice(0, first.from).some((word) => !/^(?:so|and|but|the)$/.test(word)))
    return [];
  const behind = words
    .slice(first.to, first.to + 3)
    .filter((word) => !/^(?:also|already|has|have|had|too|then)$/.test(word));
  if (/\bwho(?:m|se)?\b/i.test(plain)) return [];
  return /(?:ed|^met|^quit|^kept|^cut|^sat|^threw|^won|^lost)$/.test(behind[0] ?? '') ? behind : [];
}

function stemsOf(text: string): readonly string[] {
  return phraseWords(text).map(stem);
}

function hasAny(words: readonly string[], wanted: ReadonlySet<string>): boolean {
  return words.some(
    (word, at) =>
      wanted.has(word) ||
      wanted.has(`${word} ${words[at + 1] ?? ''}`) ||
      wanted.has(`${word} ${words[at + 2] ?? ''}`),
  );
}

/** It holds most of the words that are not the deed, and everybody who is named has part in it. */
function isOnIt(
  { candidate: { unit, held } }: RankedUnit,
  asked: Asked,
  taken: ReadonlySet<string>,
): boolean {
  const { terms, mentions, briefing } = asked;
  const rest = terms.flatMap(({ part, word, idf }, at) =>
    (part === 'word' || part === 'number' || part === 'text') &&
    ![...taken].some((one) => one.split(' ').includes(stem(word)))
      ? [{ idf, held: held[at]?.factor ?? 0 }]
      : [],
  );
  const all = rest.reduce((sum, { idf }) => sum + idf, 0);
  if (all === 0 && mentions.named.length === 0) return false;
  const own = rest.reduce((sum, { idf, held: share }) => sum + idf * share, 0);
  if (all > 0 && own / all < ON_IT) return false;
  const lookup = lookupOf(briefing);
  if (mentions.texts.length > 0 && !mentions.texts.some(({ id }) => unit.texts.includes(id))) return false;
  return mentions.named.every(({ actors }) =>
    actors.some(({ id }) => {
      const meant = lookup.sideOf([id]);
      return meant.has(unit.voice) || unit.who.some((who) => meant.has(who));
    }),
  );
}

function tells(unit: Unit, contrary: ReadonlySet<string>, taken: ReadonlySet<string>): boolean {
  const { record } = unit;
  if (record.kind === 'position') {
    const stance = [stem(record.stance)];
    const isPlain = record.stance === 'supports' || record.stance === 'rejects';
    return isPlain && hasAny(stance, contrary) && !hasAny(stance, taken);
  }
  if (record.kind === 'reading') {
    if (record.change === 'removed' || record.change === 'kept')
      return hasAny([stem(record.change)], contrary);
  } else if (record.kind !== 'event' && record.kind !== 'vote') return false;
  if (record.kind === 'event' && record.status === 'expected') return false;
  if (record.kind === 'vote')
    return (
      record.outcome !== undefined &&
      unit.texts.length > 0 &&
      hasAny(stemsOf(record.outcome === 'passed' ? 'passed approved' : 'defeated rejected'), contrary)
    );
  const told = toldBy(unit);
  const words = stemsOf(told);
  return !NEGATED.test(told) && hasAny(words, contrary) && !hasAny(words, taken);
}
