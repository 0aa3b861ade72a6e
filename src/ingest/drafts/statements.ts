import type { Draft } from '../add/added.ts';
import { type FoundQuote, findQuotes } from '../quotes/find-quotes.ts';
import type { ArticleView } from './article-view.ts';
import { aroundOf } from './beside/around.ts';
import { isNickname, isSupposed, isTitleOfWork } from './beside/works.ts';
import { fragmentsIn } from './fragments.ts';
import { alteredStatement, knownStatement, saidBefore } from './known-words.ts';
import { newActor } from './people/new-actor.ts';
import { MOST_PEOPLE, type Spoke, whoSpoke } from './people/who-spoke.ts';
import { begunBetween, spanAt, touching } from './sentences.ts';
import { setApart } from './set-apart.ts';
import { conflictOf, freeIds, type Said, statementOf } from './statement-record.ts';
import { foreignSpeech, isAsking, turnsIn } from './turns.ts';

/** What the quotations of an article give. */
export interface StatementDrafts {
  readonly drafts: readonly Draft[];
  /** Words in quotation marks that nobody is named for, and are left out therefore. */
  readonly nobody: readonly string[];
  /** Words of which the statement on record has another form: they are not drafted as exact ones. */
  readonly altered: readonly { readonly words: string; readonly id: string }[];
  /** How many are left out because too many people are quoted, and because there are too many. */
  readonly leftOut: { readonly people: number; readonly more: number };
}

/** Statements of one article: each is read by a person. */
export const MOST_STATEMENTS = 1_000;

/** Statements from the quotations and embedded posts, with people the pack does not have and conflicting credits. */
export function statementDrafts(view: ArticleView): StatementDrafts {
  const turned = [...postsIn(view), ...turnsSaid(view)];
  const marked = withoutStrangers(quotedIn(view), turned, view);
  // A post or a turn gives way to quotations in it whose speaker is known; to all others it does not.
  const holdsKnown = touching(marked.filter(({ spoke }) => spoke.kind !== 'nobody'));
  const others = turned.filter((one) => !holdsKnown(one));
  const inOthers = touching(others);
  const whole = [...marked.filter((one) => !inOthers(one)), ...others].toSorted((a, b) => a.start - b.start);
  const said = [...whole, ...fragmentsSaid(view, whole)].toSorted((a, b) => a.start - b.start);
  const drafts: Draft[] = [];
  const nobody: string[] = [];
  const altered: { readonly words: string; readonly id: string }[] = [];
  const leftOut = { people: 0, more: 0 };
  let drafted = 0;
  // Names to ids of people drafted here: who speaks five times is drafted once.
  const fresh = new Map<string, string>();
  const again = saidBefore();
  const freeId = freeIds(view.briefing.statements.map(({ id }) => id));
  for (const one of said) {
    if (one.spoke.kind === 'nobody') {
      nobody.push(one.words);
      continue;
    }
    if (drafted === MOST_STATEMENTS) {
      leftOut.more += 1;
      continue;
    }
    const speaker = speakerId(one.spoke, view, fresh, drafts);
    if (speaker === null) {
      leftOut.people += 1;
      continue;
    }
    const known = knownStatement(one.words, speaker, view.briefing, view.quality === 'machine-reworded');
    const other = known === null ? alteredStatement(one.words, speaker, view.briefing) : null;
    if (other !== null) altered.push({ words: one.words, id: other.id });
    const draft = statementOf(one, speaker, view, freeId, {
      known: (known ?? other)?.id,
      exact: other === null,
    });
    const before = again(one.words, speaker, String(draft.record['id']));
    // Approved after the first, it is no second record of the same words.
    drafts.push(known === null && other === null && before !== null ? { ...draft, known: before } : draft);
    drafted += 1;
    if (known !== null && known.speaker !== speaker)
      drafts.push(conflictOf(draft, known.speaker, speaker, known.id, view));
  }
  return { drafts, nobody, altered, leftOut };
}

/** In other languages than English an actor of the pack beside the verb is surer than somebody new near by. */
function withoutStrangers(
  marked: readonly Said[],
  turned: readonly Said[],
  view: ArticleView,
): readonly Said[] {
  if (view.language === undefined || view.language === 'en') return marked;
  const isKnown = touching(turned.filter(({ spoke }) => spoke.kind === 'actor'));
  return marked.filter((one) => one.spoke.kind !== 'new' || !isKnown(one));
}

/** What stands in quotation marks, with who said it; embedded posts and titles of works are left to others or out. */
function quotedIn(view: ArticleView): readonly Said[] {
  let before: Spoke = { kind: 'nobody' };
  let last: Said | null = null;
  const found: Said[] = [];
  const posts = view.blocks.filter(({ kind }) => kind === 'post');
  const headings = view.blocks.filter(({ kind }) => kind === 'heading');
  const saysAgain = saidTwice(view.text);
  for (const quote of findQuotes(view.text, { known: view.actors.known })) {
    if (spanAt(posts, quote.start) !== undefined) continue;
    const words = wordsIn(quote);
    // A heading that shortens what the article quotes says nothing of its own.
    if (
      words === null ||
      isTitleOfWork(quote.quote, view.text.slice(Math.max(0, words.start - 40), words.start)) ||
      isSupposed(view.text.slice(Math.max(0, words.start - 160), words.start - 1)) ||
      isNickname(view.text.slice(Math.max(0, words.start - 30), words.start)) ||
      isDoubtfulScrap(words.text, quote) ||
      (spanAt(headings, quote.start) !== undefined && saysAgain(words.text.replace(/[.,!?…]$/, '')))
    )
      continue;
    const spoke = whoSpoke(quote, view, before);
    before = spoke;
    const asker = spoke.kind === 'new' ? spoke.name : (/^(\p{L}{1,20}):/u.exec(words.text)?.[1] ?? '');
    if (isAsking(asker)) continue;
    const told = aroundOf(quote, view);
    // The sentence first, then what the same speaker said before, then the day of the entry.
    const date: Said['date'] =
      told.date ?? carriedDate(last, spoke, quote.start, view) ?? entryDate(quote.start, view);
    last = {
      ...{ words: words.text, start: words.start, end: words.end, form: quote.form, spoke, date },
      ...{ occasion: told.occasion, evidence: evidenceOf(quote) },
    };
    found.push(last);
  }
  return found;
}

/** A page of more headings with quotations in them is no article, and each is looked for in the whole text. */
const MOST_HEADINGS = 200;

/** Whether words stand in a text a second time, with whatever capitals. */
function saidTwice(written: string): (words: string) => boolean {
  const known = new Map<string, boolean>();
  const text = written.toLowerCase();
  return (said) => {
    const words = said.toLowerCase();
    const before = known.get(words);
    if (before !== undefined || known.size >= MOST_HEADINGS) return before ?? false;
    const again = text.indexOf(words, text.indexOf(words) + words.length) >= 0;
    known.set(words, again);
    return again;
  };
}

/** A word or two within narration, said by somebody who can hardly be told: most of them are nobody's. */
function isDoubtfulScrap(words: string, { form, confidence }: FoundQuote): boolean {
  return form === 'partial' && confidence < 0.7 && words.split(/\s+/).length <= 3;
}

/** The words without what belongs to the narration: the comma before "he said". Null where nothing is left. */
function wordsIn({
  quote,
  start,
}: FoundQuote): { readonly text: string; readonly start: number; readonly end: number } | null {
  const from = quote.length - quote.trimStart().length;
  const text = quote.trim().replace(/,$/, '').trimEnd();
  return /[\p{L}\p{N}]/u.test(text) ? { text, start: start + from, end: start + from + text.length } : null;
}

/** Turns of a transcript and direct speech in other languages. */
function turnsSaid(view: ArticleView): readonly Said[] {
  return [...turnsIn(view), ...foreignSpeech(view), ...setApart(view)].map(({ start, end, spoke }) => {
    const words = view.text.slice(start, end);
    const trimmed = words.trimEnd().replace(/,$/, '');
    return {
      ...{
        words: trimmed,
        start,
        end: start + trimmed.length,
        form: 'direct',
        spoke,
        date: entryDate(start, view),
      },
      ...{ occasion: null, evidence: { start, end } },
    };
  });
}

/** A word or two in marks within reported speech. */
function fragmentsSaid(view: ArticleView, taken: readonly Said[]): readonly Said[] {
  return fragmentsIn(view, taken).map(({ start, end, spoke }) => {
    const words = view.text.slice(start, end).replace(/[,.]$/, '');
    return {
      ...{ words, start, end: start + words.length, form: 'partial', spoke, date: entryDate(start, view) },
      ...{ occasion: null, evidence: sentenceOf(start, view) ?? { start, end } },
    };
  });
}

/** The sentence around an offset; undefined between sentences. */
function sentenceOf(
  at: number,
  view: ArticleView,
): { readonly start: number; readonly end: number } | undefined {
  return spanAt(spanAt(view.paragraphs, at)?.sentences ?? [], at);
}

/** An entry of a live blog is told as it happens. */
function entryDate(at: number, view: ArticleView): Said['date'] {
  const day = spanAt(view.paragraphs, at)?.day;
  return day === undefined ? null : { date: day, words: '' };
}

/** Embedded posts whose author is given: the page itself says who wrote them, so they are nearly sure. */
function postsIn(view: ArticleView): readonly Said[] {
  return view.blocks.flatMap((block): Said[] => {
    if (block.kind !== 'post' || block.by === undefined) return [];
    // Some write the family name first.
    const id = view.actors.named(block.by) ?? view.actors.named(block.by.split(' ').reverse().join(' '));
    const spoke: Spoke =
      id === null ? { kind: 'new', name: block.by, sure: 0.9 } : { kind: 'actor', id, sure: 0.97 };
    const date = block.day === undefined ? null : { date: block.day, words: '' };
    const words = view.text.slice(block.start, block.end);
    return [
      {
        words,
        start: block.start,
        end: block.end,
        form: 'direct',
        spoke,
        date,
        occasion: 'Post',
        evidence: block,
      },
    ];
  });
}

/** Who goes on speaking in the next paragraph does so on the same day. */
function carriedDate(last: Said | null, spoke: Spoke, at: number, view: ArticleView): Said['date'] {
  if (last === null || last.date === null || !sameSpeaker(last.spoke, spoke)) return null;
  return begunBetween(view.paragraphs, last.start, at) <= 2 ? last.date : null;
}

/** Two unknown speakers are the same only by the same name; nobody is never the same as nobody. */
function sameSpeaker(a: Spoke, b: Spoke): boolean {
  if (a.kind === 'actor') return b.kind === 'actor' && a.id === b.id;
  return a.kind === 'new' && b.kind === 'new' && a.name === b.name;
}

/** The quotation and the name it is credited to, unless that stands more than 200 characters away. */
function evidenceOf({ start, end, mention }: FoundQuote): { readonly start: number; readonly end: number } {
  if (mention === null || Math.min(Math.abs(mention.start - end), Math.abs(start - mention.end)) > 200)
    return { start, end };
  return { start: Math.min(start, mention.start), end: Math.max(end, mention.end) };
}

/** The id of who spoke; somebody new is drafted once. Null for one more than an article can be about. */
function speakerId(
  spoke: Exclude<Spoke, { kind: 'nobody' }>,
  view: ArticleView,
  fresh: Map<string, string>,
  drafts: Draft[],
): string | null {
  if (spoke.kind === 'actor') return spoke.id;
  // One name is one person, whichever part of it comes first.
  const name = spoke.name.toLowerCase().split(' ').sort().join(' ');
  const known = fresh.get(name);
  if (known !== undefined) return known;
  if (fresh.size >= MOST_PEOPLE) return null;
  const draft = newActor(spoke.name, view.text, view.source, Math.min(0.8, spoke.sure));
  const id = String(draft.record['id']);
  const free = id !== '' && view.actors.actor(id) === undefined ? id : `${id || 'person'}-${fresh.size + 2}`;
  fresh.set(name, free);
  drafts.push({ ...draft, record: { ...draft.record, id: free } });
  return free;
}
