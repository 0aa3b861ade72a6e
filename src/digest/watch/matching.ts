import type { Condition } from '../../domain/schedule/subscription.ts';
import type { Watch } from '../../domain/schedule/watch.ts';
import { phraseWords } from '../../search/names/topics.ts';
import { stem } from '../../search/text/stem.ts';
import type { Change, Claim } from '../compose/revisions.ts';
import { passes } from '../filter/filter.ts';

/**
 * For each watch that some of the changes concern, those changes in their order. Ten thousand watches and hundreds of
 * changes meet by what a watch names, never each with each.
 */
export function matchesOf(
  watches: readonly Watch[],
  changes: readonly Change[],
): ReadonlyMap<Watch, readonly Change[]> {
  const index = indexOf(changes);
  const found = new Map<Watch, readonly Change[]>();
  for (const watch of watches) {
    const near = candidates(watch, index) ?? index.all;
    const matching = near.filter(
      ({ claim, stems }) =>
        watch.words.every((word) => stems().has(word)) && passes(watch.filter, claim.traits),
    );
    if (matching.length === 0) continue;
    found.set(
      watch,
      matching.toSorted((one, other) => one.at - other.at).map(({ change }) => change),
    );
  }
  return found;
}

interface Entry {
  readonly change: Change;
  readonly claim: Claim;
  readonly at: number;
  readonly stems: () => ReadonlySet<string>;
}

interface ChangeIndex {
  readonly all: readonly Entry[];
  readonly byTrait: ReadonlyMap<string, readonly Entry[]>;
  readonly byStem: () => ReadonlyMap<string, readonly Entry[]>;
}

function indexOf(changes: readonly Change[]): ChangeIndex {
  const all = changes.map((change, at): Entry => {
    const claim = change.kind === 'withdrawn' ? change.was : change.claim;
    let stems: ReadonlySet<string> | undefined;
    const read = () => {
      const was = change.kind === 'changed' ? change.was.says : '';
      stems ??= new Set(phraseWords(`${claim.says} ${was}`).map(stem));
      return stems;
    };
    return { change, claim, at, stems: read };
  });
  const byTrait = grouped(all, ({ claim: { traits } }) => [
    ...traits.about.map((id) => `about:${id}`),
    ...traits.actors.map((id) => `actor:${id}`),
    `speaker:${traits.speaker}`,
  ]);
  let byStem: ReadonlyMap<string, readonly Entry[]> | undefined;
  return {
    all,
    byTrait,
    byStem() {
      byStem ??= grouped(all, ({ stems }) => [...stems()]);
      return byStem;
    },
  };
}

function grouped(
  entries: readonly Entry[],
  keysOf: (entry: Entry) => readonly string[],
): ReadonlyMap<string, readonly Entry[]> {
  const groups = new Map<string, Entry[]>();
  for (const entry of entries) {
    for (const key of new Set(keysOf(entry))) {
      const group = groups.get(key) ?? [];
      group.push(entry);
      groups.set(key, group);
    }
  }
  return groups;
}

/** The few changes that can match at all; null where what the watch wants names nothing they can be found by. */
function candidates(watch: Watch, index: ChangeIndex): readonly Entry[] | null {
  const [word] = watch.words;
  if (word !== undefined) return index.byStem().get(word) ?? [];
  const named = (condition: Condition): readonly Entry[] | null => {
    const key = keyOf(condition);
    return key === null ? null : (index.byTrait.get(key) ?? []);
  };
  for (const condition of watch.filter.all) {
    const entries = named(condition);
    if (entries !== null) return entries;
  }
  if (watch.filter.any.length === 0) return null;
  const any = watch.filter.any.map(named);
  return any.some((entries) => entries === null)
    ? null
    : [...new Set(any.flatMap((entries) => entries ?? []))];
}

function keyOf(condition: Condition): string | null {
  switch (condition.kind) {
    case 'point':
      return `about:${condition.provision}`;
    case 'party':
      return `actor:${condition.actor}`;
    case 'speaker':
      return `speaker:${condition.actor}`;
    default:
      return null;
  }
}
