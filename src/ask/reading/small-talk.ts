/** What is said to the bot and asks nothing of the briefing. */
export type SmallTalk = 'thanks' | 'greeting' | 'subscribe' | 'order' | 'about-bot' | 'empty';

const CHATTER: ReadonlySet<string> = new Set(
  `thank thanks thx ty tysm cheers ta appreciate appreciated appreciates much nice one good job bot work stuff well done great awesome perfect brilliant lol lmao haha hah ok okay cool got it understood sounds makes sense noted yep yes no nope you u youre are re the best star a lifesaver useless wrong stupid help never mind nevermind nvm forget bad bye goodbye see ya later night wow love so very lovely super alright right fine for that this all your answer info exactly what i needed was helpful really useful man mate again and then today team everyone guys nothing else have day weekend glad amazing fantastic legend hero mean welcome sorry please hmm oh ah ha damn omg true agreed will do me too bit not bored tired`.split(
    /\s+/,
  ),
);
/** Words without which chatter may be asking something. */
const MARKS_CHATTER =
  /\b(?:thanks?|thank|thx|ty|tysm|cheers|appreciate[ds]?|nice one|good (?:job|bot|work|stuff|night)|well done|great|awesome|perfect|brilliant|lol|lmao|haha+|cool|got it|understood|makes sense|sounds good|noted|useless|stupid|never ?mind|nvm|forget it|bad bot|bye|goodbye|love|wow|lovely|amazing|fantastic|legend|ok|okay|yes|no|nope|yep|right|alright|fine|hmm+|sorry|bored|tired)\b/i;
const GREETING =
  /^(?:hi|hello|hey|yo|hiya|good (?:morning|afternoon|evening)|morning|evening|afternoon|howdy|greetings|sup|what'?s up|wassup)(?:[\s,!.]+(?:there|all|bot|everyone|everybody|team|folks|guys|again|readout|you))*[\s!.?]*$/i;
const SUBSCRIBE =
  /\b(?:subscribe|unsubscribe|notify me|alert me|keep me (?:posted|updated|informed)|let me know (?:when|if|once|as soon)|ping me|message me (?:when|if)|tell me (?:when|if|as soon as) (?:something|anything|it|that|this|he|she|they)\b|remind me|send me (?:a |the )?(?:daily|weekly|updates?|digest|alerts?|news)|(?:daily|weekly|morning) (?:digest|update|summary|email|mail|alert)s?|set (?:up )?an? (?:alert|reminder)|post (?:this|it|an update) (?:every|daily|each)|every (?:morning|day|monday|week)\b)/i;
const ORDER =
  /^(?:(?:please|pls|ok|okay|now|then|and|also|can|could|would|will|you|u|bot)[\s,]+)*(?:book|order|buy|call(?! (?:it|him|her|this|that)\b)|email|e-mail|mail|post|tweet|write|draft|translate|delete|remove|erase|edit|correct|fix|update|upload|print|schedule|create|make|draw|paint|sing|play|open|close|send|forward|share|publish|ban|kick|mute|invite|add|rewrite|rephrase|shorten|proofread|invent|pretend|imagine|ignore|repeat after|tell (?:everyone|everybody|them|him|her|the (?:team|channel|others|boss|desk|editor)|us|me a (?:joke|story)|my)|ask (?:him|her|them|the|my)|say (?:hi|hello|something)|come up with|generate|design|code|calculate|run|shut (?:up|down)|stop|go away|restart|reboot|set|change your|turn|give me your|log|save|store|bring|fetch me|get me (?:a|some)|find me (?:a|some))(?:\s+(?:me|us|a|an|this|that|it|my|your|our|everyone|everybody|all|some|him|her|them|to|in|up|down|off|out|with)\b|[\s!.]*$|\s+the (?:channel|team|bot|desk|editor|boss|message|chat|meeting|room|others|printer|music|light|lights|door)\b|\s+(?:to|in|on) #)(?!.*\?\s*$)/i;
/** Begins an order to change what the bot holds or how it answers. */
const MEDDLES =
  /^(?:(?:please|pls|ok|okay|now|then|and|also|can|could|would|will|you|u|bot|just|hey) )*(?:change|remove|delete|erase|drop|wipe|hide|make|set|update|edit|correct|fix|add|put|insert|move|swap|replace|overwrite|rewrite|reword|rename|approve|reject|sign|confirm|vote|answer|reply|respond|talk|speak|write|type|use|from now on|forget|ignore|stop|start|always|never|keep|let|take)\b/i;
/** What only the bot can be told to do it with. */
const WITH_THE_BOT =
  /\b(?:(?:in|from|to|of|off|into|with|on) your (?:own )?(?:data(?:base)?|records?|files?|memory|answers?|notes|system|list|store|archive|briefing|pack)|your (?:data|records|memory|database|files)|for (?:me|us)|disappear|vanish|from now on|(?:answer|reply|respond|talk|speak|write|type) (?:only |me |to me |everything )*in (?:german|french|spanish|italian|polish|ukrainian|russian|english|dutch|portuguese|latin|capitals|caps|rhymes?|verse|emojis?|bullet points|one (?:word|line))|before (?:the|my) (?:boss|editor|chief))\b/i;
const ABOUT_BOT =
  /^(?:(?:so|and|but|hey|ok)[\s,]+)?(?:who (?:are|made|built|runs|owns|wrote) (?:you|this bot|u)|what are you|are (?:you|u) (?:a|an|the|real|human|sure|there|ok|okay|awake|chatgpt|alive|working|on)\b|(?:do|can|could|will|would|have|did) (?:you|u) (?:like|love|feel|sleep|dream|eat|think|believe|have (?:a|any) (?:feelings|opinion|name)|hate|want|vote|write|draw|sing|translate|summari[sz]e this|help me (?:write|with my)|make|book|send|post|call|email|mail|tweet|order|buy|play|tell (?:a|me a) joke)|how (?:are|r) (?:you|u)|how'?s it going|what'?s your (?:name|opinion|favou?rite|view|take)|what (?:do|would) (?:you|u) (?:think|reckon|say|prefer|recommend|suggest)|your (?:name|opinion)|how old are you|where do you live|tell me (?:a joke|about yourself|something (?:funny|interesting))|i (?:love|hate|like|miss) (?:you|this bot|u)|should (?:i|we)\b)/i;

/** What kind of talk a message is; null where it asks something of the briefing. */
export function smallTalkIn(plain: string): SmallTalk | null {
  const words = plain.trim();
  if (!/[\p{L}\p{N}]/u.test(words)) return 'empty';
  if (GREETING.test(words)) return 'greeting';
  if (SUBSCRIBE.test(words)) return 'subscribe';
  if (MARKS_CHATTER.test(words) && onlyChatter(words)) return 'thanks';
  if (ABOUT_BOT.test(words)) return 'about-bot';
  if (ORDER.test(words) || (MEDDLES.test(words) && WITH_THE_BOT.test(words) && !/\?\s?$/.test(words)))
    return 'order';
  return null;
}

/** What the bot says to it. */
export function smallTalkReply(talk: SmallTalk): string {
  switch (talk) {
    case 'thanks':
      return 'Gladly. Ask on whenever you like.';
    case 'greeting':
      return 'Hello. Ask me who said what, what a text says, where somebody stands or what happened when.';
    case 'subscribe':
      return 'I post updates where a digest is subscribed to: /digest subscribe sets one up for this channel.';
    case 'order':
      return 'I cannot do that: I only answer from this briefing.';
    case 'about-bot':
      return 'I have no views and do nothing but answer from this briefing, with its sources.';
    default:
      return 'Ask me about this briefing.';
  }
}

function onlyChatter(words: string): boolean {
  const spoken = words.toLowerCase().split(/[\s,.!?'’:)(-]+/);
  return spoken.every((word) => word === '' || CHATTER.has(word.replace(/(?<=ha|hm)[am]+$/, '')));
}
