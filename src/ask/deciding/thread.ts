import type { Unit, UnitKind } from '../../search/evidence/unit.ts';
import type { AskGround } from '../ask.ts';
import { rank, type Weights } from '../ranking/rank.ts';
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

/** The record that the line before in this thread was answered with; null where there was none, or none can be told. */
export function threadUnit(ground: AskGround, weights: Weights): Unit | null {
  const line = ground.previous?.trim() ?? '';
  if (line === '') return null;
  const [, name = '', rest = ''] = /^\/?([a-z-]+)\s*(.*)$/s.exec(line) ?? [];
  const kinds = SHOWN[name];
  const words =
    kinds === undefined ? line : rest.replace(/(?<![a-z-])[a-z-]{1,30}:/g, ' ').replace(/[-"]/g, ' ');
  const { asked, candidates } = readQuestion(words, { ...ground, thread: null });
  const of = kinds === undefined ? candidates : candidates.filter(({ unit }) => kinds.includes(unit.kind));
  return rank(of, asked, weights)[0]?.candidate.unit ?? null;
}
