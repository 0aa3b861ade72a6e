/** Common first names, English first, then those of people in European news. Written by hand; a name in both says nothing. */
const HE = `gareth imran alasdair rhys owain huw callum finlay hamish struan niall ciaran eamonn fergus lachlan ewan euan bjørn anders henrik gunnar magnus piotr pawel krzysztof jakub ladislav zoltan istvan laszlo gergely mihai ionut nikola milan dragan stefano giuseppe giovanni luca dario paolo pietro kwame chidi emeka tariq faisal bilal hamza rashid anil sunil rajesh vikram sanjay arjun haruto kenji hiroshi
james john robert michael mike mitch william will bill billy david richard rick dick joseph joe thomas tom charles
charlie chuck christopher chris daniel dan matthew matt anthony tony mark donald don steven steve stephen paul andrew
andy joshua josh kenneth ken kevin brian bryan george edward ed ted ronald ron timothy tim jason jeffrey jeff ryan jacob
gary nicholas nick eric jonathan jon larry justin scott brandon benjamin ben samuel sam gregory greg frank alexander
raymond ray patrick jack dennis jerry tyler aaron jose adam henry nathan douglas doug zachary peter pete kyle walter
ethan jeremy harold keith christian roger noah gerald carl terry sean austin arthur lawrence jesse dylan bryan joe
jordan bernie bernard barack marco rand lindsey jeb martin newt reince corey ari bob bobby rob jim jimmy jay glenn
phil philip phillip karl rush orrin chuck harry nate neil hugh howard stuart stewart alan allen allan albert al alfred
fred frederick leon leonard louis luis carlos juan jorge jesus miguel antonio francisco vladimir dmitry dmitri sergei
sergey mikhail boris igor ivan yuri viktor victor oleg andrei andriy volodymyr petro oleksandr oleksiy mykhailo
dmytro serhiy vitali vitaly emmanuel francois jean pierre jacques olaf friedrich frank-walter hans klaus jens recep
benjamin bashar hassan mohammed mohammad muhammad ahmed ali omar abdullah narendra xi shinzo keir boris rishi nigel
tony gordon jeremy simon graham ian alistair craig wayne dale dean derek darren darrell trey ty tucker brad brett
bruce calvin cory curtis clarence clay cliff clint dwight earl eli elliott ernest eugene evan floyd gavin gene gilbert
hal herman ira isaac ivan jake jared jerome joel johnny julian julio kirk kurt lance lee leo lloyd luke lyle malcolm
manuel marcus mario marshall marvin maurice max melvin mel micah milton mort nelson norman oliver oscar otto owen
pablo perry preston ralph ramon randall randy reggie reid rex rod rodney roland roy rudy rudolph russell russ sidney
spencer stan stanley theodore todd travis trevor troy vernon vince vincent virgil wade wallace warren wendell wesley
winston zack marc erik lou lewis dave danny denny donnie eddie ernie gregg guy jamie jeffery joey kenny lenny manny

abraham adrian adam akbar alec alejandro alfonso alfredo alvin amos andre angelo anton archie armando armin arnold aron
barney barry basil benny bert boyd brandon brendan brent bret brock bryce buck bud burt byron caleb cameron carlton cary
cecil cedric chad chase chester clark claude clifford clifton clive clyde colin conrad cornelius cyrus damian damon darius
darryl daryl davis declan denis derrick desmond devin dexter diego dominic donovan doyle drew duncan dustin dwayne edgar
edmund edwin elias elijah elliot elmer elvis emil emilio enrique eric erick esteban eugene felix fernando forrest franklin
fritz gabe gabriel gale garrett gary gaston geoff geoffrey gilberto gino glen gonzalo grady grover guillermo gus gustavo
harlan harris harrison harvey hector herbert hernando homer horace hubert hunter ignacio irving irwin isaiah israel jaime
jamal jan jason jasper javier jeff jefferson jerald jermaine jess joaquin jock jonah jonas judd jude jules kareem keenan
kendall kenny kent khalil khizr kris laurence lawson leland leroy leslie lester lincoln lindsay lionel lorenzo lowell lucas
lucius luther mack maddox marlon mathew maurice maynard mervin miles miguel mohamed monte monty morgan morris morton moses
murray myron ned nicolas nicola noel nolan norm orlando orson otis percy perry philippe pierce quentin quincy rafael
raj ramiro raul rene ricardo richie roberto robin rocky roderick rodrigo rogelio roman romeo ronnie rory ross royce ruben
rufus rupert salvador sammy santiago saul sebastian sergio seth shane shaun shawn sheldon sherman silas skip solomon sonny
spike stefan stevie sylvester tad ted terence terrance terrell thad thaddeus theo tim timmy tobias toby tomas trent tristan
truman ulysses vaughn vic vito wiley wilfred willard willie wilson woodrow wyatt xavier yousef yusuf zachariah zane
newt scot corey corry bashir erdogan jens lars sven bjorn nils pavel petr jiri vaclav milos zoran goran ivica marek tomasz
andrzej lech jaroslaw radek mateusz leonid taras yaroslav ihor rustem kyrylo denys maksym danylo
yevhen roman sergii artem
matteo silvio giorgio mario pope ban kofi antonio jens steffen markus christoph wolfgang gerhard helmut`;
const SHE = `amelia harriet fiona moira isla ailsa eilidh catriona niamh siobhan aoife sinead carys bronwen sigrid kari sofie freya heike ulrike anke birgit agnieszka malgorzata katarzyna jana zuzana petra lenka ilona eszter ioana giulia chiara francesca federica pia paola priya anjali sunita deepa zainab amina yasmin noor ngozi chioma amara yuki sakura marie-louise anne-marie nataliia kateryna svitlana tetiana
mary patricia jennifer jen linda elizabeth liz barbara susan sue jessica sarah sara karen lisa nancy betty
margaret sandra ashley kimberly kim emily donna michelle carol amanda amy melissa deborah debbie stephanie rebecca
becky laura sharon cynthia kathleen kathy kate katherine catherine cathy amy angela shirley anna ann anne brenda pamela
pam emma nicole helen samantha christine christina debra rachel carolyn janet maria heather diane julie joyce victoria
kelly christy joan evelyn lauren judith judy megan meg andrea cheryl hannah jacqueline martha gloria teresa theresa
sara janice marie julia kathryn grace jean abigail alice amber alicia brittany danielle denise diana doris erin frances
gina hillary huma ivanka jane jill kellyanne katrina kayleigh lena leslie loretta lois lynn madeleine marsha megyn
melania melinda mia monica natalie nikki olga olivia paula peggy phyllis rosa rose ruth sally sheila sonia sophie
stacy susana sylvia tammy tina tracy valerie vanessa virginia wanda wendy yvonne zoe carly elise jeanne joni kamala
kirsten kristen maggie maxine nina patty rita roberta sheryl tulsi tammy dana debbie donna annie arianna cokie condoleezza
angela ursula annalena kaja giorgia marine christine theresa yulia iryna oksana olena nataliya svetlana maria katya
tatiana valentina anastasia julija natalia ksenia halyna liudmyla sanna mette claudia sabine katrin franziska brigitte

abby ada adele adriana agnes aileen aimee alana alexandra alexis alison allison allyson alma alyssa ana anita annette antonia
april ariana arlene astrid audrey ava barb beatrice bella belle bernadette bernice bertha bess bethany betsy beverly bianca
blanche bonnie brandy bree brenna bridget brooke caitlin camilla camille candace candice carla carmen carole caroline carrie
cassandra cassie cecilia celeste celia chantal charlene charlotte chelsea cherie chloe christa claire clara clare colleen
connie constance cora corinne courtney crystal daisy daphne darla darlene dawn deanna deb delia della denisha dianne dina
dolores dora dorothy edith edna eileen elaine eleanor elena elisa elisabeth elisabetta ella ellen eloise elsa elsie emilia
erica erika ernestine estelle esther ethel eunice eva eve faith fay felicia flora florence francine freda frieda gabriela
gabrielle gail geena genevieve georgia geraldine gertrude ginger ginny giovanna gladys glenda goldie greta gretchen gwen
gwendolyn hazel heidi helene henrietta holly hope ida imelda ines inez ingrid irene iris irma isabel isabella isabelle ivy
jackie jacquelyn jada jan janelle janine jasmine jeanette jeannie jenna jenny jessie jillian jo joann joanna joanne jocelyn
jodi jody johanna jolene josefina josephine joy juanita judy juliana juliet june justine kara karin karla kasie kate katelyn
kathie katie kay kayla kendra kerry kirstie krista kristin kristina krystal lacey lana lara laurel laurie lea leah leanne
leigh leila leona leticia letitia lillian lily lisbeth lora lorena lori lorraine louisa louise lucia lucille lucinda lucy
luisa lydia mabel mackenzie madeline madison mae magdalena mallory mandy mara marcella marcia margarita margery margo
marguerite mariana marianne maribel marilyn marina marion marisa marissa marjorie marla marlene marta mattie maud maura
maureen mavis maya mckenzie melody mercedes meredith michaela mika mildred millie mimi minerva miranda miriam misty mollie
mona morgana muriel myra myrtle nadia nadine nan nanette natasha nell nellie nicola noelle norma octavia odessa opal
pauline pearl penelope phoebe polly priscilla queenie rachael ramona raquel reba regina rene renee rhea roxanne ruby
sadie sallie salma savannah scarlett selena serena shana shari sharlene shauna shawna shea shelby shelia sheri sherri
sherry shirlee sierra silvia simone sofia sonja stacey stefanie stephany sue-ellen summer suzan suzette sybil tabitha tamara
tanya tara tasha tatum teri terri tessa thelma tiffany tonya tracey tricia trina trudy twila valarie velma verna viola
violet vivienne whitney wilhelmina willa wilma winifred winona yesenia yolanda yvette zelda zora stormy huma donna
terry pat robin kim lee drew morgan aisha fatima leila ayesha malala benazir indira sheikh melanie molly mindy minnie naomi nora pat penny rhonda ronna
rosemary sabrina sandy shannon shelly stella susie suzanne taylor toni trish ursula vera veronica vicki vivian`;

/** Ukrainian and Russian ones as they stand before a verb. */
const HE_CYRILLIC = `петро андрій олег володимир сергій дмитро олександр іван микола юрій віктор василь михайло павло роман
тарас максим денис ігор богдан ярослав євген кирило владимир сергей дмитрий александр иван николай юрий виктор василий
михаил павел алексей евгений константин андрей петр пётр игорь борис георгій георгий рустем марко остап степан`;
const SHE_CYRILLIC = `марія анна ганна олена ольга ірина наталія наталя тетяна юлія оксана світлана катерина вікторія людмила
галина надія любов дарія дарина софія анастасія мария елена ирина наталья татьяна юлия светлана екатерина виктория надежда
дарья софья анастасия христина соломія лариса валентина`;

const GENDERS = new Map<string, 'he' | 'she' | ''>();
for (const name of `${HE} ${HE_CYRILLIC}`.split(/\s+/)) GENDERS.set(name, 'he');
for (const name of `${SHE} ${SHE_CYRILLIC}`.split(/\s+/))
  GENDERS.set(name, GENDERS.get(name) === 'he' ? '' : 'she');

/** 'he' or 'she' for a first name that is mostly given to one of them, '' for any other. */
export function genderOfFirstName(name: string): 'he' | 'she' | '' {
  return GENDERS.get(name.toLowerCase()) ?? '';
}
