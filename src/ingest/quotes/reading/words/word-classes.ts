/**
 * What a word may do in a sentence about somebody who speaks, as bits: `classOf('said') & SAY`. English, and as much
 * German and Ukrainian as direct speech needs. A word may have several; one without any has 0.
 */
export const SAY = 1;
/** Verbs of speaking that also have other uses ("noted", "warned"). */
export const TELL = 2;
/** Verbs that may come with words of somebody, mostly with a part of a sentence ("dismissed it as"). */
export const JUDGE = 4;
export const CUE = SAY | TELL | JUDGE;
export const PREPOSITION = 8;
export const DETERMINER = 16;
export const CONJUNCTION = 32;
export const AUXILIARY = 64;
export const ADVERB = 128;
export const PRONOUN = 256;
export const RELATIVE = 512;
export const TITLE = 1024;
/** Nouns for people who may speak. */
export const PERSON = 2048;
/** Nouns for what is written or recorded, and speaks for who issued it. */
export const DOCUMENT = 4096;
/** Nouns for bodies that may speak. */
export const BODY = 8192;
/** Nouns that bring speech: "in a statement", "her tweet". */
export const SPEECH_NOUN = 16384;
/** Never a part of a name, also with a capital: function words, days, months. */
export const NO_NAME = 32768;
export const NEGATION = 65536;
/** Part of a name only beside another word with a capital: "David French", but "French officials". */
export const SOFT = 131072;

const CLASSES = new Map<string, number>();

function add(bits: number, words: string): void {
  for (const word of words.split(/\s+/)) {
    if (word !== '') CLASSES.set(word, (CLASSES.get(word) ?? 0) | bits);
  }
}

/** Verb by verb all forms: `stem` takes -s, -ed, -ing by the rules of spelling. */
function addVerbs(bits: number, stems: string): void {
  for (const stem of stems.split(/\s+/)) {
    if (stem === '') continue;
    const e = stem.endsWith('e');
    const y = /[^aeiou]y$/.test(stem);
    const base = e ? stem.slice(0, -1) : y ? stem.slice(0, -1) : stem;
    const third = /(?:s|sh|ch|x|z)$/.test(stem) ? `${stem}es` : y ? `${base}ies` : `${stem}s`;
    const past = e ? `${stem}d` : y ? `${base}ied` : `${stem}ed`;
    add(bits, `${stem} ${third} ${past} ${e ? base : stem}ing`);
  }
}

add(
  SAY,
  'say says said saying tell tells told telling write writes wrote written writing added adds add adding',
);
addVerbs(
  SAY,
  'tweet explain continue reply respond ask declare insist state remark recall exclaim quip retort',
);
addVerbs(
  TELL,
  `argue note announce suggest observe conclude acknowledge admit concede warn claim assert contend maintain mention
  predict complain joke answer counter caution stress emphasize emphasise reiterate repeat recount relate comment
  proclaim shout yell scream whisper mutter mumble murmur chant cry demand inquire wonder urge promise vow pledge
  confess reveal disclose report confirm clarify lament muse opine reason boast brag post text email e-mail blog tout
  testify allege agree disagree offer interject snap crow gush rail thunder bellow fume elaborate echo joke thank
  advise propose instruct intone implore plead beg chide scold holler roar sigh retweet pen quote start conclude begin
  paraphrase read invoke implore reassure assure remind inform summarize surmise sum theorize speculate chime deadpan
  marvel bemoan gripe grumble concur volunteer venture counsel signal point tease rant caption narrate sing caption`,
);
add(
  TELL,
  'went spoke speak speaks speaking began begun shot sang wrote-in swore read reads thought think thinks',
);
addVerbs(
  JUDGE,
  `call describe dismiss criticize criticise denounce accuse blast slam praise refer characterize characterise deride mock
  attack deny reject express label term dub brand deem decry condemn blame liken compare ridicule hail defend
  challenge question cite issue release publish believe feel hope fear worry consider view rate rule find show
  indicate imply hint tap promise raise invite threaten apologize apologise welcome voice deliver push press highlight
  list title name pronounce slam lambaste trash tar bash excoriate chastise rebuke belittle knock rip hammer lash
  address portray paint voice talk discuss endorse back oppose order direct outline detail pointed support claim
  conclude want decide plan expect require state warn urge denigrate laud applaud salute extol vilify bill single`,
);
add(
  JUDGE,
  'felt found finds thought saw sees see wants wanted hit hits gave gives made makes put puts took takes',
);
add(JUDGE, 'sought swiped shown showed knew knows held holds meant means laid');
add(
  PREPOSITION,
  `of to by from with for in on at about against after before during over under into through between among toward
  towards within without behind across despite amid per via like unlike than as upon since until near beyond including
  regarding concerning around along off out up down outside inside atop alongside aboard`,
);
add(
  DETERMINER,
  `the a an this that these those his her their its our my your one two three four five six another some several many
  any each every both no other few most all`,
);
add(CONJUNCTION, 'and or but nor yet so while whereas when where because if though although whether once');
add(
  AUXILIARY,
  `is are was were be been being am has have had having do does did will would shall should can could may might must
  's 're 've 'd 'll ain't`,
);
add(
  ADVERB,
  `also later then again even just only still already often repeatedly once never ever always recently previously
  first last earlier now immediately quickly simply further famously reportedly specifically subsequently ultimately
  finally publicly openly flatly bluntly sharply wryly matter-of-factly simply afterward afterwards meanwhile however
  instead too as well yesterday today tonight tomorrow nonetheless`,
);
add(NEGATION, "not n't never no");
add(PRONOUN, 'he she they it i we you who him her them me us himself herself themselves itself');
add(RELATIVE, 'who which whom whose that');
add(
  TITLE,
  `mr mr. mrs mrs. ms ms. miss dr dr. del del. sen sen. sens. rep rep. reps. gov gov. govs. gen gen. col col. lt lt. capt capt.
  sgt sgt. maj maj. adm adm. prof prof. rev rev. hon hon. st. president senator representative governor general colonel
  captain professor secretary minister premier chancellor ambassador congressman congresswoman justice judge mayor
  sheriff speaker king queen prince princess pope cardinal bishop archbishop rabbi imam pastor father sister sir lord
  lady dame attorney chairman chairwoman director commissioner deputy vice chief commander admiral sergeant lieutenant
  officer detective leader minority majority whip candidate spokesman spokeswoman coach host reporter herr frau
  det det. insp insp. supt supt. cllr cllr. cpl cpl. brig brig. councillor`,
);
add(
  PERSON,
  `spokesman spokeswoman spokesperson official officials officer officers president senator senators governor
  congressman congresswoman lawmaker lawmakers minister premier chancellor secretary ambassador diplomat diplomats mayor
  judge judges prosecutor prosecutors attorney attorneys lawyer lawyers aide aides adviser advisers advisor advisors
  strategist strategists consultant pollster pollsters analyst analysts expert experts professor economist historian
  scientist scientists researcher researchers author authors writer columnist journalist journalists reporter reporters
  editor editors host hosts anchor moderator commentator commentators critic critics supporter supporters opponent
  opponents rival rivals leader leaders chairman chairwoman chair head director manager executive executives founder
  owner businessman businesswoman billionaire mogul tycoon magnate developer investor banker candidate candidates
  nominee nominees contender front-runner frontrunner incumbent republican republicans democrat democrats conservative
  conservatives liberal liberals progressive activist activists advocate advocates organizer organizers volunteer
  protester protesters protestors demonstrators demonstrator marchers crowd audience attendee attendees people man men
  woman women boy girl child children student students teacher teachers father mother son daughter brother sister wife
  husband friend friends neighbor neighbors colleague colleagues voter voters resident residents citizen citizens
  witness witnesses victim victims survivor survivors worker workers employee employees staffer staffers member members
  delegate delegates operative operatives insider insiders source sources person someone somebody one ones another
  others many some pastor priest bishop rabbi imam pope general colonel commander soldier veteran veterans sheriff
  detective investigator investigators agent agents user users commenter commenters narrator announcer actor actress
  singer comedian neurosurgeon surgeon doctor physician nurse guy kid heckler questioner questioners interviewer
  caller texan speaker justice counsel deputy commissioner representative representatives ally allies confidant fan fans
  donor donors fundraiser coach player star celebrity designer graduate teenager immigrant farmer trucker driver police
  coordinator libertarian socialist socialists tea-partier everyone everybody anyone nobody politician politicians
  boss deputy-chief bureau-chief chairperson spokespeople presidency mastermind hacker blogger founder widow mother-in-law
  widow widower niece nephew uncle aunt cousin grandson granddaughter parents parent family families biographer biographers ex-wife
  frontman songwriter rapper director-general undersecretary speechwriter foe foes surrogate surrogates hopeful legislators legislator parliamentarian premier king queen prince princess
  constituent constituents confidante appointee appointees loyalist loyalists mentor protege protégé roommate classmate
  classmates teammate co-worker coworker coworkers contributor contributors enthusiast enthusiasts skeptic skeptics sceptic
  sceptics intern interns detractor detractors correspondent blogger publicist co-author co-founder co-chair lobbyist lobbyists pundit pundits patient engineer
  physicist biologist climatologist astronaut pilot captain inspector monitor negotiator negotiators envoy envoys
  mediator mediators general-secretary secretary-general troops commander-in-chief foreign-minister`,
);
add(
  DOCUMENT,
  `statement report letter email e-mail memo memorandum tweet tweets post posts article editorial headline ad ads
  advertisement commercial video lawsuit suit complaint filing filings affidavit indictment petition document documents
  transcript transcripts study survey poll polls book column op-ed essay release note message text sign signs banner
  website site blog page resolution bill law order ruling opinion decision treaty agreement communique communiqué
  declaration constitution amendment summary review analysis platform script caption account accounts story piece
  voice-over voiceover song verse description excerpt footnote plan draft proposal readout cable dispatch speech`,
);
add(
  BODY,
  `campaign group groups company committee board commission department ministry agency office administration
  government court council foundation association organization organisation union party coalition network newspaper
  magazine tabloid paper outlet outlets press media team institute center centre university school firm think-tank
  house senate congress parliament kremlin pentagon bureau police army military club team bank fund federation
  commission church museum hospital embassy consulate delegation secretariat watchdog charity publication channel`,
);
add(
  SPEECH_NOUN,
  `statement interview speech tweet tweets post letter email memo remarks words comment comments response message
  question answer remark quote line argument warning op-ed essay book column address testimony news-conference`,
);
add(
  NO_NAME,
  `i the a an and or but nor yet so if when while where because though although since until unless after before during
  as at by for from in into of off on onto out over to under up with without within about above across against along
  among around behind below beneath beside besides between beyond despite down except inside like near outside per
  regarding through throughout toward towards upon via he she it they we you his her its their our my your him them us
  me who whom whose which what that this these those there here how why whether not no yes is are was were be been
  being am has have had having do does did done doing will would shall should can could may might must also even still
  just only then than thus hence however moreover meanwhile instead indeed perhaps maybe later earlier now today
  yesterday tomorrow tonight recently once twice again already always never ever often sometimes soon both each every
  either neither some any many much more most few several all other another such one two three four five six seven eight
  nine ten second third last next let get got go going see look according asked speaking based given despite
  monday tuesday wednesday thursday friday saturday sunday january february march april june july august september
  october november december jan. feb feb. mar. apr. jun. jul. aug aug. sept sept.
  oct oct. nov nov. dec. advertisement
  well oh ok okay please thanks sorry hello people sources officials critics supporters aides experts voters others
  ala. ariz. ark. calif. colo. conn. del. fla. ga. ill. ind. kan. ky. la. md. mass. mich. minn. miss. mo. mont. neb.
  nev. n.h. n.j. n.m. n.y. n.c. n.d. okla. ore. pa. r.i. s.c. s.d. tenn. tex. vt. va. wash. w.va. wis. wyo. d.c.
  d-calif r-fla r-tex d-n.y r-s.c r-ky r-wis r-ariz d-mass i-vt r-utah d-va r-ohio r-maine r-n.h r-iowa
  overall additionally furthermore finally similarly likewise asked added told saying said adding still nearly almost`,
);

add(
  SOFT,
  `american americans british french german russian ukrainian chinese israeli iranian syrian mexican canadian european
  europeans african-american african-americans hispanic hispanics latino latinos muslim muslims christian christians jewish
  democratic gop catholic arab asian white house-era
  watch read photo image story related continue share click updated will may march first long`,
);

/** The bits of a word, in lower case as it stands in the text. */
export function classOf(word: string): number {
  return CLASSES.get(word) ?? 0;
}
