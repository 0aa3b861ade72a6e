import type { Briefing } from '../../domain/briefing.ts';
import { lookupOf } from '../../domain/lookups/lookup.ts';
import { storyDay } from '../../search/dates/find-date.ts';
import { spellDays } from '../../search/dates/short-days.ts';
import { type Candidate, evidenceOf, type Term } from '../../search/evidence/evidence-index.ts';
import type { Unit } from '../../search/evidence/unit.ts';
import { withOrdinalsBehind, withOwnPartWords } from '../../search/names/read-label.ts';
import { phraseWords } from '../../search/names/topics.ts';
import type { QuoteIndex } from '../../search/statements/quote-index.ts';
import { stem } from '../../search/text/stem.ts';
import type { Asked, AskedTerm } from '../ranking/asked.ts';
import { mendAsking, partGlued, withoutAddress } from './address.ts';
import { ASKING, mentionsOf } from './mentions.ts';
import { subjectOf } from './subject.ts';
import { wantedOf } from './wanted.ts';
import { phrasalVerbs } from './words/phrasal-verbs.ts';
import { spellUnits } from './words/short-units.ts';
import { isSoft, SOFT_WEIGHT } from './words/soft-words.ts';

/** What a question is asked over. */
export interface Ground {
  readonly briefing: Briefing;
  /** Over the briefing's statements; built where it is first asked for. */
  readonly index: () => QuoteIndex;
  /** ISO day in the desk's zone. */
  readonly today: string;
  /** What went before in this thread. */
  readonly thread: { readonly unit: Unit; readonly words: string } | null;
}

/** Statements that the quote index may bring in. */
const MOST_QUOTED = 12;

/** The question without courtesy, with slips mended in the words that ask, and its points called points. */
export function plainQuestion(question: string, briefing: Briefing): string {
  const { term } = evidenceOf(briefing);
  const isKnown = (word: string) =>
    term(word).stems.some(({ stem: known, factor }) => factor === 1 && known === stem(word));
  const days = spellDays(
    withOrdinalsBehind(withOwnPartWords(spellUnits(partGlued(withoutAddress(question), isKnown)), briefing)),
    storyDay(briefing, briefing.reviewed),
  );
  return mendAsking(days, isKnown);
}

/** A question taken apart and the records it may be about. */
export function readQuestion(
  question: string,
  { briefing, index, today, thread }: Ground,
): { readonly asked: Asked; readonly candidates: readonly Candidate[] } {
  const plain = plainQuestion(question, briefing);
  const mentions = mentionsOf(plain, briefing, today);
  const evidence = evidenceOf(briefing);
  const terms: AskedTerm[] = [];
  const seen = new Set<string>();
  const verbs = phrasalVerbs(mentions.words);
  for (const [at, { word, part }] of mentions.telling.entries()) {
    const [figure = word] = phraseWords(word);
    const key = part === 'number' || /^\p{L}+$/u.test(word) ? figure : word;
    const verb = verbs.find((one) => one.at === at);
    const isWord = part === 'word' || part === 'asking';
    if (verb !== undefined && isWord) terms.push(asVerb(evidence.term(key), evidence.term(verb.meant), part));
    else if (!seen.has(key) && !(part === 'word' && verbs.some(({ particle }) => particle === at)))
      terms.push(asTerm(evidence.term(key), part));
    seen.add(key);
  }
  // "all for all" names something by words that only ask elsewhere; "where was that" asks of what was told before.
  const named = terms.some(({ part }) => part !== 'asking') || mentions.points.length > 0 || thread !== null;
  const kept = named
    ? terms.filter(({ part }) => part !== 'asking')
    : terms.map((term): AskedTerm => ({ ...term, part: 'word' }));
  const hits = plain === '' ? [] : index().candidates(plain, { limit: MOST_QUOTED });
  const quoted = new Map(hits.map(({ id, score }) => [id, score]));
  const actors = lookupOf(briefing).sideOf(
    mentions.named.flatMap(({ actors: meant }) => meant.map(({ id }) => id)),
  );
  const context = thread === null ? [] : contextTerms(thread.words, kept, briefing);
  const candidates = evidence.candidates([...kept, ...context], {
    actors,
    texts: new Set(mentions.texts.map(({ id }) => id)),
    days:
      mentions.period === null
        ? null
        : { from: mentions.period.from ?? '', to: mentions.period.to ?? '9999' },
    units: [
      ...evidence.pointUnits(mentions.points),
      ...hits.map(({ id }) => `statement:${id}`),
      ...(thread === null ? [] : [thread.unit.id]),
    ],
  });
  const wanted = wantedOf(plain);
  return {
    asked: {
      ...{ briefing, mentions, wanted, subject: subjectOf(mentions, wanted), terms: kept, quoted },
      thread: thread?.unit ?? null,
      context,
    },
    candidates,
  };
}

/** A word that says little of what is asked weighs little where some record has it, and nothing where none has. */
function asTerm(term: Term, part: AskedTerm['part']): AskedTerm {
  if (part !== 'word' || !isSoft(term.word)) return { ...term, part };
  return term.stems.length === 0
    ? { ...term, part: 'asking' }
    : { ...term, part, idf: term.idf * SOFT_WEIGHT };
}

/** A verb of two words stands for what it means, and for itself where records have it. */
function asVerb(own: Term, meant: Term, part: AskedTerm['part']): AskedTerm {
  if (meant.stems.length === 0) return asTerm(own, part);
  const stems = new Map(meant.stems.map(({ stem: root, factor }) => [root, factor * VERB]));
  if (part === 'word')
    for (const { stem: root, factor } of own.stems) stems.set(root, Math.max(factor, stems.get(root) ?? 0));
  return {
    ...{ word: own.word, part: 'word', idf: Math.min(own.idf, meant.idf) },
    stems: [...stems].map(([root, factor]) => ({ stem: root, factor })).sort((a, b) => b.factor - a.factor),
  };
}

/** How likely a verb of two words is meant by the one that it stands for. */
const VERB = 0.9;

/** The telling words of the question before that this one does not repeat. */
function contextTerms(words: string, own: readonly Term[], briefing: Briefing): readonly Term[] {
  const { term } = evidenceOf(briefing);
  const known = new Set(own.map(({ word }) => word));
  return [...new Set(phraseWords(plainQuestion(words, briefing)))]
    .filter((word) => !ASKING.has(word) && !known.has(word))
    .slice(0, MOST_CONTEXT)
    .map(term);
}

const MOST_CONTEXT = 12;
