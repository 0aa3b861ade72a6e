import { describe, expect, it } from 'vitest';
import type { Actor } from '../../src/domain/actor.ts';
import type { Deadline } from '../../src/domain/tracked/deadline.ts';
import { byWhom } from '../../src/views/tracked/deadline.ts';
import { briefing } from '../fixtures/briefing.ts';

const party = (id: string, name: string, aliases: readonly string[] = []): Actor =>
  ({ kind: 'party', id, name, aliases }) as Actor;

const story = briefing({
  actors: [
    party('senate', 'Senate of Vessa', ['the upper house']),
    party('vessa', 'Vessa', ['Vessan government']),
    party('union', 'Dockers’ Union', ['UDK']),
    {
      kind: 'person',
      id: 'amaro',
      name: 'Lívia Amaro',
      aliases: [],
      roles: [],
      unnamed: false,
      sources: [],
    } as Actor,
  ],
});

const due = (title: string, who: readonly string[]) =>
  byWhom(
    { kind: 'deadline', id: 'd', title, aliases: [], who, about: [], steps: [] } as unknown as Deadline,
    story,
  );

describe('whoever has to keep a deadline', () => {
  it.each([
    ["approval by Vessa's senate", ['senate']],
    ['a vote of the Senate of Vessa', ['senate']],
    ['a vote of the upper house', ['senate']],
    ['a vote in the senate', ['senate']],
    ['the list of the UDK', ['union']],
    ["the dockers' union's list of crews", ['union']],
    ['a reply by Amaro', ['amaro']],
    ['a joint list of the UDK and the Senate of Vessa', ['union', 'senate']],
    ['a budget', []],
  ])('is not told again beside "%s"', (title, who) => {
    expect(due(title, who)).toBe('');
  });

  it.each([
    ['a list of crews', ['union'], ', by Dockers’ Union'],
    ["approval by Vessa's senate", ['amaro'], ', by Lívia Amaro'],
    // Half of them would read as if the others had nothing to do with it.
    ["approval by Vessa's senate", ['senate', 'union'], ', by Senate of Vessa and Dockers’ Union'],
    ['a reply', ['nobody-on-record'], ', by nobody-on-record'],
  ])('is told beside "%s": %j', (title, who, told) => {
    expect(due(title, who)).toBe(told);
  });
});
