import { normalize } from '../../search/text/normalize.ts';

/** Words in normal form. */
export const setOf = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/).map(normalize));

/** What thanks somebody. */
export const THANKS = setOf(
  `thanks thank thankyou thanx thx tnx thnx ty tysm tyvm cheers ta kudos appreciated appreciate grateful merci danke dankeschön
  gracias grazie obrigado obrigada dziękuję dzięki дякую дякуємо спасибо спасибі tak takk kiitos tack děkuji dank
  welcome bitte proszę`,
);
export const GREETINGS = setOf(
  `hi hello hey heya hiya hullo yo howdy greetings hallo hola bonjour bonsoir salut ciao moin servus cześć hej ahoj привіт
  привет вітаю morning afternoon evening gm sup hiii hihi`,
);
export const FAREWELLS = setOf(
  'bye byebye goodbye cya ttyl goodnight gn farewell later laters tschüss adieu adios пока бувай cu',
);
export const REACTIONS = setOf(
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
export const FILLERS = setOf(
  `a an the that thats this these those to for of in on at by with from up out off so very too much many lots lot ton tons million heaps bunch all
  everyone everybody every body guys folks friends friend mate mates pal buddy bro bruh dude man sir madam maam team people
  world you u ya your yours youre ur i im me my mine we us our it its is are was were be been am been the there here
  one ones just now then today tonight tomorrow soon again already always never ever and or but not dont do did does doesnt
  didnt have has had got get gets will would could can cant wont made make makes makes sense point points taken
  well still also as if thing things stuff way ways lah please pls plz readout answer answers answered help helps helping helped clears clear cleared sorted saved saves needed need wanted want looking after info
  information reply question plus minus star stars out both mine even more most such
  god lord jesus christ heavens goodness gracious grief my see seen saw know knew think thought guess hope hear heard
  heads noise trouble delay mess typo typos confusion late two three four five six seven eight nine ten deal quick fast
  quickly guten morgen tag abend nacht buenos buenas dias noches tardes beaucoup mille muchas molto большое велике
  job work works working bot bots robot news day days night week happy merry old new big huge big enough bit little time times`,
);

/** First words of what is asked. */
export const OPENERS = setOf(
  `what whats when where wheres who whos whom whose which why how hows did does do is are was were has have will would can
  could should may might any anything anyone`,
);

/** Thanks, greets, or reacts, however long its letters are drawn. */
export function isSocial(word: string): boolean {
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
