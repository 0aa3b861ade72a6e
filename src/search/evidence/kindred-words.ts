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
coach advise counsel tip guidance
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
protect protection guard shield defend safeguard
compensate compensation reimburse repay refund paid payment
meet sit talk
slam blast criticise criticize condemn attack denounce decry rip bash pan
praise hail laud applaud welcome compliment
blame fault accuse
admit concede acknowledge confess
deny denial refute dismiss rebut
insult mock ridicule scorn
apologise apologize apology sorry forgive regret
thank gratitude grateful thanks appreciate
congratulate congratulation
hope optimistic confident hopeful optimism
fear worry worried concern afraid anxious scared
doubt sceptical skeptical unsure
warn warning caution alarm
promise pledge vow commit commitment undertake
demand insist require
offer propose proposal bid
urge press call plea appeal
shoot shot fire fired gunfire shell shelling bombard
bomb missile rocket strike attack raid hit
kill die dead death killed toll fatality casualty
injure wound hurt wounded injured
seize capture occupy annex
seize capture occupy conquer overrun take fall
invade invasion attack aggression
fight war conflict combat battle fighting hostilities
start begin commence effect
halt cease terminate
pause suspend suspension freeze interrupt break
resume restart reopen
reach achieve attain
fail failure collapse fall
win victory won triumph
lose lost defeat beat
margin lead gap difference
turnout participation
approve pass adopt ratify endorse
reject veto block
postpone defer delay push shelve
leave quit exit depart withdraw
arrive arrival visit travel fly trip
resign quit step
sack fire dismiss oust remove
replace succeed successor swap
appoint pick choose nominate elect
graft corruption bribe bribery scandal
boss executive exec chief ceo
company firm business corporation
worker staff employee job post
bargain negotiate haggle talk
pay fund finance money contribute chip fork
cost price bill worth sum
cheap cheaper less lower
expensive dear higher more
raise increase rise hike up boost grow growth higher
cut reduce reduction lower decrease slash shrink fewer
share portion part percentage
half fifty
double twice
yearly annual annually year
monthly month
border crossing checkpoint frontier
road street lane route
pool baths swimming
ship boat vessel
harbour port dock quay
doctor medicine drug medicines
farmer farm land rural agriculture
poor poverty
woman women female
man men male
kid child young youth
pet dog cat animal
religion faith church
gay lgbt gender
victim victims survivor
crime criminal offence guilty
jail prison imprison detain custody arrest
punish sentence penalty punishment sanction
fine penalty fee
law legal legislation
constitution constitutional
autonomy decentralise decentralisation self
speech address remark
tweet post truth
interview talk told
letter note write
phone call ring
video clip footage tape recording
photo picture image
newspaper paper outlet press
tv broadcaster television
report story account
rumour rumor claim speculation
reason why because cause grounds
goal aim purpose objective
role job function
idea view thought opinion
mood feeling sentiment
citizens residents locals
crowd rally protest demonstration march
poll survey
europe european eu
brussels commission eu
kremlin moscow russia
westminster parliament commons
america american us washington
brit british uk britain london
sea maritime naval
energy power electricity gas
reactor plant nuclear
g8 g7
veto block
umbrella cover shelter
grow expand expansion enlarge enlargement
neutral neutrality nonaligned
alliance bloc nato
join accede enter accession
recognise recognize recognition
return restore
handover surrender cede concede
dispute disagreement row quarrel fight
solve settle resolve
judge tribunal arbitrate arbitration panel
oversee supervise monitor enforce chair
break breach violate violation
obey comply compliance follow
cap ceiling limit maximum
pause halt freeze frozen stop hold ice
resume unfreeze thaw unblock
expire expiry lapse sunset end duration last
until till til end expiry duration
late overdue missed
arms weapons military equipment hardware
present unveil submit introduce table propose
retaliate retaliation countermeasure countermeasures reprisal
buy purchase procure procurement order
car auto automobile vehicle
exempt exemption waive waiver carve-out exclude
plenary chamber floor
ruling verdict judgment decision rule
split breakdown tally
subsidy grant aid
investor invest investment
sue lawsuit suit
strings conditions terms caveat
lopsided unbalanced asymmetric unfair
floor minimum least
room staff staffing
script write writer screenplay
show series programme program episode
stream streaming online
tour trip visit
leftover rest remaining
free release liberate freed
expel evict deport displace displacement kick
disarm disarmament demilitarise demilitarize demilitarisation demilitarization decommission
soldiers troops boots servicemen
arms guns rifles
ban forbid prohibit outlaw bar
truck lorry convoy
expire end lapse
withdraw pullback retreat
independence sovereignty statehood
aid relief help supplies
evacuate evacuation rescue
blockade siege
border fence wall
hostage abductee kidnap
ask request seek
establish create found
implement implementation enforce apply
finish complete end conclude
ally partner
speed fast quick rapid
crowd people
document paper
date day
site place location venue
host hosted
toll number
strong strength
idp idps displaced
violate cheat
complaint grievance complain
barrier obstacle hurdle
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
