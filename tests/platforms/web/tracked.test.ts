import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recordPath } from '../../../src/core/pages/page-address.ts';
import { isGroup } from '../../../src/domain/lookups/members.ts';
import { everyKind, linksIn, openSite, type Site } from './site.ts';

describe('what a story tracks', () => {
  const kinds = everyKind();
  const gone = [
    { record: 'statement:taken-back', on: '2041-06-10', reason: 'the recording is of another day' },
    { record: 'figure:crews-misread', on: '2041-06-12', reason: 'Two counts were taken for one.' },
  ];
  let site: Site;
  beforeAll(async () => {
    site = await openSite([{ ...kinds, withdrawn: gone }], { day: '2041-07-01' });
  });
  afterAll(() => site.stop());

  const path = (record: string) => recordPath(kinds.id, record);
  const linksOn = async (record: string) => linksIn(await site.text(path(record)));

  it('has a place on the pages a reader begins with: what is due, figures, votes', async () => {
    const [now, timeline] = [
      linksIn(await site.text(`/${kinds.id}`)),
      linksIn(await site.text(`/${kinds.id}/timeline`)),
    ];
    for (const { id } of kinds.votes) {
      expect(now).toContain(path(`vote:${id}`));
      expect(timeline).toContain(path(`vote:${id}`));
    }
    for (const { id } of kinds.figures) expect(now).toContain(path(`figure:${id}`));
    for (const { id } of kinds.deadlines) expect(timeline).toContain(path(`deadline:${id}`));
  });

  it('shows a figure with everything it has been, drawn where there are two numbers, each value on its page', async () => {
    for (const figure of kinds.figures) {
      const page = await site.text(path(`figure:${figure.id}`));
      const numbers = figure.values.filter(({ value }) => typeof value === 'number');
      expect(page.match(/<rect class="bar"/g)?.length ?? 0).toBe(numbers.length < 2 ? 0 : numbers.length);
      for (const { id } of figure.values) expect(linksIn(page)).toContain(path(`value:${id}`));
    }
  });

  it('shows a vote with who stood where, and on the page of everybody named in it how they cast', async () => {
    const { actors } = kinds;
    for (const vote of kinds.votes)
      for (const { who, choice } of vote.named) {
        const actor = actors.find(({ id }) => id === who);
        const own = path(`${actor?.kind}:${who}`);
        expect(await linksOn(`vote:${vote.id}`)).toContain(own);
        const page = await site.text(own);
        expect(linksIn(page)).toContain(path(`vote:${vote.id}`));
        expect(page.toLowerCase()).toContain(choice);
      }
    expect(kinds.votes.some(({ named }) => named.length > 0)).toBe(true);
  });

  it('leads from a group to its members and back, from who has to meet a deadline to it, from words to their occasion and back', async () => {
    const kindOf = (id: string) => kinds.actors.find((actor) => actor.id === id)?.kind ?? '';
    for (const group of kinds.actors.filter(isGroup))
      for (const { who } of group.members ?? [])
        expect(await linksOn(`party:${group.id}`)).toContain(path(`${kindOf(who)}:${who}`));
    for (const deadline of kinds.deadlines)
      for (const who of deadline.who)
        expect(await linksOn(`${kindOf(who)}:${who}`)).toContain(path(`deadline:${deadline.id}`));
    const said = kinds.statements.filter(({ occasionId }) => occasionId !== undefined);
    for (const { id, occasionId } of said) {
      expect(await linksOn(`statement:${id}`)).toContain(path(`occasion:${occasionId}`));
      expect(await linksOn(`occasion:${occasionId}`)).toContain(path(`statement:${id}`));
    }
    expect(said.length).toBeGreaterThan(0);
    for (const { id, speakers } of kinds.occasions)
      for (const who of speakers)
        expect(await linksOn(`${kindOf(who)}:${who}`)).toContain(path(`occasion:${id}`));
  });

  it('keeps the address of what was taken back, with the day and the reason; a part is gone with its whole', async () => {
    for (const [record, day, reason] of [
      ['statement:taken-back', '10 June 2041', 'The recording is of another day.'],
      ['figure:crews-misread', '12 June 2041', 'Two counts were taken for one.'],
      ['value:crews-misread/first', '12 June 2041', 'Two counts were taken for one.'],
    ] as const) {
      const response = await site.get(path(record));
      const page = await response.text();
      expect([record, response.status]).toEqual([record, 200]);
      expect(page).toContain(`Withdrawn on ${day}`);
      expect(page).toContain(reason);
    }
    expect((await site.get(path('statement:never-there'))).status).toBe(404);
    const listed = linksIn(await site.text(`/${kinds.id}/disputes`));
    for (const { record } of gone) expect(listed).toContain(path(record));
  });
});
