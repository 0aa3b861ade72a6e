import type { Actor, Party } from '../../../domain/actor.ts';
import type { Briefing } from '../../../domain/briefing.ts';
import { lookupOf } from '../../../domain/lookups/lookup.ts';
import { groupsOn, isGroup, stretchesOf } from '../../../domain/lookups/members.ts';
import { findProvisions, SURE_ENOUGH } from '../../../search/names/find-provision.ts';
import type { Asked } from '../../ranking/asked.ts';
import { votesAsked } from '../votes/votes-asked.ts';
import { isCaseSet } from '../words/case-asked.ts';
import { isOfTheWhole } from '../words/whole-asked.ts';
import { deadlinesAsked } from './deadlines-asked.ts';
import { figureAsked } from './figures-asked.ts';
import type { TrackedAsked, TrackedGround } from './tracked-asked.ts';

/** Reads such a question; null where it is none, and where other records may answer it better. */
export function trackedAsked(asked: Asked, ground: TrackedGround): TrackedAsked | null {
  const { wanted, mentions } = asked;
  if (wanted.speaker > 0 || SAYS.test(mentions.plain) || wanted.reason > 0 || wanted.source > 0) return null;
  if (isCaseSet(mentions.plain)) return null;
  return (
    votesAsked(asked, ground) ??
    membersAsked(asked, ground) ??
    standsByGroup(asked) ??
    deadlinesAsked(asked) ??
    (isOfTheWhole(asked) ? null : figureAsked(asked, ground))
  );
}

const SAYS =
  /\b(?:sa(?:y|ys|id|ying)|tells?|told|claim(?:s|ed)?|warn(?:s|ed)?|promis\w+|announc\w+|comment\w*|quote[sd]?|wrote|tweet\w*)\b/i;
const ABOUT_MEMBERS =
  /^(?:members?|membership|belongs?|belonged|belonging|part|join(?:s|ed)?|left|quits?|leav(?:e|es|ing)|out|groups?|countr(?:y|ies)|states?|people|part(?:y|ies)|still|now|currently|full|list|names?|sits?|sitting|makes?|made|consists?|grps?|groups?|cmte|bloc|club|inside|exactly|again)$/;
const IN_GROUP =
  /\b(?:in|on|of|part|belong\w*|join\w*|left|quit|leave[sd]?|mak(?:e|es) up|members?|membership)\b/i;
/** "Which countries are the Six". */
const WHICH_ARE =
  /^(?:and |so )?(?:which|what) (?:countr(?:y|ies)|states?|part(?:y|ies)|groups?|people|members?|powers?) /i;

function membersAsked({ briefing, mentions, terms }: Asked, { asOf }: TrackedGround): TrackedAsked | null {
  const named = mentions.named.flatMap(({ actors }) => (actors.length === 1 ? actors : []));
  const group = named.find(isGroup) ?? madeUpOf(named, briefing);
  const { plain, period } = mentions;
  if (
    mentions.texts.length > 0 ||
    /\b(?:gets?|gained?|wins?|has to|have to|must) /i.test(plain) ||
    !(IN_GROUP.test(plain) || (group !== undefined && isGroup(group) && WHICH_ARE.test(plain)))
  )
    return null;
  if (terms.some(({ word, part }) => part === 'word' && !ABOUT_MEMBERS.test(word))) return null;
  const day = period?.to !== undefined && period.to < asOf ? period.to : asOf;
  if (group === undefined) return groupsAsked(plain, named, briefing, day);
  const actor = named.find(({ id }) => id !== group.id);
  if (actor !== undefined)
    return /^(?:and |so )?(?:is|are|was|were|does|do|did|has|have|when|since)\b/i.test(plain)
      ? { kind: 'member', actor, group, day, verdict: !/^(?:and |so )?(?:when|since)\b/i.test(plain) }
      : null;
  if (
    !/^(?:and |so )?(?:who|whos|who's|which|what|how many|list|name|show|members?|membership|tell|all)\b|[, ](?:members?|membership|who(?:'s|s| is| are)?(?: all)?(?: (?:in|on|part of))?(?: it)?)[?.! ]*$/i.test(
      plain,
    )
  )
    return null;
  return {
    kind: 'members',
    group,
    day,
    who: /\b(?:left|quit|leaves?|leaving)\b/i.test(plain) ? 'left' : 'are',
  };
}

/** A party whose members nobody lists, where it is told whom it is made up of, or who is on record for it. */
function madeUpOf([only, ...others]: readonly Actor[], { actors }: Briefing): Party | undefined {
  if (only?.kind !== 'party' || others.length > 0) return undefined;
  const has = actors.some((one) => (one.kind === 'person' ? one.party : one.partOf) === only.id);
  return has || only.description !== undefined ? only : undefined;
}

/** "Which group is X in": the one group it is a member of. */
function groupsAsked(
  plain: string,
  named: readonly Actor[],
  briefing: Briefing,
  day: string,
): TrackedAsked | null {
  const [actor] = named;
  if (actor === undefined || !/\b(?:which|what) groups?\b|\bmember of (?:what|which)\b/i.test(plain))
    return null;
  const [first] = groupsOn(actor.id, briefing, day);
  return first === undefined ? null : { kind: 'member', actor, group: first.group, day, verdict: false };
}

/** "Where does X stand" of a member of a group that has positions: the command tells which hold for it. */
function standsByGroup({ briefing, mentions, wanted, subject }: Asked): TrackedAsked | null {
  if (wanted.stance === 0 || subject === null || mentions.named.length !== 1) return null;
  // What a member did is not told by where its group stands.
  if (/^(?:and |so |but )?(?:did|has|have|had)\b/i.test(mentions.plain)) return null;
  const lookup = lookupOf(briefing);
  const members = [subject.id, ...lookup.speaksFor(subject.id)];
  const groups = briefing.actors.filter(
    (one) => isGroup(one) && stretchesOf(one).some(({ joined }) => members.includes(joined.who)),
  );
  const about = subjectOf(mentions, briefing);
  if (about === null) return null;
  const isOn = (ids: readonly string[]) => about === '' || ids.includes(about);
  const held = briefing.positions.filter(
    (one) => groups.some(({ id }) => id === one.party) && isOn(one.about),
  );
  if (held.length === 0) return null;
  return {
    kind: 'command',
    command: { path: ['position'], values: { party: subject.id, ...(about === '' ? {} : { about }) } },
  };
}

/** Id of the text or provision a stance is asked on; empty where none is named, null where it cannot be told. */
function subjectOf({ texts, telling }: Asked['mentions'], briefing: Briefing): string | null {
  const [text] = texts;
  if (text !== undefined) return text.id;
  const words = telling
    .filter(({ part, word }) => part === 'word' && !STANCE_WORDS.test(word))
    .map(({ word }) => word);
  if (words.length === 0) return '';
  const [best] = findProvisions(words.join(' '), briefing);
  return best !== undefined && best.score >= SURE_ENOUGH && best.firm ? best.provision.id : null;
}

const STANCE_WORDS =
  /^(?:position|stance|views?|opinion|support\w*|oppos\w+|reject\w*|accept\w*|back\w*|agree\w*|against|favou?r|like|happy|ok)$/;
