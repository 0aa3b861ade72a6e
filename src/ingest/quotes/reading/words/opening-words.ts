/** Common English words that often open a sentence; with a capital there, and nowhere else in the text, they are no names. */
export const OPENING_WORDS: ReadonlySet<string> = new Set(
  `abroad absent add additional adopted afterward afterwards age agenda ahead aided alarmed alongside alternative
altogether amid angered answer apart appear applause approached approval aside ask associates attack attacks
attempt attempts attitudes audiences authorities autumn back begin begun believe big billionaires bills boos
born borrowers bound broadcast buoyed businesses call campaigns carbon caught celebrated certain challenged
chances chants cheers clashes close coal colleges come companies compared competition concerns conflicts
consider considered consumers contacted contests continue continued contrast control controversial
conversations corporate corporations cost counter country couple credit criminal criticism crowds crucial
current data days deadline deals death debate debates decades declared demographic details different digital
direct dismayed diverse divided division donations dozens dressed drivers drop due economists efforts election
elite elsewhere emails employers employment end energy enough enter enthusiasm establishment estimates
evangelical events exit expect exports extreme faced factor factory farmers fear federal female fewer fighting
figures financial find findings fingers first flanked focus follow footage foreign former fourth fresh
frustrated fueled full fundraisers further gender generation giant gone good governments granted ground grow
hackers half halfway hard harsh headed health helped higher himself historians home hordes hours hundreds
ideological images immigrants immigration implicit imports income incomes independents industrial informed
initial inspired insurgent intense internal interviews investment investors jobs jokes kind known lack large
late laughter led left legal legislation legislative less listen listeners little local locals longtime looks
low lower mainstream major majorities make margin meantime meet messages midway migrants millions minutes
missed moments momentum money multiple murder name names negotiations neighbours networks nevertheless none
nonetheless noon nowhere nuclear number oil older online opposition organized otherwise outright overnight
participants parts passengers past pause pay peppered perceived percentage personal photos pictures plans
pledged plenty plus podcast political popular power presidential pressed pressure presumptive pretty prices
primaries primary prior private profits programs progressives prominent proponents proposals prospects protest
protests public pupils push pushed question questions quite races radical rates rather reached reactions read
readers ready rebels recent reduce refugees relationships religious remarks remember reports respondents
responses retired revealed revenue right rules rumors rumours sales sanctions says scenes scholars scores
seemed seen sell send senior session share shares shelling shoppers short silence similar small smaller
soldiers solid somewhere sound split spotlight spring standards start stated stay stocks stories strong
subsequent success summer summers support sure surveys take taken takes talk talks tax technological temporary
tens tensions terrorism terrorist terrorists therefore things think thousands time titled together too top
tough tourists traditional trouble true tune turmoil turns undecided understood unemployment unions unique
unlike vast very victory videos view viewers views villagers violence violent voices votes wages wait want
wealthy week weeks welcome whatever whenever wherever whichever whoever widespread window winter winters work
worried worst worth years young youth`.split(/\s+/),
);
