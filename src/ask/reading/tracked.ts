import type { Actor, Party } from '../../domain/actor.ts';
import { readThreadLine } from '../../domain/ask.ts';
import type { Briefing } from '../../domain/briefing.ts';
import { newestFirst } from '../../domain/lookups/about-index.ts';
import { lookupOf } from '../../domain/lookups/lookup.ts';
import type { Figure } from '../../domain/tracked/figure.ts';
import { groupsOn, isGroup, stretchesOf } from '../../domain/tracked/membership.ts';
import type { Choice, Vote } from '../../domain/tracked/vote.ts';
import type { Period } from '../../search/dates/find-date.ts';
import { trackedIn } from '../../search/evidence/find-tracked.ts';
import { whoIsMeant } from '../../search/names/find-actor.ts';
import { findProvisions, SURE_ENOUGH } from '../../search/names/find-provision.ts';
import { synonymsOf } from '../../search/text/synonyms.ts';
import type { Asked } from '../ranking/features.ts';
import type { WholeCommand } from '../telling/whole.ts';
import { deadlinesAsked } from './deadlines-asked.ts';
import { figureAsked } from './figures-asked.ts';

/** A question about members, votes, figures or deadlines, which those records answer by themselves. */
export type TrackedAsked =
  | { readonly kind: 'command'; readonly command: WholeCommand }
  | { readonly kind: 'members'; readonly group: Party; readonly day: string; readonly who: 'are' | 'left' }
  /** `verdict`: whether it is one, and not since when or of which. */
  | {
      readonly kind: 'member';
      readonly actor: Actor;
      readonly group: Party;
      readonly day: string;
      readonly verdict: boolean;
    }
  /** How one actor voted; `choice` where that is what is asked of it. Votes newest first. */
  | {
      readonly kind: 'vote-of';
      readonly actor: Actor;
      readonly choice: Choice | null;
      readonly votes: readonly Vote[];
    }
  | { readonly kind: 'voters'; readonly choice: Choice; readonly votes: readonly Vote[] }
  | { readonly kind: 'count'; readonly choice: Choice | null; readonly votes: readonly Vote[] }
  | { readonly kind: 'result'; readonly verdict: boolean; readonly votes: readonly Vote[] }
  /** Votes are on record, and none on that. */
  | { readonly kind: 'no-vote'; readonly on: string; readonly votes: readonly Vote[] }
  | {
      readonly kind: 'figure';
      readonly figure: Figure;
      readonly period: Period | null;
      readonly asked: readonly number[];
    };

export interface TrackedGround {
  /** ISO day the answer speaks for. */
  readonly asOf: string;
  /** What was asked before in this thread. */
  readonly previous?: string | undefined;
}

/** Reads such a question; null where it is none, and where other records may answer it better. */
export function trackedAsked(asked: Asked, ground: TrackedGround): TrackedAsked | null {
  const { wanted, mentions } = asked;
  if (wanted.speaker > 0 || SAYS.test(mentions.plain) || wanted.reason > 0 || wanted.source > 0) return null;
  return (
    votesAsked(asked, ground) ??
    membersAsked(asked, ground) ??
    standsByGroup(asked) ??
    deadlinesAsked(asked) ??
    figureAsked(asked, ground)
  );
}

const SAYS =
  /\b(?:sa(?:y|ys|id|ying)|tells?|told|claim(?:s|ed)?|warn(?:s|ed)?|promis\w+|announc\w+|comment\w*|quote[sd]?|wrote|tweet\w*)\b/i;
const VOTES =
  /\b(?:vot(?:e|es|ed|ing)|abstain(?:s|ed|ing)?|abstentions?|ballot(?:ed)?|roll.?call|ayes|noes|nays)\b/i;
const PASSED = /\b(?:pass(?:ed)?|carried|voted (?:down|through)|go(?:ne)? through|went through)\b/i;
/** What was not done yet is no vote on record. */
const AHEAD = /\b(?:will|going to|gonna|next|upcoming|should|would|could|can|may|might)\b/i;

const CHOICE_WORDS: readonly (readonly [Choice, RegExp])[] = [
  ['abstained', /\babst(?:ain\w*|ention\w*)\b/i],
  ['absent', /\b(?:absent|(?:did ?n[o']t|not) (?:take part|vote)|stayed away|skipped)\b/i],
  ['against', /\b(?:against|oppos\w+|down|no(?:es|s)?|nays?|reject\w*)\b/i],
  ['for', /\b(?:for|in favou?r|favou?red|yes|ayes?|back(?:ed|s)?|support\w*)\b/i],
];

function choiceIn(plain: string): Choice | null {
  return CHOICE_WORDS.find(([, words]) => words.test(plain))?.[0] ?? null;
}

/** A word no record has and the language has no others for names a body or a thing that is not on record. */
function hasForeignWord({ terms }: Asked): boolean {
  return terms.some(
    ({ part, stems, word }) =>
      part === 'word' &&
      stems.length === 0 &&
      word.length > 3 &&
      synonymsOf(word).size === 0 &&
      !/(?:ed|ing|ly)$/.test(word),
  );
}

function votesAsked(asked: Asked, ground: TrackedGround): TrackedAsked | null {
  const { briefing, mentions, wanted } = asked;
  const { plain } = mentions;
  const passed = PASSED.test(plain) && wanted.verdict > 0;
  if (briefing.votes.length === 0 || AHEAD.test(plain) || !(VOTES.test(plain) || passed)) return null;
  if (hasForeignWord(asked)) return null;
  const stranger = strangerIn(plain, briefing);
  if (stranger !== null)
    return { kind: 'command', command: { path: ['position'], values: { party: stranger } } };
  const bodies = new Set(briefing.votes.flatMap(({ body }) => body ?? []));
  const voters = mentions.named.flatMap(({ actors }) => (actors.length === 1 ? actors : []));
  const [actor] = voters.filter(({ id }) => !bodies.has(id));
  const found = votesMeant(
    asked,
    voters.filter(({ id }) => bodies.has(id)),
    ground,
  );
  if (found === null) return null;
  if (typeof found === 'string') return { kind: 'no-vote', on: found, votes: newestFirst(briefing.votes) };
  const choice = choiceIn(plain);
  const votes = found;
  const both = /\bfor\b/i.test(plain) && /\bagainst\b/i.test(plain);
  if (/\bhow many\b/i.test(plain)) return { kind: 'count', choice: both ? null : choice, votes };
  if (
    /^(?:and |so )?(?:who|which|whose)\b/i.test(plain) ||
    (/^(?:and |so )/i.test(plain) && choice !== null && actor === undefined)
  )
    return choice === null ? { kind: 'result', verdict: false, votes } : { kind: 'voters', choice, votes };
  if (actor !== undefined)
    return { kind: 'vote-of', actor, choice: wanted.verdict > 0 ? choice : null, votes };
  if (wanted.verdict > 0 && !passed) return null;
  return { kind: 'result', verdict: passed, votes };
}

const VOTED = /^(?:and |so )?(?:how|what|which way) (?:did|has|have) (.{2,40}?) (?:vote|cast)\b/i;
const ANYBODY =
  /\b(?:he|she|they|it|this|that|you|we|everyone|everybody|anyone|anybody|people|members|all|each|the vote)\b/i;

/** A name in "how did … vote" that nobody or several go by. */
function strangerIn(plain: string, briefing: Briefing): string | null {
  const typed = VOTED.exec(plain)?.[1] ?? '';
  if (typed === '' || ANYBODY.test(typed)) return null;
  return whoIsMeant(typed, briefing).kind === 'one' ? null : typed;
}

/** Words that say it is a vote, not on what. */
const ABOUT_VOTES =
  /^(?:vot(?:e[sdr]?|ers|ing)|abst(?:ain\w*|ention\w*)|ballot\w*|roll|call|ayes?|noes|nays?|yes|no|against|favou?r\w*|oppos\w+|support\w*|back(?:ed)?|reject\w*|absent|part|pass(?:ed)?|carried|result\w*|outcome|tally|count(?:ed|s)?|numbers?|end|final|last|latest|times?|members?|councillors?|senators?|deputies|delegates?|mps|people|lawmakers|parties|groups?|countries|names?|go|went|through|down|way|cast|\d{1,2})$/;

/** The votes a question means, newest first; what it names where votes are on record and none on that; null where that cannot be told. */
function votesMeant(
  { briefing, mentions, terms }: Asked,
  bodies: readonly Actor[],
  { previous }: TrackedGround,
): readonly Vote[] | string | null {
  const { texts, points, period } = mentions;
  let votes: readonly Vote[] = newestFirst(briefing.votes);
  if (bodies.length > 0) votes = votes.filter(({ body }) => bodies.some(({ id }) => id === body));
  if (texts.length > 0) {
    votes = votes.filter(({ about }) => texts.some(({ id }) => about.includes(id)));
    if (votes.length === 0) return texts[0]?.name ?? null;
  }
  if (points.length > 0) return null;
  if (period !== null) {
    const [from, to] = [period.from ?? '', period.to ?? '9999'];
    votes = votes.filter(({ date }) => (date.to ?? '') >= from && (date.from ?? date.to ?? '9999') <= to);
    if (votes.length === 0) return 'that day';
  }
  const left = terms
    .filter(({ word, part }) => part === 'word' && !ABOUT_VOTES.test(word))
    .map(({ word }) => word);
  if (left.length === 0) {
    const before =
      texts.length + bodies.length === 0 && period === null ? readThreadLine(previous ?? '').words : '';
    const followed = before === '' ? [] : votesCalled(before, votes, briefing);
    return followed.length > 0 ? followed : votes;
  }
  const called = votesCalled(left.join(' '), votes, briefing);
  if (called.length > 0) return called;
  const [best] = findProvisions(left.join(' '), briefing);
  if (best === undefined || best.score < SURE_ENOUGH || !best.firm)
    return texts.length > 0 || period !== null ? votes : null;
  const on = votes.filter(({ about }) => about.includes(best.provision.id));
  return on.length > 0 ? on : best.provision.title;
}

const VOTE_FITS = 0.35;

function votesCalled(words: string, votes: readonly Vote[], briefing: Briefing): readonly Vote[] {
  const matches = trackedIn(briefing)
    .votes(words)
    .filter(({ key, firm }) => firm && votes.includes(key));
  const best = matches[0]?.score ?? 0;
  if (best < VOTE_FITS) return [];
  return newestFirst(matches.filter(({ score }) => score >= 0.85 * best).map(({ key }) => key));
}

const ABOUT_MEMBERS =
  /^(?:members?|membership|belongs?|belonged|belonging|part|join(?:s|ed)?|left|quits?|leav(?:e|es|ing)|out|groups?|countr(?:y|ies)|states?|people|part(?:y|ies)|still|now|currently|full|list|names?|sits?|makes?|made)$/;
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
    !/^(?:and |so )?(?:who|whos|who's|which|what|how many|list|name|show|members?|membership|tell|all)\b/i.test(
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
