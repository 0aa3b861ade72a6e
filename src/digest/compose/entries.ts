import type { Block, Spans } from '../../answer/answer.ts';
import { type Citer, strike, strong, text } from '../../answer/compose.ts';
import type { Briefing, DatedRecord } from '../../domain/briefing.ts';
import { unreachable } from '../../domain/errors.ts';
import { withdrawnOf } from '../../domain/lookups/withdrawn.ts';
import { capital } from '../../domain/words/capital.ts';
import { briefRecord } from '../../views/brief/record.ts';
import { asBriefRow, firstSentence } from '../../views/brief/told.ts';
import { briefRecordLine, recordBlock } from '../../views/record.ts';
import { statementBlock } from '../../views/statement.ts';
import type { Change, Claim } from './revisions.ts';

/** The story, its sources and the day: what saying its records takes. */
export interface Voice {
  readonly briefing: Briefing;
  readonly citer: Citer;
  /** ISO day the post speaks for. */
  readonly asOf: string;
}

/** A block with the record it speaks for; empty where it is none. */
export interface Entry {
  readonly block: Block;
  readonly record: string;
}

/** A block that speaks for no record. */
export function entry(block: Block): Entry {
  return { block, record: '' };
}

/** What a change is about, whichever way it changed. */
export function claimOf(change: Change): Claim {
  return change.kind === 'withdrawn' ? change.was : change.claim;
}

/** `1 change`, `4 changes`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** A changed record as a block that shows what was said and what is right now. */
export function correctedBlock(change: Exclude<Change, { kind: 'added' }>, voice: Voice): Block {
  if (change.kind === 'withdrawn') {
    const { subject = '', says } = change.was;
    const about = subject === '' || says.includes(subject) ? [] : [strong(asLabel(subject)), text(' ')];
    return {
      kind: 'item',
      spans: [text('Withdrawn: '), ...about, strike(says), ...whyGone(change.was.record, voice.briefing)],
    };
  }
  // A conflict that gains or loses a side was not wrong before: it is told anew.
  if (change.record.kind === 'conflict') {
    const { briefing, citer, asOf } = voice;
    const told = briefRecord(change.record, asBriefRow(briefing, citer, asOf));
    return { kind: 'item', spans: [text('Updated: '), ...told] };
  }
  const why = change.claim.why === change.was.why ? undefined : change.claim.why;
  return {
    kind: 'item',
    spans: [
      ...[text('Was: '), strike(struckOf(change.was.says)), text(' Now: '), ...lineOf(change.record, voice)],
      ...asSentence(why ?? ''),
    ],
  };
}

/** Behind which a line goes on; a question ends itself. */
export function asLabel(subject: string): string {
  return /[?!]$/.test(subject) ? subject : `${subject}:`;
}

const LONGEST_STRUCK = 140;

/** What is struck is what was said first: nobody reads on in what is wrong. Somebody's exact words are struck whole. */
function struckOf(says: string): string {
  return says.length <= LONGEST_STRUCK || says.startsWith('“') ? says : firstSentence(says);
}

/** Why a record is gone, behind what it said; nothing where nobody gave a reason. */
export function whyGone(record: string, briefing: Briefing): Spans {
  return asSentence(withdrawnOf(record, briefing)?.reason ?? '');
}

function asSentence(reason: string): Spans {
  const words = reason.trim().replace(/\.$/, '');
  return words === '' ? [] : [text(` ${capital(words)}.`)];
}

function lineOf(record: DatedRecord, { asOf, briefing, citer }: Voice): Spans {
  return briefRecordLine(record, asOf, briefing, citer);
}

/** A record in full. */
export function blockOf(record: DatedRecord, { asOf, briefing, citer }: Voice): Block {
  return recordBlock(record, asOf, briefing, citer);
}

/** A change in full, where there is room for it. `under` a moment: who spoke and when is said above what was said. */
export function changeEntry(change: Change, voice: Voice, under: 'nothing' | 'moment' = 'nothing'): Entry {
  const { record } = claimOf(change);
  const block =
    change.kind !== 'added'
      ? correctedBlock(change, voice)
      : under === 'moment' && change.record.kind === 'statement'
        ? statementBlock(change.record, voice.briefing, voice.citer, 'moment')
        : blockOf(change.record, voice);
  return { block, record };
}

/** Material first, then what the plan does before what people say about it; the pack's order within. */
export function ranked(changes: readonly Change[]): readonly Change[] {
  return changes
    .map((change, at) => ({ change, weight: weightOf(change), at }))
    .sort((a, b) => a.weight - b.weight || a.at - b.at)
    .map(({ change }) => change);
}

/** How much a change matters to who reads one screen: less is more. */
export function weightOf(change: Change): number {
  const minor = claimOf(change).traits.material ? 0 : 100;
  // That a dispute has one side more is less than what the side says.
  if (change.kind === 'changed' && change.record.kind === 'conflict') return minor + 8;
  if (change.kind !== 'added') return minor + 2;
  const { record } = change;
  switch (record.kind) {
    case 'text':
      return record.context ? 8 : 0;
    case 'reading':
      return minor + (['none', 'kept', 'absent', 'unreported'].includes(record.change) ? 30 : 1);
    case 'conflict':
      return minor + 4;
    case 'position':
      return minor + 5;
    case 'statement':
      return minor + 6;
    case 'vote':
      return minor + 3;
    case 'step':
    case 'value':
      return minor + 4;
    case 'member':
      return minor + 5;
    case 'event':
      return minor + 7;
    default:
      return unreachable(record);
  }
}
