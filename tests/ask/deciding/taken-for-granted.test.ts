import { describe, expect, it } from 'vitest';
import type { Core } from '../../../src/core/request.ts';
import { ASKER, said } from '../../fixtures/asking.ts';
import { coreOf } from '../story-cores.ts';

const cores = new Map<string, Core>();
let asker = 0;
const ask = async (id: string, words: string) => {
  const core = cores.get(id) ?? coreOf(id);
  cores.set(id, core);
  asker += 1;
  const answer = await core.respond({ kind: 'words', words, asker: { ...ASKER, user: String(asker) } });
  return { answer, text: said(answer) };
};

describe('what a question takes for granted is corrected in the first line', () => {
  it.each([
    ['colombia-2016', 'why did the senate reject the second accord', 'event:senate-vote'],
    ['colombia-2016', 'why did the people approve the accord in october', 'event:referendum'],
    ['uk-eu-withdrawal', 'why did labour vote down windsor', 'position:labour-on-windsor'],
    ['writers-strike-2023', 'why did members reject the contract', 'position:guild-on-contract'],
    ['northern-ireland-1998', 'why did the dup support the agreement', 'position:dup-on-agreement'],
    ['us-ukraine-peace-plan', 'so lavrov praised the european plan?', 'position:russia-european-plan'],
  ])('where a record on the same says the contrary, %s: %s', async (id, words, lead) => {
    const { answer, text } = await ask(id, words);
    expect(answer.status).toBe('corrected');
    expect(text).toMatch(/^(?:The records say otherwise\.|No \S+ by )/);
    expect(answer.records[0]).toBe(lead);
  });

  it.each([
    [
      'us-ukraine-peace-plan',
      'now that russia agreed to the 19 points whats next',
      /^No acceptance by Russia/,
    ],
    ['writers-strike-2023', 'wga accepted the offer of aug 11 right', /^No acceptance by Writers Guild/],
    [
      'us-ukraine-peace-plan',
      'so witkoff met putin on 24 november, what did they agree',
      /^Not on record as having happened/,
    ],
    ['uk-eu-withdrawal', "why did corbyn vote for may's deal", /^No acceptance by Jeremy Corbyn/],
  ])('where it is put as a fact and something is asked on it, %s: %s', async (id, words, line) => {
    const { answer, text } = await ask(id, words);
    expect(answer.status).toBe('corrected');
    expect(text).toMatch(line);
  });
});

describe('what nobody on record is or has is said in the first line', () => {
  it.each([
    [
      'colombia-2016',
      'when did timochenko become president',
      /^Rodrigo Londoño is not on record as president\./,
    ],
    [
      'uk-eu-withdrawal',
      'why was farage made prime minister',
      /^Nigel Farage is not on record as prime minister\./,
    ],
    [
      'us-ukraine-peace-plan',
      'what does the 35-point plan say on nato',
      /^No text in this briefing has 35 points\./,
    ],
  ])('an office that is not his, a draft of another size, %s: %s', async (id, words, line) => {
    const { answer, text } = await ask(id, words);
    expect(answer.status).toBe('corrected');
    expect(text).toMatch(line);
  });

  it.each([
    ['northern-ireland-1998', 'when did trimble become first minister'],
    ['us-ukraine-peace-plan', 'what does the 28-point plan say on nato'],
  ])('but not an office he held, or a draft that there is, %s: %s', async (id, words) => {
    const { answer } = await ask(id, words);
    expect(answer.status).not.toBe('corrected');
  });
});

describe('nothing is corrected', () => {
  it.each([
    ['writers-strike-2023', 'back to work - when, what hour'],
    ['uk-eu-withdrawal', 'sefcovic signed with who'],
    ['us-ukraine-peace-plan', 'trump-putin summit date'],
    ['iran-nuclear-2015', 'why did the senate reject the deal'],
    ['colombia-2016', 'what did the pope say at the signing'],
  ])(
    'where the words of a deed only stand near, or one of several votes may be meant, %s: %s',
    async (id, words) => {
      const { answer } = await ask(id, words);
      expect(answer.status).not.toBe('corrected');
    },
  );
});
