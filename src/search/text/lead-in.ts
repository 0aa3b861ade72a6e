/**
 * Ways of asking that come before the words asked for, and after them. They are taken off for one of two readings
 * of a question; the other keeps every word, because a quotation may itself begin with "something about".
 */
const BEFORE =
  /^(who (was it (who|that) |was the one who )?(ever )?(said|says|say|told|wrote|claimed|warned|mentioned|talked|spoke|called)( (us|them))?( something)?( that| about| of| it was| there)?|who (is|was) quoted (as )?saying( that)?|(that|the|a) (thing|quote|line|statement|bit|remark|one|part|saying) (about|where|that|on|with)|(something|anything) (about|like|on)|(did|has|have) (anyone|anybody|someone|somebody) (ever )?(say|said)( that| something| anything)?( about| like)?|(someone|somebody) (said|says|saying)( that| something)?( about| like)?|(what|which) (was|is) (that|the) (quote|line|statement) (about|on)|quote about)(?= )/;
const AFTER = / (who (said|says|wrote|told us) (that|this|it)|said who|who said)$/;

/** The part of a normalised question that carries the words asked for; the same text where there is nothing to take off. */
export function withoutLeadIn(normal: string): string {
  const rest = normal.replace(BEFORE, '').replace(AFTER, '').trim();
  return rest.split(' ').length < 2 ? normal : rest;
}
