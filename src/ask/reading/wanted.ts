/** What a question asks for; several may hold at once. In the order their features are numbered. */
export const WANTED = [
  'speaker',
  'words',
  'stance',
  'time',
  'place',
  'person',
  'number',
  'reason',
  'now',
  'gone',
  'new',
  'future',
  'difference',
  'trust',
  'source',
  'overview',
  'verdict',
  'happened',
  'content',
  'dispute',
  'vote',
  'text',
  'old',
  'last',
  'role',
] as const;
export type Wanted = (typeof WANTED)[number];

/**
 * How a question shows what it asks for, in normal English of any story. A cue gives weight 1 where it stands where it must
 * (`^` cues open the question), less where the word may mean something else.
 */
const CUES: readonly (readonly [Wanted, number, RegExp])[] = [
  [
    'speaker',
    1,
    /^(?:and )?(?:who|whos|who's|hwo|wo)\b.*\b(?:sa(?:id|ys?|ying|yed)|siad|told|call(?:ed|s)?|claim(?:ed|s)?|warn(?:ed|s)?|talk(?:ed|s|ing)?|describ\w+|promis\w+|announc\w+|tweet\w*|post(?:ed)?|wrote|insist\w*|argu\w+|compar\w+|spoke|speak\w*|mention\w*|complain\w*|joke\w*|admit\w*)\b/i,
  ],
  [
    'speaker',
    0.8,
    /\b(?:whose (?:words|quote|line)|quote from who|which (?:official|leader|politician|minister)\b.{0,60}\bsa(?:id|ys?)|(?:who'?s|whose) (?:quote|line|words))\b/i,
  ],
  [
    'words',
    1,
    /\b(?:what|wat|wot|how|where|when|anything|something|did|has|have)\b.{0,80}\b(?:sa(?:id|y|ys|ying)|tell|told|comment\w*|call(?:ed)?|claim(?:ed)?|warn(?:ed)?|promis\w+|announc\w+|tweet\w*|post(?:ed)?|wr(?:o|i)te|remark\w*|describ\w+|react\w*|respon\w+|answer\w*|speak|spoke|argue\w*)\b/i,
  ],
  [
    'words',
    0.8,
    /\b(?:quote|quotes|quotation|statement|statements|comment|comments|reaction|remarks?|exact words|in (?:his|her|their) words)\b/i,
  ],
  ['words', 0.6, /\b(?:said|says|say|saying|told|speech|quote[sd]?)\b/i],
  [
    'stance',
    1,
    /\b(?:agree[sd]?|agreeing|accept\w*|except|(?<!\b(?:has|have|had|got?|gets?|gi?ven?|gave|come|came|goe?s?|went|pull|take|took|bring|sent|send|hand|handed|pay|paid|be|let|put)(?: \S+){0,3} )back(?:s|ed|ing)?|support\w*|oppos\w+|reject\w*|approv\w+|object\w*|position\w*|stance\w*|stands?|view|views|opinion|attitude|endorse\w*|on board|happy|unhappy|ok with|okay with|fine with|cool with|angry|mad|keen|like[sd]?|want\w*|think\w*|against|in favou?r|pro|anti|willing|ready to|buy(?:s|ing)?|sign(?:ed|ing)? (?:off|up)|for it|red lines?|demands?|feels?|mood|refus\w+|insist\w*|welcom\w+|resist\w*|decid\w+|call(?:s|ed)? for|live with|stomach|tolerate|swallow|settle for|put up with|go along)\b/i,
  ],
  [
    'time',
    1,
    /^(?:and |so |ok |but )?(?:when|whens|when's|wen|what (?:date|day|time|year|month)|which (?:date|day|year|month)|since when|how (?:long ago|soon|long (?:until|till|before)))\b/i,
  ],
  [
    'time',
    0.8,
    /\b(?:what date|which day|what day|date of|dates?|timeline|chronology|deadline|schedule\w*|by when|how long)\b/i,
  ],
  ['place', 1, /^(?:and )?(?:where|wheres|where's)\b(?! (?:do|does|did|is|are) \w+ stand)/i],
  [
    'person',
    1,
    /^(?:and |so )?(?:who|whos|who's|hwo|whom|whose|which (?:country|countries|party|parties|side|sides|leader|leaders|people|minister|official|group|groups|states|members|company|union|councillor\w*))\b/i,
  ],
  [
    'number',
    1,
    /\b(?:how (?:many|much|big|large|high|wide|far|often|few|old)|what (?:number|figure|percentage|percent|share|amount|size|rate|sum|cap|limit|price)|size of|number of|amount|percent(?:age)?|total)\b/i,
  ],
  [
    'number',
    0.7,
    /\b(?:figure|number|numbers|cap|limit|cost|costs|worth|figures|count|km|kilomet\w+|euros?|dollars?|pounds?)\b/i,
  ],
  ['reason', 1, /\b(?:why|how come|what for|reason|reasons|because of what|grounds)\b/i],
  [
    'now',
    1,
    /\b(?:now|currently|current|latest|newest|still|at the moment|these days|as of (?:now|today)|today|so far|yet|anymore|any more|rn|right now|in the end|eventually|final|finally|up to date|most recent|revised|present)\b/i,
  ],
  [
    'gone',
    1,
    /\b(?:gone|dropped?|remov\w+|delet\w+|scrap\w*|axed?|cut|struck|strike|out|no longer|disappear\w*|lost|abandon\w*|taken out|take out|ditch\w*|dead|alive|off the table|went away|vanish\w*|kill\w*|stay\w*|surviv\w+|kept|keep|remain\w*|still (?:in|there)|become of|became of|happened to|happen to)\b/i,
  ],
  ['new', 1, /\b(?:new|added?|adds|addition\w*|extra|inserted|introduc\w+|fresh)\b/i],
  [
    'future',
    1,
    /\b(?:will|next|upcoming|going to|plan(?:s|ned)? to|expected|future|coming|tomorrow|gonna|due|scheduled|later|soon|deadline|ahead|follow)\b/i,
  ],
  [
    'difference',
    1,
    /\b(?:compar\w+|differ\w*|versus|vs|chang\w+|between the|instead of|amend\w*|watered|diff|evol\w+|before and after|rewr\w+|alter\w*|from .{1,40} to .{0,40}version|moved? (?:from|on))\b/i,
  ],
  [
    'trust',
    1,
    /\b(?:reliab\w+|trust\w*|true|verif\w+|confirm\w*|sure|certain|legit|real|really|solid|credib\w+|fake|accurate|official|proof|evidence|fact|rumou?r\w*|can (?:i|we) (?:use|print|run|quote)|safe to)\b/i,
  ],
  [
    'source',
    1,
    /\b(?:source[sd]?|sourcing|outlet\w*|publish\w*|publication\w*|article\w*|report(?:ed|s|er|ers|ing)?|press|newspaper\w*|paper|link|links|media|cite[sd]?|where (?:does|did|do) (?:this|that|it|you|these) (?:come|get|know)|how do (?:you|we) know|says who|according to|broke the story|wrote (?:about|it|that|the)|print\w*|copy|copies|coverage)\b/i,
  ],
  [
    'overview',
    1,
    /\b(?:overview|summar\w+|catch me up|brief(?:ing)?|tl;?dr|what'?s (?:new|up|going on|happening|the latest)|where (?:are things|do things|are we)|state of play|in short|recap|gist|big picture|explain|basics|what is (?:this|the) (?:plan|deal|story|agreement|accord)|status)\b/i,
  ],
  [
    'verdict',
    1,
    /^(?:and |so |but |ok |wait |hang on |hold on |sorry )?(?:is|are|was|were|did|does|do|has|have|had|can|could|will|would|should|isn'?t|didn'?t|wasn'?t|doesn'?t|won'?t|hasn'?t|true|right)\b/i,
  ],
  [
    'happened',
    1,
    /\b(?:happen\w*|met|meet\w*|visit\w*|travel\w*|sign(?:ed|ing)?|went|talks|summit|held|took place|call(?:ed)? (?:off|for)|start\w*|began|begin|end(?:ed)?|pass(?:ed)?|publish\w*|leak\w*|arriv\w*|resign\w*|elected|launch\w*|announced|invad\w*|annex\w*|struck|launched|ratif\w+|decid\w+|adopt\w*|enter\w* into)\b/i,
  ],
  [
    'content',
    1,
    /\b(?:what does .{1,60} say|what'?s in|what is in|says? (?:about|on)|provides?|under (?:the|point|article)|in the (?:plan|text|draft|deal|agreement|accord|offer)|terms?|clause|wording|point|article|contain\w*|allow\w*|require\w*|must|banned?|have to|includ\w+|cover\w*)\b/i,
  ],
  [
    'dispute',
    1,
    /\b(?:disput\w+|contradict\w*|conflict(?:ing)? (?:report|account|claim|version)\w*|disagree\w*|inconsisten\w+|two versions|different (?:versions|accounts|numbers|figures)|mix(?:ed)? up|confus\w+|which is (?:right|it|correct)|discrepan\w+)\b/i,
  ],
  [
    'vote',
    1,
    /\b(?:vot(?:e|ed|es|ing|ers?)|ballot|majority|turnout|abstain\w*|abst|abstention\w*|pass(?:ed)?|for and against|tally|ayes?|noes|yeses|(?:yes|no) (?:share|total|side)|lobby)\b/i,
  ],
  ['vote', 0.8, /\b(?:results?|margin|show of hands|raw count|final count|defeat(?:ed|s)?|ratif\w+)\b/i],
  [
    'old',
    1,
    /\b(?:original(?:ly)?|initial(?:ly)?|at first|first|old|older|oldest|earl(?:y|ier|iest)|previous(?:ly)?|before|former(?:ly)?|used to|back then|started (?:with|out)|at the (?:start|outset)|in the beginning)\b/i,
  ],
  ['last', 1, /\b(?:last|latest|most recent(?:ly)?|newest|recent(?:ly)?)\b/i],
  [
    'role',
    1,
    /\b(?:jobs?|role|title|post|office|rank|who(?: is|'s| are| was| were|s)|works? for|age|how old|party of|belongs? to|members?|head of|leader of|chair(?:s|ed|man|woman)?|in charge|runs?(?! for)|led|leads)\b/i,
  ],
  [
    'time',
    1,
    /\b(?:when|wen)(?: (?:was|is|were|did|does|exactly|again|that|this|it|they|n|and|where|not|about|then))*[?.! ]*$/i,
  ],
  [
    'place',
    1,
    /\b(?:and|n|&|,) where[?.! ]*$|\bwhere(?: (?:was|is|did|that|this|it|he|she|they|exactly|again|happen|said|say))*[?.! ]*$|\b(?:context|occasion|on what occasion)[?.! ]*$/i,
  ],
  ['person', 1, /\b(?:who|whom)(?: (?:is|was|did|that|this|it|he|she|again|exactly))*[?.! ]*$/i],
  [
    'stance',
    0.7,
    /\b(?:worr(?:y|ies|ied)|misgivings?|take on|lines? on|lines?[?.! ]*$|problem with|behind (?:it|this|the)|satisfied|optimis\w+|gloomy|hopeful|upbeat|scepti\w+|skepti\w+|hostile|stand by)\b/i,
  ],
  [
    'future',
    1,
    /\b(?:(?:still|yet) (?:has|have|had|got|needs?) to|to come|outstanding|left to do|pending|on the (?:calendar|agenda|diary)|diary|coming up)\b/i,
  ],
  [
    'text',
    1,
    /\b(?:draft|drafts|text|texts|version|versions|document|plan|plans|proposal|proposals|offer|offers|who wrote|authors?|written by|drafted)\b/i,
  ],
];

/** Weights over what may be wanted, 0 to 1, in the order of `WANTED`. */
export type WantedWeights = Readonly<Record<Wanted, number>>;

/**
 * Reads what a question asks for from how it is put. Of several cues for one thing the strongest counts: they are ways
 * of putting one question and do not add up.
 */
export function wantedOf(plain: string): WantedWeights {
  const weights = Object.fromEntries(WANTED.map((wanted) => [wanted, 0])) as Record<Wanted, number>;
  for (const [wanted, weight, cue] of CUES)
    if (weight > weights[wanted] && cue.test(plain)) weights[wanted] = weight;
  return weights;
}
