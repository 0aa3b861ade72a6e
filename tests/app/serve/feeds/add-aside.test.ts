import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { createAddAside } from '../../../../src/app/serve/feeds/add-aside.ts';
import { lakeBriefing } from '../../../fixtures/briefing.ts';
import { smallBriefing } from '../../../fixtures/small-briefing.ts';

const article = (words: string) => ({
  kind: 'bytes' as const,
  bytes: Buffer.from(`The talks went on.\n\n“${words},” said Orla Kade on Tuesday, and left the room.\n`),
});
const aside = () =>
  createAddAside({
    ...{ archive: tmpdir(), rules: { allow: [], timeoutMs: 1_000 }, now: () => Date.parse('2031-05-20') },
  });

const SMALL = smallBriefing();
const LAKE = lakeBriefing();

describe('articles that are drafted aside', () => {
  it('are each drafted for their own story where several people hand them in at once', async () => {
    const { add } = aside();
    const words = ['We will not go there', 'We shall see about it', 'Nothing of it is agreed'];
    const added = await Promise.all(words.map((each, at) => add(article(each), at === 1 ? LAKE : SMALL, [])));
    for (const [at, { added: one, isRead }] of added.entries()) {
      expect(isRead).toBe(true);
      expect(one.drafts.map(({ record }) => record['words'])).toContain(words[at]);
    }
  });

  it('are a sentence where there is nothing to read', async () => {
    const { added, isRead } = await aside().add(
      { kind: 'bytes', bytes: Buffer.from('') },
      smallBriefing(),
      [],
    );
    expect(isRead).toBe(false);
    expect(added).toMatchObject({ drafts: [], problems: ['The input: There is nothing in it.'] });
  });
});
