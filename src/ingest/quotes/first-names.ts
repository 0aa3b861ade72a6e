/** Common first names, English first, then those of people in European news. Written by hand; a name in both says nothing. */
const HE = `james john robert michael mike mitch william will bill billy david richard rick dick joseph joe thomas tom charles
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
matteo silvio giorgio mario pope ban kofi antonio jens steffen markus christoph wolfgang gerhard helmut`;
const SHE = `mary patricia jennifer jen linda elizabeth liz barbara susan sue jessica sarah sara karen lisa nancy betty
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
aisha fatima leila ayesha malala benazir indira sheikh melanie molly mindy minnie naomi nora pat penny rhonda ronna
rosemary sabrina sandy shannon shelly stella susie suzanne taylor toni trish ursula vera veronica vicki vivian`;

const GENDERS = new Map<string, 'he' | 'she' | ''>();
for (const name of HE.split(/\s+/)) GENDERS.set(name, 'he');
for (const name of SHE.split(/\s+/)) GENDERS.set(name, GENDERS.get(name) === 'he' ? '' : 'she');

/** 'he' or 'she' for a first name that is mostly given to one of them, '' for any other. */
export function genderOfFirstName(name: string): 'he' | 'she' | '' {
  return GENDERS.get(name.toLowerCase()) ?? '';
}
