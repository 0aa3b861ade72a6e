import { recordId } from '../../../../domain/briefing.ts';
import { lookupOf } from '../../../../domain/lookups/lookup.ts';
import type { Text } from '../../../../domain/text.ts';
import type { Candidate } from '../../../../search/evidence/evidence-index.ts';
import type { Unit } from '../../../../search/evidence/unit.ts';
import type { Asked } from '../../../ranking/asked.ts';
import { textsInOrder, versionsAsked } from '../../../reading/versions-asked.ts';
import { nearestToBefore } from './held.ts';

type UnitOf = (id: string) => Unit | undefined;

/** "In the old one as well", "and the new text", "in the other one". */
const OLDER =
  /\b(?:old|older|earlier|previous|prior|original)(?: (?:one|text|draft|version|plan|deal|accord|treaty|agreement|offer))\b/i;
const NEWER =
  /\b(?:new|newer|later|latest|current|revised|final)(?: (?:one|text|draft|version|plan|deal|accord|treaty|agreement|offer))\b/i;
const OTHER = /\bother (?:one|text|draft|version|plan|deal|accord|treaty|agreement|offer)\b/i;
/** "Is that in the text too": whatever text there is. */
const IN_TEXT =
  /\b(?:is|are|was|were) (?:that|this|it|those|they) (?:also |even )?in (?:the|any) (?:text|draft|plan|agreement|deal|accord|treaty|document)\b/i;

/** The text that a question in a thread means by how it stands to the one told of. */
function textMeant(thread: Unit, asked: Asked): Text | undefined {
  const { plain } = asked.mentions;
  const { text } = lookupOf(asked.briefing);
  if (IN_TEXT.test(plain) && thread.kind === 'statement') return text(asked.briefing.latestText);
  // Of a dispute or an event somebody is asked after for his account, and "the third" is no text.
  const isOfTexts =
    /^(?:reading|position|text)$/.test(thread.kind) ||
    (thread.kind === 'event' && thread.provisions.length > 0);
  const isByName = asked.mentions.texts.length > 0;
  if (!isByName && (!isOfTexts || (thread.kind === 'position' && asked.mentions.named.length > 0)))
    return undefined;
  const { texts } = versionsAsked(asked);
  const named = texts.find(({ id }) => !thread.texts.includes(id)) ?? texts[0];
  if (named !== undefined) return named;
  const all = textsInOrder(asked.briefing);
  const at = all.findIndex(({ id }) => thread.texts.includes(id));
  if (OLDER.test(plain)) {
    const parent = all[at]?.parents[0];
    return (parent === undefined ? undefined : text(parent)) ?? (at > 0 ? all[at - 1] : all[0]);
  }
  if (NEWER.test(plain)) return text(asked.briefing.latestText);
  if (OTHER.test(plain) && all.length === 2) return all[at === 0 ? 1 : 0];
  return undefined;
}

/** A stance was asked for, not what a text has. */
const STANCE =
  /^(?:views?|positions?|stances?|opinions?|thinks?|thought|stands?|lines?|takes?|reactions?|attitudes?)$/;

/** Share of the question before that a reading must hold where no one subject was told of. */
const LEAST = 0.2;

/** The same subject, or the same one's stance, in the text asked for. Empty where none is. */
export function inOtherText(candidates: readonly Candidate[], asked: Asked, unitOf: UnitOf): readonly Unit[] {
  const { thread } = asked;
  if (thread === null) return [];
  const text = textMeant(thread, asked);
  if (text === undefined) return [];
  if (thread.kind === 'position')
    // What was asked before says whether it was a stance or a subject.
    return nearestToBefore(
      candidates,
      asked,
      (unit) =>
        (unit.kind === 'position' && unit.voice === thread.voice && unit.texts.includes(text.id)) ||
        (unit.kind === 'reading' &&
          unit.texts[0] === text.id &&
          !asked.context.some(({ word }) => STANCE.test(word))),
      0,
    );
  const [only, ...more] = thread.provisions;
  const own = more.length > 0 || only === undefined ? undefined : unitOf(`reading:${only}/${text.id}`);
  if (own !== undefined) return [own];
  return nearestToBefore(
    candidates,
    asked,
    (unit) => unit.kind === 'reading' && unit.texts[0] === text.id,
    LEAST,
  ).slice(0, 1);
}

/** The readings of what was told before in a text that the one who is named wrote. */
export function inTextsOf(asked: Asked, unitOf: UnitOf): readonly Unit[] {
  const { thread, mentions, briefing } = asked;
  if (thread?.kind !== 'reading') return [];
  const named = new Set(mentions.named.flatMap(({ actors }) => actors.map(({ id }) => id)));
  const texts = briefing.texts.filter(
    ({ id, authors }) => !thread.texts.includes(id) && authors.some((author) => named.has(author)),
  );
  return texts.flatMap(({ id }) => thread.provisions.flatMap((one) => unitOf(`reading:${one}/${id}`) ?? []));
}

/** The reading of the point of that number in the text told of. */
export function nextPoint(point: number, { thread, briefing }: Asked, unitOf: UnitOf): Unit | undefined {
  const own = briefing.provisions.flatMap(({ readings }) =>
    readings.filter((one) => one.text === thread?.texts[0] && one.points.includes(point)),
  );
  return own.map((one) => unitOf(recordId(one)))[0];
}

const AND = /^(?:and|so|or|but|what about|how about|same for|and what about|and how about)\b/i;
const MOST_OWN = 3;
/** How well each word that is asked on must stand in a record. */
const HELD = 0.6;
/** Of these each is one of a row; what a text has on something is told as a whole. */
const COUNTED: ReadonlySet<string> = new Set(['vote', 'figure', 'deadline', 'person', 'party']);

/** "And the south?": a record of the same kind that holds what is asked on, the nearest to what was asked before. */
export function sameOf(candidates: readonly Candidate[], asked: Asked): readonly Unit[] {
  const { thread, mentions, terms } = asked;
  if (thread === null || !COUNTED.has(thread.record.kind)) return [];
  if (!AND.test(mentions.plain) || mentions.words.length > 7) return [];
  const own = terms.flatMap(({ part, stems }, at) => (part !== 'asking' && stems.length > 0 ? [at] : []));
  // A number alone is a part of what was told.
  const isNaming = terms.some(({ part }) => part === 'word' || part === 'name');
  if (own.length === 0 || own.length > MOST_OWN || !isNaming) return [];
  return nearestToBefore(
    candidates,
    asked,
    (unit, { held }) =>
      unit.record.kind === thread.record.kind && own.every((at) => (held[at]?.factor ?? 0) >= HELD),
    0,
  );
}
