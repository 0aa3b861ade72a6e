import type { Briefing } from '../../domain/briefing.ts';
import { draftArticle } from '../drafts/draft-article.ts';
import type { Article } from '../extract/article.ts';
import type { KnownArticle } from '../lineage/known-article.ts';
import { lineageOf } from '../lineage/lineage.ts';
import type { Added, DraftSource } from './added.ts';
import type { Read } from './read-input.ts';
import { sha256, sourceIdOf, wordsHash } from './source-id.ts';

/** What a source has where nothing tells who published it. */
const UNKNOWN_PUBLISHER = 'Unknown publisher';

/** What an article is added to. */
export interface AddContext {
  readonly briefing: Briefing;
  /** What may be what it copies; nothing is added to it here. */
  readonly known: readonly KnownArticle[];
  /** ISO day. */
  readonly today: string;
}

/** An added article, with what the next ones are compared with. */
export interface AddedArticle {
  readonly added: Added;
  readonly known: KnownArticle;
}

/** Drafts what an article says that was read. Whatever is wrong is a sentence among the problems. */
export function addRead(
  read: Extract<Read, { kind: 'article' }>,
  { briefing, known, today }: AddContext,
): AddedArticle {
  const { article, bytes } = read;
  const { text } = article;
  const hash = wordsHash(text);
  // A page that says its address is another site's is a copy of that: it is still where it was found.
  const elsewhere = copiedFrom(article, read.url);
  const url = elsewhere === undefined ? (article.url ?? read.url) : read.url;
  const found: Article = { ...article, ...(elsewhere === undefined ? {} : { originalAt: elsewhere }) };
  const lineage = lineageOf({ ...withUrl(found, url), hash, sha256: sha256(bytes) }, known);
  const { same } = lineage;
  const named = article.publisher ?? hostOf(url) ?? '';
  const publisher = named === '' ? UNKNOWN_PUBLISHER : named;
  const taken = (id: string) =>
    briefing.sources.some((one) => one.id === id) || known.some((one) => one.id === id);
  const id = same?.id ?? sourceIdOf({ publisher: named, title: article.title, hash }, taken);
  const title = same?.title ?? article.title;
  const address = same?.url ?? url;
  const source: DraftSource = {
    id,
    ...(title === undefined ? {} : { title }),
    publisher: same?.publisher ?? publisher,
    published: same?.published ?? article.published ?? `../${today}`,
    ...(address === undefined ? {} : { url: address }),
    ...(article.language === undefined ? {} : { language: article.language }),
    quality: lineage.quality,
    ...(lineage.origin === undefined ? {} : { origin: lineage.origin }),
    archive: { file: `${id}.txt`, sha256: sha256(text) },
  };
  const drafted = draftArticle(
    {
      ...{ text, blocks: article.blocks, source: id, quality: lineage.quality },
      publisher: source.publisher === UNKNOWN_PUBLISHER ? undefined : source.publisher,
      ...{ published: source.published, language: article.language, translatedFrom: article.translatedFrom },
      publishedThere: dayThere(article, briefing.zone),
    },
    briefing,
  );
  const problems = [
    ...(same === undefined ? [] : [alreadyThere(same)]),
    ...(same === undefined || same.text === '' || same.hash === hash ? [] : [CHANGED_SINCE]),
    ...read.problems,
    ...drafted.problems,
  ];
  return {
    added: { source, text, drafts: drafted.drafts, problems },
    known: same ?? {
      ...{
        id,
        url,
        publisher,
        title,
        published: source.published,
        quality: lineage.quality,
        origin: lineage.origin,
        text,
        hash,
      },
      ...{ credits: article.credits, standing: 'added' },
    },
  };
}

/** The day in the zone of the story where the page's own clock shows the one before. */
function dayThere({ published, publishedAt }: Article, zone: string): string | undefined {
  if (publishedAt === undefined || published === undefined) return undefined;
  try {
    const day = Temporal.Instant.from(publishedAt).toZonedDateTimeISO(zone).toPlainDate().toString();
    return day > published ? day : undefined;
  } catch {
    // No moment of any calendar.
    return undefined;
  }
}

/** Its evidence stands in the words it has now, and the archive has those of then. */
const CHANGED_SINCE =
  'Its words are other ones than when it was added, and its copy in the archive is of then.';

function alreadyThere({ id, standing }: KnownArticle): string {
  return standing === 'on-record'
    ? `This article is on record already, as the source ${id}.`
    : `This article was added already, as ${id}.`;
}

/** The address of another site that the page names as its own. */
function copiedFrom(article: Article, foundAt: string | undefined): string | undefined {
  const [own, found] = [siteOf(article.url), siteOf(foundAt)];
  return own !== null && found !== null && own !== found && !isLocal(found)
    ? article.url
    : article.originalAt;
}

/** A copy on a machine of one's own is no other publisher. */
function isLocal(site: string): boolean {
  return /^\[|^[\d.]+$|^localhost$/.test(site);
}

/** The name of a site without the endings one publisher has several of: news.example.co.uk and example.com are one. */
function siteOf(address: string | undefined): string | null {
  const host = hostOf(address);
  if (host === undefined) return null;
  if (isLocal(host)) return host;
  const labels = host.split('.').slice(0, -1);
  return labels.findLast((label) => !/^(?:co|com|org|net|gov|ac|edu)$/.test(label)) ?? host;
}

function hostOf(address: string | undefined): string | undefined {
  return address === undefined ? undefined : URL.parse(address)?.hostname.replace(/^www\./, '');
}

function withUrl(article: Article, url: string | undefined): Article {
  const { url: _, ...rest } = article;
  return url === undefined ? rest : { ...rest, url };
}

/** What stands for an article that could not be read: the sentence that says why. */
export function unreadArticle(read: Omit<Extract<Read, { kind: 'unread' }>, 'kind'>, today: string): Added {
  const publisher = hostOf(read.url) ?? UNKNOWN_PUBLISHER;
  const id = sourceIdOf({ publisher, hash: sha256(read.url ?? read.sentence) }, () => false);
  const source = {
    id,
    publisher,
    published: `../${today}`,
    ...(read.url === undefined ? {} : { url: read.url }),
  };
  return { source, text: '', drafts: [], problems: [read.sentence] };
}
