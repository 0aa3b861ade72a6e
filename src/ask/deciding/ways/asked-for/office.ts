import type { Actor, Role } from '../../../../domain/actor.ts';
import { latestDay } from '../../../../domain/when.ts';
import { evidenceOf } from '../../../../search/evidence/evidence-index.ts';
import { type OfficeHolder, officeHolders } from '../../../../search/evidence/office-holders.ts';
import type { Asked } from '../../../ranking/asked.ts';
import { type Decision, headedBy, MOST_UNITS } from '../../decision.ts';
import type { Found } from '../../found.ts';

/** What may stand around an office, or around a name whose office is asked for. */
const ASKS_WHO = new Set(
  `and so but ok who whos what whats which wat s is are was were does do did the a an of in at their its his her name names
  named called now currently current still today again agian exactly officially official title job role post office rank position
  work works function have has hold holds held he she they then back there that this these time at atm moment day days dat
  man woman guy lady person people by how r pls please since when until till from to between dates date year take took taken
  become became begin began start started serve served serving been once some any other both while with
  came come out`.split(/\s+/),
);
/** What a story as a whole is called. */
const WHOLE = /^(?:talks|negotiations|process|story|whole|thing|show|these|those)$/;
/** Asks who or what somebody is. */
const OFFICE =
  /\b(?:who|whos|title|job|role|post|office|rank|function|officially|named?|called|works?)\b|\bwhat(?:'s| is| was|s)\b|\bwhat does \S+ do\b/i;
/** Asks for the days of an office. */
const DAYS = /\b(?:since|when|until|till|dates?|year|how long|between)\b/i;
/** What a party is, and nothing else. */
const WHAT_IS =
  /^(?:and |so )?(?:what|whats|what's|who|whos|who's)(?: (?:is|are|was|were|r|s))? |(?:=|,|:| -| is| are)\s*(?:who|what)(?: (?:is|are))?(?: (?:that|this|they|it))?[?.! ]*$/i;
/** All that may stand beside the name there. */
const WHO_IT_IS =
  /^(?:and|so|ok|but|what|whats|wat|who|whos|is|are|was|were|r|s|the|an?|of|this|that|these|those|they|it|again|exactly|actually|even|called|mean|means|explain|define|in|here)$/;
/** A question that goes on to something else. */
const GOES_ON = /\b(?:for|on|about|with|by|to)[?.! ]*$/i;

/**
 * "AMPTP boss", "french president back then", "since when was X chancellor", "Umerov's title", "what is the IAEA": whoever
 * holds or held the office, what somebody's is, who a party is, where nothing else is asked. Null where several fit.
 */
export function officeAsked({ units, asked }: Found): Decision | null {
  const { mentions, briefing, thread } = asked;
  if (thread !== null || mentions.texts.length > 1 || GOES_ON.test(mentions.plain)) return null;
  const holders = holdersAsked(asked);
  const evidence = evidenceOf(briefing);
  const found = (holders.length > 0 ? holders.map((one) => one.person.id) : partyAsked(asked)).flatMap(
    (id) => evidence.unit(`person:${id}`) ?? evidence.unit(`party:${id}`) ?? [],
  );
  const [lead, ...others] = found;
  if (lead === undefined) return null;
  const [only] = holders;
  // Whose it is does not tell since when.
  if (only !== undefined && isOfDays(asked)) {
    const roles = only.roles.length > 0 ? only.roles : only.person.roles;
    if (!roles.some(isDated))
      return { kind: 'decline', units: headedBy(lead, units).slice(0, MOST_UNITS), fit: 0.3 };
  }
  const shown = headedBy(
    lead,
    units.filter((unit) => !others.includes(unit)),
  );
  return {
    kind: 'answer',
    verdict: null,
    units: [lead, ...others, ...shown.filter((unit) => unit !== lead)].slice(0, MOST_UNITS),
    fit: 0.8,
  };
}

/** The one whose office it is; both where "then and now" is asked; none where it cannot be told. */
function holdersAsked(asked: Asked): readonly OfficeHolder[] {
  const { mentions, briefing } = asked;
  // A draft tells the time alone: "the chancellor when the framework came out".
  if (mentions.texts.length > 0 && !/\b(?:when|while|at the time|during)\b/i.test(mentions.plain)) return [];
  const phrase = phraseAsked(asked);
  if (phrase.length === 0 || phrase.length > 7) return [];
  const slips = new Map<string, Set<string>>();
  for (const { how, from, to, actors } of mentions.named)
    if (how !== 'role')
      for (const word of mentions.words.slice(from, to)) {
        const ids = slips.get(word) ?? new Set<string>();
        for (const { id } of actors) ids.add(id);
        slips.set(word, ids);
      }
  const parties = new Set(
    mentions.named.flatMap(({ how, from, to, actors }) =>
      how !== 'role' && actors.every(({ kind }) => kind === 'party') ? mentions.words.slice(from, to) : [],
    ),
  );
  const held = officeHolders(phrase, briefing, { slips, parties });
  // "Who chairs the talks": what the whole story is about belongs to nobody's title.
  const all =
    held.length > 0 || !/\b(?:who|whos|whose|name)\b/i.test(mentions.plain)
      ? held
      : officeHolders(
          phrase.filter((word) => !WHOLE.test(word)),
          briefing,
          { slips, parties },
        );
  const isName = all.every(({ roles }) => roles.length === 0);
  if (all.length === 0 || (isName && !OFFICE.test(mentions.plain))) return [];
  if (isOfDays(asked)) return all.length === 1 ? all : [];
  if (/\bthen and now\b/i.test(mentions.plain)) return all.length === 2 ? all.toSorted(byStart) : [];
  const then = all.filter(({ roles }) => roles.length === 0 || roles.some((role) => isHeld(role, asked)));
  const past = /\b(?:then|at (?:the|that) time)\b/i.test(mentions.plain);
  const now = then.filter(({ roles }) => roles.length === 0 || roles.some(({ to }) => to === undefined));
  const left = then.length > 1 && now.length === 1 && mentions.period === null && !past ? now : then;
  return left.length === 1 ? left : [];
}

/** Since when or until when somebody held an office. */
function isOfDays({ mentions: { plain, period, texts } }: Asked): boolean {
  return DAYS.test(plain) && period === null && texts.length === 0;
}

function byStart(a: OfficeHolder, b: OfficeHolder): number {
  const start = ({ roles }: OfficeHolder) => roles[0]?.from ?? '';
  return start(a) < start(b) ? -1 : 1;
}

/** The words that are left where everything that only asks, the days and the draft are taken away. */
function phraseAsked({ mentions: { telling, words, named } }: Asked): readonly string[] {
  const left = words.map((word, at) => {
    const part = telling[at]?.part;
    if (part === 'date' || part === 'text') return '';
    const isName = named.some(({ how, from, to }) => how !== 'slip' && from <= at && at < to);
    return !isName && ASKS_WHO.has(word) ? '' : word;
  });
  const first = left.findIndex((word) => word !== '');
  const last = left.findLastIndex((word) => word !== '');
  // "Head of state", "minister for the army": what stands within the phrase belongs to it.
  return first < 0
    ? []
    : words
        .slice(first, last + 1)
        .filter((word, at) => left[first + at] !== '' || /^(?:of|the|no)$/.test(word));
}

function isDated({ from, to }: Role): boolean {
  return from !== undefined || to !== undefined;
}

/** Whether an office was held in the time that is asked about; one without days may have been. */
function isHeld({ from, to }: Role, { mentions: { period, texts } }: Asked): boolean {
  const of = texts[0]?.published ?? texts[0]?.known ?? null;
  const day = of === null ? undefined : latestDay(of);
  const first = period?.from ?? period?.to ?? day;
  const last = period?.to ?? period?.from ?? day;
  if (first === undefined || last === undefined) return true;
  return (from ?? '') <= last && (to ?? '9999') >= first;
}

/** The one party named, where only who or what it is is asked. */
function partyAsked({ mentions, terms, briefing }: Asked): readonly Actor['id'][] {
  const [only, ...others] = mentions.named;
  const [actor, ...alike] = only?.actors ?? [];
  if (actor?.kind !== 'party' || others.length + alike.length > 0 || only?.how !== 'name') return [];
  if (mentions.period !== null || mentions.texts.length > 0 || !WHAT_IS.test(mentions.plain)) return [];
  if (terms.some(({ part }) => part !== 'name' && part !== 'asking')) return [];
  // "What does Ukraine want" asks for something else than what it is.
  const { from = 0, to = 0 } = only ?? {};
  if (mentions.words.some((word, at) => (at < from || at >= to) && !WHO_IT_IS.test(word))) return [];
  const isKnown =
    actor.description !== undefined ||
    briefing.actors.some((one) => one.kind === 'person' && one.party === actor.id);
  return isKnown ? [actor.id] : [];
}
