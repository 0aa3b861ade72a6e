import type { Briefing } from '../../../../domain/briefing.ts';
import { lineOfTexts } from '../../../../domain/lookups/line-of-texts.ts';
import { lookupOf } from '../../../../domain/lookups/lookup.ts';
import { isSilence } from '../../../../domain/provision.ts';
import { evidenceOf } from '../../../../search/evidence/evidence-index.ts';
import { PLACE, type Unit } from '../../../../search/evidence/unit.ts';
import { phraseWords } from '../../../../search/names/topics.ts';
import { stem } from '../../../../search/text/stem.ts';
import type { Asked } from '../../../ranking/asked.ts';
import { textsInOrder } from '../../../reading/versions-asked.ts';
import { isSoft } from '../../../reading/words/soft-words.ts';
import { answerLedBy, type Decision } from '../../decision.ts';
import type { Found } from '../../found.ts';

const ARTICLE = /^(?:an?|the|this|that|these|those|our|its) /i;
/** Behind what is to be explained, and no part of it. */
const BEHIND =
  / (?:thing|bit|stuff|about|mean|means|meaning|definition|explained|explanation|again|exactly|actually|anyway|even|called|is|are|was|were|for|pls|please|tho|then|here|in short|in one line|supposed to be)$/i;
/** How what something is is asked for; the first that fits has what it is. */
const ASKS = [
  /^(?:and |so |but |ok )?(?:what|whats|what's|wats)(?: exactly| actually)?(?: is| are| was| were|'s)? (.{2,60})$/i,
  /^(?:and |so |ok )?(?:explain|define|describe)(?: me)?(?: what)?(?: is| are)? (.{2,60})$/i,
  /^(?:and |so |ok )?what (?:does|do|did|is|are) (.{2,60}?) (?:mean|meant by|stand for|for)$/i,
  /^(?:the )?(?:meaning|definition) of (.{2,60})$/i,
  /^(?:and |so |ok )?(.{2,60}?)(?:,| -| =|:|\?)? ?(?:=|(?:what|wat)(?:'s|s| is| are| was| were)?(?: (?:it|that|this|they|those|these))?(?: (?:is|are|was|mean|means|about))?|meaning|definition|explained?|explain(?: please| pls)?)$/i,
  /^(.{2,40})$/,
] as const;
const BARE = ASKS.length - 1;
/** A longer phrase is a question of its own. */
const MOST_WORDS = 5;
/** A reading that says no more than that another holds. */
const REFERS = /^(?:the same|as before|as in|unchanged|no change|kept|stays as)\b/i;
/** Records among which one that has the phrase is looked for. */
const FOREMOST = 8;

/**
 * "What is the brake", "yellow line, what is it", "explain snapback": what a subject that is called just so is, by the newest text that
 * says it, and else the likeliest record that tells of it by name. Null where something else is asked of it.
 */
export function defined(found: Found): Decision | null {
  const { asked, ranked, units } = found;
  const { mentions, thread } = asked;
  if (thread !== null || mentions.points.length > 0 || mentions.period !== null) return null;
  const read = phraseAsked(asked);
  if (read === null) return null;
  const subject = readingOn(read.roots, asked);
  if (subject !== null) return answerLedBy(subject, found, 0.7);
  if (read.bare) return null;
  const first = units[0];
  if (first === undefined || (tells(first) && hasPhrase(first, read.roots))) return null;
  const other = ranked
    .slice(0, FOREMOST)
    .find(({ candidate: { unit } }) => tells(unit) && hasPhrase(unit, read.roots))?.candidate.unit;
  return other === undefined ? null : answerLedBy(other, found, 0.65);
}

/** The stems of what is to be explained, in order; null where the question is for anything else. */
function phraseAsked({
  mentions,
}: Asked): { readonly roots: readonly string[]; readonly bare: boolean } | null {
  const plain = mentions.plain.replace(/(?<![?.! ])[?.! ]+$/, '');
  for (const [at, pattern] of ASKS.entries()) {
    let typed = pattern.exec(plain)?.[1]?.trim();
    if (typed === undefined) continue;
    for (let left = 4; left > 0 && (BEHIND.test(typed) || ARTICLE.test(typed)); left -= 1)
      typed = typed.replace(ARTICLE, '').replace(BEHIND, '').trim();
    const words = phraseWords(typed);
    const telling = words.filter((word) => !isSoft(word));
    if (words.length === 0 || words.length > MOST_WORDS || telling.length === 0) continue;
    if (words.some((word) => ASKING_WORD.test(word))) continue;
    return { roots: words.filter((word) => !FILLER.test(word)).map(stem), bare: at === BARE };
  }
  return null;
}

const ASKING_WORD =
  /^(?:what|who|whom|whose|when|where|why|how|which|is|are|was|were|does|do|did|has|have|had|will|would|can|could|should|must|if|they|he|she|it|we|i|you|say|says|said|still|now|new|latest|next|happens|happened|changed|change)$/;
const FILLER = /^(?:the|an?|of|in|on|for|to|and)$/;

/** The reading of the one subject that is called just so: the newest that says something by itself, or what the last text had that had it. */
function readingOn(roots: readonly string[], { briefing, mentions, wanted }: Asked): Unit | null {
  const called = briefing.provisions.filter(({ title, aliases }) =>
    [title, ...aliases].some((name) => isCalled(name, roots)),
  );
  const [only, ...others] = called;
  if (only === undefined || others.length > 0) return null;
  const named = new Set(mentions.texts.map(({ id }) => id));
  const order = inLine(briefing);
  const told = only.readings
    .filter(({ change, text }) => !isSilence(change) && (named.size === 0 || named.has(text)))
    .toSorted((a, b) => order.indexOf(b.text) - order.indexOf(a.text));
  // Whether it is still there is told by the text that took it out.
  const isThere = wanted.now + wanted.gone > 0 || wanted.time > 0;
  const best =
    told.find(
      ({ change, wording }) =>
        (isThere || (change !== 'removed' && change !== 'deferred')) && !REFERS.test(wording),
    ) ?? told[0];
  if (best === undefined || lookupOf(briefing).text(best.text)?.context === true) return null;
  return evidenceOf(briefing).unit(`reading:${best.id}`) ?? null;
}

/** Ids of the texts, those that the story is about behind all others. */
function inLine(briefing: Briefing): readonly string[] {
  const line = lineOfTexts(briefing);
  const order = textsInOrder(briefing).map(({ id }) => id);
  return [...order.filter((id) => !line.has(id)), ...order.filter((id) => line.has(id))];
}

function isCalled(name: string, roots: readonly string[]): boolean {
  const own = phraseWords(name)
    .filter((word) => !FILLER.test(word))
    .map(stem);
  return own.length === roots.length && own.every((root, at) => root === roots[at]);
}

/** It tells what something is rather than what somebody says of it, or that something of it is not known. */
function tells({ kind, record }: Unit): boolean {
  switch (kind) {
    case 'reading':
      return record.kind !== 'reading' || !isSilence(record.change);
    case 'event':
    case 'text':
    case 'party':
      return true;
    default:
      return false;
  }
}

/** Its own words have the phrase as it was typed. */
function hasPhrase({ prose }: Unit, roots: readonly string[]): boolean {
  return prose.some(({ place, text }) => {
    if ((place & PLACE.note) !== 0 || text === '') return false;
    const own = phraseWords(text)
      .filter((word) => !FILLER.test(word))
      .map(stem);
    return own.some((_, from) => roots.every((root, at) => own[from + at] === root));
  });
}
