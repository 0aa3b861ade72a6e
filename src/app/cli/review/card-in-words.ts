import { harmless } from '../../../answer/display-width.ts';
import { type RawRecord, recordLines } from '../../../desk/write/record-lines.ts';
import type { Conflict } from '../../../domain/conflict.ts';
import type { Proposal } from '../../../ingest/proposals.ts';
import { RECORD_KINDS } from '../../../pack/format/lists.ts';
import type { Card } from '../../review/card.ts';
import { listFor } from '../../review/records.ts';

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
