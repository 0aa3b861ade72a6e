import { describe, expect, it } from 'vitest';
import { firstLookOf } from '../../../bench/questions/questions.ts';
import { ASKER } from '../../fixtures/asking.ts';
import { coreOf } from '../story-cores.ts';

const bundled = coreOf('us-ukraine-peace-plan');
const britain = coreOf('uk-eu-withdrawal');
const colombia = coreOf('colombia-2016');
const harbour = coreOf('harbour-budget');
const iran = coreOf('iran-nuclear-2015');
const ireland = coreOf('northern-ireland-1998');
const gaza = coreOf('gaza-20-points');
const minsk = coreOf('minsk-2015');
const plastics = coreOf('plastics-treaty');
const strike = coreOf('writers-strike-2023');
let asker = 0;
const ask = async (core: typeof bundled, words: string) => {
  asker += 1;
  return core.respond({ kind: 'words', words, asker: { ...ASKER, user: String(asker) } });
};

describe('how a vote went that is told as an event', () => {
  it.each([
    [colombia, 'margin of the plebiscite', 'event:referendum'],
    [colombia, '2 Oct result, final', 'event:referendum'],
    [colombia, 'how many voted no', 'event:referendum'],
    [strike, 'ratification, raw count', 'event:ratification'],
    [strike, 'turnout in the april vote %', 'event:strike-authorization'],
    [harbour, '11 Dec count', 'event:compromise-passed'],
    [britain, 'programme motion defeat oct 22', 'event:timetable-rejected'],
  ] as const)('is told by the event that has the count: %#', async (core, words, id) => {
    const answer = await ask(core, words);
    expect(answer.status).toMatch(/^(?:answered|conflict)$/);
    expect(answer.records[0]).toBe(id);
  });

  it.each([
    [britain, 'first meaningful vote numbers', 'event:first-defeat'],
    [britain, 'second defeat', 'event:second-defeat'],
    [britain, 'biggest government defeat in there', 'event:first-defeat'],
    [britain, 'narrowest defeat', 'event:timetable-rejected'],
  ] as const)('is found by its place among the others and by its margin: %#', async (core, words, id) => {
    expect((await ask(core, words)).records[0]).toBe(id);
  });

  it.each([
    [bundled, 'vote in the duma, tally'],
    [britain, 'result of the vote in the knesset'],
    [britain, 'biggest walrus'],
  ] as const)('is claimed of no vote that is not on record: %#', async (core, words) => {
    expect((await ask(core, words)).status).not.toMatch(/^(?:answered|conflict)$/);
  });
});

describe('a vote on record as such', () => {
  it.each([
    [iran, 'house vote on the corker bill', 'vote:house-review-act'],
    [iran, 'how did the house vote on approving it', 'vote:house-approval'],
    [ireland, 'trimble election first minister votes against', 'vote:first-ministers-vote'],
    [ireland, 'who abstained on 23 july 97', 'vote:decommissioning-paper'],
  ] as const)(
    'may be called after somebody, and is cast by a body that shares its name: %#',
    async (core, words, id) => {
      expect((await ask(core, words)).records[0]).toBe(id);
    },
  );

  it('has its counts in thousands', async () => {
    expect(firstLookOf(await ask(ireland, 'yes votes in the republic, absolute'))).toContain('1,442,583');
  });
});

describe('what began or ended', () => {
  it.each([
    [strike, 'strike start', 'event:strike-begins'],
    [strike, 'is the strike over?', 'event:strike-ends'],
    [iran, 'when does the interim deal start', 'event:jpoa-begins'],
    [ireland, 'when did the talks open', 'event:talks-open'],
    [britain, 'transition end date', 'event:transition-ends'],
  ] as const)('is told by the event that says so: %#', async (core, words, id) => {
    expect((await ask(core, words)).records[0]).toBe(id);
  });

  it.each([
    [strike, 'is the strike over?', /^Yes/],
    [strike, 'is the strike still on', /^No/],
    // It was broken, and renewed afterwards.
    [ireland, 'is the ira ceasefire over', /^No/],
  ] as const)('is so or not by whichever came last: %#', async (core, words, verdict) => {
    expect(firstLookOf(await ask(core, words))).toMatch(verdict);
  });
});

describe('the first and the last time', () => {
  it.each([
    [bundled, 'last time trump saw putin', 'event:alaska-summit'],
    [bundled, 'when did trump and putin last meet', 'event:alaska-summit'],
    [bundled, 'first time driscoll turned up in kyiv', 'event:driscoll-zelenskiy-kyiv'],
  ] as const)('somebody met somebody is told by the meeting: %#', async (core, words, id) => {
    expect((await ask(core, words)).records[0]).toBe(id);
  });
});

describe('a choice between two accounts', () => {
  it.each([
    [britain, 'EP consent: 29 or 30 January 2020?', 'conflict:day-of-ep-vote'],
    [bundled, '19 or 22 points, make up your mind', 'conflict:points-in-revision'],
    [ireland, 'suspended or expelled?', 'conflict:expelled-or-suspended'],
  ] as const)('is told by the dispute on just that: %#', async (core, words, id) => {
    expect((await ask(core, words)).records[0]).toBe(id);
  });
});

describe('days', () => {
  it.each([
    [bundled, '23/11 recap', 'event:geneva-talks'],
    [bundled, 'what went on on 25 nov', 'event:witkoff-call-leaked'],
    [colombia, 'what happens in 2017 according to this', 'event:court-reviews-amnesty'],
    [minsk, 'order of events from sept 14 to feb 15', 'event:memorandum-signed'],
    [britain, '19 october was a saturday: what went on', 'event:letwin-amendment'],
    [britain, 'what happened on 15 january', 'event:first-defeat'],
  ] as const)('without a year are those on which the story has something: %#', async (core, words, id) => {
    expect((await ask(core, words)).records).toContain(id);
  });
});

describe('who carried a text', () => {
  it.each([
    [bundled, 'which outlet had the full text of the american draft', 'text:us-28'],
    [bundled, 'who ran the 24 point text', 'text:european-24'],
    [minsk, 'english version of protocol who published', 'text:minsk-1'],
  ] as const)('is told by the text and the sources of its points: %#', async (core, words, id) => {
    const { records } = await ask(core, words);
    expect(records[0]).toBe(id);
    expect(records[1]).toMatch(/^source:/);
  });

  it('names them before the text', async () => {
    expect(firstLookOf(await ask(bundled, 'who printed the 28 points first'))).toContain('Axios');
  });
});

describe('a text that is asked whether it still holds', () => {
  it.each([
    [minsk, 'is minsk 1 still the valid one', ['text:minsk-2', 'text:minsk-1']],
    [britain, 'is the 2018 text still alive', ['text:windsor-framework', 'text:withdrawal-2018']],
  ] as const)('is told of behind the newest that was made from it: %#', async (core, words, ids) => {
    expect((await ask(core, words)).records.slice(0, 2)).toEqual(ids);
  });

  it('and where things stand are told by the latest text before what is in dispute', async () => {
    expect((await ask(minsk, 'where do things stand')).records[0]).toBe('text:minsk-2');
    expect((await ask(bundled, 'where are we rn')).records[0]).toBe('text:geneva-19');
  });

  it('came out when it was put out, whoever put it', async () => {
    expect((await ask(minsk, 'when did the osce put the protocol online')).records[0]).toBe('text:minsk-1');
  });
});

describe('a number that goes by the same words', () => {
  it.each([
    [gaza, 'latest on gaza pls'],
    [plastics, 'is production still in the text'],
  ] as const)('is no answer to what is no question for a number: %#', async (core, words) => {
    expect((await ask(core, words)).records[0]).not.toMatch(/^figure:/);
  });

  it('is one where it is asked whether it moved', async () => {
    expect((await ask(iran, 'has the stock of 20 percent uranium gone down')).records[0]).toBe(
      'figure:stock-20',
    );
  });
});
