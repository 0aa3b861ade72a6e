import { createHash } from 'node:crypto';
import type { DraftCard, DraftStanding } from '../../../commands/desk/service.ts';
import type { Story } from '../../../core/stories.ts';
import { keyLines, keysInOrder, type RawRecord } from '../../../desk/write/record-lines.ts';
import type { Briefing } from '../../../domain/briefing.ts';
import { lookupOf } from '../../../domain/lookups/lookup.ts';
import { isMapping } from '../../../domain/mapping.ts';
import { formatWhen, parseWhen } from '../../../domain/when.ts';
import { capital } from '../../../domain/words/capital.ts';
import { readProposal } from '../../../ingest/proposals.ts';
import { RECORD_KINDS } from '../../../pack/format/lists.ts';
import type { ProposedArticle, StoredProposal } from '../../../store/ports/proposals.ts';
import { type Card, cardOf } from '../../review/card.ts';
import { listFor } from '../../review/records.ts';

/** The short name of a draft, for people to type and buttons to carry: the same wherever it is asked for. */
export function shortName(proposal: string): string {
  return createHash('sha256').update(proposal).digest('hex').slice(0, 6);
}

/** What people are called, as far as it is known where they are. */
export interface DraftNames {
  readonly proposer: string;
  readonly decider: string;
  /** Who put it off; absent where nobody did. */
  readonly putOffBy?: string;
}

/** Keys that a card shows elsewhere, or that nobody decides by. */
const SHOWN_ELSEWHERE: ReadonlySet<string> = new Set(['id', 'sources', 'amended']);
/** Keys that hold ids of people and parties. */
const ACTORS: ReadonlySet<string> = new Set(['speaker', 'party', 'per', 'who']);

/** A draft as people see it: read against the pack as it is now. */
export function draftCard(
  stored: StoredProposal,
  article: ProposedArticle,
  pack: { readonly folder: string; readonly story: Story },
  names: DraftNames,
): DraftCard {
  const proposal = readProposal(stored);
  const card = cardOf(proposal, article, pack);
  const { briefing } = pack.story;
  const { record, source, nearest } = card;
  const list = listFor(proposal.draft);
  const words = typeof record['words'] === 'string' ? record['words'] : null;
  const quoted = words !== null && record['form'] !== 'indirect';
  const keys = list === null ? Object.keys(record) : keysInOrder(list, record);
  return {
    ...{ id: shortName(stored.id), story: stored.story, kind: stored.kind, missing: card.missing },
    ...(quoted ? { quotation: { words, speaker: namesIn(record['speaker'], briefing) } } : {}),
    fields: keys
      .filter((key) => !SHOWN_ELSEWHERE.has(key) && !(quoted && (key === 'words' || key === 'speaker')))
      // Words that are their own gist are read once.
      .filter(
        (key) =>
          !(
            quoted &&
            key === 'gist' &&
            String(record['gist']).replace(/\.$/, '') === words.replace(/\.$/, '')
          ),
      )
      .map((label) => ({ label, value: inWords(label, record[label], briefing) }))
      .filter(({ value }) => value !== ''),
    source: {
      title: source.title === undefined ? source.publisher : `${source.publisher}: ${source.title}`,
      published: dayWords(source.published),
      ...(source.url === undefined ? {} : { url: source.url }),
    },
    evidence: proposal.draft.evidence.text === '' ? { before: '', text: '', after: '' } : card.evidence,
    confidence: proposal.draft.typed === true ? null : card.confidence,
    ...(card.dateFrom === undefined ? {} : { dateFrom: card.dateFrom }),
    ...(nearest === null
      ? {}
      : {
          nearest: {
            id: nearest.id,
            says: saysOf(nearest.record),
            same: nearest.id === record['id'],
            onRecord: card.onRecord,
          },
        }),
    conflicts: conflictsOn(nearest, briefing),
    ...(proposal.draft.amends === undefined ? {} : { amends: proposal.draft.reason ?? '' }),
    proposedBy: names.proposer,
    standing: standingOf(stored, list === null ? '' : RECORD_KINDS[list], briefing, names),
  };
}

function standingOf(
  { state, outcome }: StoredProposal,
  kind: string,
  { zone }: Briefing,
  { decider: by, putOffBy }: DraftNames,
): DraftStanding {
  switch (state) {
    case 'open':
      return { kind: 'open', ...(putOffBy === undefined ? {} : { putOffBy }) };
    case 'held':
      return { kind: 'held', by, until: momentWords(Number(outcome), zone) };
    case 'rejected':
      return { kind: 'rejected', by, reason: outcome };
    case 'approved':
    case 'merged':
      return { kind: state, by, record: `${kind}:${outcome}` };
  }
}

/** `2025-12-01 18:00 (Europe/Kyiv)`. */
export function momentWords(at: number, zone: string): string {
  const wall = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDateTime();
  return `${wall.toString({ smallestUnit: 'minute' }).replace('T', ' ')} (${zone})`;
}

function inWords(key: string, value: unknown, briefing: Briefing): string {
  if (ACTORS.has(key)) return namesIn(value, briefing);
  if (key === 'date' && typeof value === 'string') return dayWords(value);
  if (Array.isArray(value) && value.every((each) => typeof each === 'string')) return value.join(', ');
  if (Array.isArray(value) || isMapping(value))
    return keyLines(key, value)
      .slice(1)
      .map((line) => line.trim())
      .join('; ');
  return value === undefined || value === null ? '' : String(value);
}

/** A date of the pack as people write it. */
function dayWords(notation: string): string {
  const when = parseWhen(notation);
  return when === null ? notation : formatWhen(when);
}

/** Names for ids of the pack; of somebody who is proposed along with it there is only what the id was made of. */
function namesIn(value: unknown, briefing: Briefing): string {
  const ids = Array.isArray(value) ? value : [value];
  return ids
    .filter((id) => typeof id === 'string')
    .map((id) => lookupOf(briefing).actor(id)?.name ?? id.split('-').map(capital).join(' '))
    .join(', ');
}

function saysOf(record: RawRecord): string {
  return String(
    record['words'] ??
      record['what'] ??
      record['wording'] ??
      record['gist'] ??
      record['name'] ??
      record['title'],
  );
}

function conflictsOn(nearest: Card['nearest'], briefing: Briefing): readonly string[] {
  if (nearest === null) return [];
  const name = `${RECORD_KINDS[nearest.list]}:${nearest.id}`;
  return briefing.conflicts.filter(({ records }) => records.includes(name)).map(({ title }) => title);
}
