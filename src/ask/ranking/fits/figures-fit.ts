import { PLACE, type Unit } from '../../../search/evidence/unit.ts';
import { figuresIn } from '../../reading/mentions.ts';
import type { Asked } from '../asked.ts';
import type { Signals } from '../signals.ts';
import { hasTally } from './tallies.ts';

const figuresOf = new WeakMap<Unit, readonly number[]>();

/** Every number a record has, in figures. */
export function figuresOfUnit(unit: Unit): readonly number[] {
  const kept = figuresOf.get(unit);
  if (kept !== undefined) return kept;
  const made = unit.prose
    .filter(({ place }) => place !== PLACE.note && place !== PLACE.alias && place !== PLACE.about)
    .flatMap(({ text }) => figuresIn(text));
  figuresOf.set(unit, made);
  return made;
}

export function figuresFit(unit: Unit, { mentions, wanted }: Asked, signals: Signals): void {
  if (mentions.quantities.length > 0) {
    const own = figuresOfUnit(unit);
    const hits = mentions.quantities.filter((value) => own.includes(value)).length;
    if (hits > 0) signals.figure = hits / mentions.quantities.length;
    else signals['figure-not'] = 1;
  }
  if (wanted.vote > 0 && hasTally(unit)) signals['tally-vote'] = wanted.vote;
  if (wanted.number > 0) {
    if (figuresOfUnit(unit).length > 0) signals['has-figure-number'] = wanted.number;
    else signals['no-figure-number'] = wanted.number;
  }
}
