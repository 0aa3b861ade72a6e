import type { SourceQuality } from '../../domain/source.ts';
import { isDay } from '../../domain/when.ts';
import type { Article } from '../extract/article.ts';
import { addressKey, type KnownArticle, likenessOfKnown } from './known-article.ts';
import { contained, inOrder, type Likeness, likenessOf } from './likeness.ts';
import { rewordedByTells } from './own-tells.ts';

/** How close an article is to what happened, and to what other article it goes back. */
export interface Lineage {
  readonly quality: SourceQuality;
  /** Address of the article it copies, or its id where it has none; absent where it is the first or that is not known. */
  readonly origin?: string;
  /** The known article that it is, word for word and at the same place. */
  readonly same?: KnownArticle;
}

const AGENCIES =
  /^(?:reuters|ap|ap news|associated press|the associated press|afp|agence france-presse|dpa|ansa|efe|ians|pti|ani|xinhua|kyodo(?: news)?|interfax(?:-ukraine)?|ukrinform|укрінформ|tass|тасс|ria novosti|anadolu(?: agency)?|pa media|aap|upi|yonhap|deutsche presse-agentur)$/i;

/** Shares of what is told in the same words: from here on it is the same text, or a rewriting of it. */
const SAME = 0.72;
const REWRITTEN = 0.12;

/**
 * Tells an article's lineage from itself and from the articles that are there. What it copies is found by its words,
 * what a machine reworded by the names, numbers and order that such programs leave alone, or by its own tells.
 */
export function lineageOf(
  article: Article & { readonly hash: string; readonly sha256?: string },
  known: readonly KnownArticle[],
): Lineage {
  const same = known.find((one) => isSame(article, one));
  const others = known.filter((one) => one !== same && one.text !== '');
  const likeness = likenessOf(article.text);
  const compared = others.map((one) => {
    const match = compare(likeness, likenessOfKnown(one));
    // Nothing goes back to what came after it, and what was reworded is at most copied as it is.
    if (isBefore(article.published, one.published)) return { one, whole: 0, told: 0, reworded: 0 };
    return one.quality === 'machine-reworded'
      ? { one, whole: match.whole, told: 0, reworded: 0 }
      : { one, ...match };
  });
  const closest = (by: (match: (typeof compared)[number]) => number) =>
    compared.toSorted((a, b) => by(b) - by(a))[0];
  const copy = closest(({ whole }) => whole);
  const spun = closest(({ reworded }) => reworded);
  const rewritten = closest(({ told }) => told);
  const tells =
    article.language === undefined || article.language === 'en' ? rewordedByTells(article.text) : 0;
  const lineage = (quality: SourceQuality, from?: KnownArticle): Lineage => ({
    quality,
    ...(same === undefined ? originAs(from) : { same, ...givenOrigin(same) }),
  });
  if (same?.quality !== undefined) return { ...lineage(same.quality) };
  const isCopy = copy !== undefined && copy.whole >= SAME;
  if (tells >= 1) {
    const from = isCopy ? copy.one : spun !== undefined && spun.reworded > 0.5 ? spun.one : undefined;
    return lineage('machine-reworded', from);
  }
  if (isCopy) {
    const isReworded = copy.one.quality === 'machine-reworded';
    return lineage(isReworded ? 'machine-reworded' : 'repost', copy.one);
  }
  if (spun !== undefined && spun.reworded >= 1) return lineage('machine-reworded', spun.one);
  const declared = article.originalAt;
  if (article.translatedFrom !== undefined)
    return {
      ...lineage(
        'aggregated',
        rewritten !== undefined && rewritten.told > REWRITTEN ? rewritten.one : undefined,
      ),
      ...(declared === undefined ? {} : { origin: declared }),
    };
  const agency = agencyBehind(article, rewritten);
  if (agency !== null) return lineage('agency-based', agency.from);
  if (rewritten !== undefined && rewritten.told >= REWRITTEN) return lineage('aggregated', rewritten.one);
  if (declared !== undefined) return { quality: 'repost', origin: declared };
  return lineage('original');
}

function isSame(
  article: Article & { readonly hash: string; readonly sha256?: string },
  one: KnownArticle,
): boolean {
  if (article.url !== undefined && one.url !== undefined)
    return addressKey(article.url) === addressKey(one.url);
  if (article.sha256 !== undefined && article.sha256 === one.sha256) return true;
  return article.url === undefined && one.url === undefined && article.hash === one.hash;
}

/** The copy of an agency's report: it credits one, or it is a rewriting of what one has written. */
function agencyBehind(
  article: Article,
  rewritten: { readonly one: KnownArticle; readonly told: number } | undefined,
): { readonly from?: KnownArticle } | null {
  const from = rewritten !== undefined && rewritten.told >= REWRITTEN ? rewritten.one : undefined;
  const isAgency = (name: string | undefined) => name !== undefined && AGENCIES.test(name.trim());
  if (
    from !== undefined &&
    (isAgency(from.publisher) || from.quality === 'agency-based' || from.credits.length > 0)
  )
    return { from };
  if (article.credits.length > 0 && !isAgency(article.publisher)) return from === undefined ? {} : { from };
  return null;
}

interface Match {
  /** How much of the one is the other, word for word; of the larger one. */
  readonly whole: number;
  /** How much of what is told outside quotation marks is told in the same words. */
  readonly told: number;
  /** 1 and more: the same report with its words swapped. */
  readonly reworded: number;
}

function compare(article: Likeness, known: Likeness): Match {
  const overlap = contained(article.shingles, known.shingles);
  const [small, large] = [article.words.length, known.words.length].toSorted((a, b) => a - b);
  // A report with another's words in the middle of it is more than a copy.
  const whole = overlap * Math.min(1, 1.5 * ((small ?? 0) / Math.max(1, large ?? 1)));
  return {
    whole,
    told: contained(article.told, known.told),
    reworded: whole >= SAME ? 0 : rewordedFrom(article, known),
  };
}

/** The same names and numbers in the same order, with the words between them, and those of quotations, other ones. */
function rewordedFrom(article: Likeness, known: Likeness): number {
  if (article.skeleton.length < 8 || known.skeleton.length < 8) return 0;
  const order = inOrder(article.skeleton, known.skeleton);
  if (order < 0.6) return 0;
  const altered = article.quotations.filter((words) => isAltered(words, known.quotations)).length;
  const kept = article.quotations.filter((words) =>
    known.quotations.some((other) => inOrder(words, other) > 0.97),
  ).length;
  if (altered > 0 && altered >= kept) return order + 0.4;
  if (kept > 0) return 0;
  // Without a quotation only a whole text in step with the other tells.
  const step = inOrder(article.words, known.words);
  const lengths =
    Math.min(article.words.length, known.words.length) / Math.max(article.words.length, known.words.length);
  return order > 0.85 && lengths > 0.8 && step > 0.4 && step < 0.9 ? order + 0.15 : 0;
}

/** A quotation that is another one with some of its words swapped: as long, in step with it, and not the same. */
function isAltered(words: readonly string[], others: readonly (readonly string[])[]): boolean {
  return others.some((other) => {
    const ratio = Math.min(words.length, other.length) / Math.max(words.length, other.length);
    if (ratio < 0.7) return false;
    const step = inOrder(words, other);
    return step >= 0.4 && step < 0.95;
  });
}

/** True where both days are known and the first is the earlier one. */
function isBefore(day: string | undefined, other: string | undefined): boolean {
  return isDay(day ?? '') && isDay(other ?? '') && (day ?? '') < (other ?? '');
}

/** A copy of a copy goes back to what that one goes back to. */
function originAs(from: KnownArticle | undefined): { readonly origin?: string } {
  return from === undefined ? {} : { origin: from.origin ?? from.url ?? from.id };
}

function givenOrigin({ origin, id }: KnownArticle): { readonly origin?: string } {
  return origin === undefined || origin === id ? {} : { origin };
}
