import { latestDay } from '../../../domain/when.ts';
import type { Candidate } from '../../../search/evidence/evidence-index.ts';
import type { Unit } from '../../../search/evidence/unit.ts';
import type { Asked } from '../asked.ts';
import type { Signals } from '../signals.ts';

/** How a record fits what went before in the thread: the record told then, and the words asked with. */
export function threadFits({ unit, held }: Candidate, asked: Asked, signals: Signals): void {
  const { thread, wanted, context, terms } = asked;
  if (thread === null) return;
  const leans = leaning(asked);
  if (thread.id === unit.id) {
    signals.thread = leans;
    if (wanted.time > 0) signals['thread-time'] = leans;
  }
  if (thread.voice !== '' && thread.voice === unit.voice) signals['thread-voice'] = leans;
  if (unit.provisions.some((id) => thread.provisions.includes(id))) signals['thread-subject'] = leans;
  if (unit.who.some((id) => thread.who.includes(id))) signals['thread-who'] = leans;
  if (thread.kind === unit.kind) signals['thread-kind'] = leans;
  if (isSameDay(unit, thread)) signals['thread-day'] = leans;
  let all = 0;
  let sum = 0;
  for (const [at, { idf }] of context.entries()) {
    all += idf;
    sum += idf * (held[terms.length + at]?.factor ?? 0);
  }
  if (all > 0) signals.context = (leans * sum) / all;
}

/** The fewer words of its own a question has, the more it leans on what went before, 0 to 1. */
function leaning({ terms }: Asked): number {
  const own = terms.filter(({ part, stems }) => part !== 'asking' && stems.length > 0).length;
  return 1 / (1 + own / 2);
}

function isSameDay({ when }: Unit, { when: other }: Unit): boolean {
  if (when === null || other === null || when.to === null || other.to === null) return false;
  return latestDay(when) === latestDay(other);
}
