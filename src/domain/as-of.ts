import { type Briefing, oncePerBriefing } from './briefing.ts';
import { createKnownBy, noteView, viewOf } from './lookups/known-by.ts';
import { lookupOf } from './lookups/lookup.ts';
import type { Source } from './source.ts';
import { latestDay } from './when.ts';

type Cites = readonly { readonly source: string }[];

/**
 * The ISO day by which a record was certainly known: that of its earliest source; empty where none is dated. A source
 * dated only to a month or a range counts from its last day, so that an as-of view never shows what may be later.
 */
export function reportedDay(refs: Cites, sources: ReadonlyMap<string, Pick<Source, 'published'>>): string {
  return publicationDays(refs, sources)[0] ?? '';
}

/** The ISO day by which every one of these sources was known: for a line that sums several up. */
export function allReportedDay(refs: Cites, sources: ReadonlyMap<string, Source>): string {
  return publicationDays(refs, sources).at(-1) ?? '';
}

/** A conflict exists from the day on which its second side became known. */
export function conflictDay(
  sides: readonly { readonly sources: Cites }[],
  sources: ReadonlyMap<string, Source>,
): string {
  return sides.map((side) => reportedDay(side.sources, sources)).sort()[1] ?? '';
}

function publicationDays(
  refs: Cites,
  sources: ReadonlyMap<string, Pick<Source, 'published'>>,
): readonly string[] {
  return refs
    .flatMap((ref) => sources.get(ref.source) ?? [])
    .map((source) => latestDay(source.published))
    .filter((day) => day !== '')
    .sort();
}

/**
 * The briefing as it could have been known at the end of `day`. Records first reported later are gone, so are later
 * sources of the records that stay, and so is every pointer to what is gone; only a source's `origin` stays, because two
 * copies of one report are not independent even before the report itself is found. A statement keeps its exact words
 * only where a copy that prints them was known, a text counts as published only from its publication on. `mainText` stays
 * even before that text is known: its numbers are meant whatever the day. Actors have no date and always stay, but
 * not who had not yet been reported as having joined or left. The wording of a record is as edited today.
 *
 * A view, not a copy: a list is made once somebody reads it through, and a single record (`lookupOf`, `aboutOf`, `saidBy`)
 * is cut from the whole briefing's own when it is looked up. So a day nobody asked for yet costs no more than another.
 */
export function briefingAsOf(briefing: Briefing, day: string): Briefing {
  const whole = viewOf(briefing)?.whole ?? briefing;
  if (briefing.asOf !== null && briefing.asOf < day) return { ...briefing, asOf: day };
  const known = createKnownBy(lookupOf(whole), day);
  const isWhole = lastNews(whole) <= day;
  const all = <T, Known>(list: readonly T[], cut: (record: T) => Known | null): (() => readonly Known[]) =>
    // Most questions are about now, when nothing is cut: then the lists stay the same objects.
    lazily(() =>
      isWhole
        ? (list as readonly unknown[] as readonly Known[])
        : list.flatMap((record) => cut(record) ?? []),
    );
  const lists = {
    lead: all(whole.lead, known.dated),
    sources: all(whole.sources, known.source),
    actors: all(whole.actors, known.actor),
    texts: all(whole.texts, known.text),
    provisions: all(whole.provisions, known.provision),
    occasions: all(whole.occasions, known.occasion),
    statements: all(whole.statements, known.statement),
    events: all(whole.events, known.event),
    positions: all(whole.positions, known.position),
    votes: all(whole.votes, known.vote),
    figures: all(whole.figures, known.figure),
    deadlines: all(whole.deadlines, known.deadline),
    conflicts: all(whole.conflicts, known.conflict),
    gaps: all(whole.gaps, known.gap),
  };
  const { id, title, mainText, zone, reviewed } = whole;
  const view: Briefing = {
    ...{ id, title, mainText, zone, reviewed },
    asOf: day,
    latestText: isWhole ? whole.latestText : latestKnown(whole, known.hasText),
    ...(whole.withdrawn === undefined ? {} : { withdrawn: whole.withdrawn }),
    ...(whole.amended === undefined ? {} : { amended: whole.amended }),
    get lead() {
      return lists.lead();
    },
    get sources() {
      return lists.sources();
    },
    get actors() {
      return lists.actors();
    },
    get texts() {
      return lists.texts();
    },
    get provisions() {
      return lists.provisions();
    },
    get occasions() {
      return lists.occasions();
    },
    get statements() {
      return lists.statements();
    },
    get events() {
      return lists.events();
    },
    get positions() {
      return lists.positions();
    },
    get votes() {
      return lists.votes();
    },
    get figures() {
      return lists.figures();
    },
    get deadlines() {
      return lists.deadlines();
    },
    get conflicts() {
      return lists.conflicts();
    },
    get gaps() {
      return lists.gaps();
    },
  };
  noteView(view, { whole, known, day, isWhole });
  return view;
}

/** The day of the last source or publication: from then on nothing is later. */
const lastNews = oncePerBriefing((briefing) =>
  [
    ...briefing.sources.map((source) => latestDay(source.published)),
    ...briefing.texts.map((text) => (text.published === undefined ? '' : latestDay(text.published))),
  ].reduce((last, day) => (day > last ? day : last), ''),
);

function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** The newest text, or its nearest forebear known on the day. */
function latestKnown(briefing: Briefing, isKnown: (text: string) => boolean): string {
  const parents = new Map(briefing.texts.map((text) => [text.id, text.parents]));
  const queue = [briefing.latestText];
  // `queue` grows while it is walked, and never takes the same text twice.
  for (const candidate of queue) {
    if (isKnown(candidate)) return candidate;
    queue.push(...(parents.get(candidate) ?? []).filter((parent) => !queue.includes(parent)));
  }
  return briefing.mainText;
}
