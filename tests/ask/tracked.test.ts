import { describe, expect, it } from 'vitest';
import type { AnswerStatus } from '../../src/answer/answer.ts';
import { COMMANDS } from '../../src/commands/registry.ts';
import { threadLine } from '../../src/domain/ask.ts';
import { diskFolder } from '../../src/pack/read/disk-folder.ts';
import { loadPack } from '../../src/pack/read/load.ts';
import { ASKER, coreOver, said } from '../fixtures/asking.ts';

const folder = new URL('../fixtures/every-kind/', import.meta.url).pathname;
const pack = loadPack(diskFolder(folder));
if (pack.kind === 'broken') throw new Error(JSON.stringify(pack.problems));
const core = coreOver(pack.briefing, COMMANDS, '2041-06-20');

async function ask(words: string, previous?: string) {
  const answer = await core.respond({
    ...{ kind: 'words', words, asker: ASKER },
    ...(previous === undefined ? {} : { previous }),
  });
  return { answer, text: said(answer) };
}

/** A question, what the first line of its answer holds, the first record, and the status. */
const QUESTIONS: readonly (readonly [string, string, string, AnswerStatus?])[] = [
  [
    'who is in the guarantor states?',
    '2 members of Guarantor States on 20 June 2041: Norrby and Ostmark',
    'party:guarantors',
  ],
  ['who were the members of the guarantors in april', 'Norrby, Ostmark and Teal Isles', 'party:guarantors'],
  ['how many members do the guarantors have', '2 members', 'party:guarantors'],
  ['is ostmark a member of the guarantors', 'Yes. Ostmark joined', 'member:guarantors/ostmark'],
  ['is the teal isles in the guarantors', 'Not on 20 June 2041', 'member:guarantors/teal-isles/left'],
  ['who left the guarantors', 'Teal Isles left', 'member:guarantors/teal-isles/left'],
  [
    'is vessa a member of the guarantors',
    'Vessa is not on record as a member',
    'party:guarantors',
    'not-reported',
  ],
  ['who is in the senate of vessa', 'On record for it: Harbour Committee', 'party:vessan-senate'],
  [
    'where does norrby stand on the accord',
    'Norrby, as a member of Guarantor States, on the accord (supports)',
    'position:guarantors-on-accord',
  ],
  [
    'where does ostmark stand on the accord',
    'Ostmark on the accord (on conditions)',
    'position:ostmark-on-accord',
  ],
  [
    'where do the teal isles stand on the accord',
    'no position of Teal Isles',
    'position:guarantors-on-accord',
    'not-reported',
  ],
  ['who voted against the accord', 'Reform List (1) voted against', 'vote:committee-vote'],
  ['who abstained', 'Lia Moura abstained', 'vote:committee-vote'],
  [
    'how did lia moura vote',
    'Lia Moura abstained on the accord in the harbour committee',
    'vote:committee-vote',
  ],
  ['did lia moura vote against the accord', 'No. Lia Moura abstained', 'vote:committee-vote'],
  [
    'how did brandt vote in the committee',
    'Caio Brandt is not named; Reform List split',
    'vote:committee-vote',
  ],
  [
    'how did halden vote',
    'How Tor Halden voted on the accord in the harbour committee is not on record',
    'vote:committee-vote',
    'not-reported',
  ],
  ['how many crews voted for the accord', '412 voted for', 'vote:union-ballot'],
  [
    'how many for and how many against in the committee vote',
    '8 for, 3 against and 2 abstained',
    'vote:committee-vote',
  ],
  ['did the accord pass in the committee', 'Yes. ', 'vote:committee-vote'],
  ['who voted against the fares', 'No vote on Fares is on record', 'vote:committee-vote', 'not-reported'],
  [
    'how many crews are on strike now',
    'Ferry crews on strike: 28 crews, before: 31 crews, out of 40',
    'figure:crews-on-strike',
  ],
  ['how many crews were on strike on 14 june', '31 crews, out of 40', 'figure:crews-on-strike'],
  ['what was the price of a crossing in april', '6 marks', 'figure:fare'],
  ['what will the fare be in august', '8 marks, half for children', 'figure:fare'],
  ['is the fare still 8 marks', 'No. Fare of a crossing: 6 marks', 'figure:fare'],
  ['what are the deadlines', "Next: Approval by Vessa's senate", 'deadline:senate-approval'],
  [
    "when is the senate's approval due",
    'due 30 June 2041, moved from 15 June 2041',
    'deadline:senate-approval',
  ],
  ['what slipped', 'A list of winter crews', 'deadline:winter-crews'],
  ['was the fare table deadline met', 'met on 4 June 2041', 'deadline:fare-table'],
];

describe('a question about members, votes, figures or deadlines', () => {
  const cases = QUESTIONS.map(([words, first, record, status = 'answered']) => ({
    words,
    first,
    record,
    status,
  }));
  it.each(cases)('$words: $first', async ({ words, first, record, status }) => {
    const { answer, text } = await ask(words);
    expect(text.split('\n')[0] ?? '').toContain(first);
    expect(answer.records[0]).toBe(record);
    expect(answer.status).toBe(status);
  });

  it('goes on with the figure asked for before', async () => {
    const { text } = await ask('and what was it on 11 june', 'how many crews are on strike');
    expect(text).toMatch(/^Ferry crews on strike: 12 crews/);
  });

  it('goes on with the vote asked for before', async () => {
    const first = 'how many crews voted for the accord';
    const before = threadLine(first, (await ask(first)).answer);
    for (const next of ['and how many against', 'who voted against', 'and the abstentions']) {
      const { answer, text } = await ask(next, before);
      expect([next, answer.records[0]]).toEqual([next, 'vote:union-ballot']);
      expect(text).toMatch(/655|21 abstained/);
    }
  });

  it.each([
    ['who said the door stays open', 'vote:'],
    ['why did the crews vote no', 'figure:'],
    ['what does article 6 say', 'figure:'],
  ] as const)('is not seen in %j', async (words, kind) => {
    const { answer } = await ask(words);
    expect(answer.records[0] ?? '').not.toMatch(new RegExp(`^${kind}`));
  });

  it('is not seen where somebody is asked for words about one', async () => {
    const { answer, text } = await ask('what did halden say about the vote');
    expect(answer.status).toBe('not-found');
    expect(text).toMatch(/^Nothing from Tor Halden on that/);
  });

  it('says that nobody goes by a name whose vote is asked for', async () => {
    expect((await ask('how did smith vote')).text).toContain('No one called “smith”');
  });

  it('tells only what was known on an earlier day', async () => {
    expect((await ask('how many crews were on strike as of 15 june')).text).toContain('31 crews');
    expect((await ask('as of 12 june, how did lia moura vote')).text).not.toContain('abstained on');
    expect((await ask('as of 1 may, who is in the guarantor states')).text).toContain('Teal Isles');
    expect((await ask('as of 16 june, what are the deadlines')).text).not.toContain('30 June');
  });
});
