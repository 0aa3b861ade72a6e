import { findingIn, type Located, type PackRecords } from '../format/records.ts';
import { characterName } from '../read/file-text.ts';
import { type Finding, shown } from '../read/problem.ts';
import type { Check } from './check.ts';

/**
 * What is shown as a name says what it looks as if it said: a character that cannot be seen makes "osce.org" of another
 * word, which a reader takes for an address, and keeps a name from being found.
 */
export const visibleName: Check = {
  name: 'visible-name',
  rule: 'names, titles and publishers hold no character that cannot be seen',
  *check({ records }) {
    for (const [record, path, name] of namesIn(records)) {
      const character = invisibleIn(name);
      if (character !== undefined) yield findingIn(record, path, problemOf(name, character));
    }
  },
};

function problemOf(name: string, character: string): Omit<Finding, 'file' | 'path'> {
  return {
    rule: visibleName.name,
    expected: 'a name that can be seen whole',
    found: `${shown(name.replaceAll(character, ''))} with the character ${characterName(character)}`,
    hint: 'Delete that character.',
  };
}

const UNSEEN = /[\p{Default_Ignorable_Code_Point}\p{Zl}\p{Zp}]/u;

/** Where such a character belongs to how a word is written: between letters of scripts that join theirs, and in emoji. */
const IN_ITS_PLACE =
  /(?<=[\p{scx=Arab}\p{scx=Syrc}])\u200c(?=[\p{scx=Arab}\p{scx=Syrc}])|(?<=[\p{scx=Deva}\p{scx=Beng}\p{scx=Guru}\p{scx=Gujr}\p{scx=Orya}\p{scx=Taml}\p{scx=Telu}\p{scx=Knda}\p{scx=Mlym}\p{scx=Sinh}\p{scx=Khmr}])[\u200c\u200d]|\p{RGI_Emoji}/gv;

function invisibleIn(name: string): string | undefined {
  // Looked for first, because it is quick and hardly any name has one.
  return UNSEEN.test(name) ? name.replace(IN_ITS_PLACE, '').match(UNSEEN)?.[0] : undefined;
}

type Name = readonly [record: Located<unknown>, path: readonly (string | number)[], name: string];

/** Everything that stands for somebody or something by itself, in the order of the pack's kinds. */
function* namesIn({ story, lists }: PackRecords): Iterable<Name> {
  if (story !== undefined) yield [story, ['title'], story.data.title];
  for (const source of lists.sources) {
    yield [source, ['publisher'], source.data.publisher];
    if (source.data.title !== undefined) yield [source, ['title'], source.data.title];
  }
  for (const party of lists.parties) yield* withAliases(party, 'name', party.data.name, party.data.aliases);
  for (const person of lists.persons) {
    yield* withAliases(person, 'name', person.data.name, person.data.aliases);
    for (const [index, { title }] of person.data.roles.entries())
      yield [person, ['roles', index, 'title'], title];
  }
  for (const text of lists.texts) {
    yield* withAliases(text, 'name', text.data.name, text.data.aliases);
    yield [text, ['label'], text.data.label];
  }
  for (const provision of lists.provisions) {
    yield* withAliases(provision, 'title', provision.data.title, provision.data.aliases);
  }
  for (const occasion of lists.occasions) {
    yield* withAliases(occasion, 'name', occasion.data.name, occasion.data.aliases);
  }
  for (const position of lists.positions) yield [position, ['topic'], position.data.topic];
  for (const list of [lists.votes, lists.figures, lists.deadlines]) {
    for (const record of list) yield* withAliases(record, 'title', record.data.title, record.data.aliases);
  }
  for (const conflict of lists.conflicts) yield [conflict, ['title'], conflict.data.title];
  for (const gap of lists.gaps) yield* withAliases(gap, 'topic', gap.data.topic, gap.data.aliases);
}

function* withAliases(
  record: Located<unknown>,
  key: string,
  name: string,
  aliases: readonly string[],
): Iterable<Name> {
  yield [record, [key], name];
  for (const [index, alias] of aliases.entries()) yield [record, ['aliases', index], alias];
}
