import type { Briefing, Gap } from '../../domain/briefing.ts';
import { lookupOf } from '../../domain/lookups/lookup.ts';
import type { Position } from '../../domain/position.ts';
import type { Provision } from '../../domain/provision.ts';
import { type Text, theText } from '../../domain/text.ts';
import { labelled } from './find-label.ts';
import { findTexts } from './find-text.ts';
import { findTopics } from './find-topic.ts';
import { readPoint } from './read-point.ts';

/** What a question about stances, events or statements is about. */
export interface Subject {
  /** For display, as the beginning of a sentence: a title, a text's name, or the words as typed. */
  readonly title: string;
  /** Ids of provisions and texts. */
  readonly about: ReadonlySet<string>;
  /** Positions on something that is neither provision nor text, found by their words. */
  readonly positions: ReadonlySet<Position>;
  readonly gap?: Gap;
}

/** How well a position's own words must fit to count as being on the subject. */
const FITS = 0.5;

/** Reads "army", "point 6", a draft by id or name, or other words as a subject; null where nothing fits. */
export function findSubject(typed: string, briefing: Briefing): Subject | null {
  const words = typed.trim();
  const lookup = lookupOf(briefing);
  const text = lookup.text(words.toLowerCase());
  if (text !== undefined) return subject(atStart(text), [text.id]);
  const asked = readPoint(words, briefing);
  const positions = positionsOn(words, briefing);
  switch (asked.kind) {
    case 'every':
      return asked.text === undefined ? null : subject(atStart(asked.text), [asked.text.id]);
    case 'topic':
      return subject(asked.provision.title, [asked.provision.id], positions);
    case 'numbers': {
      const of = asked.text?.id ?? briefing.mainText;
      const provisions = briefing.provisions.filter((provision) =>
        provision.readings.some(
          (reading) => reading.text === of && reading.points.some((point) => asked.numbers.includes(point)),
        ),
      );
      if (provisions.length === 0) return null;
      return subjectOf(provisions);
    }
    case 'labels': {
      const of = asked.text ?? lookup.text(briefing.mainText);
      if (of === undefined) return null;
      const named = asked.text !== undefined;
      const provisions = asked.labels.flatMap(
        (label) => labelled(label, of, named, briefing)?.provisions ?? [],
      );
      return provisions.length === 0 ? null : subjectOf(provisions);
    }
    case 'gap':
      return { ...subject(asked.gap.topic, asked.gap.about, positions), gap: asked.gap };
    case 'odd-number':
    case 'too-many':
    case 'nothing': {
      const [match] = findTexts(words, briefing);
      if (match !== undefined && match.score >= FITS) return subject(atStart(match.text), [match.text.id]);
      return positions.size === 0 ? null : subject(words, [], positions);
    }
  }
}

function atStart(text: Text): string {
  const name = theText(text);
  return name.charAt(0).toUpperCase() + name.slice(1);
}

function subjectOf(provisions: readonly Provision[]): Subject {
  return subject(
    provisions.map((provision) => provision.title).join('; '),
    provisions.map((provision) => provision.id),
  );
}

function subject(
  title: string,
  about: readonly string[],
  positions: ReadonlySet<Position> = new Set(),
): Subject {
  return { title, about: new Set(about), positions };
}

function positionsOn(words: string, briefing: Briefing): ReadonlySet<Position> {
  return new Set(
    findTopics(words, briefing, 12).flatMap(({ record, score }) =>
      record.kind === 'position' && score >= FITS ? [record] : [],
    ),
  );
}
