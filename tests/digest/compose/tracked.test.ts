import { describe, expect, it } from 'vitest';
import { composeDigest, type DigestInput } from '../../../src/digest/compose/compose.ts';
import { changesSince, claimsOf } from '../../../src/digest/compose/revisions.ts';
import { briefingAsOf } from '../../../src/domain/as-of.ts';
import type { Briefing } from '../../../src/domain/briefing.ts';
import { diskFolder } from '../../../src/pack/read/disk-folder.ts';
import { loadPack } from '../../../src/pack/read/load.ts';
import { said } from '../../fixtures/asking.ts';

const pack = loadPack(diskFolder(new URL('../../fixtures/every-kind/', import.meta.url).pathname));
if (pack.kind === 'broken') throw new Error(JSON.stringify(pack.problems));
const story = pack.briefing;

const input = (briefing: Briefing, day: string, over: Partial<DigestInput> = {}): DigestInput => ({
  ...{ briefing, changes: null, filter: { all: [], any: [], not: [] }, format: 'full', quiet: 'skip' },
  ...{ threads: true, zone: 'UTC', now: Temporal.Instant.from(`${day}T08:00:00Z`), toldAt: null },
  ...over,
});

/** What a digest of the second day tells that was told on the first. */
function digestBetween(first: string, second: string, over: Partial<DigestInput> = {}) {
  const now = briefingAsOf(story, second);
  const changes = changesSince(claimsOf(briefingAsOf(story, first)), now);
  const post = composeDigest(input(now, second, { changes, ...over }));
  return post === null
    ? ''
    : [post.lead, post.detail].map((part) => (part === null ? '' : said(part.answer))).join('\n');
}

describe('a digest', () => {
  it('tells a new vote, a new value, a step of a deadline and who left as news, not as corrections', () => {
    const told = digestBetween('2041-05-29', '2041-06-20');
    expect(told).toContain(
      'Vote on the accord in the harbour committee: passed, 8 for, 3 against and 2 abstained',
    );
    expect(told).toContain('Ferry crews on strike: 28 crews, before: 31 crews, out of 40');
    expect(told).toContain("Approval by Vessa's senate: moved from 15 June 2041 to 30 June 2041");
    expect(told).toContain('Teal Isles is a member of Guarantor States until 31 May 2041');
    expect(told).not.toContain('Corrected since');
  });

  it('tells as a correction that a count was another', () => {
    const before = claimsOf(story);
    const votes = story.votes.map((vote) => ({ ...vote, counts: { ...vote.counts, against: 4 } }));
    const changes = changesSince(before, { ...story, votes });
    expect(changes.map(({ kind }) => kind)).toEqual(['changed', 'changed']);
  });

  it('says what is due next, as it stood on that day', () => {
    expect(digestBetween('2041-06-01', '2041-06-04')).toMatch(/Due next\n.*due 15 June 2041/s);
    const later = digestBetween('2041-06-17', '2041-06-19', { format: 'brief' });
    expect(later).toContain("Due next: Approval by Vessa's senate: due 30 June 2041, moved from");
    expect(later).not.toContain('Due next: A list of winter crews');
  });

  it('says nothing of deadlines where all are met, missed or dropped', () => {
    const deadlines = story.deadlines.filter(({ id }) => id === 'fare-table');
    const post = composeDigest(input({ ...story, deadlines }, '2041-06-20'));
    expect(post === null ? '' : said(post.lead.answer)).not.toContain('Due next');
  });

  it('passes them by filter: by what they are about, by whom they concern', () => {
    const now = claimsOf(story);
    const about = (id: string) => now.get(id)?.traits;
    expect(about('value:fare/2041-07-01')?.about).toEqual(['fares']);
    expect(about('step:senate-approval/set')?.actors).toContain('vessa');
    expect(about('vote:committee-vote')?.actors).toContain('lia-moura');
    expect(about('member:guarantors/norrby')?.actors).toEqual(['guarantors', 'norrby']);
  });
});
