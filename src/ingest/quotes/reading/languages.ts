import {
  ADVERB,
  AUXILIARY,
  BODY,
  CONJUNCTION,
  classOf,
  DETERMINER,
  DOCUMENT,
  NEGATION,
  NO_NAME,
  PERSON,
  PREPOSITION,
  PRONOUN,
  RELATIVE,
  SAY,
  TELL,
  TITLE,
} from './word-classes.ts';

/** Languages whose direct speech is read; anything else is read as if it were English. */
export type Language = 'en' | 'de' | 'uk';

type Words = readonly (readonly [bits: number, words: string])[];

const GERMAN: Words = [
  [
    SAY,
    `sagte sagt sagten sagen gesagt erklärte erklärt erklärten schrieb schreibt antwortete antwortet erwiderte betonte
    betont meinte meint teilte ergänzte fügte fragte rief twitterte so`,
  ],
  [
    TELL,
    `kritisierte kritisiert warnte warnt forderte fordert nannte nennt bezeichnete bezeichnet berichtete berichtet
    behauptete behauptet versicherte versichert bekräftigte äußerte sprach spricht kündigte bestätigte räumte mahnte
    lobte wies verlangte urteilte hieß heißt zitierte kommentierte begrüßte entgegnete räumte betonten`,
  ],
  [
    PREPOSITION,
    `in im an am auf aus bei beim mit nach von vom zu zum zur vor über unter für gegen ohne durch um seit während wegen
    trotz zwischen hinter neben bis ab`,
  ],
  [
    DETERMINER,
    `der die das den dem des ein eine einen einem einer eines kein keine sein seine seinen ihr ihre ihren ihrer unser
    unsere dieser diese dieses diesen jener alle viele mehrere zwei drei`,
  ],
  [CONJUNCTION, 'und oder aber sondern denn weil wenn ob dass als wie doch während nachdem bevor'],
  [
    AUXILIARY,
    'ist sind war waren wird werden wurde wurden hat haben hatte hatten habe sei seien kann können könne muss müssen soll',
  ],
  [
    ADVERB,
    'auch dann noch schon später zuvor zudem außerdem weiter nun jetzt heute gestern bereits einmal wieder',
  ],
  [NEGATION, 'nicht nie'],
  [PRONOUN, 'er sie es wir ich man ihm ihn ihnen sich'],
  [TITLE, 'herr frau dr prof'],
  [PERSON, 'leute mann frau menschen beobachter experten anwohner'],
  [
    DOCUMENT,
    'erklärung bericht studie mitteilung papier brief stellungnahme schreiben gutachten entwurf umfrage tweet post',
  ],
  [
    BODY,
    `ministerium regierung partei fraktion polizei behörde amt bundesregierung kommission gericht zeitung agentur verband
    gewerkschaft konzern unternehmen ministeriums`,
  ],
  [
    NO_NAME,
    `der die das den dem des ein eine einen einem einer und oder aber denn weil wenn ob dass als wie doch in im an am auf
    aus bei beim mit nach von vom zu zum zur vor über unter für gegen ohne durch um seit während wegen trotz er sie es wir
    ich man auch dann noch schon später zuvor montag dienstag mittwoch donnerstag freitag samstag sonntag januar februar
    märz april mai juni juli august september oktober november dezember heute gestern jetzt nun hier dort dies diese dieser
    dieses zudem außerdem allerdings so laut damit dabei`,
  ],
];

const UKRAINIAN: Words = [
  [
    SAY,
    `сказав сказала сказали каже кажуть заявив заявила заявили заявляє написав написала написали пише відповів відповіла
    додав додала додали наголосив наголосила пояснив пояснила зазначив зазначила підкреслив підкреслила повідомив
    повідомила повідомили розповів розповіла запитав запитала говорить сообщил сказал сказала заявил заявила`,
  ],
  [
    TELL,
    `вважає назвав назвала попередив попередила підтвердив підтвердила закликав закликала нагадав нагадала визнав визнала
    стверджує прокоментував прокоментувала уточнив уточнила відзначив відзначила пообіцяв звинуватив запевнив процитував
    йдеться мовиться резюмував вигукнув`,
  ],
  [
    PREPOSITION,
    'у в на з із зі до від за про для по при над під перед між через після без біля щодо о об к ко с со из от',
  ],
  [DETERMINER, 'цей ця це ці той та те ті його її їх їхній свій наш ваш мій один одна кілька деякі всі'],
  [CONJUNCTION, 'і й та але або чи бо що якщо коли як хоча тому'],
  [AUXILIARY, 'є був була було були буде будуть бути'],
  [ADVERB, 'також потім тоді ще вже пізніше раніше сьогодні вчора знову тепер'],
  [NEGATION, 'не ні'],
  [RELATIVE, 'який яка яке які котрий'],
  [PRONOUN, 'він вона вони воно ми я ви йому їй їм'],
  [
    TITLE | PERSON,
    `президент президента президентка міністр міністерка міністра речник речниця речника посол посла голова голови депутат
    депутатка депутата генерал прем'єр прем’єр-міністр прем'єр-міністр глава очільник очільниця директор директорка
    командувач канцлер сенатор сенаторка мер мера мерка мером канцлерка прем’єрка губернатор губернаторка депутати речники радник радниця експерт експертка аналітик професор журналіст журналістка начальник
    заступник заступниця секретар представник представниця лідер лідерка`,
  ],
  [PERSON, 'люди чиновник чиновники джерело джерела учасник учасники свідок свідки військовий військові'],
  [
    DOCUMENT,
    'заява заяві заяви звіт звіті лист листі повідомлення повідомленні документ документі дописі пост доповідь',
  ],
  [
    BODY,
    'міністерство уряд партія поліція агентство штаб офіс адміністрація комісія суд видання газета мзс генштаб парламент',
  ],
  [
    NO_NAME,
    `у в на з із зі до від за про для по при над під перед між через після без щодо і й та але або чи бо що якщо коли як
    хоча тому це він вона вони ми я ви цей ця ці той його її їх не ні також потім тоді ще вже понеділок вівторок середу
    середа четвер пʼятницю п'ятницю суботу неділю сьогодні вчора там тут так якби водночас однак проте`,
  ],
];

const GERMAN_ROLE =
  /(?:minister|ministerin|kanzler|kanzlerin|präsident|präsidentin|sprecher|sprecherin|chef|chefin|botschafter|botschafterin|abgeordnete|abgeordneter|professor|professorin|experte|expertin|vorsitzende|vorsitzender|general|bürgermeister|bürgermeisterin|direktor|direktorin|analyst|analystin|beauftragte|beauftragter|ökonom|ökonomin|forscher|forscherin|kommissar|kommissarin|leiter|leiterin|anwalt|anwältin|politiker|politikerin|senator|senatorin|sekretär|sekretärin|führer|führerin|rat|rätin|meister|meisterin)$/u;

function mapOf(words: Words): ReadonlyMap<string, number> {
  const map = new Map<string, number>();
  for (const [bits, list] of words) {
    for (const word of list.split(/\s+/)) if (word !== '') map.set(word, (map.get(word) ?? 0) | bits);
  }
  return map;
}

const MAPS: Readonly<Record<'de' | 'uk', ReadonlyMap<string, number>>> = {
  de: mapOf(GERMAN),
  uk: mapOf(UKRAINIAN),
};

/** The bits of a word of that language. */
export function classIn(language: Language, word: string): number {
  if (language === 'en') return classOf(word);
  const bits = MAPS[language].get(word) ?? 0;
  return language === 'de' && GERMAN_ROLE.test(word) ? bits | TITLE | PERSON : bits;
}

/** Characters at the beginning that decide which language a text is in. */
const LOOKED_AT = 4000;

/** Which language a text is in, by its letters and commonest words. */
export function languageOf(text: string): Language {
  const start = text.slice(0, LOOKED_AT);
  const letters = start.match(/\p{L}/gu)?.length ?? 0;
  const cyrillic = start.match(/\p{Script=Cyrillic}/gu)?.length ?? 0;
  if (letters > 0 && cyrillic > 0.4 * letters) return 'uk';
  const german =
    start.match(/\b(?:der|die|das|und|ist|nicht|ein|eine|den|dem|mit|sagte|wir|zu|auf)\b/giu)?.length ?? 0;
  const english = start.match(/\b(?:the|and|of|to|is|not|a|in|that|said|we|with|on)\b/giu)?.length ?? 0;
  return german > english ? 'de' : 'en';
}
