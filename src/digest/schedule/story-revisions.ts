import type { Briefing } from '../../domain/briefing.ts';
import type { Revision, RevisionStore, SeenRevision } from '../../store/ports/revisions.ts';
import { type Claim, claimsOf } from '../compose/revisions.ts';

/** A followed story as it is now, with the mark its records have in the store. */
export interface SeenStory {
  readonly briefing: Briefing;
  readonly mark: number;
  readonly claims: ReadonlyMap<string, Claim>;
}

/** The followed stories, each state of which is written down before anything is posted from it. */
export interface Stories {
  /** Null for a story that is not followed any more. */
  readonly story: (id: string) => Promise<SeenStory | null>;
  /** What a channel was told at a mark, by record id. */
  readonly claimsAt: (story: string, mark: number) => Promise<ReadonlyMap<string, Claim>>;
}

/** `briefings` gives the packs as they are loaded now; a new object is a new state. */
export function createStories(
  store: RevisionStore,
  briefings: () => ReadonlyMap<string, Briefing>,
  now: () => number,
): Stories {
  const seen = new Map<string, SeenStory>();
  const past = new Map<string, ReadonlyMap<string, Claim>>();
  const claimsAt = async (story: string, mark: number) => {
    const key = `${story} ${mark}`;
    const known = past.get(key) ?? claimsFrom(await store.revisionsAt(story, mark));
    past.set(key, known);
    // A channel is rarely many states behind: the oldest in memory is not needed again soon.
    if (past.size > 20) past.delete(past.keys().next().value ?? '');
    return known;
  };
  return {
    async story(id) {
      const briefing = briefings().get(id);
      if (briefing === undefined) return null;
      const known = seen.get(id);
      if (known?.briefing === briefing) return known;
      const claims = claimsOf(briefing);
      for (;;) {
        const current = await store.currentMark(id);
        const before = await claimsAt(id, current);
        const fresh = [
          ...[...claims.values()].filter((claim) => before.get(claim.record)?.hash !== claim.hash),
          ...[...before.values()].filter((claim) => !claims.has(claim.record)).map(withdrawn),
        ];
        const mark = fresh.length === 0 && current > 0 ? current : current + 1;
        // Another process may name the next state first: then what is new is seen against that one.
        if (mark !== current && !(await store.addRevisions(id, mark, fresh.map(revisionOf), now()))) continue;
        const story = { briefing, mark, claims };
        seen.set(id, story);
        return story;
      }
    },
    claimsAt,
  };
}

function revisionOf(claim: Claim): Revision {
  const { record, hash, material } = claim;
  return { record, hash, material, content: JSON.stringify(claim) };
}

/** The claim a stored revision was written from. */
export function claimFrom(content: string): Claim {
  // Written by createStories alone, from this very type.
  return JSON.parse(content);
}

/** Those a briefing had at that mark: what is gone has an empty hash. */
function claimsFrom(revisions: readonly SeenRevision[]): ReadonlyMap<string, Claim> {
  return new Map(
    revisions
      .filter((revision) => revision.hash !== '')
      .map((revision) => [revision.record, claimFrom(revision.content)]),
  );
}

function withdrawn(claim: Claim): Claim {
  return { ...claim, hash: '' };
}
