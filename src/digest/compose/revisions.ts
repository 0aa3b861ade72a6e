import {
  type Briefing,
  type DatedRecord,
  datedRecords,
  oncePerBriefing,
  recordId,
} from '../../domain/briefing.ts';
import { unreachable } from '../../domain/errors.ts';
import type { Provenance } from '../../domain/source.ts';
import { formatWhen } from '../../domain/when.ts';
import { sha256 } from '../../domain/words/sha256.ts';
import { recordTitle } from '../../views/record.ts';
import { termWords as shownTerm } from '../../views/wording.ts';
import { trackedSays, trackedSubstance, trackedTraits } from './tracked-claims.ts';

/** What a record can be filtered by, kept with its revision so that a withdrawn record can still be told of. */
export interface Traits {
  /** Ids of provisions and texts it is about. */
  readonly about: readonly string[];
  /** Actors it concerns, with the parties they belong to. */
  readonly actors: readonly string[];
  /** Who speaks; empty where nobody does. */
  readonly speaker: string;
  readonly provenance: Provenance | null;
  readonly material: boolean;
}

/** A record as this installation has seen it: what it claims, in words, and a hash that formatting does not move. */
export interface Claim {
  readonly record: string;
  readonly hash: string;
  readonly material: boolean;
  /** One sentence that says what the record claims, for "was … now …". */
  readonly says: string;
  /** What the record is about, for when it is gone; absent in what an earlier version kept. */
  readonly subject?: string;
  /** Hash of the figures, the attribution and whether it is so: a change of these is said aloud. Absent as above. */
  readonly core?: string;
  /** Why it was changed last, where somebody said so. */
  readonly why?: string;
  readonly traits: Traits;
}

/** What is different from what was known before. `was` is null for what is new, `record` is null for what is gone. */
export type Change =
  | { readonly kind: 'added'; readonly record: DatedRecord; readonly claim: Claim }
  | { readonly kind: 'changed'; readonly record: DatedRecord; readonly claim: Claim; readonly was: Claim }
  | { readonly kind: 'withdrawn'; readonly was: Claim };

/** The claims of every record that changes over time, by record id, in the pack's order. */
export const claimsOf = oncePerBriefing((briefing): ReadonlyMap<string, Claim> => {
  const parents = parentParties(briefing);
  const amendments = new Map((briefing.amended ?? []).map(({ record, reason }) => [record, reason]));
  return new Map(
    datedRecords(briefing).map((record) => {
      const id = recordId(record);
      const substance = substanceOf(record);
      const material = !('materiality' in record) || record.materiality === 'material';
      const traits = { ...traitsOf(record, parents, briefing), material };
      const why = amendments.get(id);
      const told = {
        ...(why === undefined ? {} : { why }),
        says: says(record, briefing),
        subject: recordTitle(record, briefing),
        core: hashOf(coreOf(record)),
      };
      return [id, { record: id, hash: hashOf(substance), material, ...told, traits }];
    }),
  );
});

/** What changed between what was known (`before`, by record id) and what the briefing holds now, in the pack's order. */
export function changesSince(
  before: ReadonlyMap<string, Claim>,
  briefing: Briefing,
  now: ReadonlyMap<string, Claim> = claimsOf(briefing),
): readonly Change[] {
  const changes: Change[] = [];
  for (const record of datedRecords(briefing)) {
    const claim = now.get(recordId(record));
    if (claim === undefined) continue;
    const was = before.get(claim.record);
    if (was === undefined) changes.push({ kind: 'added', record, claim });
    else if (was.hash !== claim.hash) changes.push({ kind: 'changed', record, claim, was });
  }
  for (const was of before.values()) if (!now.has(was.record)) changes.push({ kind: 'withdrawn', was });
  return changes;
}

/** The hash of words as they mean, not as they are set: quotes, dashes, case, spacing, commas and digit grouping do not count. */
export function normalizeWords(words: string): string {
  return (
    words
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[‐‑‒–—−]/gu, '-')
      .replace(/(?<=\d)[,'’\s](?=\d{3}(?!\d))/gu, '')
      // A minus sign is a symbol and stays; a dash is punctuation and goes.
      .replace(/(?<=^|\s)-(?=\d)/gu, '−')
      .replace(/(?<!\d)[^\p{L}\p{N}\p{S}\p{M}%\s]|[^\p{L}\p{N}\p{S}\p{M}%\s](?!\d)/gu, ' ')
      .replace(/\s+/gu, ' ')
      .trim()
  );
}

/** What a record claims and nothing else: no sources, notes, aliases or weight, whose edits correct nothing we said. */
function substanceOf(record: DatedRecord): readonly unknown[] {
  switch (record.kind) {
    case 'text':
      return [
        ...[record.name, record.status, record.points ?? '', record.summary, record.authors],
        // What a pack of before cannot say is left out where it is not said, so that its records read unchanged.
        ...(record.called === undefined ? [] : [record.called]),
        ...(record.annexTo === undefined ? [] : [record.annexTo]),
        ...(record.numberings === undefined ? [] : [record.numberings]),
      ];
    case 'reading':
      return [
        record.labels ?? record.points,
        record.wording,
        record.change,
        record.provenance,
        record.terms.map(termWords),
      ];
    case 'statement':
      return [
        ...[record.speaker, record.form, record.words ?? '', record.gist, formatWhen(record.date)],
        record.provenance,
        // A translation that is added corrects nothing; another one chosen, or another language, does.
        ...(record.language === undefined ? [] : [record.language, record.translation ?? '']),
      ];
    case 'event':
      return [formatWhen(record.date), record.status, record.what, record.place ?? '', record.provenance];
    case 'position':
      return [
        record.party,
        record.topic,
        record.stance,
        record.wording,
        formatWhen(record.date),
        record.provenance,
      ];
    case 'member':
    case 'vote':
    case 'value':
    case 'step':
      return trackedSubstance(record);
    case 'conflict':
      return [record.title, record.type, record.sides.map((side) => side.claim), record.assessment];
    default:
      return unreachable(record);
  }
}

/**
 * Of the substance what makes a report wrong and not only differently put: figures, who said it, whether it is so. Our own
 * wording of it is not.
 */
function coreOf(record: DatedRecord): readonly unknown[] {
  switch (record.kind) {
    case 'text':
      return [record.status, record.points ?? '', record.authors];
    case 'reading':
      return [record.labels ?? record.points, record.change, record.terms.map(termWords)];
    case 'statement':
      return [record.speaker, record.form, record.words ?? '', formatWhen(record.date)];
    case 'event':
      return [formatWhen(record.date), record.status];
    case 'position':
      return [record.party, record.stance, record.per ?? ''];
    case 'member':
    case 'vote':
    case 'value':
    case 'step':
      return trackedSubstance(record);
    case 'conflict':
      return [];
    default:
      return unreachable(record);
  }
}

function says(record: DatedRecord, briefing: Briefing): string {
  switch (record.kind) {
    case 'text':
      return record.summary;
    case 'reading':
      return record.terms.length > 0 ? record.terms.map(shownTerm).join('; ') : record.wording;
    case 'statement':
      return record.words === undefined ? record.gist : `“${record.words}”`;
    case 'event':
      return `${record.what} (${record.status === 'happened' ? '' : `${record.status}, `}${formatWhen(record.date)})`;
    case 'position':
      return `${record.stance}: ${record.wording}`;
    case 'member':
    case 'vote':
    case 'value':
    case 'step':
      return trackedSays(record, briefing);
    case 'conflict':
      return record.assessment;
    default:
      return unreachable(record);
  }
}

/** `cap 600,000 persons in peacetime`: a term as it counts in a revision's hash; people read `termWords` of the views. */
export function termWords(term: {
  readonly name: string;
  readonly value: number | string;
  readonly unit?: string;
  readonly qualifier?: string;
}): string {
  const value = typeof term.value === 'number' ? term.value.toLocaleString('en') : term.value;
  return [term.name, value, term.unit, term.qualifier].filter((word) => word !== undefined).join(' ');
}

function traitsOf(
  record: DatedRecord,
  parents: ReadonlyMap<string, readonly string[]>,
  briefing: Briefing,
): Omit<Traits, 'material'> {
  const withParties = (ids: readonly string[]) => [
    ...new Set(ids.flatMap((id) => [id, ...(parents.get(id) ?? [])])),
  ];
  const none = { about: [], actors: [], speaker: '', provenance: null };
  switch (record.kind) {
    case 'text':
      return { ...none, about: [record.id], actors: withParties(record.authors) };
    case 'reading':
      return { ...none, about: [record.provision, record.text], provenance: record.provenance };
    case 'statement':
      return {
        about: record.about,
        actors: withParties([record.speaker]),
        speaker: record.speaker,
        provenance: record.provenance,
      };
    case 'event':
      return { ...none, about: record.about, actors: withParties(record.who), provenance: record.provenance };
    case 'position':
      return {
        about: record.about,
        actors: withParties([record.party, ...(record.per ? [record.per] : [])]),
        speaker: record.per ?? '',
        provenance: record.provenance,
      };
    case 'member':
    case 'vote':
    case 'value':
    case 'step': {
      const { about, actors, provenance } = trackedTraits(record, briefing);
      return { ...none, about, actors: withParties(actors), provenance };
    }
    case 'conflict':
      return { ...none, about: record.records.flatMap((id) => id.replace(/^[a-z]+:/, '').split('/')) };
    default:
      return unreachable(record);
  }
}

/** For each actor the parties it belongs to, directly or through another. */
function parentParties(briefing: Briefing): ReadonlyMap<string, readonly string[]> {
  const parent = new Map(
    briefing.actors.map((actor) => [actor.id, actor.kind === 'person' ? actor.party : actor.partOf]),
  );
  return new Map(
    briefing.actors.map((actor) => {
      const chain: string[] = [];
      for (let id = parent.get(actor.id); id !== undefined && !chain.includes(id); id = parent.get(id))
        chain.push(id);
      return [actor.id, chain];
    }),
  );
}

function hashOf(substance: readonly unknown[]): string {
  const text = JSON.stringify(substance, (_, value: unknown) =>
    typeof value === 'string' ? normalizeWords(value) : value,
  );
  return sha256(text, 'base64url').slice(0, 22);
}
