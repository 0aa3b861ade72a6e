import { describe, expect, it } from 'vitest';
import { lookupOf } from '../../../src/domain/lookups/lookup.ts';
import { saidBy } from '../../../src/domain/lookups/said-by.ts';
import { statement } from '../../fixtures/briefing.ts';
import { smallBriefing } from '../../fixtures/small-briefing.ts';

describe('saidBy', () => {
  it('has what an actor, its members and offices said, and what sources credit to them', () => {
    const briefing = smallBriefing();
    const [party] = briefing.actors.filter(({ kind }) => kind === 'party');
    const voices = lookupOf(briefing).voicesOf(party?.id ?? '');
    const member = briefing.actors.find((actor) => actor.kind === 'person' && actor.party === party?.id);
    const stranger = briefing.actors.find((actor) => actor.kind === 'party' && !voices.has(actor.id));
    if (party === undefined || member === undefined || stranger === undefined) throw new Error('odd fixture');
    const credited = { source: 'herald', words: 'x', quoted: false, credits: member.id };
    const statements = [
      statement('own', { speaker: party.id }),
      statement('of-a-member', { speaker: member.id }),
      statement('credited', { speaker: stranger.id, sources: [credited] }),
      statement('other', { speaker: stranger.id, sources: [] }),
    ];
    const asked = smallBriefing({ statements });
    const said = (actor: string) =>
      saidBy(actor, asked)
        .newest(9)
        .map(({ id }) => id);
    expect(said(party.id)).toEqual(['own', 'of-a-member', 'credited']);
    expect(said(member.id)).toEqual(['of-a-member', 'credited']);
    expect(said('nobody')).toEqual([]);
    expect(saidBy(member.id, asked).has('credited')).toBe(true);
    expect(saidBy(member.id, asked).has('own')).toBe(false);
    expect(
      saidBy(party.id, asked)
        .newest(1, 1)
        .map(({ id }) => id),
    ).toEqual(['of-a-member']);
    expect(saidBy(party.id, asked).size).toBe(3);
  });
});
