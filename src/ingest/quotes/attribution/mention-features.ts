import type { Article } from '../reading/article.ts';
import { surnameKey } from '../reading/entities.ts';
import type { Governor } from '../reading/governors.ts';
import type { Mention } from '../reading/mention.ts';
import type { Token } from '../reading/stream.ts';
import type { Units } from '../reading/units.ts';
import type { Before } from './candidates.ts';
import type { Emit } from './weights.ts';

const LONGEST_PATH = 12;

/** Features of the place of a mention, whichever quotation is asked about. */
export function placeOf(article: Article, index: number): readonly string[] {
  const { mentions, units, stream, entities } = article;
  const mention = mentions[index] as Mention;
  const at = units.ofMention[index] ?? 0;
  const { signs } = units;
  const kind = kindOf(mention);
  const previous = stream.tokens[mention.from - 1];
  const next = stream.tokens[mention.to];
  const [a = '^', b = '^', c = '$', d = '$', e = '$'] = [
    signs[at - 2],
    signs[at - 1],
    signs[at + 1],
    signs[at + 2],
    signs[at + 3],
  ];
  const entity = entities.all[entities.ofMention[index] ?? -1];
  const count = entity === undefined ? 0 : Math.min(5, entity.mentions.length);
  return [
    `k=${kind}`,
    `l1=${b}`,
    `l2=${a}${b}`,
    `r1=${c}`,
    `r2=${c}${d}`,
    `r3=${c}${d}${e}`,
    `lr=${b}_${c}`,
    `kr=${kind}${c}${d}`,
    `kl=${kind}${b}`,
    `pw=${lexical(previous)}`,
    `nw=${lexical(next)}`,
    `subj=${units.subjects[at] === index}`,
    `n=${count}`,
    `noun=${mention.kind === 'noun' ? mention.noun : mention.noun === '' ? '' : 'title'}`,
    `len=${Math.min(4, mention.to - mention.from)}${kind}`,
    `first=${stream.tokens[mention.from]?.first}`,
  ];
}

/** A word as a feature; of names and numbers only that they are such, so that the weights know nobody. */
export function lexical(token: Token | undefined): string {
  if (token === undefined) return '$';
  if (token.kind !== 'word') return token.text.slice(0, 1);
  return token.capital ? 'C' : /^\d/.test(token.low) ? '0' : token.low;
}

function kindOf(mention: Mention): string {
  if (mention.kind === 'name') return mention.sort & 8192 ? 'org' : 'name';
  if (mention.kind === 'pronoun') return mention.pronoun;
  return mention.sort & 2048 ? (mention.definite ? 'the' : 'a') : mention.sort & 8192 ? 'body' : 'doc';
}

/** Where a candidate stands among those of its side, nearest first. */
export interface Position {
  /** From 1; 0 for the two constants. */
  readonly rank: number;
  /** How many nearer ones are the subject of a verb of speaking. */
  readonly rivals: number;
}

/** Features of a mention as the speaker of a quotation, with `shape` being the quotation's own. */
export function pairOf(
  article: Article,
  quote: number,
  index: number,
  before: Before,
  { rank, rivals }: Position,
  emit: Emit,
): void {
  const { units, mentions, entities, surroundings, stream } = article;
  const mention = mentions[index] as Mention;
  const kind = kindOf(mention);
  const q = units.ofQuote[quote] ?? 0;
  const m = units.ofMention[index] ?? 0;
  const side = m < q ? 'l' : 'r';
  const { said, before: left, behind: right } = surroundings[quote] as Article['surroundings'][number];
  const { path, far, quotes, paragraphs, ends } = between(units, Math.min(m, q), Math.max(m, q));
  const speaking = article.speaks[index] === true;
  const coarse = kind === 'name' || kind === 'he' || kind === 'she' ? 'X' : kind;
  const near = paragraphs > 0 ? 'p' : ends > 0 ? 's' : 'i';
  if (!far) {
    emit('p', side, path);
    emit('pk', side, coarse, path);
    emit('pv', side, path, units.signs[m - 1] ?? '');
    if (side === 'l') emit('pq', path, units.signs[q + 1] ?? '');
  }
  emit('d', side, near, Math.min(3, quotes), Math.min(2, paragraphs));
  emit('e', side, near, Math.min(4, ends), coarse);
  emit('k', side, near, kind);
  emit('rk', side, near, Math.min(6, rank));
  emit('rq', side, Math.min(6, rank), units.signs[q + 1] ?? '', units.signs[q - 1] ?? '');
  const l = left === null ? '0' : left.how;
  const r = right === null ? '0' : right.how;
  if (left?.subject === index) emitGovernor(units, q, 'LS', left, r, coarse, emit);
  if (right?.subject === index) emitGovernor(units, q, 'RS', right, l, coarse, emit);
  emit('g', side, near, left?.subject === index, right?.subject === index, l, r);
  emit('s', side, near, units.subjects[m] === index, l === '0', r === '0');
  // What follows a mention says less where another quotation lies between.
  const then = nextVerb(units, m);
  emit('v', side, near, Math.min(2, quotes), then);
  emit('vs', side, near, Math.min(2, quotes), speaking, coarse);
  emit('vg', side, Math.min(1, quotes), left?.subject === index, right?.subject === index, l, r);
  // Who is the subject since the quotation before.
  const since = units.ofQuote[quote - 1] ?? -1;
  const fresh = left !== null && left.subject >= 0 && (units.ofMention[left.subject] ?? -1) > since;
  if (left !== null) emit('fr', fresh, left.subject === index, m > since, left.how, near);
  emit('vr', side, near, Math.min(3, rivals), speaking);
  emit('vq', side, near, Math.min(3, rivals), units.signs[q - 1] ?? '', units.signs[q + 1] ?? '');
  const name = mention.kind === 'name' ? surnameKey(mention.words) : '';
  if (name !== '') emit('in', said.has(name), side, near);
  emitPrevious(article, quote, index, before, `${side}${near}`, emit);
  const entity = entities.ofMention[index] ?? -1;
  if (entity >= 0) emit('sp', Math.min(4, spoken(article, entity)), near, side);
  if (entity >= 0) emit('cnt', Math.min(6, entities.all[entity]?.mentions.length ?? 0), near);
  emit('qx', side, near, units.signs[q - 1] ?? '', units.signs[q + 1] ?? '');
  const next = stream.tokens[mention.to];
  if (near === 'i') emit('nw', side, lexical(next));
  else emit('mr', side, near, units.signs[m + 1] ?? '', units.signs[m + 2] ?? '');
  emit('ml', side, near, units.signs[m - 1] ?? '');
  if (near === 'i') emit('lp', side, lexical(stream.tokens[mention.from - 1]), units.signs[q - 1] ?? '');
}

/** The verb right behind a mention, over adverbs and auxiliaries: its sign, or what stands there instead. */
function nextVerb({ signs }: Units, mention: number): string {
  let i = mention + 1;
  while (i < mention + 4 && (signs[i] === 'r' || signs[i] === 'x')) i++;
  return signs[i] ?? '$';
}

/** How often somebody is the subject of a verb of speaking in the article; of the first 30 mentions. */
function spoken({ entities, speaks }: Article, entity: number): number {
  let count = 0;
  for (const index of entities.all[entity]?.mentions.slice(0, 30) ?? []) if (speaks[index]) count++;
  return count;
}

function emitGovernor(
  units: Units,
  q: number,
  name: string,
  { unit, how }: Governor,
  other: string,
  coarse: string,
  emit: Emit,
): void {
  const sign = units.signs[unit];
  const gap = Math.abs(q - unit) - 1;
  const through =
    gap <= 4 ? units.signs.slice(Math.min(q, unit) + 1, Math.max(q, unit)).join('') : `+${Math.min(9, gap)}`;
  emit(name, sign, how);
  emit(name, how, through);
  emit(name, sign, other, through);
  emit(name, 'k', coarse, how);
  emit(name, 'o', other, how, Math.min(3, gap));
}

function emitPrevious(
  { units, entities, mentions }: Article,
  quote: number,
  index: number,
  { mention: previous }: Before,
  place: string,
  emit: Emit,
): void {
  if (previous === null) return;
  if (previous < 0) {
    emit('prev', previous, place);
    return;
  }
  const own = entities.ofMention[index] ?? -1;
  const same =
    previous === index
      ? 'same'
      : own >= 0 && own === entities.ofMention[previous]
        ? 'ent'
        : mentions[index]?.words === mentions[previous]?.words
          ? 'word'
          : 'other';
  const from = units.ofQuote[quote - 1] ?? 0;
  const { path, far, paragraphs } = between(units, from, units.ofQuote[quote] ?? 0);
  emit('prev', same, place);
  emit('prevp', same, Math.min(3, paragraphs), place);
  const after = units.signs[(units.ofQuote[quote] ?? 0) + 1] ?? '$';
  emit('prevq', same, Math.min(3, paragraphs), after, place);
  if (!far) emit('prevx', same, path);
  emit('prevd', same, far, paragraphs > 0, (units.ofMention[index] ?? 0) > from);
}

interface Between {
  readonly path: string;
  readonly far: boolean;
  readonly quotes: number;
  readonly paragraphs: number;
  readonly ends: number;
}

/** What lies between two units, looking at no more than 80 of them. */
function between({ signs }: Units, from: number, to: number): Between {
  let path = '';
  let quotes = 0;
  let paragraphs = 0;
  let ends = 0;
  let length = 0;
  const limit = Math.min(to, from + 80);
  for (let i = from + 1; i < limit; i++) {
    const sign = signs[i] ?? '';
    if (sign === 'Q') quotes++;
    else if (sign === '¶') paragraphs++;
    else if (sign === '.' || sign === '|') ends++;
    if (length <= LONGEST_PATH && !(sign === 'o' && path.endsWith('o'))) {
      path += sign;
      length++;
    }
  }
  if (to > limit) paragraphs = Math.max(paragraphs, 1);
  return { path, far: length > LONGEST_PATH, quotes, paragraphs, ends };
}
