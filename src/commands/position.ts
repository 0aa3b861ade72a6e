import type { Answer } from '../answer/answer.ts';
import { ask, createCiter, text } from '../answer/compose.ts';
import { answer } from '../core/answering.ts';
import type { Command, CommandContext } from '../core/command.ts';
import type { Actor } from '../domain/actor.ts';
import { type Ask, asking } from '../domain/ask.ts';
import { unreachable } from '../domain/errors.ts';
import { lookupOf } from '../domain/lookups/lookup.ts';
import { capital } from '../domain/words/capital.ts';
import { isTaken, whoIsMeant } from '../search/names/find-actor.ts';
import { findSubject, type Subject } from '../search/names/find-subject.ts';
import { everybody } from './position/everybody.ts';
import { onParty } from './position/of-party.ts';
import { nobodyCalled, takenFor, whichOfThem } from './which-actor.ts';

const NAME = 'position';

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
