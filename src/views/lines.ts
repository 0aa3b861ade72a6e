import type { Block, Span, Spans } from '../answer/answer.ts';
import { type Citer, date, quote, strong, text } from '../answer/compose.ts';
import { provenanceWords } from '../answer/provenance.ts';
import type { Briefing, DatedRecord } from '../domain/briefing.ts';
import { unreachable } from '../domain/errors.ts';
import type { Event } from '../domain/event.ts';
import type { Position } from '../domain/position.ts';
import type { Reading } from '../domain/provision.ts';
import type { Provenance } from '../domain/source.ts';
import { isFragment, type Statement } from '../domain/statement.ts';
import { earliestDay } from '../domain/when.ts';
import { unsaidTerms } from './reading.ts';
import { changeWord, sentence, termWords } from './wording.ts';

/** How long a line in a brief lead may be, in characters of our own words. Somebody's words are never cut. */
const LINE_LENGTH = 150;

/** Names and sources of one briefing, for saying its records in lines. */
export interface Voice {
  readonly briefing: Briefing;
  readonly citer: Citer;
}

/** A record as one short line for a lead, cited. */
export function lineOf(record: DatedRecord, voice: Voice): Spans {
  switch (record.kind) {
    case 'reading':
      return [...readingHead(record, voice), text(clip(readingBody(record))), ...tail(record, voice)];
    case 'statement': {
      const words = record.words;
      const said =
        words !== undefined && words.length <= LINE_LENGTH ? [quote(words)] : [text(clip(record.gist))];
      return [strong(nameOf(record.speaker, voice)), text(': '), ...said, ...tail(record, voice)];
    }
    case 'text':
      return [strong(record.name), text(`: ${clip(record.summary)}`), ...cited(record, voice)];
    case 'event':
      return eventLine(record, voice);
    case 'position':
      return positionLine(record, voice);
    case 'conflict':
      return [
        strong('In conflict'),
        text(`: ${record.title}`),
        ...cite(
          voice,
          record.sides.flatMap((side) => side.sources),
        ),
      ];
    default:
      return unreachable(record);
  }
}

/** A record in full: one block, cited; a statement is set apart with who, when and where. */
export function blockOf(record: DatedRecord, voice: Voice): Block {
  switch (record.kind) {
    case 'reading':
      return {
        kind: 'item',
        spans: [...readingHead(record, voice), text(readingBody(record)), ...tail(record, voice)],
      };
    case 'statement':
      return statementBlock(record, voice);
    case 'text':
      return {
        kind: 'item',
        spans: [strong(record.name), text(`: ${record.summary}`), ...cited(record, voice)],
      };
    case 'conflict':
      return {
        kind: 'item',
        spans: [
          strong(record.title),
          text(': '),
          ...record.sides.flatMap((side, at) => [
            ...(at === 0 ? [] : [text(' / ')]),
            text(side.claim),
            ...cite(voice, side.sources),
          ]),
          text(` ${record.assessment}`),
        ],
      };
    case 'event':
    case 'position':
      return { kind: 'item', spans: lineOf(record, voice) };
    default:
      return unreachable(record);
  }
}

/** Cite spans for references, with a space before them. */
export function cite(voice: Voice, refs: readonly { readonly source: string }[]): Spans {
  const spans = voice.citer.cite(refs);
  return spans.length === 0 ? [] : [text(' '), ...spans];
}

/** The name of an actor as the briefing has it. */
function nameOf(id: string, { briefing }: Voice): string {
  return briefing.actors.find((actor) => actor.id === id)?.name ?? id;
}

/** Our own words, cut at a word where they are too long for a line. */
function clip(words: string, most: number = LINE_LENGTH): string {
  if (words.length <= most) return words;
  const space = words.lastIndexOf(' ', most - 1);
  return `${words.slice(0, space > most / 2 ? space : most - 1).replace(/(?<![\s,;:.])[\s,;:.]+$/u, '')} …`;
}

/** What a record is called in one breath: `Point 6 · Size of the army`, `Holm`. */
export function titleOf(record: DatedRecord, voice: Voice): string {
  switch (record.kind) {
    case 'reading':
      return readingTitle(record, voice);
    case 'statement':
      return nameOf(record.speaker, voice);
    case 'position':
      return `${nameOf(record.party, voice)} on ${record.topic}`;
    case 'text':
      return record.name;
    case 'event':
      return record.what;
    case 'conflict':
      return record.title;
    default:
      return unreachable(record);
  }
}

/** The position somebody held before this one on the same subject; null where none is on record. */
function positionBefore(position: Position, briefing: Briefing): Position | null {
  const earlier = briefing.positions.filter(
    (other) =>
      other.id !== position.id &&
      other.party === position.party &&
      earliestDay(other.date) < earliestDay(position.date) &&
      (other.topic === position.topic || other.about.some((id) => position.about.includes(id))),
  );
  return earlier.sort((a, b) => (earliestDay(a.date) < earliestDay(b.date) ? 1 : -1))[0] ?? null;
}

function readingHead(reading: Reading, voice: Voice): readonly Span[] {
  const home = voice.briefing.texts.find((candidate) => candidate.id === reading.text);
  const change = reading.change === 'none' ? '' : `${changeWord(reading.change)} in `;
  return [strong(readingTitle(reading, voice)), text(`: ${change}the ${home?.label ?? reading.text} text. `)];
}

function readingTitle(reading: Reading, { briefing }: Voice): string {
  const provision = briefing.provisions.find((candidate) => candidate.id === reading.provision);
  const main = provision?.readings.find((candidate) => candidate.text === briefing.mainText);
  const points = reading.points.length > 0 ? reading.points : (main?.points ?? []);
  const number = points.length === 0 ? '' : `Point ${points.join(', ')} · `;
  return `${number}${provision?.title ?? reading.provision}`;
}

function readingBody(reading: Reading): string {
  // A value and its condition are said once: by the sentence where it has them, else after it.
  const unsaid = unsaidTerms(reading).map(termWords);
  return [sentence(reading.wording), ...(unsaid.length === 0 ? [] : [sentence(unsaid.join('; '))])].join(' ');
}

function statementBlock(statement: Statement, voice: Voice): Block {
  const attribution = [
    strong(nameOf(statement.speaker, voice)),
    text(`, ${statement.occasion}, `),
    date(statement.date),
    ...tail(statement, voice),
  ];
  if (statement.words !== undefined && isFragment(statement)) {
    const spans = [text(`${statement.gist} In these words: `), quote(statement.words)];
    return { kind: 'quotation', verbatim: false, spans, attribution };
  }
  return statement.words === undefined
    ? { kind: 'quotation', verbatim: false, spans: [text(statement.gist)], attribution }
    : { kind: 'quotation', verbatim: true, spans: [quote(statement.words)], attribution };
}

function eventLine(event: Event, voice: Voice): Spans {
  const label = event.status === 'happened' ? '' : event.status === 'expected' ? 'Expected, ' : 'Claimed, ';
  return [strong(label), date(event.date), text(`: ${event.what}`), ...tail(event, voice)].filter(
    (span) => span.kind !== 'strong' || span.text !== '',
  );
}

function positionLine(position: Position, voice: Voice): Spans {
  const before = positionBefore(position, voice.briefing);
  const moved = before !== null && before.stance !== position.stance ? ` (was: ${before.stance})` : '';
  return [
    strong(nameOf(position.party, voice)),
    text(` on ${position.topic}: ${position.stance}${moved}. ${position.wording}`),
    ...provenanceNote(position.provenance),
    ...cite(
      voice,
      before === null || moved === '' ? position.sources : [...position.sources, ...before.sources],
    ),
  ];
}

function tail(record: Exclude<DatedRecord, { kind: 'text' | 'conflict' }>, voice: Voice): Spans {
  return [...provenanceNote(record.provenance), ...cited(record, voice)];
}

function cited(record: { readonly sources: readonly { readonly source: string }[] }, voice: Voice): Spans {
  return cite(voice, record.sources);
}

/** What kind of knowledge it is, where a reader could take it for firmer than it is. */
function provenanceNote(provenance: Provenance): readonly Span[] {
  const firm = provenance === 'published-text' || provenance === 'official-statement';
  return firm ? [] : [text(` (${provenanceWords(provenance)})`)];
}
