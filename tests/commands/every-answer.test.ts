import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Answer, Block, Spans } from '../../src/answer/answer.ts';
import { blockSpans } from '../../src/answer/fit.ts';
import { COMMANDS } from '../../src/commands/registry.ts';
import { isGroup } from '../../src/core/command.ts';
import { formatLine } from '../../src/core/line/format-line.ts';
import type { Briefing } from '../../src/domain/briefing.ts';
import { ASKER, coreOver } from '../fixtures/asking.ts';
import { bundledBriefings, linesFor } from '../fixtures/every-line.ts';
import { smallBriefing } from '../fixtures/small-briefing.ts';

/** The bundled packs, and the small one. */
const BRIEFINGS: readonly Briefing[] = [smallBriefing(), ...bundledBriefings()];

describe.each(BRIEFINGS.map((briefing) => [briefing.id, briefing] as const))(
  'every answer over %s',
  (_, briefing) => {
    const core = coreOver(briefing, COMMANDS, '2031-05-20');
    const answers = linesFor(briefing).map(
      async (line) => [line, await core.respond({ kind: 'line', line, asker: ASKER })] as const,
    );

    it('cites a source right behind every claim', async () => {
      for (const [line, answer] of await Promise.all(answers)) {
        expect({ line, uncited: uncitedClaims(answer) }).toEqual({ line, uncited: [] });
      }
    });

    it('shows as exact words only what the pack has as exact words', async () => {
      const verbatim = new Set(
        briefing.statements.flatMap((statement) => [
          ...(statement.words === undefined ? [] : [statement.words]),
          ...statement.sources.filter((printing) => printing.quoted).map((printing) => printing.words),
        ]),
      );
      for (const [line, answer] of await Promise.all(answers)) {
        for (const span of everySpan(answer)) {
          if (span.kind === 'quote')
            expect({ line, known: verbatim.has(span.text) }).toEqual({ line, known: true });
        }
      }
    });

    it('cites each source it lists, and lists each source it cites', async () => {
      for (const [line, answer] of await Promise.all(answers)) {
        const cited = new Set(
          everySpan(answer).flatMap((span) => (span.kind === 'cite' ? [span.index] : [])),
        );
        expect({ line, cited: [...cited].sort((a, b) => a - b) }).toEqual({
          line,
          cited: answer.citations.map((citation) => citation.index),
        });
      }
    });

    it('says nothing twice under one heading', async () => {
      for (const [line, answer] of await Promise.all(answers)) {
        let seen = new Set<string>();
        for (const block of answer.blocks) {
          const words = JSON.stringify(block);
          expect({ line, again: seen.has(words) ? words : '' }).toEqual({ line, again: '' });
          seen = block.kind === 'heading' ? new Set() : seen.add(words);
        }
      }
    });

    it('offers only lines that are answered', async () => {
      const offered = new Set(
        (await Promise.all(answers)).flatMap(([, answer]) =>
          answer.actions.flatMap((action) =>
            action.kind === 'ask' ? [formatLine(action.path, action.values, COMMANDS)] : [],
          ),
        ),
      );
      for (const line of offered) {
        const { status } = await core.respond({ kind: 'line', line, asker: ASKER });
        expect({ line, refused: status === 'refused' }).toEqual({ line, refused: false });
      }
    });
  },
);

describe('every command', () => {
  const core = coreOver(BRIEFINGS.at(-1) ?? smallBriefing(), COMMANDS);

  it('answers any text in any option', async () => {
    const direct = COMMANDS.flatMap((command) => (isGroup(command) ? [] : [command]));
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...direct),
        fc.array(
          fc.oneof(
            fc.string(),
            fc.constantFrom('point', '6', 'to', 'since', 'yesterday', '28-point', '-', '3.5', 'in', 'the'),
          ),
          {
            maxLength: 6,
          },
        ),
        fc.nat(3),
        async (command, words, at) => {
          const option = command.options[at % Math.max(1, command.options.length)];
          const values =
            option === undefined || option.choices !== undefined ? {} : { [option.name]: words.join(' ') };
          const answer = await core.respond({ kind: 'command', path: [command.name], values, asker: ASKER });
          expect(answer.headline.length).toBeGreaterThan(0);
        },
      ),
      { numRuns: 400 },
    );
  });
});

/** Claims with no cite span at their end. Small print and product talk make none. */
function uncitedClaims(answer: Answer): readonly string[] {
  const claims: Spans[] = answer.blocks
    .filter(isClaim)
    .map(blockSpans)
    .map((spans) => [...spans]);
  if (answer.status === 'answered') claims.push(answer.headline);
  return claims.filter((spans) => spans.at(-1)?.kind !== 'cite').map((spans) => JSON.stringify(spans));
}

function isClaim(block: Block): boolean {
  return block.kind !== 'heading' && block.kind !== 'context';
}

function everySpan(answer: Answer): Spans {
  const { lead = [], dispute = [], rows = [] } = answer.card ?? {};
  return [
    ...answer.headline,
    ...answer.blocks.flatMap(blockSpans),
    ...lead,
    ...dispute,
    ...rows.flatMap(blockSpans),
  ];
}
