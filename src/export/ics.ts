import { createCiter } from '../answer/compose.ts';
import { renderHeadline } from '../answer/plain.ts';
import { qualityName } from '../answer/provenance.ts';
import { type Briefing, recordId } from '../domain/briefing.ts';
import { isOpenConflict } from '../domain/conflict.ts';
import { unreachable } from '../domain/errors.ts';
import type { Event } from '../domain/event.ts';
import { isCalledOff } from '../domain/lookups/called-off.ts';
import { lookupOf } from '../domain/lookups/lookup.ts';
import type { SourceRef } from '../domain/source.ts';
import { type Deadline, standingOf } from '../domain/tracked/deadline.ts';
import type { Vote } from '../domain/tracked/vote.ts';
import { formatWhen, type When } from '../domain/when.ts';
import { capital } from '../domain/words/capital.ts';
import { isOverdue } from '../views/event.ts';
import { byWhom, deadlineLine } from '../views/tracked/deadline.ts';
import { entryLine, oldestFirst, whenOf } from '../views/tracked/entry.ts';
import { resultWords } from '../views/tracked/vote.ts';
import { contentLines, dateValue, type Property, textValue, uriValue } from './ics-lines.ts';

/** What a calendar can show on a day, or on the days it may have been. */
type Dated = Event | Vote | Deadline;

/** How sure it is that something is, or was, on its day. */
type Status = 'CONFIRMED' | 'TENTATIVE' | 'CANCELLED';

/**
 * The events, votes and deadlines of a briefing that have a date, as an RFC 5545 calendar; undated ones are only counted in
 * its description. Everything is all-day and takes up no time. What is known to a range, a month or a year spans it and says
 * so. Stamped with the day of the last review: the same pack gives the same bytes.
 */
export function icsOf(briefing: Briefing, day: string): string {
  const { id, title, reviewed, events, votes, deadlines } = briefing;
  const all: readonly Dated[] = [...events, ...votes, ...deadlines.filter(({ steps }) => steps.length > 0)];
  const dated = oldestFirst(all.filter((entry) => whenOf(entry).to !== null));
  const undated = all.length - dated.length;
  const stamp = briefing.asOf !== null && briefing.asOf < reviewed ? briefing.asOf : reviewed;
  const about = [
    `As of ${briefing.asOf ?? reviewed}.`,
    'Tentative: only expected, claimed, disputed or missed.',
    ...(undated === 0 ? [] : [`Not in here, because no date is known: ${undated}.`]),
  ].join(' ');
  return contentLines([
    ['BEGIN', 'VCALENDAR'],
    ['VERSION', '2.0'],
    ['PRODID', '-//Readout//Readout//EN'],
    ['CALSCALE', 'GREGORIAN'],
    ['NAME', textValue(title)],
    ['X-WR-CALNAME', textValue(title)],
    ['X-WR-CALDESC', textValue(about)],
    ...dated.flatMap((entry) => eventOf(entry, `${dateValue(stamp)}T000000Z`, id, day, briefing)),
    ['END', 'VCALENDAR'],
  ]);
}

function eventOf(
  entry: Dated,
  stamp: string,
  story: string,
  day: string,
  briefing: Briefing,
): readonly Property[] {
  const when = whenOf(entry);
  const sources = lookupOf(briefing).sourcesOf(citedBy(entry));
  const [address] = sources.flatMap(({ url }) => (url === undefined ? [] : (uriValue(url) ?? [])));
  const { status, says } = standing(entry, day, briefing);
  const last = when.to ?? '';
  const place = entry.kind === 'deadline' ? undefined : entry.place;
  return [
    ['BEGIN', 'VEVENT'],
    ['UID', textValue(`${entry.kind}-${entry.id}@${story}.readout`)],
    ['DTSTAMP', stamp],
    ['DTSTART;VALUE=DATE', dateValue(when.from ?? last)],
    // Exclusive: the day behind the last one.
    ['DTEND;VALUE=DATE', dateValue(Temporal.PlainDate.from(last).add({ days: 1 }).toString())],
    ['SUMMARY', textValue(`${says}${titleOf(entry, briefing)}${precision(when)}`)],
    ['DESCRIPTION', textValue([wordsOf(entry, day, briefing), ...sources.map(sourceLine)].join('\n'))],
    ...(place === undefined ? [] : [['LOCATION', textValue(place)] as const]),
    ...(address === undefined ? [] : [['URL', address] as const]),
    ['CATEGORIES', textValue(capital(entry.kind))],
    ['STATUS', status],
    ['TRANSP', 'TRANSPARENT'],
    ['END', 'VEVENT'],
  ];
}

/** What stands before the title where it is not simply so, and the same for programs. */
function standing(
  entry: Dated,
  day: string,
  briefing: Briefing,
): { readonly status: Status; readonly says: string } {
  const isDisputed = lookupOf(briefing)
    .conflictsOn(entry)
    .some(({ type }) => isOpenConflict(type));
  switch (entry.kind) {
    case 'deadline':
      switch (standingOf(entry, day)?.kind) {
        case 'dropped':
          return { status: 'CANCELLED', says: 'Dropped: ' };
        case 'missed':
          return { status: 'TENTATIVE', says: 'Missed: ' };
        case 'met':
          return {
            status: isDisputed ? 'TENTATIVE' : 'CONFIRMED',
            says: isDisputed ? 'Disputed: ' : 'Met: ',
          };
        case 'overdue':
          return { status: 'TENTATIVE', says: 'Was due, not reported as met: ' };
        default:
          return { status: 'TENTATIVE', says: 'Due: ' };
      }
    case 'event':
      if (isCalledOff(entry, briefing, day)) return { status: 'CANCELLED', says: 'Called off or moved: ' };
      if (isOverdue(entry, day)) return { status: 'TENTATIVE', says: 'Not reported as having happened: ' };
      if (entry.status === 'expected') return { status: 'TENTATIVE', says: 'Expected: ' };
      if (entry.status === 'claimed') return { status: 'TENTATIVE', says: 'Claimed: ' };
      break;
    case 'vote':
      break;
    default:
      return unreachable(entry);
  }
  if (entry.provenance === 'denied') return { status: 'TENTATIVE', says: 'Claimed, and denied: ' };
  return isDisputed ? { status: 'TENTATIVE', says: 'Disputed: ' } : { status: 'CONFIRMED', says: '' };
}

function titleOf(entry: Dated, briefing: Briefing): string {
  switch (entry.kind) {
    case 'event':
      return entry.what.replace(/\.$/, '');
    case 'vote':
      return `Vote on ${entry.title}: ${resultWords(entry)}`;
    case 'deadline':
      return `${entry.title}${byWhom(entry, briefing)}`;
    default:
      return unreachable(entry);
  }
}

/** How far the day is known, behind the title: a bar over a month would else be taken for what lasted so long. */
function precision(when: When): string {
  switch (when.precision) {
    case 'day':
      return when.inferred === undefined ? '' : ' (about that day)';
    case 'month':
    case 'year':
      return ` (day not known: ${formatWhen(when)})`;
    // It may have lasted so long, or be known no better.
    case 'range':
    case 'until':
      return ` (${formatWhen(when)})`;
    case 'undated':
      return '';
    default:
      return unreachable(when.precision);
  }
}

/** The line a timeline has for it, how it is known with it, without numbers of sources. */
function wordsOf(entry: Dated, day: string, briefing: Briefing): string {
  const citer = createCiter(briefing);
  const line =
    entry.kind === 'deadline'
      ? deadlineLine(entry, day, briefing, citer)
      : entryLine(entry, day, briefing, citer);
  const disputes = lookupOf(briefing)
    .conflictsOn(entry)
    .filter(({ type }) => isOpenConflict(type))
    .map(({ title, assessment }) => `Disputed: ${title}. ${assessment}`);
  const words = renderHeadline(line.filter(({ kind }) => kind !== 'cite')).trim();
  return [words, ...disputes, `Record: ${recordId(entry)}`].join('\n');
}

function sourceLine({
  publisher,
  published,
  quality,
  url,
}: ReturnType<ReturnType<typeof lookupOf>['sourcesOf']>[number]): string {
  const address = url === undefined ? '' : ` ${url}`;
  return `Source: ${publisher}, ${formatWhen(published)}, ${qualityName(quality)}${address}`;
}

function citedBy(entry: Dated): readonly SourceRef[] {
  return entry.kind === 'deadline' ? entry.steps.flatMap(({ sources }) => sources) : entry.sources;
}
