import type { Actor } from '../domain/actor.ts';
import { findActors } from '../search/find-actor.ts';
import { findProvisions } from '../search/find-provision.ts';
import { findTexts } from '../search/find-text.ts';
import { normalize } from '../search/normalize.ts';
import type { Command, CommandGroup, OptionSpec, Suggest } from './command.ts';
import { COMMON_OPTIONS } from './command.ts';
import type { Suggestion, SuggestOptions } from './request.ts';
import type { Story } from './stories.ts';
import { storiesNamed } from './story-names.ts';

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
  const found =
    option.choices !== undefined
      ? matching(
          option.choices.map((value) => ({ label: value, value })),
          query.typed,
        )
      : suggestionsFor(option.suggest, query.typed, story, stories);
  return found.slice(0, query.limit).map(({ label, value }) => ({ label: cut(label), value: cut(value) }));
}

function optionAt(
  path: readonly string[],
  name: string,
  commands: readonly (Command | CommandGroup)[],
): OptionSpec | undefined {
  const first = commands.find((command) => command.name === path[0]);
  const command =
    first !== undefined && 'subcommands' in first
      ? first.subcommands.find((sub) => sub.name === path[1])
      : first;
  return [...(command?.options ?? []), ...COMMON_OPTIONS].find((option) => option.name === name);
}

function suggestionsFor(
  kind: Suggest | undefined,
  typed: string,
  story: Story,
  stories: readonly Story[],
): readonly Suggestion[] {
  const { briefing } = story;
  const blank = typed.trim() === '';
  switch (kind) {
    case undefined:
      return [];
    case 'point': {
      const provisions = blank
        ? briefing.provisions
        : findProvisions(typed, briefing).map(({ provision }) => provision);
      return provisions.map((provision) => {
        const points = provision.readings.find((reading) => reading.text === briefing.mainText)?.points ?? [];
        return {
          label: points.length === 0 ? provision.title : `${points.join(', ')} · ${provision.title}`,
          value: provision.title,
        };
      });
    }
    case 'party':
    case 'speaker': {
      const voices = new Set(
        kind === 'party'
          ? briefing.positions.map((position) => position.party)
          : briefing.statements.map((statement) => statement.speaker),
      );
      const beginning = normalize(typed);
      const begins = (actor: Actor) =>
        [actor.name, ...actor.aliases].some((name) => normalize(name).startsWith(beginning));
      // With a letter or two every name that begins so is offered, those with something on record first.
      const actors = blank
        ? briefing.actors.filter((actor) => voices.has(actor.id))
        : [
            ...new Set([
              ...briefing.actors.filter((actor) => voices.has(actor.id) && begins(actor)),
              ...findActors(typed, briefing).map(({ actor }) => actor),
            ]),
          ];
      return actors.map((actor) => {
        const role = actor.kind === 'person' ? actor.roles[0]?.title : actor.description;
        return { label: role === undefined ? actor.name : `${actor.name} · ${role}`, value: actor.name };
      });
    }
    case 'text':
      return textSuggestions(typed, story);
    case 'text-or-date':
      return [...textSuggestions(typed, story), ...daySuggestions(typed, story)];
    case 'date':
      return daySuggestions(typed, story);
    case 'source':
      return matching(
        briefing.sources.map((source) => ({
          label: `${source.publisher} · ${source.quality}`,
          value: source.id,
        })),
        typed,
      );
    case 'story':
      return matching(
        stories.map((other) => ({ label: other.briefing.title, value: other.briefing.id })),
        typed,
      );
    case 'zone':
      return zoneSuggestions(typed, briefing.zone);
    case 'statement':
      return blank ? [] : statementSuggestions(typed, story);
  }
}

function textSuggestions(typed: string, { briefing }: Story): readonly Suggestion[] {
  const texts = typed.trim() === '' ? briefing.texts : findTexts(typed, briefing).map(({ text }) => text);
  return texts.map((text) => ({ label: `${text.name} · ${text.status}`, value: text.id }));
}

function daySuggestions(typed: string, { briefing }: Story): readonly Suggestion[] {
  const days = [...new Set(briefing.sources.flatMap((source) => source.published.from ?? []))]
    .sort()
    .reverse();
  return [...days, 'yesterday', 'last week']
    .filter((day) => day.startsWith(typed.trim().toLowerCase()))
    .map((day) => ({ label: day, value: day }));
}

function zoneSuggestions(typed: string, own: string): readonly Suggestion[] {
  const zones = [
    own,
    'UTC',
    ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== own && zone !== 'UTC'),
  ];
  return matching(
    zones.map((zone) => ({ label: zone, value: zone })),
    typed,
  );
}

function statementSuggestions(typed: string, story: Story): readonly Suggestion[] {
  const statements = new Map(story.briefing.statements.map((statement) => [statement.id, statement]));
  const actors = new Map(story.briefing.actors.map((actor) => [actor.id, actor.name]));
  return story
    .index()
    .prefix(typed, 25)
    .flatMap(({ id }) => {
      const statement = statements.get(id);
      if (statement === undefined) return [];
      const said = statement.words ?? statement.gist;
      return [{ label: `${said} (${actors.get(statement.speaker) ?? statement.speaker})`, value: said }];
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
