import { type Briefing, oncePerBriefing } from '../../domain/briefing.ts';
import type { Statement } from '../../domain/statement.ts';
import { hasSpan, quoteText } from '../../domain/words/quote-text.ts';
import { inOrder, wordsOf } from '../lineage/likeness.ts';

/** Fewer words are said by many people. */
const FEWEST_WORDS = 4;

/** A statement with its printed words in both forms they are compared in, made once a briefing. */
interface KnownWords {
  readonly statement: Statement;
  readonly spans: readonly string[];
  readonly words: readonly (readonly string[])[];
}

const knownOf = oncePerBriefing((briefing: Briefing): readonly KnownWords[] =>
  briefing.statements.map((statement) => {
    const printed = [
      statement.words,
      ...statement.sources.filter(({ quoted }) => quoted).map(({ words }) => words),
    ];
    const texts = printed.filter((words) => words !== undefined);
    return {
      statement,
      spans: [...new Set(texts.map((words) => bare(words)))],
      words: texts.map((words) => wordsOf(words)),
    };
  }),
);

/**
 * The statement on record that has these words: the same ones, a part of them or more than them. Few words are taken for
 * known only where the same person said them. With `reworded` words that are the same with some swapped are known, too.
 */
export function knownStatement(
  words: string,
  speaker: string | undefined,
  briefing: Briefing,
  reworded: boolean,
): Statement | null {
  const span = bare(words);
  const list = wordsOf(words);
  // The speaker's own first: words two people have said are known as theirs.
  const all = knownOf(briefing);
  const own = all.filter(({ statement }) => statement.speaker === speaker);
  const others = all.filter(({ statement }) => statement.speaker !== speaker);
  for (const { statement, spans, words: printed } of [...own, ...others]) {
    const enough = list.length >= FEWEST_WORDS || (statement.speaker === speaker && list.length >= 2);
    if (enough && spans.some((known) => isSame(known, span))) return statement;
    if (
      reworded &&
      statement.speaker === speaker &&
      list.length >= 5 &&
      printed.some((known) => inStep(known, list))
    ) {
      return statement;
    }
  }
  return null;
}

/** So many words are hardly said twice with a few of them other ones. */
const FEWEST_ALTERED = 8;

/**
 * The statement on record of which these words are another form: of the same speaker, as long, in step with it, and some of
 * the words are other ones. A machine or a second translation made them; a part of it, or more of it, is the same words.
 */
export function alteredStatement(words: string, speaker: string, briefing: Briefing): Statement | null {
  const list = wordsOf(words);
  if (list.length < FEWEST_ALTERED) return null;
  const found = knownOf(briefing).find(
    ({ statement, words: printed }) =>
      statement.speaker === speaker && printed.some((known) => isAltered(known, list)),
  );
  return found?.statement ?? null;
}

function isAltered(known: readonly string[], words: readonly string[]): boolean {
  const ratio = Math.min(known.length, words.length) / Math.max(known.length, words.length);
  if (known.length < FEWEST_ALTERED || ratio < 0.75) return false;
  const step = inOrder(known, words);
  return step >= 0.6 && step < 0.95;
}

/** Of one speaker so many of the latest are looked through; an article that quotes more says them again nearby. */
const MOST_LATEST = 60;

/**
 * Tells of one statement after another whether the same speaker said its words before in the same article: gives the id of
 * the draft that has them, or remembers this one under its id. Few words are said again by chance.
 */
export function saidBefore(): (words: string, speaker: string, id: string) => string | null {
  const drafted = new Map<string, { readonly span: string; readonly id: string }[]>();
  return (words, speaker, id) => {
    const own = drafted.get(speaker) ?? [];
    drafted.set(speaker, own);
    const span = bare(words);
    const before =
      wordsOf(words).length < FEWEST_WORDS ? undefined : own.find((one) => isSame(one.span, span));
    if (before !== undefined) return before.id;
    own.push({ span, id });
    if (own.length > MOST_LATEST) own.shift();
    return null;
  };
}

/** One within the other, and not just a corner of it. */
function isSame(known: string, span: string): boolean {
  const [short, long] = known.length <= span.length ? [known, span] : [span, known];
  return short.length >= 12 && (known === span || hasSpan(long, short));
}

/** Most of the words in the same order, and about as many: one copy of the other with some words swapped. */
function inStep(known: readonly string[], words: readonly string[]): boolean {
  const ratio = Math.min(known.length, words.length) / Math.max(known.length, words.length);
  return ratio > 0.6 && inOrder(known, words) >= 0.5;
}

/** Without what narration adds at the ends: a comma before "he said", dots where a quotation begins midway. */
function bare(words: string): string {
  return quoteText(words)
    .toLowerCase()
    .replace(/^[\s,.;:!?…-]{1,20}/, '')
    .replace(/[,.;:!?…-]$/, '')
    .trim();
}
