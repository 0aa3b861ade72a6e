import type { Span } from '../answer/answer.ts';
import { type Citer, date, strong, text } from '../answer/compose.ts';
import { sentence } from '../answer/phrases.ts';
import type { Briefing } from '../domain/briefing.ts';
import { unreachable } from '../domain/errors.ts';
import { newestFirst } from '../domain/lookups/about-index.ts';
import { lookupOf } from '../domain/lookups/lookup.ts';
import type { Position, Stance } from '../domain/position.ts';
import { earliestDay } from '../domain/when.ts';
import { capital } from '../domain/words/capital.ts';
import { knownHow } from './reading.ts';
import { clearest } from './wording.ts';

/** Where somebody stands, as one word or two: "rejects". */
export function stanceWord(stance: Stance): string {
  switch (stance) {
    case 'conditional':
      return 'on conditions';
    case 'open':
      return 'undecided';
    case 'supports':
    case 'rejects':
    case 'mixed':
    case 'abstains':
      return stance;
    default:
      return unreachable(stance);
  }
}

/** Whose stance it is: the party's name, with the one who voiced it where that is somebody else. */
export function holderOf(position: Position, briefing: Briefing): string {
  const { actor } = lookupOf(briefing);
  return capital(actor(position.party)?.name ?? position.party);
}

/** One line: "Southmark on the draft (undecided): its wording. (14 May 2031, per Ben Orr, official statement) [1]". */
export function positionLine(
  position: Position,
  briefing: Briefing,
  citer: Citer,
  lead = `${positionTitle(position, briefing)} (${stanceWord(position.stance)}):`,
): readonly Span[] {
  const per =
    position.per === undefined ? '' : `per ${lookupOf(briefing).actor(position.per)?.name ?? position.per}, `;
  return [
    ...(lead === '' ? [] : [strong(lead), text(' ')]),
    text(`${sentence(position.wording)} (`),
    ...sinceWhen(position),
    text(`${per}${knownHow(position, briefing)}) `),
    ...citer.cite(position.sources),
  ];
}

/** The same among other records: where they stood on it before is said too, if that was elsewhere. */
export function positionInTurn(position: Position, briefing: Briefing, citer: Citer): readonly Span[] {
  const before = positionBefore(position, briefing);
  const [title, stance] = [positionTitle(position, briefing), stanceWord(position.stance)];
  if (before === undefined || before.stance === position.stance) {
    return positionLine(position, briefing, citer, `${title} (${stance}):`);
  }
  const both = { ...position, sources: [...position.sources, ...clearest(before.sources)] };
  return positionLine(both, briefing, citer, `${title} (${stance}, before: ${stanceWord(before.stance)}):`);
}

/** Who, and on what: "Southmark on the draft". */
export function positionTitle(position: Position, briefing: Briefing): string {
  return `${holderOf(position, briefing)} on ${position.topic}`;
}

/** The position the same party held last before this one on the same subject. */
function positionBefore(position: Position, { positions }: Briefing): Position | undefined {
  const earlier = positions.filter(
    (other) =>
      other.party === position.party &&
      earliestDay(other.date) < earliestDay(position.date) &&
      (other.topic === position.topic || other.about.some((id) => position.about.includes(id))),
  );
  return newestFirst(earlier)[0];
}

/** "14 May 2031, ", or that it has long been so; the date comes first because it is what readers compare. */
function sinceWhen(position: Position): readonly Span[] {
  if (position.standing && position.date.precision === 'undated') return [text('long held, ')];
  if (position.standing) return [text('long held, restated '), date(position.date), text(', ')];
  return [date(position.date), text(', ')];
}

/** The newest position of each party on each topic among these, newest first. */
export function latestPositions(positions: readonly Position[]): readonly Position[] {
  const seen = new Set<string>();
  return newestFirst(positions).filter((position) => {
    const subject = `${position.party} ${position.about.length > 0 ? [...position.about].sort().join(' ') : position.topic}`;
    if (seen.has(subject)) return false;
    seen.add(subject);
    return true;
  });
}
