import type { Answer, Block, Span } from '../../answer/answer.ts';
import { renumbered, usedCitations } from '../../answer/citations.ts';
import { createCiter, strong, text } from '../../answer/compose.ts';
import type { Briefing } from '../../domain/briefing.ts';
import { dayIn } from '../../domain/schedule/day-in.ts';
import { recordTitle } from '../../views/record.ts';
import { correctedBlock, type Voice } from '../compose/entries.ts';
import type { Part } from '../compose/part.ts';
import type { Change } from '../compose/revisions.ts';

/** A record that a post used and that reads differently now. */
export type Correction = Exclude<Change, { kind: 'added' }>;

/** When a correction is made: epoch milliseconds, and in words. */
interface Moment {
  readonly now: number;
  readonly at: string;
}

/** A posted part with what was said struck, what is right beside it, and a first line that says when and what changed. */
export function correctPart(
  part: Part,
  corrections: readonly Correction[],
  briefing: Briefing,
  { now, at }: Moment,
): Part {
  const citer = createCiter(briefing);
  const voice = { briefing, citer, asOf: dayOf(now, briefing) };
  const corrected = new Map(corrections.map((change) => [change.was.record, correctedBlock(change, voice)]));
  const told = new Set(part.speaksFor);
  const notice = { kind: 'paragraph', spans: noticeSpans(corrections, voice, at) } as const;
  const loose = corrections.filter(({ was }) => !told.has(was.record));
  const added = [...corrections.filter(({ was }) => told.has(was.record)), ...loose].flatMap(
    ({ was }) => corrected.get(was.record) ?? [],
  );
  const fresh = renumbered(part.answer.citations, { blocks: added, citations: citer.citations() });
  const order = [...corrections.filter(({ was }) => told.has(was.record)), ...loose];
  const replacement = new Map(order.map(({ was }, at) => [was.record, fresh.blocks[at]]));
  const named = new Set(
    corrections.flatMap((change) => [subjectOf(change, briefing), change.was.subject ?? '']),
  );
  const kept = part.answer.blocks.flatMap((block, at): readonly { block: Block; record: string }[] => {
    const record = part.speaksFor[at] ?? '';
    const now = replacement.get(record) ?? (record === '' ? withoutRepeats(block, named) : block);
    return now === null ? [] : [{ block: now, record }];
  });
  const extra = loose.flatMap(({ was }) => replacement.get(was.record) ?? []);
  const blocks = [notice, ...extra, ...kept.map(({ block }) => block)];
  return {
    answer: {
      ...part.answer,
      blocks,
      citations: usedCitations(fresh.citations, part.answer.headline, blocks),
      records: part.answer.records,
      asOf: voice.asOf,
    },
    speaksFor: ['', ...loose.map(({ was }) => was.record), ...kept.map(({ record }) => record)],
  };
}

export function replyPart(corrections: readonly Correction[], briefing: Briefing, { now, at }: Moment): Part {
  const citer = createCiter(briefing);
  const voice = { briefing, citer, asOf: dayOf(now, briefing) };
  const blocks = corrections.map((change) => correctedBlock(change, voice));
  const records = corrections.map(({ was }) => was.record);
  const answer: Answer = {
    status: 'answered',
    headline: noticeSpans(corrections, voice, at),
    blocks,
    citations: citer.citations(),
    records,
    actions: [],
    command: 'digest',
    audience: 'channel',
    asOf: voice.asOf,
  };
  return { answer, speaksFor: records };
}

/** The desk's local day at a time in milliseconds. */
function dayOf(now: number, { zone }: Briefing): string {
  return dayIn(Temporal.Instant.fromEpochMilliseconds(now), zone);
}

function subjectOf(change: Correction, briefing: Briefing): string {
  if (change.kind === 'changed') return recordTitle(change.record, briefing);
  const { subject = '' } = change.was;
  return subject === '' ? 'a record was withdrawn' : `${subject} (withdrawn)`;
}

function noticeSpans(corrections: readonly Correction[], { briefing }: Voice, at: string): readonly Span[] {
  const what = corrections.map((change) => subjectOf(change, briefing));
  // A dispute that has another account was not told wrongly before.
  const updated = corrections.every((one) => one.kind === 'changed' && one.record.kind === 'conflict');
  return [
    strong(`${updated ? 'Updated' : 'Corrected'} ${at}`),
    text(`: ${[...new Set(what)].join(BETWEEN_SUBJECTS)}`),
  ];
}

const BETWEEN_SUBJECTS = '; ';

/**
 * An earlier first line without what the new one names again: when it changed last is what a reader needs. Null where nothing
 * of it is left; every other block as it is.
 */
function withoutRepeats(block: Block, named: ReadonlySet<string>): Block | null {
  if (block.kind !== 'paragraph') return block;
  const [when, what, ...others] = block.spans;
  if (when?.kind !== 'strong' || what?.kind !== 'text' || others.length > 0) return block;
  if (!/^(?:Corrected|Updated) /.test(when.text)) return block;
  const left = what.text
    .replace(/^: /, '')
    .split(BETWEEN_SUBJECTS)
    .filter((subject) => !named.has(subject));
  if (left.length === 0) return null;
  return { ...block, spans: [when, text(`: ${left.join(BETWEEN_SUBJECTS)}`)] };
}
