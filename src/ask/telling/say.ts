import type { Span, Spans } from '../../answer/answer.ts';
import { type Citer, quote, strong, text } from '../../answer/compose.ts';
import { capital, inSeries, sentence } from '../../answer/phrases.ts';
import { provenanceWords, qualityWords, weaknessWords } from '../../answer/provenance.ts';
import { labelWords } from '../../answer/words/labels.ts';
import { exactSpans, translatedBy, translationsIn } from '../../answer/words/translation.ts';
import type { Actor } from '../../domain/actor.ts';
import type { Briefing, Gap } from '../../domain/briefing.ts';
import type { Conflict } from '../../domain/conflict.ts';
import { unreachable } from '../../domain/errors.ts';
import type { Event } from '../../domain/event.ts';
import { lookupOf } from '../../domain/lookups/lookup.ts';
import type { Position, Stance } from '../../domain/position.ts';
import type { Change, Reading } from '../../domain/provision.ts';
import type { Provenance, Source } from '../../domain/source.ts';
import type { Statement } from '../../domain/statement.ts';
import type { Text } from '../../domain/text.ts';
import { earliestDay, formatWhen, latestDay, type When } from '../../domain/when.ts';
import { isLabelled, partWord, plural } from '../../domain/words/labels.ts';
import { carriesWords } from '../../domain/words/quote-text.ts';
import type { Unit } from '../../search/evidence/unit.ts';
import { recordLine } from '../../views/record.ts';
import { deadlineLine } from '../../views/tracked/deadline.ts';
import { figureLine } from '../../views/tracked/figure.ts';
import { voteLine } from '../../views/tracked/vote.ts';
import type { WantedWeights } from '../reading/wanted.ts';

/** What a line is made with. */
export interface Saying {
  readonly briefing: Briefing;
  readonly citer: Citer;
  readonly wanted: WantedWeights;
  /** Id of the newest text at the time asked for, against which "expected" is told from "overdue". */
  readonly asOf: string;
}

/** Fewest words of a quotation that stand on their own: "just" does not. */
const WHOLE_WORDS = 5;
/** Sources cited for one claim in a lead. */
const MOST_CITED = 2;

/** One record in one line: what it says, who says so and what kind of knowledge it is, with its sources. */
export function sayUnit(unit: Unit, saying: Saying): Spans {
  const { record } = unit;
  switch (record.kind) {
    case 'reading':
      return sayReading(record, saying);
    case 'statement':
      return sayStatement(record, saying);
    case 'event':
      return sayEvent(record, saying);
    case 'position':
      return sayPosition(record, saying);
    case 'conflict':
      return sayConflict(record, saying);
    case 'gap':
      return sayGap(record, saying);
    case 'text':
      return sayText(record, saying);
    case 'source':
      return saySource(record, saying);
    case 'person':
    case 'party':
      return sayActor(record, saying);
    case 'vote':
      return voteLine(record, saying.briefing, saying.citer);
    case 'figure':
      return figureLine(record, saying.asOf, saying.briefing, saying.citer);
    case 'deadline':
      return deadlineLine(record, saying.asOf, saying.briefing, saying.citer);
    case 'member':
    case 'value':
    case 'step':
      return recordLine(record, saying.asOf, saying.briefing, saying.citer);
    case 'provision':
      return [text(record.title)];
    case 'occasion':
      return [text(record.name)];
    default:
      return unreachable(record);
  }
}

function sayStatement(statement: Statement, { briefing, citer, wanted }: Saying): Spans {
  const actor = lookupOf(briefing).actor(statement.speaker);
  const who = actor === undefined ? statement.speaker : withRole(actor, dayOf(statement.date));
  const { how, said } = saidSpans(statement, briefing);
  const when = formatWhen(statement.date);
  const lead = wanted.time > 0 ? `${capital(when)}, ${who}` : who;
  const dated = wanted.time > 0 || statement.date.precision === 'undated' ? '' : `${when}, `;
  const scene = wanted.place > 0 || wanted.time > 0 ? `${statement.occasion}; ` : '';
  return [
    strong(lead),
    text(`${how}: `),
    ...said,
    text(` (${dated}${scene}${knownHow(statement, briefing)}) `),
    ...citer.cite(statement.sources.slice(0, MOST_CITED)),
  ];
}

/** What was said, with how it is known to have been said so: "translated from Portuguese by Straits Wire". */
function saidSpans(
  statement: Statement,
  briefing: Briefing,
): { readonly how: string; readonly said: readonly Span[] } {
  const { words, partOf } = statement;
  if (words === undefined) {
    const [translation] = translationsIn(statement, briefing);
    if (translation === undefined) return { how: ' (reported)', said: [text(sentence(statement.gist))] };
    const by = translatedBy(statement, translation.printings, briefing);
    return { how: ` (${by})`, said: [text(sentence(translation.words))] };
  }
  if (words.split(/\s+/).length >= WHOLE_WORDS && partOf === undefined)
    return { how: '', said: exactSpans(statement, briefing) };
  // A few words stand in their sentence, where that is on record, otherwise in ours.
  const whole = partOf === undefined ? undefined : lookupOf(briefing).statement(partOf);
  if (whole?.words !== undefined && carriesWords(whole.words, words))
    return { how: '', said: exactSpans(whole, briefing) };
  return { how: '', said: [text(`${sentence((whole ?? statement).gist)} (`), quote(words), text(')')] };
}

function sayReading(reading: Reading, { briefing, citer }: Saying): Spans {
  const lookup = lookupOf(briefing);
  const of = lookup.text(reading.text);
  const label = of === undefined ? reading.text : capital(of.name);
  const points = isLabelled(reading) ? `, ${labelWords(reading, of)}` : '';
  const terms = reading.terms
    .filter(({ value }) => !holdsFigure(reading.wording, value))
    .map(({ name, value, unit, qualifier }) =>
      [`${name}: ${typeof value === 'number' ? value.toLocaleString('en-US') : value}`, unit, qualifier]
        .filter((part) => part !== undefined && part !== '')
        .join(' '),
    );
  const detail = terms.length === 0 ? '' : ` ${sentence(terms.join('; '))}`;
  const how = reading.change === 'unreported' ? '' : ` (${knownHow(reading, briefing)})`;
  return [
    strong(`${label}${points}: ${changeLead(reading.change)}`),
    text(`${sentence(reading.wording)}${detail}${how} `),
    ...citer.cite(reading.sources.slice(0, MOST_CITED)),
  ];
}

function holdsFigure(wording: string, value: number | string): boolean {
  const plain = wording.replace(/(\d)[,\s](?=\d{3})/g, '$1').toLowerCase();
  return plain.includes(String(value).toLowerCase());
}

function changeLead(change: Change): string {
  switch (change) {
    case 'removed':
      return 'gone. ';
    case 'deferred':
      return 'left open. ';
    case 'absent':
      return 'not in it. ';
    case 'kept':
      return 'kept. ';
    case 'new':
      return 'new. ';
    default:
      return '';
  }
}

function sayEvent(event: Event, { briefing, citer, asOf }: Saying): Spans {
  const overdue = event.date.to !== null && event.date.to < asOf;
  const status =
    event.status === 'claimed'
      ? 'claimed: '
      : event.status === 'expected'
        ? overdue
          ? 'was expected, not reported as having happened: '
          : 'expected: '
        : '';
  const place = event.place === undefined || event.what.includes(event.place) ? '' : `${event.place}; `;
  return [
    strong(`${capital(formatWhen(event.date))}: `),
    text(`${status}${sentence(event.what)} (${place}${knownHow(event, briefing)}) `),
    ...citer.cite(event.sources.slice(0, MOST_CITED)),
  ];
}

function sayPosition(position: Position, { briefing, citer }: Saying): Spans {
  const lookup = lookupOf(briefing);
  const holder = capital(lookup.actor(position.party)?.name ?? position.party);
  const per =
    position.per === undefined || position.per === position.party
      ? ''
      : `per ${lookup.actor(position.per)?.name ?? position.per}, `;
  const when =
    position.standing && position.date.precision === 'undated' ? 'long held' : formatWhen(position.date);
  return [
    strong(`${holder} on ${position.topic}: ${stanceWord(position.stance)}. `),
    text(`${sentence(position.wording)} (${when}, ${per}${knownHow(position, briefing)}) `),
    ...citer.cite(position.sources.slice(0, MOST_CITED)),
  ];
}

function sayConflict(conflict: Conflict, { citer }: Saying): Spans {
  const sources = conflict.sides.flatMap((side) => side.sources.slice(0, 1));
  const open =
    conflict.type !== 'trap' && conflict.type !== 'superseded' && conflict.type !== 'change-over-time';
  const claims = conflict.sides
    .slice(0, 3)
    .map(({ claim }) => sentence(claim))
    .join(' ');
  return [
    strong(`${open ? 'Sources differ: ' : ''}${sentence(conflict.title)} `),
    text(`${claims} ${sentence(conflict.assessment)} `),
    ...citer.cite(sources.slice(0, MOST_CITED)),
  ];
}

function sayGap(gap: Gap, { briefing, citer }: Saying): Spans {
  const lookup = lookupOf(briefing);
  const refs = gap.about.flatMap((id) => lookup.text(id)?.sources ?? lookup.statement(id)?.sources ?? []);
  return [
    strong(`Not reported: ${sentence(gap.topic)} `),
    text(`${sentence(gap.note)} `),
    ...citer.cite(refs.slice(0, MOST_CITED)),
  ];
}

function sayText(draft: Text, { briefing, citer }: Saying): Spans {
  const lookup = lookupOf(briefing);
  const authors = draft.authors.map((id) => lookup.actor(id)?.name ?? id);
  const by = authors.length === 0 ? '' : ` by ${inSeries(authors)}`;
  const points = draft.points === undefined ? '' : `, ${draft.points} ${plural(partWord(draft))}`;
  const known =
    draft.published === undefined
      ? `known since ${formatWhen(draft.known)}, ${statusWords(draft)}`
      : `published ${formatWhen(draft.published)}`;
  const [first = ''] = draft.summary.split(/(?<=[.!?])\s/);
  return [
    strong(`${capital(draft.name)}${by}${points}: `),
    text(`${known}. ${sentence(first)} `),
    ...citer.cite(draft.sources.slice(0, MOST_CITED)),
  ];
}

function statusWords({ status }: Text): string {
  switch (status) {
    case 'full':
      return 'published in full';
    case 'partial':
      return 'published in part';
    case 'reported':
      return 'not published';
    case 'not-public':
      return 'not public';
    default:
      return unreachable(status);
  }
}

function saySource(source: Source, { citer }: Saying): Spans {
  const title = source.title === undefined ? '' : `${sentence(source.title)} `;
  const note = source.note === undefined ? '' : `${sentence(source.note)} `;
  return [
    strong(`${source.publisher}, ${formatWhen(source.published)} (${qualityWords(source.quality)}). `),
    text(`${title}${note}`),
    ...citer.cite([{ source: source.id }]),
  ];
}

function sayActor(actor: Actor, { briefing, citer }: Saying): Spans {
  const lookup = lookupOf(briefing);
  const of = lookup.speaksFor(actor.id).map((id) => lookup.actor(id)?.name ?? id);
  if (actor.kind === 'party') {
    const members = briefing.actors.filter((other) =>
      other.kind === 'person' ? other.party === actor.id : other.partOf === actor.id,
    );
    const who =
      members.length === 0
        ? ''
        : ` On record for it: ${inSeries(members.slice(0, 8).map(({ name }) => name))}.`;
    const part = of.length === 0 ? '' : ` Part of ${of[0]}.`;
    return [
      strong(`${capital(actor.name)}: `),
      text(`${sentence(actor.description ?? 'a party to this story')}${part}${who} `),
    ];
  }
  const roles = actor.roles.map(({ title, from, to }) => {
    if (from === undefined && to === undefined) return title;
    return `${title} (${from === undefined ? `until ${to}` : to === undefined ? `since ${from}` : `${from} to ${to}`})`;
  });
  const role = roles.length === 0 ? 'no role is on record' : inSeries(roles);
  const party = of[0] === undefined || role.includes(of[0]) ? '' : `; acts for ${of[0]}`;
  return [
    strong(`${capital(actor.name)}: `),
    text(`${role}${party}. `),
    ...citer.cite(actor.sources.slice(0, MOST_CITED)),
  ];
}

/** Name with the role held on that day; the name alone where none is on record. */
export function withRole(actor: Actor, day: string): string {
  if (actor.kind === 'party') return capital(actor.name);
  const held = actor.roles.find(
    ({ from, to }) => day === '' || ((from ?? '') <= day && day <= (to ?? '9999')),
  );
  return held === undefined ? capital(actor.name) : `${capital(actor.name)}, ${held.title}`;
}

export function dayOf(when: When): string {
  return earliestDay(when) || latestDay(when);
}

export function stanceWord(stance: Stance): string {
  switch (stance) {
    case 'supports':
      return 'supports it';
    case 'rejects':
      return 'rejects it';
    case 'conditional':
      return 'on conditions';
    case 'open':
      return 'undecided';
    case 'mixed':
      return 'mixed';
    case 'abstains':
      return 'abstains';
    default:
      return unreachable(stance);
  }
}

function knownHow(
  claim: { readonly provenance: Provenance; readonly sources: readonly { readonly source: string }[] },
  briefing: Briefing,
): string {
  const weakness = weaknessWords(lookupOf(briefing).sourcesOf(claim.sources));
  const words = provenanceWords(claim.provenance);
  return weakness === null ? words : `${words}; ${weakness}`;
}
