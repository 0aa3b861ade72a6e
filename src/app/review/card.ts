import type { Story } from '../../core/stories.ts';
import type { RawRecord } from '../../desk/write/record-lines.ts';
import { rawRecord } from '../../desk/write/write-pack.ts';
import type { DraftSource } from '../../ingest/add/added.ts';
import type { Proposal } from '../../ingest/proposals.ts';
import type { ListName } from '../../pack/format/lists.ts';
import type { ProposedArticle } from '../../store/ports/proposals.ts';
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
