import type { Candidate } from '../../../search/evidence/evidence-index.ts';
import { PLACE, type Unit } from '../../../search/evidence/unit.ts';
import { phraseWords } from '../../../search/names/topics.ts';
import { stem } from '../../../search/text/stem.ts';
import type { AskedTerm } from '../asked.ts';
import { isOwn, type LaidOut } from '../laid-out.ts';
import type { Signals } from '../signals.ts';

/** How many of the words of the question the record holds, rare ones counting more, by where in it they stand. */
export function coverage({ unit, held, inName }: Candidate, asked: LaidOut, signals: Signals): void {
  const { terms, weights, everything, all, known } = asked;
  let heldOfAll = 0;
  const sums = { any: 0, name: 0, alias: 0, body: 0, said: 0, scene: 0, about: 0, exact: 0 };
  let missRarest = 0;
  let missCount = 0;
  let missKnown = 0;
  for (let at = 0; at < terms.length; at += 1) {
    const term = terms[at] as AskedTerm;
    const weight = weights[at] ?? 0;
    const hit = held[at] ?? null;
    if (hit !== null) heldOfAll += weight * hit.factor;
    if (!isOwn(term)) continue;
    if (hit === null) {
      missCount += 1;
      missRarest = Math.max(missRarest, term.idf);
      if (term.stems.length > 0) missKnown += weight;
      continue;
    }
    const worth = weight * hit.factor;
    sums.any += worth;
    if (hit.factor === 1) sums.exact += worth;
    if (hit.places & PLACE.name) sums.name += worth;
    if (hit.places & PLACE.alias) sums.alias += worth;
    if (hit.places & PLACE.body) sums.body += worth;
    if (hit.places & PLACE.said) sums.said += worth;
    if (hit.places & PLACE.scene) sums.scene += worth;
    if (hit.places & PLACE.about) sums.about += worth;
  }
  if (everything > 0) signals['cover-all'] = heldOfAll / everything;
  if (all > 0) {
    signals.cover = sums.any / all;
    signals['cover-name'] = sums.name / all;
    signals['cover-alias'] = sums.alias / all;
    signals['cover-body'] = sums.body / all;
    signals['cover-said'] = sums.said / all;
    signals['cover-scene'] = sums.scene / all;
    signals['cover-about'] = sums.about / all;
    signals['cover-exact'] = sums.exact / all;
    signals.mass = Math.min(1, sums.any / 3);
    signals['miss-rarest'] = missRarest;
    signals['miss-count'] = Math.min(1, missCount / 4);
    signals['held-rarest'] = held[asked.rarest]?.factor ?? 0;
    signals.dense = Math.min(1, sums.any / (0.4 + unit.length / 6 / 40) / 3);
    if (known > 0) signals['miss-known'] = missKnown / known;
  }
  if (inName) signals.tight = tightness(unit, held, asked);
  if (unit.kind === 'statement') {
    const score = asked.quoted.get(unit.record.id) ?? 0;
    if (score > 0) signals.quoted = score;
    if (score > 0.7) signals['quoted-sure'] = 1;
    if (unit.verbatim && asked.wanted.words + asked.wanted.speaker > 0) signals['verbatim-words'] = 1;
  }
  if (unit.minor) signals.minor = 1;
}

/** Kept, as a record is looked at for every question. */
const namesOf = new WeakMap<Unit, readonly (readonly string[])[]>();

/** Share of the words of what the record is called that the question has, for the name it fits best. */
function tightness(unit: Unit, held: Candidate['held'], { byStem }: LaidOut): number {
  let names = namesOf.get(unit);
  if (names === undefined) {
    names = unit.prose
      .filter(({ place, text }) => (place & (PLACE.name | PLACE.alias)) !== 0 && text !== '')
      .map(({ text }) => [
        ...new Set(
          phraseWords(text)
            .filter((word) => word.length > 2)
            .map(stem),
        ),
      ]);
    namesOf.set(unit, names);
  }
  let best = 0;
  for (const name of names) {
    if (name.length === 0) continue;
    let hits = 0;
    for (const word of name) if (byStem.get(word)?.some((at) => held[at] != null)) hits += 1;
    // A name of one word is held whole by chance more often than one of three.
    best = Math.max(best, (hits / name.length) * (name.length === 1 ? 0.8 : 1));
  }
  return best;
}
