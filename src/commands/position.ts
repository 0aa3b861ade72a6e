import type { Answer, Block, Span } from '../answer/answer.ts';
import { ask, type Citer, createCiter, strong, text } from '../answer/compose.ts';
import { counted, inSeries } from '../answer/phrases.ts';
import { answer } from '../core/answering.ts';
import type { Command, CommandContext } from '../core/command.ts';
import type { Actor } from '../domain/actor.ts';
import { type Ask, asking } from '../domain/ask.ts';
import { recordId } from '../domain/briefing.ts';
import { unreachable } from '../domain/errors.ts';
import { newestFirst, type SaidAbout, saidAbout } from '../domain/lookups/about-index.ts';
import { lookupOf } from '../domain/lookups/lookup.ts';
import { type Position, STANCES } from '../domain/position.ts';
import type { Statement } from '../domain/statement.ts';
import { capital } from '../domain/words/capital.ts';
import { isTaken, whoIsMeant } from '../search/names/find-actor.ts';
import { findSubject, type Subject } from '../search/names/find-subject.ts';
import { briefPosition } from '../views/brief/record.ts';
import { cardWith, recordRows, row, tellerOf } from '../views/brief/rows.ts';
import { conflictBlocks, conflictLines, conflictsOn } from '../views/conflict.ts';
import { holderOf, latestPositions, positionLine, stanceWord } from '../views/position.ts';
import { statementLines } from '../views/statement.ts';
import { clearest } from '../views/wording.ts';
import { groupBlocks, groupStands, memberLead, voteBlocks, votesOf } from './position/groups.ts';
import { nobodyCalled, takenFor, whichOfThem } from './which-actor.ts';

const NAME = 'position';
/** The newest statements told; the heading says of how many. */
const STATEMENTS_SHOWN = 4;
/** Positions in one list. */
const POSITIONS_SHOWN = 12;
/** Conflicts told with how to read them; the others in one line each. */
const CONFLICTS_SHOWN = 2;

/** Where somebody stands on something, since when, per whom, and how it moved. */
export const position: Command = {
  name: NAME,
  summary: 'Show where a party stands, since when, and how it moved',
  options: [
    { name: 'party', description: 'A party or person; all of them if left out', suggest: 'party' },
    { name: 'about', description: 'A point or a draft; everything if left out', suggest: 'point' },
  ],
  examples: ['/position'],
  storyExamples: ({ positions }) => {
    const held = positions.find((one) => one.about.length > 0);
    return held === undefined ? [] : [asking(NAME, { party: held.party, about: held.about[0] ?? '' })];
  },
  run(values, context) {
    const party = values.party?.trim() ?? '';
    const about = values.about?.trim() ?? '';
    const subject = about === '' ? undefined : findSubject(about, context.briefing);
    if (party === '') return subject === null ? unknownSubject(about, context) : everybody(subject, context);
    const meant = whoIsMeant(party, context.briefing);
    // "/position army": what is nobody's name as it stands may still name a point.
    const isNobody = meant.kind === 'nobody' || meant.fit === 'described';
    const topic = about === '' && isNobody ? findSubject(party, context.briefing) : null;
    if (topic !== null) return everybody(topic, context);
    const asked = { command: NAME, typed: party, askFor: (actor: Actor) => askOn(actor, about) };
    switch (meant.kind) {
      case 'several':
        return whichOfThem(asked, meant.actors, context);
      case 'nobody':
        return unknownParty(asked, meant.near, context);
      case 'one': {
        const found = onParty(meant.actor, subject ?? unknown(about), about, context);
        return isTaken(meant.fit) ? takenFor(found, party, meant.actor) : found;
      }
      default:
        return unreachable(meant);
    }
  },
};

function askOn(actor: Actor, about: string): Ask {
  return asking(NAME, { party: actor.id, about });
}

/** Words that name nothing on record: a subject nobody can have a position on. */
function unknown(about: string): Subject | undefined {
  return about === '' ? undefined : { title: `“${about}”`, about: new Set(), positions: new Set() };
}

/** Without a subject every position is on it. */
function isOn(candidate: Position, subject: Subject | undefined): boolean {
  if (subject === undefined || subject.positions.has(candidate)) return true;
  return candidate.about.some((id) => subject.about.has(id));
}

/**
 * Leads with the position closest to what is asked, else with that of a group the actor is in, else says that there is
 * none. Statements, votes and the stances of those the actor speaks for come below, each under whose it is.
 */
function onParty(actor: Actor, subject: Subject | undefined, about: string, context: CommandContext): Answer {
  const { briefing } = context;
  const lookup = lookupOf(briefing);
  const citer = createCiter(briefing);
  const voices = lookup.voicesOf(actor.id);
  const speaksFor = lookup.speaksFor(actor.id);
  const all = newestFirst(
    briefing.positions.filter(
      ({ party, per }) =>
        voices.has(party) || speaksFor.includes(party) || (per !== undefined && voices.has(per)),
    ),
  );
  const voiced = all.filter(
    (one) =>
      voices.has(one.party) ||
      (one.per !== undefined && voices.has(one.per) && speaksFor.includes(one.party)),
  );
  const on = voiced.filter((one) => isOn(one, subject));
  const own = closestFirst(on, actor, subject);
  const parents = all.filter(
    (one) => speaksFor.includes(one.party) && isOn(one, subject) && !own.includes(one),
  );
  const stands = groupStands(actor, own, (one) => isOn(one, subject), context);
  // A group answers for a member only where he has no position of his own.
  const throughGroup = stands.find(({ holds }) => holds.length > 0);
  const votes = votesOf(actor, subject?.about ?? null, context);
  const statements = saidAbout(subject?.about ?? [], briefing, voices);
  const [latest, ...earlier] = own;
  const teller = tellerOf(context, citer);
  const short =
    latest === undefined ? [] : briefPosition(latest, teller.lead, leadLabel(latest, actor, context));
  const shownStatements = statements.newest(STATEMENTS_SHOWN);
  const headline: readonly Span[] =
    latest === undefined
      ? throughGroup !== undefined
        ? memberLead(actor, throughGroup, context, citer)
        : nothingSpans(actor, subject, statements, parents, context, citer)
      : leadSpans(latest, actor, context, citer);
  // One position per subject is current; whatever it replaced is told under "Before".
  const current = latestPositions(earlier).filter((one) => !sameSubject(one, latest));
  const past = earlier.filter((one) => !current.includes(one));
  const blocks: Block[] = [
    ...listed(
      subject === undefined ? 'On other subjects' : 'Also',
      current.slice(0, POSITIONS_SHOWN),
      context,
      citer,
    ),
    ...listed('Before', past.slice(0, POSITIONS_SHOWN), context, citer),
    ...listed(
      `${capital(actorName(speaksFor[0] ?? '', context))}, for whom ${actor.name} speaks`,
      parents.slice(0, STATEMENTS_SHOWN),
      context,
      citer,
    ),
    ...groupBlocks(actor, stands, latest === undefined ? throughGroup?.holds[0] : undefined, context, citer),
    ...voteBlocks(actor, votes, context, citer),
    ...statementBlocks(shownStatements, statements.size, context, citer),
  ];
  if (
    latest === undefined &&
    throughGroup === undefined &&
    statements.size === 0 &&
    subject !== undefined &&
    voiced.length > 0
  ) {
    blocks.push(
      ...listed('On record on other subjects', latestPositions(voiced).slice(0, 3), context, citer),
    );
  }
  if (subject?.gap !== undefined) blocks.push({ kind: 'context', spans: [text(subject.gap.note)] });
  const ofGroups = stands.flatMap(({ holds, apart, former }) => [...holds, ...apart, ...former]);
  const shown = [...own, ...ofGroups, ...parents];
  const held =
    own.length + parents.length + stands.flatMap(({ holds, apart }) => [...holds, ...apart]).length;
  const conflicts = conflictsOn([...shown, ...votes, ...shownStatements], briefing);
  const onPositions = conflictsOn(shown, briefing);
  const whole = onPositions.slice(0, CONFLICTS_SHOWN);
  blocks.push(
    ...conflictBlocks(whole, citer),
    ...conflictLines(
      conflicts.filter((conflict) => !whole.includes(conflict)),
      citer,
    ),
  );
  blocks.push(...coverBlocks(actor, shown, shownStatements, context));
  const gap = subject?.gap === undefined ? [] : recordRows([subject.gap], teller);
  const rows = recordRows(
    [...current, ...past, ...ofGroups, ...parents, ...votes, ...shownStatements],
    teller,
  );
  return answer(
    {
      command: NAME,
      card: cardWith(
        latest === undefined ? headline : short,
        conflictsOn(latest === undefined ? shown : [latest], briefing),
        [...gap, ...rows],
        teller,
      ),
      status: held + votes.length + statements.size === 0 ? 'not-reported' : 'answered',
      headline,
      blocks,
      records: [...shown, ...votes, ...shownStatements, ...conflicts, actor].map(recordId),
      actions: [
        ask(`All from ${actor.name}`, 'who-said', { speaker: actor.name }),
        subject === undefined ? ask('Who stands where', NAME) : ask('Everybody on this', NAME, { about }),
      ],
    },
    citer,
    context,
  );
}

/** Positions on more subjects than this touch one only in passing. */
const FEW_SUBJECTS = 2;

/** The party's own before those of its citizens or members, and those on the subject before those that touch on it. */
function closestFirst(
  positions: readonly Position[],
  actor: Actor,
  subject: Subject | undefined,
): readonly Position[] {
  const distance = (one: Position) =>
    (one.party === actor.id ? 0 : 2) + (subject !== undefined && one.about.length > FEW_SUBJECTS ? 1 : 0);
  return positions.toSorted((a, b) => distance(a) - distance(b));
}

/** The newest position as the answer: who, on what, where they stand, since when. */
function leadSpans(
  latest: Position,
  actor: Actor,
  { briefing }: CommandContext,
  citer: Citer,
): readonly Span[] {
  const label = leadLabel(latest, actor, { briefing });
  return positionLine(latest, briefing, citer, `${label} (${stanceWord(latest.stance)}):`);
}

/** Who, and on what: the one asked for, with the party whose stance it is. */
function leadLabel(latest: Position, actor: Actor, { briefing }: Pick<CommandContext, 'briefing'>): string {
  const holder = holderOf(latest, briefing);
  const who = latest.party === actor.id ? holder : `${capital(actor.name)} (${holder})`;
  return `${who} on ${latest.topic}`;
}

/** Says what there is instead: somebody whose words are on record must not seem to have said nothing. */
function nothingSpans(
  actor: Actor,
  subject: Subject | undefined,
  statements: SaidAbout,
  parents: readonly Position[],
  context: CommandContext,
  citer: Citer,
): readonly Span[] {
  const no = subject === undefined ? 'No' : `${subject.title}: no`;
  const spans: Span[] = [text(`${no} position of ${actor.name} is on record`)];
  if (statements.size > 0) {
    spans.push(
      text(`, but ${counted(statements.size, 'statement')} on it. `),
      ...citer.cite(statements.newest(STATEMENTS_SHOWN).flatMap((one) => clearest(one.sources, 1))),
    );
  } else if (parents.length > 0) {
    const holders = [...new Set(parents.map((one) => one.party))].map((id) => actorName(id, context));
    spans.push(
      text(`, only that of ${inSeries(holders)}. `),
      ...citer.cite(parents.flatMap((one) => clearest(one.sources, 1))),
    );
  } else spans.push(text('.'));
  return spans;
}

/** Empty where there are none, so that no heading stands alone. */
function listed(
  heading: string,
  positions: readonly Position[],
  { briefing }: CommandContext,
  citer: Citer,
): readonly Block[] {
  if (positions.length === 0) return [];
  return [
    { kind: 'heading', text: heading },
    ...positions.map(
      (one): Block => ({
        kind: 'item',
        spans: positionLine(one, briefing, citer),
      }),
    ),
  ];
}

function statementBlocks(
  shown: readonly Statement[],
  total: number,
  { briefing }: CommandContext,
  citer: Citer,
): readonly Block[] {
  if (shown.length === 0) return [];
  const more = total > shown.length ? `, latest ${shown.length} of ${total}` : '';
  return [
    { kind: 'heading', text: `Said about it${more}` },
    ...statementLines(shown, briefing, citer).map((spans): Block => ({ kind: 'item', spans })),
  ];
}

/** Says whose words were counted as the actor's. */
function coverBlocks(
  actor: Actor,
  positions: readonly Position[],
  statements: readonly Statement[],
  context: CommandContext,
): readonly Block[] {
  const voices = lookupOf(context.briefing).voicesOf(actor.id);
  const heard = new Set([
    ...positions.flatMap((one) => [one.party, ...(one.per === undefined ? [] : [one.per])]),
    ...statements.map((one) => one.speaker),
  ]);
  const names = [...heard]
    .filter((id) => id !== actor.id && voices.has(id))
    .map((id) => actorName(id, context));
  if (names.length === 0) return [];
  return [{ kind: 'context', spans: [text(`Counted as ${actor.name}: ${inSeries(names)}.`)] }];
}

/**
 * Who stands where on a subject, or the newest position of everybody. One position of each party comes first, as
 * parties are what the headline counts; without a subject no others follow.
 */
function everybody(subject: Subject | undefined, context: CommandContext): Answer {
  const { briefing } = context;
  const citer = createCiter(briefing);
  const teller = tellerOf(context, citer);
  const on = briefing.positions.filter((one) => isOn(one, subject));
  const perSubject = latestPositions(on);
  const seen = new Set<string>();
  const latest = perSubject.filter((one) => {
    if (seen.has(one.party)) return false;
    seen.add(one.party);
    return true;
  });
  const rest = subject === undefined ? [] : perSubject.filter((one) => !latest.includes(one));
  const past = subject === undefined ? [] : newestFirst(on).filter((one) => !perSubject.includes(one));
  const votes = subject === undefined ? [] : votesOf(null, subject.about, context);
  const conflicts = subject === undefined ? [] : conflictsOn([...on, ...votes], briefing);
  const counts = STANCES.flatMap((stance) => {
    const count = latest.filter((one) => one.stance === stance).length;
    return count === 0 ? [] : [`${count} ${stanceCount(stance)}`];
  });
  const headline: readonly Span[] =
    on.length === 0
      ? [text(`${subject === undefined ? 'No' : `${subject.title}: no`} position is on record.`)]
      : [
          ...(subject === undefined
            ? [
                text(
                  `${counted(latest.length, 'party has', 'parties have')} a position on record; the latest of each. `,
                ),
              ]
            : [
                strong(`${subject.title}:`),
                text(` ${counted(latest.length, 'party', 'parties')}, ${inSeries(counts)}. `),
              ]),
          ...citer.cite(clearest(latest).flatMap((one) => clearest(one.sources, 1))),
        ];
  const items = (positions: readonly Position[], withTopic: boolean): readonly Block[] =>
    positions.map((one) => ({
      kind: 'item',
      spans: positionLine(
        one,
        briefing,
        citer,
        `${holderOf(one, briefing)}${withTopic ? ` on ${one.topic}` : ''} (${stanceWord(one.stance)}):`,
      ),
    }));
  const manyTopics = new Set(on.map((one) => one.topic)).size > 1;
  const shortRows = [...latest, ...rest, ...past]
    .slice(0, POSITIONS_SHOWN)
    .map((one) => row(briefPosition(one, teller.row, manyTopics ? undefined : holderOf(one, briefing))));
  return answer(
    {
      command: NAME,
      card: cardWith(headline, conflicts, [...shortRows, ...recordRows(votes, teller)], teller),
      status: on.length + votes.length === 0 ? 'not-reported' : 'answered',
      headline,
      blocks: [
        ...items(latest, manyTopics),
        ...items(rest, manyTopics),
        ...(past.length === 0 ? [] : [{ kind: 'heading', text: 'Before' } as const]),
        ...items(past, manyTopics),
        ...voteBlocks(null, votes, context, citer),
        ...(subject?.gap === undefined
          ? []
          : [{ kind: 'context', spans: [text(subject.gap.note)] } as const]),
        ...conflictBlocks(conflicts, citer),
      ],
      records: [...latest, ...rest, ...past, ...votes, ...conflicts].map(recordId),
      actions: latest.slice(0, 4).map((one) => ask(holderOf(one, briefing), NAME, { party: one.party })),
    },
    citer,
    context,
  );
}

/** A stance as it is counted: "3 against". */
function stanceCount(stance: Position['stance']): string {
  if (stance === 'abstains') return 'abstaining';
  return stance === 'supports' ? 'for it' : stance === 'rejects' ? 'against' : stanceWord(stance);
}

/** Nobody goes by it: those with a name like it are offered, or else some who do have a position. */
function unknownParty(
  asked: Parameters<typeof nobodyCalled>[0],
  near: readonly Actor[],
  context: CommandContext,
): Answer {
  const found = nobodyCalled(asked, near, context);
  if (near.length > 0) return found;
  const holders = [...new Set(context.briefing.positions.map((one) => one.party))]
    .flatMap((id) => lookupOf(context.briefing).actor(id) ?? [])
    .slice(0, 4);
  const actions = holders.map((actor) => ({
    kind: 'ask' as const,
    label: capital(actor.name),
    ...asked.askFor(actor),
  }));
  return { ...found, actions };
}

/** Words that name no point and no draft, where nobody is named either. */
function unknownSubject(typed: string, context: CommandContext): Answer {
  return answer(
    {
      command: NAME,
      status: 'not-found',
      headline: [text(`Nothing in this briefing matches “${typed}”.`)],
      actions: [ask('All positions', NAME), ask('All points', 'plan-point')],
    },
    createCiter(context.briefing),
    context,
  );
}

function sameSubject(one: Position, other: Position | undefined): boolean {
  return other !== undefined && one.party === other.party && subjectKey(one) === subjectKey(other);
}

/** The points it is about, in whatever order they are written; the topic’s words where it names none. */
function subjectKey(one: Position): string {
  return one.about.length > 0 ? [...one.about].sort().join(' ') : one.topic;
}

/** The id where no such actor is on record by the day asked for. */
function actorName(id: string, { briefing }: CommandContext): string {
  return lookupOf(briefing).actor(id)?.name ?? id;
}
