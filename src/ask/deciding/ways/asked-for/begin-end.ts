import type { Event } from '../../../../domain/event.ts';
import { phraseWords } from '../../../../search/names/topics.ts';
import { stem } from '../../../../search/text/stem.ts';
import type { Asked } from '../../../ranking/asked.ts';
import type { RankedUnit } from '../../../ranking/rank.ts';
import { answerLedBy, type Decision } from '../../decision.ts';
import type { Found } from '../../found.ts';

/** Asks for the beginning of something. */
const BEGINS =
  /\b(?:start(?:s|ed|ing)?|beg[aiu]n(?:s|ning)?|open(?:s|ed|ing)?|kick(?:s|ed)? off|(?:take|took|takes) effect|(?:in|into) (?:force|effect))\b/i;
/** Asks for its end, or whether it is at its end. */
const ENDS =
  /\b(?:end(?:s|ed|ing)?|finish(?:es|ed)?|stop(?:s|ped)?|conclud\w+|wrap(?:s|ped)? up)\b|\bover(?: yet| now| already)?[?.! ]*$/i;
const STILL = /\bstill (?:on|going|running|under ?way|out)\b|\b(?:on|ongoing) still\b/i;
/** How an event says that something began, or went on after a stop. */
const BEGAN =
  /\b(?:begins?|starts?|opens?|opened|launch(?:es)?|resumes?|renews?|(?:takes?|comes? into) (?:effect|force)|(?:goes|go) on(?= strike)|calls?(?= (?:a|the) strike))\b/iu;
const ENDED =
  /\b(?:ends?|ended|closes?|stops?|finish(?:es)?|concludes?|expires?|lapses?|is over|calls? off|lifts?)\b/iu;
/** Says that a beginning or an end is asked for, and nothing of what. */
const BESIDE =
  /^(?:start(?:s|ed|ing)?|beg[aiu]n(?:s|ning)?|open(?:s|ed|ing)?|kick(?:s|ed)?|off|effect|force|end(?:s|ed|ing)?|finish(?:es|ed)?|stop(?:s|ped)?|conclude[sd]?|wrap(?:s|ped)?|over|still|running|date|day|time|hour|official|officially|formal|formally|actual|actually|exact|already|finally|under|way|underway)$/;
/** Words of a sentence between what began and that it did. */
const BEFORE = 5;
const BEHIND = 4;
/** How well a word must fit for it to be the thing. */
const FITS = 0.5;
/** A longer question asks for something else of it. */
const MOST_WORDS = 3;

/** "Strike start", "when did the talks open", "is the strike over": the event that tells just that. */
export function beginEnd(found: Found): Decision | null {
  const { asked } = found;
  const { mentions, wanted, thread } = asked;
  const { plain } = mentions;
  const begins = BEGINS.test(plain);
  const still = STILL.test(plain);
  const ends = ENDS.test(plain) || still;
  if (thread !== null || begins === ends || mentions.points.length > 0) return null;
  if (wanted.words + wanted.speaker + wanted.reason + wanted.source + wanted.person + wanted.number > 0)
    return null;
  const things = thingsOf(asked);
  const about = mentions.texts.map(({ id }) => id);
  if (things.length > MOST_WORDS || things.length + about.length === 0) return null;
  const told = eventsTelling(found.byScore, asked, things);
  const began = told.filter(({ how }) => how === 'began');
  const ended = told.filter(({ how }) => how === 'ended');
  const verdict = wanted.verdict > 0;
  // Whether it is over is told by whichever came last.
  const meant = verdict ? told : begins ? began : ended;
  const best = begins && !verdict ? meant[0] : meant.at(-1);
  if (best === undefined) return null;
  if (!verdict) return answerLedBy(best.one.candidate.unit, found, 0.7);
  const holds = best.how === (begins || still ? 'began' : 'ended');
  if (best.event.status !== 'happened' || began.length + ended.length === 0) return null;
  return { ...answerLedBy(best.one.candidate.unit, found, 0.7), verdict: holds ? 'yes' : 'no' } as Decision;
}

interface Telling {
  readonly one: RankedUnit;
  readonly event: Event;
  readonly how: 'began' | 'ended';
}

/** Events that tell the beginning or the end of the thing, in the order they happened; those that hold all of its words, where some do. */
function eventsTelling(
  byScore: readonly RankedUnit[],
  { mentions, terms }: Asked,
  things: readonly number[],
): readonly Telling[] {
  const roots = things.map(
    (at) => new Set(terms[at]?.stems.flatMap((one) => (one.factor >= FITS ? [one.stem] : [])) ?? []),
  );
  const texts = new Set(mentions.texts.map(({ id }) => id));
  const told = byScore.flatMap((one): readonly (Telling & { readonly held: number })[] => {
    const { record, texts: own } = one.candidate.unit;
    if (record.kind !== 'event') return [];
    const clause = record.what.split(/[;,](?= )/)[0] ?? '';
    const how = BEGAN.test(clause) ? 'began' : ENDED.test(clause) ? 'ended' : null;
    if (how === null) return [];
    const near = wordsAround(clause, how === 'began' ? BEGAN : ENDED);
    const hits = roots.filter((some) => near.some((word) => some.has(word))).length;
    const ofText = texts.size > 0 && own.some((id) => texts.has(id));
    if (roots.length > 0 ? hits === 0 : !ofText) return [];
    return [{ one, event: record, how, held: hits + (ofText ? 1 : 0) }];
  });
  const most = Math.max(0, ...told.map(({ held }) => held));
  if (most < roots.length) return [];
  return told
    .filter(({ held }) => held === most)
    .toSorted((a, b) => a.one.candidate.unit.day - b.one.candidate.unit.day);
}

/** Stems of what stands close before and behind the verb. */
function wordsAround(clause: string, verb: RegExp): readonly string[] {
  const match = verb.exec(clause);
  if (match === null) return [];
  const before = phraseWords(clause.slice(0, match.index)).slice(-BEFORE);
  const behind = phraseWords(clause.slice(match.index + match[0].length)).slice(0, BEHIND);
  return [...before, ...behind].map(stem);
}

/** Places of the words that name what began or ended. */
function thingsOf({ terms }: Asked): readonly number[] {
  return terms.flatMap(({ part, word }, at) =>
    (part === 'word' || part === 'name') && !BESIDE.test(word) ? [at] : [],
  );
}
