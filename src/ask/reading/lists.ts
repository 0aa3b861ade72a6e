import { lookupOf } from '../../domain/lookups/lookup.ts';
import { DRAFT_WORDS } from '../../search/names/draft-words.ts';
import { findProvisions, SURE_ENOUGH } from '../../search/names/find-provision.ts';
import { phraseWords, tellingWords } from '../../search/names/topics.ts';
import type { Asked } from '../ranking/asked.ts';
import type { WholeCommand } from '../telling/whole.ts';
import { textsInOrder } from './versions-asked.ts';

/** Words of a question that only say which list is wanted. */
const LISTING =
  /^(?:source|sources|sourcing|outlet|outlets|article|articles|publisher|publishers|publication|publications|disagree|disagreement|disagreements|disputed|dispute|disputes|contradict|contradiction|contradictions|contradictory|conflict|conflicts|conflicting|accounts?|claims?|timeline|chronology|changes?|changed|changing|different|differ|differs|difference|differences|compare|compared|comparison|version|versions|draft|drafts|text|texts|plan|plans|list|show|full|whole|points?|all|main|major|key|biggest|between|versus|vs|document|documents|dates|events|used|use|using|based|cited|rely|add(?:ed)?|new|drop(?:ped)?|cut|removed?|gone|first|second|original|one|old|previous|final|last)$/;

/** A question for a whole list rather than for a record: what changed between two texts, what is disputed, which sources. */
export function listAsked({ mentions, wanted, terms, briefing, thread }: Asked): WholeCommand | null {
  const sides = sidesAsked(mentions, briefing, thread);
  if (sides !== null) return sides;
  const left = terms.filter(
    ({ word, part }) => (part === 'word' || part === 'number') && !LISTING.test(word),
  );
  if (left.length > 0) return CHANGED.test(mentions.plain) ? changedIn(left, briefing) : null;
  if (mentions.named.length > 0 || mentions.points.length > 0) return null;
  const [one, two] = mentions.texts;
  if (
    wanted.difference > 0 &&
    (one !== undefined || /\b(?:drafts|versions|texts|plans)\b/i.test(mentions.plain))
  ) {
    const from = two === undefined ? undefined : one?.id;
    const to = two?.id ?? one?.id;
    const parents = to === undefined ? [] : (lookupOf(briefing).text(to)?.parents ?? []);
    // "Compared with the first" names where the comparison starts.
    const next =
      two === undefined && one !== undefined && STARTS.test(mentions.plain)
        ? madeFrom(one.id, briefing)
        : undefined;
    if (next !== undefined && one !== undefined)
      return { path: ['compare'], values: { from: one.id, to: next } };
    const start = from ?? parents[0];
    if (start !== undefined && start === to) return null;
    return {
      path: ['compare'],
      values: { ...(start === undefined ? {} : { from: start }), ...(to === undefined ? {} : { to }) },
    };
  }
  if (mentions.texts.length > 0 || mentions.period !== null) return null;
  if (wanted.dispute > 0 && wanted.person === 0 && !/\bwhom?\b/i.test(mentions.plain))
    return { path: ['disputed'], values: {} };
  if (/^(?:the )?(?:timeline|chronology|all (?:dates|events))[?.! ]*$/i.test(mentions.plain))
    return { path: ['timeline'], values: {} };
  if (thread === null && SOURCES.test(mentions.plain) && wanted.dispute === 0)
    return { path: ['sources'], values: {} };
  return null;
}

const STARTS =
  /\b(?:compared|comparison|different|differs?|changed?|new) (?:with|to|from|since|than|against)\b/i;

/** The newest text that was made from this one. */
function madeFrom(id: string, briefing: Asked['briefing']): string | undefined {
  return textsInOrder(briefing).findLast(({ parents }) => parents.includes(id))?.id;
}

/** "How many articles" may ask after a treaty's. */
const SOURCES =
  /^(?:(?:what|which|where|whats|list|show|all|how many)\b.*)?\b(?:sources?|outlets?)\b|^(?:(?:what|which|whats|list|show|all)\b.*)?\barticles?\b/i;

const SIDES =
  /^(?:and |so )?(?:who(?: all| else)?|which (?:countries|parties|sides|groups|members|states|governments))(?: is| are| was| were| has| have|'s|s)?(?: still| now| actually)? (?:(?:for|against|opposed to|in favou?r of|opposing|supporting|backing|rejecting|behind|on board with|happy with|unhappy with)|(?:support(?:s|ed)?|back(?:s|ed)?|reject(?:s|ed)?|oppos(?:es?|ed)|accept(?:s|ed)?|wants?|likes?))\b ?(.*)$/i;

/** "Who is against the plan": where everybody stands on it. */
function sidesAsked(
  { plain, texts, named }: Asked['mentions'],
  briefing: Asked['briefing'],
  thread: Asked['thread'],
): WholeCommand | null {
  const said = SIDES.exec(plain.replace(/(?<![?.! ])[?.! ]+$/, ''));
  if (said === null || named.length > 0) return null;
  const [text] = texts;
  // Who was against a subject is not who is by the newest that is known.
  if (text === undefined && /^\S+(?: \S+){0,2} (?:was|were)\b/i.test(plain)) return null;
  if (text !== undefined) return { path: ['position'], values: { about: text.id } };
  const rest = tellingWords(phraseWords(said[1] ?? '')).filter((word) => !DRAFT_WORDS.has(word));
  // "Who rejected it": what was told before.
  const before = thread?.record;
  const told =
    before?.kind === 'text' ? before.id : before?.kind === 'reading' ? before.provision : undefined;
  if (rest.length === 0) return { path: ['position'], values: { about: told ?? briefing.latestText } };
  const [best] = findProvisions(rest.join(' '), briefing);
  return best === undefined || best.score < SURE_ENOUGH
    ? null
    : { path: ['position'], values: { about: best.provision.id } };
}

const CHANGED = /^(?:and |so )?what(?:'s| has| was|s)? (?:all )?(?:been )?(?:changed|different|new)\b/i;

/** "What changed in Geneva": where the words are in one draft's name alone, it is that draft against the one before. */
function changedIn(
  left: readonly { readonly word: string }[],
  briefing: Asked['briefing'],
): WholeCommand | null {
  const [one, ...others] = briefing.texts.filter(({ name, label, context }) => {
    const own = new Set(phraseWords(`${name} ${label}`));
    return !context && left.every(({ word }) => own.has(word));
  });
  const [parent] = one?.parents ?? [];
  if (one === undefined || others.length > 0 || parent === undefined) return null;
  return { path: ['compare'], values: { from: parent, to: one.id } };
}
