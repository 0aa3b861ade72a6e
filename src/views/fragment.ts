import type { Span } from '../answer/answer.ts';
import { quote, text } from '../answer/compose.ts';
import { sentence } from '../answer/phrases.ts';
import type { Briefing } from '../domain/briefing.ts';
import { lookupOf } from '../domain/lookups/lookup.ts';
import { isFragment, type Statement } from '../domain/statement.ts';
import { latestDay } from '../domain/when.ts';
import { carriesWords } from '../domain/words/quote-text.ts';
import { normalize } from '../search/text/normalize.ts';

/** A statement with the fragments of its sentence; without a `whole` that is on record they are told by themselves. */
export interface Said {
  readonly whole: Statement | undefined;
  readonly parts: readonly Statement[];
}

/** The sentence a fragment is part of, where that is on record. */
function wholeOf(statement: Statement, briefing: Briefing): Statement | undefined {
  const whole = statement.partOf === undefined ? undefined : lookupOf(briefing).statement(statement.partOf);
  return whole === undefined || isFragment(whole) ? undefined : whole;
}

/** One statement with what it is part of. */
export function saidIn(statement: Statement, briefing: Briefing): Said {
  const whole = wholeOf(statement, briefing);
  if (whole !== undefined) return { whole, parts: [statement] };
  return isFragment(statement) ? { whole: undefined, parts: [statement] } : { whole: statement, parts: [] };
}

/** A list of statements in its order, with fragments in their sentence or, where that is not on record, with others of their occasion. */
export function gathered(statements: readonly Statement[], briefing: Briefing): readonly Said[] {
  const groups: { whole: Statement | undefined; parts: Statement[] }[] = [];
  const byId = new Map<string, (typeof groups)[number]>();
  const inList = new Set(statements.map(({ id }) => id));
  for (const statement of statements) {
    const whole = wholeOf(statement, briefing);
    const own = whole ?? (isFragment(statement) ? undefined : statement);
    const known = own === undefined ? groups.find(isOfMoment(statement)) : byId.get(own.id);
    if (known === undefined) {
      const group = { whole: own, parts: own === statement ? [] : [statement] };
      groups.push(group);
      if (own !== undefined) byId.set(own.id, group);
    } else if (own !== statement) known.parts.push(statement);
  }
  // A whole that stands in the list is there once, wherever its first fragment stands.
  return groups.filter(({ whole, parts }) => parts.length > 0 || whole === undefined || inList.has(whole.id));
}

/** Fragments without a sentence go together where they are of one occasion, or told in the same words of ours. */
function isOfMoment(statement: Statement): (group: Said) => boolean {
  const told = ({ gist }: Statement) => normalize(gist).split(' ').sort().join(' ');
  return ({ whole, parts }) => {
    const [first] = parts;
    if (whole !== undefined || first === undefined || first.speaker !== statement.speaker) return false;
    if (first.occasionId !== undefined) return first.occasionId === statement.occasionId;
    return (
      first.occasion === statement.occasion &&
      latestDay(first.date) === latestDay(statement.date) &&
      told(first) === told(statement)
    );
  };
}

/** Behind a lead: "He warned of a delay. In these words: “just”, “durable”": each gist once, with the words that carry it. */
export function partsSpans(lead: string, parts: readonly Statement[]): readonly Span[] {
  const byGist = [...Map.groupBy(parts, ({ gist }) => normalize(gist).split(' ').sort().join(' '))];
  return byGist.flatMap(([, group], at): Span[] => [
    text(`${at === 0 ? lead : ' '}${sentence(group[0]?.gist ?? '')} In these words: `),
    ...wordsOf(group),
  ]);
}

/** What fragments add to the sentence they are part of; nothing where it holds them. */
export function addedSpans(whole: Statement, parts: readonly Statement[]): readonly Span[] {
  const { words } = whole;
  const added = parts.filter(
    (part) => part.words !== undefined && (words === undefined || !carriesWords(words, part.words)),
  );
  if (added.length === 0) return [];
  return [text(words === undefined ? ' In these words: ' : ' Also printed: '), ...wordsOf(added)];
}

function wordsOf(parts: readonly Statement[]): readonly Span[] {
  return parts
    .flatMap(({ words }) => words ?? [])
    .flatMap((words, at): Span[] => [...(at === 0 ? [] : [text(', ')]), quote(words)]);
}
