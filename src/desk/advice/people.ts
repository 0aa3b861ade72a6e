import { shown } from '../../pack/read/problem.ts';
import { whoIsMeant } from '../../search/names/find-actor.ts';
import { readName } from '../../search/names/person-name.ts';
import { type Advice, advised } from './advice.ts';

/** People are asked for by first and last name or by the last alone; what has neither is found by luck. */
export const peopleByName: Advice = {
  rule: 'everybody who is named has a first and a last name among their names, and the last finds them',
  *find({ briefing, records }) {
    for (const person of records.lists.persons) {
      const { id, name, aliases, unnamed } = person.data;
      if (unnamed) continue;
      const own = [name, ...aliases].map((one) => ownWords(one, one === name));
      const last = own[0]?.at(-1);
      const meant = last === undefined ? null : whoIsMeant(last, briefing);
      if (own.every((words) => words.length === 0)) {
        yield advised(person, ['name'], {
          expected: 'the name of a person',
          found: `${shown(name)}, which describes somebody`,
          hint: 'Write the name, or "unnamed: true" where the sources withhold it.',
        });
      } else if (own.every((words) => words.length < 2) && !WRITTEN_IN_ONE.test(name)) {
        yield advised(person, ['name'], {
          expected: 'a first and a last name among the names of a person',
          found: shown(name),
          hint: 'Add the whole name as an alias: people type both.',
        });
      } else if (last !== undefined && meant?.kind === 'one' && meant.actor.id !== id) {
        yield advised(person, ['name'], {
          expected: 'a last name that finds the person',
          found: `"${last}", which finds "${meant.actor.id}"`,
          hint: `Take that name from "${meant.actor.id}", or give this person another one that people type.`,
        });
      }
    }
  },
};

/** Scripts that put no space between the parts of a name. */
const WRITTEN_IN_ONE = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}]/u;

/** The words of a name that are somebody's own, without titles and initials; none in what describes somebody. */
function ownWords(name: string, surely: boolean): readonly string[] {
  return (readName(name, surely) ?? []).flatMap(({ role, written }) => (role === 'own' ? [written] : []));
}
