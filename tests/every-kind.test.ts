import { describe, expect, it } from 'vitest';
import { renderPlain } from '../src/answer/plain.ts';
import { COMMANDS } from '../src/commands/registry.ts';
import { diskFolder } from '../src/pack/read/disk-folder.ts';
import { loadPack } from '../src/pack/read/load.ts';
import { ASKER, coreOver } from './fixtures/asking.ts';

/*
 * A small made-up pack that uses every kind of record a pack can hold, and what it is asked. The whole answer is looked at,
 * not its card.
 */

const loaded = loadPack(diskFolder(new URL('./fixtures/every-kind', import.meta.url).pathname));
if (loaded.kind !== 'pack')
  throw new Error('The pack with every kind does not load; `readout check` says why.');
const core = coreOver(loaded.briefing, COMMANDS, '2041-06-20');

interface Question {
  readonly ask: string;
  readonly status: string;
  /** Records that lead, in this order. */
  readonly first?: readonly string[];
  readonly says: readonly string[];
  readonly never?: readonly string[];
}

const SEA = 'translated from portuguese by straits wire';

const SAID: readonly Question[] = [
  {
    ask: 'what was said at the press conference in the customs hall?',
    status: 'answered',
    first: ['occasion:customs-hall', 'statement:halden-open-door'],
    says: ['old harbour of lorn', '10 april 2041', 'tor halden and inês valadar spoke', 'open until we have'],
  },
  {
    ask: 'who spoke at the senate debate?',
    status: 'answered',
    first: ['occasion:senate-debate'],
    says: ['lívia amaro', 'praia', '17 june 2041'],
  },
  {
    ask: '/who-said customs hall press conference speaker:Valadar',
    status: 'answered',
    first: ['occasion:customs-hall', 'statement:valadar-sea'],
    says: ['no landlord'],
    never: ['open until we have'],
  },
  {
    ask: '/who-said no landlord',
    status: 'answered',
    first: ['statement:valadar-sea'],
    says: [SEA, 'nobody is master of the sea', 'translated from portuguese by the interpreter of radio lorn'],
    never: ['“the sea', '“nobody'],
  },
  {
    ask: '/who-said a noite também é nossa',
    status: 'answered',
    first: ['statement:valadar-night'],
    says: ['“a noite também é nossa”', `${SEA}: the night is ours as well`],
    never: ['“the night'],
  },
  {
    ask: '/who-said glacial',
    status: 'answered',
    first: ['statement:halden-glacial'],
    says: ['found the talks slow', 'in these words: “glacial”', 'press conference in the customs hall'],
  },
  {
    ask: '/plan-point 6.1',
    status: 'answered',
    first: ['provision:crews'],
    says: ['article 6.1 and part ii', 'point iii', 'crew of seven'],
    never: ['lifeboats:'],
  },
  {
    ask: 'what does article 12 of the accord say?',
    status: 'answered',
    first: ['provision:entry-into-force'],
    says: ['article 12', 'thirty days'],
  },
  {
    ask: '/plan-point V of the March draft',
    status: 'answered',
    first: ['provision:fares'],
    says: ['march draft, point v', 'paragraphs (a) and (b)'],
  },
  {
    ask: '/plan-point part IX',
    status: 'not-found',
    first: ['text:accord'],
    says: ['has 4 parts; there is no part ix'],
  },
  {
    ask: '/plan-point 14',
    status: 'not-found',
    first: ['text:accord'],
    says: ['articles 1 to 12', 'no article 14'],
  },
  {
    ask: 'paragraph (d) of the annex',
    status: 'answered',
    first: ['provision:refunds'],
    says: ['annex on fares, paragraph (d)', 'half of the fare'],
  },
  {
    ask: '/plan-point fares-annex',
    status: 'answered',
    first: ['text:fares-annex'],
    says: ['annexed to the ferry accord'],
  },
];

describe('the pack with every kind of record', () => {
  it.each(SAID)('answers "$ask"', async ({ ask, status, first = [], says, never = [] }) => {
    const answer = await core.respond({ kind: 'line', line: ask, asker: ASKER });
    const told = renderPlain(answer, { width: Number.POSITIVE_INFINITY }).toLowerCase();
    expect.soft(answer.status).toBe(status);
    expect.soft(answer.records.slice(0, first.length)).toEqual(first);
    expect.soft(says.filter((words) => !told.includes(words))).toEqual([]);
    expect.soft(never.filter((words) => told.includes(words))).toEqual([]);
  });
});
