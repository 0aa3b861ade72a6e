import type { Actor } from '../../domain/actor.ts';
import { type Briefing, type BriefingRecord, type Gap, recordId } from '../../domain/briefing.ts';
import type { Conflict } from '../../domain/conflict.ts';
import { unreachable } from '../../domain/errors.ts';
import type { Event } from '../../domain/event.ts';
import { type Lookup, lookupOf } from '../../domain/lookups/lookup.ts';
import type { Position } from '../../domain/position.ts';
import type { Provision, Reading } from '../../domain/provision.ts';
import type { Source } from '../../domain/source.ts';
import { isTranslated, type Statement } from '../../domain/statement.ts';
import type { Text } from '../../domain/text.ts';
import { languageName } from '../../domain/words/languages.ts';
import { mentionedActors } from '../names/mentioned-actors.ts';
import { type TrackedWords, trackedWords, wordsOfTracked } from './tracked-units.ts';
import { PLACE, type Prose, reckoned, type Unit, type Unreckoned } from './unit.ts';

const NOBODY = { voice: '', who: [], texts: [], provisions: [], points: [], when: null } as const;

/** Every record of a briefing as a unit, readings first; the order is the pack's within a kind. */
export function* eachUnit(briefing: Briefing): Generator<Unit> {
  for (const unit of unreckoned(briefing)) yield reckoned(unit);
}

function* unreckoned(briefing: Briefing): Generator<Unreckoned> {
  const lookup = lookupOf(briefing);
  for (const provision of briefing.provisions)
    for (const reading of provision.readings) yield readingUnit(provision, reading, lookup);
  for (const statement of briefing.statements) yield statementUnit(statement, lookup);
  for (const event of briefing.events) yield eventUnit(event, lookup);
  for (const position of briefing.positions) yield positionUnit(position, lookup);
  for (const words of trackedWords(briefing)) yield trackedUnit(words, lookup);
  for (const conflict of briefing.conflicts) yield conflictUnit(conflict, lookup);
  for (const gap of briefing.gaps) yield gapUnit(gap, briefing, lookup);
  for (const text of briefing.texts) yield textUnit(text);
  for (const source of briefing.sources) yield sourceUnit(source);
  for (const actor of briefing.actors) yield actorUnit(actor, lookup);
}

/** One record of a briefing as `eachUnit` gives it; null for what is no unit of its own. */
export function unitOf(record: BriefingRecord, briefing: Briefing): Unit | null {
  const unit = unreckonedOf(record, briefing);
  return unit === null ? null : reckoned(unit);
}

function unreckonedOf(record: BriefingRecord, briefing: Briefing): Unreckoned | null {
  const lookup = lookupOf(briefing);
  switch (record.kind) {
    case 'reading': {
      const provision = lookup.provision(record.provision);
      return provision === undefined ? null : readingUnit(provision, record, lookup);
    }
    case 'statement':
      return statementUnit(record, lookup);
    case 'event':
      return eventUnit(record, lookup);
    case 'position':
      return positionUnit(record, lookup);
    case 'vote':
    case 'figure':
    case 'deadline':
      return trackedUnit(wordsOfTracked(record), lookup);
    case 'conflict':
      return conflictUnit(record, lookup);
    case 'gap':
      return gapUnit(record, briefing, lookup);
    case 'text':
      return textUnit(record);
    case 'source':
      return sourceUnit(record);
    case 'party':
    case 'person':
      return actorUnit(record, lookup);
    case 'provision':
    case 'occasion':
    case 'member':
    case 'value':
    case 'step':
      return null;
    default:
      return unreachable(record);
  }
}

function eventUnit(event: Event, lookup: Lookup): Unreckoned {
  return {
    ...NOBODY,
    id: recordId(event),
    kind: 'event',
    record: event,
    prose: [
      prose('name', event.what),
      prose('scene', event.place),
      prose('note', event.note),
      ...titlesOf(event.about, lookup),
    ],
    who: event.who,
    ...aboutOf(event.about, lookup),
    when: event.date,
  };
}

function positionUnit(position: Position, lookup: Lookup): Unreckoned {
  return {
    ...NOBODY,
    id: recordId(position),
    kind: 'position',
    record: position,
    prose: [
      prose('name', position.topic),
      prose('body', position.wording),
      prose('note', position.note),
      ...titlesOf(position.about, lookup),
    ],
    voice: position.party,
    who: [position.party, ...(position.per === undefined ? [] : [position.per])],
    ...aboutOf(position.about, lookup),
    when: position.date,
  };
}

function prose(place: keyof typeof PLACE, text: string | undefined): Prose {
  return { place: PLACE[place], text: text ?? '' };
}

function readingUnit(provision: Provision, reading: Reading, lookup: Lookup): Unreckoned {
  const text = lookup.text(reading.text);
  return {
    ...NOBODY,
    id: recordId(reading),
    kind: 'reading',
    record: reading,
    prose: [
      prose('name', provision.title),
      ...provision.aliases.map((alias) => prose('alias', alias)),
      prose('body', reading.wording),
      ...reading.terms.map((term) =>
        prose('body', `${term.name} ${term.value} ${term.unit ?? ''} ${term.qualifier ?? ''}`),
      ),
      prose('note', reading.note),
    ],
    who: text?.authors ?? [],
    texts: [reading.text],
    provisions: [provision.id],
    points: reading.points,
    when: text?.known ?? null,
  };
}

function statementUnit(statement: Statement, lookup: Lookup): Unreckoned {
  return {
    ...NOBODY,
    id: recordId(statement),
    kind: 'statement',
    record: statement,
    prose: [
      prose('said', statement.words),
      prose('body', statement.gist),
      prose('said', statement.likely?.words),
      prose('scene', statement.occasion),
      prose('scene', statement.language === undefined ? '' : languageName(statement.language)),
      ...occasionNames(statement, lookup),
      ...translatedProse(statement),
      ...titlesOf(statement.about, lookup),
    ],
    voice: statement.speaker,
    who: [
      statement.speaker,
      ...statement.sources.flatMap(({ credits }) => (credits === undefined ? [] : [credits])),
    ],
    ...aboutOf(statement.about, lookup),
    when: statement.date,
  };
}

/** To the ranking, which has not seen enough of them, votes, figures and deadlines are something that happened. */
function trackedUnit(
  { id, record, name, aliases, body, notes, about, who }: TrackedWords,
  lookup: Lookup,
): Unreckoned {
  return {
    ...NOBODY,
    id,
    kind: 'event',
    record,
    prose: [
      prose('name', name),
      ...aliases.map((alias) => prose('alias', alias)),
      ...body.map((words) => prose('body', words)),
      ...notes.map((words) => prose('note', words)),
      ...titlesOf(about, lookup),
    ],
    who,
    ...aboutOf(about, lookup),
    when: trackedWhen(record),
  };
}

function trackedWhen(record: TrackedWords['record']): Unit['when'] {
  switch (record.kind) {
    case 'vote':
      return record.date;
    case 'figure':
      return record.values.at(-1)?.date ?? null;
    case 'deadline':
      return record.steps.findLast(({ due }) => due !== undefined)?.due ?? null;
    default:
      return unreachable(record);
  }
}

/** What else its occasion is called. */
function occasionNames({ occasionId }: Statement, lookup: Lookup): readonly Prose[] {
  const occasion = occasionId === undefined ? undefined : lookup.occasion(occasionId);
  return (occasion?.aliases ?? []).map((alias) => prose('scene', alias));
}

/** Words in translation are nobody's exact words, but people look for them. */
function translatedProse(statement: Statement): readonly Prose[] {
  const translated = statement.sources.filter((printing) => isTranslated(statement, printing));
  return [...new Set(translated.map(({ words }) => words))].map((words) => prose('body', words));
}

function conflictUnit(conflict: Conflict, lookup: Lookup): Unreckoned {
  const records = conflict.records.flatMap((id) => lookup.record(id) ?? []);
  const who = records.flatMap((record) => {
    if (record.kind === 'statement') return [record.speaker];
    return record.kind === 'position' ? [record.party] : [];
  });
  const texts = records.flatMap((record) => (record.kind === 'text' ? [record.id] : []));
  const provisions = records.flatMap((record) => {
    if (record.kind === 'reading') return [record.provision];
    return record.kind === 'provision' ? [record.id] : [];
  });
  return {
    ...NOBODY,
    id: recordId(conflict),
    kind: 'conflict',
    record: conflict,
    prose: [
      prose('name', conflict.title),
      ...conflict.sides.map((side) => prose('body', side.claim)),
      prose('note', conflict.assessment),
    ],
    who: [...new Set(who)],
    texts,
    provisions: [...new Set(provisions)],
  };
}

function gapUnit(gap: Gap, briefing: Briefing, lookup: Lookup): Unreckoned {
  return {
    ...NOBODY,
    who: mentionedActors(gap.topic, briefing).map(({ actor }) => actor.id),
    id: recordId(gap),
    kind: 'gap',
    record: gap,
    prose: [
      prose('name', gap.topic),
      ...gap.aliases.map((alias) => prose('alias', alias)),
      prose('body', gap.note),
    ],
    ...aboutOf(gap.about, lookup),
  };
}

function textUnit(text: Text): Unreckoned {
  return {
    ...NOBODY,
    id: recordId(text),
    kind: 'text',
    record: text,
    prose: [
      prose('name', text.name),
      ...[text.label, ...text.aliases].map((alias) => prose('alias', alias)),
      prose('body', text.summary),
    ],
    who: text.authors,
    texts: [text.id],
    when: text.published ?? text.known,
  };
}

function sourceUnit(source: Source): Unreckoned {
  return {
    ...NOBODY,
    id: recordId(source),
    kind: 'source',
    record: source,
    prose: [
      prose('name', source.publisher),
      prose('body', source.title),
      prose('body', source.quality),
      prose('note', source.note),
    ],
    when: source.published,
  };
}

function actorUnit(actor: Actor, lookup: Lookup): Unreckoned {
  const party = actor.kind === 'person' ? actor.party : actor.partOf;
  const roles = actor.kind === 'person' ? actor.roles.map(({ title }) => prose('body', title)) : [];
  return {
    ...NOBODY,
    id: recordId(actor),
    kind: actor.kind,
    record: actor,
    prose: [
      prose('name', actor.name),
      ...actor.aliases.map((alias) => prose('alias', alias)),
      ...roles,
      prose('scene', party === undefined ? '' : lookup.actor(party)?.name),
      prose('body', actor.kind === 'party' ? actor.description : undefined),
    ],
    voice: actor.id,
    who: [actor.id],
  };
}

/** What the subjects are called: somebody who speaks about a point need not say its name. */
function titlesOf(about: readonly string[], lookup: Lookup): readonly Prose[] {
  return about.map((id) => prose('about', lookup.provision(id)?.title ?? lookup.text(id)?.name));
}

function aboutOf(about: readonly string[], lookup: Lookup): Pick<Unit, 'texts' | 'provisions'> {
  return {
    texts: about.filter((id) => lookup.text(id) !== undefined),
    provisions: about.filter((id) => lookup.provision(id) !== undefined),
  };
}
