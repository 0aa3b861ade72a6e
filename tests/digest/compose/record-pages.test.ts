import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Answer } from '../../../src/answer/answer.ts';
import { blockSpans } from '../../../src/answer/fit.ts';
import { COMMANDS } from '../../../src/commands/registry.ts';
import { recordPath } from '../../../src/core/pages/page-address.ts';
import type { DigestPost } from '../../../src/digest/compose/compose.ts';
import { LEAD_CHARACTERS, sizeOf } from '../../../src/digest/compose/lead.ts';
import type { Part } from '../../../src/digest/compose/part.ts';
import { previewDigest } from '../../../src/digest/compose/preview.ts';
import { withRecordPages, withStoryPage } from '../../../src/digest/compose/record-pages.ts';
import { briefingAsOf } from '../../../src/domain/as-of.ts';
import type { Briefing } from '../../../src/domain/briefing.ts';
import { EVERYTHING } from '../../../src/domain/schedule/subscription.ts';
import { tenantId } from '../../../src/domain/schedule/tenant.ts';
import { createButtonCodec } from '../../../src/platforms/button-codec.ts';
import { TEXT_BUDGET } from '../../../src/platforms/discord/render/limits.ts';
import { pagesOf } from '../../../src/platforms/discord/render/paging.ts';
import { textLength } from '../../../src/platforms/discord/render/payload.ts';
import { renderPage } from '../../../src/platforms/discord/render/render.ts';
import { presentPages } from '../../../src/platforms/slack/render/paging.ts';
import { visibleCharacters } from '../../../src/platforms/slack/render/render.ts';
import { lakeBriefing } from '../../fixtures/briefing.ts';
import { MINUTE, openDesk } from '../../fixtures/digest-desk.ts';
import { bundledBriefings, fixtureBriefings } from '../../fixtures/every-line.ts';
import { seenCharacters } from '../../platforms/discord/message-parts.ts';
import { openSite } from '../../platforms/web/site.ts';
import { digestDays } from '../digest-days.ts';

const PAGES = 'https://readout.example';
const codec = createButtonCodec({ secret: 's', tenant: tenantId('t'), maxLength: 2_000 });
const onSlack = (answer: Answer) => presentPages(answer, { codec, commands: COMMANDS, pictureFile: 'F1' });
const onDiscord = (answer: Answer) => pagesOf(answer).map((page) => renderPage(page));

const linksOf = (answer: Answer): readonly (string | null)[] =>
  answer.blocks.map((block) => {
    const spans = block.kind === 'quotation' ? block.attribution : blockSpans(block);
    const last = spans.at(-1);
    return last?.kind === 'link' ? last.url : null;
  });

function sent(part: Part, briefing: Briefing): Answer {
  return withRecordPages(part, briefing, PAGES);
}

const stories = [...fixtureBriefings(), ...bundledBriefings()];

describe.each(stories.map((briefing) => [briefing.id, briefing] as const))(
  'fourteen days of digests of %s where pages are served',
  (_, briefing) => {
    const posts = digestDays(briefing, 14, { pages: PAGES }).flatMap(
      ({ day, post }): readonly (DigestPost & { readonly day: string })[] =>
        post === null ? [] : [{ day, ...post }],
    );

    it('lead from each line to the page of its record, which is there', async () => {
      const site = await openSite([briefing], { day: '2049-01-01' });
      const paths = new Set<string>();
      for (const { lead, detail } of posts)
        for (const part of detail === null ? [lead] : [lead, detail]) {
          const links = linksOf(sent(part, briefing));
          expect(links).toEqual(
            part.speaksFor.map((record) =>
              record === '' ? null : `${PAGES}${recordPath(briefing.id, record)}`,
            ),
          );
          for (const link of links) if (link !== null) paths.add(link.slice(PAGES.length));
        }
      expect(paths.size).toBeGreaterThan(0);
      for (const path of paths) expect([path, (await site.get(path)).status]).toEqual([path, 200]);
      await site.stop();
    });

    it('are one message of at most 900 characters that are seen, on both platforms, and two in the thread', () => {
      for (const { day, lead, detail } of posts) {
        const answer = withStoryPage(sent(lead, briefing), briefing, PAGES);
        const slack = onSlack(answer);
        // What a platform puts around it has its own 34.
        const entries = lead.answer.blocks.map((block, at) => ({ block, record: lead.speaksFor[at] ?? '' }));
        expect([day, sizeOf({ ...lead.answer, entries }, true) <= LEAD_CHARACTERS - 34]).toEqual([day, true]);
        const over = [visibleCharacters(slack[0]?.blocks ?? []), seenCharacters(onDiscord(answer))].map(
          (size) => Math.max(0, size - 900),
        );
        expect({ day, messages: [slack.length, onDiscord(answer).length], over }).toEqual({
          ...{ day, messages: [1, 1], over: [0, 0] },
        });
        if (detail === null) continue;
        const below = sent(detail, briefing);
        expect({ day, most: Math.max(onSlack(below).length, onDiscord(below).length) <= 2 }).toEqual({
          ...{ day, most: true },
        });
      }
    });
  },
);

describe('what is posted where pages are served', () => {
  it('names every source with its address in Discord, and leaves out the longest only where a message has no room', () => {
    const briefing = lakeBriefing();
    const [lead] = digestDays(briefing, 2, { first: false, pages: PAGES }).flatMap(
      ({ post }) => post?.lead ?? [],
    );
    if (lead === undefined) throw new Error('nothing to post');
    const source = lead.answer.citations[0];
    if (source === undefined) throw new Error('nothing is cited');
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 20, max: 690 }), { minLength: 1, maxLength: 12 }), (lengths) => {
        const citations = lengths.map((length, at) => ({
          ...{ ...source, index: at + 1, publisher: `Paper ${at}` },
          url: `https://paper.example/${'a'.repeat(length - 20)}`,
        }));
        const pages = pagesOf({ ...sent(lead, briefing), citations });
        const shown = pages.map((page) => renderPage(page));
        const [kept, lost] = [true, false].map((has) =>
          (pages[0]?.citations ?? []).flatMap(({ url }, at) =>
            (url !== undefined) === has ? [citations[at]?.url.length ?? 0] : [],
          ),
        );
        expect([pages.length, pages[0]?.citations.length]).toEqual([1, lengths.length]);
        expect(textLength(shown)).toBeLessThanOrEqual(TEXT_BUDGET);
        // One more would be too many, but for what a measure made before cutting has to spare.
        const room = TEXT_BUDGET - textLength(shown);
        expect(Math.min(...(lost ?? []))).toBeGreaterThan(Math.max(room - 20, 0));
        expect(Math.min(...(lost ?? []))).toBeGreaterThanOrEqual(Math.max(...(kept ?? [])));
      }),
      { numRuns: 50 },
    );
  });

  const statement = 'statement:calm';

  async function posted(pages: string | undefined, later: Briefing) {
    const desk = await openDesk({ over: pages === undefined ? {} : { pages } });
    await desk.subscribe({ format: 'full' });
    await desk.digests.start();
    await desk.clock.advance(10 * MINUTE);
    const first = desk.chat.messages[0]?.answer;
    desk.load(later);
    await desk.clock.advance(10 * MINUTE);
    await desk.digests.stop();
    const [edited, reply] = desk.chat.messages.map(({ answer }) => answer);
    if (first === undefined || edited === undefined || reply === undefined) throw new Error('nothing posted');
    return { first, edited, reply };
  }

  it('leads to the story and to each record; corrections do, also to what was taken back with a reason', async () => {
    const { statements, id } = lakeBriefing();
    const gone = statements[0];
    if (gone === undefined) throw new Error('nothing to take back');
    const record = `statement:${gone.id}`;
    const later = lakeBriefing({
      statements: statements.slice(1),
      withdrawn: [{ record, on: '2025-11-25', reason: 'misread' }],
    });
    const { first, edited, reply } = await posted(PAGES, later);
    const page = `${PAGES}${recordPath(id, record)}`;
    expect(first.page).toBe(`${PAGES}/${id}`);
    expect(linksOf(first)).toContain(page);
    // Once, however often the post is edited.
    expect(JSON.stringify(edited.blocks).split(`"${page}"`)).toHaveLength(2);
    expect([edited.page, linksOf(reply), reply.page]).toEqual([first.page, [page], undefined]);
  });

  it('leads nowhere from what is gone without a word', async () => {
    const { reply } = await posted(PAGES, lakeBriefing({ statements: [] }));
    expect(linksOf(reply).filter((link) => link !== null)).toEqual([]);
  });

  it('is stored and sent as ever where no pages are', async () => {
    const { first, edited, reply } = await posted(undefined, lakeBriefing({ statements: [] }));
    expect([first.page, edited.page, reply.page]).toEqual([undefined, undefined, undefined]);
    expect([first, edited, reply].flatMap(linksOf).filter((link) => link !== null)).toEqual([]);
  });

  it('is previewed with its links', () => {
    const briefing = lakeBriefing();
    const preview = (pages?: string) =>
      previewDigest({
        ...{ briefing: briefingAsOf(briefing, '2025-11-25'), since: '2025-11-19', filter: EVERYTHING },
        ...{ format: 'brief', threads: true, zone: 'Europe/Kyiv', pages },
        now: Temporal.Instant.from('2025-11-25T06:00:00Z'),
      });
    const shown = preview(PAGES);
    expect(shown.page).toBe(`${PAGES}/${briefing.id}`);
    expect(linksOf(shown)).toContain(`${PAGES}${recordPath(briefing.id, statement)}`);
    expect(linksOf(preview()).filter((link) => link !== null)).toEqual([]);
  });
});
