import { withoutAddress } from '../../ask/reading/address.ts';
import { normalize } from '../../search/text/normalize.ts';
import { FILLERS, isSocial, setOf } from './vocabulary.ts';

/** Orders that concern the bot or the channel: nobody asks a briefing to do them. */
const ORDERS = setOf(
  `delete edit pin unpin post repost upload download print mute unmute kick dm sing dance rap translate restart reboot
  shutdown pretend roleplay imagine ignore forget repeat spam sudo install uninstall login logout`,
);
/** Orders only with what is ordered of a bot: "stop the war" is none, "stop it" and "write a poem about it" are. */
const ORDERS_OF_THINGS = setOf(
  `stop start go come leave be shut send write draw paint play make create generate compose set turn open close clean clear
  add remove change run wait sleep wake eat drink marry kiss hug kill fight ban vote join invite schedule notify tag mention
  message email mail text ring call speak talk say act behave quit exit cancel undo save share copy read learn try buy
  sell order book pay give take put move drop hold keep calm chill relax smile laugh cry die do dont never hush quiet
  silence shout whisper piss fuck screw get tell enough swear`,
);
const THINGS = setOf(
  `message messages channel chat thread server room song songs poem poems haiku limerick story joke jokes picture pictures
  image images meme memes music code script essay recipe pizza coffee beer food game away home quiet down off silent lost
  talking posting writing answering spamming lying annoying calm later somewhere him her them somebody someone moment
  minute minutes second seconds break nap it`,
);
/** Said to somebody: with a name behind it, it is an order to pass something on. */
const TO_SOMEBODY = setOf('tell ask call email mail message text invite warn greet thank notify remind ping');

/** What may come before an order. */
const LEADING = setOf(
  'please pls plz kindly can could would will you u bot robot readout just now hey hi hello ok okay so and then',
);

const REMINDER =
  /^(?:please )?remind (?:me|us|everyone) (?:in|at|tomorrow|later|to|every|again|next|tonight)\b/;
const PASS_ON =
  /^(?:send|share|forward|copy|save|post) (?:this|that|it|me|him|her|them|us|everyone|everybody)\b/;

/** Begins with what is ordered of a helper, and of whom or what it is to be done to. */
const ORDER =
  /^(?:(?:please|pls|ok|okay|now|then|and|also|can|could|would|will|you|u|bot)[\s,]+)*(?:book|order|buy|call(?! (?:it|him|her|this|that)\b)|email|e-mail|mail|post|tweet|write|draft|translate|delete|remove|erase|edit|correct|fix|update|upload|print|schedule|create|make|draw|paint|sing|play|open|close|send|forward|share|publish|ban|kick|mute|invite|add|rewrite|rephrase|shorten|proofread|invent|pretend|imagine|ignore|repeat after|tell (?:everyone|everybody|them|him|her|the (?:team|channel|others|boss|desk|editor)|us|me a (?:joke|story)|my)|ask (?:him|her|them|the|my)|say (?:hi|hello|something)|come up with|generate|design|code|calculate|run|shut (?:up|down)|stop|go away|restart|reboot|set|change your|turn|give me your|log|save|store|bring|fetch me|get me (?:a|some)|find me (?:a|some))(?:\s+(?:me|us|a|an|this|that|it|my|your|our|everyone|everybody|all|some|him|her|them|to|in|up|down|off|out|with)\b|[\s!.]*$|\s+the (?:channel|team|bot|desk|editor|boss|message|chat|meeting|room|others|printer|music|light|lights|door)\b|\s+(?:to|in|on) #)(?!.*\?\s*$)/i;
/** Begins an order to change what the bot holds or how it answers. */
const MEDDLES =
  /^(?:(?:please|pls|ok|okay|now|then|and|also|can|could|would|will|you|u|bot|just|hey) )*(?:change|remove|delete|erase|drop|wipe|hide|make|set|update|edit|correct|fix|add|put|insert|move|swap|replace|overwrite|rewrite|reword|rename|approve|reject|sign|confirm|vote|answer|reply|respond|talk|speak|write|type|use|from now on|forget|ignore|stop|start|always|never|keep|let|take)\b/i;
/** What only the bot can be told to do it with. */
const WITH_THE_BOT =
  /\b(?:(?:in|from|to|of|off|into|with|on) your (?:own )?(?:data(?:base)?|records?|files?|memory|answers?|notes|system|list|store|archive|briefing|pack)|your (?:data|records|memory|database|files)|for (?:me|us)|disappear|vanish|from now on|(?:answer|reply|respond|talk|speak|write|type) (?:only |me |to me |everything )*in (?:german|french|spanish|italian|polish|ukrainian|russian|english|dutch|portuguese|latin|capitals|caps|rhymes?|verse|emojis?|bullet points|one (?:word|line))|before (?:the|my) (?:boss|editor|chief))\b/i;
/** Whether words order the bot to do something; `phrase` is what is typed in normal form. */
export function isOrder(typed: string, phrase: string): boolean {
  if (REMINDER.test(phrase) || PASS_ON.test(phrase)) return true;
  const plain = withoutAddress(typed);
  if (ORDER.test(plain)) return true;
  if (MEDDLES.test(plain) && WITH_THE_BOT.test(plain) && !/\?\s?$/.test(plain)) return true;
  // "post-war elections" begins with no order.
  const pieces = typed.trim().split(/\s+/).map(normalize);
  const at = pieces.findIndex((piece) => !LEADING.has(piece));
  const [verb = '', ...objects] = at < 0 ? [] : pieces.slice(at).filter((piece) => piece !== '');
  if (/[?？]\s?$/.test(typed) && at === 0) return false;
  if (ORDERS.has(verb)) return true;
  // "Text of the guarantees" names a text.
  if (
    TO_SOMEBODY.has(verb) &&
    objects.length > 0 &&
    !/^(?:me|us|of|on|for|from|about)$/.test(objects[0] ?? '')
  )
    return true;
  if (!ORDERS_OF_THINGS.has(verb)) return false;
  const things = objects.filter((word) => !FILLERS.has(word) && !isSocial(word));
  return things.length === 0 || THINGS.has(things[0] ?? '');
}
