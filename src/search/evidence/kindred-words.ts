import { stem } from '../text/stem.ts';

/**
 * Words of negotiations and of the news that people use for one another, in any story: a line is a group, base forms, other
 * forms follow by stem. Narrower than the groups of the quote index, which have to see through machine rewording.
 */
const GROUPS = `
army military troops soldiers forces armed personnel
cap limit ceiling maximum cut
arms weapons weaponry guns armament artillery
sanctions embargo restrictions
drop remove delete scrap axe strike cut gone removed out ditch lose
keep stay remain survive retain kept
new added fresh
refuse reject oppose against decline no rebuff
accept agree back support approve endorse welcome favour yes
sign signed signature signing ink
vote ballot referendum plebiscite poll
elections election vote
money funds funding cash budget finance dollars pay payment cost
wages salary pay raise
land territory territorial region area border ground
border frontier boundary
amnesty pardon immunity forgive
prisoners captives hostages detainees pow
children kids
talks negotiations meeting summit round conference discussions
deadline ultimatum date due
delay postpone extend extension late
truce ceasefire armistice
withdraw pullout pull retreat leave
guarantee assurance protection
member membership join accession
rebuild reconstruction rebuilding
assets reserves funds
nuclear atomic
church religion religious
language languages
school schools education
hospital health
police policing
boss chief head leader chair chairman chairwoman president
envoy negotiator delegate representative emissary mediator
spokesman spokeswoman spokesperson press
mad angry furious unhappy upset
happy pleased glad satisfied
deal agreement accord pact treaty settlement
plan draft text proposal document version
tariff duty customs
fish fishing fisheries
court tribunal judge justice
law legislation statute bill act
rebels guerrillas insurgents separatists
drugs narcotics coca
ai artificial intelligence
streaming streamer
monitor verify verification observe observer supervision watch
union guild
strike walkout stoppage
tax levy rate
fee charge
housing homes
bus transit transport
park parks
library libraries
council city municipal
mayor
abstain abstention
postponed delayed
killed dead deaths casualties
divorce exit withdrawal leaving
backstop protocol framework
parliament mps commons lawmakers legislature
congress senate
heavy
say tell state
leak leaked
published public printed
secret confidential unpublished
copy copies
high height tall
wide width broad
long length duration
deep depth
far distance away
big size large
old age
write wrote author draft written
fake false untrue
true right correct
`
  .trim()
  .split('\n')
  .map((line) => line.split(' ').map(stem));

const kindred = new Map<string, Set<string>>();
for (const group of GROUPS) {
  for (const word of group) {
    const others = kindred.get(word) ?? new Set();
    for (const other of group) if (other !== word) others.add(other);
    kindred.set(word, others);
  }
}

const NONE: ReadonlySet<string> = new Set();

/** Stems people use for this one. */
export function kindredOf(root: string): ReadonlySet<string> {
  return kindred.get(root) ?? NONE;
}
