import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textLength } from '../../../../src/platforms/discord/render/payload.ts';
import { cardLength, createTexts, renderPage } from '../../../../src/platforms/discord/render/render.ts';
import { arbitraryAnswer } from '../../../answer/arbitrary-answer.ts';

describe('the length of a card', () => {
  it('is that of its page, found without putting it together', () => {
    const card = fc
      .tuple(
        arbitraryAnswer({ blocks: 6 }),
        fc.constantFrom({ more: true }, { more: true, sources: 'names' }),
      )
      .map(([answer, short]) => ({ ...answer, short }) as typeof answer);
    fc.assert(
      fc.property(card, (one) => {
        const length = cardLength(one, createTexts());
        // What is longer than a message is shown cut; a card never is.
        if (length <= 4000) expect(length).toBe(textLength([renderPage(one)]));
      }),
    );
  });
});
