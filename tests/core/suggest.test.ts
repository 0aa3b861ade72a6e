import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../src/commands/registry.ts';
import type { Actor } from '../../src/domain/actor.ts';
import { normalize } from '../../src/search/text/normalize.ts';
import { coreOver } from '../fixtures/asking.ts';
import { smallBriefing } from '../fixtures/small-briefing.ts';

const core = coreOver(smallBriefing(), COMMANDS);
const offered = (path: string, option: string, typed: string, limit = 25) =>
  core.suggest({ path: path.split(' '), option, typed, values: {}, limit });
const values = (path: string, option: string, typed: string) =>
  offered(path, option, typed).map((suggestion) => suggestion.value);

describe('suggestions', () => {
  it('offer points with their numbers, all of them before anything is typed', () => {
    expect(offered('plan-point', 'point', '')[0]).toEqual({
      label: '3 · Size of the Northmark fleet',
      value: 'Size of the Northmark fleet',
    });
    expect(values('plan-point', 'point', 'bouys')[0]).toBe('Line of the border buoys');
  });

  it('offer speakers from the first letter on, by any of their names', () => {
    expect(values('who-said', 'speaker', 'b')[0]).toBe('Ben Orr');
    expect(values('position', 'party', 'the har')[0]).toBe('Southmark');
    expect(values('who-said', 'speaker', '')).toEqual(['the Keep press office', 'Ada Holm', 'Ben Orr']);
  });

  it('offer drafts, days, sources, stories, zones and statements', () => {
    expect(values('compare', 'to', 'revis')[0]).toBe('revised-5');
    expect(values('plan-point', 'as-of', '2031-05-1')).toEqual([
      '2031-05-16',
      '2031-05-15',
      '2031-05-14',
      '2031-05-01',
    ]);
    expect(values('plan-point', 'as-of', 'y')).toEqual(['yesterday']);
    expect(values('plan-point', 'story', '')).toEqual(['lake']);
    expect(values('digest subscribe', 'zone', 'zur')).toContain('Europe/Zurich');
    expect(values('who-said', 'words', 'forty bo')[0]).toBe('Forty boats were never going to be enough.');
  });

  it('offer what a command understands, in whatever form it is typed', () => {
    expect(values('compare', 'from', 'lea')[0]).toBe('league-8');
    expect(values('compare', 'from', 'coun')).toContain('south-counter');
    expect(values('compare', 'from', '14 may')[0]).toBe('2031-05-14');
    expect(values('timeline', 'from', '14 ma')[0]).toBe('2031-05-14');
    expect(values('timeline', 'from', 'May 14')[0]).toBe('2031-05-14');
    expect(values('timeline', 'to', '3 June')).toEqual(['2031-06-03']);
    expect(values('plan-point', 'point', '4')[0]).toBe('Line of the border buoys');
    expect(values('plan-point', 'point', 'no. 4')[0]).toBe('Line of the border buoys');
    expect(values('plan-point', 'point', 'harb')).toEqual(['south-counter']);
    expect(values('sources', 'source', 'spin')[0]).toBe('spinner');
    expect(values('who-said', 'words', '&quot;forty bo')[0]).toBe(
      'Forty boats were never going to be enough.',
    );
  });

  it('put a person before an office that is named after them', () => {
    const office: Actor = { kind: 'party', id: 'office', name: 'Holm’s office', aliases: [] };
    const briefing = smallBriefing();
    const there = coreOver(smallBriefing({ actors: [office, ...briefing.actors] }), COMMANDS);
    const names = there
      .suggest({ path: ['who-said'], option: 'speaker', typed: 'hol', values: {}, limit: 5 })
      .map(({ value }) => value);
    expect(names).toEqual(['Ada Holm', 'Holm’s office']);
  });

  it('offer every draft and actor from the third letter of any word of its name on, labels that begin so first', () => {
    const briefing = smallBriefing();
    const offeredFor = (path: string, option: string, name: string, value: string) => {
      for (const { index } of name.matchAll(/\b[\p{L}\d]{3,}/gu)) {
        for (let end = index + 3; end <= name.length; end += 1) {
          const typed = name.slice(index, end);
          const found = offered(path, option, typed);
          expect(
            found.map((one) => one.value),
            typed,
          ).toContain(value);
          const begins = found.map(({ label }) =>
            normalize(label).replace(/^the /, '').startsWith(normalize(typed)),
          );
          expect(begins, typed).toEqual(begins.toSorted((a, b) => Number(b) - Number(a)));
        }
      }
    };
    for (const text of briefing.texts) offeredFor('compare', 'to', text.name, text.id);
    for (const actor of briefing.actors) offeredFor('who-said', 'speaker', actor.name, actor.name);
  });

  it('keep to the limit and to a hundred characters, and offer nothing for an option that is not there', () => {
    const long = coreOver(smallBriefing({ title: 'x'.repeat(150) }), COMMANDS);
    const [story] = long.suggest({ path: ['plan-point'], option: 'story', typed: '', values: {}, limit: 25 });
    expect([...(story?.label ?? '')].length).toBe(100);
    expect(offered('digest subscribe', 'zone', '', 3)).toHaveLength(3);
    expect(offered('plan-point', 'nonsense', 'x')).toEqual([]);
    expect(offered('nonsense', 'point', 'x')).toEqual([]);
  });
});
