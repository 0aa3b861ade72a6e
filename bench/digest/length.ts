import type { Answer } from '../../src/answer/answer.ts';
import { blockSpans } from '../../src/answer/fit.ts';
import { pagesOf } from '../../src/platforms/discord/render/paging.ts';
import { renderPage } from '../../src/platforms/discord/render/render.ts';
import { presentPages } from '../../src/platforms/slack/render/paging.ts';
import { visibleCharacters } from '../../src/platforms/slack/render/render.ts';
import { digestDays } from '../../tests/digest/digest-days.ts';
import { bundledBriefings, fixtureBriefings } from '../../tests/fixtures/every-line.ts';
import { seenCharacters } from '../../tests/platforms/discord/message-parts.ts';

const DAYS = 14;
const NO_BUTTONS = { encode: () => null, decode: () => null };

/**
 * How long digests are over fourteen days of each pack's history, how many sources they list, and what share of their
 * lines stood in the digest before.
 */
export function tellLengths(): void {
  let busy = 0;
  let full = 0;
  let addresses = 0;
  let kept = 0;
  for (const briefing of [...bundledBriefings(), ...fixtureBriefings()]) {
    const posts = digestDays(briefing, DAYS, { threads: false }).flatMap(
      ({ post }) => post?.lead.answer ?? [],
    );
    const lengths = posts.map(lengthOf);
    // A day without a change has no lines.
    const told = posts.filter(({ blocks }) => blocks.length > 0);
    const shares = told.slice(1).map((post, at) => unchanged(told[at], post));
    const told5 = posts.map(toldOf).filter(({ all }) => all >= MOST_TOLD);
    busy += told5.length;
    full += told5.filter(({ told }) => told === MOST_TOLD).length;
    const sources = posts.map(({ citations }) => citations.length);
    addresses += total(posts.map(({ citations }) => citations.filter(({ url }) => url !== undefined).length));
    kept += total(lengths.map(({ linked }) => linked));
    console.log(
      `${briefing.id}: ${posts.length} posts in ${DAYS} days; characters at most ${most(lengths.map(({ slack }) => slack))} on Slack, ${most(lengths.map(({ discord }) => discord))} on Discord, mean ${mean(lengths.map(({ slack }) => slack)).toFixed(0)}; sources at most ${most(sources)}, mean ${mean(sources).toFixed(1)}; ${(100 * mean(shares)).toFixed(0)} % of lines unchanged; ${told5.filter(({ told }) => told === MOST_TOLD).length} of ${told5.length} days with five changes or more tell five`,
    );
  }
  console.log(
    `all stories: ${full} of ${busy} days with five changes or more tell five; ${kept} of ${addresses} addresses of sources stand in Discord`,
  );
}

/** Lines of changes that a lead has at most. */
const MOST_TOLD = 5;

/** How many changes there are, and how many of them a lead tells, as its headline says. */
function toldOf({ headline }: Answer): { readonly told: number; readonly all: number } {
  const words = headline.map((span) => ('text' in span ? span.text : '')).join('');
  const [, told = '0', all = told] = /: (\d+) (?:of (\d+) )?(?:material )?changes?/.exec(words) ?? [];
  return { told: Number(told), all: Number(all) };
}

function lengthOf(answer: Answer): {
  readonly slack: number;
  readonly discord: number;
  readonly linked: number;
} {
  const pages = pagesOf(answer);
  return {
    linked: pages.reduce(
      (sum, { citations }) => sum + citations.filter(({ url }) => url !== undefined).length,
      0,
    ),
    slack: presentPages(answer, { codec: NO_BUTTONS }).reduce(
      (sum, { blocks }) => sum + visibleCharacters(blocks),
      0,
    ),
    discord: seenCharacters(pages.map((page) => renderPage(page))),
  };
}

/** Lines of the claims that the post before had, too. */
function unchanged(before: Answer | undefined, answer: Answer): number {
  const lines = (one: Answer) =>
    one.blocks
      .filter(({ kind }) => kind !== 'heading' && kind !== 'context')
      .map((block) =>
        blockSpans(block)
          .map((span) => ('text' in span ? span.text : ''))
          .join(''),
      );
  const known = new Set(before === undefined ? [] : lines(before));
  const own = lines(answer);
  return own.length === 0 ? 0 : own.filter((line) => known.has(line)).length / own.length;
}

function most(numbers: readonly number[]): number {
  return Math.max(0, ...numbers);
}

function total(numbers: readonly number[]): number {
  return numbers.reduce((sum, each) => sum + each, 0);
}

function mean(numbers: readonly number[]): number {
  return numbers.length === 0 ? 0 : total(numbers) / numbers.length;
}
