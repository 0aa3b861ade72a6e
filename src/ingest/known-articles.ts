import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Briefing } from '../domain/briefing.ts';
import { whenNotation } from '../domain/when.ts';
import type { ProposedArticle } from '../store/ports/proposals.ts';
import type { DraftSource } from './add/added.ts';
import { wordsHash } from './add/source-id.ts';
import { creditsIn } from './extract/credits.ts';
import type { KnownArticle } from './lineage/known-article.ts';

/** Longer copies are no articles. */
const MOST_CHARACTERS = 2_000_000;

/**
 * Everything an article may be a copy of: the pack's sources, with the words of those whose copy is in the archive, and
 * what was proposed and is not in the pack yet.
 */
export async function knownArticles(
  briefing: Briefing,
  archive: string,
  proposed: readonly ProposedArticle[],
): Promise<readonly KnownArticle[]> {
  const sources = await Promise.all(
    briefing.sources.map(async (source): Promise<KnownArticle> => {
      const text = source.archive === undefined ? '' : await archived(archive, source.archive.file);
      return {
        ...{ id: source.id, url: source.url, publisher: source.publisher, quality: source.quality, text },
        ...{ title: source.title, published: whenNotation(source.published) },
        ...{
          origin: source.origin === source.id ? undefined : source.origin,
          sha256: source.archive?.sha256,
        },
        ...{ hash: wordsHash(text), credits: creditsIn(text, text), standing: 'on-record' },
      };
    }),
  );
  const onRecord = new Set(sources.map(({ id }) => id));
  return [...sources, ...proposed.filter(({ id }) => !onRecord.has(id)).map(fromProposal)];
}

function fromProposal({ id, url, text, hash, source }: ProposedArticle): KnownArticle {
  const { publisher, quality, origin, title, published } = JSON.parse(source) as DraftSource;
  return {
    ...{ id, publisher, title, published, quality, origin, text, hash, url: url === '' ? undefined : url },
    ...{ credits: creditsIn(text, text), standing: 'proposed' },
  };
}

async function archived(folder: string, file: string): Promise<string> {
  try {
    return (await readFile(join(folder, file), 'utf8')).slice(0, MOST_CHARACTERS);
  } catch {
    // Archives are kept beside the packs, and not every machine has one.
    return '';
  }
}
