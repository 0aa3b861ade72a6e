import { describe, expect, it } from 'vitest';
import type { Answer } from '../../src/answer/answer.ts';
import { CARD_LIMITS, type CardSurface } from '../../src/answer/card-limits.ts';
import { COMMANDS } from '../../src/commands/registry.ts';
import { tenantId } from '../../src/domain/schedule/tenant.ts';
import { createButtonCodec } from '../../src/platforms/button-codec.ts';
import { messageOf } from '../../src/platforms/discord/render/message.ts';
import { everyText, textLength } from '../../src/platforms/discord/render/payload.ts';
import { presentAnswer } from '../../src/platforms/slack/render/paging.ts';
import { visibleCharacters } from '../../src/platforms/slack/render/render.ts';
import { ASKER, coreOver } from '../fixtures/asking.ts';
import { bundledBriefings, fixtureBriefings, linesFor } from '../fixtures/every-line.ts';

const BRIEFINGS = [...fixtureBriefings(), ...bundledBriefings()];
const SURFACES: readonly CardSurface[] = ['chat', 'message'];
/** Every one would ask for minutes of rendering: each command and option is among these. */
const EVERY = 5;
const MORE = [
  '/readout help',
  '/readout status',
  '/digest list',
  '/briefing since:yesterday',
  'who wrote it?',
];

const codec = (maxLength: number) => createButtonCodec({ secret: 's', tenant: tenantId('t'), maxLength });
const shared = { commands: COMMANDS, line: '/plan-point 6', page: 0 };

/** What no limit may push out: then nothing else stands beside it. */
function isBare({ card, headline }: Answer): boolean {
  const quotes = [...(card?.rows ?? []).slice(0, 1)].some(({ kind }) => kind === 'quotation');
  return quotes || card?.dispute !== undefined || headline.some(({ kind }) => kind === 'quote');
}

describe.each(BRIEFINGS.map((briefing) => [briefing.id, briefing] as const))(
  'chat cards over %s',
  (_, briefing) => {
    const core = coreOver(briefing, COMMANDS, '2042-01-01');
    const asked = [...linesFor(briefing).filter((__, at) => at % EVERY === 0), ...MORE].map(
      async (line) => [line, await core.respond({ kind: 'words', words: line, asker: ASKER })] as const,
    );

    it.each(SURFACES)('are one Slack message within the blocks and characters of a %s', async (surface) => {
      const { blocks = 0, characters = 0 } = CARD_LIMITS[surface].whole;
      for (const [line, answer] of await Promise.all(asked)) {
        const messages = presentAnswer(answer, { ...shared, codec: codec(2000), card: surface, share: true });
        const [message] = messages;
        const shown = visibleCharacters(message?.blocks ?? []);
        expect({ line, messages: messages.length }).toEqual({ line, messages: 1 });
        expect({ line, blocks: (message?.blocks.length ?? 0) <= blocks }).toEqual({ line, blocks: true });
        if (!isBare(answer))
          expect({ line, over: Math.max(0, shown - characters) }).toEqual({ line, over: 0 });
      }
    });

    it.each(SURFACES)('are one Discord message within the characters of a %s', async (surface) => {
      const { characters = 0 } = CARD_LIMITS[surface].whole;
      for (const [line, answer] of await Promise.all(asked)) {
        const { body } = messageOf({
          ...{ answer, asked: line, card: surface, page: 0, codec: codec(100), commands: COMMANDS },
          ...{ visibility: 'private', asker: 'u' },
        });
        const container = body.components.filter(({ type }) => type === 17);
        const rows = everyText(container)
          .join('\n')
          .split('\n')
          .filter((one) => one.startsWith('- '));
        // Addresses are text on Discord: a lead with two long ones may need more, and then stands alone.
        const over =
          rows.length === 0 || isBare(answer) ? 0 : Math.max(0, textLength(container) - characters);
        expect({ line, over }).toEqual({ line, over: 0 });
      }
    });
  },
);
