import { describe, expect, it } from 'vitest';
import { findActors } from '../../../src/search/names/find-actor.ts';
import { mentionedActors } from '../../../src/search/names/mentioned-actors.ts';
import { smallBriefing } from '../../fixtures/small-briefing.ts';

const briefing = smallBriefing();
const found = (typed: string) => findActors(typed, briefing).map(({ actor }) => actor.id);
const mentioned = (text: string) => mentionedActors(text, briefing).map(({ actor }) => actor.id);

describe('findActors', () => {
  it('takes a full name, an alias and an id as certain', () => {
    expect(findActors('Ada Holm', briefing)).toMatchObject([{ actor: { id: 'ada-holm' }, score: 1 }]);
    expect(findActors('the Keep', briefing)).toMatchObject([{ actor: { id: 'northmark' }, score: 1 }]);
    expect(findActors('mira-lind', briefing)).toMatchObject([{ actor: { id: 'mira-lind' }, score: 1 }]);
  });

  it('looks past titles, case and a possessive', () => {
    expect(found('Premier Ada Holm')[0]).toBe('ada-holm');
    expect(found('President HARBOUR')[0]).toBe('southmark');
    expect(found('northmark’s')[0]).toBe('northmark');
  });

  it('forgives a slip in a longer name but not in a short one', () => {
    expect(found('Nortmark')[0]).toBe('northmark');
    expect(found('Mira Lnd')[0]).toBe('mira-lind');
    expect(found('Xyz')).toEqual([]);
  });

  it('finds nothing for nothing', () => {
    expect(found('  ')).toEqual([]);
  });
});

describe('mentionedActors', () => {
  it('reads names out of a sentence in order, the longest where they overlap', () => {
    expect(mentioned('did Northmark tell the Keep press office about Ben Orr?')).toEqual([
      'northmark',
      'keep-office',
      'ben-orr',
    ]);
  });

  it('takes a misspelt long name but no ordinary word', () => {
    expect(mentioned('what does Nothmark want')).toEqual(['northmark']);
    expect(mentioned('what does the agreement want there')).toEqual([]);
  });
});
