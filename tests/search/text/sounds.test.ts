import { describe, expect, it } from 'vitest';
import { buildQuoteIndex } from '../../../src/search/statements/quote-index.ts';
import { soundalikes } from '../../../src/search/text/sounds.ts';

describe('a word spelt as it sounds', () => {
  it.each([
    ['tuff', 'tough'],
    ['nite', 'night'],
    ['thru', 'through'],
    ['fone', 'phone'],
    ['kwik', 'quick'],
    ['nashun', 'nation'],
  ])('may be meant: %s, %s', (word, meant) => {
    expect(soundalikes(word)).toContain(meant);
  });

  it('does for the word meant in a question of three words', () => {
    const index = buildQuoteIndex([
      { id: 'road', speaker: 'Ada Brook', text: 'The ferry is late again, and there is a tough road ahead.' },
      { id: 'quay', speaker: 'Ion Reka', text: 'The quay will be rebuilt stone by stone.' },
    ]);
    expect(index.search('tuff road ahead')[0]?.id).toBe('road');
  });
});
