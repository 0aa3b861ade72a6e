import { describe, expect, it } from 'vitest';
import type { Answer } from '../../../src/answer/answer.ts';
import { blockSpans } from '../../../src/answer/fit.ts';
import { renderPlain } from '../../../src/answer/plain.ts';
import { COMMANDS } from '../../../src/commands/registry.ts';
import { composeDigest, type DigestInput } from '../../../src/digest/compose/compose.ts';
import { changesSince, claimsOf } from '../../../src/digest/compose/revisions.ts';
import { parseFilter } from '../../../src/digest/filter/filter.ts';
import { briefingAsOf } from '../../../src/domain/as-of.ts';
import { type Briefing, recordId } from '../../../src/domain/briefing.ts';
import { EVERYTHING } from '../../../src/domain/schedule/subscription.ts';
import { tenantId } from '../../../src/domain/schedule/tenant.ts';
import { createButtonCodec } from '../../../src/platforms/button-codec.ts';
import { pagesOf } from '../../../src/platforms/discord/render/paging.ts';
import { renderPage } from '../../../src/platforms/discord/render/render.ts';
import { presentPages } from '../../../src/platforms/slack/render/paging.ts';
import { visibleCharacters } from '../../../src/platforms/slack/render/render.ts';
import { said } from '../../fixtures/asking.ts';
import { lakeBriefing } from '../../fixtures/briefing.ts';
import { bundledBriefings, fixtureBriefings } from '../../fixtures/every-line.ts';
import { seenCharacters } from '../../platforms/discord/message-parts.ts';
import { digestDays } from '../digest-days.ts';

const codec = createButtonCodec({ secret: 's', tenant: tenantId('t'), maxLength: 2_000 });
const onSlack = (answer: Answer) => presentPages(answer, { codec, commands: COMMANDS, pictureFile: 'F1' });

describe.each(
  [...fixtureBriefings(), ...bundledBriefings()].map((briefing) => [briefing.id, briefing] as const),
)('fourteen days of digests of %s', (_, briefing) => {
  const days = digestDays(briefing, 14);
  const posts = days.flatMap(({ day, post }) => (post === null ? [] : [{ day, ...post }]));

  it('are one message of at most 900 characters with one picture on Slack', () => {
    for (const { day, lead } of posts) {
      const messages = onSlack(lead.answer);
      const pictures = messages.flatMap(({ blocks }) => blocks.filter(({ type }) => type === 'image'));
      const over = Math.max(0, visibleCharacters(messages[0]?.blocks ?? []) - 900);
      expect({ day, messages: messages.length, over }).toEqual({ day, messages: 1, over: 0 });
      expect(pictures.length).toBeLessThanOrEqual(1);
    }
  });

  it('are one message of at most 900 characters that are seen on Discord, each source with its address', () => {
    for (const { day, lead } of posts) {
      const pages = pagesOf(lead.answer);
      const over = Math.max(0, seenCharacters(pages.map((page) => renderPage(page))) - 900);
      const lost = lead.answer.citations.filter(({ url }, at) => url !== pages[0]?.citations[at]?.url);
      expect({ day, messages: pages.length, over, lost }).toEqual({ day, messages: 1, over: 0, lost: [] });
    }
  });

  it('have at most five changes, one line each, and two sources a line', () => {
    for (const { day, lead } of posts) {
      const items = lead.speaksFor.filter((record) => record !== '');
      // One more line is what comes next.
      expect({ day, few: items.length <= 6 }).toEqual({ day, few: true });
      for (const block of lead.answer.blocks) {
        const cites = blockSpans(block).filter(({ kind }) => kind === 'cite');
        // That nobody reviews the pack is no claim of the story's.
        const claims =
          block.kind === 'item' || (block.kind === 'paragraph' && lead.answer.citations.length > 0);
        const cited =
          !claims || cites.length > 0 || said({ ...lead.answer, blocks: [block] }).includes('Withdrawn');
        expect({ day, cited, few: cites.length <= 2 }).toEqual({ day, cited: true, few: true });
      }
      expect(said(lead.answer).match(/As of/g)).toBe(null);
      expect(lead.answer.actions.map(({ label }) => label).slice(1)).toEqual(['Sources', 'Timeline']);
    }
  });

  it('say each line whole, with few exceptions that can be said no shorter', () => {
    const lines = posts.flatMap(({ lead }) => lead.answer.blocks.filter(({ kind }) => kind === 'item'));
    // How it is known belongs to the sentence.
    for (const { lead } of posts) expect(said(lead.answer)).not.toMatch(/\. \([a-z ]+\) \[/);
    const cut = lines.filter((block) =>
      blockSpans(block).some((span) => 'text' in span && /…more/.test(span.text)),
    );
    expect(cut.length).toBeLessThanOrEqual(Math.ceil(lines.length / 50));
  });

  it('tell what changed since the channel subscribed, however much the state above it has to say', () => {
    const all = changesSince(new Map(), briefing).filter(
      (change) => change.kind === 'added' && change.claim.material,
    );
    for (const change of all.filter((_, at) => at % 7 === 0)) {
      const records = digest({ briefing, changes: [change], first: true })?.records;
      expect(records).toContain(change.kind === 'withdrawn' ? change.was.record : recordId(change.record));
    }
  });

  it('keep what is in the thread under three messages', () => {
    for (const { day, detail } of posts) {
      if (detail === null) continue;
      const counts = [pagesOf(detail.answer).length, onSlack(detail.answer).length];
      expect({ day, most: Math.max(...counts) <= 2 }).toEqual({ day, most: true });
    }
  });
});

describe('days on which five things changed or more', () => {
  const busy = [...fixtureBriefings(), ...bundledBriefings()].flatMap((briefing) =>
    digestDays(briefing, 14, { threads: false, first: false }).flatMap(({ day, post }) => {
      const [, told, all = told] =
        /: (\d+) (?:of (\d+) )?(?:material )?changes/.exec(titleOf(post?.lead.answer)) ?? [];
      return Number(all) >= 5 ? [{ story: briefing.id, day, told: Number(told) }] : [];
    }),
  );

  it('are told with five of them on half of the days or more, and never with fewer than three', () => {
    expect(busy.length).toBeGreaterThan(10);
    expect(busy.filter(({ told }) => told === 5).length).toBeGreaterThanOrEqual(busy.length / 2);
    expect(busy.filter(({ told }) => told < 3)).toEqual([]);
  });
});

function titleOf(answer: Answer | undefined): string {
  return (answer?.headline ?? []).map((span) => ('text' in span ? span.text : '')).join('');
}

const NOW = Temporal.Instant.from('2025-11-25T06:00:00Z');

function digest(over: Partial<DigestInput> = {}): Answer | undefined {
  const briefing = over.briefing ?? lakeBriefing();
  return composeDigest({
    ...{ briefing, changes: changesSince(claimsOf(briefingAsOf(briefing, '2025-11-19')), briefing) },
    ...{ filter: EVERYTHING, format: 'brief', quiet: 'skip', threads: false, zone: 'Europe/Kyiv', now: NOW },
    toldAt: NOW.subtract({ hours: 24 }),
    ...over,
  })?.lead.answer;
}

describe('a lead', () => {
  it('names its sources on one line, with what kind of report each is, and their days only to tell two of one name apart', () => {
    const lead = digest();
    const citations = (publishers: readonly string[]) =>
      publishers.map((publisher, at) => ({
        ...{ index: at + 1, id: `s${at}`, publisher, url: `https://s${at}.example/` },
        published: { precision: 'day', from: `2025-11-1${at}`, to: `2025-11-1${at}` } as const,
        quality: at === 1 ? ('repost' as const) : ('original' as const),
      }));
    const shown = (publishers: readonly string[]) => {
      const answer = { ...(lead as Answer), citations: citations(publishers), blocks: [], actions: [] };
      const slack = onSlack(answer)[0]?.blocks.flatMap((block) =>
        'elements' in block && block.type === 'context' ? block.elements : [],
      );
      return [
        JSON.stringify(slack?.map((one) => ('text' in one ? one.text : ''))),
        JSON.stringify(renderPage(pagesOf(answer)[0] ?? answer)).replaceAll('\\\\', ''),
        renderPlain(answer, { width: 200 }),
      ].map((text) =>
        text.replace(/<https:[^|>]*\|([^>]*)>/g, '$1').replace(/\[([^\]]*)\]\(<[^>]*>\)/g, '$1'),
      );
    };
    for (const text of shown(['Gazette', 'Herald'])) {
      expect(text).toContain('[1] Gazette · [2] Herald (repost)');
      expect(text).not.toContain('2025,');
    }
    for (const text of shown(['Gazette', 'Gazette']))
      expect(text).toContain('[1] Gazette, 10 November 2025 · [2] Gazette, 11 November 2025 (repost)');
  });

  it('does not say again below what is expected next where that is among its changes', () => {
    const story = lakeBriefing();
    const next = story.events.filter(({ status }) => status === 'expected');
    const changes = changesSince(new Map(), {
      ...story,
      texts: [],
      provisions: [],
      positions: [],
      conflicts: [],
      statements: [],
    });
    const lines = (digest({ briefing: { ...story, deadlines: [] }, changes })?.blocks ?? []).map((block) =>
      blockSpans(block)
        .map((span) => ('text' in span ? span.text : ''))
        .join(''),
    );
    for (const { what } of next) {
      const words = what.replace(/\.$/, '');
      expect(lines.filter((line) => line.includes(words)).length).toBeLessThan(2);
    }
  });

  it('groups its lines by what the channel asked for', () => {
    const filter = parseFilter('any point:2, speaker:mira', lakeBriefing());
    const blocks = digest({ filter })?.blocks ?? [];
    const titles = blocks.flatMap((block) => (block.kind === 'heading' ? [block.text] : []));
    expect(titles).toEqual(['Size of the patrol fleet', 'Mira Holm']);
  });

  it('says how many changes there are where it shows some of them, and how many are minor', () => {
    const story = lakeBriefing();
    const title = (over: Partial<DigestInput>) =>
      said({ ...(digest(over) ?? ({} as Answer)), blocks: [], actions: [], citations: [] }).split('\n')[0];
    expect(title({})).toBe('The Lake Accord: 5 of 24 changes since Mon 08:00');
    const minor = (briefing: Briefing, count: number) => ({
      ...briefing,
      provisions: briefing.provisions.map((provision, at) =>
        at < count
          ? {
              ...provision,
              readings: provision.readings.map((one) => ({ ...one, materiality: 'minor' as const })),
            }
          : provision,
      ),
    });
    expect(title({ briefing: minor(story, 1) })).toBe(
      'The Lake Accord: 5 of 22 material changes since Mon 08:00; 2 minor',
    );
    const few = { ...story, texts: [], provisions: [], positions: [], conflicts: [] };
    expect(title({ briefing: few, changes: changesSince(new Map(), few) })).toBe(
      'The Lake Accord: 4 changes since Mon 08:00',
    );
  });

  it('fills what a long change leaves with the next that has room, and never breaks one off', () => {
    const long = `${'Northland and Southland agreed to many things at length '.repeat(5).trim()}.`;
    const story = lakeBriefing();
    const [first, ...others] = story.provisions;
    const told = digest({
      briefing: {
        ...story,
        provisions: [
          ...(first === undefined ? [] : [first]),
          ...others.map((one) => ({
            ...one,
            readings: one.readings.map((each) => ({ ...each, wording: `Half is said; ${long}` })),
          })),
        ],
      },
    });
    const lines = said(told ?? ({} as Answer));
    expect(lines).not.toContain('…');
    expect(told?.records.length).toBeGreaterThanOrEqual(5);
  });

  it('says a change by its first clause, and a subject that is gone without words, where the whole has no room', () => {
    const wording = `Boats stay in the harbour at night; ${'this was agreed after a long debate of many hours '.repeat(4)}.`;
    const story = lakeBriefing();
    const only = (id: string) => ({
      ...story,
      provisions: story.provisions
        .filter((one) => one.id === id)
        .map((one) => ({
          ...one,
          readings: one.readings.map((each) => ({
            ...each,
            terms: [],
            wording: id === 'amnesty' ? wording.replace(';', ' and') : wording,
          })),
        })),
      statements: [],
      positions: [],
      conflicts: [],
      texts: story.texts.map((one) => ({ ...one, reported: '2025-11-01' })),
    });
    const at = (id: string) => {
      const briefing = only(id);
      const changes = changesSince(claimsOf(briefingAsOf(briefing, '2025-11-23')), briefing);
      return said(digest({ briefing, changes }) ?? ({} as Answer));
    };
    expect(at('fleet')).toContain('(amended): Boats stay in the harbour at night (unnamed sources).');
    expect(at('amnesty')).toContain('Amnesty · 6-point: gone (unnamed sources).');
  });

  it('tells of what matters only, unless the channel asked for it', () => {
    const story = lakeBriefing();
    const minor = {
      ...story,
      statements: story.statements.map((statement) => ({ ...statement, materiality: 'minor' as const })),
    };
    const records = (over: Partial<DigestInput>) =>
      digest({ briefing: minor, ...over })?.records.filter((record) => record.startsWith('statement:'));
    const known = claimsOf(
      briefingAsOf({ ...minor, texts: [], provisions: [], positions: [] }, '2025-11-19'),
    );
    const changes = changesSince(known, minor).filter(({ kind }) => kind === 'added');
    const spoken = changes.filter((change) => change.kind === 'added' && change.record.kind === 'statement');
    expect(digest({ briefing: minor, changes: spoken })).toBeUndefined();
    const line = digest({ briefing: minor, changes: spoken, quiet: 'line' });
    expect(said(line ?? ({} as Answer))).toContain('nothing material changed since Mon 08:00');
    expect(records({ changes: spoken, filter: parseFilter('speaker:mira', story) })).toEqual([
      'statement:calm',
    ]);
  });

  it('says once that nobody has reviewed the pack for two weeks, and is then silent until it changes', () => {
    const on = (day: string, told: string, over: Partial<DigestInput> = {}) =>
      digest({
        changes: [],
        now: Temporal.Instant.from(`${day}T06:00:00Z`),
        toldAt: Temporal.Instant.from(`${told}T06:00:00Z`),
        ...over,
      });
    for (const quiet of ['skip', 'line'] as const) {
      expect(said(on('2025-12-09', '2025-12-08', { quiet }) ?? ({} as Answer))).toContain(
        'Nobody has reviewed this briefing for 14 days (last 25 November 2025).',
      );
      expect(on('2025-12-10', '2025-12-09', { quiet })).toBeUndefined();
      expect(on('2026-01-10', '2025-12-09', { quiet })).toBeUndefined();
    }
    const [change] = changesSince(new Map(), lakeBriefing());
    const changed = on('2025-12-11', '2025-12-09', { changes: change === undefined ? [] : [change] });
    expect(said(changed ?? ({} as Answer))).toContain(
      'Nobody has reviewed this briefing since 25 November 2025.',
    );
  });
});
