import type { Source } from '../../../../domain/source.ts';
import { evidenceOf } from '../../../../search/evidence/evidence-index.ts';
import { phraseWords } from '../../../../search/names/topics.ts';
import { stem } from '../../../../search/text/stem.ts';
import type { Asked } from '../../../ranking/asked.ts';
import { signalsOf } from '../../../ranking/features.ts';
import type { RankedUnit } from '../../../ranking/rank.ts';
import { answerLedBy, type Decision, headedBy, MOST_UNITS } from '../../decision.ts';
import type { Found } from '../../found.ts';

/** Asks what an article is worth, whose reporting it is, or where it is to be read. */
const WORTH =
  /\b(?:reliab\w+|trust\w*|credib\w+|legit\w*|original\w*|own report\w*|first.?hand|second.?hand|pages?|sites?|pieces?|articles?|links?|urls?|quality|any good|ok(?:ay)? to|safe to|quotable|repost\w*|mirror\w*|cop(?:y|ies)|copied|machine\w*|reworded|rewr\w+|translat\w+|aggregat\w+|(?:kind|sort|type) of source|sources?|sourcing|stuff from|tabloid|propaganda)\b/i;
/** What may stand in such a question beside the publisher. */
const BESIDE =
  /^(?:reliab\w+|unreliab\w+|trust\w*|credib\w+|legit\w*|original\w*|own|report\w*|firsthand|secondhand|hand|first|1|second|2|2nd|1st|page|pages|site|sites|website|piece|pieces|article|articles|story|post|link|links|url|address|quality|good|bad|ok|okay|safe|quot\w+|use|used|using|print|run|cite|cited|repost\w*|mirror\w*|cop(?:y|ies)|copied|machine|made|reworded|rewr\w+|translat\w+|aggregat\w+|kind|sort|type|source|sources|sourced|sourcing|stuff|paper|newspaper|outlet|outlets|publisher|news|work|works|text|version|real|tabloid|propaganda|based|agency|get|gets|rely|relying|solid|serious|do|can|may|should|we|i|the|from|at|all|just|only|itself|there|their|its)$/i;
/** Words of a publisher's name that others have as well. */
const COMMON = new Set(
  'the of and news com net org ru su co uk daily times post agency press online tv ministry department office'.split(
    ' ',
  ),
);

/** Sources by whom the question names as the publisher, the likeliest first; empty where none is or something else is asked. */
function sourcesNamed(ranked: readonly RankedUnit[], { mentions, briefing }: Asked): readonly Source[] {
  const typed = phraseWords(mentions.plain).map(folded);
  const words = new Set(typed.flatMap((word) => [word, word.replace(/s$/, '')]));
  const place = new Map(ranked.map(({ candidate }, at) => [candidate.unit.id, at]));
  const owners = new Map<string, Set<string>>();
  for (const { publisher } of briefing.sources)
    for (const word of phraseWords(publisher).map(folded))
      owners.set(word, (owners.get(word) ?? new Set()).add(publisher));
  const ofActors = new Set(mentions.named.flatMap(({ from, to }) => mentions.words.slice(from, to)));
  const named = briefing.sources.flatMap((source) => {
    const own = phraseWords(source.publisher.replace(/\([^()]*\)/g, ' ')).map(folded);
    const telling = own.filter((word) => !COMMON.has(word));
    const isNamed =
      telling.length > 0
        ? telling.every((word) => words.has(word))
        : own.length > 1 && own.filter((word) => word !== 'the').every((word) => words.has(word));
    // "The Courier" of one town alone; what is also somebody's name is not enough.
    const isPart = telling.some(
      (word) => word.length >= 5 && words.has(word) && owners.get(word)?.size === 1 && !ofActors.has(word),
    );
    if (!isNamed && !isPart) return [];
    const stems = new Set(
      phraseWords(
        `${source.publisher} ${source.title ?? ''} ${source.note ?? ''} ${source.id.replaceAll('-', ' ')}`,
      ).map((word) => stem(folded(word))),
    );
    const left = typed.filter(
      (word) => !own.includes(word) && !own.includes(word.replace(/s$/, '')) && !BESIDE.test(word),
    );
    const asking = left.filter((word) => !ASKS.test(word));
    const held = asking.filter((word) => stems.has(stem(word))).length;
    return [{ source, missed: asking.length - held, held, names: isNamed ? telling.length : 0 }];
  });
  const least = Math.min(...named.map(({ missed }) => missed));
  if (named.length === 0 || least > 0) return [];
  const most = Math.max(...named.map(({ names }) => names));
  return named
    .filter(({ missed, names }) => missed === 0 && names === most)
    .toSorted(
      (a, b) =>
        b.held - a.held ||
        (place.get(`source:${a.source.id}`) ?? 99) - (place.get(`source:${b.source.id}`) ?? 99),
    )
    .map(({ source }) => source);
}

const ASKS =
  /^(?:a|an|and|is|are|was|were|be|did|does|has|have|had|how|what|whats|where|which|who|whose|why|on|of|to|in|for|that|this|it|any|you|u|pls|please|so|or|ok|about|with|by|not|no|its|they|them|even|really|actually|anything|something|say|says)$/;

function folded(word: string): string {
  return word.normalize('NFKD').replace(/\p{M}/gu, '');
}

/**
 * "Is the Gazette piece its own reporting", "may I trust news.example", "link to the Herald article on the vote": the article
 * that is named by its publisher, with what it is worth. Null where something else is asked.
 */
export function sourceAsked({ ranked, units, asked }: Found): Decision | null {
  const { mentions, briefing, thread, wanted } = asked;
  if (thread !== null || mentions.points.length > 0 || wanted.vote > 0 || !WORTH.test(mentions.plain))
    return null;
  const evidence = evidenceOf(briefing);
  const found = sourcesNamed(ranked, asked).flatMap(({ id }) => evidence.unit(`source:${id}`) ?? []);
  const [lead, ...others] = found;
  if (lead === undefined) return null;
  return {
    kind: 'answer',
    verdict: null,
    units: [
      lead,
      ...others.slice(0, 2),
      ...headedBy(lead, units).filter((unit) => !found.includes(unit)),
    ].slice(0, MOST_UNITS),
    fit: 0.8,
  };
}

const WHICH_SOURCES =
  /^(?:and |so )?(?:(?:which|what)(?: of (?:the|these|your))?|any|are (?:there )?any(?: of the)?) (?:sources?|articles?|reports?|outlets?|pages?|copies|copy|pieces?)\b/i;
/** What people call each kind of source. */
const KINDS: readonly (readonly [Source['quality'], RegExp])[] = [
  ['machine-reworded', /\b(?:machine\w*|re.?worded|spun|ai.?written|synonyms?)\b/i],
  ['repost', /\b(?:reposts?|reposted|mirrors?|mirrored|copied|cop(?:y|ies))\b/i],
  ['agency-based', /\bagency\b/i],
  ['aggregated', /\baggregat\w+/i],
  ['original', /\b(?:original\w*|own report\w*|first.?hand)\b/i],
];

/** "Which source is machine-reworded?": all that are of that kind. Null where a publisher or anything else is named. */
export function sourcesOfKind({ asked: { mentions, briefing, thread } }: Found): Decision | null {
  const { plain, named, texts, points } = mentions;
  if (thread !== null || named.length + texts.length + points.length > 0 || !WHICH_SOURCES.test(plain))
    return null;
  const kind = KINDS.find(([, words]) => words.test(plain.replace(WHICH_SOURCES, '')))?.[0];
  if (kind === undefined) return null;
  const { unit } = evidenceOf(briefing);
  const units = briefing.sources.flatMap(({ id, quality }) =>
    quality === kind ? (unit(`source:${id}`) ?? []) : [],
  );
  return units.length === 0
    ? null
    : { kind: 'answer', verdict: null, units: units.slice(0, MOST_UNITS), fit: 0.8 };
}

/** "Source for the 7,537 kilograms": the record that holds the very figure. Null where nobody asks who reports it. */
export function figureSourced({ ranked, units, asked }: Found): Decision | null {
  const { mentions } = asked;
  if (mentions.quantities.length === 0 || !asksSourceOf(mentions.plain)) return null;
  const held = ranked.slice(0, 5).find(({ candidate }) => {
    const { figure = 0 } = signalsOf(candidate, asked);
    return figure >= 1 && candidate.unit.kind !== 'gap';
  });
  if (held === undefined) return null;
  return answerLedBy(held.candidate.unit, { units, fit: 0 }, 0.7);
}

/** Asks from whom something is known: "source for the 40 boats", "who reports it", "where do we have that from". */
const SOURCE_OF =
  /^(?:and |so |but |ok )?(?:(?:the |a |any |your |our )?(?:sources?|sourcing|links?|references?|citations?) (?:for|of|on|to|behind)\b|who (?:reports?|reported|is reporting|printed|published|ran|broke)\b|(?:which|what) (?:outlets?|papers?|newspapers?|sites?|publishers?|sources?|media)\b|where (?:do|did|does) (?:we|you|u|this|that|the|it|they)\b.{0,60}\b(?:from|get)\b|how do (?:we|you|u) know\b|where (?:can|could) (?:i|we) (?:read|find|see)\b)|\b(?:says who|according to whom?|who says so|sources?|link)[?.! ]*$/i;

/** True where a question asks who reports what it names. */
export function asksSourceOf(plain: string): boolean {
  return SOURCE_OF.test(plain);
}
