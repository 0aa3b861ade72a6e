import type { Span, Spans } from '../../answer/answer.ts';
import { quote, strong, text } from '../../answer/compose.ts';
import { counted, inSeries, sentence } from '../../answer/phrases.ts';
import { qualityName, qualityWords } from '../../answer/provenance.ts';
import { briefSpans, briefWords, lengthOf } from '../../answer/sentences.ts';
import { labelWords } from '../../answer/words/labels.ts';
import { exactSpans, translatedBy, translationsIn } from '../../answer/words/translation.ts';
import type { Actor, Person } from '../../domain/actor.ts';
import type { BriefingRecord, Gap } from '../../domain/briefing.ts';
import { type Conflict, isOpenConflict } from '../../domain/conflict.ts';
import { unreachable } from '../../domain/errors.ts';
import type { Event } from '../../domain/event.ts';
import { lookupOf } from '../../domain/lookups/lookup.ts';
import { type Occasion, occasionWords } from '../../domain/occasion.ts';
import type { Position } from '../../domain/position.ts';
import type { Reading } from '../../domain/provision.ts';
import type { Source } from '../../domain/source.ts';
import type { Statement } from '../../domain/statement.ts';
import type { Text } from '../../domain/text.ts';
import { formatWhen } from '../../domain/when.ts';
import { capital } from '../../domain/words/capital.ts';
import { isLabelled, partWord, plural } from '../../domain/words/labels.ts';
import { conflictHeading } from '../conflict.ts';
import { isOverdue } from '../event.ts';
import { saidIn } from '../fragment.ts';
import { holderOf, stanceWord } from '../position.ts';
import { unsaidTerms } from '../reading.ts';
import { recordLine } from '../record.ts';
import { speakerOf } from '../statement.ts';
import { deadlineLine } from '../tracked/deadline.ts';
import { figureLine } from '../tracked/figure.ts';
import { voteLine } from '../tracked/vote.ts';
import { changeWord, statusWord, termWords } from '../wording.ts';
import { isCertain, kindAndCopies, kindWords, reporter } from './known.ts';
import { type Brief, firstSentence, fitting, told, unstopped } from './told.ts';

/** What of a record comes first, where that was asked for. */
export interface Asked {
  readonly time?: boolean;
  readonly place?: boolean;
}

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
      return briefSource(record, brief);
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
  const terms = unsaidTerms(reading).map(termWords).join('; ');
  const wording = sentence(reading.wording);
  // The figures that the wording leaves out are what it is looked up for: they go with its first sentence.
  const words =
    terms === ''
      ? [wording]
      : [`${unstopped(wording)}; ${terms}.`, `${unstopped(firstSentence(wording))}; ${terms}.`, wording];
  return told(brief.as === 'row' ? name : names, words, reading, brief);
}

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

/** Fewest words of a quotation that stand on their own: "just" does not. */
const WHOLE_WORDS = 5;

function briefStatement(given: Statement, brief: Brief, { time, place }: Asked): Spans {
  const { briefing, citer } = brief;
  // A fragment stands in the sentence it is part of, where that is on record.
  const statement = saidIn(given, briefing).whole ?? given;
  const words = statement.words ?? given.words;
  const [translation] = translationsIn(statement, briefing);
  const when = formatWhen(statement.date);
  const speaker = lookupOf(briefing).actor(statement.speaker);
  const name = capital(speaker === undefined ? statement.speaker : nameFor(speaker, brief));
  const at = place === true ? `, ${statement.occasion}` : '';
  const lead = (who: string) => (time === true ? `${capital(when)}, ${who}${at}` : `${who}${at}`);
  const dated = time === true || statement.date.precision === 'undated' ? [] : [when];
  const scene = time === true && place !== true ? [statement.occasion] : [];
  if (statement.words === undefined || statement.words.split(/\s+/).length < WHOLE_WORDS) {
    const part: readonly Span[] =
      words === undefined || brief.choice === true ? [] : [text('In these words: '), quote(words), text(' ')];
    const sentences = part.length > 0 ? 1 : (brief.sentences ?? 2);
    const around = { ...brief, sentences, room: brief.room - lengthOf(part) } as const;
    const by = translation === undefined ? [] : [translatedBy(statement, translation.printings, briefing)];
    const gist = told(lead(name), translation?.words ?? statement.gist, statement, around, [
      ...by,
      ...dated,
      ...scene,
    ]);
    const cites = gist.findIndex(({ kind }) => kind === 'cite');
    return [...gist.slice(0, cites), ...part, ...gist.slice(cites)];
  }
  const known =
    brief.choice === true
      ? isCertain(statement, briefing)
        ? []
        : [kindWords(statement.provenance)]
      : brief.as === 'row'
        ? [kindAndCopies(statement, briefing)]
        : [kindWords(statement.provenance), reporter(statement, briefing)];
  const said = (who: string, notes: readonly string[]): Spans => [
    strong(`${lead(who)}:`),
    text(' '),
    ...exactSpans(statement, briefing),
    text([...notes, ...known].length === 0 ? ' ' : ` (${[...notes, ...known].join('; ')}) `),
    ...citer.cite(statement.sources),
  ];
  const who = capital(speakerOf(statement, briefing));
  const inShort = brief.choice === true ? '' : ' (in short)';
  const gist: Spans = told(`${lead(name)}${inShort}`, statement.gist, statement, brief, [...dated, ...scene]);
  return fitting(
    [said(who, [...dated, ...scene]), said(name, [...dated, ...scene]), said(name, dated), gist],
    brief.room,
  );
}

/** A name that takes so much of a choice is said by its initials, where it goes by them. */
const LONG_NAME = 24;

function nameFor({ name, aliases }: Actor, { choice }: Brief): string {
  if (choice !== true || name.length <= LONG_NAME) return name;
  return aliases.find((alias) => /^\p{Lu}{2,8}$/u.test(alias)) ?? name;
}

type Tracked = Extract<
  BriefingRecord,
  { kind: 'vote' | 'figure' | 'deadline' | 'member' | 'value' | 'step' }
>;

/** Votes, figures, deadlines and members are said as they are; where sentences go for room, how it is known stays. */
function briefTracked(record: Tracked, brief: Brief): Spans {
  const { briefing, room, sentences = 2 } = brief;
  const whole = trackedLine(record, brief);
  const known = 'provenance' in record ? `(${kindAndCopies(record, briefing)}) ` : '';
  const short = briefSpans(whole, room - known.length, sentences);
  if (short === whole || known === '') return short;
  const cites = short.findIndex(({ kind }) => kind === 'cite');
  const end = cites < 0 ? short.length : cites;
  return [...short.slice(0, end), text(known), ...short.slice(end)];
}

function trackedLine(record: Tracked, { briefing, citer, asOf }: Brief): Spans {
  switch (record.kind) {
    case 'vote':
      return voteLine(record, briefing, citer);
    case 'figure':
      return figureLine(record, asOf, briefing, citer);
    case 'deadline':
      return deadlineLine(record, asOf, briefing, citer);
    case 'member':
    case 'value':
    case 'step':
      return recordLine(record, asOf, briefing, citer);
    default:
      return unreachable(record);
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

/** A dispute without what is claimed says nothing: as a row it may be three lines of a terminal. */
const DISPUTE_ROOM = 260;

/** What is in dispute and what each side says, as many sides as have room. */
export function briefConflict(conflict: Conflict, brief: Brief): Spans {
  const { citer } = brief;
  const label = asTitle(conflictHeading(conflict));
  const sides = conflict.sides.map(({ claim }) => unstopped(claim));
  if (brief.choice === true) {
    const title = asTitle(conflict.title);
    const claims = briefWords(
      `${sides.join(' / ')}.`,
      Math.max(LEAST_NOTE, brief.room - title.length - 1),
      9,
      brief.focus,
    );
    return [
      strong(title),
      text(` ${claims} `),
      ...citer.cite(conflict.sides.flatMap((side) => side.sources.slice(0, 1))),
    ];
  }
  const cites = citer.cite(conflict.sides.flatMap((side) => side.sources.slice(0, 1)));
  const line = (claims: readonly string[], rest = ''): Spans => [
    strong(label),
    text(` ${claims.join(' / ')}${rest === '' ? '.' : rest} `),
    ...cites,
  ];
  return fitting(
    [
      line(sides),
      ...sides
        .slice(1, -1)
        .map((_, at) => line(sides.slice(0, at + 2), `; ${counted(sides.length - at - 2, 'more account')}.`))
        .toReversed(),
      line([`${capital(counted(sides.length, 'account'))} on record.`], ' '),
    ],
    brief.as === 'row' ? DISPUTE_ROOM : brief.room,
  );
}

/** A title goes on with a colon, unless it asks. */
function asTitle(title: string): string {
  return /[?!]$/.test(title) ? title : `${unstopped(title)}:`;
}

/** One line that a matter is in dispute: what each side says where that is short, else what is in question. */
export function disputeLine(conflicts: readonly Conflict[], brief: Brief): Spans | undefined {
  const open = conflicts.filter(({ type }) => isOpenConflict(type));
  const [first] = open;
  if (first === undefined) return undefined;
  const { citer } = brief;
  const label = strong(`Disputed: ${asTitle(first.title)}`);
  const sides = first.sides.map(({ claim, sources }) => [
    text(` ${sentence(claim)} `),
    ...citer.cite(sources.slice(0, 1)),
  ]);
  const told = (shown: readonly Spans[], rest: string): Spans => [
    label,
    ...shown.flatMap((side, at) => (at === 0 ? side : [text(' /'), ...side])),
    ...(rest === '' ? [] : [text(rest)]),
  ];
  const counting: Spans = [
    label,
    text(` ${capital(counted(sides.length, 'account'))} on record. `),
    ...citer.cite(first.sides.flatMap((side) => side.sources.slice(0, 1))),
  ];
  return fitting(
    [told(sides, ''), ...(sides.length > 2 ? [told(sides.slice(0, 2), ' / …')] : []), counting],
    // Whom words are credited to is said whole: a name left out would credit the other.
    first.type === 'attribution' ? brief.room * 2 : DISPUTE_LINE,
  );
}

/** "One line" of a dispute: two of a terminal. */
const DISPUTE_LINE = 150;

/** Characters of a known unknown's note that say something. */
const LEAST_NOTE = 30;

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

function briefText(draft: Text, brief: Brief, { time }: Asked): Spans {
  const { briefing, citer } = brief;
  const lookup = lookupOf(briefing);
  const authors = draft.authors.map((id) => lookup.actor(id)?.name ?? id);
  const by = authors.length === 0 ? '' : ` by ${inSeries(authors)}`;
  const points =
    draft.points === undefined ? '' : `, ${counted(draft.points, partWord(draft), plural(partWord(draft)))}`;
  const known =
    draft.published === undefined
      ? time === true
        ? `no date of publication on record; known since ${formatWhen(draft.known)}`
        : `${statusWord(draft.status)}, known since ${formatWhen(draft.known)}`
      : `published ${formatWhen(draft.published)}${draft.status === 'partial' ? ' in part' : ''}`;
  const words = sentence(firstSentence(draft.summary));
  const name = capital(draft.name);
  const labels =
    time === true
      ? [`${capital(known)}: ${name}${by}`, `${capital(known)}: ${name}`]
      : brief.choice === true
        ? [`${name}${points}`, capital(draft.label)]
        : [
            `${name}${by}${points} (${known}; ${reporter(draft, briefing)})`,
            `${name}${by}${points} (${known})`,
            `${name}${by} (${known})`,
            `${name}${by}`,
          ];
  const label = labels.find((one) => one.length + words.length + 2 <= brief.room) ?? labels.at(-1) ?? '';
  return [
    strong(`${label}:`),
    text(` ${briefWords(words, brief.room - label.length - 2, brief.sentences)} `),
    ...citer.cite(draft.sources),
  ];
}

function briefSource(source: Source, { citer, room, choice }: Brief): Spans {
  const quality = choice === true ? qualityName(source.quality) : qualityWords(source.quality);
  const label = `${source.publisher}, ${formatWhen(source.published)} (${quality})`;
  const title = source.title === undefined ? '' : ` ${sentence(source.title)}`;
  const note = source.note === undefined ? '' : ` ${sentence(source.note)}`;
  const words = `${title}${note}`.trim();
  return [
    strong(words === '' ? `${label}.` : `${label}:`),
    text(words === '' ? ' ' : ` ${briefWords(words, Math.max(40, room - label.length - 2))} `),
    ...citer.cite([{ source: source.id }]),
  ];
}

function briefActor(actor: Actor, brief: Brief): Spans {
  return actor.kind === 'person' ? briefPerson(actor, brief) : briefParty(actor, brief);
}

function briefPerson(person: Person, { briefing, citer, room }: Brief): Spans {
  const lookup = lookupOf(briefing);
  const roles = person.roles.map(({ title, from, to }) => {
    if (from === undefined && to === undefined) return title;
    return `${title} (${from === undefined ? `until ${to}` : to === undefined ? `since ${from}` : `${from} to ${to}`})`;
  });
  const role = roles.length === 0 ? 'no role is on record' : inSeries(roles);
  const of = lookup.speaksFor(person.id).map((id) => lookup.actor(id)?.name ?? id)[0];
  const party = of === undefined || role.includes(of) ? '' : `; acts for ${of}`;
  const label = `${capital(person.name)}:`;
  return [
    strong(label),
    text(` ${briefWords(`${role}${party}.`, room - label.length - 1)} `),
    ...citer.cite(person.sources),
  ];
}

function briefParty(party: Extract<Actor, { kind: 'party' }>, { briefing, room }: Brief): Spans {
  const lookup = lookupOf(briefing);
  const of = lookup.speaksFor(party.id).map((id) => lookup.actor(id)?.name ?? id)[0];
  const members = briefing.actors.filter((other) =>
    other.kind === 'person' ? other.party === party.id : other.partOf === party.id,
  );
  const about = unstopped(party.description ?? 'a party to this story');
  const part = of === undefined || about.includes(of) ? '' : `, part of ${of}`;
  const names = members.map(({ name }) => name);
  const line = (count: number): Spans => {
    const rest = names.length - count;
    const who = [...names.slice(0, count), ...(rest > 0 ? [counted(rest, 'other')] : [])];
    return [
      strong(`${capital(party.name)}:`),
      text(` ${about}${part}.${count === 0 ? '' : ` On record for it: ${inSeries(who)}.`} `),
    ];
  };
  const most = Math.min(8, names.length);
  return fitting(
    Array.from({ length: most + 1 }, (_, at) => line(most - at)),
    room,
  );
}
