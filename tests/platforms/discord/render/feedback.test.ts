import { describe, expect, it } from 'vitest';
import type { Answer } from '../../../../src/answer/answer.ts';
import { COMMANDS } from '../../../../src/commands/registry.ts';
import { asking } from '../../../../src/domain/ask.ts';
import { tenantId } from '../../../../src/domain/schedule/tenant.ts';
import { createButtonCodec } from '../../../../src/platforms/button-codec.ts';
import { controlsOf, readPress } from '../../../../src/platforms/discord/render/buttons.ts';
import { LIMITS } from '../../../../src/platforms/discord/render/limits.ts';
import { STYLE } from '../../../../src/platforms/discord/render/payload.ts';
import { ONLY_PAGE } from '../../../../src/platforms/discord/render/render.ts';

const codec = createButtonCodec({ secret: 's', tenant: tenantId('t'), maxLength: LIMITS.customId });

const ANSWER: Answer = {
  ...{ status: 'answered', headline: [], blocks: [], citations: [], records: [], actions: [] },
  ...{ asOf: '2031-05-20', command: 'point', audience: 'default' },
};

function buttonsOf(question: string) {
  const { rows, remembered } = controlsOf({
    answer: {
      ...ANSWER,
      feedback: { helpful: asking('readout helpful'), wrong: asking('readout wrong', { question }) },
    },
    ...{ asked: question, place: ONLY_PAGE, codec, commands: COMMANDS, visibility: 'private', asker: 'u' },
  });
  return { buttons: rows.flatMap(({ components }) => components), remembered };
}

describe('what readers say of an answer on Discord', () => {
  it('is two secondary buttons behind the others', () => {
    const { buttons } = buttonsOf('point 6');
    expect(buttons.map(({ label, style }) => [label, style])).toEqual([
      ['Share to channel', STYLE.secondary],
      ['Helpful', STYLE.secondary],
      ['Wrong or missing', STYLE.secondary],
    ]);
    const pressed = buttons
      .slice(1)
      .map((one) => readPress('custom_id' in one ? one.custom_id : '', codec, tenantId('t')));
    expect(pressed).toEqual([
      { kind: 'ask', line: '/readout helpful' },
      { kind: 'ask', line: '/readout wrong point 6' },
    ]);
  });

  it('is kept for a question that no button holds', () => {
    const long = `who said ${'the same thing again and '.repeat(10)}`.trim();
    const { buttons, remembered } = buttonsOf(long);
    expect(remembered.some((line) => line.startsWith('/readout wrong') && line.includes(long))).toBe(true);
    expect(buttons.map(({ label }) => label).slice(-2)).toEqual(['Helpful', 'Wrong or missing']);
  });
});
