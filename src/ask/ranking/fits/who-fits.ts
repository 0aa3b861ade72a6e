import type { Candidate } from '../../../search/evidence/evidence-index.ts';
import { PLACE } from '../../../search/evidence/unit.ts';
import type { LaidOut } from '../laid-out.ts';
import type { Signals } from '../signals.ts';

export function whoFits({ unit, held }: Candidate, { those, ofNames }: LaidOut, signals: Signals): void {
  if (those.length === 0) return;
  let present = 0;
  for (const { actors, worth } of those) {
    let here = false;
    for (const { id, voices, above, speaks } of actors) {
      if (unit.voice === id) {
        if (speaks) signals.voice = Math.max(signals.voice, worth);
        here = true;
      } else if (voices.has(unit.voice)) {
        if (speaks) signals['voice-for'] = worth;
        here = true;
      } else if (speaks && unit.voice !== '' && above.includes(unit.voice)) {
        signals['voice-above'] = worth;
      }
      if (unit.who.some((one) => one === id || voices.has(one))) {
        signals.who = worth;
        here = true;
      }
      if ((unit.kind === 'person' || unit.kind === 'party') && unit.record.id === id) signals.itself = worth;
    }
    if (here) present += 1;
  }
  let heldNames = 0;
  let inNames = 0;
  for (const at of ofNames) {
    const hit = held[at] ?? null;
    if (hit === null) continue;
    heldNames += 1;
    if ((hit.places & (PLACE.name | PLACE.alias)) !== 0) inNames += 1;
  }
  if (inNames > 0) signals['who-in-name'] = inNames / ofNames.length;
  if (heldNames > 0) signals['who-said-of'] = heldNames / ofNames.length;
  if (present === 0) signals['who-none'] = heldNames > 0 ? 0.5 : 1;
  if (unit.voice !== '' && signals.voice === 0 && signals['voice-for'] === 0) signals['who-other-voice'] = 1;
  if (those.length > 1 && (present === those.length || (present > 0 && heldNames === ofNames.length)))
    signals['who-all'] = 1;
}
