import type { Actor } from '../domain/actor.ts';
import { lookupOf } from '../domain/lookups/lookup.ts';
import { speakersIn } from '../domain/lookups/said-by.ts';
import type { Provision } from '../domain/provision.ts';
import { zonesBeginning } from '../domain/schedule/zones.ts';
import { formatDay } from '../domain/when.ts';
import { mainLabels } from '../domain/words/labels.ts';
import { findDate, storyDay } from '../search/dates/find-date.ts';
import { findActors } from '../search/names/find-actor.ts';
import { findProvisions } from '../search/names/find-provision.ts';
import { findTexts } from '../search/names/find-text.ts';
import { readName } from '../search/names/person-name.ts';
import { readPoint } from '../search/names/read-point.ts';
import { normalize } from '../search/text/normalize.ts';
import {
  type Asker,
  COMMON_OPTIONS,
  type Command,
  type CommandGroup,
  type OptionSpec,
  type Suggest,
} from './command.ts';
import { findCommand } from './line/find-command.ts';
import { optionsOf } from './line/grammar.ts';
import type { Suggestion, SuggestOptions } from './request.ts';
import type { Story } from './stories.ts';
import { storiesNamed } from './story-names.ts';
import { beginningFirst } from './typed/beginning-first.ts';
import { withoutHtml } from './typed/pasted-text.ts';

/** Longest label and value a platform takes (Discord's choice name and value). */
const LONGEST = 100;

interface SuggestParts {
  /** Those the place may see, the one it means first. */
  readonly stories: readonly Story[];
  readonly commands: readonly (Command | CommandGroup)[];
}

/** What could complete a partly typed option value, best first. */
export function suggest(query: Parameters<SuggestOptions>[0], parts: SuggestParts): readonly Suggestion[] {
  const { stories } = parts;
  const story = storiesNamed(query.values.story ?? '', stories)[0] ?? stories[0];
  const option = optionAt(query.path, query.option, parts.commands);
  if (story === undefined || option === undefined) return [];
  const typed = withoutHtml(query.typed);
  const found =
    option.choices !== undefined
      ? matching(
          option.choices.map((value) => ({ label: value, value })),
          typed,
        )
      : suggestionsFor(option.suggest, typed, story, stories, query.limit);
  return found.slice(0, query.limit).map(({ label, value }) => ({ label: cut(label), value: cut(value) }));
}

/** What `suggest` gives; for an option that only the running process knows the values of, those. */
export async function complete(
  query: Parameters<SuggestOptions>[0] & { readonly asker: Asker },
  parts: SuggestParts,
): Promise<readonly Suggestion[]> {
  const option = optionAt(query.path, query.option, parts.commands);
  if (option?.complete === undefined) return suggest(query, parts);
  const known = await option.complete(query.asker);
  const offers = known.map(({ label, value }) => ({ label: cut(label), value }));
  return matching(offers, query.typed).slice(0, query.limit);
}

function optionAt(
  path: readonly string[],
  name: string,
  commands: readonly (Command | CommandGroup)[],
): OptionSpec | undefined {
  const command = findCommand(path, commands)?.command;
  return (command === undefined ? COMMON_OPTIONS : optionsOf(command)).find((option) => option.name === name);
}

function suggestionsFor(
  kind: Suggest | undefined,
  typed: string,
  story: Story,
  stories: readonly Story[],
  limit: number,
): readonly Suggestion[] {
  const { briefing } = story;
  switch (kind) {
    case undefined:
    case 'digest':
    case 'watch':
      return [];
    case 'point':
      return pointSuggestions(typed, story);
    case 'party':
    case 'speaker':
      return actorSuggestions(typed, kind, story, limit);
    case 'text':
      return textSuggestions(typed, story);
    case 'text-or-date':
      return /^\s*\d/.test(typed)
        ? [...daySuggestions(typed, story), ...textSuggestions(typed, story)]
        : [...textSuggestions(typed, story), ...daySuggestions(typed, story)];
    case 'date':
      return daySuggestions(typed, story);
    case 'source':
      return beginningFirst(briefing.sources, typed, ({ publisher, title, id }) => ({
        own: [publisher],
        also: [id, title ?? ''],
      })).map(({ publisher, quality, id }) => ({ label: `${publisher} · ${quality}`, value: id }));
    case 'story':
      return matching(
        stories.map((other) => ({ label: other.briefing.title, value: other.briefing.id })),
        typed,
      );
    case 'zone':
      return zoneSuggestions(typed, briefing.zone);
    case 'statement':
      return typed.trim() === '' ? [] : statementSuggestions(typed, story);
  }
}

/** Points by number and by title, then what else `readPoint` understands: any words, a draft by name. */
function pointSuggestions(typed: string, story: Story): readonly Suggestion[] {
  const { briefing } = story;
  const main = briefing.texts.find(({ id }) => id === briefing.mainText);
  const ownIn = (provision: Provision) =>
    provision.readings.find((reading) => reading.text === briefing.mainText);
  const numbersOf = (provision: Provision) => ownIn(provision)?.points ?? [];
  const labelsIn = (provision: Provision) => {
    const own = ownIn(provision);
    return own === undefined ? [] : mainLabels(own, main ?? {});
  };
  const asked = typed.trim() === '' ? null : readPoint(typed, briefing);
  const numbered =
    asked?.kind === 'numbers'
      ? briefing.provisions.filter((one) => numbersOf(one).some((number) => asked.numbers.includes(number)))
      : [];
  const begun = beginningFirst(briefing.provisions, typed, (provision) => ({
    own: [provision.title, ...labelsIn(provision)],
    also: [provision.id, ...provision.aliases],
  }));
  const near = typed.trim() === '' ? [] : findProvisions(typed, briefing).map(({ provision }) => provision);
  const points = [...new Set([...numbered, ...begun, ...near])].map((provision) => {
    const labels = labelsIn(provision);
    return {
      label: labels.length === 0 ? provision.title : `${labels.join(', ')} · ${provision.title}`,
      value: provision.title,
    };
  });
  return typed.trim() === '' ? points : [...points, ...textSuggestions(typed, story)];
}

/**
 * People by their own names before offices named after them, those with something on record before others, then whoever the
 * words may mean. Before anything is typed those with something on record.
 */
function actorSuggestions(
  typed: string,
  kind: 'party' | 'speaker',
  { briefing }: Story,
  limit: number,
): readonly Suggestion[] {
  const voices = new Set(
    kind === 'party' ? briefing.positions.map((position) => position.party) : speakersIn(briefing),
  );
  const heard = briefing.actors.filter((actor) => voices.has(actor.id));
  const ordered = [...heard, ...briefing.actors.filter((actor) => !voices.has(actor.id))];
  const begun = beginningFirst(ordered, typed, (actor) => ({
    own: isPersonal(actor) ? [actor.name, ...actor.name.split(/\s+/)] : [actor.name],
    also: [...actor.aliases, actor.id],
  })).toSorted((a, b) => officeLast(a, typed) - officeLast(b, typed));
  const meant = findActors(typed, briefing).map(({ actor }) => actor);
  const actors = typed.trim() === '' ? heard : [...new Set([...begun, ...meant])];
  return actors.slice(0, limit).map((actor) => {
    const role = actor.kind === 'person' ? actor.roles[0]?.title : actor.description;
    const [named] = findActors(actor.name, briefing);
    return {
      label: role === undefined ? actor.name : `${actor.name} · ${role}`,
      value: named?.actor === actor ? actor.name : actor.id,
    };
  });
}

/** Somebody with a name, not an office or "the spokesman of". */
function isPersonal(actor: Actor): boolean {
  return actor.kind === 'person' && readName(actor.name, !actor.unnamed) !== null;
}

/** 1 for an office that begins with somebody's name: whoever types that name means them first. */
function officeLast(actor: Actor, typed: string): number {
  const isOffice = !isPersonal(actor) && /[’'ʼ]s\b/.test(actor.name.split(/\s+/)[0] ?? '');
  return isOffice && normalize(actor.name).startsWith(normalize(typed)) ? 1 : 0;
}

function textSuggestions(typed: string, { briefing }: Story): readonly Suggestion[] {
  const begun = beginningFirst(briefing.texts, typed, ({ name, label, id, aliases }) => ({
    own: [name, label],
    also: [id, ...aliases],
  }));
  const texts = new Set([...begun, ...findTexts(typed, briefing).map(({ text }) => text)]);
  return [...texts].map((text) => ({ label: `${text.name} · ${text.status}`, value: text.id }));
}

/** Days something was reported on, newest first, by number or in words; any other day that what is typed names. */
function daySuggestions(typed: string, { briefing }: Story): readonly Suggestion[] {
  const days = [...new Set(briefing.sources.flatMap((source) => source.published.from ?? []))]
    .sort()
    .reverse();
  const words = ['yesterday', 'last week', 'today'];
  const begun = beginningFirst([...days, ...words], typed, (day) => ({ own: [day, ...writtenDays(day)] }));
  // Words such as "monday" depend on the day they are asked on, which is not known here.
  const named = /\d/.test(typed)
    ? findDate(typed, briefing.reviewed, storyDay(briefing, briefing.reviewed))
    : null;
  const all = new Set(named === null ? begun : begun.includes(named) ? [named, ...begun] : [...begun, named]);
  return [...all].map((day) => ({ label: /^\d/.test(day) ? `${day} · ${formatDay(day)}` : day, value: day }));
}

/** "25 November 2025", "November 25 2025". */
function writtenDays(day: string): readonly string[] {
  const [date = '', month = '', year = ''] = formatDay(day).split(' ');
  return year === '' ? [] : [`${date} ${month} ${year}`, `${month} ${date} ${year}`];
}

function zoneSuggestions(typed: string, own: string): readonly Suggestion[] {
  const zones = typed.trim() === '' ? [own, 'UTC', ...zonesBeginning('')] : zonesBeginning(typed);
  return [...new Set(zones)].map((zone) => ({ label: zone, value: zone }));
}

function statementSuggestions(typed: string, story: Story): readonly Suggestion[] {
  const { statement: find, actor } = lookupOf(story.briefing);
  return story
    .index()
    .prefix(typed, 25)
    .flatMap(({ id }) => {
      const statement = find(id);
      if (statement === undefined) return [];
      const said = statement.words ?? statement.gist;
      return [{ label: `${said} (${actor(statement.speaker)?.name ?? statement.speaker})`, value: said }];
    });
}

function matching(suggestions: readonly Suggestion[], typed: string): readonly Suggestion[] {
  const wanted = normalize(typed);
  const starts = (suggestion: Suggestion) =>
    normalize(suggestion.label).startsWith(wanted) || normalize(suggestion.value).startsWith(wanted);
  const holds = (suggestion: Suggestion) => normalize(suggestion.label).includes(wanted);
  return [
    ...suggestions.filter(starts),
    ...suggestions.filter((suggestion) => !starts(suggestion) && holds(suggestion)),
  ];
}

function cut(text: string): string {
  const characters = [...text];
  return characters.length <= LONGEST ? text : `${characters.slice(0, LONGEST - 1).join('')}…`;
}
