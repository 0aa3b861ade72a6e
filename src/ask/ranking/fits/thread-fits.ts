import type { Unit } from '../../../search/evidence/unit.ts';
import type { Asked } from '../features.ts';
import type { Signals } from '../signals.ts';

export function threadFits(unit: Unit, { thread, wanted }: Asked, signals: Signals): void {
  if (thread === null) return;
  if (thread.id === unit.id) {
    signals.thread = 1;
    if (wanted.time > 0) signals['thread-time'] = 1;
  }
  if (thread.voice !== '' && thread.voice === unit.voice) signals['thread-voice'] = 1;
  if (unit.provisions.some((id) => thread.provisions.includes(id))) signals['thread-subject'] = 1;
}
