/**
 * The ways sentences tell an occasion, with the words for it. The first that fits counts: a named medium before a kind
 * of meeting, and how it was heard last.
 */
const OCCASIONS: readonly (readonly [RegExp, (found: RegExpExecArray) => string])[] = [
  [
    /\b(?:wrote|posted|said|shared|announced|tweeted)(?: \w+)? (?:in a post )?on (?:the )?(?:his |her |its |social )?(truth social|x|twitter|facebook|telegram|bluesky|mastodon|instagram|linkedin|social media|telegram channel)\b/i,
    ([, where = '']) => `Post on ${where}`,
  ],
  [
    /\bin a (?:post|message|tweet) (?:on|to) (?:the )?(?:platform )?(truth social|x|twitter|facebook|telegram|bluesky|mastodon|instagram|linkedin|social media)\b/i,
    ([, where = '']) => `Post on ${where}`,
  ],
  [
    /\btold (?:a |an )?((?:reporters|journalists|a news conference|lawmakers|parliament|the [A-Z]\w+(?: [A-Z]\w+)?|[A-Z][\w.]+(?: [A-Z]\w+){0,2}|state television|the broadcaster)(?: (?:in|at|aboard|outside|on) (?!Mon|Tue|Wed|Thu|Fri|Sat|Sun)[A-Z]\w+(?: [A-Z]\w+){0,2})?)/,
    ([, whom = '']) => `To ${whom}`,
  ],
  [
    /\b(?:at|during) (?:a|the|his|her|their) (?:joint |regular |daily |online |televised )?(news conference|press conference|briefing|summit|meeting|hearing|rally|interview|conference|forum)((?: (?:in|with|of) [A-Z]\w+(?: [A-Z]\w+){0,2})?)/,
    ([, what = '', where = '']) => `At a ${what}${where}`,
  ],
  [
    /\bin (?:a|an|his|her|their|its) (?:joint |written |video |televised |nightly |evening |recorded )?(statement|interview|speech|address|letter|message|video|video address|video message|column|report|briefing)((?: (?:with|to) (?:the )?[A-Z]\w+(?: [A-Z]\w+){0,2})?)/,
    ([, what = '', to = '']) => `In a ${what}${to}`,
  ],
  [/\b(?:by|via) (video link|telephone|phone)\b/i, ([, how = '']) => `By ${how}`],
];

/** What stands for an occasion that the article does not tell: who printed it, where that is known. */
export function reportedBy(publisher: string | undefined): string {
  return publisher === undefined ? 'In a text that names no publisher' : `Reported by ${publisher}`;
}

/** Where or to whom somebody spoke, as the sentence around a quotation tells it; null where it does not. */
export function occasionIn(narration: string): string | null {
  for (const [pattern, words] of OCCASIONS) {
    const found = pattern.exec(narration);
    if (found !== null) return words(found);
  }
  return null;
}
