/** "Which minister said", "the man who called it": who it was is asked for, in other words than "who". */
const WHICH =
  /^(?:and |so |but )?which (?!(?:text|draft|version|plan|deal|offer|point|article|clause|part|paragraph)s?\b)(?:[\p{L}'-]+ ){1,3}?(?:(?:did|has|have|had) )?(?:sa(?:id|ys?)|told|called|claimed|warned|promised|tweeted|talk(?:ed|s)|spoke|mentioned|complained|compared)\b/iu;
const ONE_WHO =
  /^(?:and |so |but )?(?:(?:the|that|this|a|an|some|what|which) )?(?:[\p{L}-]+ )?(?:guys?|m[ae]n|wom[ae]n|lady|persons?|people|execs?|executives?|officials?|ministers?|mps?|ones?|politicians?|leaders?|some(?:body|one)|sb|chap|bloke|diplomats?) who (?!is\b|are\b|was\b)/iu;

/** Whether the one is asked for who said something, and not what he said. */
export function asksSpeaker(plain: string): boolean {
  return WHICH.test(plain) || ONE_WHO.test(plain);
}
