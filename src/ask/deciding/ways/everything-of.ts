import { lookupOf } from '../../../domain/lookups/lookup.ts';
import { latestDay } from '../../../domain/when.ts';
import type { Unit } from '../../../search/evidence/unit.ts';
import { DRAFT_WORDS } from '../../../search/names/draft-words.ts';
import type { AskedTerm } from '../../ranking/asked.ts';
import { type Decision, MOST_UNITS } from '../decision.ts';
import type { Found } from '../found.ts';

/** "X on the plan": what X said, where the plan is what the whole story is about. */
const ON_IT =
  /^(?:and |so |what about |how about )?\S+(?: \S+){0,3} (?:on|about|re|regarding) (?:the |this |that |it\b)/i;
/** Says that an attitude is asked for, not on what. */
const ATTITUDE =
  /^(?:react(?:s|ed|ions?)?|respon(?:d|ds|ded|se)|repl(?:y|ied)|views?|opinions?|thoughts?|thinks?|takes?|line|comment(?:s|ed)?|quotes?|quotations?|remarks?|statements?)$/;
/** A word for a draft that stands in so many records names none of them. */
const EVERYWHERE = 0.15;

/** "What did X say", "where does X stand", "X on the plan" and nothing else: everything of theirs, the newest first. */
export function everythingOf({ ranked, asked }: Found): Decision | null {
  const { subject, mentions, wanted, terms } = asked;
  const onIt = subject?.kind === 'person' && ON_IT.test(mentions.plain);
  if (subject === null || (wanted.words + wanted.stance === 0 && !onIt)) return null;
  if (mentions.period !== null || mentions.texts.length > 0 || mentions.named.length > 1) return null;
  if (terms.some((term) => !namesNothing(term))) return null;
  const voices = lookupOf(asked.briefing).voicesOf(subject.id);
  const own = ranked.map(({ candidate }) => candidate.unit).filter(({ voice }) => voices.has(voice));
  const about = wanted.words >= wanted.stance ? 'words' : 'stance';
  const kind = about === 'words' ? 'statement' : 'position';
  const asKind = own.filter((unit) => unit.kind === kind);
  const shown =
    asKind.length > 0 || about === 'words' ? asKind : own.filter((unit) => unit.kind === 'statement');
  // A country's own stance goes before that of its people, who are counted to it.
  const isOthers = ({ voice }: Unit) => Number(about === 'stance' && voice !== subject.id);
  const units = shown.toSorted((a, b) =>
    isOthers(a) !== isOthers(b)
      ? isOthers(a) - isOthers(b)
      : dayOfUnit(b) < dayOfUnit(a)
        ? -1
        : dayOfUnit(b) > dayOfUnit(a)
          ? 1
          : 0,
  );
  if (units.length === 0)
    return {
      kind: 'silent',
      actor: subject,
      about,
      bare: true,
      units: ranked.slice(0, 3).map(({ candidate }) => candidate.unit),
      fit: 0.3,
    };
  return {
    kind: 'answer',
    verdict: null,
    allOf: { actor: subject, what: about },
    units: units.slice(0, MOST_UNITS),
    fit: 0.8,
  };
}

/** Whether a word of the question says neither on what nor of when. */
export function namesNothing({ part, word, idf }: AskedTerm): boolean {
  if (part === 'name' || part === 'asking') return true;
  return part === 'word' && (ATTITUDE.test(word) || (DRAFT_WORDS.has(word) && idf < EVERYWHERE));
}

function dayOfUnit({ when }: Unit): string {
  return when === null ? '' : latestDay(when);
}
