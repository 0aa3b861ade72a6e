import type { Draft } from '../add/added.ts';
import { slug } from '../add/source-id.ts';
import { aboutIn } from './about.ts';
import { type ArticleView, atMost, evidenceAt, printed } from './article-view.ts';
import { reportedBy } from './occasion.ts';
import { isDescription, type Spoke } from './people/who-spoke.ts';

/** One stretch of speech. `words` of a date are empty where the place, not the text, gives it: an entry, a post. */
export interface Said {
  readonly words: string;
  readonly start: number;
  readonly end: number;
  readonly form: 'direct' | 'partial';
  readonly spoke: Spoke;
  readonly date: { readonly date: string; readonly words: string } | null;
  readonly occasion: string | null;
  readonly evidence: { readonly start: number; readonly end: number };
}

/**
 * The draft. Words of a machine-reworded copy or a translated page are nobody's exact words: they go into the gist
 * only, and so do those of which the record has another form.
 */
export function statementOf(
  said: Said,
  speaker: string,
  view: ArticleView,
  freeId: (wanted: string) => string,
  { known, exact }: { readonly known: string | undefined; readonly exact: boolean },
): Draft {
  const reworded = view.quality === 'machine-reworded' || !exact;
  const translated = view.translatedFrom !== undefined;
  const from = translated ? languageNamed(view.translatedFrom ?? '') : foreign(view.language);
  const id = freeId(`${speaker.split('-').at(-1) ?? speaker}-${slug(said.words, 36)}`);
  const sure = said.spoke.kind === 'nobody' ? 0 : said.spoke.sure;
  return {
    kind: 'statement',
    record: {
      ...{ id, speaker, form: reworded ? 'indirect' : said.form },
      ...(reworded || translated ? {} : { words: said.words }),
      gist: asSentence(atMost(said.words, 1990)),
      occasion: said.occasion ?? reportedBy(view.publisher),
      ...(said.date === null ? {} : { date: said.date.date }),
      provenance: provenanceOf(speaker, said.spoke.kind === 'new' && isDescription(said.spoke.name), view),
      about: aboutIn(said.words, view),
      ...(from === undefined ? {} : { language: from }),
      sources: [
        {
          ...printed(view, said.words),
          quoted: true,
          ...(translated || from === undefined ? {} : { language: from }),
        },
      ],
    },
    evidence: evidenceAt(view, said.evidence.start, said.evidence.end),
    // However sure the speaker is, the words are not.
    confidence: rounded(reworded ? Math.min(0.6, sure) : sure),
    ...(known === undefined ? {} : { known }),
    ...(said.date === null || said.date.words === '' ? {} : { dateFrom: said.date.words }),
  };
}

/** English is what is written without a `language` in a record. */
function foreign(language: string | undefined): string | undefined {
  return language === 'en' ? undefined : language;
}

/** Names of languages as pages in several languages write them, with their codes of two letters. */
const LANGUAGE_NAMES: readonly (readonly [RegExp, string])[] = [
  ...[
    [/german|deutsch|німецьк|немецк/i, 'de'],
    [/ukrain|українськ|украинск/i, 'uk'],
    [/russ|російськ|русск/i, 'ru'],
  ],
  ...[
    [/english|englisch|англійськ|английск/i, 'en'],
    [/french|franz/i, 'fr'],
    [/spanish|spanisch/i, 'es'],
    [/polish|polnisch/i, 'pl'],
  ],
  ...[
    [/arabic|arabisch/i, 'ar'],
    [/hebrew/i, 'he'],
    [/chinese/i, 'zh'],
    [/turkish|türkisch/i, 'tr'],
    [/italian/i, 'it'],
    [/portuguese/i, 'pt'],
  ],
] as const;

/** The language that a page says it was translated from. */
function languageNamed(words: string): string | undefined {
  return LANGUAGE_NAMES.find(([pattern]) => pattern.test(words))?.[1];
}

/** The same words, credited to two people: shown side by side until somebody finds out. */
export function conflictOf(
  draft: Draft,
  first: string,
  second: string,
  statement: string,
  view: ArticleView,
): Draft {
  const nameOf = (id: string) => view.actors.actor(id)?.name ?? id;
  const words = atMost(String(draft.record['gist']), 300);
  const on = view.briefing.statements.find(({ id }) => id === statement);
  const sides = [
    {
      claim: `${nameOf(first)} said it: ${words}`,
      sources: (on?.sources ?? []).slice(0, 1).map(({ source, words: at }) => ({ source, words: at })),
    },
    { claim: `${nameOf(second)} said it.`, sources: [printed(view, draft.evidence.text)] },
  ];
  return {
    kind: 'conflict',
    record: {
      ...{
        id: `who-said-${statement}`.slice(0, 80),
        title: `Who said it: ${atMost(words, 80)}`,
        type: 'attribution',
      },
      ...{
        sides,
        assessment: 'Two sources credit the same words to different people.',
        records: [`statement:${statement}`],
      },
    },
    evidence: draft.evidence,
    confidence: rounded(Math.min(draft.confidence, 0.8)),
  };
}

/**
 * A party or somebody with an office speaks officially; others are a named source, or an unnamed one where no name is
 * given.
 */
function provenanceOf(speaker: string, unnamed: boolean, view: ArticleView): string {
  const actor = view.actors.actor(speaker);
  if (actor === undefined) return unnamed ? 'unnamed-source' : 'named-source';
  if (actor.kind === 'party') return 'official-statement';
  return actor.unnamed
    ? 'unnamed-source'
    : actor.roles.length > 0 || actor.party !== undefined
      ? 'official-statement'
      : 'named-source';
}

/** Gives ids that no statement has, drafts of this article included. Room is left for "-2" below the 80 characters of an id. */
export function freeIds(taken: readonly string[]): (wanted: string) => string {
  const used = new Set(taken);
  /** The next number to try: the same words a thousand times are not counted from the beginning each time. */
  const next = new Map<string, number>();
  return (wanted) => {
    const base = wanted.slice(0, 74).replace(/-$/, '');
    let id = base;
    let number = next.get(base) ?? 2;
    for (; used.has(id); number += 1) id = `${base}-${number}`;
    next.set(base, number);
    used.add(id);
    return id;
  };
}

/** A gist is shown as a sentence of its own; a quoted clause has neither capital nor stop. */
function asSentence(words: string): string {
  const capital = words.charAt(0).toUpperCase() + words.slice(1);
  return /[.!?…]$/.test(capital) ? capital : `${capital}.`;
}

/** To three places: more would claim what no guess has. */
function rounded(confidence: number): number {
  return Math.round(confidence * 1000) / 1000;
}
