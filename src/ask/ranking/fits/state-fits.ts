import type { Gap } from '../../../domain/briefing.ts';
import { lookupOf } from '../../../domain/lookups/lookup.ts';
import type { Unit } from '../../../search/evidence/unit.ts';
import { type WantedWeights, wantedOf } from '../../reading/wanted.ts';
import type { Asked } from '../asked.ts';
import type { Signals } from '../signals.ts';

export function textFits(unit: Unit, { mentions, briefing, wanted }: Asked, signals: Signals): void {
  const named = mentions.texts;
  if (named.length > 0) {
    if (named.some(({ id }) => unit.texts.includes(id))) signals.text = 1;
    else if (unit.texts.length > 0) signals['text-other'] = 1;
  }
  if (unit.kind === 'reading') {
    const latest = unit.texts[0] === briefing.latestText;
    const main = unit.texts[0] === briefing.mainText;
    const now = Math.max(wanted.now, wanted.new);
    if (latest) {
      signals.latest = 1;
      if (now > 0) signals['latest-now'] = now;
      if (wanted.gone > 0) signals['latest-gone'] = 1;
      if (now === 0 && wanted.gone === 0) signals['latest-past'] = 1;
      if (wanted.old > 0) signals['newest-old'] = 1;
    }
    if (wanted.old > 0 && (lookupOf(briefing).text(unit.texts[0] ?? '')?.parents ?? []).length === 0)
      signals['oldest-old'] = 1;
    if (main) {
      signals.main = 1;
      if (now > 0) signals['main-now'] = now;
    }
  }
  if (unit.kind === 'reading' || unit.kind === 'text') {
    const text = lookupOf(briefing).text(unit.texts[0] ?? '');
    if (text?.context) signals.background = 1;
  }
  if (mentions.points.length > 0) {
    const meant = named[0]?.id ?? briefing.mainText;
    if (unit.kind !== 'reading') signals['point-not'] = 1;
    else if (!unit.points.some((point) => mentions.points.includes(point))) signals['point-not'] = 1;
    else if (unit.texts[0] === meant) signals.point = 1;
    else signals['point-other'] = 1;
  }
}

/** What a known unknown may be about: that it is not known who did it says nothing of when it was done. */
const ASKED_FOR = ['time', 'place', 'person', 'number', 'reason', 'vote'] as const;

const wantedBy = new WeakMap<Gap, WantedWeights>();

/** What a known unknown itself asks. */
function wantedOfGap(gap: Gap): WantedWeights {
  const kept = wantedBy.get(gap);
  if (kept !== undefined) return kept;
  const made = wantedOf(gap.topic);
  wantedBy.set(gap, made);
  return made;
}

export function stateFits(unit: Unit, { wanted }: Asked, signals: Signals): void {
  // Most of a large pack is words: their records are not looked into.
  if (unit.kind === 'statement') return;
  const { record } = unit;
  switch (record.kind) {
    case 'reading':
      if (record.change === 'unreported' || record.change === 'absent') {
        signals.silent = 1;
        if (wanted.now + wanted.gone + wanted.new > 0) signals['silent-now'] = 1;
      }
      if ((record.change === 'removed' || record.change === 'deferred') && wanted.gone > 0)
        signals['gone-gone'] = 1;
      if ((record.change === 'amended' || record.change === 'removed') && wanted.difference > 0)
        signals['amended-difference'] = 1;
      if (record.change === 'new' && wanted.new > 0) signals['new-new'] = 1;
      break;
    case 'gap': {
      const own = wantedOfGap(record);
      const same = ASKED_FOR.some((one) => own[one] > 0.5 && wanted[one] > 0.5);
      if (same) signals['gap-same'] = 1;
      else if (ASKED_FOR.some((one) => own[one] > 0.5)) signals['gap-other'] = 1;
      if (unit.who.length > 0 && signals.who === 0) signals['gap-of-another'] = 1;
      break;
    }
    case 'event':
      if (record.status === 'expected') {
        if (wanted.future > 0) signals['expected-future'] = 1;
        if (wanted.happened > 0) signals['expected-happened'] = 1;
      } else if (wanted.happened > 0) signals['happened-happened'] = 1;
      break;
    case 'conflict':
      if (record.type !== 'trap' && wanted.dispute > 0) signals['open-dispute'] = 1;
      break;
    default:
      break;
  }
}
