import { DRAFT_WORDS } from '../../../search/names/draft-words.ts';

/**
 * Words that say what kind of answer is wanted or how sure somebody is, not on what: "result", "line", "attribution", "guy". A record
 * may hold one, and then it counts a little; that it holds none says nothing.
 */
const SOFT = new Set(
  `result results outcome outcomes tally tallies count counts total totals share shares line lines mood moods job jobs role roles title
  name names named timeline chronology attribution attributed attribute read reads take takes view views opinion opinions stance
  stances position positions reaction reactions response responses reply replies needed need needs back since guy guys lady woman man person
  persons people folks ppl rep reps type types status detail details basics summary described describe describes explained explains idea issue
  issues topic topics story aspect specifics precise precisely literally apparently supposedly allegedly basically seriously
  honestly confirm confirmed true real right wrong correct difference differences compared change changed changes changing yes
  used use uses using year years yr yrs day days date dates time times month months week number numbers nos figure figures
  amount amounts percentage percent list listed lists short brief briefly quickly simple simply plainly english wording quote quotes quoted
  sentence phrase phrased comment comments commented remark remarks source sources sourced outlet outlets article articles report reports
  reported reporting according heard hear known claim claims claimed supposed meant happen attached involved concerned related chance
  possible maybe perhaps likely think thinks thought believe believes feel feels felt option options ending attempt attempts try tries trying
  ordinary normal average certain various several specific particular main key major clause clauses passage passages provision provisions`.split(
    /\s+/,
  ),
);

export function isSoft(word: string): boolean {
  return SOFT.has(word) || DRAFT_WORDS.has(word);
}

/** How much of its weight a soft word keeps that some record has. */
export const SOFT_WEIGHT = 0.4;
