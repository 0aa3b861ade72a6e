import type { Person, Role } from '../../domain/actor.ts';
import { type Briefing, oncePerBriefing } from '../../domain/briefing.ts';
import { actorIn, wholeOf } from '../../domain/lookups/known-by.ts';
import { lookupOf } from '../../domain/lookups/lookup.ts';
import { editDistance } from '../text/edit-distance.ts';
import { tokens } from '../text/normalize.ts';
import { stem } from '../text/stem.ts';
import { DEMONYMS, expanded, FILLER, initialsIn, SHORT_IN_OFFICE } from './role-words.ts';

/** Somebody whom every word of a phrase fits: by the title of one office, by name, and by whom the office is of. */
export interface OfficeHolder {
  readonly person: Person;
  /** The offices that the words fit; empty where they are the name alone. */
  readonly roles: readonly Role[];
}

interface Title {
  /** As they are spelled, with the initials of names. */
  readonly words: ReadonlySet<string>;
  readonly stems: ReadonlySet<string>;
}

interface Known {
  readonly person: Person;
  /** Stems of the name and of everything else the person is called. */
  readonly names: ReadonlySet<string>;
  /** Stems of whom the person acts for, with their initials. */
  readonly belongs: ReadonlySet<string>;
  /** Whole names of whom the person acts for, in small letters. */
  readonly called: ReadonlySet<string>;
  readonly offices: readonly { readonly role: Role; readonly title: Title }[];
}

const knownIn = oncePerBriefing((briefing): readonly Known[] => {
  const lookup = lookupOf(briefing);
  const bodies = briefing.actors.filter(({ kind, name }) => kind === 'party' && name.includes(' '));
  return briefing.actors.flatMap((person): readonly Known[] => {
    if (person.kind !== 'person') return [];
    // "Chair of the Committee on Trade" is the committee's, whomever else he acts for.
    const ofTitle = bodies.filter(({ name }) => person.roles.some(({ title }) => title.includes(name)));
    const parties = [...lookup.speaksFor(person.id), ...ofTitle.map(({ id }) => id)].flatMap((id) => {
      const party = lookup.actor(id);
      return party === undefined ? [] : [party.name, ...party.aliases];
    });
    return [
      {
        person,
        names: new Set([person.name, ...person.aliases].flatMap(stemsIn)),
        belongs: new Set(parties.flatMap((name) => [...stemsIn(name), ...initialsIn(name)])),
        called: new Set(parties.map((name) => name.toLowerCase())),
        offices: person.roles.map((role) => ({
          role,
          title: {
            words: new Set([...tokens(role.title).map(({ word }) => word), ...initialsIn(role.title)]),
            stems: new Set(stemsIn(role.title)),
          },
        })),
      },
    ];
  });
});

/**
 * Those whom all words of a phrase fit, the closest alone: "NI secretary", "kyiv's head of state", "poroshenko president".
 * `words` are in normal form and say nothing else; empty where some word fits nobody. `slips` are words that a person is
 * known to be meant by, for all that they are spelled otherwise; `parties` those that name a party, and so no office.
 */
export function officeHolders(
  words: readonly string[],
  briefing: Briefing,
  {
    slips = new Map(),
    parties = new Set(),
  }: {
    readonly slips?: ReadonlyMap<string, ReadonlySet<string>>;
    readonly parties?: ReadonlySet<string>;
  } = {},
): readonly OfficeHolder[] {
  const known = actorIn(briefing);
  const asked = plainly(words).filter((word) => !FILLER.has(word));
  if (asked.length === 0) return [];
  let best: { readonly holder: OfficeHolder; readonly worth: number }[] = [];
  for (const one of knownIn(wholeOf(briefing))) {
    const fit = fitOf(asked, one, slips, parties);
    if (fit === null) continue;
    const { person } = one;
    const holder = { person: { ...person, ...(known(person) as Person) }, roles: fit.roles };
    const most = best[0]?.worth ?? 0;
    if (fit.worth > most) best = [{ holder, worth: fit.worth }];
    else if (fit.worth === most) best.push({ holder, worth: fit.worth });
  }
  return best.map(({ holder }) => holder);
}

function fitOf(
  words: readonly string[],
  { person, names, belongs, called, offices }: Known,
  slips: ReadonlyMap<string, ReadonlySet<string>>,
  parties: ReadonlySet<string>,
): { readonly roles: readonly Role[]; readonly worth: number } | null {
  const beside = words.map((word) => {
    if (slips.get(word)?.has(person.id) ?? names.has(stem(word))) return 2;
    return expanded(word, DEMONYMS).some((other) => belongs.has(stem(other))) || startsAlike(word, belongs)
      ? 1
      : 0;
  });
  const fits = offices.flatMap(({ role, title }) => {
    // "UUP" is whose party goes by it before anybody whose title has the same initials.
    const worths = words.map((word, at) => {
      const worth = Math.max(titleWorth(word, title), beside[at] ?? 0);
      return worth + (called.has(word) ? 0.25 : 0);
    });
    const titled = words.some((word) => !parties.has(word) && titleWorth(word, title) > 0);
    return titled && worths.every((worth) => worth > 0)
      ? [{ role, worth: worths.reduce((sum, worth) => sum + worth, 0) - lesser(words, title) }]
      : [];
  });
  const most = Math.max(0, ...fits.map(({ worth }) => worth));
  if (fits.length > 0)
    return { roles: fits.flatMap(({ role, worth }) => (worth === most ? [role] : [])), worth: most };
  return beside.every((worth) => worth === 2) ? { roles: [], worth: 2 * words.length } : null;
}

/** 3 for a word of the title, 2 for another word for it or a slip in it, 0 for none. */
function titleWorth(word: string, { words, stems }: Title): number {
  if (words.has(word)) return 3;
  if (stems.has(stem(word))) return 2.9;
  if (expanded(word, SHORT_IN_OFFICE).some((other) => stems.has(stem(other)))) return 2;
  if (expanded(word, DEMONYMS).some((other) => stems.has(stem(other))) || startsAlike(word, stems)) return 2;
  return word.length >= 6 && [...stems].some((other) => isSlip(stem(word), other)) ? 2 : 0;
}

/** "President" is no vice president, and nobody who was one before. */
function lesser(asked: readonly string[], { words }: Title): number {
  const isLesser = [...words].some((word) =>
    /^(?:vice|deputy|former|shadow|acting|assistant)(?:-|$)/.test(word),
  );
  const isAsked = asked.some((word) =>
    /^(?:vice|vp|deputy|dep|former|ex|shadow|acting|assistant)/.test(word),
  );
  return isLesser && !isAsked ? 1 : 0;
}

function isSlip(typed: string, other: string): boolean {
  return other.length >= 5 && typed[0] === other[0] && editDistance(typed, other, 1) === 1;
}

/** "Ukrainian" of Ukraine, "colombian" of Colombia. */
function startsAlike(word: string, belongs: ReadonlySet<string>): boolean {
  const root = stem(word);
  return (
    root.length >= 6 && [...belongs].some((other) => other.length >= 4 && root.startsWith(other.slice(0, 6)))
  );
}

/** "Head of state" is an office in three words; "no 1" whoever leads. */
function plainly(words: readonly string[]): readonly string[] {
  return words
    .join(' ')
    .replace(/\bheads? of (?:the )?state\b/g, 'president')
    .replace(/\bheads? of (?:the )?government\b/g, 'premier')
    .replace(/\b(?:no|nr|number) (?:1|one)\b|\btop (?:man|woman|dog)\b/g, 'leader')
    .split(' ');
}

function stemsIn(name: string): readonly string[] {
  return tokens(name).flatMap(({ word }) => [
    stem(word),
    ...(word.includes('-') ? word.split('-').map(stem) : []),
  ]);
}
