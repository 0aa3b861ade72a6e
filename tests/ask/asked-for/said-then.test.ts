import { describe, expect, it } from 'vitest';
import { storyPacks } from '../../../bench/questions/question-sets.ts';
import { COMMANDS } from '../../../src/commands/registry.ts';
import { earliestDay, formatDay, latestDay } from '../../../src/domain/when.ts';
import { ASKER, coreOver, said } from '../../fixtures/asking.ts';

/** Those with the most words on record, of each story. */
const SPEAKERS = 4;

describe.each([...storyPacks().values()].map((briefing) => [briefing.id, briefing] as const))(
  'what somebody said on a day, in %s',
  (_, briefing) => {
    const core = coreOver(briefing, COMMANDS, briefing.reviewed);
    const byPerson = Map.groupBy(briefing.statements, ({ speaker }) => speaker);
    const speakers = briefing.actors
      .filter((actor) => actor.kind === 'person' && !actor.unnamed && byPerson.has(actor.id))
      .toSorted((a, b) => (byPerson.get(b.id)?.length ?? 0) - (byPerson.get(a.id)?.length ?? 0))
      .slice(0, SPEAKERS);
    const ask = (words: string, user: string) =>
      core.respond({ kind: 'words', words, asker: { ...ASKER, user } });

    it('is that there is nothing, where all that is on record is of other days', async () => {
      for (const { name, id } of speakers) {
        const answer = await ask(`what did ${name} say on 3 March 1971`, `no-${id}`);
        expect({ name, status: answer.status }).toEqual({ name, status: 'not-found' });
        expect(said(answer)).toContain('of 3 March 1971 in this briefing');
      }
    });

    it('is told where it is on record', async () => {
      for (const { name, id } of speakers) {
        const dated = byPerson
          .get(id)
          ?.find(({ date }) => date.precision === 'day' && date.inferred === undefined);
        if (dated === undefined) continue;
        const answer = await ask(`what did ${name} say on ${formatDay(latestDay(dated.date))}`, `yes-${id}`);
        expect(said(answer)).not.toContain(`of ${formatDay(earliestDay(dated.date))} in this briefing`);
      }
    });
  },
);
