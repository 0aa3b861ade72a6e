import { entryIn } from '../../../domain/mapping.ts';
import type { Mention } from './mention.ts';
import type { Stream } from './stream.ts';
import { genderOfFirstName } from './words/first-names.ts';
import {
  AUXILIARY,
  BODY,
  CONJUNCTION,
  CUE,
  PERSON,
  PREPOSITION,
  PRONOUN,
  RELATIVE,
} from './words/word-classes.ts';

/** Everybody of one name in the article. */
export interface Entity {
  readonly index: number;
  /** The fullest name in the text, without title. */
  name: string;
  readonly body: boolean;
  gender: 'he' | 'she' | '';
  /** Titles and nouns that stood before or behind a name: "senator", "spokeswoman". */
  readonly nouns: Set<string>;
  readonly mentions: number[];
}

export interface Entities {
  readonly all: readonly Entity[];
  /** Entity of each mention, -1 for pronouns and nouns. */
  readonly ofMention: readonly number[];
  /** The first entity of each surname, as `surnameKey` gives it. */
  readonly bySurname: ReadonlyMap<string, number>;
}

const SHE =
  /^(?:mrs\.?|ms\.?|miss|lady|dame|queen|princess|sister|frau|.*woman|actress|mother|wife|daughter|girl)$/;
const HE =
  /^(?:mr\.?|sir|lord|king|prince|pope|brother|father|herr|spokesman|congressman|businessman|chairman|husband|son|boy|man|pastor|bishop|archbishop|cardinal|imam)$/;
const byTitle = /^(?:mr|mrs|ms)\.?$/;
/** Titles as they are shortened before a name. */
export const LONG_FORM: Readonly<Record<string, string>> = {
  'sen.': 'senator',
  'rep.': 'congressman',
  'gov.': 'governor',
  'gen.': 'general',
  'dr.': 'doctor',
  'prof.': 'professor',
};

/** Key of a name's last word, without accents; the same word in another case of Ukrainian is not found. */
export function surnameKey(name: string): string {
  const words = name.toLowerCase().replace(/[’‘ʼ]/g, "'").split(' ');
  return (words[words.length - 1] ?? '').normalize('NFD').replace(/\p{M}/gu, '');
}

/** Joins the names that mean the same: whole names first, then surnames and first names alone. Linear. */
export function joinEntities(stream: Stream, mentions: readonly Mention[]): Entities {
  const all: Entity[] = [];
  const ofMention: number[] = new Array(mentions.length).fill(-1);
  const bySurname = new Map<string, Entity[]>();
  const byFirst = new Map<string, Entity[]>();
  const names = mentions.filter(({ kind }) => kind === 'name');
  for (const mention of names) {
    if (mention.words.includes(' ')) join(mention, all, bySurname, byFirst, ofMention);
  }
  for (const mention of names) {
    if (!mention.words.includes(' ')) join(mention, all, bySurname, byFirst, ofMention);
  }
  for (const mention of names) {
    const entity = all[ofMention[mention.index] ?? -1];
    if (entity === undefined) continue;
    entity.mentions.push(mention.index);
    learnGender(stream, mention, entity);
  }
  for (const entity of all) entity.mentions.sort((a, b) => a - b);
  for (const entity of all)
    if (entity.gender === '' && !entity.body) entity.gender = genderOfSentences(stream, mentions, entity);
  tellApart(all, bySurname, mentions);
  const first = new Map(Array.from(bySurname, ([key, those]) => [key, those[0]?.index ?? -1]));
  return { all, ofMention, bySurname: first };
}

function join(
  mention: Mention,
  all: Entity[],
  bySurname: Map<string, Entity[]>,
  byFirst: Map<string, Entity[]>,
  ofMention: number[],
): void {
  const key = surnameKey(mention.words);
  const words = mention.words.split(' ');
  const first = (words[0] ?? '').toLowerCase();
  const whole = words.length > 1;
  const same = bySurname.get(key) ?? [];
  let entity: Entity | undefined;
  if (whole) {
    entity = same.find(({ name }) =>
      alike(name.toLowerCase().split(' '), mention.words.toLowerCase().split(' ')),
    );
  } else {
    entity =
      nearest(same, byGender(mention)) ??
      nearest(isFirstName(mention, first) ? (byFirst.get(first) ?? []) : [], '');
  }
  if (entity === undefined) {
    entity = {
      index: all.length,
      name: mention.words,
      body: (mention.sort & BODY) !== 0,
      gender: byGender(mention) || (whole ? genderOfFirstName(first) : ''),
      nouns: new Set(),
      mentions: [],
    };
    all.push(entity);
    bySurname.set(key, [...(bySurname.get(key) ?? []), entity].slice(-8));
    if (whole) byFirst.set(first, [...(byFirst.get(first) ?? []), entity].slice(-8));
  } else if (
    mention.words.length > entity.name.length &&
    words.length <= 4 &&
    surnameKey(entity.name) === key
  ) {
    entity.name = mention.words;
  }
  ofMention[mention.index] = entity.index;
}

/** Two people of whom only one surname is known keep what tells them apart: "Mr Brown", "Mrs Brown". */
function tellApart(
  all: readonly Entity[],
  bySurname: ReadonlyMap<string, readonly Entity[]>,
  mentions: readonly Mention[],
): void {
  for (const entity of all) {
    if (entity.name.includes(' ')) continue;
    const same = bySurname.get(surnameKey(entity.name)) ?? [];
    const noun = mentions[entity.mentions[0] ?? -1]?.noun ?? '';
    if (same.length < 2 || !/^(?:mrs?|ms|miss|dr)\.?$/.test(noun)) continue;
    entity.name = `${noun[0]?.toUpperCase()}${noun.slice(1)} ${entity.name}`;
  }
}

/** "Anna" alone is Anna Keller; "Mr. Lou" is Lou Jiwei, whose surname stands first. */
function isFirstName({ noun }: Mention, first: string): boolean {
  return genderOfFirstName(first) !== '' || byTitle.test(noun);
}

/** Whole names with one surname mean the same person where their first names agree or one is only an initial. */
function alike(a: readonly string[], b: readonly string[]): boolean {
  if (a.length < 2 || b.length < 2) return true;
  const [first = '', other = ''] = [a[0] ?? '', b[0] ?? ''];
  return (
    first.startsWith(other.replace('.', '').slice(0, 3)) ||
    other.startsWith(first.replace('.', '').slice(0, 3))
  );
}

function byGender({ noun }: Mention): 'he' | 'she' | '' {
  return genderOfNoun(noun);
}

/** "spokeswoman" is she, "businessman" he; '' for nouns of both. */
export function genderOfNoun(noun: string): 'he' | 'she' | '' {
  return SHE.test(noun) ? 'she' : HE.test(noun) ? 'he' : '';
}

/** Of several people with the name the first of that gender; "Mrs Brown" is not the man of that name. */
function nearest(found: readonly Entity[], gender: 'he' | 'she' | ''): Entity | undefined {
  const fit = gender === '' ? found : found.filter((one) => one.gender === '' || one.gender === gender);
  return fit[0];
}

function learnGender(stream: Stream, mention: Mention, entity: Entity): void {
  if (mention.noun !== '') {
    entity.nouns.add(entryIn(LONG_FORM, mention.noun) ?? mention.noun);
    if (entity.gender === '') entity.gender = byGender(mention);
  }
  if (entity.gender === '') {
    entity.gender = genderOfFirstName(mention.words.split(' ')[0] ?? '');
  }
  // "NAME, a spokeswoman for", "NAME, the senator from": but not "in PLACE, a woman asked".
  const { tokens } = stream;
  const before = tokens[mention.from - 1];
  if (tokens[mention.to]?.text !== ',' || /^(?:in|at|from|of|near|on)$/.test(before?.low ?? '')) return;
  for (let i = mention.to + 1; i < mention.to + 8; i++) {
    const token = tokens[i];
    if (token === undefined || token.kind !== 'word') break;
    if (token.bits & PERSON && /^\p{Ll}/u.test(token.text)) {
      const next = tokens[i + 1];
      const ends =
        next === undefined ||
        next.kind !== 'word' ||
        next.bits & (PREPOSITION | RELATIVE) ||
        next.low === "'s";
      if (next !== undefined && !ends && next.bits & PERSON) continue;
      if (ends) describe(entity, token.low);
      break;
    }
    if (token.bits & (CUE | AUXILIARY | PREPOSITION | PRONOUN | CONJUNCTION) && token.low !== 'former') break;
  }
}

function describe(entity: Entity, noun: string): void {
  entity.nouns.add(noun);
  if (SHE.test(noun)) entity.gender ||= 'she';
  else if (HE.test(noun)) entity.gender ||= 'he';
}

/** "NAME says she …": the first pronoun behind a name, nobody else being named between; where two speak alike or more do. */
function genderOfSentences(stream: Stream, mentions: readonly Mention[], entity: Entity): 'he' | 'she' | '' {
  let sum = 0;
  for (const index of entity.mentions.slice(0, 20)) {
    const next = mentions[index + 1];
    const own = stream.tokens[mentions[index]?.from ?? 0];
    if (next === undefined || next.kind !== 'pronoun' || own?.sentence !== stream.tokens[next.from]?.sentence)
      continue;
    if (/^(?:she|her)$/.test(next.pronoun)) sum--;
    else if (/^(?:he|his|him)$/.test(next.pronoun)) sum++;
  }
  return sum > 0 ? 'he' : sum < 0 ? 'she' : '';
}
