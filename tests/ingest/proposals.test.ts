import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { tenantId } from '../../src/domain/schedule/tenant.ts';
import type { Added, Draft } from '../../src/ingest/add/added.ts';
import { openProposals, proposeArticle } from '../../src/ingest/proposals.ts';
import { openSqliteStore } from '../../src/store/sqlite/sqlite.ts';
import type { Store } from '../../src/store/store.ts';

const statement = (words: string): Draft => ({
  kind: 'statement',
  record: { id: 'lee-quay', speaker: 'ann-lee', words, form: 'direct' },
  evidence: { start: 0, end: words.length, text: words },
  confidence: 0.9,
});

const article = (id: string, drafts: readonly Draft[]): Added => ({
  source: {
    id,
    publisher: 'Example',
    published: '2026-03-02',
    archive: { file: `${id}.txt`, sha256: 'f00' },
  },
  ...{ text: 'The quay opens.', drafts, problems: [] },
});

describe('proposing an article', () => {
  let store: Store;
  let archive: string;
  beforeEach(async () => {
    store = await openSqliteStore({ file: ':memory:', exclusive: true });
    archive = join(await mkdtemp(join(tmpdir(), 'readout-archive-')), 'archive');
  });
  afterEach(async () => {
    await store.close();
    await rm(archive, { recursive: true, force: true });
  });
  const propose = (added: Added) =>
    proposeArticle(added, {
      ...{ store, story: 'harbour', archive, now: 1_000 },
      proposer: { platform: 'slack', tenant: tenantId('T1'), actor: 'U1' },
    });

  it('keeps its drafts for review and its text in the archive', async () => {
    expect(await propose(article('a', [statement('The quay opens.')]))).toMatchObject({
      stored: 1,
      before: false,
    });
    expect(await openProposals(store, 'harbour')).toMatchObject([
      { article: 'a', kind: 'statement', draft: statement('The quay opens.'), proposer: { actor: 'U1' } },
    ]);
    expect(await readFile(join(archive, 'a.txt'), 'utf8')).toBe('The quay opens.');
  });

  it('keeps nothing twice', async () => {
    await propose(article('a', [statement('The quay opens.')]));
    expect(await propose(article('a', [statement('The quay opens.')]))).toMatchObject({
      stored: 0,
      before: true,
    });
    expect(await openProposals(store, 'harbour')).toHaveLength(1);
  });

  it('never offers again what was rejected, whichever article says it and with whatever capitals and marks', async () => {
    await propose(article('a', [statement('The quay opens.')]));
    const [first] = await openProposals(store, 'harbour');
    const why = { by: 'slack:U2', outcome: 'wrong speaker', now: 2_000 };
    await store.decideProposal(first?.id ?? '', { ...why, state: 'rejected' });
    expect(await propose(article('b', [statement('The Quay opens')]))).toMatchObject({
      stored: 0,
      before: false,
    });
    expect(await propose(article('b', [statement('The quay closes.')]))).toMatchObject({ stored: 1 });
    expect(await openProposals(store, 'harbour')).toHaveLength(1);
  });

  it('keeps another article that was given the same id meanwhile under one of its own, its copy and its drafts too', async () => {
    const first = article('a', [statement('The quay opens.')]);
    const words = 'The baths close.';
    const other: Added = {
      ...{ source: { ...first.source, url: 'https://baths.example/1' }, text: words, problems: [] },
      drafts: [
        { ...statement(words), record: { ...statement(words).record, sources: [{ source: 'a', words }] } },
      ],
    };
    // The second process looked before the first one had written.
    const late = {
      ...store,
      proposedArticles: async (story: string) => (await store.proposedArticles(story)).filter(() => looked),
    };
    let looked = true;
    await propose(first);
    looked = false;
    const propose2 = (added: Added) =>
      proposeArticle(added, {
        ...{
          story: 'harbour',
          archive,
          now: 1_000,
          proposer: { platform: 'slack', tenant: tenantId('T1'), actor: 'U1' },
        },
        store: {
          ...late,
          propose: async (...given) => {
            const stored = await store.propose(...given);
            looked = true;
            return stored;
          },
        },
      });
    for (const each of [propose2, propose]) {
      const done = await each(other);
      expect(done.added.source.id).toMatch(/^a-[0-9a-f]{8}$/);
      expect(done.added.drafts[0]?.record['sources']).toEqual([{ source: done.added.source.id, words }]);
      expect(await readFile(join(archive, done.added.source.archive?.file ?? ''), 'utf8')).toBe(words);
    }
    expect(await readFile(join(archive, 'a.txt'), 'utf8')).toBe('The quay opens.');
    const kept = (await openProposals(store, 'harbour')).map(({ article: of, draft }) => [
      of,
      draft.record['words'],
    ]);
    expect(kept).toEqual([
      ['a', 'The quay opens.'],
      [expect.stringMatching(/^a-/), words],
    ]);
  });

  it('writes the copy that is missing because a process ended between the article and its copy', async () => {
    await propose(article('a', [statement('The quay opens.')]));
    await rm(join(archive, 'a.txt'));
    expect(await propose(article('a', [statement('The quay opens.')]))).toMatchObject({
      stored: 0,
      before: true,
    });
    expect(await readFile(join(archive, 'a.txt'), 'utf8')).toBe('The quay opens.');
  });
});
