import type { Article } from '../reading/article.ts';
import { type Entity, surnameKey } from '../reading/entities.ts';
import type { Mention } from '../reading/mention.ts';
import type { Token } from '../reading/stream.ts';
import type { Emit } from './weights.ts';

/** Who spoke the quotations before, latest first: indices of entities. */
export type Speakers = readonly { readonly entity: number; readonly token: number }[];

const MENTIONS_BACK = 40;
const MOST_PEOPLE = 9;

/** People a pronoun may mean: those named last before it, and who spoke before. Latest first; at most 11. */
export function peopleFor(article: Article, index: number, speakers: Speakers): readonly number[] {
  const { entities, mentions } = article;
  const found: number[] = [];
  for (let m = index - 1; m >= 0 && m >= index - MENTIONS_BACK && found.length < MOST_PEOPLE; m--) {
    const entity = entities.ofMention[m] ?? -1;
    if (entity >= 0 && !found.includes(entity)) found.push(entity);
  }
  for (const { entity } of speakers.slice(0, 2)) if (!found.includes(entity)) found.push(entity);
  if (found.length === 0) {
    // "Asked about it, he said", before anybody was named.
    for (let m = index + 1; m < mentions.length && m < index + 10 && found.length < 2; m++) {
      const entity = entities.ofMention[m] ?? -1;
      if (entity >= 0 && !found.includes(entity)) found.push(entity);
    }
  }
  const pronoun = mentions[index]?.pronoun ?? '';
  const gender = pronoun === 'she' || pronoun === 'her' ? 'she' : 'he';
  const any = mentions[index]?.kind === 'noun';
  const fit = found.filter((person) => {
    const entity = entities.all[person] as Entity;
    if (any && entity.gender !== '') return !entity.body;
    return !entity.body && (entity.gender === '' ? !isPlace(article, entity) : entity.gender === gender);
  });
  return fit.length > 0 ? fit : found;
}

const PLACING = /^(?:in|at|near|outside|across|throughout|toward|into)$/;

/** A name that stands behind "in" or "at" and never speaks. */
function isPlace({ mentions, stream, speaks }: Article, { mentions: own }: Entity): boolean {
  let placed = 0;
  for (const index of own.slice(0, 5)) {
    if (speaks[index]) return false;
    const from = mentions[index]?.from ?? 0;
    // "In St. Clair"
    const saint = /^st\.?$/.test(stream.tokens[from - 1]?.low ?? '') ? 1 : 0;
    if (PLACING.test(stream.tokens[from - 1 - saint]?.low ?? '')) placed++;
  }
  return placed > 0;
}

/** Calls `emit` with each feature of one person as the one a pronoun means. */
export function personFeatures(
  article: Article,
  index: number,
  quote: number,
  person: number,
  rank: number,
  speakers: Speakers,
  emit: Emit,
): void {
  const { entities, mentions, stream, units, surroundings, speaks } = article;
  const entity = entities.all[person] as Entity;
  const mention = mentions[index] as Mention;
  const pronoun =
    mention.kind === 'noun'
      ? entity.gender || 'he'
      : mention.pronoun === 'she' || mention.pronoun === 'her'
        ? 'she'
        : 'he';
  const own = stream.tokens[mention.from] as Token;
  const last = lastBefore(entity.mentions, index);
  const gender = entity.body
    ? 'body'
    : entity.gender === ''
      ? 'any'
      : entity.gender === pronoun
        ? 'fits'
        : 'not';
  emit('g', gender, false);
  emit('rank', Math.min(5, rank), gender);
  emit('whole', entity.name.includes(' '), gender);
  const before = countBefore(entity.mentions, index);
  emit('n', Math.min(6, before));
  // NAME fired back: "…," he wrote, "…"
  const left = surroundings[quote]?.before;
  if (left !== null && left !== undefined && left.subject >= 0 && left.subject !== index) {
    emit('left', entities.ofMention[left.subject] === person, left.how, gender);
  }
  emit('evidence', evidenceOf(article, entity), gender);
  const name = surnameKey(entity.name);
  emit('in', surroundings[quote]?.said.has(name));
  const spoke = speakers.findIndex((one) => one.entity === person);
  const since = spoke < 0 ? 9 : own.paragraph - (stream.tokens[speakers[spoke]?.token ?? 0]?.paragraph ?? 0);
  emit('spoke', Math.min(spoke, 3));
  // "She continued": whoever spoke last goes on.
  const goesOn =
    /^(?:continu|add|went|conclud|explain|not)/.exec(stream.tokens[mention.to]?.low ?? '')?.[0] ?? '';
  if (goesOn !== '') emit('go', goesOn, Math.min(spoke, 2));
  const opensLine = (stream.tokens[mention.from - 1]?.paragraph ?? -1) !== own.paragraph;
  emit('line', opensLine, Math.min(spoke, 2), Math.min(since, 3));
  emit('spoke', Math.min(spoke, 2), 'p', Math.min(since, 5), gender);
  if (last < 0) {
    emit('never');
    return;
  }
  const seen = mentions[last] as Mention;
  const token = stream.tokens[seen.from] as Token;
  const sentences = own.sentence - token.sentence;
  const paragraphs = own.paragraph - token.paragraph;
  const at = units.ofMention[last] ?? 0;
  const subject = units.subjects[at] === last;
  const near = sentences === 0 ? 0 : sentences < 2 ? 1 : sentences < 3 ? 2 : sentences < 5 ? 4 : 5;
  emit('s', near, subject);
  emit('s', near, gender);
  emit('p', Math.min(4, paragraphs), subject);
  emit('ps', Math.min(4, paragraphs), near, Math.min(2, spoke));
  emit('says', speaks[last], near, subject);
  emit('says', speaks[last], Math.min(2, paragraphs), Math.min(2, spoke));
  emit('says', saidLately(article, entity, index), Math.min(2, spoke), gender);
  emit('a', units.signs[at + 1] ?? '', near);
  emit('aa', units.signs[at + 1] ?? '', units.signs[at + 2] ?? '');
  emit('b', units.signs[at - 1] ?? '', near);
  const word = stream.tokens[seen.from - 1];
  emit('w', word?.capital ? 'C' : word?.low);
  emit('first', own.first, near, subject);
  // Somebody who began a paragraph is what it is about.
  const opened = opensParagraph(article, entity, index, own.paragraph);
  emit('open', opened, Math.min(2, spoke));
  emit('title', entity.nouns.size > 0, gender);
  // Somebody who was just introduced: "It concerns NAME, president of the club. … he said."
  const once = entity.mentions[0] === last;
  const told = /^[,(]$/.test(stream.tokens[seen.to]?.text ?? '') || entity.nouns.size > 0;
  emit('new', once, near, told, subject);
  emit('new', once, Math.min(3, paragraphs), seen.words.includes(' '), Math.min(2, spoke));
  emit('link', pronounsBetween(article, last, index, pronoun), subject, near);
  emit('share', Math.round((4 * before) / Math.max(4, entityMentionsBefore(article, index))), subject);
}

/** What speaks for a name being a person's: that it speaks, has a title, a first name; 'a' where it stands behind an article. */
function evidenceOf({ mentions, speaks }: Article, { gender, nouns, mentions: own }: Entity): string {
  if (gender !== '') return 'gender';
  if (nouns.size > 0) return 'noun';
  let found = '';
  for (const index of own.slice(0, 8)) {
    if (speaks[index]) return 'speaks';
    if (mentions[index]?.definite) found = 'a';
  }
  return found;
}

function lastBefore(mentions: readonly number[], index: number): number {
  let low = 0;
  let high = mentions.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((mentions[middle] ?? 0) < index) low = middle + 1;
    else high = middle;
  }
  return mentions[low - 1] ?? -1;
}

function countBefore(mentions: readonly number[], index: number): number {
  let count = 0;
  for (let i = mentions.length - 1; i >= 0 && i >= mentions.length - 200; i--)
    if ((mentions[i] ?? 0) < index) count++;
  return count;
}

function entityMentionsBefore({ entities }: Article, index: number): number {
  let count = 0;
  for (let m = index - 1; m >= 0 && m >= index - MENTIONS_BACK; m--)
    if ((entities.ofMention[m] ?? -1) >= 0) count++;
  return count;
}

/** How many sentences back the person was last the subject of a verb of speaking: up to 6, or 9. */
function saidLately({ speaks, mentions, stream }: Article, entity: Entity, index: number): number {
  const own = stream.tokens[mentions[index]?.from ?? 0]?.sentence ?? 0;
  for (let i = entity.mentions.length - 1, seen = 0; i >= 0 && seen < 60; i--, seen++) {
    const m = entity.mentions[i] ?? 0;
    if (m >= index || !speaks[m]) continue;
    const back = own - (stream.tokens[mentions[m]?.from ?? 0]?.sentence ?? 0);
    return back > 6 ? 9 : back;
  }
  return 9;
}

/** How many paragraphs back the person began one as its subject: 0, 1, 2, or 9. */
function opensParagraph(
  { mentions, stream, units }: Article,
  entity: Entity,
  index: number,
  paragraph: number,
): number {
  for (let i = entity.mentions.length - 1; i >= 0 && i >= entity.mentions.length - 60; i--) {
    const m = entity.mentions[i] ?? 0;
    if (m >= index) continue;
    const mention = mentions[m] as Mention;
    const back = paragraph - (stream.tokens[mention.from]?.paragraph ?? 0);
    if (back > 4) return 9;
    if (units.opens[m]) return back;
  }
  return 9;
}

function pronounsBetween({ mentions }: Article, from: number, to: number, pronoun: string): number {
  let count = 0;
  for (let m = from + 1; m < to && count < 3; m++) {
    const one = mentions[m];
    if (
      one?.kind === 'pronoun' &&
      (one.pronoun === pronoun || (pronoun === 'he' && /^hi[sm]$/.test(one.pronoun)))
    )
      count++;
  }
  return count;
}
