import type { Answer, Block, Span } from '../../answer/answer.ts';
import { ask, type Citer, createCiter, text } from '../../answer/compose.ts';
import { counted, inSeries } from '../../answer/phrases.ts';
import { answer } from '../../core/answering.ts';
import type { CommandContext } from '../../core/command.ts';
import type { Actor } from '../../domain/actor.ts';
import { recordId } from '../../domain/briefing.ts';
import { newestFirst, type SaidAbout, saidAbout } from '../../domain/lookups/about-index.ts';
import { lookupOf } from '../../domain/lookups/lookup.ts';
import type { Position } from '../../domain/position.ts';
import type { Statement } from '../../domain/statement.ts';
import { capital } from '../../domain/words/capital.ts';
import type { Subject } from '../../search/names/find-subject.ts';
import { briefPosition } from '../../views/brief/record.ts';
import { cardWith, recordRows, tellerOf } from '../../views/brief/rows.ts';
import { conflictBlocks, conflictLines, conflictsOn } from '../../views/conflict.ts';
import { holderOf, latestPositions, positionLine, stanceWord } from '../../views/position.ts';
import { statementLines } from '../../views/statement.ts';
import { clearest } from '../../views/wording.ts';
import { groupBlocks, groupStands, memberLead, voteBlocks, votesOf } from './groups.ts';
import { isOn, POSITIONS_SHOWN } from './on-subject.ts';

const NAME = 'position';

/** The newest statements told; the heading says of how many. */
const STATEMENTS_SHOWN = 4;
/** Conflicts told with how to read them; the others in one line each. */
const CONFLICTS_SHOWN = 2;

/**
 * Leads with the position closest to what is asked, else with that of a group the actor is in, else says that there is
 * none. Statements, votes and the stances of those the actor speaks for come below, each under whose it is.
 */
export function onParty(
  actor: Actor,
  subject: Subject | undefined,
  about: string,
  context: CommandContext,
): Answer {
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
