import type { Text } from '../../../../domain/text.ts';
import { evidenceOf } from '../../../../search/evidence/evidence-index.ts';
import { textsInOrder, versionsAsked } from '../../../reading/versions-asked.ts';
import { type Decision, MOST_UNITS } from '../../decision.ts';
import type { Found } from '../../found.ts';

/** Asks of a text whether it is the one that holds. */
const STANDS =
  /\b(?:still|alive|dead|valid|in force|on the table|superseded|replaced|counts?|current|obsolete|outdated)\b/i;
/** What may stand in such a question beside the name of the text. */
const BESIDE =
  /^(?:alive|dead|valid|force|table|superseded|replaced|counts?|current|obsolete|outdated|today|text|texts|version|draft|plan|deal|paper|agreement|accord|treaty|binding|one|stands?|standing)$/;

/** "Is the first draft still on the table": the newest text that was made from it, and then itself. Null where there is none. */
export function textStands({ asked, units, fit }: Found): Decision | null {
  const { mentions, thread, briefing, wanted, terms } = asked;
  if (thread !== null || wanted.verdict === 0 || mentions.points.length > 0) return null;
  if (!STANDS.test(mentions.plain)) return null;
  const { texts, used } = versionsAsked(asked);
  const [only, ...others] = texts;
  if (only === undefined || others.length > 0) return null;
  if (terms.some(({ part, word }) => ASKED.has(part) && !used.has(word) && !BESIDE.test(word))) return null;
  const later = madeFrom(only, textsInOrder(briefing));
  if (later === undefined) return null;
  const evidence = evidenceOf(briefing);
  const told = [later, only].flatMap(({ id }) => evidence.unit(`text:${id}`) ?? []);
  return {
    kind: 'answer',
    verdict: null,
    units: [...told, ...units.filter((unit) => !told.includes(unit))].slice(0, MOST_UNITS),
    fit: Math.max(fit, 0.7),
  };
}

const ASKED = new Set<string>(['word', 'name', 'number']);

/** The newest of the texts that go back to one, over however many others. */
function madeFrom({ id }: Text, inOrder: readonly Text[]): Text | undefined {
  const from = new Set([id]);
  for (const text of inOrder) if (text.parents.some((one) => from.has(one))) from.add(text.id);
  return inOrder.findLast((text) => text.id !== id && from.has(text.id) && text.context !== true);
}
