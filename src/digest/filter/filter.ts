import type { Actor } from '../../domain/actor.ts';
import { asking } from '../../domain/ask.ts';
import type { Briefing } from '../../domain/briefing.ts';
import { Refusal, unreachable } from '../../domain/errors.ts';
import { type Condition, EVERYTHING, type Filter } from '../../domain/schedule/subscription.ts';
import { PROVENANCES } from '../../domain/source.ts';
import { whoIsMeant } from '../../search/names/find-actor.ts';
import { findProvisions } from '../../search/names/find-provision.ts';
import type { Traits } from '../compose/revisions.ts';
import { readJoined } from './filter-grammar.ts';

const EXAMPLE = 'any speaker:minister, point:6; all material; not provenance:second-hand';
const KEYS = ['point', 'party', 'speaker', 'provenance', 'material'] as const;
const MADE_OF = `A filter is made of ${KEYS.join(', ')}, such as "${EXAMPLE}"`;

/**
 * Reads a filter as it is typed: groups separated by `;` or by a line break, each of conditions separated by `,` and led
 * by `any` (which may be left out), `all` or `not`. A line break beside a comma goes on with the group. Throws a `Refusal` that names what it does not know.
 */
export function parseFilter(typed: string, briefing: Briefing): Filter {
  if (NO_FILTER.test(typed.trim())) return EVERYTHING;
  try {
    return parseGroups(typed, briefing);
  } catch (error) {
    if (!(error instanceof Refusal) || /[;\n\r]|^\W*(?:any|all|not)\W*$/i.test(typed)) throw error;
    // Words behind `speaker:` and the like are a value that is wrong, and said to be, unless something is joined there.
    if (KEYED.test(typed) && !JOINED.test(typed)) throw error;
    return readJoined(typed, (words) => conditionInWords(words, briefing, error));
  }
}

const NO_FILTER = /^(?:none|no filter|everything|anything|all of it)$/i;
const KEYED = /\b(?:point|party|speaker|provenance)\s*:/i;
const JOINED = /(?:^|\s)(?:and|or|not|but|except|without|never|excluding|plus|minus|&&?|\|\|?|\+)(?:\s|$)/i;

function parseGroups(typed: string, briefing: Briefing): Filter {
  const filter: { all: Condition[]; any: Condition[]; not: Condition[] } = { all: [], any: [], not: [] };
  for (const group of groupsOf(typed)) {
    const match = /^(?:(any|all|not)\b\s*:?)?(.*)$/is.exec(group);
    const mode = match?.[1]?.toLowerCase();
    const list = mode === 'all' ? filter.all : mode === 'not' ? filter.not : filter.any;
    for (const part of (match?.[2] ?? '').split(',')) {
      if (part.trim() !== '') list.push(parseCondition(part.trim(), briefing));
    }
  }
  if (typed.trim() !== '' && filter.all.length + filter.any.length + filter.not.length === 0) {
    throw new Refusal('bad-value', `${MADE_OF}; there is none in "${typed.trim()}".`);
  }
  return filter;
}

/** Ends in a comma, or is only the word that leads a group. */
const UNFINISHED = /,$|^(?:any|all|not):?$/i;

function groupsOf(typed: string): readonly string[] {
  return typed.split(';').flatMap((part) => {
    const groups: string[] = [];
    for (const line of part.split(/[\n\r\u0085\u2028\u2029]/).map((piece) => piece.trim())) {
      const before = groups.at(-1);
      const goesOn = before !== undefined && (UNFINISHED.test(before) || line.startsWith(','));
      if (goesOn) groups[groups.length - 1] = `${before} ${line}`;
      else if (line !== '') groups.push(line);
    }
    return groups;
  });
}

/** A filter in words, as `parseFilter` reads it; empty where everything passes. */
export function formatFilter(filter: Filter): string {
  const group = (name: string, conditions: readonly Condition[]) =>
    conditions.length === 0 ? [] : [`${name} ${conditions.map(formatCondition).join(', ')}`];
  return [...group('any', filter.any), ...group('all', filter.all), ...group('not', filter.not)].join('; ');
}

/** Whether a record with these traits is wanted. */
export function passes(filter: Filter, traits: Traits): boolean {
  const met = (condition: Condition) => meets(condition, traits);
  return filter.all.every(met) && (filter.any.length === 0 || filter.any.some(met)) && !filter.not.some(met);
}

/** Whether a record with these traits meets one condition of a filter. */
export function meets(condition: Condition, traits: Traits): boolean {
  switch (condition.kind) {
    case 'point':
      return traits.about.includes(condition.provision);
    case 'party':
      return traits.actors.includes(condition.actor);
    case 'speaker':
      return traits.speaker === condition.actor;
    case 'provenance':
      return traits.provenance === condition.provenance;
    case 'material':
      return traits.material;
    default:
      return unreachable(condition);
  }
}

function parseCondition(typed: string, briefing: Briefing): Condition {
  if (/^material$/i.test(typed)) return { kind: 'material' };
  const { key, value } = keyAndValue(typed);
  switch (KEYS.find((known) => known === key)) {
    case 'point':
      return { kind: 'point', provision: provisionOf(value, briefing) };
    case 'party':
      return { kind: 'party', actor: actorOf(value, briefing, 'party') };
    case 'speaker':
      return { kind: 'speaker', actor: actorOf(value, briefing, 'speaker') };
    case 'provenance': {
      const provenance = PROVENANCES.find((known) => known === value.toLowerCase().replaceAll(' ', '-'));
      if (provenance !== undefined) return { kind: 'provenance', provenance };
      throw new Refusal('bad-value', `Provenance is one of ${PROVENANCES.join(', ')}, not "${value}".`);
    }
    default:
      throw new Refusal('bad-value', `${MADE_OF}; "${typed}" is none of them.`);
  }
}

/** What a wish may begin with that says nothing. */
const LEAD =
  /^(?:(?:only|just|show|me|what|whatever|anything|everything|things|news|records|changes|is|are|that|which|from|about|on|of|concerns|concerning|regarding|the|was|were)\s+)+(?=\S)/i;

/** By the words people use for how a thing is known. */
const KNOWN_AS: readonly (readonly [RegExp, Condition])[] = [
  [/^(?:material|important|big|major|substantial|changes the picture)$/i, { kind: 'material' }],
  [/^(?:denied|denials?|denied things?)$/i, { kind: 'provenance', provenance: 'denied' }],
  [/^(?:second[ -]?hand|hearsay|rumou?rs?)$/i, { kind: 'provenance', provenance: 'second-hand' }],
  [
    /^(?:unnamed|anonymous)(?: sources?| source says)?$/i,
    { kind: 'provenance', provenance: 'unnamed-source' },
  ],
  [/^named(?: sources?| source says)?$/i, { kind: 'provenance', provenance: 'named-source' }],
  [
    /^(?:official|officially stated|stated officially|official statements?)$/i,
    { kind: 'provenance', provenance: 'official-statement' },
  ],
  [
    /^(?:published|published texts?|published text says|texts?)$/i,
    { kind: 'provenance', provenance: 'published-text' },
  ],
];

/** One wish as people say it: `vey`, `what vey says`, `by vey`, `about the army`, `point 4`, `denied`. */
function conditionInWords(typed: string, briefing: Briefing, instead: Refusal): Condition {
  try {
    return parseCondition(typed, briefing);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (KEYED.test(typed)) throw error;
  }
  const words = typed.replace(LEAD, '').replace(/[“”"]/g, '').trim();
  const known = KNOWN_AS.find(([pattern]) => pattern.test(words));
  if (known !== undefined) return known[1];
  const speaker =
    /^(\S.*) (?:says|said|say|is saying)$/i.exec(words)?.[1] ??
    /^(?:(?:said|statements?|quotes?|words)\s+)?(?:by|of)\s+(\S.*)$/i.exec(words)?.[1];
  if (speaker !== undefined) return { kind: 'speaker', actor: actorOf(speaker, briefing, 'speaker') };
  const meant = whoIsMeant(words, briefing);
  if (meant.kind === 'one' && (meant.fit === 'name' || meant.fit === 'part'))
    return { kind: 'party', actor: meant.actor.id };
  const [match, next] = findProvisions(words, briefing);
  if (match?.firm === true && match.score >= SURE && match.score > (next?.score ?? 0))
    return { kind: 'point', provision: match.provision.id };
  if (meant.kind === 'several') return { kind: 'party', actor: actorOf(words, briefing, 'party') };
  throw KEYED.test(typed) || JOINED.test(typed)
    ? instead
    : new Refusal('bad-value', `${MADE_OF}; "${words}" is none of them, and no person or point.`);
}

/** A filter stays, so only what fits as a whole is taken for a point. */
const SURE = 0.7;

/** `point:6`, `point 6`, `point : 6`; both empty where it is neither. */
function keyAndValue(typed: string): { readonly key: string; readonly value: string } {
  const key = /^[a-z]+/i.exec(typed)?.[0] ?? '';
  const behind = typed.slice(key.length);
  const value = /^[:\s]/.test(behind) ? behind.trim().replace(/^:/, '').trim() : '';
  return value === '' ? { key: '', value: '' } : { key: key.toLowerCase(), value };
}

function provisionOf(value: string, briefing: Briefing): string {
  const wanted = value.toLowerCase();
  const number = /^#?(\d+)$/.exec(wanted)?.[1];
  const found = briefing.provisions.find((provision) =>
    number === undefined
      ? [provision.id, provision.title, ...provision.aliases].some((name) => name.toLowerCase() === wanted)
      : provision.readings.some(
          (reading) => reading.text === briefing.mainText && reading.points.includes(Number(number)),
        ),
  );
  if (found !== undefined) return found.id;
  throw new Refusal('bad-value', `No point of ${briefing.title} is called "${value}".`, [asking('briefing')]);
}

/** The one actor a name means; a filter stays, so a misspelling is named and not taken. */
function actorOf(value: string, briefing: Briefing, key: string): string {
  const meant = whoIsMeant(value, briefing);
  if (meant.kind === 'one' && meant.fit !== 'slip') return meant.actor.id;
  const namesOf = (actors: readonly Actor[]) =>
    actors.map(({ name, id }) => `${name} (${key}:${id})`).join(', ');
  if (meant.kind === 'several') {
    throw new Refusal(
      'bad-value',
      `"${value}" may be any of ${namesOf(meant.actors)}; write the one that is meant.`,
    );
  }
  const near = meant.kind === 'one' ? [meant.actor] : meant.near;
  throw new Refusal(
    'bad-value',
    `Nobody in ${briefing.title} goes by "${value}", so ${key} cannot be filtered by it.${near.length === 0 ? '' : ` Nearest: ${namesOf(near)}.`}`,
  );
}

function formatCondition(condition: Condition): string {
  switch (condition.kind) {
    case 'point':
      return `point:${condition.provision}`;
    case 'party':
    case 'speaker':
      return `${condition.kind}:${condition.actor}`;
    case 'provenance':
      return `provenance:${condition.provenance}`;
    case 'material':
      return 'material';
    default:
      return unreachable(condition);
  }
}
