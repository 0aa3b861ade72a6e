import { describe, expect, it } from 'vitest';
import type { Answer, Block, Spans } from '../../src/answer/answer.ts';
import { createCiter } from '../../src/answer/compose.ts';
import { blockSpans } from '../../src/answer/fit.ts';
import { briefing as briefingCommand } from '../../src/commands/briefing.ts';
import { whoSaid } from '../../src/commands/who-said.ts';
import { composeDigest } from '../../src/digest/compose/compose.ts';
import { changesSince, claimsOf } from '../../src/digest/compose/revisions.ts';
import { briefingAsOf } from '../../src/domain/as-of.ts';
import { type Briefing, type DatedRecord, datedRecords, recordId } from '../../src/domain/briefing.ts';
import { EVERYTHING, type Format } from '../../src/domain/schedule/subscription.ts';
import { isFragment } from '../../src/domain/statement.ts';
import { formatWhen } from '../../src/domain/when.ts';
import { briefRecordLine, recordBlock, recordLine } from '../../src/views/record.ts';
import { ASKER, coreOver } from '../fixtures/asking.ts';
import { lakeBriefing, statement } from '../fixtures/briefing.ts';
import { smallBriefing } from '../fixtures/small-briefing.ts';

const TODAY = '2031-05-20';
const story = briefingAsOf(smallBriefing(), TODAY);
// A draft's silence on a point is nothing that `/briefing` reports.
const records = datedRecords(story).filter(
  (record) => record.kind !== 'reading' || record.change !== 'unreported',
);

/** The story as if everything but this record had been known for years. */
function withNews(news: string): Briefing {
  const dated = <T extends DatedRecord>(list: readonly T[]): readonly T[] =>
    list.map((record) => ({
      ...record,
      reported: recordId(record) === news ? '2031-05-18' : '2020-01-01',
    }));
  return {
    ...story,
    texts: dated(story.texts),
    provisions: story.provisions.map((one) => ({ ...one, readings: dated(one.readings) })),
    statements: dated(story.statements),
    events: dated(story.events),
    positions: dated(story.positions),
    conflicts: dated(story.conflicts),
  };
}

async function inBriefing(news: string): Promise<readonly string[]> {
  const core = coreOver(withNews(news), [briefingCommand], TODAY);
  const answer = await core.respond({ kind: 'line', line: '/briefing since:2031-05-17', asker: ASKER });
  return lines(answer);
}

function inDigest(news: string, format: Format): Answer {
  const now = withNews(news);
  const known = new Map([...claimsOf(now)].filter(([id]) => id !== news));
  const post = composeDigest({
    ...{ briefing: now, changes: changesSince(known, now), filter: EVERYTHING, format, quiet: 'skip' },
    ...{ threads: false, zone: 'UTC', toldAt: null, now: Temporal.Instant.from(`${TODAY}T12:00:00Z`) },
  });
  if (post === null) throw new Error(`The digest has nothing on ${news}.`);
  return post.lead.answer;
}

/** Every block with the sources it cites by name: their numbers depend on what else is cited. */
const lines = (answer: Answer) => answer.blocks.map((block) => written(blockSpans(block), answer));

function written(spans: Spans, { citations }: Pick<Answer, 'citations'>): string {
  const name = (index: number) => citations.find((citation) => citation.index === index)?.id ?? '?';
  const sources: string[] = [];
  const words = spans.map((span) => {
    if (span.kind === 'cite') sources.push(name(span.index));
    return span.kind === 'cite'
      ? ''
      : span.kind === 'date'
        ? formatWhen(span.when)
        : `${span.kind}:${span.text}`;
  });
  return `${words.join('')} ${sources.sort().join(' ')}`;
}

function spoken(record: DatedRecord, how: typeof recordLine, over: Briefing = story): string {
  const citer = createCiter(over);
  return written(how(record, TODAY, over, citer), { citations: citer.citations() });
}

describe('a record', () => {
  it.each(records.map((record) => [recordId(record)] as const))(
    'is said in a standard digest as in /briefing: %s',
    async (id) => {
      const known = await inBriefing(id);
      expect(lines(inDigest(id, 'standard')).filter((line) => known.includes(line))).not.toEqual([]);
    },
  );

  it.each(
    records
      .filter(({ kind }) => kind !== 'statement' && kind !== 'conflict')
      .map((record) => [recordId(record)] as const),
  )('is said in a full digest as in /briefing where a line is all there is to say: %s', async (id) => {
    const known = await inBriefing(id);
    expect(lines(inDigest(id, 'full')).filter((line) => known.includes(line))).not.toEqual([]);
  });

  it('is a quotation in a full digest as /who-said sets it apart', async () => {
    const quoted = story.statements.filter((one) => one.words !== undefined && !isFragment(one));
    expect(quoted).not.toEqual([]);
    const core = coreOver(story, [whoSaid], TODAY);
    for (const one of quoted) {
      const answer = await core.respond({ kind: 'line', line: `/who-said ${one.words}`, asker: ASKER });
      const apart = inDigest(recordId(one), 'full').blocks.filter(isQuotation);
      expect(lines({ ...answer, blocks: answer.blocks.filter(isQuotation) })).toEqual(
        expect.arrayContaining(lines({ ...inDigest(recordId(one), 'full'), blocks: apart })),
      );
      expect(apart).toHaveLength(1);
    }
  });

  it('that is a fragment stands in what was said around it, also in full', () => {
    const citer = createCiter(lakeBriefing());
    const fragment = statement('calm', { form: 'partial', words: 'calm', gist: 'Asked for time' });
    const block = recordBlock(fragment, TODAY, lakeBriefing(), citer);
    expect(written(blockSpans(block), { citations: citer.citations() })).toBe(
      'text:Mira Holm (in part): Asked for time. In these words: quote:calmtext: text:(21 November 2025text:)  gazette',
    );
  });

  it('is never cut within exact words: our own stand in for words that are long', () => {
    const long = statement('calm', { words: 'So it goes on. '.repeat(20).trim() });
    expect(spoken(long, briefRecordLine, lakeBriefing())).toBe(
      'text:Mira Holm (in short): Said what calm says. (21 November 2025text:)  gazette',
    );
    expect(spoken(long, recordLine, lakeBriefing())).toContain(`quote:${long.words}`);
  });

  it('is cut between words where our own are long, and its values are told after the cut', () => {
    const [provision] = lakeBriefing().provisions.filter(({ id }) => id === 'fleet');
    const reading = provision?.readings.find(({ terms }) => terms.length > 0);
    if (reading === undefined) throw new Error('No reading with a value.');
    const wording = `${'Much is said of boats and of their crews. '.repeat(6)}No more than 60 boats in peacetime.`;
    const said = spoken({ ...reading, wording }, briefRecordLine, lakeBriefing());
    expect(said).toMatch(/said of boats … Cap: 60 boats, in peacetime\. \(/);
  });
});

function isQuotation(block: Block): boolean {
  return block.kind === 'quotation';
}
