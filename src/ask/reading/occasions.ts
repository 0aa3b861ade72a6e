import type { Briefing } from '../../domain/briefing.ts';
import { occasionMentioned } from '../../search/evidence/find-occasion.ts';
import { mentionedActors } from '../../search/names/mentioned-actors.ts';
import { phraseWords, tellingWords } from '../../search/names/topics.ts';
import type { WholeCommand } from '../telling/whole.ts';

/** What may be asked of an occasion: who spoke, what was said, when and where it was. */
const BESIDE =
  /^(?:spoke|speak|spoken|speaks|speaking|speakers?|talk|talked|talking|said|say|says|saying|told|words?|quotes?|quoted|statements?|remarks?|comments?|held|took|place|took|happen|happened|heard|everything|during|there|at|was|were|people|everybody|everyone|anybody|anyone|attended|present)$/;

/** A question about an occasion and nothing else but who spoke there; null for every other. */
export function occasionAsked(plain: string, briefing: Briefing): WholeCommand | null {
  const words = phraseWords(plain);
  const mention = occasionMentioned(words, briefing);
  if (mention === undefined) return null;
  const outside = words.filter((_, at) => at < mention.from || at >= mention.to);
  const rest = outside.join(' ');
  const actors = mentionedActors(rest, briefing).filter(({ score }) => score === 1);
  const [actor] = actors;
  const left = outside.filter((_, at) => !actors.some(({ from, to }) => from <= at && at < to));
  if (actors.length > 1 || tellingWords(left).some((word) => !BESIDE.test(word))) return null;
  return {
    path: ['who-said'],
    values: {
      words: mention.occasion.name,
      ...(actor === undefined ? {} : { speaker: actor.actor.id }),
    },
  };
}
