import { harmless } from '../../../answer/display-width.ts';
import type { Story } from '../../../core/stories.ts';
import { type RawRecord, recordLines } from '../../../desk/write/record-lines.ts';
import { rawRecord } from '../../../desk/write/write-pack.ts';
import type { Conflict } from '../../../domain/conflict.ts';
import type { DraftSource } from '../../../ingest/add/added.ts';
import type { Proposal } from '../../../ingest/proposals.ts';
import { type ListName, RECORD_KINDS } from '../../../pack/format/lists.ts';
import type { ProposedArticle } from '../../../store/proposal-store.ts';
import { asList, completed, listFor, missingKeys } from './records.ts';

/** What a person sees of a proposal before they decide. */
export interface Card {
  readonly id: string;
  readonly story: string;
  readonly kind: string;
  /** As it would stand in the pack. */
  readonly record: RawRecord;
  /** Keys it needs and lacks. */
  readonly missing: readonly string[];
  readonly source: DraftSource;
  /** The sentence the words stand in: `before`, `text` and `after` in a row. */
  readonly evidence: { readonly before: string; readonly text: string; readonly after: string };
  readonly confidence: number;
  /** The article's words for the day, where it does not state it. */
  readonly dateFrom?: string;
  /** The pack's record that is likest to it. */
  readonly nearest: { readonly list: ListName; readonly id: string; readonly record: RawRecord } | null;
  /** The nearest holds these very words: approving adds this printing to it. */
  readonly onRecord: boolean;
  readonly proposer: string;
  /** Epoch milliseconds. */
  readonly proposedAt: number;
}

/** A proposal with its evidence in its sentence and the record it is likest to, read from the pack as it is now. */
export function cardOf(
  { id, story, draft, proposer, proposedAt }: Proposal,
  article: ProposedArticle,
  pack: { readonly folder: string; readonly story: Story },
): Card {
  const source = JSON.parse(article.source) as DraftSource;
  const record = completed(draft, source);
  const list = listFor(draft);
  const nearest = list === null ? null : nearestTo(draft, record, list, pack);
  return {
    ...{ id, story, kind: draft.kind, record, source, proposedAt },
    missing: list === null ? [] : missingKeys(list, record),
    evidence: inSentence(article.text, wordsIn(draft)),
    confidence: draft.confidence,
    ...(draft.dateFrom === undefined ? {} : { dateFrom: draft.dateFrom }),
    nearest,
    onRecord: draft.known !== undefined && nearest?.id === draft.known,
    proposer: `${proposer.platform}:${proposer.actor}`,
  };
}

/** Where the record's own words stand, or all that the draft rests on. */
function wordsIn({ evidence, record }: Proposal['draft']): { readonly start: number; readonly end: number } {
  const words = typeof record['words'] === 'string' ? record['words'] : '';
  const at = words === '' ? -1 : evidence.text.indexOf(words);
  return at < 0 ? evidence : { start: evidence.start + at, end: evidence.start + at + words.length };
}

/** Longest stretch shown before or behind the words, in characters. */
const MOST_AROUND = 300;

function inSentence(text: string, { start, end }: { readonly start: number; readonly end: number }) {
  const above = text.slice(Math.max(0, start - MOST_AROUND), start);
  const below = text.slice(end, end + MOST_AROUND);
  const ends = [...above.matchAll(/\n|[.!?]["”’]? /g)].at(-1);
  const before = ends === undefined ? above : above.slice(ends.index + ends[0].length);
  const stop = /\n|[.!?]["”’]?(?: |$)/.exec(below);
  const isWhole = /[.!?]$/.test(text.slice(start, end)) && !/^["”’]/.test(below);
  const after = isWhole ? '' : stop === null ? below : below.slice(0, stop.index + stop[0].trimEnd().length);
  return { before, text: text.slice(start, end), after };
}

function nearestTo(
  { known }: Proposal['draft'],
  record: RawRecord,
  list: ListName,
  { folder, story }: { readonly folder: string; readonly story: Story },
): Card['nearest'] {
  const lists: readonly ListName[] =
    list === 'persons' || list === 'parties' ? ['persons', 'parties'] : [list];
  const ids = [known, record['id'], likest(record, list, story)].filter((id) => typeof id === 'string');
  for (const id of ids) {
    for (const name of lists) {
      const there = rawRecord(folder, name, id);
      if (there !== undefined) return { list: name, id, record: there };
    }
  }
  return null;
}

function likest(record: RawRecord, list: ListName, { briefing, index }: Story): string | undefined {
  switch (list) {
    case 'statements':
      return index().candidates(String(record['words'] ?? record['gist'] ?? ''), { limit: 1 })[0]?.id;
    case 'persons':
    case 'parties': {
      const last = lastWord(record['name']);
      return briefing.actors.find(({ name, aliases }) =>
        [name, ...aliases].some((one) => lastWord(one) === last),
      )?.id;
    }
    case 'events':
      return briefing.events.find(
        ({ date, who }) =>
          date.from !== null &&
          date.from === record['date'] &&
          who.some((id) => asList(record['who']).includes(id)),
      )?.id;
    case 'positions':
      return briefing.positions.findLast(
        ({ party, about }) =>
          party === record['party'] && about.some((id) => asList(record['about']).includes(id)),
      )?.id;
    default:
      return undefined;
  }
}

function lastWord(name: unknown): string {
  return String(name).toLowerCase().split(/\s/).at(-1) ?? '';
}

/** A card as lines for a terminal, ending in a line feed; `place` is "3/12". */
export function cardInWords(
  card: Card,
  place: string,
  colour: boolean,
  conflicts: readonly Conflict[] = [],
): string {
  const { kind, record, evidence, confidence, missing, nearest, source } = card;
  const list = listFor({ kind: kind as Proposal['draft']['kind'], record });
  const [on, off] = colour ? ['\u001b[7m', '\u001b[27m'] : ['[[', ']]'];
  const lines = [
    `${place} ${kind}, ${Math.round(confidence * 100)} % sure, from ${source.publisher} (${source.published})`,
    ...(list === null ? [JSON.stringify(record)] : recordLines(list, record)),
  ].map((line, at) => harmless(at === 0 ? line : `    ${line}`));
  lines.push(
    `  says: ${harmless(evidence.before)}${on}${harmless(evidence.text)}${off}${harmless(evidence.after)}`,
  );
  if (card.dateFrom !== undefined) lines.push(`  day from: ${harmless(card.dateFrom)}`);
  if (missing.length > 0) lines.push(`  missing: ${missing.join(', ')} (set ${missing[0]} …)`);
  if (nearest !== null) {
    const { record: there } = nearest;
    const words =
      there['words'] ?? there['what'] ?? there['wording'] ?? there['gist'] ?? there['name'] ?? there['title'];
    const which = card.onRecord
      ? 'these words are on record; approving adds this printing to'
      : nearest.id === record['id']
        ? 'on record with this id'
        : 'nearest on record';
    lines.push(`  ${which}: ${nearest.id}: ${harmless(String(words))}`);
    lines.push(...inDispute(nearest, record, conflicts));
  }
  return `${lines.join('\n')}\n`;
}

/** So many disputes of a record are shown beside a card. */
const MOST_DISPUTES = 2;

/** What is known to be in dispute about the record on file, and whether the same words are credited to somebody else there. */
function inDispute(
  { list, id, record: there }: NonNullable<Card['nearest']>,
  record: RawRecord,
  conflicts: readonly Conflict[],
): readonly string[] {
  const pointer = `${RECORD_KINDS[list]}:${id}`;
  const disputes = conflicts
    .filter(({ records }) => records.includes(pointer))
    .slice(0, MOST_DISPUTES)
    .map(({ title }) => `  in dispute there: ${harmless(title)}`);
  const [words, own] = [there['words'], record['words']].map((said) => String(said ?? '').toLowerCase());
  const isSame = words !== '' && own !== '' && (words?.includes(own ?? '') || own?.includes(words ?? ''));
  if (list !== 'statements' || !isSame || there['speaker'] === record['speaker']) return disputes;
  return [
    ...disputes,
    `  conflict: said by ${harmless(String(there['speaker']))} there, by ${harmless(String(record['speaker']))} here`,
  ];
}
