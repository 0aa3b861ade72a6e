import { lookupOf } from '../../../../domain/lookups/lookup.ts';
import { groupsOn } from '../../../../domain/lookups/members.ts';
import { evidenceOf } from '../../../../search/evidence/evidence-index.ts';
import type { Unit } from '../../../../search/evidence/unit.ts';
import { mentionedActors } from '../../../../search/names/mentioned-actors.ts';
import type { Asked } from '../../../ranking/asked.ts';
import { type Decision, MOST_UNITS } from '../../decision.ts';
import type { Found } from '../../found.ts';
import { subjectHeld } from './between-texts.ts';

const WANTS =
  /^(?:demands?|wants?|requires?|asks?|obliges?|orders?|expects?|imposes?|foresees?|stipulates?|calls?|urges?)$/;
/** Words of such a question that name nothing it could be on. */
const BESIDE = /^(?:from|of|on|for|exactly|actually|really|there|do|be|done)$/;
/** So much of what is asked must a subject hold to be it. */
const HELD = 0.6;
const MOST_READINGS = 4;

/**
 * "What does resolution 2231 require of Iran", "the accord, what does it demand": the text speaks, whoever it speaks of. Its own
 * readings that name them, or on what is named besides, and else the text itself with what it has.
 */
export function textWants({ asked, ranked }: Found): Decision | null {
  const { mentions, briefing, terms } = asked;
  const [text, ...others] = mentions.texts;
  const verb = verbOfText(asked);
  if (text === undefined || others.length > 0 || verb === null) return null;
  const evidence = evidenceOf(briefing);
  const itself = evidence.unit(`text:${text.id}`);
  const own = readingsOf(text.id, ranked, asked);
  if (itself === undefined || own.length === 0) return null;
  const { voicesOf } = lookupOf(briefing);
  const named = mentions.named
    .filter(({ from }) => from > verb)
    .map(({ actors }) => new Set(actors.flatMap(({ id }) => [...voicesOf(id)])));
  const subject = terms.flatMap(({ part, word }, at) =>
    part === 'word' && !WANTS.test(word) && !BESIDE.test(word) ? [at] : [],
  );
  const on = subject.length === 0 ? null : subjectHeld(ranked, subject, asked, HELD);
  if (subject.length > 0 && on === null) return null;
  const shown = own.filter(
    (unit) =>
      unit.record.kind === 'reading' &&
      (on === null || unit.provisions.includes(on)) &&
      named.every((those) => namesAny(unit, those, briefing)),
  );
  // Of somebody whom no point names, the text as a whole may speak all the same.
  if (shown.length === 0 && subject.length > 0) return null;
  const points = shown.slice(0, MOST_READINGS);
  const units =
    points.length === 0
      ? [itself, ...own.slice(0, MOST_READINGS)]
      : named.length > 0 || subject.length > 0
        ? [...points, itself]
        : [itself, ...points];
  return { kind: 'answer', verdict: null, units: units.slice(0, MOST_UNITS), fit: 0.7 };
}

const MENTIONS = /^(?:mentions?|names?|includes?|covers?|addresse?s?|refers?)$/;

/** "Does the agreement mention X": its own readings that name them, or that none does where its wording is public. */
export function textMentions({ asked, ranked }: Found): Decision | null {
  const { mentions, briefing, terms } = asked;
  const [text, ...others] = mentions.texts;
  const [named, ...more] = mentions.named;
  const does = mentions.words.findIndex((word) => /^(?:does|do|did)$/.test(word));
  const verb = mentions.words.findIndex((word) => MENTIONS.test(word));
  if (text === undefined || named === undefined || others.length + more.length > 0) return null;
  if (does < 0 || does > 1 || verb < does || named.from < verb) return null;
  if (terms.some(({ part, word }) => part === 'word' && !MENTIONS.test(word) && !BESIDE.test(word)))
    return null;
  const itself = evidenceOf(briefing).unit(`text:${text.id}`);
  if (itself === undefined) return null;
  const { voicesOf } = lookupOf(briefing);
  const day = briefing.asOf ?? briefing.reviewed;
  const those = new Set(
    named.actors.flatMap(({ id }) => [
      ...voicesOf(id),
      ...groupsOn(id, briefing, day).map(({ group }) => group.id),
    ]),
  );
  const own = readingsOf(text.id, ranked, asked).filter((unit) => namesAny(unit, those, briefing));
  // What is told of a text here is not all it says: that nothing here names them is no denial.
  return own.length === 0
    ? null
    : { kind: 'answer', verdict: null, units: [...own.slice(0, MOST_READINGS), itself], fit: 0.7 };
}

/** Place of the verb whose subject is the text that is named; null where it is somebody else's, or there is none. */
function verbOfText({ mentions: { words, telling } }: Asked): number | null {
  const what = words.findIndex((word) => /^(?:what|wat|whats)$/.test(word));
  const does = words.findIndex((word, at) => at > what && /^(?:does|do|did|would)$/.test(word));
  const verb = words.findIndex((word, at) => at > does && WANTS.test(word));
  if (what < 0 || does !== what + 1 || verb < 0) return null;
  const part = (at: number) => telling[at]?.part;
  const between = words.slice(does + 1, verb).map((_, offset) => does + 1 + offset);
  const before = words.slice(0, what).map((_, at) => at);
  const isText = (places: readonly number[]) =>
    places.some((at) => part(at) === 'text') &&
    places.every((at) => part(at) === 'text' || part(at) === 'asking');
  const isIt = between.length === 1 && /^(?:it|this|that)$/.test(words[between[0] ?? -1] ?? '');
  return isText(between) || (isIt && isText(before)) ? verb : null;
}

/** Whether the wording of a reading names one of these actors. */
function namesAny({ record }: Unit, those: ReadonlySet<string>, briefing: Asked['briefing']): boolean {
  return (
    record.kind === 'reading' &&
    mentionedActors(record.wording, briefing).some(({ actor }) => those.has(actor.id))
  );
}

/** The text's readings, the likeliest first. */
function readingsOf(id: string, ranked: Found['ranked'], { briefing }: Asked): readonly Unit[] {
  const found = ranked
    .map(({ candidate }) => candidate.unit)
    .filter(({ kind, texts }) => kind === 'reading' && texts[0] === id);
  const { unit } = evidenceOf(briefing);
  const all = briefing.provisions.flatMap(({ readings }) =>
    readings.flatMap((one) => (one.text === id ? (unit(`reading:${one.provision}/${id}`) ?? []) : [])),
  );
  return [...found, ...all.filter((one) => !found.includes(one))];
}
