/**
 * Words that stand in for each other in rewritten English: a line is a group, in any sense its words share.
 * Written for this index from general knowledge of the language of news; base forms, other forms follow by stem.
 * Machine rewording picks a sense blindly ("climate change" becomes "climate alteration"), so groups are loose.
 */
export const SYNONYM_GROUPS = `
change alteration shift modify transform vary switch alter reform variation modification transformation adjust transition amend convert
big large huge great giant major enormous massive vast immense gigantic colossal sizable substantial considerable tremendous
small little tiny minor slight minute modest petty miniature limited
good fine decent excellent beneficial sound worthy virtuous favourable superb great
bad awful terrible horrible dreadful poor evil lousy dire nasty appalling dismal
begin start commence open initiate launch originate kick embark inaugurate
end finish conclude stop close terminate cease halt complete finale conclusion quit
say state tell declare assert announce remark mention claim express voice utter pronounce
speak talk discuss converse communicate chat lecture address
think believe consider suppose feel reckon deem regard suspect guess imagine
know understand recognize realize grasp comprehend appreciate perceive
want wish desire need crave require long
need require demand must necessity requirement necessitate want
help assist aid support back relief assistance serve abet
fight battle struggle combat war conflict clash contend oppose resist fighting
win triumph victory succeed gain prevail conquer
lose forfeit miss defeat fail
make create produce build construct form manufacture generate forge fabricate assemble
break fracture rupture smash interrupt split shatter crack burst bust
destroy ruin demolish wreck devastate annihilate ravage eliminate
damage harm hurt injury impair destruction wreckage wound
devastating destructive catastrophic ruinous cataclysmic disastrous crushing annihilating
disaster catastrophe calamity tragedy cataclysm misfortune debacle fiasco
crisis emergency disaster predicament plight exigency turmoil
danger risk peril threat hazard menace jeopardy
dangerous hazardous risky perilous unsafe treacherous
storm hurricane cyclone typhoon tempest gale tornado blizzard
wind breeze gust air blow draft
rain rainfall shower precipitation downpour
snow sleet blizzard
heat warmth hotness warm temperature fervor
warm heat tepid lukewarm affectionate
hot torrid burning scorching sultry spicy warm
cold chilly frigid cool icy freezing frosty
weather climate conditions endure
climate clime weather ambient atmosphere environment mood temperature
flood deluge inundate torrent overflow swamp flooding
fire blaze flame burn inferno dismiss
burn scorch combust char ignite incinerate
drought dryness aridity shortage
dry arid parched dehydrated
water liquid moisture aqua
sea ocean marine water deep
river stream creek waterway brook
coast shore seaside beach seashore coastline seacoast coastal
island isle islet atoll
land ground earth soil terrain country property
earth world globe planet ground soil
country nation land state territory realm republic
state province nation condition country government
city town metropolis municipality urban community
area region zone district territory field sector domain locality neighbourhood
place location spot site position put lay situation
home house dwelling residence household abode domicile family
family household kin relatives clan folk
building structure construction edifice
road street highway route path way avenue
path route way trail track course road
people folk persons individuals humans public citizens populace citizenry
person individual human somebody someone soul being
man guy fellow gentleman male chap
woman lady female girl
child kid youngster youth infant minor baby juvenile
parent father mother guardian
friend pal ally companion buddy comrade
enemy foe opponent adversary rival competitor
community society public neighbourhood population
population people inhabitants populace
group band set bunch cluster party team crowd
team squad crew group unit side
leader head chief boss commander director guide
leadership direction guidance command
lead guide direct head conduct steer
president chairman chief head executive
government administration regime management authorities governance
administration management government direction presidency
politics political governmental
politician lawmaker legislator statesman
congress legislature parliament assembly
law legislation statute rule act regulation ordinance
legal lawful legitimate
illegal unlawful illicit criminal
court tribunal bench judicature
judge evaluate magistrate justice assess adjudicate
lawyer attorney counsel solicitor advocate
crime offence felony violation misdeed criminality
criminal felon crook outlaw illegal
police cops constabulary officers law
murder kill slay assassinate homicide slaughter
kill slay murder destroy massacre slaughter
death demise end dying fatality
die perish expire decease pass
war warfare conflict battle combat hostilities engage
military army forces troops armed soldiers
soldier trooper warrior fighter
weapon arm gun armament
attack assault raid strike onslaught offensive attempt invade
defend protect guard shield safeguard
protect defend guard shield safeguard preserve secure conserve
protection defence safety security preservation shelter shield
security safety protection surety
safe secure protected unhurt harmless
peace calm tranquillity harmony serenity quiet
agreement deal accord pact treaty contract settlement understanding arrangement
agree concur consent accept accede correspond
argue contend claim dispute debate reason quarrel
discussion debate talk dialogue conversation discourse
election vote ballot poll voting
vote ballot suffrage
campaign drive crusade movement effort
candidate nominee contender applicant prospect
party group celebration faction company
policy plan strategy insurance
plan program scheme design project programme strategy intend blueprint
program plan scheme broadcast programme project
goal objective purpose target aim end finish
try attempt effort endeavour seek test strive
effort attempt exertion endeavour campaign try
work labour job toil employment function operate
worker employee labourer proletarian
job task work employment occupation chore position business
employ hire use engage utilize
use utilize employ apply consumption role exploit usage
business company firm enterprise trade commerce concern industry line
company firm corporation business enterprise troupe
industry business manufacture trade diligence
trade commerce exchange barter deal swap craft
market marketplace mart
buy purchase acquire procure
sell vend market deal
price cost charge toll terms value
cost price expense charge be toll
money cash funds currency capital wealth
pay compensate salary wage ante earnings give
fund finance money store stock
financial fiscal monetary economic
economy thrift saving economics
economic economical financial
rich wealthy affluent prosperous
poor impoverished needy destitute hapless pitiful
tax levy duty tariff taxation
budget finances fund
spend expend use pass drop
save rescue preserve keep spare economize salvage deliver
rescue save deliver deliverance salvage
invest place put clothe commit
investment investing investiture stake
benefit gain advantage profit welfare aid
increase rise raise grow gain growth boost addition climb augment
decrease reduce lower lessen reduction diminish decline drop
reduce cut decrease lower lessen shrink trim diminish abridge
reduction decrease diminution cut simplification
cut reduce slash trim chop reduction shorten
rise ascend climb increase lift ascent raise mount
fall drop descend decline autumn tumble plunge
grow increase develop expand raise mature become turn
growth increase expansion development maturation emergence
develop grow evolve build originate formulate
development growth evolution maturation
improve better ameliorate enhance amend meliorate
improvement betterment advance
progress advance proceed advancement
acceleration speedup quickening intensification
speed velocity hurry quicken hasten
fast quick rapid swift speedy quickly rapidly
slow sluggish gradual dense tedious
quickly rapidly speedily promptly cursorily
important significant crucial essential vital key critical substantial major
importance significance grandness value
essential necessary vital indispensable crucial
critical crucial decisive vital
serious grave severe sober earnest solemn dangerous
severe harsh serious terrible hard spartan wicked
extreme utmost uttermost severe radical
strong powerful robust solid potent firm substantial
powerful mighty potent strong brawny
weak feeble fragile frail watery
power force strength might energy ability office
force power strength compel push drive coerce
energy vigour power vim zip muscle
electricity power electrical
oil petroleum crude
gas gasoline petrol fuel
coal ember char
carbon soot coal
fuel combustible
emission discharge release emanation exhaust flow
pollution contamination befoulment defilement
clean pure wipe cleanse uncontaminated
dirty soiled filthy foul unclean
green environmental verdant immature park leafy
environment surroundings habitat surround
environmental ecological
nature character essence type stuff
natural innate raw instinctive rude
animal beast creature brute
plant flora works vegetation factory set
tree wood timber
forest woods woodland timber
farm farming till grow ranch
farmer grower husbandman sodbuster
food nutrient nourishment meal provisions
eat consume feed devour corrode
drink beverage booze imbibe
health wellness wellbeing
healthy well fit salubrious
sick ill ailing unwell
disease illness sickness malady ailment
doctor physician medic repair
hospital infirmary clinic
drug medicine pharmaceutical
science skill discipline
scientist researcher investigator
research inquiry study investigation enquiry explore
study survey report examine work analyze learn
evidence proof testimony grounds prove evidences
prove show demonstrate establish testify
fact truth detail reality
true real genuine accurate
truth verity accuracy reality
false untrue fake mistaken wrong
lie falsehood prevaricate fib
wrong incorrect mistaken erroneous improper
right correct proper justly
error mistake fault misplay
problem issue trouble difficulty question job
issue topic matter problem subject number publication emerge
question inquiry query doubt inquire interrogate wonder
answer reply response solution respond resolution
solution answer resolution result
solve resolve answer work
resolution solution resolve declaration firmness
decide determine resolve settle
decision determination conclusion choice ruling
choose select pick elect opt
choice option selection pick alternative prime
chance opportunity possibility probability luck prospect risk
opportunity chance occasion opening
possible potential likely feasible
potential possible likely prospective capability expected
likely probable potential expected apt
probably likely presumably belike
certain sure definite positive some
certainly surely definitely undoubtedly
clear clean obvious plain evident open
doubt uncertainty skepticism question incertitude
belief faith opinion conviction impression
idea thought notion concept mind
opinion view belief sentiment
view opinion position perspective scene see
see watch view witness observe notice understand regard
look appear seem expression search attend
watch see observe follow vigil
hear listen learn try
listen hear mind
feel sense find experience tone
feeling emotion sentiment impression touch
hope trust promise desire
fear dread fright awe care
afraid scared frightened fearful worried
worry concern anxiety care vex headache
worried apprehensive disquieted upset distressed
angry furious mad irate raging
anger rage fury wrath ire
happy glad pleased felicitous cheerful
sad sorry deplorable unhappy distressing
love passion beloved enjoy dear
hate detest hatred
pleasure delight joy
proud lofty majestic
shame disgrace dishonour pity
shock daze jolt stun jar
surprise astonish amaze storm
surprising unexpected startling
amazing astonishing astounding awing wonderful
incredible unbelievable
beautiful lovely gorgeous attractive
nice pleasant decent skillful
hard difficult tough heavily severely firmly
difficult hard tough unmanageable
easy simple effortless comfortable light
simple elementary plain bare dim
complete finish total full discharge entire
completely totally wholly entirely altogether
whole entire total unit hale
full total wide complete entire
part portion piece share role component section
piece part bit slice composition
share portion part percentage contribution divvy
half moiety
number figure amount total count
amount sum quantity total measure
many numerous multiple several
several various many respective
few some couple
most majority nearly
more additional further extra
another other extra additional renewed
different distinct diverse various unlike
difference distinction divergence remainder
same identical like equal
similar alike like comparable
equal match equate
common usual ordinary mutual coarse shared
usual common customary
normal regular typical
typical distinctive
special particular especial exceptional limited
especially particularly peculiarly predominantly
particular specific special peculiar
specific particular
general universal ecumenical
generally mostly usually broadly
often frequently oftentimes
always constantly forever ever invariably
sometimes occasionally
recently lately newly
recent late holocene
now currently today nowadays
current present existing stream flow
today now nowadays
future coming next hereafter
past previous bygone preceding
previous former past premature late
old aged ancient former elderly
new fresh modern novel newfangled
young youth immature new
early former other
late belated tardy recent
soon shortly presently
finally eventually ultimately lastly
eventually finally someday
immediately instantly straightaway directly
sudden abrupt
year twelvemonth class annual
day daytime daylight
week workweek calendar
time clock meter prison moment period
period time era stage point duration
moment minute instant second import
decade ten
century hundred
season flavour
summer summertime
winter wintertime
keep maintain hold retain prevent preserve
hold keep maintain bear grip carry
stay remain rest stick delay
remain stay persist continue
continue proceed persist uphold preserve
stop halt cease finish block discontinue
prevent forestall foreclose preclude
avoid avert debar deflect quash
allow permit let grant leave
ban prohibit forbid bar prohibition
refuse decline reject garbage
deny refuse abnegate
reject refuse spurn decline
accept take admit bear
receive get have welcome
give present yield grant afford devote
provide supply offer furnish render ply
offer propose provide extend
supply provide furnish issue
deliver present bear render
send ship transport direct mail
bring convey take carry land
carry transport bear convey pack
take accept contain lead
get acquire obtain become receive
find discover happen regain
discover find detect learn reveal
search seek hunt look
show demonstrate exhibit display prove evidence
reveal expose unwrap disclose
hide conceal cover
cover hide report extend
include admit contain
involve affect imply require
cause reason make effort drive
reason cause ground argue rationality
result outcome effect consequence resultant solution
effect impact result outcome consequence
impact effect touch affect shock
affect impact involve touch feign regard
influence determine regulate
achieve accomplish attain reach
reach attain make hit achieve
succeed win
fail neglect flunk
failure loser
meet encounter match fulfil satisfy converge
join unite link connect fall
combine unite compound merge
connect link tie join
relation relationship
share divide partake
separate divide distinguish part
move travel act motion relocate
movement motion motility front
go travel move run
come arrive
return come render yield
leave exit depart allow
arrive come
travel go journey trip
trip journey slip
visit see call
follow observe pursue
run work operate race campaign
walk march
drive force ride motor
turn bend rotate become
pull draw drag
push press thrust advertise crowd
throw project cast
hit strike score reach
strike hit impress assume
touch reach partake
open unfold
close shut near end
build construct establish
establish found set prove
set put place fix
prepare fix ready
ready prepared
act move behave deed enactment
action activity deed litigate
activity action
perform execute do
performance execution operation
play drama
sport athletics
film movie picture
picture image icon
story narrative tale history
history account chronicle
news intelligence
report account story study
write compose publish
read register
word news
language speech
speech address language
message content
letter missive
book volume
record disc immortalize
school educate
student pupil scholar
teacher instructor
teach learn instruct
learn acquire
education teaching instruction
experience see feel
skill accomplishment
ability power
able capable
intelligent smart
smart bright
mind head judgment
attention care aid
care attention caution handle
careful thrifty
interest involvement sake stake
support back endorse
supporter protagonist
oppose fight counter
protest dissent
challenge dispute take
criticize knock
blame fault
accuse impeach charge
charge bill accuse
responsible creditworthy
responsibility duty obligation
duty obligation
commitment allegiance committedness
commit perpetrate institutionalize
promise predict assure
guarantee vouch
ensure guarantee assure see
confirm corroborate
honest honorable
trust believe
respect esteem
honor honour award
value appreciate
worth deserving
justice judge
fair just
free liberate
immediate contiguous
urgent pressing
global worldwide
world global
international external
director manager
manager coach
officer policeman
audience hearing
customer client
professional master
`;
