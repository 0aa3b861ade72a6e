import { MAX_SLOTS } from './question.ts';

/** Which word of a row answers which word of a question, by place in the row; the first `length` entries count. */
export type Answers = {
  readonly places: Uint16Array;
  readonly slots: Uint8Array;
  length: number;
};

/** The most of a question found close together, order aside: its words stand near each other where it was cut from one sentence. */
export type Stretch = {
  /** The most worth, and the most words, within a stretch of the length allowed. */
  worth: number;
  words: number;
  /** Words of the shortest stretch that holds every word found anywhere; 0 where none is. */
  shortest: number;
};

const held = new Uint16Array(MAX_SLOTS);

/** Measures stretches of at most `reach` words into `out`; `worthOf` is what finding a slot is worth. */
export function measureStretch(
  { places, slots, length }: Answers,
  reach: number,
  worthOf: (slot: number) => number,
  out: Stretch,
): void {
  out.worth = 0;
  out.words = 0;
  let worth = 0;
  let words = 0;
  let from = 0;
  held.fill(0);
  for (let at = 0; at < length; at++) {
    const slot = slots[at] as number;
    if (hold(slot) === 1) {
      worth += worthOf(slot);
      words++;
    }
    for (; (places[at] as number) - (places[from] as number) >= reach; from++) {
      if (drop(slots[from] as number) > 0) continue;
      worth -= worthOf(slots[from] as number);
      words--;
    }
    if (worth > out.worth) out.worth = worth;
    if (words > out.words) out.words = words;
  }
  out.shortest = shortestOfAll({ places, slots, length });
}

function shortestOfAll({ places, slots, length }: Answers): number {
  held.fill(0);
  let found = 0;
  for (let at = 0; at < length; at++) if (hold(slots[at] as number) === 1) found++;
  held.fill(0);
  let shortest = 0;
  let words = 0;
  let from = 0;
  for (let at = 0; at < length; at++) {
    if (hold(slots[at] as number) === 1) words++;
    for (; words === found && from <= at; from++) {
      const stretch = (places[at] as number) - (places[from] as number) + 1;
      if (shortest === 0 || stretch < shortest) shortest = stretch;
      if (drop(slots[from] as number) === 0) words--;
    }
  }
  return shortest;
}

function hold(slot: number): number {
  const times = (held[slot] as number) + 1;
  held[slot] = times;
  return times;
}

function drop(slot: number): number {
  const times = (held[slot] as number) - 1;
  held[slot] = times;
  return times;
}
