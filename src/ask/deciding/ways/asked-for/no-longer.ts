import { signalsOf } from '../../../ranking/features.ts';
import { answerLedBy, type Decision } from '../../decision.ts';
import type { Found } from '../../found.ts';
import { asksIfStill } from '../../leading.ts';

/** So much of the question must be held for it to be what is asked about. */
const COVER = 0.4;

/** "Does the deadline still stand": that the latest text took it out is the answer, however little else is sure. */
export function noLonger(found: Found): Decision | null {
  const { asked, ranked } = found;
  const [first] = ranked;
  const record = first?.candidate.unit.record;
  if (first === undefined || record?.kind !== 'reading' || asked.thread !== null) return null;
  if (record.text !== asked.briefing.latestText || record.change !== 'removed') return null;
  if (!asksIfStill(asked.mentions.plain) || asked.wanted.verdict === 0) return null;
  return signalsOf(first.candidate, asked)['cover-all'] < COVER
    ? null
    : answerLedBy(first.candidate.unit, found, 0.65);
}
