import { readThreadLine } from '../../domain/ask.ts';
import { evidenceOf } from '../../search/evidence/evidence-index.ts';
import type { Unit, UnitKind } from '../../search/evidence/unit.ts';
import type { AskGround } from '../ground.ts';
import type { Weights } from '../ranking/features.ts';
import { rank } from '../ranking/rank.ts';
import { readQuestion } from '../reading/read-question.ts';

/** What kind of record each command shows. */
const SHOWN: Readonly<Record<string, readonly UnitKind[]>> = {
  'plan-point': ['reading', 'text'],
  'who-said': ['statement'],
  position: ['position'],
  timeline: ['event'],
  disputed: ['conflict'],
  sources: ['source'],
};

/** What went before in a thread. */
export interface Before {
  /** The record it was answered with. */
  readonly unit: Unit;
  /** What was asked, without what only makes it a command. */
  readonly words: string;
}

/** Null where nothing went before, or nothing on record was told. */
export function threadBefore(ground: AskGround, weights: Weights): Before | null {
  const { lead, words: line } = readThreadLine(ground.previous?.trim() ?? '');
  if (line === '') return null;
  const kept = lead === null ? undefined : leadUnit(lead, ground);
  if (kept !== undefined) return { unit: kept, words: line };
  const [, name = '', rest = ''] = /^\/?([a-z-]+)\s*(.*)$/s.exec(line) ?? [];
  const kinds = SHOWN[name];
  const words =
    kinds === undefined ? line : rest.replace(/(?<![a-z-])[a-z-]{1,30}:/g, ' ').replace(/[-"]/g, ' ');
  const { asked, candidates } = readQuestion(words, { ...ground, thread: null });
  const of = kinds === undefined ? candidates : candidates.filter(({ unit }) => kinds.includes(unit.kind));
  const unit = rank(of, asked, weights)[0]?.candidate.unit;
  return unit === undefined ? null : { unit, words };
}

/** A point is kept as the provision; its reading in the main text, or the first there is, stands for it. */
function leadUnit(id: string, { briefing }: AskGround): Unit | undefined {
  const { unit } = evidenceOf(briefing);
  const [kind, rest = ''] = id.split(/:(.*)/s);
  if (kind !== 'provision') return unit(id);
  const provision = briefing.provisions.find((one) => one.id === rest);
  const texts = [briefing.mainText, ...(provision?.readings.map(({ text }) => text) ?? [])];
  for (const text of texts) {
    const found = unit(`reading:${rest}/${text}`);
    if (found !== undefined) return found;
  }
  return undefined;
}
