import {
  ADVERB,
  AUXILIARY,
  BODY,
  CONJUNCTION,
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

/** Words by what they may do, as `word-classes.ts` says. */
export type Words = readonly (readonly [bits: number, words: string])[];

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
    lobte wies verlangte urteilte reagierte reagiert konterte kontert entgegnet versprach verspricht drohte droht klagte
    klagt beklagte bemängelte monierte rügte unterstrich verteidigte verwies erinnerte erzählte erzählt resümierte bedauerte
    gestand beteuerte spottete scherzte prophezeite meldete hieß heißt zitierte kommentierte begrüßte entgegnete räumte betonten`,
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
    повідомила повідомили розповів розповіла запитав запитала говорить
    сообщил сообщила сообщили сообщает сказал сказала сказали заявил заявила заявили заявляет написал написала пишет
    ответил ответила отвечает добавил добавила добавили отметил отметила подчеркнул подчеркнула пояснил пояснила
    рассказал рассказала спросил спросила говорит говорят говорил уточнил уточнила`,
  ],
  [
    TELL,
    `вважає назвав назвала попередив попередила підтвердив підтвердила закликав закликала нагадав нагадала визнав визнала
    стверджує прокоментував прокоментувала уточнив уточнила відзначив відзначила пообіцяв звинуватив запевнив процитував
    йдеться мовиться резюмував вигукнув считает полагает назвал назвала предупредил предупредила подтвердил подтвердила
    призвал призвала напомнил напомнила признал признала утверждает прокомментировал прокомментировала пообещал обвинил
    заверил резюмировал говорится`,
  ],
  [
    PREPOSITION,
    'у в на з із зі до від за про для по при над під перед між через після без біля щодо о об к ко с со из от для во при над под через после без между',
  ],
  [
    DETERMINER,
    'цей ця це ці той та те ті його її їх їхній свій наш ваш мій один одна кілька деякі всі этот эта это эти тот те его ее её их наш мой один одна некоторые все',
  ],
  [CONJUNCTION, 'і й та але або чи бо що якщо коли як хоча тому и а но или что если когда как хотя потому'],
  [AUXILIARY, 'є був була було були буде будуть бути был была было были будет будут быть есть'],
  [
    ADVERB,
    'також потім тоді ще вже пізніше раніше сьогодні вчора знову тепер также тоже потом тогда еще ещё уже позже раньше сегодня вчера снова теперь',
  ],
  [NEGATION, 'не ні'],
  [RELATIVE, 'який яка яке які котрий который которая которое которые'],
  [PRONOUN, 'він вона вони воно ми я ви йому їй їм он она они оно мы вы ему ей им'],
  [
    TITLE | PERSON,
    `президент президента президентка міністр міністерка міністра речник речниця речника посол посла голова голови депутат
    депутатка депутата генерал прем'єр прем’єр-міністр прем'єр-міністр глава очільник очільниця директор директорка
    командувач канцлер сенатор сенаторка мер мера мерка мером канцлерка прем’єрка губернатор губернаторка депутати речники радник радниця експерт експертка аналітик професор журналіст журналістка начальник
    заступник заступниця секретар представник представниця лідер лідерка
    министр министра премьер премьер-министр посол пресс-секретарь пресс-секретаря прес-секретар прес-секретаря прессекретарь спикер
    спікер спікера спикера главы замглавы канцлера губернатора лидер лидера представителя советник советника помощник
    помощника помічник помічника радника сенатора эксперт эксперта аналитик журналист командующий заместитель заместителя
    директора генерала премьера прем’єра`,
  ],
  [
    PERSON,
    'люди чиновник чиновники джерело джерела учасник учасники свідок свідки військовий військові чиновники источник источники участник свидетель военный военные',
  ],
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
    середа четвер пʼятницю п'ятницю суботу неділю сьогодні вчора там тут так якби водночас однак проте словами словам слова думку як за
    он она они мы вы что если когда как хотя потому это этот эта эти его её ее их не также потом тогда еще ещё уже для во по
    понедельник вторник среду четверг пятницу субботу воскресенье сегодня вчера там здесь так однако`,
  ],
];

const FRENCH: Words = [
  [
    SAY,
    `dit disait disent déclaré déclare déclarait affirmé affirme expliqué explique ajouté ajoute répondu répond écrit
    assuré assure souligné souligne indiqué indique précisé précise lancé lance poursuivi poursuit confié confie rappelé
    rappelle annoncé annonce estimé estime ajoute-t-il ajoute-t-elle dit-il dit-elle a-t-il a-t-elle`,
  ],
  [
    TELL,
    `dénoncé dénonce averti avertit critiqué critique qualifié qualifie reconnu reconnaît insisté insiste demandé demande
    jugé juge martelé martèle plaidé plaide promis promet prévenu prévient regretté regrette salué salue conclu conclut
    tweeté publié accusé accuse appelé appelle évoqué évoque tranché résumé résume`,
  ],
  [
    PREPOSITION,
    'de du des à au aux en dans sur pour par avec sans chez vers contre entre devant lors après avant depuis',
  ],
  [
    DETERMINER,
    'le la les l un une ce cet cette ces son sa ses leur leurs notre nos mon ma plusieurs quelques',
  ],
  [CONJUNCTION, 'et ou mais car donc que quand si comme lorsque tandis alors puisque'],
  [AUXILIARY, 'est sont était étaient a ont avait avaient sera seront être avoir fut'],
  [ADVERB, 'aussi encore déjà ensuite puis hier aujourd’hui également toujours ainsi notamment'],
  [NEGATION, 'ne pas'],
  [RELATIVE, 'qui dont'],
  [PRONOUN, 'il elle ils elles je nous vous on'],
  [
    TITLE | PERSON,
    `président présidente ministre premier première chancelier chancelière porte-parole ambassadeur ambassadrice député
    députée sénateur sénatrice maire général directeur directrice chef cheffe secrétaire conseiller conseillère professeur
    expert experte analyste roi pape`,
  ],
  [TITLE, 'm. mme mlle dr'],
  [PERSON, 'diplomate diplomates responsable responsables source sources expert experts témoin habitants'],
  [DOCUMENT, 'communiqué rapport texte lettre document déclaration tribune'],
  [BODY, 'gouvernement ministère parti commission agence police journal élysée kremlin'],
  [
    NO_NAME,
    `le la les l un une des du de à au aux en dans sur pour par avec sans et ou mais car donc que quand si comme il elle
    ils elles je nous vous on ce cet cette ces son sa ses c’est ne pas selon hier lundi mardi mercredi jeudi vendredi samedi
    dimanche janvier février mars avril mai juin juillet août septembre octobre novembre décembre`,
  ],
];

const SPANISH: Words = [
  [
    SAY,
    `dijo dice dijeron afirmó afirma declaró declara explicó explica añadió añade agregó agrega respondió responde escribió
    escribe aseguró asegura señaló señala indicó subrayó manifestó apuntó contó preguntó dicho afirmado asegurado añadido
    declarado explicado`,
  ],
  [
    TELL,
    'advirtió advierte criticó denunció reconoció insistió pidió calificó prometió recordó lamentó anunció concluyó acusó',
  ],
  [PREPOSITION, 'de del a al en para por con sin sobre contra entre desde hasta tras ante durante según'],
  [DETERMINER, 'el la los las un una este esta estos estas su sus nuestro nuestra mi varios algunos'],
  [CONJUNCTION, 'y e o pero que cuando si como porque mientras aunque'],
  [AUXILIARY, 'es son era eran fue fueron ha han había será está están ser'],
  [ADVERB, 'también ya luego después ayer hoy además así todavía'],
  [PRONOUN, 'él ella ellos ellas yo nosotros'],
  [
    TITLE | PERSON,
    `presidente presidenta ministro ministra canciller portavoz embajador embajadora diputado senador alcalde general
    director directora secretario secretaria jefe experto rey papa primer`,
  ],
  [
    NO_NAME,
    `el la los las un una de del a al en para por con sin y o pero que cuando si como él ella ellos yo nosotros no según
    también ayer hoy lunes martes miércoles jueves viernes sábado domingo`,
  ],
];

const ITALIAN: Words = [
  [
    SAY,
    `detto dice disse dichiarato dichiara affermato afferma spiegato spiega aggiunto aggiunge risposto risponde scritto
    scrive sottolineato sottolinea assicurato precisato osservato commentato`,
  ],
  [
    TELL,
    'avvertito criticato denunciato ammesso insistito chiesto definito promesso ricordato annunciato concluso accusato',
  ],
  [PREPOSITION, 'di del della dei a al alla in nel nella per con su sul da dal tra fra dopo secondo'],
  [DETERMINER, 'il lo la i gli le un una questo questa suo sua suoi loro nostro'],
  [CONJUNCTION, 'e o ma che quando se come perché mentre'],
  [AUXILIARY, 'è sono era erano ha hanno aveva sarà essere'],
  [ADVERB, 'anche poi ieri oggi ancora già inoltre'],
  [PRONOUN, 'lui lei egli loro io noi'],
  [
    TITLE | PERSON,
    `presidente ministro ministra premier cancelliere portavoce ambasciatore deputato senatore sindaco generale direttore
    direttrice segretario capo esperto papa`,
  ],
  [
    NO_NAME,
    `il lo la i gli le un una di del della a al in nel per con su da e o ma che quando se come lui lei io noi non secondo
    anche ieri oggi lunedì martedì mercoledì giovedì venerdì sabato domenica`,
  ],
];

const POLISH: Words = [
  [
    SAY,
    `powiedział powiedziała mówi mówił dodał dodała stwierdził stwierdziła oświadczył oświadczyła napisał napisała
    odpowiedział odpowiedziała podkreślił podkreśliła zaznaczył zaznaczyła wyjaśnił wyjaśniła poinformował zapytał`,
  ],
  [
    TELL,
    'ostrzegł skrytykował przyznał ocenił oceniła zapowiedział przekonywał nazwał wezwał przypomniał zapewnił',
  ],
  [PREPOSITION, 'w we z ze do na o od po przy za dla przez pod nad przed między bez według'],
  [DETERMINER, 'ten ta to te ci jego jej ich nasz mój swój'],
  [CONJUNCTION, 'i a ale lub że gdy jeśli jak bo kiedy'],
  [AUXILIARY, 'jest są był była było byli będzie'],
  [PRONOUN, 'on ona oni my ja'],
  [
    TITLE | PERSON,
    `prezydent premier minister kanclerz rzecznik rzeczniczka ambasador poseł posłanka senator generał dyrektor szef szefowa
    sekretarz ekspert burmistrz`,
  ],
  [
    NO_NAME,
    'w we z ze do na o od po przy za dla i a ale lub że gdy jeśli jak on ona oni my ja nie to ten ta według',
  ],
];

/** Words of each language that is read beside English; Russian is read with Ukrainian. */
export const WORDS = {
  de: GERMAN,
  uk: UKRAINIAN,
  fr: FRENCH,
  es: SPANISH,
  it: ITALIAN,
  pl: POLISH,
} as const;
