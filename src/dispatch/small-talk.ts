import { type Answer, SMALL_TALK } from '../answer/answer.ts';
import { text } from '../answer/compose.ts';
import type { Story } from '../core/stories.ts';
import { oncePerBriefing } from '../domain/briefing.ts';
import { findDate } from '../search/dates/find-date.ts';
import { normalize } from '../search/text/normalize.ts';

/** What people say to a bot without asking anything. */
type SmallTalk = 'thanks' | 'greeting' | 'farewell' | 'order' | 'reaction';

const REPLIES: Readonly<Record<SmallTalk, string>> = {
  thanks: 'You’re welcome.',
  greeting: 'Hello.',
  farewell: 'Goodbye.',
  order: 'I only answer questions.',
  reaction: 'Noted.',
};

const setOf = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/).map(normalize));

const THANKS = setOf(
  `thanks thank thankyou thanx thx tnx thnx ty tysm tyvm cheers ta kudos appreciated appreciate grateful merci danke dankeschön
  gracias grazie obrigado obrigada dziękuję dzięki дякую дякуємо спасибо спасибі tak takk kiitos tack děkuji dank
  welcome bitte proszę`,
);
const GREETINGS = setOf(
  `hi hello hey heya hiya hullo yo howdy greetings hallo hola bonjour bonsoir salut ciao moin servus cześć hej ahoj привіт
  привет вітаю morning afternoon evening gm sup hiii hihi`,
);
const FAREWELLS = setOf(
  'bye byebye goodbye cya ttyl goodnight gn farewell later laters tschüss adieu adios пока бувай cu',
);
const REACTIONS = setOf(
  `yes yeah yea yep yup yess ye aye ja oui si да так no nope nah nay nein non не ні нет ok okay okey okie oki k kk roger copy
  sure fine right alright agreed agree agrees indeed exactly absolutely definitely certainly totally precisely true correct
  same ditto amen understood noted gotcha fair done seconded second first wrong false untrue disagree incorrect
  lol lmao lmfao rofl haha hahaha hehe hihi heh wow whoa woah omg omfg wtf wth gosh jeez damn dang nice neat cool great
  good better best awesome amazing excellent perfect brilliant fantastic wonderful superb impressive interesting helpful
  useful love loved like liked likes beautiful lovely sweet sick lit oof ouch yikes ugh meh hmm hm hmmm mm mhm uh huh oh ooh
  ah aha ahh eh er um phew yay yeey hooray hurray bravo congrats congratulations congratz gg wp based cringe sad funny
  hilarious weird strange crazy insane bad terrible awful horrible boring stupid dumb useless crap rubbish nonsense
  bullshit shit fuck fucking hell bloody sorry apologies oops whoops pardon excuse bless worries problem nevermind nvm
  mind idk dunno brb afk fyi imo imho tbh smh rip xd uwu really seriously literally obviously clearly apparently
  maybe perhaps whatever anyway test testing tested ping pong bump this that props respect legend genius hero
  facts fact cap fake kidding thumbs clap claps applause toast luck`,
);
/** Words that stand around the others and ask nothing. */
const FILLERS = setOf(
  `a an the that thats this these those to for of in on at by with from up out off so very too much many lots lot ton tons million heaps bunch all
  everyone everybody every body guys folks friends friend mate mates pal buddy bro bruh dude man sir madam maam team people
  world you u ya your yours youre ur i im me my mine we us our it its is are was were be been am been the there here
  one ones just now then today tonight tomorrow soon again already always never ever and or but not dont do did does doesnt
  didnt have has had got get gets will would could can cant wont made make makes makes sense point points taken
  well still also as if thing things stuff way ways lah please pls plz readout answer answers answered help helped info
  information reply question plus minus star stars out both mine even more most such
  god lord jesus christ heavens goodness gracious grief my see seen saw know knew think thought guess hope hear heard
  heads noise trouble delay mess typo typos confusion late two three four five six seven eight nine ten deal quick fast
  quickly guten morgen tag abend nacht buenos buenas dias noches tardes beaucoup mille muchas molto большое велике
  job work works working bot bots robot news day days night week happy merry old new big huge big enough bit little time times`,
);

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

/** What only stands in a row, not word by word. */
const PHRASES =
  /^(?:will do|can do|who cares|who asked|why not|so what|sup|wass?up|whats up|you bet|(?:nobody|no one|noone) (?:cares|asked)|take care|come on|go on|carry on|lets go|sounds (?:good|great|fine|right)|(?:good|fair|great|excellent|valid) points?|point taken|(?:that is|thats) the point|whats the point|you rock|well played|keep it up|keep up the good work|fake news|long time no see|nice to (?:meet|see) you|have a (?:nice|good|great) (?:day|one|evening|weekend|night)|my pleasure|hang on|hold on|one (?:moment|sec|second|minute)|just a (?:moment|sec|second|minute)|count me in|(?:im|i am) in|let me think|(?:plus|minus) (?:one|\d+)|no comment|(?:i )?(?:got it|see|know|get it)(?: now| thanks)?|makes (?:perfect |total )?sense|(?:i )?(?:dont |do not )?(?:think|guess|hope|suppose) (?:so|not)(?: too)?|what an? (?:shame|mess|joke|pity|day|week|idea|surprise|relief|disaster|nightmare|circus|story|world|time)|rest in peace|long live .{1,40}|(?:i|we) (?:love|like|hate) (?:it|this|that|you))$/;
const REMINDER =
  /^(?:please )?remind (?:me|us|everyone) (?:in|at|tomorrow|later|to|every|again|next|tonight)\b/;
const PASS_ON =
  /^(?:send|share|forward|copy|save|post) (?:this|that|it|me|him|her|them|us|everyone|everybody)\b/;

/** First words of what is asked. */
const OPENERS = setOf(
  `what whats when where wheres who whos whom whose which why how hows did does do is are was were has have will would can
  could should may might any anything anyone`,
);

/** Names of everything in a briefing that may be asked for by name, in normal form. */
const namesIn = oncePerBriefing((briefing): ReadonlySet<string> => {
  const { actors, texts, provisions, gaps } = briefing;
  const names = [
    ...actors.flatMap(({ id, name, aliases }) => [id, name, ...aliases]),
    ...texts.flatMap(({ id, name, label, aliases }) => [id, name, label, ...aliases]),
    ...provisions.flatMap(({ id, title, aliases }) => [id, title, ...aliases]),
    ...gaps.flatMap(({ topic, aliases }) => [topic, ...aliases]),
  ];
  return new Set(names.map(normalize));
});

/**
 * The answer to words that ask nothing: thanks, greetings, assent, reactions, orders to the bot. A word or two, and no
 * claim; null where something may be asked. What a briefing calls one of its own ("Pardon") is always asked for.
 */
export function smallTalkAnswer(typed: string, stories: readonly Story[], asOf: string): Answer | null {
  const kind = smallTalkIn(typed, stories, asOf);
  if (kind === null) return null;
  return {
    status: kind === 'order' ? 'refused' : 'answered',
    headline: [text(REPLIES[kind])],
    blocks: [],
    citations: [],
    records: [],
    actions: [],
    asOf,
    command: SMALL_TALK,
    audience: 'default',
  };
}

function smallTalkIn(typed: string, stories: readonly Story[], asOf: string): SmallTalk | null {
  // Pictures, `:shortcodes:`, `<3` and other signs say nothing that can be looked up; "?" alone asks for help.
  const bare = typed
    .replace(/<a?:\w{1,40}:\d{1,25}>|:[\w+-]{1,40}:|<\/?3+/g, ' ')
    .replace(/<[@#!][^<>]*>/g, ' ');
  const words = wordsOf(bare);
  if (words.length === 0)
    return bare.trim() === '' ? (typed.trim() === '' ? null : 'reaction') : signsOnly(bare);
  const phrase = words.join(' ');
  if (stories.some(({ briefing }) => namesIn(briefing).has(phrase))) return null;
  if (NUMBERED.test(bare)) return null;
  if (SCORE.test(bare) || PHRASES.test(phrase)) return 'reaction';
  if (findDate(bare, asOf) !== null) return null;
  if (isOrder(bare, phrase) && !isOnRecord(words, bare, stories)) return 'order';
  if (AFTER_ME.test(phrase) || /^(?:happy|merry) \S+(?: \S+)?$/.test(phrase)) return 'greeting';
  if (isExclamation(words)) return 'reaction';
  const [first = ''] = words;
  // "Is great" asks nothing, "is it great?" does.
  if (OPENERS.has(first) && (/[?？]/.test(bare) || !/^(?:is|was|are|were)$/.test(first))) return null;
  return socialKind(words);
}

/** "No. 6" and "point no 6" are numbers, and "no" is in them. */
const NUMBERED = /\bn(?:os?|r|um)\. ?\d|\bpoints? n(?:os?|r|um) ?\d/i;

/** "+1", "-1", "100%", "10/10". */
const SCORE = /^\s*[+-] ?\d{1,3}\s?!*\s*$|^\s*\d{1,4} ?(?:%|\/ ?\d{1,3})\s?!*\s*$/;

/** "How are you", "are you there", "what's your name". */
const AFTER_ME =
  /^(?:and )?(?:how (?:are|r) (?:you|u|ya|things)(?: .{0,20})?|hows (?:it going|life|things|everything|you)|how (?:do you do|is it going|is life|have you been)|are (?:you|u) (?:there|awake|ok|okay|alive|alright|online|up|here|well|sure|serious|kidding|kidding me)|you (?:there|ok|good|alright|sure)|what(?:s| is) your name|wyd|hru)$/;

function wordsOf(typed: string): readonly string[] {
  return normalize(typed)
    .split(' ')
    .filter((word) => word !== '');
}

/** Words somebody on record may have said, half remembered. */
function isOnRecord(words: readonly string[], typed: string, stories: readonly Story[]): boolean {
  return words.length > 3 && stories.some((story) => story.index().search(typed, { limit: 1 }).length > 0);
}

/** Marks without a word: "!!!", "…", ":)". Question marks ask for help. */
function signsOnly(bare: string): SmallTalk | null {
  return /[?？]/.test(bare) ? null : 'reaction';
}

/** "What a shame", "how nice", "what the hell". */
function isExclamation(words: readonly string[]): boolean {
  if (words.length > 4 || !/^(?:what an? |what the |how )/.test(words.join(' '))) return false;
  return words.slice(1).every((word) => isSocial(word) || FILLERS.has(word)) && words.some(isSocial);
}

function socialKind(words: readonly string[]): SmallTalk | null {
  if (!words.every((word) => isSocial(word) || FILLERS.has(word) || /^\d{1,3}$/.test(word))) return null;
  // "19 or 22" asks which of them.
  if (/\b\d+ or \d+\b/.test(words.join(' '))) return null;
  if (words.some((word) => THANKS.has(word))) return 'thanks';
  if (words.some((word) => FAREWELLS.has(word)) || /^see (?:you|ya|u)\b/.test(words.join(' ')))
    return 'farewell';
  if (words.some((word) => GREETINGS.has(word))) return 'greeting';
  return words.some(isSocial) ? 'reaction' : null;
}

function isSocial(word: string): boolean {
  // "thaaaanks", "soooo goood", "hahahaha".
  const plain = word.replace(/(.)\1{2,}/g, '$1$1');
  const short = word.replace(/(.)\1+/g, '$1');
  return [word, plain, short].some(
    (one) =>
      THANKS.has(one) ||
      GREETINGS.has(one) ||
      FAREWELLS.has(one) ||
      REACTIONS.has(one) ||
      /^(?:ha|he|hi|lo){2,}l?$/.test(one),
  );
}

function isOrder(typed: string, phrase: string): boolean {
  if (REMINDER.test(phrase) || PASS_ON.test(phrase)) return true;
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
