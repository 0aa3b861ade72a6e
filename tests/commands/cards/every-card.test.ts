import { readdirSync, readFileSync } from 'node:fs';
import { load } from 'js-yaml';
import { describe, expect, it, vi } from 'vitest';
import type { Answer, Spans } from '../../../src/answer/answer.ts';
import { CARD_COLUMNS, CARD_LIMITS } from '../../../src/answer/card-limits.ts';
import { blockSpans } from '../../../src/answer/fit.ts';
import { renderPlain } from '../../../src/answer/plain.ts';
import { lengthOf, sentenceCount } from '../../../src/answer/sentences.ts';
import { terminalCard } from '../../../src/answer/terminal-card.ts';
import { COMMANDS } from '../../../src/commands/registry.ts';
import { formatLine } from '../../../src/core/line/format-line.ts';
import type { Ask } from '../../../src/domain/ask.ts';
import type { Briefing } from '../../../src/domain/briefing.ts';
import { ASKER, coreOver } from '../../fixtures/asking.ts';
import { bundledBriefings, fixtureBriefings, linesFor } from '../../fixtures/every-line.ts';
import { smallBriefing } from '../../fixtures/small-briefing.ts';

vi.setConfig({ testTimeout: 120_000 });

const BRIEFINGS: readonly Briefing[] = [smallBriefing(), ...fixtureBriefings(), ...bundledBriefings()];
const LIMITS = CARD_LIMITS.terminal;
const lineOf = ({ path, values }: Ask) => formatLine(path, values, COMMANDS);

/** What people type about a story, as far as there is a set for it. */
function questionsOn({ id }: Briefing): readonly string[] {
  const folder = new URL(`../../questions/${id}/`, import.meta.url);
  const files = readdirSync(new URL('../../questions/', import.meta.url)).includes(id)
    ? readdirSync(folder)
    : [];
  return files.flatMap((file) => {
    const { questions } = load(readFileSync(new URL(file, folder), 'utf8')) as {
      readonly questions: readonly { readonly ask: string }[];
    };
    return questions.map(({ ask }) => String(ask));
  });
}

const OTHERS = ['/readout help', '/readout status', '/briefing since:yesterday', '/compare'];

const ACTORS = new Set(BRIEFINGS.flatMap(({ actors }) => actors.map(({ name }) => `${name}:`.toLowerCase())));

/** Who somebody is may be on record without a source, and nobody reports a silence. */
function isOfNoSource([label]: Spans): boolean {
  const words = label?.kind === 'strong' ? label.text : '';
  return words.startsWith('Not reported') || ACTORS.has(words.toLowerCase());
}

describe.each(BRIEFINGS.map((briefing) => [briefing.id, briefing] as const))(
  'every card over %s',
  (_, briefing) => {
    const day = Temporal.PlainDate.from(briefing.reviewed).add({ days: 400 }).toString();
    const core = coreOver(briefing, COMMANDS, day);
    const asked: readonly (readonly [string, Promise<Answer>])[] = [
      ...[...linesFor(briefing), ...OTHERS].map(
        (line) => [line, core.respond({ kind: 'line', line, asker: ASKER })] as const,
      ),
      ...questionsOn(briefing).map(
        (words) => [words, core.respond({ kind: 'words', words, asker: ASKER })] as const,
      ),
    ];
    const answers = async () =>
      Promise.all(asked.map(async ([line, answer]) => [line, await answer] as const));
    const cards = answers().then((all) =>
      all.map(([line, whole]) => ({ line, whole, card: terminalCard(whole, lineOf) })),
    );

    it('leads with two sentences at most, within 280 characters, cut only where the room is used', async () => {
      const wrong = (await cards).flatMap(({ line, card }) => {
        const length = lengthOf(card.headline);
        const sentences = sentenceCount(card.headline);
        const cut = /…more/.test(wordsOf(card.headline)) && length < LIMITS.lead * 0.6;
        const quoted = card.headline.some(({ kind }) => kind === 'quote');
        return (length > LIMITS.lead && !quoted) || sentences > LIMITS.leadSentences || cut
          ? [{ line, length, sentences, lead: wordsOf(card.headline) }]
          : [];
      });
      expect(wrong).toEqual([]);
    });

    it('is fifteen lines of eighty columns at most, unless a quotation or the dispute needs more', async () => {
      const wrong = (await cards).flatMap(({ line, card }) => {
        const { length } = renderPlain(card, { width: CARD_COLUMNS, lineOf }).split('\n');
        const rows = card.blocks.filter(({ kind }) => kind === 'item' || kind === 'context');
        return length > 15 && rows.length > 0 ? [{ line, length }] : [];
      });
      expect(wrong).toEqual([]);
    });

    it('has a source behind each claim, two at most, and lists no more than five', async () => {
      for (const { line, card } of await cards) {
        expect({ line, sources: card.citations.length <= LIMITS.sources }).toEqual({ line, sources: true });
        const claims = card.blocks
          .filter(({ kind }) => kind === 'item' || kind === 'quotation')
          .map(blockSpans);
        const uncited =
          card.citations.length === 0
            ? []
            : claims.filter((spans) => spans.at(-1)?.kind !== 'cite' && !isOfNoSource(spans));
        expect({ line, uncited }).toEqual({ line, uncited: [] });
      }
    });

    it('says when it is as of and how old that is, and that there is a dispute where the whole is one', async () => {
      for (const { line, whole, card } of await cards) {
        const said = renderPlain(card, { lineOf });
        if (whole.records.length > 0 && whole.ageDays !== undefined)
          expect({ line, age: said.includes('400 days old') }).toEqual({ line, age: true });
        if (whole.status === 'conflict')
          expect({ line, disputed: DISPUTE.test(said) }).toEqual({
            line,
            disputed: true,
          });
      }
    });

    it('shows exact words whole', async () => {
      const exact = new Set(
        briefing.statements.flatMap((one) => [one.words ?? '', ...one.sources.map(({ words }) => words)]),
      );
      for (const { line, card } of await cards)
        for (const span of [card.headline, ...card.blocks.map(blockSpans)].flat())
          if (span.kind === 'quote')
            expect({ line, exact: exact.has(span.text) }).toEqual({ line, exact: true });
    });
  },
);

/** How a card says that sources do not agree. */
const DISPUTE =
  /disput|differ|credit|contradict|disagree|tension|supersed|over time|complete|confus|word it/i;

function wordsOf(spans: Spans): string {
  return spans.map((span) => ('text' in span ? span.text : '')).join('');
}
