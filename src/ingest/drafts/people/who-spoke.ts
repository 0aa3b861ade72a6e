import type { FoundQuote } from '../../quotes/find-quotes.ts';
import type { ArticleView } from '../article-view.ts';
import { spanAt, spansIn } from '../sentences.ts';
import { meantByDescription } from './described.ts';

/** Who said a quotation: an actor of the pack, or somebody new by the name the article gives. */
export type Spoke =
  | { readonly kind: 'actor'; readonly id: string; readonly sure: number }
  | { readonly kind: 'new'; readonly name: string; readonly sure: number }
  | { readonly kind: 'nobody' };

const CUED =
  /^(?: (?:has|have|had|also|later|then|again)){0,2} (?:said|says|told|warned|added|announced|wrote|stated|declared|argued|noted|insisted|claimed|confirmed|explained|described|called|saw|demanded|replied|urged|admitted|stressed|spoke of|dismissed|praised|condemned|hailed|rejected|branded)\b/;
const DOCUMENT =
  /\b(?:statement|letter|communiqu[eé]|declaration|decree|document|memo(?:randum)?|report|release|resolution|note|post|text|draft|plan|proposal|treaty|accord|agreement)$/i;

/**
 * Resolves the speaker that was found for a quotation against the pack. A known actor whose name stands right before the
 * verb of the quotation's own clause outweighs one farther away; a quoted document speaks for who issued it.
 */
export function whoSpoke(quote: FoundQuote, view: ArticleView, before: Spoke): Spoke {
  const nearest = actorInClause(quote, view);
  if (nearest !== null && (quote.mention === null || nearest.at > quote.mention.start)) {
    return { kind: 'actor', id: nearest.id, sure: Math.max(quote.confidence, 0.85) };
  }
  const { speaker } = quote;
  if (speaker === null) return { kind: 'nobody' };
  // "Ann Lee's office" is not Ann Lee: the longest name of the pack that stands there is meant.
  const longer = actorAt(quote, view);
  const id = longer ?? quote.actor ?? view.actors.named(speaker) ?? actorAround(speaker, view);
  if (id !== null) return { kind: 'actor', id, sure: quote.confidence };
  const teller = accordingTo(quote, view);
  if (teller !== null) return { kind: 'actor', id: teller, sure: quote.confidence };
  if (DOCUMENT.test(speaker)) {
    const issuer = issuerOf(quote, view);
    if (issuer !== null) return { kind: 'actor', id: issuer, sure: quote.confidence * 0.9 };
    // "The statement said …" after what it said before; paper alone is nobody.
    return before.kind === 'nobody' ? before : { ...before, sure: Math.min(before.sure, 0.6) };
  }
  if (isDescription(quote.mention?.text ?? speaker) || isDescription(speaker)) {
    const meant = meantByDescription(quote, view);
    if (meant !== null && 'id' in meant) return { kind: 'actor', id: meant.id, sure: quote.confidence * 0.9 };
    if (meant !== null) return { kind: 'new', name: meant.name, sure: quote.confidence * 0.9 };
  }
  // "…, adding it would be different": whoever spoke goes on.
  if (quote.cue === 'adding' && before.kind !== 'nobody')
    return { ...before, sure: Math.min(before.sure, 0.6) };
  return { kind: 'new', name: cleanName(speaker), sure: quote.confidence };
}

/** "the spokesman", "Kremlin spokesman", "A person": nobody's name. */
export function isDescription(name: string): boolean {
  return /^\p{Ll}|^(?:The|A|An|One) |\s\p{Ll}[\p{L}-]+$/u.test(name);
}

/** What is farther away from a quotation than so many characters says nothing of it, without a full stop between them too. */
const FARTHEST = 1_000;

/**
 * So many people whom the pack does not have are looked for in an article and drafted, each in its whole length: an
 * article that quotes more is none.
 */
export const MOST_PEOPLE = 300;

/** "According to the audit office, it leaves “…”": the actor named so in the quotation's sentence. */
function accordingTo(quote: FoundQuote, view: ArticleView): string | null {
  const sentence = spanAt(spanAt(view.paragraphs, quote.start)?.sentences ?? [], quote.start);
  if (sentence === undefined) return null;
  const from = Math.max(sentence.start, quote.start - FARTHEST);
  const found = /\baccording to (?:the )?/i.exec(
    view.text.slice(from, Math.min(sentence.end, quote.end + FARTHEST)),
  );
  if (found === null) return null;
  const at = from + found.index + found[0].length;
  return (
    spansIn(view.mentions, at - 4, at + 41).find(({ start, end }) => start >= at - 4 && end <= sentence.end)
      ?.id ?? null
  );
}

/** The actor right before the verb that leads into the quotation: "while Ann Lee warned that it was “…”". */
function actorInClause(
  quote: FoundQuote,
  view: ArticleView,
): { readonly id: string; readonly at: number } | null {
  const from = Math.max(0, quote.start - 120);
  const lead = view.text.slice(from, quote.start);
  const clause = lead.slice(
    Math.max(lead.lastIndexOf('\n'), lead.lastIndexOf('”'), lead.lastIndexOf('. ')) + 1,
  );
  const start = quote.start - clause.length;
  const here = spansIn(view.mentions, start, quote.start).filter(
    (one) => one.start >= start && one.end <= quote.start,
  );
  const last = here.findLast((one) => CUED.test(view.text.slice(one.end, one.end + 40)));
  return last === undefined ? null : { id: last.id, at: last.start };
}

/** A name of the pack that the found one is a part of where it stands: "Ursula" of "Ursula von der Leyen". */
function actorAround(name: string, view: ArticleView): string | null {
  const found = aroundNames.get(view) ?? new Map<string, string | null>();
  aroundNames.set(view, found);
  const before = found.get(name);
  if (before !== undefined || found.size >= MOST_PEOPLE) return before ?? null;
  const only = lookAround(name, view);
  found.set(name, only);
  return only;
}

/** Names that were looked for in an article: each is, once. */
const aroundNames = new WeakMap<ArticleView, Map<string, string | null>>();

function lookAround(name: string, view: ArticleView): string | null {
  const ids = new Set<string>();
  for (
    let at = view.text.indexOf(name), tries = 0;
    at >= 0 && tries < 20;
    at = view.text.indexOf(name, at + 1), tries += 1
  ) {
    const [around] = spansIn(view.mentions, at, at + name.length);
    if (around !== undefined && isPerson(around.id, view)) ids.add(around.id);
  }
  const [only] = ids;
  return ids.size === 1 && only !== undefined ? only : null;
}

/** The actor that stands where the quotation's speaker was found. */
function actorAt(quote: FoundQuote, view: ArticleView): string | null {
  const { mention } = quote;
  if (mention === null) return null;
  const around = spanAt(view.mentions, mention.start);
  return around === undefined ||
    around.end < mention.end ||
    around.end - around.start <= mention.end - mention.start
    ? null
    : around.id;
}

function isPerson(id: string, view: ArticleView): boolean {
  return view.actors.actor(id)?.kind === 'person';
}

/** Who issued a document: named in its sentence, or else before it in the paragraph. */
function issuerOf(quote: FoundQuote, view: ArticleView): string | null {
  const at = quote.mention?.start ?? quote.start;
  const paragraph = spanAt(view.paragraphs, at);
  if (paragraph === undefined) return null;
  const sentence = spanAt(paragraph.sentences, at) ?? paragraph;
  const outside = (one: { readonly start: number; readonly end: number }) =>
    one.end <= quote.start || one.start >= quote.end;
  const near = spansIn(view.mentions, Math.max(0, at - FARTHEST), at + FARTHEST);
  const within = near.filter((one) => one.start >= sentence.start && one.end <= sentence.end && outside(one));
  const [nearest] = within.toSorted((a, b) => Math.abs(a.start - at) - Math.abs(b.start - at));
  return nearest?.id ?? near.findLast((one) => one.start >= paragraph.start && one.end <= at)?.id ?? null;
}

function cleanName(name: string): string {
  return name
    .replace(/['’]s$/, '')
    .replace(/\s+/g, ' ')
    .trim();
}
