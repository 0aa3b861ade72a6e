import { lookupOf } from '../../../domain/lookups/lookup.ts';
import type { Candidate } from '../../../search/evidence/evidence-index.ts';
import { PLACE } from '../../../search/evidence/unit.ts';
import type { Asked } from '../features.ts';
import type { Signals } from '../signals.ts';

export function whoFits(
  candidate: Candidate,
  { mentions, briefing, terms, subject }: Asked,
  signals: Signals,
): void {
  if (mentions.named.length === 0) return;
  const { unit, held } = candidate;
  const lookup = lookupOf(briefing);
  let present = 0;
  for (const { actors, how } of mentions.named) {
    const worth = how === 'slip' ? 0.8 : 1;
    let here = false;
    for (const { id } of actors) {
      const voices = lookup.voicesOf(id);
      const speaks = subject === null || subject.id === id;
      if (unit.voice === id) {
        if (speaks) signals.voice = Math.max(signals.voice ?? 0, worth);
        here = true;
      } else if (voices.has(unit.voice)) {
        if (speaks) signals['voice-for'] = worth;
        here = true;
      } else if (speaks && unit.voice !== '' && lookup.speaksFor(id).includes(unit.voice)) {
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
  const ofName = terms.filter(({ part }) => part === 'name').length;
  const heldNames = terms.filter(({ part }, at) => part === 'name' && held[at] != null).length;
  const inNames = terms.filter(
    ({ part }, at) => part === 'name' && ((held[at]?.places ?? 0) & (PLACE.name | PLACE.alias)) !== 0,
  ).length;
  if (ofName > 0 && inNames > 0) signals['who-in-name'] = inNames / ofName;
  if (ofName > 0 && heldNames > 0) signals['who-said-of'] = heldNames / ofName;
  if (present === 0) signals['who-none'] = heldNames > 0 ? 0.5 : 1;
  if (unit.voice !== '' && signals.voice === undefined && signals['voice-for'] === undefined)
    signals['who-other-voice'] = 1;
  if (
    mentions.named.length > 1 &&
    (present === mentions.named.length || (present > 0 && heldNames === ofName))
  )
    signals['who-all'] = 1;
}
