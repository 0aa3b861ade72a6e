import { readFileSync } from 'node:fs';
import { align } from '../../src/desk/text/align.ts';
import type { Alignable } from '../../src/desk/text/alignable.ts';
import { readDraft } from '../../src/desk/text/read-draft.ts';
import type { Briefing } from '../../src/domain/briefing.ts';
import { bundledBriefings, fixtureBriefings } from '../../tests/fixtures/every-line.ts';

interface Pair {
  readonly name: string;
  readonly earlier: readonly Alignable[];
  readonly later: readonly Alignable[];
  /** The parts in which each subject of the earlier draft stands. */
  readonly truth: readonly (readonly number[])[];
}

/**
 * How many subjects of real pairs of drafts are aligned with the parts in which they stand, and whether any is lost. Packs list
 * both drafts in one order: how many are right with the later one turned round says what order has to do with it.
 */
export function run(): void {
  let [right, all, lost, turned] = [0, 0, 0, 0];
  const pairs = [...[...bundledBriefings(), ...fixtureBriefings()].flatMap(pairsOf), billOfRights()];
  for (const { name, earlier, later, truth } of pairs) {
    const aligned = align(earlier, later);
    const misses = truth.flatMap((places, from) => {
      const result = aligned.find((one) => one.from.includes(from));
      const to = result?.to ?? [];
      return isRight(places, to)
        ? []
        : [
            `${earlier[from]?.labels.join()} -> ${to.map((at) => later[at]?.labels.join())} not ${places.map((at) => later[at]?.labels.join())}${result?.doubt === undefined ? '' : ` (in doubt: ${result.doubt})`}`,
          ];
    });
    const placed = new Set(aligned.flatMap(({ from }) => from)).size;
    const later1 = new Set(aligned.flatMap(({ to }) => to)).size;
    const gone = earlier.length - placed + (later.length - later1);
    console.log(`${name}: ${truth.length - misses.length} of ${truth.length} subjects right, ${gone} lost`);
    for (const miss of misses) console.log(`  ${miss}`);
    right += truth.length - misses.length;
    all += truth.length;
    lost += gone;
    const last = later.length - 1;
    const back = align(earlier, later.toReversed());
    turned += truth.filter((places, from) => {
      const to = back.find((one) => one.from.includes(from))?.to ?? [];
      return isRight(
        places,
        to.map((at) => last - at),
      );
    }).length;
  }
  console.log(
    `align, the later draft turned round: ${turned} of ${all} (${((100 * turned) / all).toFixed(1)} %)`,
  );
  console.log(`align: ${right} of ${all} (${((100 * right) / all).toFixed(1)} %), ${lost} silently lost`);
}

/** In one of the places it has, and in hardly any besides. */
function isRight(places: readonly number[], to: readonly number[]): boolean {
  return places.length === 0
    ? to.length === 0
    : places.some((place) => to.includes(place)) && to.length <= places.length + 1;
}

/** Each text of a pack with the one it was made from, as the pack words them: what is not reported is left out. */
function pairsOf({ id, texts, provisions }: Briefing): readonly Pair[] {
  return texts.flatMap((text) => {
    const parent = texts.find(({ id: one }) => one === text.parents[0]);
    // Drafts whose words can be read: what others say of one that is not public is no draft.
    if (
      parent === undefined ||
      ![parent, text].every(({ status }) => status === 'full' || status === 'partial')
    )
      return [];
    const rows = provisions.flatMap(({ title, aliases, readings }) => {
      const before = readings.find((reading) => reading.text === parent.id);
      const after = readings.find((reading) => reading.text === text.id);
      if (
        before === undefined ||
        after === undefined ||
        after.change === 'unreported' ||
        before.change === 'unreported'
      )
        return [];
      // The earlier text is in the pack with what an editor calls its subjects; of the later one there are the words alone.
      return [{ heading: [title, ...aliases].join('. '), before, after }];
    });
    const standing = rows.filter(({ after }) => after.change !== 'removed' && after.change !== 'absent');
    if (standing.length < 4) return [];
    const part = ({
      points,
      labels,
      wording,
    }: {
      points: readonly number[];
      labels?: readonly string[];
      wording: string;
    }) => ({
      labels: labels ?? points.map(String),
      words: wording,
    });
    return [
      {
        name: `${id}: ${parent.id} and ${text.id}`,
        earlier: rows.map(({ heading, before }) => ({ ...part(before), heading })),
        later: standing.map(({ after }) => part(after)),
        truth: rows.map((row) => (standing.includes(row) ? [standing.indexOf(row)] : [])),
      },
    ];
  });
}

/**
 * The amendments of 1789 as the House sent them and as Congress passed them, in short extracts; which article became
 * which is judged by the extracts alone.
 */
function billOfRights(): Pair {
  const read = (name: string) =>
    readDraft(readFileSync(new URL(`./drafts/${name}.txt`, import.meta.url), 'utf8')).parts.map((part) => ({
      labels: part.label === undefined ? [] : [part.label],
      words: part.words,
    }));
  const [earlier, later] = [read('amendments-house'), read('amendments-congress')];
  const became = [1, 2, 3, 3, 4, 5, 6, 7, 8, 7, 9, 9, 10, null, 11, null, 12];
  return {
    name: 'amendments of 1789: House and Congress',
    ...{ earlier, later },
    truth: became.map((number) => (number === null ? [] : [number - 1])),
  };
}
