import type { Actor } from '../../../domain/actor.ts';
import { readThreadLine } from '../../../domain/ask.ts';
import type { Briefing } from '../../../domain/briefing.ts';
import { newestFirst } from '../../../domain/lookups/about-index.ts';
import type { Choice, Vote } from '../../../domain/tracked/vote.ts';
import { trackedIn } from '../../../search/evidence/find-tracked.ts';
import { whoIsMeant } from '../../../search/names/find-actor.ts';
import { findProvisions, SURE_ENOUGH } from '../../../search/names/find-provision.ts';
import { phraseWords, tellingWords } from '../../../search/names/topics.ts';
import type { Asked } from '../../ranking/asked.ts';
import type { TrackedAsked, TrackedGround } from '../tracked/tracked-asked.ts';
import { isForeign } from '../words/foreign-word.ts';
import { votedElsewhere, votesAt } from './where-voted.ts';

const VOTES =
  /\b(?:vot(?:e|es|ed|ing)|abstain(?:s|ed|ing)?|abstentions?|ballot(?:ed)?|roll.?call|ayes|noes|nays)\b/i;
const TALLY = /\b(?:tally|head ?count|score|result)\b/i;
const PASSED = /\b(?:pass(?:ed)?|carried|voted (?:down|through)|go(?:ne)? through|went through)\b/i;
/** What was not done yet is no vote on record. */
const AHEAD = /\b(?:will|going to|gonna|next|upcoming|should|would|could|can|may|might)\b/i;

/** When something else was: "before the July vote", "when they voted on it". */
const OCCASION =
  /\b(?:before|after|ahead of|following|during|until|since) (?:[\w'-]{1,20} ){0,4}vot(?:es?|ing)\b|\b(?:when|while) (?:[\w'-]{1,20} ){1,3}vot(?:ed|ing)\b/gi;

const CHOICE_WORDS: readonly (readonly [Choice, RegExp])[] = [
  ['abstained', /\babst(?:ain\w*|ention\w*)\b/i],
  ['absent', /\b(?:absent|(?:did ?n[o']t|not) (?:take part|vote)|stayed away|skipped)\b/i],
  ['against', /\b(?:against|oppos\w+|down|no(?:es|s)?|nays?|reject\w*)\b/i],
  ['for', /\b(?:for|in favou?r|favou?red|yes|ayes?|back(?:ed|s)?|support\w*)\b/i],
];

/** "Who didn't vote for it", "who refused to back it". */
const NOT_FOR =
  /\b(?:(?:did ?n['o]?t|didnt|not|never|wo(?:uld)?n['o]?t|wouldnt|refused to|declined to|failed to) (?:all )?(?:vote|voted|voting|back|backed|support|supported) (?:for|in favou?r|yes|it|the)\b|(?:did ?n['o]?t|didnt|not) vote for)/i;
/** Asks for those who voted so, wherever it says so: "ministers who voted no". */
const WHO =
  /^(?:and |so )?(?:who|which|whose)\b|\b(?:who|which \w+) (?:all )?(?:did ?n['o]?t|didnt|voted?|abstained|opposed|rejected|backed|supported|refused)\b/i;

function choiceIn(plain: string): Choice | null {
  return CHOICE_WORDS.find(([, words]) => words.test(plain))?.[0] ?? null;
}

/** How a vote went, how somebody voted, who voted one way: the votes that are meant. Null where it is none of that. */
export function votesAsked(asked: Asked, ground: TrackedGround): TrackedAsked | null {
  const { briefing, mentions, wanted } = asked;
  const { plain } = mentions;
  const passed = PASSED.test(plain) && wanted.verdict > 0;
  const bodies = new Set(briefing.votes.flatMap(({ body }) => body ?? []));
  // "UNSC tally": of a body that votes, and else of anything.
  const tally =
    TALLY.test(plain) && mentions.named.some(({ actors }) => actors.some(({ id }) => bodies.has(id)));
  // "And how many against", after a vote was told.
  const goesOn =
    asked.thread?.record.kind === 'vote' && mentions.words.length <= 6 && choiceIn(plain) !== null;
  if (briefing.votes.length === 0 || AHEAD.test(plain)) return null;
  if (!(VOTES.test(plain.replace(OCCASION, ' ')) || passed || tally || goesOn)) return null;
  if (asked.terms.some(isForeign)) return null;
  const voters = mentions.named.flatMap(({ actors }) => {
    // "The house" is the one that votes, where only one of those called so does.
    const [body, ...others] = actors.filter(({ id }) => bodies.has(id));
    return body !== undefined && others.length === 0 ? [body] : actors.length === 1 ? actors : [];
  });
  const stranger = voters.some(({ id }) => bodies.has(id)) ? null : strangerIn(plain, briefing);
  if (stranger !== null)
    return { kind: 'command', command: { path: ['position'], values: { party: stranger } } };
  const [actor] = voters.filter(({ id }) => !bodies.has(id) && !isOfTitle(id, asked));
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
  if (NOT_FOR.test(plain) && WHO.test(plain)) return { kind: 'not-for', votes };
  if (WHO.test(plain) || (/^(?:and |so )/i.test(plain) && choice !== null && actor === undefined))
    return choice === null ? { kind: 'result', verdict: false, votes } : { kind: 'voters', choice, votes };
  if (actor !== undefined)
    return { kind: 'vote-of', actor, choice: wanted.verdict > 0 ? choice : null, votes };
  if (wanted.verdict > 0 && !passed) return null;
  return { kind: 'result', verdict: passed, votes };
}

/** Whoever a vote is called after is no voter: "the Corker bill", "the vote on Smith as mayor". */
function isOfTitle(id: string, { briefing, mentions: { named, words } }: Asked): boolean {
  const mention = named.find(({ actors }) => actors.some((one) => one.id === id));
  if (mention === undefined || VOTES.test(words[mention.to] ?? '')) return false;
  const typed = words.slice(mention.from, mention.to);
  return briefing.votes.some(({ title, aliases }) => {
    const own = new Set([title, ...aliases].flatMap((name) => phraseWords(name)));
    return typed.every((word) => own.has(word));
  });
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
  asked: Asked,
  bodies: readonly Actor[],
  { previous }: TrackedGround,
): readonly Vote[] | string | null {
  const { briefing, mentions, terms } = asked;
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
  const inTitle = new Set(
    mentions.named.flatMap(({ actors, from, to }) =>
      actors.some(({ id }) => isOfTitle(id, asked)) ? mentions.words.slice(from, to) : [],
    ),
  );
  const words = terms
    .filter(
      ({ word, part }) =>
        (part === 'word' && !ABOUT_VOTES.test(word)) || (part === 'name' && inTitle.has(word)),
    )
    .map(({ word }) => word);
  const { votes: here, left } = votesAt(words, votes, briefing);
  votes = here;
  if (left.length === 0) {
    const before =
      texts.length + bodies.length === 0 && period === null ? readThreadLine(previous ?? '').words : '';
    // What asks in it, and that it is a vote, would tell the votes apart by nothing.
    const subject = tellingWords(phraseWords(before)).filter((word) => !ABOUT_VOTES.test(word));
    const followed = subject.length === 0 ? [] : votesCalled(subject.join(' '), votes, briefing);
    return followed.length > 0 ? followed : votes;
  }
  const called = votesCalled(left.join(' '), votes, briefing);
  const elsewhere = votedElsewhere(mentions.plain, left, called, briefing);
  if (elsewhere !== null) return `it in the ${elsewhere}`;
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
