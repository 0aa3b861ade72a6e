import { describe, expect, it } from 'vitest';
import { addRead } from '../../../src/ingest/add/add-article.ts';
import { briefing } from '../../fixtures/briefing.ts';

const QUOTED = '“The lake is higher than it has ever been this year,” Mira Holm said on Monday.';
const TOLD =
  'Mira Holm said on Monday that the lake is higher than it has been in any year since they measure it.';

/** The occasions of what is drafted from a text, which is added twice: it is the same article then. */
function occasionsOf(text: string, article: { publisher?: string } = {}, url?: string): readonly unknown[] {
  const read = {
    ...({ kind: 'article', bytes: Buffer.from(text), problems: [] } as const),
    article: { ...article, text, blocks: [], credits: [], problems: [] },
    ...(url === undefined ? {} : { url }),
  } as const;
  const context = {
    ...{ briefing: briefing(), today: '2034-12-14', rules: { allow: [], timeoutMs: 1 } },
    known: [],
  };
  const first = addRead(read, context);
  const again = addRead(read, { ...context, known: first.known === null ? [] : [first.known] });
  return [first, again].flatMap(({ added }) =>
    added.drafts.filter(({ kind }) => kind === 'statement').map(({ record }) => record['occasion']),
  );
}

describe('the occasion of words whose article does not tell it', () => {
  it.each([QUOTED, TOLD])('names nobody who reported it where the text names no publisher: %s', (text) => {
    const occasions = occasionsOf(text);
    expect(occasions.length).toBeGreaterThan(1);
    expect(new Set(occasions)).toEqual(new Set(['In a text that names no publisher']));
  });

  it.each([QUOTED, TOLD])('is who published it where that is known: %s', (text) => {
    expect(new Set(occasionsOf(text, { publisher: 'The Paper' }))).toEqual(
      new Set(['Reported by The Paper']),
    );
    expect(new Set(occasionsOf(text, {}, 'https://www.paper.example/a'))).toEqual(
      new Set(['Reported by paper.example']),
    );
  });
});
