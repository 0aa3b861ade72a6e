import type { Change } from '../../../../domain/provision.ts';
import type { Text } from '../../../../domain/text.ts';
import { evidenceOf } from '../../../../search/evidence/evidence-index.ts';
import { DRAFT_WORDS } from '../../../../search/names/draft-words.ts';
import { phraseWords } from '../../../../search/names/topics.ts';
import type { Asked } from '../../../ranking/asked.ts';
import type { RankedUnit } from '../../../ranking/rank.ts';
import { textsInOrder, versionsAsked } from '../../../reading/versions-asked.ts';
import { type Decision, MOST_UNITS } from '../../decision.ts';
import type { Found } from '../../found.ts';

/** Lays two texts side by side, where two are named. */
const BESIDE =
  /\b(?:against|next to|side by side|instead of|then and (?:now|later)|before and after|each|from .{1,60} to|between .{1,60} and|same(?: thing| as)?|identical|was .{1,40} in the)\b|->|→|\bbefore\b.*\bnow\b|,.*,/i;
/** Does so by itself: the other text is the one it was made from. */
const COMPARED =
  /\b(?:vs|v|versus|compar\w+|diff|differ\w*|differenc\w*|side by side|across (?:all|the)|over time|then and (?:now|later))\b/i;
/** Says that one subject was told otherwise in one text than in another. */
const MOVED =
  /\b(?:(?:what|how|where|has|have|did|was|is) .{0,40}\b(?:chang\w+|differ\w*|mov(?:e|ed)|evol\w+|rewr\w+|amend\w*)|chang(?:e|es|ed)|then and later|before,? now|shr[aiu]nk\w*|grew|grown|went (?:up|down)|gone (?:up|down))\b/i;
const WHICH =
  /^(?:and |so )?(?:in )?(?:which|what) (?:draft|text|version|plan|paper|offer|proposal|document|deal|treaty|accord|agreement|one)s?\b/i;

const GONE =
  /\b(?:drop(?:ped|s)?|remov\w+|delet\w+|str(?:ike|uck|ikes) out|tak(?:e|en) out|took out|cut(?: out)?|get rid of|got rid of|gone|f[ae]ll(?:s|en)? (?:away|out|off)|went (?:out|missing)|did ?n[o']?t (?:make it|survive)|not make it|left out|leaves? out|scrapp?\w*|axed?|lost|miss(?:ing|es)|no longer)\b/i;
const ADDED =
  /\b(?:new|add(?:s|ed|itions?)?|inserted|introduc\w+|only .{1,40} has|no .{1,40} had|not existed)\b/i;
const KEPT =
  /\b(?:unchanged|stayed|stays|kept|keeps?|the same|identical|surviv\w+|carried over|untouched)\b/i;

/** Words of such a question that name no subject. */
const GENERIC = new Set(
  `vs v versus compare compared comparing comparison against next side diff differ differs different difference differences instead
  before after time years across each same identical change changed changes changing move moved evolve evolved rewritten amend
  amended shrunk shrank shrink grew grown gone drop dropped drops remove removed delete deleted strike struck take took taken cut
  rid fell falls away left leave leaves scrap scrapped axe axed lost missing miss add added adds new addition additions inserted
  introduced existed exist kept keep keeps stay stayed stays unchanged survive survived untouched carried thing things stuff measure
  measures clause clauses point points pts item items article articles paragraph paragraphs section sections part parts list listed wording wordings text
  texts draft drafts version versions plan plans paper papers offer offers proposal proposals document documents deal deals contract
  treaty accord agreement outright entirely exactly whole since between language say says said american wrt regarding line pointer side
  completely totally altogether idea bit issue rule rules provision provisions everything anything nothing originally together`.split(
    /\s+/,
  ),
);

/** So much of what is asked, by the weight of its words, must the readings of one subject hold to be what is compared. */
const HELD = 0.6;
const LOOSELY = 0.5;
const MOST_TEXTS = 4;

/**
 * What a question about several texts asks: one subject as each of them has it, or what one of them drops, adds or keeps. Null
 * where it asks neither, or no subject on record holds enough of it.
 */
export function betweenTexts({ byScore, asked }: Found): Decision | null {
  const { plain } = asked.mentions;
  const alone = COMPARED.test(plain) || WHICH.test(plain) || MOVED.test(plain);
  const change = changeAsked(plain);
  if (!alone && !BESIDE.test(plain) && change === null) return null;
  const { texts, used } = versionsAsked(asked);
  const subject = subjectIn(asked, used);
  if (subject.length === 0) return change === null ? null : changesIn(texts, change, asked);
  if (texts.length < 2 && !alone && !(change !== null && asked.mentions.texts.length > 0)) return null;
  return besideEachOther(byScore, subject, texts, asked);
}

/** Where the terms stand that name a subject: neither a text, by the words used for that, nor what is asked of it. */
export function subjectIn({ terms }: Asked, used: ReadonlySet<string>): readonly number[] {
  return terms.flatMap(({ part, word }, at) =>
    (part === 'word' || part === 'name' || part === 'number') && !used.has(word) && !GENERIC.has(word)
      ? [at]
      : [],
  );
}

/** One subject as the texts asked for have it; where one is asked for, beside the text it was made from, and else all there are. */
function besideEachOther(
  ranked: readonly RankedUnit[],
  subject: readonly number[],
  texts: readonly Text[],
  asked: Asked,
): Decision | null {
  const provision = subjectHeld(ranked, subject, asked);
  if (provision === null) return null;
  const { unit } = evidenceOf(asked.briefing);
  const shown = changedFirst(textsShown(texts, asked), texts, asked);
  const units = shown.flatMap(({ id }) => unit(`reading:${provision}/${id}`) ?? []);
  if (units.length < 2) return null;
  return { kind: 'answer', verdict: null, sideBySide: true, units: units.slice(0, MOST_TEXTS), fit: 0.8 };
}

/** "What changed from the first to the second", "since the first": what it came to is told before what it was. */
function changedFirst(
  shown: readonly Text[],
  named: readonly Text[],
  { mentions: { plain }, briefing }: Asked,
): readonly Text[] {
  if (!MOVED.test(plain) || COMPARED.test(plain) || named.length === 0) return shown;
  const inOrder = textsInOrder(briefing);
  const place = ({ id }: Text) => inOrder.findIndex((one) => one.id === id);
  const [only, ...others] = named;
  if (others.length > 0 || only === undefined) return shown.toSorted((a, b) => place(b) - place(a));
  if (only.parents.length > 0) return shown;
  const made = shown.filter(({ parents }) => parents[0] === only.id);
  if (made.length === 0) return shown.toSorted((a, b) => place(b) - place(a));
  return [...made, ...shown.filter((one) => !made.includes(one))];
}

function textsShown(texts: readonly Text[], { briefing }: Asked): readonly Text[] {
  const inOrder = textsInOrder(briefing);
  if (texts.length > 1) return texts;
  const [only] = texts;
  const newestFirst = inOrder.toReversed();
  if (only === undefined) return newestFirst;
  const [parent] = only.parents;
  const near = parent === undefined ? newestFirst : newestFirst.filter(({ id }) => id === parent);
  return [only, ...near.filter(({ id }) => id !== only.id)];
}

/** The subject whose readings hold most of what is asked, of those that hold enough the likeliest. */
export function subjectHeld(
  ranked: readonly RankedUnit[],
  subject: readonly number[],
  asked: Asked,
  least = HELD,
): string | null {
  const weights = subject.map((at) => 0.1 + (asked.terms[at]?.idf ?? 0));
  const all = weights.reduce((sum, one) => sum + one, 0);
  const held = new Map<string, number[]>();
  for (const { candidate } of ranked) {
    if (candidate.unit.kind !== 'reading') continue;
    const [id = ''] = candidate.unit.provisions;
    const most = held.get(id) ?? subject.map(() => 0);
    held.set(
      id,
      most.map((factor, at) => Math.max(factor, candidate.held[subject[at] ?? -1]?.factor ?? 0)),
    );
  }
  const share = (id: string) =>
    (held.get(id) ?? []).reduce(
      (sum, factor, at) => sum + (weights[at] ?? 0) * (factor >= LOOSELY ? factor : 0),
      0,
    ) / all;
  const likeliest = [...held.keys()].slice(0, MOST_UNITS);
  const most = Math.max(0, ...likeliest.map(share));
  return most < least ? null : (likeliest.find((id) => share(id) >= most - 0.05) ?? null);
}

type Asks = 'gone' | 'added' | 'kept';

function changeAsked(plain: string): Asks | null {
  if (KEPT.test(plain)) return 'kept';
  if (GONE.test(plain)) return 'gone';
  // "The new accord" is a text, and nothing is asked to be new.
  const words = phraseWords(plain);
  const isOfText = words.some((word, at) => word === 'new' && DRAFT_WORDS.has(words[at + 1] ?? ''));
  return ADDED.test(plain) && !isOfText ? 'added' : null;
}

const AS: Readonly<Record<Asks, readonly Change[]>> = {
  gone: ['removed'],
  added: ['new'],
  kept: ['kept'],
};

/** "Dropped from the first": what the text made from it no longer has. */
const SINCE = /\b(?:from|since|of|out of)\b/i;

/** What one text drops, adds or keeps of the one it was made from, where its wording is public; null where nothing is. */
function changesIn(texts: readonly Text[], asks: Asks, { mentions, briefing }: Asked): Decision | null {
  const of = changedText(texts, asks, mentions.plain, textsInOrder(briefing));
  const [from] = of?.parents ?? [];
  if (of === undefined || from === undefined || (of.status !== 'full' && of.status !== 'partial'))
    return null;
  const { unit } = evidenceOf(briefing);
  const units = briefing.provisions
    .flatMap(({ readings }) =>
      readings.filter(({ text, change }) => text === of.id && AS[asks].includes(change)),
    )
    .toSorted((a, b) => Number(a.materiality === 'minor') - Number(b.materiality === 'minor'))
    .flatMap((reading) => unit(`reading:${reading.provision}/${of.id}`) ?? []);
  if (units.length === 0) return null;
  return {
    kind: 'changes',
    asks,
    text: of.id,
    from,
    units: units.slice(0, MOST_UNITS),
    all: units.length,
    fit: 0.8,
  };
}

function changedText(
  texts: readonly Text[],
  asks: Asks,
  plain: string,
  inOrder: readonly Text[],
): Text | undefined {
  const [one, two] = texts;
  if (two !== undefined && one !== undefined) {
    if (two.parents[0] === one.id) return two;
    return one.parents[0] === two.id ? one : undefined;
  }
  if (one === undefined) return undefined;
  const child = inOrder.findLast(({ parents }) => parents[0] === one.id);
  const leaves = asks === 'gone' && SINCE.test(plain) && child !== undefined;
  return leaves || one.parents.length === 0 ? child : one;
}
