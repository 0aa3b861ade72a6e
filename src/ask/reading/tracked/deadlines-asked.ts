import { trackedIn } from '../../../search/evidence/find-tracked.ts';
import type { Asked } from '../../ranking/asked.ts';
import type { TrackedAsked } from './tracked-asked.ts';

const DEADLINE =
  /\b(?:deadlines?|time ?limits?|cut.?off(?: date)?|due(?: dates?)?|overdue|by when|in time|on time|too late|r[au]ns? out|run out|expir(?:e[sd]?|y)|ultimatums?|(?:have|has|had) (?:until|till)|(?:have|has|had) to\b.{1,60}\bby)\b/i;
/** Words that say it is a deadline, and in which state, but not which one. */
const ABOUT_DEADLINES =
  /^(?:deadlines?|time|limits?|cut|off|cutoff|due|overdue|dates?|next|upcoming|coming|ahead|open|still|set|met|miss(?:ed)?|moved?|mov(?:es|ing)|postponed|delayed|extended|slip(?:ped)?|pass(?:ed)?|past|expire[sd]?|drop(?:ped)?|cancel+ed|kept|late|when|soon|left|any|all|main|key|list|show|week|month|today|tomorrow|already)$/;
const STATES: readonly (readonly [RegExp, string])[] = [
  [/\b(?:miss(?:ed)?|fail(?:ed)?)\b/i, 'missed'],
  [/\b(?:slip(?:ped)?|overdue|late|expired|passed|moved|postponed|delayed|extended)\b/i, 'overdue'],
  [/\b(?:met|kept)\b/i, 'met'],
  [/\b(?:drop(?:ped)?|cancel+ed|scrapped)\b/i, 'dropped'],
  [/\b(?:next|upcoming|coming|ahead|open|soon)\b/i, 'next'],
];
/** How well words must fit a deadline for it to be meant. */
const FITS = 0.4;

/** "What are the deadlines", "what slipped", "when is the budget due": the command, with the one that is meant. */
export function deadlinesAsked({ briefing, mentions, terms }: Asked): TrackedAsked | null {
  const { plain, texts, points, named, period } = mentions;
  const slipped = /^(?:and |so )?(?:what|which)(?: \w+)? (?:has |have )?slipped[?.! ]*$/i.test(plain);
  if (!DEADLINE.test(plain) && !slipped) return null;
  const command = (about: string): TrackedAsked => ({
    kind: 'command',
    command: { path: ['deadlines'], values: about === '' ? {} : { about } },
  });
  const words = terms.filter(({ part, word }) => part === 'word' && !ABOUT_DEADLINES.test(word));
  const isBare = words.length === 0 && named.length + texts.length + points.length === 0;
  if (isBare && (period === null || briefing.deadlines.length === 0)) {
    const none = briefing.deadlines.length === 0;
    const several = /\bdeadlines\b|\bdue next\b/i.test(plain);
    const [only] = briefing.deadlines;
    if (only !== undefined && briefing.deadlines.length === 1 && !several) return command(only.title);
    const state = STATES.find(([cue]) => cue.test(plain))?.[1] ?? '';
    return none && !several ? null : command(state);
  }
  const asked = [
    ...words.map(({ word }) => word),
    ...terms.flatMap(({ part, word }) => (part === 'name' || part === 'text' ? [word] : [])),
  ].join(' ');
  const [best] = trackedIn(briefing).deadlines(asked);
  if (best !== undefined && best.score >= FITS && best.firm) return command(best.key.title);
  return null;
}
