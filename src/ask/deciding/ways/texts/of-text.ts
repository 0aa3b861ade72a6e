import { lookupOf } from '../../../../domain/lookups/lookup.ts';
import { evidenceOf } from '../../../../search/evidence/evidence-index.ts';
import type { Unit } from '../../../../search/evidence/unit.ts';
import type { Asked } from '../../../ranking/asked.ts';
import type { RankedUnit } from '../../../ranking/rank.ts';
import { textsInOrder, versionsAsked } from '../../../reading/versions-asked.ts';
import { type Decision, headedBy, MOST_UNITS } from '../../decision.ts';
import type { Found } from '../../found.ts';

/** What a text says of itself: how many points it has, now or at all, and when it came out. Null where neither is asked. */
export function ofText({ ranked, units, asked }: Found): Decision | null {
  return pointsNow(ranked, asked) ?? publishedWhen(ranked, units, asked) ?? pointCount(units, ranked, asked);
}

const ALL_TEXTS =
  /^(?:and |so |please |ok )*(?:(?:list|show|name|give)(?: me| us)?|what(?:'s| are| were)?|which|all|how many|every)(?: (?:all|are|the|of|every|each|different|other))* (?:texts?|drafts?|versions?|plans?|proposals?|documents?|papers?|offers?)(?: (?:there (?:is|are)|are there|exist|is there|so far|now|here|have there been|on record|in (?:this|the) (?:story|briefing)|do you (?:know|have)|of|the))*[?.! ]*$/i;
const COUNT_IN =
  /\b(?:how many|number of|count of|no\.? of) (?:the )?(?:points?|pts|articles?|clauses?|items?|measures?|paragraphs?|chapters?|sections?)\b|\b(?:points?|articles?|clauses?|items?|measures?|paragraphs?) (?:count|in each)\b/i;
const SEVERAL =
  /\b(?:each|both|vs|v|versus|compared?|gone (?:up|down)|go up|went (?:up|down)|up or down|every)\b/i;

/** Every text there is, or how many points each of several has: what the texts say of themselves, side by side. */
export function allTexts({ asked: { mentions, briefing } }: Found): Decision | null {
  const counts = COUNT_IN.test(mentions.plain);
  const all = ALL_TEXTS.test(mentions.plain);
  if (!all && !(counts && (mentions.texts.length > 1 || SEVERAL.test(mentions.plain)))) return null;
  const named = counts && mentions.texts.length > 1 ? mentions.texts : textsInOrder(briefing);
  const shown = all ? named : named.filter(({ points }) => points !== undefined);
  const units = shown.flatMap(({ id }) => evidenceOf(briefing).unit(`text:${id}`) ?? []);
  return units.length < 2
    ? null
    : { kind: 'answer', verdict: null, sideBySide: true, units: units.slice(0, MOST_UNITS), fit: 0.8 };
}

/**
 * "How many points …": the text itself says so. Null where no text is named, or several, or its points are not counted
 * on record.
 */
function pointCount(
  units: readonly Unit[],
  ranked: readonly RankedUnit[],
  { mentions, briefing }: Asked,
): Decision | null {
  if (
    !/\bhow many (?:numbered )?(?:points|articles|clauses|items|paragraphs|measures|chapters)\b/i.test(
      mentions.plain,
    )
  )
    return null;
  if (mentions.texts.length !== 1 || mentions.texts[0]?.points === undefined) return null;
  const id = `text:${mentions.texts[0].id}`;
  const text = ranked.find(({ candidate }) => candidate.unit.id === id)?.candidate.unit;
  if (text === undefined || briefing.texts.length === 0) return null;
  const row = ranked.find(
    ({ candidate: { unit } }) =>
      unit.kind === 'reading' &&
      unit.texts[0] === mentions.texts[0]?.id &&
      /\bpoints\b/i.test(unit.prose[0]?.text ?? ''),
  );
  const lead = row?.candidate.unit ?? text;
  return {
    kind: 'answer',
    verdict: null,
    units: headedBy(lead, [text, ...units]).slice(0, MOST_UNITS),
    fit: 0.8,
  };
}

const NOW = /\b(?:still|now|currently|left|remain|remains|remaining)\b/i;
const POINTS =
  /\b(?:(\d{1,3})|how many|number of) (?:points?|articles?|clauses?|items?|measures?|paragraphs?)\b/i;

/**
 * "Still 28 points?", "how many points are left": what the latest text has, and whether that is the number asked about.
 * Null where somebody is named. The verdict is null where no number was asked about.
 */
function pointsNow(ranked: readonly RankedUnit[], { mentions, briefing }: Asked): Decision | null {
  const match = NOW.test(mentions.plain) ? POINTS.exec(mentions.plain) : null;
  if (match === null || mentions.named.length > 0) return null;
  const latest = lookupOf(briefing).text(briefing.latestText);
  if (latest?.points === undefined) return null;
  const of = evidenceOf(briefing).unit(`text:${latest.id}`);
  if (of === undefined) return null;
  const asked = Number(match[1] ?? Number.NaN);
  const verdict = Number.isNaN(asked) ? null : asked === latest.points ? 'yes' : 'no';
  const row = ranked
    .map(({ candidate }) => candidate.unit)
    .find(
      (unit) =>
        unit.kind === 'reading' &&
        unit.texts[0] === latest.id &&
        /\b(?:points|articles)\b/i.test(unit.prose[0]?.text ?? ''),
    );
  const lead = row ?? of;
  const others = ranked.map(({ candidate }) => candidate.unit).filter((unit) => unit !== lead && unit !== of);
  return {
    kind: 'answer',
    verdict,
    units: [lead, ...(lead === of ? [] : [of]), ...others].slice(0, MOST_UNITS),
    fit: 0.8,
  };
}

const PUBLISHED = /\b(?:publish\w*|publication|made public|released?|came? out|put out|printed)\b/i;

/** "When did they put the draft online": what stands between may be a long name. */
function isPublished(plain: string): boolean {
  return PUBLISHED.test(plain) || (/\bput\b/i.test(plain) && /\b(?:out|online|up)\b/i.test(plain));
}

/**
 * When a text came out is said by the text, also where it never did or nobody knows when. Null where not exactly one
 * text is named, and where a known gap leads.
 */
function publishedWhen(ranked: readonly RankedUnit[], units: readonly Unit[], asked: Asked): Decision | null {
  const { mentions, wanted, briefing } = asked;
  const [only, ...others] = mentions.texts.length > 0 ? mentions.texts : versionsAsked(asked).texts;
  if (only === undefined || others.length > 0 || wanted.time < 0.8 || !isPublished(mentions.plain))
    return null;
  const top = ranked[0]?.candidate.unit;
  if (top?.kind === 'gap' && (top.texts.length === 0 || top.texts.includes(only.id))) return null;
  const text = evidenceOf(briefing).unit(`text:${only.id}`);
  if (text === undefined) return null;
  const shown = headedBy(text, units).slice(0, MOST_UNITS);
  return { kind: 'answer', verdict: null, units: shown, fit: 0.8 };
}
