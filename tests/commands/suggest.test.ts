import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../src/commands/registry.ts';
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
    expect(values('plan-point', 'as-of', '2031-05-1')).toEqual(['2031-05-16', '2031-05-15', '2031-05-14']);
    expect(values('plan-point', 'as-of', 'y')).toEqual(['yesterday']);
    expect(values('plan-point', 'story', '')).toEqual(['lake']);
    expect(values('digest subscribe', 'zone', 'zur')).toContain('Europe/Zurich');
    expect(values('who-said', 'words', 'forty bo')[0]).toBe('Forty boats were never going to be enough.');
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
