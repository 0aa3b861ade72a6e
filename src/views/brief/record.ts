import type { Spans } from '../../answer/answer.ts';
import { strong, text } from '../../answer/compose.ts';
import { inSeries, sentence } from '../../answer/phrases.ts';
import { briefWords } from '../../answer/sentences.ts';
import { labelWords } from '../../answer/words/labels.ts';
import type { BriefingRecord, Gap } from '../../domain/briefing.ts';
import { unreachable } from '../../domain/errors.ts';
import type { Event } from '../../domain/event.ts';
import { lookupOf } from '../../domain/lookups/lookup.ts';
import { oncePerRecord } from '../../domain/lookups/once-per-record.ts';
import { type Occasion, occasionWords } from '../../domain/occasion.ts';
import type { Position } from '../../domain/position.ts';
import type { Reading } from '../../domain/provision.ts';
import { formatWhen } from '../../domain/when.ts';
import { capital } from '../../domain/words/capital.ts';
import { isLabelled } from '../../domain/words/labels.ts';
import { isOverdue } from '../event.ts';
import { holderOf, stanceWord } from '../position.ts';
import { unsaidTerms } from '../reading.ts';
import { changeWord, termWords } from '../wording.ts';
import { briefActor, nameFor } from './actor.ts';
import { briefConflict } from './conflict.ts';
import { briefStatement } from './statement.ts';
import { briefSource, briefText } from './text-and-source.ts';
import { type Asked, type Brief, firstSentence, LEAST_NOTE, told, unstopped } from './told.ts';
import { briefTracked } from './tracked.ts';

/**
 * Any record in at most two sentences and the room there is: what it says, who says so and what kind of knowledge that is.
 * Somebody's exact words are whole or not there.
 */
export function briefRecord(record: BriefingRecord, brief: Brief, asked: Asked = {}): Spans {
  switch (record.kind) {
    case 'reading':
      return briefReading(record, brief);
    case 'statement':
      return briefStatement(record, brief, asked);
    case 'event':
      return briefEvent(record, brief, asked);
    case 'position':
      return briefPosition(record, brief);
    case 'conflict':
      return briefConflict(record, brief);
    case 'gap':
      return briefGap(record, brief);
    case 'text':
      return briefText(record, brief, asked);
    case 'source':
      return briefSource(record, brief, asked);
    case 'person':
    case 'party':
      return briefActor(record, brief);
    case 'provision':
      return [text(record.title)];
    case 'occasion':
      return briefOccasion(record, brief);
    case 'vote':
    case 'figure':
    case 'deadline':
    case 'member':
    case 'value':
    case 'step':
      return briefTracked(record, brief);
    default:
      return unreachable(record);
  }
}

/** What a text says on a subject: "US plan, point 6: its wording (published text; Axios)." */
export function briefReading(reading: Reading, brief: Brief, labels?: readonly string[]): Spans {
  const { briefing, citer } = brief;
  const of = lookupOf(briefing).text(reading.text);
  const points = isLabelled(reading) ? `, ${labelWords(reading, of)}` : '';
  const names = (
    labels ?? [of?.name, of?.label].map((one) => `${capital(one ?? reading.text)}${points}`)
  ).map((one) => `${one}${brief.choice === true && reading.change === 'amended' ? '' : changeNote(reading)}`);
  const name = names.at(brief.as === 'row' ? -1 : 0) ?? '';
  if (reading.change === 'unreported') {
    const room = brief.room - name.length - 2;
    const sources = reading.sources.length > 0 ? reading.sources : (of?.sources ?? []);
    return [
      strong(`${name}:`),
      text(` ${briefWords(sentence(reading.wording), room, brief.sentences, brief.focus)} `),
      ...citer.cite(sources),
    ];
  }
  return told(brief.as === 'row' ? name : names, readingWords(reading), reading, brief);
}

/** What it says, longest first. */
const readingWords = oncePerRecord((reading: Reading): readonly string[] => {
  const terms = unsaidTerms(reading).map(termWords).join('; ');
  const wording = sentence(reading.wording);
  // The figures that the wording leaves out are what it is looked up for: they go with its first sentence.
  return terms === ''
    ? [wording]
    : [`${unstopped(wording)}; ${terms}.`, `${unstopped(firstSentence(wording))}; ${terms}.`, wording];
});

function changeNote({ change }: Reading): string {
  switch (change) {
    case 'removed':
    case 'deferred':
    case 'absent':
    case 'kept':
    case 'new':
    case 'amended':
      return ` (${change === 'removed' ? 'gone' : changeWord(change)})`;
    default:
      return '';
  }
}

/** "12 May 2031: press conference in the customs hall; Ada Holm spoke." */
function briefOccasion(occasion: Occasion, { briefing, citer, room }: Brief): Spans {
  const speakers = occasion.speakers.map((id) => lookupOf(briefing).actor(id)?.name ?? id);
  const spoke = speakers.length === 0 ? '' : `; ${inSeries(speakers)} spoke`;
  const label = `${capital(formatWhen(occasion.date))}:`;
  return [
    strong(label),
    text(` ${briefWords(`${occasionWords(occasion)}${spoke}.`, room - label.length - 1)} `),
    ...citer.cite(occasion.sources),
  ];
}

function briefEvent(event: Event, brief: Brief, { place }: Asked): Spans {
  const status = isOverdue(event, brief.asOf)
    ? brief.choice === true
      ? ', expected, not reported'
      : ', expected, not reported as having happened'
    : event.status === 'expected'
      ? ', expected'
      : event.status === 'claimed'
        ? ', claimed'
        : '';
  const where =
    event.place === undefined || event.what.includes(event.place) || (place !== true && brief.as === 'row')
      ? []
      : [event.place];
  return told(`${capital(formatWhen(event.date))}${status}`, sentence(event.what), event, brief, where);
}

/** "Southmark on the draft: undecided. Its wording (14 May 2031, per Ben Orr; official statement; The Gazette)." */
export function briefPosition(position: Position, brief: Brief, label?: string): Spans {
  const { briefing } = brief;
  const party = lookupOf(briefing).actor(position.party);
  const holder =
    brief.choice === true && party !== undefined
      ? capital(nameFor(party, brief))
      : holderOf(position, briefing);
  const names = label === undefined ? [`${holder} on ${position.topic}`, holder] : [label];
  const per =
    position.per === undefined || position.per === position.party
      ? ''
      : `, per ${lookupOf(briefing).actor(position.per)?.name ?? position.per}`;
  const undated = position.date.precision === 'undated';
  const when = position.standing && undated ? 'long held' : formatWhen(position.date);
  const labels = names.map((one) => `${one} (${stanceWord(position.stance)})`);
  return told(labels, sentence(position.wording), position, brief, [`${when}${per}`]);
}

function briefGap(gap: Gap, brief: Brief): Spans {
  const { briefing, citer } = brief;
  const lookup = lookupOf(briefing);
  const refs = gap.about.flatMap((id) => lookup.text(id)?.sources ?? lookup.statement(id)?.sources ?? []);
  const label = `Not reported (${unstopped(gap.topic)}):`;
  const room = brief.room - label.length - 1;
  if (brief.choice === true && room < LEAST_NOTE)
    return [
      strong(`Not reported (${briefWords(unstopped(gap.topic), brief.room - 'Not reported ().'.length)}).`),
      text(' '),
      ...citer.cite(refs.slice(0, 2)),
    ];
  const note = briefWords(sentence(gap.note), room, brief.sentences, brief.focus);
  return [strong(label), text(` ${note} `), ...citer.cite(refs.slice(0, 2))];
}
